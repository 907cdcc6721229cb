/* SPDX-License-Identifier: EUPL-1.2 */
/* table.h - one table per kind of configuration file.
 *
 * The table reads the file into a struct, checks it, says what is wrong and how to mend it, and
 * prints the JSON Schema. So a demand that is written once holds everywhere.
 * Use:    give each row its shape with the macros below; the struct must be zeroed before
 *         table_read.
 * Errors: become findings; reading goes on, so that an operator sees all of them at once.
 * Thread: one at a time per struct reading. */
#ifndef NAAST_CONTENT_TABLE_H
#define NAAST_CONTENT_TABLE_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "base/json.h"
#include "base/json_write.h"
#include "content/finding.h"
#include "content/pattern.h"

struct content;
struct check;
struct plain;
struct plain_pools;

/* One file being read. */
struct reading {
    const char *file;              /* as findings name it */
    const char *folder;            /* of the configuration */
    struct findings *findings;
    const struct content *content;   /* what was read before this file: languages, topics */
    const struct check *check;     /* who asks; NULL: a program that starts */
    const struct plain *plain;     /* NULL: nothing is known about the language of this file */
    struct plain_pools *pools;
    char path[96];                 /* "endpoint.base_url": where in the file we are */
};

enum shape {
    SHAPE_TEXT,       /* char[room_bytes]; `least` to `most` characters, `pattern` if any */
    SHAPE_WHOLE,      /* int */
    SHAPE_REAL,       /* double */
    SHAPE_BOOLEAN,    /* bool */
    SHAPE_CHOICE,     /* an enum: the place of the text in `words` */
    SHAPE_CHOICES,    /* a set: bit n is words[n]; room_bytes wide */
    SHAPE_GROUP,      /* an object; `inner` reads it into the struct at `offset` */
    SHAPE_LIST,       /* an array of objects for `inner`; the int at count_offset counts them */
    SHAPE_OWN         /* `read` and `schema` do it */
};

struct table;

struct table_row {
    const char *key;
    const char *about;             /* one line for the schema and config/README.md */
    enum shape shape;
    bool is_optional;
    size_t offset, room_bytes, count_offset;
    double least, most;
    double otherwise;   /* the value of an optional number, boolean or choice that is absent */
    const struct pattern *pattern;
    const char *const *words;      /* ends in NULL */
    const struct table *inner;
    void (*read)(struct reading *reading, const struct table_row *row, const struct json *value,
                 void *into);
    void (*schema)(const struct table_row *row, struct json_writer *writer);
    const char
        *rule;   /* the linter's own name for this demand, in place of "missing" and "range" */
};

struct table {
    const char *title;
    const struct table_row *rows;
    size_t count;
    size_t struct_bytes;
    bool is_file;   /* the whole file: "$schema" may stand in it, for the operator's editor */
};

/* Each names a field of TABLE_STRUCT, which the file defines before its rows. */
#define TABLE_AT(field)                                                                        \
    .offset = offsetof(TABLE_STRUCT, field), .room_bytes = sizeof(((TABLE_STRUCT *)0)->field)
#define TABLE_TEXT(field, from, to, like) \
    .shape = SHAPE_TEXT, TABLE_AT(field), .least = (from), .most = (to), .pattern = (like)
#define TABLE_WHOLE(field, from, to)                                                           \
    .shape = SHAPE_WHOLE, TABLE_AT(field), .least = (from), .most = (to)
#define TABLE_REAL(field, from, to)                                                            \
    .shape = SHAPE_REAL, TABLE_AT(field), .least = (from), .most = (to)
#define TABLE_BOOLEAN(field) .shape = SHAPE_BOOLEAN, TABLE_AT(field)
#define TABLE_CHOICE(field, list) .shape = SHAPE_CHOICE, TABLE_AT(field), .words = (list)
#define TABLE_CHOICES(field, list, from)                                                       \
    .shape = SHAPE_CHOICES, TABLE_AT(field), .least = (from), .words = (list)
#define TABLE_LIST(field, counter, from, to, table) \
    .shape = SHAPE_LIST, TABLE_AT(field), .count_offset = offsetof(TABLE_STRUCT, counter), \
    .least = (from), .most = (to), .inner = (table)
#define TABLE_GROUP(field, table) .shape = SHAPE_GROUP, TABLE_AT(field), .inner = (table)
#define TABLE_OWN(field, reader, writer)                                                       \
    .shape = SHAPE_OWN, TABLE_AT(field), .read = (reader), .schema = (writer)
#define TABLE_OPTIONAL .is_optional = true

void table_read(struct reading *reading, const struct table *table, const struct json *value,
                void *into);
/* The members of a schema object ("type", "properties", "required" ...), into an object that is
 * open. */
void table_schema(const struct table *table, struct json_writer *writer);

/* For SHAPE_OWN readers. `value` gives the line; the sentence begins with the path where we
 * are. */
struct finding *reading_error(struct reading *reading, const struct json *value,
                              const char *rule, const char *mend, const char *format, ...)
    PRINTF_LIKE(5, 6);
struct finding *reading_warning(struct reading *reading, const struct json *value,
                                const char *rule, const char *mend, const char *format, ...)
    PRINTF_LIKE(5, 6);
bool reading_expects(struct reading *reading, const struct json *value, enum json_kind kind);
/* Checks length and pattern of `row` and copies into out; false after a finding. */
bool reading_text(struct reading *reading, const struct table_row *row,
                  const struct json *value, char *out);
/* Sets a bit for each word of the array that `find` knows (its place, or -1). */
unsigned reading_choices(struct reading *reading, const struct json *value, const char *rule,
                         int (*find)(const void *with, const char *word), const void *with);
void reading_enter(struct reading *reading, const char *key);
void reading_leave(struct reading *reading);

#endif
