/* SPDX-License-Identifier: EUPL-1.2 */
#include "apps/intake_format.h"

#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "base/id.h"
#include "base/utf8.h"

#define COUNT(list) (sizeof(list) / sizeof(list)[0])

static bool is_digit(char sign)
{
    return sign >= '0' && sign <= '9';
}

static bool is_small(char sign)
{
    return sign >= 'a' && sign <= 'z';
}

static bool is_letter_or_digit(char sign)
{
    return is_digit(sign) || is_small(sign) || (sign >= 'A' && sign <= 'Z');
}

static bool is_one_of(const char *text, const char *const *choices, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (strcmp(text, choices[i]) == 0) return true;
    return false;
}

bool intake_format_is_version(const char *text)
{
    return strcmp(text, "1.0") == 0;
}

bool intake_format_is_id(const char *text)
{
    struct id id;
    if (id_read(text, &id)) return false;
    for (const char *at = text; *at; at++)
        if (*at >= 'A' && *at <= 'F') return false;
    return (id.bytes[6] & 0xf0) == 0x40 && (id.bytes[8] & 0xc0) == 0x80;
}

bool intake_format_is_reference(const char *text)
{
    return reference_is_valid(text);
}

bool intake_format_is_slug(const char *text)
{
    size_t size = strlen(text);
    if (size < 1 || size > 64) return false;
    for (const char *at = text; *at; at++)
        if (!is_digit(*at) && !is_small(*at) && *at != '-') return false;
    return true;
}

bool intake_format_is_place(const char *text)
{
    size_t count = utf8_count(text, strlen(text));
    return count >= 1 && count <= 100;
}

/* C0, DEL and C1. */
static bool is_control(uint32_t code_point)
{
    return code_point < 0x20 || (code_point >= 0x7f && code_point <= 0x9f);
}

/* Overrides and isolates turn the text around them; a name has no use for them. */
static bool is_direction_sign(uint32_t code_point)
{
    return (code_point >= 0x202a && code_point <= 0x202e) ||
           (code_point >= 0x2066 && code_point <= 0x2069);
}

/* What \s means in the contract's patterns. Source: ECMA-262, WhiteSpace and LineTerminator. */
static bool is_space(uint32_t code_point)
{
    static const uint32_t others[] = {0xa0,   0x1680, 0x2028, 0x2029,
                                      0x202f, 0x205f, 0x3000, 0xfeff};
    if (code_point == ' ' || (code_point >= 9 && code_point <= 13)) return true;
    if (code_point >= 0x2000 && code_point <= 0x200a) return true;
    for (size_t i = 0; i < COUNT(others); i++)
        if (code_point == others[i]) return true;
    return false;
}

bool intake_format_is_name(const char *text)
{
    size_t size = strlen(text), at = 0, count = 0;
    bool has_sign = false;
    for (; at < size; count++) {
        uint32_t code_point = utf8_next(text, size, &at);
        if (is_control(code_point) || is_direction_sign(code_point)) return false;
        if (!is_space(code_point)) has_sign = true;
    }
    return has_sign && count <= 100;
}

bool intake_format_is_phone(const char *text)
{
    /* Free, paid and short numbers: a supporter cannot call anyone back there. */
    static const char *const services[] = {"+31800", "+31900", "+31906", "+31909", "+3114"};
    size_t size = strlen(text);
    if (size < 10 || size > 16 || text[0] != '+' || text[1] == '0') return false;
    for (const char *at = text + 1; *at; at++)
        if (!is_digit(*at)) return false;
    for (size_t i = 0; i < COUNT(services); i++)
        if (strncmp(text, services[i], strlen(services[i])) == 0) return false;
    return true;
}

/* One or more labels with a dot between each, the last one of at least two characters. */
static bool is_domain(const char *text, size_t size)
{
    size_t at = 0, labels = 1, length = 0;
    while (at < size) {
        uint32_t code_point = utf8_next(text, size, &at);
        if (code_point == '@' || is_space(code_point) || is_control(code_point)) return false;
        if (code_point != '.') {
            length++;
            continue;
        }
        if (length == 0) return false;
        labels++;
        length = 0;
    }
    return labels >= 2 && length >= 2;
}

