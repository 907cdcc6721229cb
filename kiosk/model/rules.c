/* SPDX-License-Identifier: EUPL-1.2 */
#include "model/rules.h"

#include <string.h>
#include <unicode/uchar.h>

#include "base/utf8.h"

#define LOCAL_PART_MOST 64    /* RFC 5321, 4.5.3.1.1 */
#define DOMAIN_LABEL_MOST 63  /* RFC 1035, 2.3.4 */

/* Persian and Kurdish names need it between two letters: it only stops those letters from
 * joining. */
#define ZERO_WIDTH_NON_JOINER 0x200c

bool sign_is_refused(uint32_t code_point)
{
    uint32_t refused = U_GC_CC_MASK | U_GC_CF_MASK | U_GC_CS_MASK | U_GC_CO_MASK |
                       U_GC_CN_MASK | U_GC_ZL_MASK | U_GC_ZP_MASK;
    if (code_point == ZERO_WIDTH_NON_JOINER) return false;
    return (U_MASK(u_charType((UChar32)code_point)) & refused) != 0;
}

static bool is_letter(uint32_t code_point)
{
    return (U_MASK(u_charType((UChar32)code_point)) & U_GC_L_MASK) != 0;
}

static bool is_mark(uint32_t code_point)
{
    return (U_MASK(u_charType((UChar32)code_point)) & U_GC_M_MASK) != 0;
}

static bool is_apostrophe(uint32_t code_point)
{
    /* straight, the two curly ones, the backtick people use for them, Hebrew geresh */
    return code_point == '\'' || code_point == 0x2018 || code_point == 0x2019 ||
           code_point == '`' || code_point == 0x05f3;
}

/* What may stand between letters: no digits, no @, nothing that belongs to an address. */
static bool is_name_sign(uint32_t code_point)
{
    switch (code_point) {
    case ' ': case '-': case '.': case ZERO_WIDTH_NON_JOINER:
    case 0x2010: case 0x2011:   /* hyphens */
    case 0x00b7: case 0x30fb:   /* middle dots: Catalan, Japanese */
        return true;
    }
    return is_apostrophe(code_point);
}

enum mistake name_check(const struct private_text *typed)
{
    size_t at = 0, letters = 0;
    uint32_t before = ' ';
    if (!utf8_is_valid(typed->utf8, typed->size_bytes)) return MISTAKE_NAME_SIGNS;
    while (at < typed->size_bytes) {
        uint32_t sign = utf8_next(typed->utf8, typed->size_bytes, &at);
        bool joins = is_mark(sign) || sign == ZERO_WIDTH_NON_JOINER;
        if (joins && !is_letter(before) && !is_mark(before)) return MISTAKE_NAME_SIGNS;
        if (is_letter(sign)) letters++;
        else if (!is_mark(sign) && !is_name_sign(sign)) return MISTAKE_NAME_SIGNS;
        before = sign;
    }
    bool is_blank = strspn(typed->utf8, " ") == typed->size_bytes;
    if (letters == 0) return is_blank ? MISTAKE_NAME_EMPTY : MISTAKE_NAME_SIGNS;
    return private_text_count(typed) > NAME_MOST_CHARACTERS ? MISTAKE_NAME_LONG : MISTAKE_NONE;
}

static bool is_ascii_letter_or_digit(char sign)
{
    return (sign >= 'a' && sign <= 'z') || (sign >= 'A' && sign <= 'Z') ||
           (sign >= '0' && sign <= '9');
}

/* Before the @: the signs of RFC 5322 "atext", with single dots between them. */
static bool local_part_is_right(const char *part, size_t size)
{
    if (size > LOCAL_PART_MOST || part[0] == '.' || part[size - 1] == '.') return false;
    for (size_t i = 0; i < size; i++) {
        if (part[i] == '.' && part[i - 1] == '.') return false;
        if (!is_ascii_letter_or_digit(part[i]) && !strchr(".!#$%&'*+/=?^_`{|}~-", part[i]))
            return false;
    }
    return true;
}

/* One name between the dots of a domain. */
static bool label_is_right(const char *label, size_t size)
{
    if (size > DOMAIN_LABEL_MOST || label[0] == '-' || label[size - 1] == '-') return false;
    for (size_t i = 0; i < size; i++)
        if (!is_ascii_letter_or_digit(label[i]) && label[i] != '-') return false;
    return true;
}

static enum mistake domain_check(const char *domain)
{
    size_t labels = 0, size = 0;
    for (const char *label = domain;; label += size + 1) {
        size = strcspn(label, ".");
        if (size == 0) return MISTAKE_EMAIL_DOT;
        if (!label_is_right(label, size)) return MISTAKE_EMAIL_SIGNS;
        labels++;
        if (label[size] == 0) break;
    }
    /* the last one: "nl" and not "n" */
    return labels < 2 || size < 2 ? MISTAKE_EMAIL_DOT : MISTAKE_NONE;
}

enum mistake email_check(const struct private_text *typed)
{
    const char *at = strchr(typed->utf8, '@');
    if (typed->size_bytes == 0) return MISTAKE_EMAIL_EMPTY;
    if (strlen(typed->utf8) != typed->size_bytes) return MISTAKE_EMAIL_SIGNS;
    if (!at || at == typed->utf8 || strchr(at + 1, '@')) return MISTAKE_EMAIL_AT;
    if (!local_part_is_right(typed->utf8, (size_t)(at - typed->utf8)))
        return MISTAKE_EMAIL_SIGNS;
    enum mistake mistake = domain_check(at + 1);
    if (mistake != MISTAKE_NONE) return mistake;
    if (private_text_count(typed) > EMAIL_MOST_CHARACTERS) return MISTAKE_EMAIL_LONG;
    return MISTAKE_NONE;
}
