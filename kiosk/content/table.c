/* SPDX-License-Identifier: EUPL-1.2 */
#include "content/table.h"

#include <assert.h>
#include <math.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include "base/utf8.h"

void reading_enter(struct reading *reading, const char *key)
{
    size_t size = strlen(reading->path);
    snprintf(reading->path + size, sizeof reading->path - size, "%s%s", size > 0 ? "." : "",
             key);
}

void reading_leave(struct reading *reading)
{
    char *dot = strrchr(reading->path, '.');
    if (dot) *dot = 0;
    else reading->path[0] = 0;
}

__attribute__((format(printf, 6, 0)))
static struct finding *reading_finding(struct reading *reading, enum severity severity,
                                       const struct json *value, const char *rule,
                                       const char *mend, const char *format, va_list arguments)
{
    struct finding *finding = findings_add(reading->findings, severity, reading->file,
                                           value ? json_line(value) : 0, rule);
    if (!finding) return NULL;
    char sentence[sizeof finding->what];
    vsnprintf(sentence, sizeof sentence, format, arguments);
    finding_what(finding, "%s%s%.*s", reading->path, reading->path[0] ? ": " : "",
                 (int)(sizeof finding->what - sizeof reading->path - 3), sentence);
    finding_mend(finding, "%s", mend);
    return finding;
}

struct finding *reading_error(struct reading *reading, const struct json *value,
                              const char *rule, const char *mend, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    struct finding *finding =
        reading_finding(reading, SEVERITY_ERROR, value, rule, mend, format, arguments);
    va_end(arguments);
    return finding;
}

struct finding *reading_warning(struct reading *reading, const struct json *value,
                                const char *rule, const char *mend, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    struct finding *finding =
        reading_finding(reading, SEVERITY_WARNING, value, rule, mend, format, arguments);
    va_end(arguments);
    return finding;
}

static const char *kind_word(enum json_kind kind)
{
    switch (kind) {
    case JSON_OBJECT:  return "an object { }";
    case JSON_ARRAY:   return "a list [ ]";
    case JSON_TEXT:    return "a text in double quotes";
    case JSON_NUMBER:  return "a number";
    case JSON_BOOLEAN: return "true or false";
    case JSON_NULL:    return "null";
    }
    return "";
}

bool reading_expects(struct reading *reading, const struct json *value, enum json_kind kind)
{
    if (json_kind(value) == kind) return true;
    struct finding *finding =
        reading_error(reading, value, "type", "", "this is %s", kind_word(json_kind(value)));
    finding_mend(finding, "write %s here", kind_word(kind));
    return false;
}

static const char *row_rule(const struct table_row *row, const char *usual)
{
    return row->rule ? row->rule : usual;
}

/* Control signs would break a screen line or a header; those that turn the reading direction
 * round make a text look like another one (reliability.md D8). */
static bool has_control_sign(const char *text)
{
    size_t at = 0, size = strlen(text);
    while (at < size) {
        uint32_t sign = utf8_next(text, size, &at);
        if (sign < 0x20 || (sign >= 0x7f && sign <= 0x9f)) return true;
        if ((sign >= 0x202a && sign <= 0x202e) || (sign >= 0x2066 && sign <= 0x2069))
            return true;
    }
    return false;
}

static bool is_written_as(struct reading *reading, const struct pattern *pattern,
                          const struct json *value)
{
    const char *text = json_text(value);
    if (pattern->start && strncmp(text, pattern->start, strlen(pattern->start)) != 0) {
        reading_error(reading, value, pattern->start_rule, pattern->mend,
                      "this does not start with %s", pattern->start);
        return false;
    }
    if (pattern_matches(pattern, text)) return true;
    reading_error(reading, value, "form", pattern->mend,
                  "\"%.60s\" is not written as it should be", text);
    return false;
}

