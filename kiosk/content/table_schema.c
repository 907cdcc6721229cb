/* SPDX-License-Identifier: EUPL-1.2 */
#include "content/table.h"

/* The words of a choice; the array is open for nobody else. */
static void write_words(struct json_writer *writer, const char *const *words)
{
    json_write_open(writer, "enum", '[');
    for (int i = 0; words[i]; i++) json_write_text(writer, NULL, words[i]);
    json_write_close(writer, ']');
}

static void write_limits(const struct table_row *row, struct json_writer *writer,
                         const char *least, const char *most)
{
    json_write_real(writer, least, row->least);
    json_write_real(writer, most, row->most);
}

static void write_text(const struct table_row *row, struct json_writer *writer)
{
    json_write_text(writer, "type", "string");
    write_limits(row, writer, "minLength", "maxLength");
    if (row->pattern) json_write_text(writer, "pattern", row->pattern->regex);
}

static void write_choices(const struct table_row *row, struct json_writer *writer)
{
    json_write_text(writer, "type", "array");
    json_write_real(writer, "minItems", row->least);
    json_write_boolean(writer, "uniqueItems", true);
    json_write_open(writer, "items", '{');
    write_words(writer, row->words);
    json_write_close(writer, '}');
}

static void write_list(const struct table_row *row, struct json_writer *writer)
{
    json_write_text(writer, "type", "array");
    write_limits(row, writer, "minItems", "maxItems");
    json_write_open(writer, "items", '{');
    table_schema(row->inner, writer);
    json_write_close(writer, '}');
}

static void write_otherwise(const struct table_row *row, struct json_writer *writer)
{
    if (!row->is_optional) return;
    if (row->shape == SHAPE_WHOLE || row->shape == SHAPE_REAL)
        json_write_real(writer, "default", row->otherwise);
    if (row->shape == SHAPE_BOOLEAN) json_write_boolean(writer, "default", row->otherwise != 0);
    if (row->shape == SHAPE_CHOICE)
        json_write_text(writer, "default", row->words[(int)row->otherwise]);
}

static void write_row(const struct table_row *row, struct json_writer *writer)
{
    json_write_open(writer, row->key, '{');
    json_write_text(writer, "description", row->about);
    switch (row->shape) {
    case SHAPE_TEXT:
        write_text(row, writer);
        break;
    case SHAPE_WHOLE:
        json_write_text(writer, "type", "integer");
        write_limits(row, writer, "minimum", "maximum");
        break;
    case SHAPE_REAL:
        json_write_text(writer, "type", "number");
        write_limits(row, writer, "minimum", "maximum");
        break;
    case SHAPE_BOOLEAN:
        json_write_text(writer, "type", "boolean");
        break;
    case SHAPE_CHOICE:
        write_words(writer, row->words);
        break;
    case SHAPE_CHOICES:
        write_choices(row, writer);
        break;
    case SHAPE_GROUP:
        table_schema(row->inner, writer);
        break;
    case SHAPE_LIST:
        write_list(row, writer);
        break;
    case SHAPE_OWN:
        row->schema(row, writer);
        break;
    }
    write_otherwise(row, writer);
    json_write_close(writer, '}');
}

void table_schema(const struct table *table, struct json_writer *writer)
{
    json_write_text(writer, "type", "object");
    json_write_open(writer, "properties", '{');
    if (table->is_file) {
        json_write_open(writer, "$schema", '{');
        json_write_text(writer, "type", "string");
        json_write_close(writer, '}');
    }
    for (size_t i = 0; i < table->count; i++) write_row(&table->rows[i], writer);
    json_write_close(writer, '}');
    json_write_open(writer, "required", '[');
    for (size_t i = 0; i < table->count; i++)
        if (!table->rows[i].is_optional) json_write_text(writer, NULL, table->rows[i].key);
    json_write_close(writer, ']');
    json_write_boolean(writer, "additionalProperties", false);
}
