/* SPDX-License-Identifier: EUPL-1.2 */
#include "model/phone.h"

#include <sodium.h>
#include <string.h>

#include "model/country_codes.h"

/* more than can be typed: nothing is cut before it is judged */
#define DIGITS_ROOM 64
#define NATIONAL_DIGITS 10         /* with the 0 in front */
#define INTERNATIONAL_LEAST 9      /* the contract: ^\+[1-9][0-9]{8,14}$ */
#define INTERNATIONAL_MOST 15      /* E.164 */

/* The typed number without spaces and signs. Lies on the stack while it is judged, so
 * callers wipe it. */
struct digits {
    char all[DIGITS_ROOM];
    int count;
    bool is_international;         /* `all` then starts with the country code */
    bool has_odd_sign;             /* a letter, or a + in the middle */
    bool is_too_long;
};

static void digits_read(const struct private_text *typed, struct digits *out)
{
    memset(out, 0, sizeof *out);
    for (uint16_t i = 0; i < typed->size_bytes; i++) {
        char sign = typed->utf8[i];
        if (sign >= '0' && sign <= '9') {
            if (out->count < DIGITS_ROOM - 1) out->all[out->count++] = sign;
            else out->is_too_long = true;
        } else if (sign == '+' && out->count == 0 && !out->is_international) {
            out->is_international = true;
        } else if (!memchr(" -()./", sign, 6)) {
            out->has_odd_sign = true;
        }
    }
}

static void drop_front(struct digits *digits, int count)
{
    digits->count -= count;
    memmove(digits->all, digits->all + count, (size_t)digits->count + 1);
}

static bool starts(const struct digits *digits, const char *with)
{
    return strncmp(digits->all, with, strlen(with)) == 0;
}

/* "00" is "+", and +31 becomes national with its 0: "+31 (0)6 ..." and "+31 6 ..." are the
 * same number. */
static void digits_unify(struct digits *digits)
{
    if (!digits->is_international && starts(digits, "00")) {
        digits->is_international = true;
        drop_front(digits, 2);
    }
    if (!digits->is_international || !starts(digits, "31")) return;
    digits->is_international = false;
    drop_front(digits, digits->all[2] == '0' ? 2 : 1);
    digits->all[0] = '0';
}

static enum mistake by_length(int count, int least, int most)
{
    if (count < least) return MISTAKE_PHONE_SHORT;
    return count > most ? MISTAKE_PHONE_LONG : MISTAKE_NONE;
}

/* Numbers where nobody can be called back: free and paid services, pagers, machines, and the
 * short ones (112, 14xx, 18xx). Whatever their length: "0800" alone is already that mistake,
 * not a number that is too short. */
static bool is_service(const struct digits *digits)
{
    static const char *const prefixes[] = {
        "0800", "0900", "0906", "0909",
        "014",                         /* 14 020, typed as +31 14 020 */
        "066", "067", "082", "097",    /* pagers, dial-in, company networks, machines */
    };
    if (starts(digits, "1")) return digits->count >= 3 && digits->count <= 6;
    for (size_t i = 0; i < sizeof prefixes / sizeof prefixes[0]; i++)
        if (starts(digits, prefixes[i])) return true;
    return false;
}

/* The first digits of numbers that can be given to a person. Source: Nummerplan telefoon- en
 * ISDN-diensten. */
static bool is_personal(const struct digits *digits)
{
    char second = digits->all[1], third = digits->all[2];
    if (second == 0) return true;   /* too short to judge: the length says so */
    if (second == '6') return third == 0 || memchr("123458", third, 6);
    if (second == '8') return third == 0 || memchr("4578", third, 4);
    return second != '9' && second != '0';   /* "+31 00..." is no number */
}

static enum mistake judge(const struct digits *digits)
{
    if (digits->has_odd_sign) return MISTAKE_PHONE_START;
    if (digits->count == 0)
        return digits->is_international ? MISTAKE_PHONE_SHORT : MISTAKE_PHONE_EMPTY;
    if (digits->is_too_long) return MISTAKE_PHONE_LONG;
    if (digits->is_international) {
        if (digits->count >= 3 && country_code_size(digits->all) == 0)
            return MISTAKE_PHONE_COUNTRY;
        return by_length(digits->count, INTERNATIONAL_LEAST, INTERNATIONAL_MOST);
    }
    if (is_service(digits)) return MISTAKE_PHONE_SERVICE;
    if (!starts(digits, "0") || !is_personal(digits)) return MISTAKE_PHONE_START;
    return by_length(digits->count, NATIONAL_DIGITS, NATIONAL_DIGITS);
}