bool intake_format_is_email(const char *text)
{
    size_t size = strlen(text), at = 0, before = 0;
    if (utf8_count(text, size) > 80) return false;
    while (at < size) {
        uint32_t code_point = utf8_next(text, size, &at);
        if (code_point == '@')
            return before >= 1 && before <= 64 && is_domain(text + at, size - at);
        if (is_space(code_point) || is_control(code_point)) return false;
        before++;
    }
    return false;
}

bool intake_format_is_channel(const char *text)
{
    static const char *const choices[] = {"telefoon", "email", "bezoek-kantoor", "huisbezoek"};
    return is_one_of(text, choices, COUNT(choices));
}

bool intake_format_is_day(const char *text)
{
    static const char *const choices[] = {"ma", "di", "wo", "do", "vr", "za", "zo"};
    return is_one_of(text, choices, COUNT(choices));
}

bool intake_format_is_day_part(const char *text)
{
    static const char *const choices[] = {"ochtend", "middag", "avond"};
    return is_one_of(text, choices, COUNT(choices));
}

bool intake_format_is_language(const char *text)
{
    size_t size = strlen(text), first = 0;
    while (is_small(text[first])) first++;
    if (size > 35 || first < 2 || first > 3) return false;
    const char *at = text + first;
    while (*at == '-') {
        size_t length = 0;
        while (is_letter_or_digit(at[1 + length])) length++;
        if (length < 2 || length > 8) return false;
        at += 1 + length;
    }
    return *at == 0;
}

bool intake_format_is_topic(const char *text)
{
    static const char *const choices[] = {"maatschappelijke-ondersteuning",
                                          "preventieve-zorg",
                                          "zorg",
                                          "jeugdhulp",
                                          "onderwijs",
                                          "welzijn",
                                          "wonen",
                                          "werk",
                                          "inkomen",
                                          "pgb",
                                          "mantelzorg",
                                          "geldzaken",
                                          "weet-ik-niet"};
    return is_one_of(text, choices, COUNT(choices));
}

bool intake_format_is_for_whom(const char *text)
{
    static const char *const choices[] = {"mijzelf", "iemand-anders"};
    return is_one_of(text, choices, COUNT(choices));
}

bool intake_format_is_relation(const char *text)
{
    static const char *const choices[] = {"partner", "kind",    "ouder",
                                          "familie", "bekende", "client"};
    return is_one_of(text, choices, COUNT(choices));
}

/* Digits where `form` has a 9, otherwise the same sign; stops at the end of `form`. */
static bool has_form(const char *text, const char *form)
{
    for (; *form; form++, text++)
        if (*form == '9' ? !is_digit(*text) : *text != *form) return false;
    return true;
}

static int pair(const char *digits)
{
    return (digits[0] - '0') * 10 + digits[1] - '0';
}

static bool is_day_of_calendar(const char *text)
{
    static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    int year = pair(text) * 100 + pair(text + 2), month = pair(text + 5), day = pair(text + 8);
    if (month < 1 || month > 12 || day < 1) return false;
    bool is_leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
    return day <= days[month - 1] + (month == 2 && is_leap ? 1 : 0);
}

bool intake_format_is_date(const char *text)
{
    return has_form(text, "9999-99-99") && text[10] == 0 && is_day_of_calendar(text);
}

bool intake_format_is_moment(const char *text)
{
    if (!has_form(text, "9999-99-99T99:99:99") || !is_day_of_calendar(text)) return false;
    int hour = pair(text + 11), minute = pair(text + 14), second = pair(text + 17);
    bool is_leap_second = hour == 23 && minute == 59 && second == 60;
    if (hour > 23 || minute > 59 || (second > 59 && !is_leap_second)) return false;
    const char *at = text + 19;
    if (*at == '.') {
        size_t digits = 0;
        while (is_digit(at[1 + digits])) digits++;
        if (digits < 1 || digits > 9) return false;
        at += 1 + digits;
    }
    return strcmp(at, "Z") == 0;
}

bool intake_format_is_text_version(const char *text)
{
    size_t size = strlen(text);
    if (size < 1 || size > 32) return false;
    for (const char *at = text; *at; at++)
        if (!is_letter_or_digit(*at) && !strchr("._-", *at)) return false;
    return true;
}
