/* SPDX-License-Identifier: EUPL-1.2 */
#include "model/keyboard.h"

#include <sodium.h>
#include <string.h>
#include <unicode/uchar.h>

#include "base/utf8.h"
#include "model/rules.h"
#include "model/travel.h"

/* A key writes at most TYPED_BYTES; a sign can grow when its capital takes more bytes. */
#define WRITTEN_BYTES (4 * TYPED_BYTES)

static struct private_text *field_of(struct model *m)
{
    if (m->screen == SCREEN_NAME) return &m->form.name;
    if (m->screen == SCREEN_PHONE && m->step == PHONE_STEP_NUMBER) return &m->form.phone;
    return m->screen == SCREEN_EMAIL ? &m->form.email : NULL;
}

const struct private_text *model_typed(const struct model *model)
{
    if (model->screen == SCREEN_NAME) return &model->form.name;
    if (model->screen == SCREEN_PHONE && model->step == PHONE_STEP_NUMBER)
        return &model->form.phone;
    return model->screen == SCREEN_EMAIL ? &model->form.email : NULL;
}

static uint32_t last_sign(const struct private_text *text)
{
    size_t at = text->size_bytes - utf8_last_size(text->utf8, text->size_bytes);
    return utf8_next(text->utf8, text->size_bytes, &at);   /* 0 when empty */
}

static bool begins_a_word(uint32_t before)
{
    return before == 0 || before == ' ' || before == '-' || before == '.' || before == '\'' ||
           before == 0x2019 || before == 0x2010;
}

/* Title case and not upper case, so that German eszett and Georgian letters stay what they
 * are. */
static uint32_t capital(uint32_t sign, const char *tag)
{
    /* dotted capital */
    if (sign == 'i' && (strcmp(tag, "tr") == 0 || strcmp(tag, "az") == 0)) return 0x0130;
    return (uint32_t)u_totitle((UChar32)sign);
}

/* One sign as this field takes it; 0: not at all. `before` is what stands in front of it. */
static uint32_t as_name(uint32_t sign, uint32_t before, const char *tag)
{
    if (sign == ' ' && (before == 0 || before == ' ')) return 0;
    return begins_a_word(before) ? capital(sign, tag) : sign;
}

static uint32_t as_phone(uint32_t sign)
{
    int32_t digit = u_charDigitValue((UChar32)sign);
    if (digit >= 0 && digit <= 9) return (uint32_t)('0' + digit);
    return sign < 0x80 && strchr("+ -()./", (int)sign) ? sign : 0;
}

static uint32_t as_email(uint32_t sign)
{
    return sign == ' ' ? 0 : (uint32_t)u_tolower((UChar32)sign);
}

static uint32_t as_taken(const struct model *m, uint32_t sign, uint32_t before)
{
    if (sign_is_refused(sign)) return 0;
    if (m->screen == SCREEN_PHONE) return as_phone(sign);
    if (m->screen == SCREEN_EMAIL) return as_email(sign);
    return as_name(sign, before, m->content->languages.all[m->preferences.language].tag);
}

/* The whole key as the field takes it, or nothing: half a key would be a slip that nobody
 * sees. */
static bool written(const struct model *m, const char *typed, size_t size, uint32_t before,
                    char out[WRITTEN_BYTES])
{
    size_t at = 0, end = 0;
    while (at < size) {
        uint32_t sign = as_taken(m, utf8_next(typed, size, &at), before);
        if (sign == 0) return false;
        end += utf8_write(sign, out + end);
        before = sign;
    }
    out[end] = 0;
    return end > 0;
}

static enum mistake too_long(const struct model *m)
{
    if (m->screen == SCREEN_PHONE) return MISTAKE_PHONE_LONG;
    return m->screen == SCREEN_EMAIL ? MISTAKE_EMAIL_LONG : MISTAKE_NAME_LONG;
}

static size_t characters_most(const struct model *m)
{
    if (m->screen == SCREEN_PHONE) return PHONE_MOST_CHARACTERS;
    return m->screen == SCREEN_EMAIL ? EMAIL_MOST_CHARACTERS : NAME_MOST_CHARACTERS;
}

void keyboard_type(struct model *m, const char typed[TYPED_BYTES], struct effects *fx)
{
    struct private_text *field = field_of(m);
    size_t size = strnlen(typed, TYPED_BYTES);
    char out[WRITTEN_BYTES];
    if (!field || size == TYPED_BYTES || !utf8_is_valid(typed, size)) return;
    if (written(m, typed, size, last_sign(field), out)) {
        m->mistake = MISTAKE_NONE;
        if (private_text_add(field, out, characters_most(m)) != ERR_NONE)
            travel_mistake(m, too_long(m), fx);
    }
    sodium_memzero(out, sizeof out);
}

void keyboard_erase(struct model *m)
{
    struct private_text *field = field_of(m);
    if (!field) return;
    private_text_drop_last(field);
    m->mistake = MISTAKE_NONE;
}

void keyboard_erase_all(struct model *m)
{
    struct private_text *field = field_of(m);
    if (!field) return;
    private_text_wipe(field);
    m->mistake = MISTAKE_NONE;
}

void keyboard_page(struct model *m, int32_t page)
{
    if (page < 0 || page >= KEY_PAGE_COUNT) return;
    m->key_page = (enum key_page)page;
    if (page == KEY_PAGE_ACCENTS || m->key_page == m->order) return;
    m->order = m->key_page;
    m->has_chosen_order = true;
}

/* Hands know where letters lie; a keypad goes past them one by one, and then everybody knows
 * the alphabet (reference/accessibility.md, 4). Never while a finger is on the keys. */
void keyboard_suit(struct model *m)
{
    if (!m->has_chosen_order)
        m->order = m->uses_keys ? KEY_PAGE_ORDERED : KEY_PAGE_LETTERS;
    m->key_page = m->order;
}
