/* SPDX-License-Identifier: EUPL-1.2 */
/* rules_texts.c - what the linter asks of sentences (reference/intake.md 4.2; accessibility.md
 * 5). */
#include <stdio.h>
#include <string.h>
#include <unicode/ucasemap.h>

#include "base/utf8.h"
#include "content/readers.h"

#define WORDS_MOST 15
#define FOLDED_BYTES 4096

/* A question mark of Arabic, a full stop of Ethiopic end a sentence as ours do. */
static bool ends_sentence(const char *word, size_t size)
{
    size_t at = size - utf8_last_size(word, size);
    switch (utf8_next(word, size, &at)) {
    case '.': case '?': case '!': case ':':
    case 0x061F: case 0x1362: case 0x1367: return true;
    }
    return false;
}

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
        if (size > 0 && ends_sentence(at, size)) words = 0;
        at += size + (at[size] != 0);
    }
}

/* Screens where a visitor must read that support costs nothing: check 3 of Ieder(in), seeds/.
 * */
static const enum text says_free[] = {TEXT_REST_LEAD, TEXT_HOME_CHIP_FREE, TEXT_PROVIDERS_LEAD,
                                      TEXT_PROVIDER_FACT_COST_FREE, TEXT_REVIEW_PROVIDER,
                                      TEXT_SENT_APPOINTMENT, TEXT_KEPT_CALL, TEXT_KEPT_EMAIL};

/* Without capitals, in any script. What is too long is not folded and does not match. */
static void fold(const UCaseMap *map, const char *utf8, char out[FOLDED_BYTES])
{
    UErrorCode code = U_ZERO_ERROR;
    int32_t size = ucasemap_utf8FoldCase(map, out, FOLDED_BYTES, utf8, -1, &code);
    if (U_FAILURE(code) || size >= FOLDED_BYTES) out[0] = 0;
}

static bool has_word(const char *text, const char *word, struct findings *findings)
{
    char folded_text[FOLDED_BYTES], folded_word[FOLDED_BYTES];
    UErrorCode code = U_ZERO_ERROR;
    UCaseMap *map = ucasemap_open("", 0, &code);
    if (U_FAILURE(code)) findings->lacks_memory = true;
    if (U_FAILURE(code)) return true;
    fold(map, text, folded_text);
    fold(map, word, folded_word);
    ucasemap_close(map);
    return folded_word[0] && strstr(folded_text, folded_word);
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
        if (!text || has_word(text, language->free_word, reading->findings)) continue;
        const char *key = text_key(says_free[i]);
        struct finding *finding =
            reading_error(reading, json_member(list, key), "V3", "",
                          "%s: this must say that support costs nothing", key);
        finding_mend(finding, "use the word \"%s\"", language->free_word);
    }
}
