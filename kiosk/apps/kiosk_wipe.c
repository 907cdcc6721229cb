/* SPDX-License-Identifier: EUPL-1.2 */
#include "apps/kiosk_wipe.h"

#include <ctype.h>
#include <sodium.h>
#include <string.h>

#include "base/log.h"
#include "model/phone.h"

#define FIELDS 3
/* Answers, and what stood there before they were typed anew. A trembling hand corrects often:
 * thirty times in three fields is more than any visit we can think of. */
#define TYPED_MOST 32
#define WORD_LEAST_BYTES 5
#define DIGITS_LEAST 6
#define DIGITS_BYTES 9     /* without the 0 or the country: every way of writing has these */

struct typed {
    int field;
    struct private_text text;
};

struct kiosk_wipe {
    struct memory_scan *scan;
    bool is_cut;                      /* more was typed than is remembered */
    int count;
    struct typed typed[TYPED_MOST];
    struct private_text word;         /* a piece of one of them */
    const struct content *content;    /* during kiosk_wipe_prove */
};

enum err kiosk_wipe_open(struct kiosk_wipe **wipe_out)
{
    *wipe_out = NULL;
    struct kiosk_wipe *wipe = sodium_malloc(sizeof *wipe);
    if (!wipe) return ERR_MEMORY;
    memset(wipe, 0, sizeof *wipe);
    enum err err = memory_scan_open(&wipe->scan);
    if (err) sodium_free(wipe);
    else *wipe_out = wipe;
    return err;
}

void kiosk_wipe_close(struct kiosk_wipe *wipe)
{
    if (!wipe) return;
    memory_scan_close(wipe->scan);
    sodium_free(wipe);
}

/* Remembering */

static struct typed *last_of(struct kiosk_wipe *wipe, int field)
{
    for (int i = wipe->count; i-- > 0;)
        if (wipe->typed[i].field == field) return &wipe->typed[i];
    return NULL;
}

/* The longest of what was typed in one go: who erases two letters and goes on differently has
 * typed two words. */
static void note(struct kiosk_wipe *wipe, int field, const struct private_text *now)
{
    struct typed *last = last_of(wipe, field);
    if (now->size_bytes == 0) return;
    if (last) {
        size_t both = now->size_bytes < last->text.size_bytes ? now->size_bytes
                                                              : last->text.size_bytes;
        if (memcmp(now->utf8, last->text.utf8, both) == 0) {
            if (now->size_bytes > last->text.size_bytes) last->text = *now;
            return;
        }
    }
    if (wipe->count == TYPED_MOST) {
        wipe->is_cut = true;
        return;
    }
    wipe->typed[wipe->count].field = field;
    wipe->typed[wipe->count++].text = *now;   /* not by way of the stack */
}

void kiosk_wipe_note(struct kiosk_wipe *wipe, const struct model *model)
{
    const struct private_text *fields[FIELDS] = {&model->form.name, &model->form.phone,
                                                 &model->form.email};
    for (int i = 0; i < FIELDS; i++) note(wipe, i, fields[i]);
}

/* Seeking */

static bool has_word(const struct texts *texts, const char *word)
{
    for (int i = 0; i < TEXT_COUNT; i++)
        for (int form = 0; form < PLURAL_COUNT; form++) {
            const char *sentence = texts->all[i].form[form];
            if (sentence && strstr(sentence, word)) return true;
        }
    return false;
}

/* Whether the screens show it to everybody. */
static bool is_public(const struct content *content, const char *word)
{
    if (memmem(content, sizeof *content, word, strlen(word))) return true;
    for (int i = 0; i < content->languages.count; i++)
        if (has_word(&content->texts[i], word)) return true;
    return false;
}

static enum err seek(struct kiosk_wipe *wipe, const struct private_text *word)
{
    if (is_public(wipe->content, word->utf8)) return ERR_NONE;
    return memory_scan_add(wipe->scan, word->utf8, word->size_bytes);
}

/* Names are drawn and spoken by the word, an address also up to its sign. */
static enum err seek_parts(struct kiosk_wipe *wipe, const struct private_text *text)
{
    struct private_text *word = &wipe->word;
    enum err err = ERR_NONE;
    for (size_t at = 0; at < text->size_bytes && !err;) {
        size_t size = strcspn(text->utf8 + at, " @");
        if (size >= WORD_LEAST_BYTES && size < text->size_bytes) {
            memset(word, 0, sizeof *word);
            memcpy(word->utf8, text->utf8 + at, size);
            word->size_bytes = (uint16_t)size;
            err = seek(wipe, word);
        }
        at += size + 1;
    }
    return err;
}

static enum err seek_phone(struct kiosk_wipe *wipe, const struct private_text *phone)
{
    struct private_text *word = &wipe->word;
    phone_shown(phone, word);
    enum err err = seek(wipe, word);
    memset(word, 0, sizeof *word);
    for (size_t i = 0; i < phone->size_bytes; i++)
        if (isdigit((unsigned char)phone->utf8[i]))
            word->utf8[word->size_bytes++] = phone->utf8[i];
    if (word->size_bytes > DIGITS_BYTES) {
        size_t before = word->size_bytes - DIGITS_BYTES;
        memmove(word->utf8, word->utf8 + before, DIGITS_BYTES + 1);
        word->size_bytes = DIGITS_BYTES;
    }
    return err || word->size_bytes < DIGITS_LEAST ? err : seek(wipe, word);
}

static enum err seek_all(struct kiosk_wipe *wipe)
{
    enum err err = ERR_NONE;
    for (int i = 0; i < wipe->count && !err; i++) {
        const struct private_text *text = &wipe->typed[i].text;
        err = seek(wipe, text);
        if (!err && wipe->typed[i].field == 1) err = seek_phone(wipe, text);
        else if (!err) err = seek_parts(wipe, text);
    }
    return err;
}

enum err kiosk_wipe_prove(struct kiosk_wipe *wipe, const struct content *content)
{
    int places = 0;
    wipe->content = content;
    enum err err = seek_all(wipe);
    bool is_all = !wipe->is_cut && err != ERR_FULL;
    sodium_memzero(wipe->typed, sizeof wipe->typed);
    sodium_memzero(&wipe->word, sizeof wipe->word);
    wipe->count = 0;
    wipe->is_cut = false;
    /* Those that fit are sought all the same: a leak is worth its line in the log. */
    if (!err || err == ERR_FULL) err = memory_scan_count(wipe->scan, &places);
    memory_scan_forget(wipe->scan);
    if (err) return err;
    if (places > 0)
        log_line(LOG_FAULT, "after a visit %d pieces of what was typed were still in memory",
                 places);
    if (!is_all)
        log_line(LOG_WARNING, "more was typed in a visit than can be sought after it");
    return places > 0 || !is_all ? ERR_EXISTS : ERR_NONE;
}
