/* SPDX-License-Identifier: EUPL-1.2 */
/* A synthesiser reads 06-12345678 as twelve million; what is dialled or copied is said digit by
 * digit. */
#include <ctype.h>
#include <string.h>
#include "base/utf8.h"
#include "view/speech.h"

#define DIGITS_APART 5 /* so many in one group is a number to dial, not to count with */
#define CALL_DIGITS 3  /* 112; no count on our screens has three digits */
#define GROUPS_APART 7

struct said {
    char *to;
    size_t room, size, stop_at;
};

static bool is_digit(char sign)
{
    return sign >= '0' && sign <= '9';
}

static void put(struct said *said, const char *bytes, size_t count)
{
    if (said->to && said->size + count < said->room)
        memcpy(said->to + said->size, bytes, count);
    else if (said->to) said->room = said->size + 1; /* full: nothing after this either */
    if (!said->to || said->size + count < said->room) said->size += count;
}

/* A space or hyphen that joins two groups of digits; 0 when it does not. */
static size_t joint(const char *at)
{
    size_t size = *at == ' ' || *at == '-' ? 1 : strncmp(at, "\u00a0", 2) == 0 ? 2 : 0;
    return size > 0 && is_digit(at[size]) ? size : 0;
}

struct number {
    size_t size;
    int digits, longest;
    bool is_alone;
};

static struct number number_at(const char *at)
{
    struct number number = {.is_alone = true};
    int group = 0;
    if (at[0] == '+' && is_digit(at[1])) number.size = 1;
    while (is_digit(at[number.size]) || (number.digits > 0 && joint(at + number.size))) {
        size_t step = is_digit(at[number.size]) ? 1 : joint(at + number.size);
        bool is_joint = !is_digit(at[number.size]);
        if (is_joint) number.is_alone = false;
        group = is_joint ? 0 : group + 1;
        number.digits += !is_joint;
        if (group > number.longest) number.longest = group;
        number.size += step;
    }
    return number;
}

static bool is_to_dial(const char *at, char before, const struct number *number)
{
    char after = at[number->size], next = after ? at[number->size + 1] : 0;
    bool is_time = before == ':' || before == ',' || before == '.' ||
                   ((after == ':' || after == '.' || after == ',') && is_digit(next));
    if (is_time || number->digits < 2) return false;
    if (at[0] == '+' || at[0] == '0') return true;
    if (number->is_alone)
        return number->digits == CALL_DIGITS || number->digits >= DIGITS_APART;
    return number->digits >= GROUPS_APART;
}

static bool is_past(const struct said *said)
{
    return said->size > said->stop_at;
}

/* Returns the byte of the shown words that was reached when the said ones passed stop_at. */
static size_t put_apart(struct said *said, const char *at, size_t size)
{
    for (size_t i = 0; i < size;) {
        size_t gap = joint(at + i);
        if (gap > 0) put(said, ", ", 2);
        else if (i > 0) put(said, " ", 1);
        i += gap;
        put(said, at + i, 1);
        if (is_past(said)) return i;
        i++;
    }
    return size;
}

/* Marks for the eye: isolates (U+2066 to U+2069) are nothing to say, a middle dot is a pause.
 */
static size_t mark_size(const char *at, const char **said_out)
{
    *said_out = "";
    if (strncmp(at, "\xe2\x81", 2) == 0 && (unsigned char)at[2] >= 0xa6 &&
        (unsigned char)at[2] <= 0xa9)
        return 3;
    *said_out = ",";
    return strncmp(at, "\u00b7", 2) == 0 ? 2 : 0;
}

static size_t spell(struct said *said, const char *shown)
{
    size_t at = 0;
    while (shown[at]) {
        const char *mark;
        size_t marked = mark_size(shown + at, &mark);
        char before = at > 0 ? shown[at - 1] : 0;
        struct number number = {0};
        if (!is_digit(before)) number = number_at(shown + at);
        if (marked > 0) {
            put(said, mark, strlen(mark));
            at += marked;
        } else if (number.digits > 0 && is_to_dial(shown + at, before, &number)) {
            size_t reached = put_apart(said, shown + at, number.size);
            if (is_past(said)) return at + reached;
            at += number.size;
        } else {
            size_t end = at;
            utf8_next(shown, strlen(shown), &end);
            put(said, shown + at, end - at);
            if (is_past(said)) return at;
            at = end;
        }
        if (is_past(said)) return at;
    }
    return at;
}

void speech_spell(const char *shown, char *said_out, size_t room_bytes)
{
    struct said said = {.to = said_out, .room = room_bytes, .stop_at = SIZE_MAX};
    spell(&said, shown);
    said_out[said.size] = '\0';
}

size_t speech_shown_at(const char *shown, size_t said_at)
{
    struct said said = {.stop_at = said_at};
    return spell(&said, shown);
}
