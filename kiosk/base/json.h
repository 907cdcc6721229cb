/* SPDX-License-Identifier: EUPL-1.2 */
/* json.h - reading JSON that we did not write. The only file that knows cJSON is json.c.
 *
 * Why a scan before cJSON: it cuts strings at \u0000, accepts bytes after the end, invalid
 *         UTF-8 and duplicate keys, and knows no lines. The scan refuses those, counts lines.
 * Limits: JSON_SIZE_BYTES, JSON_DEPTH.
 * Memory: one block a document, zeroed when it is freed; locked too with json_read_private.
 * Thread: any.
 * Errors: ERR_LARGE, ERR_FORMAT with a problem that says line and cause, ERR_MEMORY. */
#ifndef NAAST_BASE_JSON_H
#define NAAST_BASE_JSON_H
#include <stdbool.h>
#include <stddef.h>
#include "base/err.h"

#define JSON_SIZE_BYTES (256 * 1024) /* all sentences of one language in a three-byte script */
#define JSON_DEPTH 16

enum json_kind { JSON_OBJECT, JSON_ARRAY, JSON_TEXT, JSON_NUMBER, JSON_BOOLEAN, JSON_NULL };

struct json;   /* one value; lives as long as its document */

struct json_problem {
    int line;              /* 1 is the first */
    char what[160];        /* plain English, without quoting the file's content beyond a key */
};

enum err json_read(const char *bytes, size_t size_bytes, struct json **document_out,
                   struct json_problem *problem_out) MUST_USE;
/* The same, for what a visitor typed: the document lives in locked memory. */
enum err json_read_private(const char *bytes, size_t size_bytes, struct json **document_out,
                           struct json_problem *problem_out) MUST_USE;
void json_free(struct json *document);   /* accepts NULL */

/* The functions below accept only values of a read document; json_text, json_number,
 * json_is_true and json_member accept NULL too, so that json_text(json_member(v, "key")) needs
 * no check in between. */
enum json_kind json_kind(const struct json *value);
int json_line(const struct json *value);   /* of a member: the line of its key */
const struct json *json_member(const struct json *object,
                               const char *key);             /* exact case; NULL when absent */
const struct json *json_first(const struct json *container);   /* NULL when empty */
const struct json *json_next(const struct json *value);
const char *json_key(const struct json *member);       /* NULL inside an array */
const char *json_text(const struct json *value);       /* NULL when it is not text */
double json_number(const struct json *value);          /* 0 when it is not a number */
bool json_is_true(const struct json *value);
size_t json_count(const struct json *container);

#endif
