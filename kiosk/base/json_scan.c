/* SPDX-License-Identifier: EUPL-1.2 */
#include "base/json_scan.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"

struct reader {
    const char *at;
    const char *end;
    int line;
    int depth;
    struct json_scan *scan;
    struct json_problem *problem;
};

static enum err wrong(struct reader *r, const char *what)
{
    r->problem->line = r->line;
    snprintf(r->problem->what, sizeof r->problem->what, "%s", what);
    return ERR_FORMAT;
}

static char peek(const struct reader *r)
{
    return r->at < r->end ? *r->at : 0;
}

static void skip_space(struct reader *r)
{
    for (; r->at < r->end; r->at++) {
        if (*r->at == '\n') r->line++;
        else if (*r->at != ' ' && *r->at != '\t' && *r->at != '\r') return;
    }
}

/* Four hexadecimal digits at r->at; -1 when they are not. */
static int hex4(const struct reader *r)
{
    if (r->end - r->at < 4) return -1;
    int value = 0;
    for (int i = 0; i < 4; i++) {
        const char *digits = "0123456789abcdefABCDEF";
        const char *found = r->at[i] ? strchr(digits, r->at[i]) : NULL;
        if (!found) return -1;
        int digit = (int)(found - digits);
        value = value * 16 + (digit < 16 ? digit : digit - 6);
    }
    return value;
}

/* After "\u". A high surrogate needs its low one. */
static enum err read_unicode_escape(struct reader *r)
{
    int unit = hex4(r);
    if (unit < 0) return wrong(r, "\\u needs four hexadecimal digits");
    if (unit == 0) return wrong(r, "\\u0000 is not allowed in a text");
    r->at += 4;
    if (unit < 0xd800 || unit > 0xdfff) return ERR_NONE;
    if (unit > 0xdbff || r->end - r->at < 6 || r->at[0] != '\\' || r->at[1] != 'u')
        return wrong(r, "half a pair of \\u escapes");
    r->at += 2;
    unit = hex4(r);
    if (unit < 0xdc00 || unit > 0xdfff) return wrong(r, "half a pair of \\u escapes");
    r->at += 4;
    return ERR_NONE;
}

static enum err read_escape(struct reader *r)
{
    char sign = peek(r);
    if (r->at < r->end) r->at++;
    if (sign == 'u') return read_unicode_escape(r);
    if (sign == 0 || !strchr("\"\\/bfnrt", sign))
        return wrong(r, "unknown escape after \\ in a text");
    return ERR_NONE;
}

static enum err read_string(struct reader *r)
{
    const char *start = ++r->at;   /* past the quote */
    while (r->at < r->end && *r->at != '"') {
        unsigned char sign = (unsigned char)*r->at++;
        if (sign < 0x20)
            return wrong(r, "a text ends at the end of its line, or holds a control sign");
        if (sign != '\\') continue;
        enum err err = read_escape(r);
        if (err) return err;
    }
    if (r->at == r->end) return wrong(r, "a text has no closing quote");
    r->scan->strings++;
    r->scan->string_bytes += (size_t)(r->at - start);
    r->at++;
    return ERR_NONE;
}

static size_t skip_digits(struct reader *r)
{
    const char *start = r->at;
    while (peek(r) >= '0' && peek(r) <= '9') r->at++;
    return (size_t)(r->at - start);
}

/* cJSON copies a number into 64 bytes and cuts the rest off. */
#define NUMBER_BYTES 40

static enum err read_number(struct reader *r)
{
    const char *start = r->at;
    if (peek(r) == '-') r->at++;
    bool starts_with_zero = peek(r) == '0';
    size_t digits = skip_digits(r);
    bool is_right = digits > 0 && !(starts_with_zero && digits > 1);
    if (peek(r) == '.') {
        r->at++;
        is_right = skip_digits(r) > 0 && is_right;
    }
    if (peek(r) == 'e' || peek(r) == 'E') {
        r->at++;
        if (peek(r) == '+' || peek(r) == '-') r->at++;
        is_right = skip_digits(r) > 0 && is_right;
    }
    if (!is_right) return wrong(r, "this is not a number as JSON writes it");
    if (r->at - start > NUMBER_BYTES) return wrong(r, "this number has too many digits");
    return ERR_NONE;
}