bool reading_text(struct reading *reading, const struct table_row *row,
                  const struct json *value, char *out)
{
    if (!reading_expects(reading, value, JSON_TEXT)) return false;
    if (row->pattern && !is_written_as(reading, row->pattern, value)) return false;
    const char *text = json_text(value);
    size_t size = strlen(text), count = utf8_count(text, size);
    if ((double)count < row->least || (double)count > row->most || size >= row->room_bytes) {
        struct finding *finding = reading_error(reading, value, row_rule(row, "range"), "",
                                                "this text has %zu characters", count);
        finding_mend(finding, "write %.0f to %.0f characters", row->least, row->most);
        return false;
    }
    if (has_control_sign(text)) {
        reading_error(reading, value, "form",
                      "write it on one line, without tabs and direction signs",
                      "there is a control sign in this text");
        return false;
    }
    memcpy(out, text, size + 1);
    return true;
}

static bool number_is_in_range(struct reading *reading, const struct table_row *row,
                               const struct json *value)
{
    if (!reading_expects(reading, value, JSON_NUMBER)) return false;
    double number = json_number(value);
    bool is_whole = row->shape == SHAPE_WHOLE;
    if (number >= row->least && number <= row->most && !(is_whole && number != floor(number)))
        return true;
    struct finding *finding = reading_error(reading, value, row_rule(row, "range"), "",
                                            "%.10g does not fit here", number);
    if (row->least >= row->most) finding_mend(finding, "write %.10g", row->least);
    else
        finding_mend(finding, "write a %snumber from %.10g to %.10g", is_whole ? "whole " : "",
                     row->least, row->most);
    return false;
}

static int word_find(const void *with, const char *word)
{
    const char *const *words = with;
    for (int i = 0; words[i]; i++)
        if (strcmp(words[i], word) == 0) return i;
    return -1;
}

static void mend_with_words(struct finding *finding, const char *const *words)
{
    char list[200] = "";
    for (size_t i = 0, size = 0; words[i]; i++) {
        int more =
            snprintf(list + size, sizeof list - size, "%s%s", i > 0 ? ", " : "", words[i]);
        size += (size_t)more;
        if (size >= sizeof list) break;
    }
    finding_mend(finding, "use one of: %s", list);
}

unsigned reading_choices(struct reading *reading, const struct json *value, const char *rule,
                         int (*find)(const void *with, const char *word), const void *with)
{
    unsigned bits = 0;
    if (!reading_expects(reading, value, JSON_ARRAY)) return 0;
    for (const struct json *entry = json_first(value); entry; entry = json_next(entry)) {
        if (!reading_expects(reading, entry, JSON_TEXT)) continue;
        int place = find(with, json_text(entry));
        if (place < 0) {
            struct finding *finding = reading_error(
                reading, entry, rule, "use one that is in the list of config/README.md",
                "\"%.60s\" is not known", json_text(entry));
            if (find == word_find) mend_with_words(finding, with);
        } else if (bits >> place & 1) {
            reading_error(reading, entry, "duplicate", "take one of them out",
                          "\"%.60s\" stands here twice", json_text(entry));
        } else {
            bits |= 1u << place;
        }
    }
    return bits;
}

static void store_bits(const struct table_row *row, void *into, unsigned bits)
{
    if (row->room_bytes == sizeof(uint8_t)) *(uint8_t *)into = (uint8_t)bits;
    else if (row->room_bytes == sizeof(uint16_t)) *(uint16_t *)into = (uint16_t)bits;
    else *(uint32_t *)into = bits;
}

static void read_choices(struct reading *reading, const struct table_row *row,
                         const struct json *value, void *into)
{
    store_bits(row, into, reading_choices(reading, value, "choice", word_find, row->words));
    if (json_kind(value) == JSON_ARRAY && json_count(value) < (size_t)row->least)
        reading_error(reading, value, row_rule(row, "range"), "name at least one",
                      "the list is empty");
}

static void read_choice(struct reading *reading, const struct table_row *row,
                        const struct json *value, void *into)
{
    if (!reading_expects(reading, value, JSON_TEXT)) return;
    int place = word_find(row->words, json_text(value));
    if (place >= 0) {
        *(int *)into = place;
        return;
    }
    mend_with_words(
        reading_error(reading, value, "choice", "", "\"%.60s\" is not known", json_text(value)),
        row->words);
}

