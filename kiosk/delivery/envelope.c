/* SPDX-License-Identifier: EUPL-1.2 */
#include "delivery/envelope.h"

#include <ctype.h>
#include <stdbool.h>
#include <string.h>

#include "base/json.h"

#define DEPTH_MOST 16

struct reader {
    const char *at;
    const char *end;
};

static void skip_blank(struct reader *reader)
{
    while (reader->at < reader->end && strchr(" \t\r\n", *reader->at) && *reader->at)
        reader->at++;
}

static bool take(struct reader *reader, char sign)
{
    skip_blank(reader);
    if (reader->at == reader->end || *reader->at != sign) return false;
    reader->at++;
    return true;
}

/* A string with its quotes. */
static bool skip_string(struct reader *reader)
{
    if (reader->at == reader->end || *reader->at != '"') return false;
    for (reader->at++; reader->at < reader->end; reader->at++) {
        if ((unsigned char)*reader->at < 0x20) return false;
        if (*reader->at == '"') {
            reader->at++;
            return true;
        }
        if (*reader->at == '\\' && ++reader->at == reader->end) return false;
    }
    return false;
}

static bool skip_scalar(struct reader *reader)
{
    const char *start = reader->at;
    while (reader->at < reader->end && *reader->at
           && strchr("+-.0123456789abcdefghijklmnopqrstuvwxyzE", *reader->at))
        reader->at++;
    return reader->at > start;
}

/* An object or array: brackets must match; what is inside is for the provider to judge. */
static bool skip_nested(struct reader *reader)
{
    char closing[DEPTH_MOST];
    int depth = 0;
    while (reader->at < reader->end) {
        char sign = *reader->at;
        if (sign == '"') {
            if (!skip_string(reader)) return false;
            continue;
        }
        reader->at++;
        if (sign == '{' || sign == '[') {
            if (depth == DEPTH_MOST) return false;
            closing[depth++] = sign == '{' ? '}' : ']';
        } else if (sign == '}' || sign == ']') {
            if (depth == 0 || closing[--depth] != sign) return false;
            if (depth == 0) return true;
        } else if (sign == 0) {
            return false;
        }
    }
    return false;
}

static bool take_value(struct reader *reader, struct span *value_out)
{
    skip_blank(reader);
    value_out->start = reader->at;
    bool is_whole = false;
    if (reader->at == reader->end) return false;
    if (*reader->at == '"') is_whole = skip_string(reader);
    else if (*reader->at == '{' || *reader->at == '[') is_whole = skip_nested(reader);
    else is_whole = skip_scalar(reader);
    value_out->size_bytes = (size_t)(reader->at - value_out->start);
    return is_whole;
}

/* The members we look for, each at most once. */
enum member {
    MEMBER_VERSION, MEMBER_ID, MEMBER_PROVIDER, MEMBER_MADE, MEMBER_DEADLINE, MEMBER_BODY,
    MEMBER_JWE, MEMBER_COUNT
};

static enum member member_of(struct span key)
{
    static const char *const names[MEMBER_COUNT] = {
        "\"version\"", "\"id\"", "\"provider\"", "\"made_s\"", "\"deadline_s\"", "\"body\"",
        "\"jwe\""};
    for (enum member member = MEMBER_VERSION; member < MEMBER_COUNT; member++)
        if (strlen(names[member]) == key.size_bytes
            && memcmp(names[member], key.start, key.size_bytes) == 0)
            return member;
    return MEMBER_COUNT;
}

static bool take_members(struct reader *reader, struct span found[MEMBER_COUNT])
{
    do {
        struct span key = {0}, value = {0};
        skip_blank(reader);
        key.start = reader->at;
        if (!skip_string(reader)) return false;
        key.size_bytes = (size_t)(reader->at - key.start);
        if (!take(reader, ':') || !take_value(reader, &value)) return false;
        enum member member = member_of(key);
        if (member == MEMBER_COUNT) continue;    /* a newer kiosk may say more */
        if (found[member].start) return false;
        found[member] = value;
    } while (take(reader, ','));
    return take(reader, '}');
}

/* Text without its quotes; no escapes, because ids and slugs need none. */
static bool copy_text(struct span value, char *out, size_t room_bytes)
{
    if (value.size_bytes < 3 || value.start[0] != '"' || value.size_bytes - 2 >= room_bytes)
        return false;
    memcpy(out, value.start + 1, value.size_bytes - 2);
    out[value.size_bytes - 2] = 0;
    return strpbrk(out, "\\\"") == NULL;
}

static bool read_whole(struct span value, int64_t *number_out)
{
    int64_t number = 0;
    if (value.size_bytes == 0 || value.size_bytes > 15) return false;
    for (size_t i = 0; i < value.size_bytes; i++) {
        if (value.start[i] < '0' || value.start[i] > '9') return false;
        number = number * 10 + (value.start[i] - '0');
    }
    *number_out = number;
    return true;
}

static bool version_is_ours(struct span value)
{
    return value.size_bytes == 1 && *value.start == '1';
}

/* Either the request as it is, or closed for the provider; never both. */
static bool take_body(const struct span found[MEMBER_COUNT], struct envelope *envelope)
{
    struct span body = found[MEMBER_BODY], jwe = found[MEMBER_JWE];
    envelope->is_jwe = jwe.start != NULL;
    if (!envelope->is_jwe) {
        envelope->body = body;
        return body.start && *body.start == '{';
    }
    if (body.start || jwe.size_bytes < 3 || *jwe.start != '"') return false;
    envelope->body = (struct span){jwe.start + 1, jwe.size_bytes - 2};
    for (size_t i = 0; i < envelope->body.size_bytes; i++) {
        unsigned char sign = (unsigned char)envelope->body.start[i];
        if (!isalnum(sign) && !strchr("-_.", sign)) return false;
    }
    return true;
}

/* Strict JSON in every part, no member twice: of two, each reader takes the one it likes. */
static enum err check_json(const char *text, size_t size_bytes)
{
    struct json *document = NULL;
    enum err err = json_read_private(text, size_bytes, &document, NULL);
    json_free(document);
    return err;
}

enum err envelope_read(const char *text, size_t size_bytes, struct envelope *envelope_out)
{
    struct reader reader = {.at = text, .end = text + size_bytes};
    struct span found[MEMBER_COUNT] = {0};
    struct envelope envelope = {0};
    char id[ID_TEXT_BYTES];
    enum err err = check_json(text, size_bytes);
    if (err) return err;
    if (!take(&reader, '{') || !take_members(&reader, found)) return ERR_FORMAT;
    skip_blank(&reader);
    if (reader.at != reader.end || !version_is_ours(found[MEMBER_VERSION])) return ERR_FORMAT;
    if (!copy_text(found[MEMBER_ID], id, sizeof id) || id_read(id, &envelope.id))
        return ERR_FORMAT;
    if (!copy_text(found[MEMBER_PROVIDER], envelope.provider, sizeof envelope.provider))
        return ERR_FORMAT;
    if (!read_whole(found[MEMBER_MADE], &envelope.made_s)) return ERR_FORMAT;
    if (found[MEMBER_DEADLINE].start
        && !read_whole(found[MEMBER_DEADLINE], &envelope.deadline_s))
        return ERR_FORMAT;
    if (!take_body(found, &envelope)) return ERR_FORMAT;
    *envelope_out = envelope;
    return ERR_NONE;
}
