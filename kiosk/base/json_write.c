/* SPDX-License-Identifier: EUPL-1.2 */
#include "base/json_write.h"

#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/utf8.h"

static void put(struct json_writer *writer, const void *from, size_t size_bytes)
{
    if (!writer->err) writer->err = bytes_add(writer->to, from, size_bytes);
}

static void put_escaped(struct json_writer *writer, unsigned char sign)
{
    static const char short_forms[] = "\"\"\\\\\nn\rr\tt";   /* pairs: the sign, its letter */
    char out[7];
    for (size_t i = 0; short_forms[i]; i += 2) {
        if ((unsigned char)short_forms[i] != sign) continue;
        out[0] = '\\';
        out[1] = short_forms[i + 1];
        put(writer, out, 2);
        return;
    }
    snprintf(out, sizeof out, "\\u%04x", sign);
    put(writer, out, 6);
}

static void put_string(struct json_writer *writer, const char *utf8, size_t size_bytes)
{
    if (!utf8_is_valid(utf8, size_bytes)) {
        if (!writer->err) writer->err = ERR_FORMAT;
        return;
    }
    put(writer, "\"", 1);
    size_t from = 0;
    for (size_t i = 0; i < size_bytes; i++) {
        unsigned char sign = (unsigned char)utf8[i];
        if (sign >= 0x20 && sign != '"' && sign != '\\' && sign != 0x7f) continue;
        put(writer, utf8 + from, i - from);
        put_escaped(writer, sign);
        from = i + 1;
    }
    put(writer, utf8 + from, size_bytes - from);
    put(writer, "\"", 1);
}

/* The comma and the key that come before any value. */
static void begin(struct json_writer *writer, const char *key)
{
    if (writer->needs_comma) put(writer, ",", 1);
    writer->needs_comma = true;
    if (!key) return;
    put_string(writer, key, strlen(key));
    put(writer, ":", 1);
}

void json_write_open(struct json_writer *writer, const char *key, char brace)
{
    begin(writer, key);
    put(writer, &brace, 1);
    writer->needs_comma = false;
}

void json_write_close(struct json_writer *writer, char brace)
{
    put(writer, &brace, 1);
    writer->needs_comma = true;
}

void json_write_text(struct json_writer *writer, const char *key, const char *utf8)
{
    if (utf8) json_write_text_sized(writer, key, utf8, strlen(utf8));
    else json_write_raw(writer, key, "null", 4);
}

void json_write_text_sized(struct json_writer *writer, const char *key, const char *utf8,
                           size_t size_bytes)
{
    begin(writer, key);
    put_string(writer, utf8, size_bytes);
}

void json_write_whole(struct json_writer *writer, const char *key, int64_t number)
{
    char text[24];
    int size = snprintf(text, sizeof text, "%" PRId64, number);
    json_write_raw(writer, key, text, (size_t)size);
}

void json_write_real(struct json_writer *writer, const char *key, double number)
{
    /* By way of whole numbers, because printf("%f") writes a comma in a Dutch locale. */
    if (!isfinite(number) || fabs(number) > 1e14) {
        if (!writer->err) writer->err = ERR_FORMAT;
        return;
    }
    int64_t parts = (int64_t)llround(fabs(number) * 10000);
    int64_t whole = parts / 10000, part = parts % 10000;
    char text[40];
    int size = snprintf(text, sizeof text, "%s%" PRId64, number < 0 && parts ? "-" : "", whole);
    if (part > 0) {
        size += snprintf(text + size, sizeof text - (size_t)size, ".%04" PRId64, part);
        while (text[size - 1] == '0') size--;
    }
    json_write_raw(writer, key, text, (size_t)size);
}

void json_write_boolean(struct json_writer *writer, const char *key, bool value)
{
    json_write_raw(writer, key, value ? "true" : "false", value ? 4 : 5);
}

void json_write_raw(struct json_writer *writer, const char *key, const char *json,
                    size_t size_bytes)
{
    begin(writer, key);
    put(writer, json, size_bytes);
}
