/* SPDX-License-Identifier: EUPL-1.2 */
/* json_write.h - writing JSON straight into a `struct bytes`.
 *
 * Use:    json_write_open(w, NULL, '{'); json_write_text(w, "id", id); json_write_close(...);
 *         inside an array the key is NULL. Commas are put in. Text must be valid UTF-8.
 * Errors: the first one sticks in `err`; look at it once, at the end.
 * Why not cJSON: it copies every string to the heap first, and a visitor's name may only be in
 *         locked memory. */
#ifndef NAAST_BASE_JSON_WRITE_H
#define NAAST_BASE_JSON_WRITE_H
#include <stdbool.h>
#include <stdint.h>
#include "base/bytes.h"

struct json_writer {
    struct bytes *to;
    enum err err;
    bool needs_comma;
};

/* `brace` is '{' or '[' to open, '}' or ']' to close. */
void json_write_open(struct json_writer *writer, const char *key, char brace);
void json_write_close(struct json_writer *writer, char brace);
/* NULL writes null. */
void json_write_text(struct json_writer *writer, const char *key, const char *utf8);
void json_write_text_sized(struct json_writer *writer, const char *key, const char *utf8,
                           size_t size_bytes);
void json_write_whole(struct json_writer *writer, const char *key, int64_t number);
/* 4 decimals at most. */
void json_write_real(struct json_writer *writer, const char *key, double number);
void json_write_boolean(struct json_writer *writer, const char *key, bool value);
void json_write_raw(struct json_writer *writer, const char *key, const char *json,
                    size_t size_bytes);

#endif
