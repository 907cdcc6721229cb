/* SPDX-License-Identifier: EUPL-1.2 */
#include "content/language.h"

#include <string.h>

#include "content/readers.h"

#define TABLE_STRUCT struct language

static const struct table_row rows[] = {
    {.key = "tag",
     TABLE_TEXT(tag, 2, 8, &pattern_language),
     .about = "Language tag (BCP 47), such as \"nl\". It names the file texts/<tag>.json."},
    {.key = "own_name",
     TABLE_TEXT(own_name, 1, 16, NULL),
     .about = "Name of the language in the language itself, as its speakers look for it."},
    {.key = "script",
     TABLE_TEXT(script, 4, 4, &pattern_script),
     .about = "Script (ISO 15924), such as \"Latn\" or \"Arab\". fonts/fonts.json must have a "
              "font for it."},
    {.key = "right_to_left",
     TABLE_BOOLEAN(is_right_to_left),
     TABLE_OPTIONAL,
     .about = "true: written from right to left; the whole screen is mirrored."},
    {.key = "keys",
     TABLE_TEXT(key_layout, 1, 32, &pattern_name),
     TABLE_OPTIONAL,
     .about = "On-screen keyboard: the file keys/<name>.json. An offered language needs one."},
    {.key = "voice",
     TABLE_TEXT(voice, 2, 32, &pattern_voice),
     TABLE_OPTIONAL,
     .about = "Voice of espeak-ng that reads this language aloud. Without it the language is "
              "shown but not spoken."},
    {.key = "free_word",
     TABLE_TEXT(free_word, 2, 16, NULL),
     TABLE_OPTIONAL,
     .about = "Word, or start of the word, for \"costs nothing\" in this language. Each screen "
              "that must say so is checked for it."},
    {.key = "offered",
     TABLE_BOOLEAN(is_offered),
     .about = "true: the screens can be shown in it; texts/<tag>.json must be complete. false: "
              "only a language to talk in."},
};

static const struct table language_table = {"one language", rows, sizeof rows / sizeof rows[0],
                                            sizeof(struct language), false};

#undef TABLE_STRUCT
#define TABLE_STRUCT struct languages

static const struct table_row file_rows[] = {
    {.key = "languages",
     TABLE_LIST(all, count, 1, LANGUAGES_MOST, &language_table),
     .about = "The languages in the order shown. The first is the source: its texts are used "
              "where another lacks one."},
};

const struct table languages_table = {"languages.json: the languages a visitor can choose",
                                      file_rows, 1, sizeof(struct languages), true};

int language_find(const struct languages *languages, const char *tag)
{
    for (int i = 0; i < languages->count; i++)
        if (strcmp(languages->all[i].tag, tag) == 0) return i;
    return -1;
}

void languages_read(struct reading *reading, const struct json *document,
                    struct languages *languages_out)
{
    table_read(reading, &languages_table, document, languages_out);
    const struct json *list = json_member(document, "languages");
    const struct json *entry = list && json_kind(list) == JSON_ARRAY ? json_first(list) : NULL;
    for (int i = 0; i < languages_out->count; i++, entry = json_next(entry)) {
        const struct language *language = &languages_out->all[i];
        if (language->tag[0] && language_find(languages_out, language->tag) != i)
            reading_error(reading, entry, "duplicate", "take one of them out",
                          "the language \"%s\" stands here twice", language->tag);
        if (i == 0 && !language->is_offered)
            reading_error(
                reading, entry, "source-language",
                "set \"offered\" to true, or put another language first",
                "the first language is the source of all texts, but it is not offered");
    }
}
