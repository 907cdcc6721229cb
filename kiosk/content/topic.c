/* SPDX-License-Identifier: EUPL-1.2 */
#include "content/topic.h"

#include <string.h>

#include "content/readers.h"

/* Source: onderwerpen in config/contract/oco-v1.openapi.yaml; a provider's system knows no
 * others. */
static const char *const contract_codes[] = {
    "maatschappelijke-ondersteuning",
    "preventieve-zorg",
    "zorg",
    "jeugdhulp",
    "onderwijs",
    "welzijn",
    "wonen",
    "werk",
    "inkomen",
    "pgb",
    "mantelzorg",
    "geldzaken",
    "weet-ik-niet",
};

static bool is_contract_code(const char *code)
{
    for (size_t i = 0; i < sizeof contract_codes / sizeof contract_codes[0]; i++)
        if (strcmp(contract_codes[i], code) == 0) return true;
    return false;
}

static void read_text_key(struct reading *reading, const struct table_row *row,
                          const struct json *value, void *into)
{
    (void)row;
    if (!reading_expects(reading, value, JSON_TEXT)) return;
    enum text text = text_find(json_text(value));
    if (text == TEXT_COUNT)
        reading_error(
            reading, value, "unknown-text",
            "correct its spelling, or add it to kiosk/content/texts.def and the texts",
            "there is no text \"%.60s\"", json_text(value));
    else
        *(enum text *)into = text;
}

static void read_pictogram(struct reading *reading, const struct table_row *row,
                           const struct json *value, void *into)
{
    (void)row;
    if (!reading_expects(reading, value, JSON_TEXT)) return;
    enum pictogram pictogram = pictogram_find(json_text(value));
    if (pictogram == PICTOGRAM_NONE)
        reading_error(reading, value, "unknown-pictogram",
                      "correct its spelling, or add it to kiosk/content/pictograms.def and "
                      "assets/pictograms.json",
                      "there is no pictogram \"%.60s\"", json_text(value));
    else
        *(enum pictogram *)into = pictogram;
}

static void write_key_schema(const struct table_row *row, struct json_writer *writer)
{
    (void)row;
    json_write_text(writer, "type", "string");
    json_write_text(writer, "pattern", pattern_key.regex);
}

#define TABLE_STRUCT struct topic

static const struct table_row rows[] = {
    {.key = "code",
     TABLE_TEXT(code, 1, 32, &pattern_name),
     .about = "Code of the topic in the contract with providers, such as \"wonen\"."},
    {.key = "label",
     TABLE_OWN(label, read_text_key, write_key_schema),
     .about = "Key of the text on the tile, such as \"topic.wonen\"."},
    {.key = "explanation",
     TABLE_OWN(explanation, read_text_key, write_key_schema),
     .about = "Key of the short sentence that explains it."},
    {.key = "pictogram",
     TABLE_OWN(pictogram, read_pictogram, write_key_schema),
     .about = "Pictogram of the tile: a key of assets/pictograms.json."},
    {.key = "unsure",
     TABLE_BOOLEAN(is_unsure),
     TABLE_OPTIONAL,
     .about = "true: this is \"I don't know\", which is chosen alone."},
};

static const struct table topic_table = {"one topic", rows, sizeof rows / sizeof rows[0],
                                         sizeof(struct topic), false};

#undef TABLE_STRUCT
#define TABLE_STRUCT struct topics

static const struct table_row file_rows[] = {
    {.key = "topics", TABLE_LIST(all, count, 1, TOPICS_MOST, &topic_table),
     .about = "The topics in the order shown."},
};

const struct table topics_table = {"topics.json: what a question can be about", file_rows, 1,
                                   sizeof(struct topics), true};

int topic_find(const struct topics *topics, const char *code)
{
    for (int i = 0; i < topics->count; i++)
        if (strcmp(topics->all[i].code, code) == 0) return i;
    return -1;
}

void topics_read(struct reading *reading, const struct json *document,
                 struct topics *topics_out)
{
    table_read(reading, &topics_table, document, topics_out);
    const struct json *list = json_member(document, "topics");
    const struct json *entry = list && json_kind(list) == JSON_ARRAY ? json_first(list) : NULL;
    for (int i = 0; i < topics_out->count; i++, entry = json_next(entry)) {
        const char *code = topics_out->all[i].code;
        if (!code[0]) continue;
        if (!is_contract_code(code))
            reading_error(reading, entry, "topic",
                          "use a code of onderwerpen in config/contract/oco-v1.openapi.yaml",
                          "the contract does not know the topic \"%s\"", code);
        if (topic_find(topics_out, code) != i)
            reading_error(reading, entry, "duplicate", "take one of them out",
                          "the topic \"%s\" stands here twice", code);
    }
}
