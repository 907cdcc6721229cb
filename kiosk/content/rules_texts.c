/* SPDX-License-Identifier: EUPL-1.2 */
/* rules_texts.c - what the linter asks of sentences (reference/intake.md 4.2; accessibility.md
 * 5). */
#include <stdio.h>
#include <string.h>

#include "content/readers.h"

#define WORDS_MOST 15

void rules_sentence(struct reading *reading, const struct json *value)
{
    int words = 0;
    const char *at = json_text(value);
    while (*at) {
        size_t size = strcspn(at, " \n");
        if (size > 0) words++;
        if (words > WORDS_MOST) {
            reading_warning(reading, value, "V1", "make two sentences of it",
                            "a sentence has more than %d words", WORDS_MOST);
            return;
        }
        if (size > 0 && strchr(".?!:", at[size - 1])) words = 0;
        at += size + (at[size] != 0);
    }
}

/* Screens where a visitor must read that support costs nothing: check 3 of Ieder(in), seeds/.
 * */
static const enum text says_free[] = {TEXT_REST_LEAD, TEXT_HOME_CHIP_FREE, TEXT_PROVIDERS_LEAD,
                                      TEXT_PROVIDER_FACT_COST_FREE};

/* The first letter may be a capital, which matters for ASCII only. */
static bool has_word(const char *text, const char *word)
{
    char capital[65];
    snprintf(capital, sizeof capital, "%s", word);
    if (capital[0] >= 'a' && capital[0] <= 'z') capital[0] = (char)(capital[0] - 'a' + 'A');
    return strstr(text, word) || strstr(text, capital);
}

void rules_texts(struct reading *reading, const struct json *document,
                 const struct language *language, const struct texts *texts)
{
    if (!language->free_word[0]) {
        reading_error(reading, document, "V3",
                      "add \"free_word\" to the language in languages.json",
                      "it is not known how these texts say that support costs nothing");
        return;
    }
    const struct json *list = json_member(document, "texts");
    for (size_t i = 0; i < sizeof says_free / sizeof says_free[0]; i++) {
        const char *text = text_get(texts, says_free[i], -1);
        if (!text || has_word(text, language->free_word)) continue;
        const char *key = text_key(says_free[i]);
        struct finding *finding =
            reading_error(reading, json_member(list, key), "V3", "",
                          "%s: this must say that support costs nothing", key);
        finding_mend(finding, "use the word \"%s\"", language->free_word);
    }
}