static void read_list(struct reading *reading, const struct table_row *row,
                      const struct json *value, char *whole)
{
    if (!reading_expects(reading, value, JSON_ARRAY)) return;
    int *count = (int *)(void *)(whole + row->count_offset);
    size_t entries = json_count(value);
    if ((double)entries < row->least || (double)entries > row->most) {
        struct finding *finding = reading_error(reading, value, row_rule(row, "range"), "",
                                                "the list has %zu entries", entries);
        finding_mend(finding, "give %.0f to %.0f entries", row->least, row->most);
    }
    for (const struct json *entry = json_first(value); entry && *count < (int)row->most;
         entry = json_next(entry)) {
        char *into = whole + row->offset + (size_t)*count * row->inner->struct_bytes;
        table_read(reading, row->inner, entry, into);
        ++*count;
    }
}

static void read_row(struct reading *reading, const struct table_row *row,
                     const struct json *value, char *whole)
{
    void *into = whole + row->offset;
    switch (row->shape) {
    case SHAPE_TEXT:
        reading_text(reading, row, value, into);
        return;
    case SHAPE_WHOLE:
        if (number_is_in_range(reading, row, value)) *(int *)into = (int)json_number(value);
        return;
    case SHAPE_REAL:
        if (number_is_in_range(reading, row, value)) *(double *)into = json_number(value);
        return;
    case SHAPE_BOOLEAN:
        if (reading_expects(reading, value, JSON_BOOLEAN)) *(bool *)into = json_is_true(value);
        return;
    case SHAPE_CHOICE:
        read_choice(reading, row, value, into);
        return;
    case SHAPE_CHOICES:
        read_choices(reading, row, value, into);
        return;
    case SHAPE_GROUP:
        table_read(reading, row->inner, value, into);
        return;
    case SHAPE_LIST:
        read_list(reading, row, value, whole);
        return;
    case SHAPE_OWN:
        row->read(reading, row, value, into);
        return;
    }
}

/* What an absent optional setting means. Texts, sets, groups and lists stay empty. */
static void use_otherwise(const struct table_row *row, char *whole)
{
    void *into = whole + row->offset;
    if (row->shape == SHAPE_WHOLE || row->shape == SHAPE_CHOICE)
        *(int *)into = (int)row->otherwise;
    if (row->shape == SHAPE_REAL) *(double *)into = row->otherwise;
    if (row->shape == SHAPE_BOOLEAN) *(bool *)into = row->otherwise != 0;
}

static const struct table_row *find_row(const struct table *table, const char *key)
{
    for (size_t i = 0; i < table->count; i++)
        if (strcmp(table->rows[i].key, key) == 0) return &table->rows[i];
    return NULL;
}

static void refuse_unknown_keys(struct reading *reading, const struct table *table,
                                const struct json *value)
{
    for (const struct json *member = json_first(value); member; member = json_next(member)) {
        const char *key = json_key(member);
        bool is_schema_hint = table->is_file && strcmp(key, "$schema") == 0;
        if (is_schema_hint || find_row(table, key)) continue;
        reading_error(
            reading, member, "unknown-key",
            "correct its spelling or take it out; config/README.md lists all settings",
            "there is no setting \"%.60s\"", key);
    }
}

void table_read(struct reading *reading, const struct table *table, const struct json *value,
                void *into)
{
    if (!reading_expects(reading, value, JSON_OBJECT)) return;
    refuse_unknown_keys(reading, table, value);
    for (size_t i = 0; i < table->count; i++) {
        const struct table_row *row = &table->rows[i];
        const struct json *member = json_member(value, row->key);
        if (!member) {
            use_otherwise(row, into);
            if (!row->is_optional)
                reading_error(reading, value, row_rule(row, "missing"), row->about,
                              "\"%s\" is missing", row->key);
            continue;
        }
        reading_enter(reading, row->key);
        read_row(reading, row, member, into);
        reading_leave(reading);
    }
}
