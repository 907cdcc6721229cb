/* SPDX-License-Identifier: EUPL-1.2 */
/* language.h - config/languages.json: the languages a visitor can choose, in the order
 * shown. */
#ifndef NAAST_CONTENT_LANGUAGE_H
#define NAAST_CONTENT_LANGUAGE_H
#include <stdbool.h>
#include "content/settings.h"

#define LANGUAGES_MOST 24

struct language {
    char tag[LANGUAGE_TAG_BYTES];
    char own_name[65];          /* "Nederlands", "العربية" */
    char script[5];             /* ISO 15924: "Latn", "Arab", "Ethi", "Cyrl" */
    bool is_right_to_left;
    char key_layout[33];        /* config/keys/<name>.json */
    char voice[33];             /* espeak-ng voice, "" when there is none */
    char free_word[65];         /* "gratis", or its stem: the linter looks for it (V3) */
    bool is_offered;   /* as a language of the screens; false: only as a language to talk in */
    bool is_reviewed;           /* a native speaker has signed the texts */
};

struct languages {
    struct language all[LANGUAGES_MOST];
    int count;
};

/* Place in `all`, or -1. */
int language_find(const struct languages *languages, const char *tag);

#endif
