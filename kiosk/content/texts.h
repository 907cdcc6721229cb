/* SPDX-License-Identifier: EUPL-1.2 */
/* texts.h - every sentence on the screen, by key, per language: config/texts/<tag>.json.
 *
 * The file is {"tag": "nl", "reviewed": true, "texts": {"home.title": "..."}}; texts.def names
 * every key. A text is one string with named places, "{provider} belt u.", or an object of
 * plural forms by CLDR category, {"one": "Nog {count} vraag", "other": "Nog {count} vragen"}. A
 * text missing in a language falls back to the source language (the first in languages.json)
 * and says so, because the voice must follow the language of the words.
 * Thread: read-only after loading. */
#ifndef NAAST_CONTENT_TEXTS_H
#define NAAST_CONTENT_TEXTS_H
#include <stdbool.h>
#include "base/arena.h"
#include "content/language.h"

enum text {
#define TEXT(id, key) id,
#include "content/texts.def"
#undef TEXT
    TEXT_COUNT
};

enum plural {
    PLURAL_ZERO, PLURAL_ONE, PLURAL_TWO, PLURAL_FEW, PLURAL_MANY, PLURAL_OTHER, PLURAL_COUNT
};

/* A plain text has only PLURAL_OTHER. */
struct text_forms { const char *form[PLURAL_COUNT]; };

struct texts {
    char tag[LANGUAGE_TAG_BYTES];
    struct text_forms all[TEXT_COUNT];   /* form[PLURAL_OTHER] is NULL when missing */
    bool is_reviewed;
    void *memory;                        /* owned: the loaded document */
    void *plural_rules;                  /* owned: ICU's rules of this language */
    unsigned plurals;                    /* bit n: the language has the n-th plural form */
};

/* Fills one "{name}" place. */
struct text_place { const char *name; const char *utf8; };

const char *text_key(enum text text);                        /* "home.title" */
enum text text_find(const char *key);                        /* TEXT_COUNT when unknown */
/* The text as written; NULL when this language lacks it. `count` chooses the plural form (-1:
 * none). */
const char *text_get(const struct texts *texts, enum text text, long count);
/* Fills the places (ends at a place with name NULL). Unknown places stay as they are. NULL when
 * the arena is full. */
const char *text_fill(struct arena *arena, const char *pattern,
                      const struct text_place *places);

#endif