enum mistake phone_check(const struct private_text *typed)
{
    struct digits digits;
    digits_read(typed, &digits);
    digits_unify(&digits);
    enum mistake mistake = judge(&digits);
    sodium_memzero(&digits, sizeof digits);
    return mistake;
}

static void add(struct private_text *out, const char *from, int count)
{
    memcpy(out->utf8 + out->size_bytes, from, (size_t)count);
    out->size_bytes = (uint16_t)(out->size_bytes + count);
    out->utf8[out->size_bytes] = 0;
}

enum err phone_normalise(const struct private_text *typed, struct private_text *out)
{
    struct digits digits;
    digits_read(typed, &digits);
    digits_unify(&digits);
    private_text_wipe(out);
    enum err err = judge(&digits) == MISTAKE_NONE ? ERR_NONE : ERR_FORMAT;
    if (err == ERR_NONE) {
        int national = digits.is_international ? 0 : 1;
        add(out, "+31", national ? 3 : 1);
        add(out, digits.all + national, digits.count - national);
    }
    sodium_memzero(&digits, sizeof digits);
    return err;
}

/* Area codes of three digits, and the numbers that read like them; all others have four. */
static bool has_short_area(const char *digits)
{
    static const char areas[] =
        "010 013 015 020 023 024 026 030 033 035 036 038 040 043 045 046 050 053 055 058 "
        "070 071 072 073 074 075 076 077 078 079 084 085 087 088";
    for (size_t i = 0; i + 3 < sizeof areas; i += 4)
        if (strncmp(areas + i, digits, 3) == 0) return true;
    return false;
}

/* Writes digits in groups, a space between; the last size goes on for what is left. */
static void add_groups(struct private_text *out, const char *digits, const char *sizes)
{
    int left = (int)strlen(digits);
    while (left > 0) {
        int size = *sizes - '0';
        if (sizes[1]) sizes++;
        /* no lonely digit at the end */
        if (size > left || (size == 3 && left == 4)) size = left;
        if (out->size_bytes > 0 && out->utf8[out->size_bytes - 1] != ' ') add(out, " ", 1);
        add(out, digits, size);
        digits += size;
        left -= size;
    }
}

static void add_national(struct private_text *out, const char *digits)
{
    if (digits[0] != '0') add_groups(out, digits, "3");
    else if (digits[1] == '6') add_groups(out, digits, "2");
    else add_groups(out, digits, has_short_area(digits) ? "332" : "42");
}

/* After +31 the 0 is left out: the first group is one shorter. */
static void add_dutch_abroad(struct private_text *out, const char *digits)
{
    char with_zero[DIGITS_ROOM + 1] = "0";
    if (digits[0] == '0') {
        add_national(out, digits);
        return;
    }
    memcpy(with_zero + 1, digits, strlen(digits) + 1);
    if (digits[0] == '6') add_groups(out, digits, "12");
    else add_groups(out, digits, has_short_area(with_zero) ? "232" : "32");
    sodium_memzero(with_zero, sizeof with_zero);
}

void phone_shown(const struct private_text *typed, struct private_text *out)
{
    struct digits digits;
    digits_read(typed, &digits);
    private_text_wipe(out);
    int lead = digits.is_international ? 0 : strncmp(digits.all, "00", 2) == 0 ? 2 : -1;
    if (lead < 0) {
        add_national(out, digits.all);
    } else {
        int code = country_code_size(digits.all + lead);
        add(out, lead ? "00" : "+", lead ? 2 : 1);
        add(out, digits.all + lead, code);
        const char *rest = digits.all + lead + code;
        if (code > 0 && strncmp(digits.all + lead, "31", 2) == 0) add_dutch_abroad(out, rest);
        else if (code > 0) add_groups(out, rest, "3");
        else add(out, rest, (int)strlen(rest));
    }
    sodium_memzero(&digits, sizeof digits);
}