static enum err read_word(struct reader *r)
{
    static const char *const words[] = {"true", "false", "null"};
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) {
        size_t size = strlen(words[i]);
        if ((size_t)(r->end - r->at) < size || memcmp(r->at, words[i], size) != 0) continue;
        r->at += size;
        return ERR_NONE;
    }
    return wrong(
        r, r->at == r->end
               ? "the file ends too soon"
               : "a value is expected: text in double quotes, number, true, false, { or [");
}

static enum err read_value(struct reader *r, int line);

/* One member or element, with the space around it. */
static enum err read_entry(struct reader *r, bool has_key)
{
    int line = r->line;
    if (has_key) {
        if (peek(r) != '"') return wrong(r, "a key in double quotes is expected");
        enum err err = read_string(r);
        if (err) return err;
        skip_space(r);
        if (peek(r) != ':') return wrong(r, "a colon is expected after a key");
        r->at++;
        skip_space(r);
    }
    return read_value(r, line);
}

static enum err read_container(struct reader *r, char close)
{
    if (++r->depth > JSON_DEPTH) return wrong(r, "too many { and [ inside each other");
    r->at++;
    skip_space(r);
    if (peek(r) == close) {
        r->at++;
        r->depth--;
        return ERR_NONE;
    }
    for (;;) {
        enum err err = read_entry(r, close == '}');
        if (err) return err;
        skip_space(r);
        if (peek(r) == close) break;
        if (peek(r) != ',')
            return wrong(r, close == '}' ? "a comma or } is expected"
                                         : "a comma or ] is expected");
        r->at++;
        skip_space(r);
        if (peek(r) == close) return wrong(r, "a comma stands before the closing bracket");
    }
    r->at++;
    r->depth--;
    return ERR_NONE;
}

static enum err read_value(struct reader *r, int line)
{
    r->scan->lines[r->scan->values++] = line;
    char sign = peek(r);
    if (sign == '{') return read_container(r, '}');
    if (sign == '[') return read_container(r, ']');
    if (sign == '"') return read_string(r);
    if (sign == '-' || (sign >= '0' && sign <= '9')) return read_number(r);
    return read_word(r);
}

/* The line of the first byte that is no UTF-8. */
static enum err refuse_encoding(struct reader *r, const char *bytes, size_t size_bytes)
{
    size_t from = 0;
    for (size_t i = 0; i <= size_bytes; i++) {
        if (i < size_bytes && bytes[i] != '\n') continue;
        if (!utf8_is_valid(bytes + from, i - from)) break;
        from = i + 1;
        r->line++;
    }
    return wrong(r, "this line is not UTF-8");
}

enum err json_scan(const char *bytes, size_t size_bytes, struct json_scan *scan_out,
                   struct json_problem *problem_out)
{
    *scan_out = (struct json_scan){0};
    struct reader r = {.at = bytes, .end = bytes + size_bytes, .line = 1, .scan = scan_out,
                       .problem = problem_out};
    if (!utf8_is_valid(bytes, size_bytes)) return refuse_encoding(&r, bytes, size_bytes);
    if (size_bytes >= 3 && memcmp(bytes, "\xef\xbb\xbf", 3) == 0)
        return wrong(&r,
                     "the file starts with a byte order mark; save it as UTF-8 without one");
    skip_space(&r);
    /* Each value takes a byte at least; the one more is for a document of nothing. */
    scan_out->lines = malloc((size_bytes + 1) * sizeof(int));
    if (!scan_out->lines) return ERR_MEMORY;
    enum err err = read_value(&r, r.line);
    if (err) return err;
    skip_space(&r);
    if (r.at != r.end) return wrong(&r, "something stands after the end of the document");
    return ERR_NONE;
}

void json_scan_finish(struct json_scan *scan)
{
    free(scan->lines);
    *scan = (struct json_scan){0};
}
