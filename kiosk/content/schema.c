/* SPDX-License-Identifier: EUPL-1.2 */
#include <string.h>

#include "content/check.h"
#include "content/readers.h"

/* A text is one string, or an object of plural forms. */
static void write_text_definition(struct json_writer *writer)
{
    static const char *const forms[] = {"zero", "one", "two", "few", "many", "other"};
    static const char sentence[] = "{\"type\":\"string\",\"minLength\":1}";
    json_write_open(writer, "$defs", '{');
    json_write_open(writer, "text", '{');
    json_write_open(writer, "oneOf", '[');
    json_write_raw(writer, NULL, sentence, sizeof sentence - 1);
    json_write_open(writer, NULL, '{');
    json_write_text(writer, "type", "object");
    json_write_open(writer, "properties", '{');
    for (size_t i = 0; i < sizeof forms / sizeof forms[0]; i++)
        json_write_raw(writer, forms[i], sentence, sizeof sentence - 1);
    json_write_close(writer, '}');
    json_write_open(writer, "required", '[');
    json_write_text(writer, NULL, "other");
    json_write_close(writer, ']');
    json_write_boolean(writer, "additionalProperties", false);
    json_write_close(writer, '}');
    json_write_close(writer, ']');
    json_write_close(writer, '}');
    json_write_close(writer, '}');
}

static const struct {
    const char *kind;
    const struct table *table;
} kinds[] = {
    {"kiosk", &settings_table},       {"provider", &provider_table}, {"texts", &texts_table},
    {"languages", &languages_table}, {"topics", &topics_table},     {"keys", &key_layout_table},
    {"plain", &plain_table},
};

#define KINDS (sizeof kinds / sizeof kinds[0])

const char *schema_kind(int place)
{
    return (size_t)place < KINDS ? kinds[place].kind : NULL;
}

enum err schema_write(const char *kind, struct bytes *json_out)
{
    size_t i = 0;
    while (i < KINDS && strcmp(kinds[i].kind, kind) != 0) i++;
    if (i == KINDS) return ERR_MISSING;

    struct json_writer writer = {.to = json_out};
    json_write_open(&writer, NULL, '{');
    json_write_text(&writer, "$schema", "https://json-schema.org/draft/2020-12/schema");
    json_write_text(&writer, "title", kinds[i].table->title);
    if (kinds[i].table == &texts_table) write_text_definition(&writer);
    table_schema(kinds[i].table, &writer);
    json_write_close(&writer, '}');
    return writer.err;
}
