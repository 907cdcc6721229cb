/* SPDX-License-Identifier: EUPL-1.2 */
#include "content/plain.h"

#include <string.h>
#include <unicode/uchar.h>

#include "base/utf8.h"
#include "content/readers.h"

#define TABLE_STRUCT struct plain_avoid

static const struct table_row avoid_rows[] = {
    {.key = "word",
     TABLE_TEXT(word, 1, 60, NULL),
     .about = "The word or words, in small letters; a closing * stands for any ending."},
    {.key = "instead",
     TABLE_TEXT(instead, 1, 100, NULL),
     .about = "What to write instead."},
};

static const struct table avoid_table = {"a word to avoid", avoid_rows, 2,
                                         sizeof(struct plain_avoid), false};

#undef TABLE_STRUCT
#define TABLE_STRUCT struct plain_known

static const struct table_row known_rows[] = {
    {.key = "word",
     TABLE_TEXT(word, 1, 60, NULL),
     .about = "The word, in small letters; a closing * stands for any ending."},
    {.key = "text",
     TABLE_TEXT(text, 1, 60, &pattern_key),
     TABLE_OPTIONAL,
     .about = "Key of the text that explains it. Without it: a name, which may be short or "
              "unknown to a dictionary, but not long."},
};

static const struct table known_table = {"a word that is known", known_rows, 2,
                                         sizeof(struct plain_known), false};

#undef TABLE_STRUCT
#define TABLE_STRUCT struct plain_syllables

static const struct table_row syllable_rows[] = {
    {.key = "part",
     TABLE_TEXT(part, 1, 60, NULL),
     .about = "Part of a word, in small letters without accents."},
    {.key = "count",
     TABLE_WHOLE(count, 1, 8),
     .about = "Its syllables, where counting vowels goes wrong."},
};

static const struct table syllable_table = {"syllables", syllable_rows, 2,
                                            sizeof(struct plain_syllables), false};

#undef TABLE_STRUCT
#define TABLE_STRUCT struct plain

static const struct table_row rows[] = {
    {.key = "tag",
     TABLE_TEXT(tag, 2, 8, &pattern_language),
     .about = "Language of these words, equal to the file's name without \".json\"."},
    {.key = "hard",
     TABLE_LIST(hard, hard_count, 1, PLAIN_HARD_MOST, &avoid_table),
     .about = "Words of offices, shortened words and figures of speech."},
    {.key = "hurtful",
     TABLE_LIST(hurtful, hurtful_count, 1, PLAIN_HURTFUL_MOST, &avoid_table),
     .about = "Words that name a visitor by what is hard for them, or talk down."},
    {.key = "known",
     TABLE_LIST(known, known_count, 0, PLAIN_KNOWN_MOST, &known_table),
     .about = "Words that are explained on the screen, and names."},
    {.key = "syllables",
     TABLE_LIST(syllables, syllables_count, 0, PLAIN_SYLLABLES_MOST, &syllable_table),
     .about = "Syllables of words from other languages."},
};

const struct table plain_table = {"plain/<tag>.json: words for plain language", rows,
                                  sizeof rows / sizeof rows[0], sizeof(struct plain), true};

static bool has_capital(const char *text)
{
    size_t at = 0, size = strlen(text);
    while (at < size)
        if (u_isupper((UChar32)utf8_next(text, size, &at))) return true;
    return false;
}

/* A word with a capital would never be found: sentences are compared in small letters. */
static void check_small_letters(struct reading *reading, const struct json *document)
{
    static const char *const lists[] = {"hard", "hurtful", "known"};
    for (size_t i = 0; i < sizeof lists / sizeof lists[0]; i++) {
        const struct json *list = json_member(document, lists[i]);
        if (!list || json_kind(list) != JSON_ARRAY) continue;
        for (const struct json *entry = json_first(list); entry; entry = json_next(entry)) {
            const char *word = json_kind(entry) == JSON_OBJECT
                                   ? json_text(json_member(entry, "word")) : NULL;
            if (word && has_capital(word))
                reading_error(reading, entry, "form", "write it in small letters",
                              "\"%.60s\" has a capital", word);
        }
    }
}

static void check_explained(struct reading *reading, const struct json *document,
                            const struct plain *plain)
{
    const struct json *list = json_member(document, "known");
    const struct json *entry = list && json_kind(list) == JSON_ARRAY ? json_first(list) : NULL;
    for (int i = 0; i < plain->known_count; i++, entry = json_next(entry)) {
        const char *key = plain->known[i].text;
        if (key[0] && text_find(key) == TEXT_COUNT)
            reading_error(reading, entry, "unknown-text", "name a text of texts/<tag>.json",
                          "the kiosk has no text \"%.60s\"", key);
    }
}

void plain_read(struct reading *reading, const struct json *document, const char *tag,
                struct plain *plain_out)
{
    table_read(reading, &plain_table, document, plain_out);
    if (json_kind(document) != JSON_OBJECT) return;
    check_small_letters(reading, document);
    check_explained(reading, document, plain_out);
    if (plain_out->tag[0] && strcmp(plain_out->tag, tag) != 0)
        reading_error(reading, json_member(document, "tag"), "slug",
                      "give the file and \"tag\" the same name",
                      "\"%s\" stands in a file with another name", plain_out->tag);
}
