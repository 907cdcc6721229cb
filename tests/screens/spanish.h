/* SPDX-License-Identifier: EUPL-1.2 */
/* spanish.h - an eighth language, added to the copy of the sample (content/sample.h) by data
 * alone. The English sentences stand in for a translation, which no program can write; the
 * row in languages.json was there as a language to talk in. */
#ifndef NAAST_TESTS_SCREENS_SPANISH_H
#define NAAST_TESTS_SCREENS_SPANISH_H
#include "content/sample.h"

/* Spanish counts in one, many and other: many says the same as other. */
static inline void spanish_plurals(struct bytes *spanish, const char *english)
{
    const char *at = english, *form;
    while ((form = strstr(at, "\"other\": ")) != NULL) {
        const char *end = strchr(form, '}');
        while (end && end[1] != ',' && end[1] != '\n') end = strchr(end + 1, '}');
        assert_non_null(end);
        const char *words = form + strlen("\"other\": ");
        assert_int_equal(bytes_add(spanish, at, (size_t)(form - at)), ERR_NONE);
        assert_int_equal(bytes_add_format(spanish, "\"many\": %.*s, \"other\": %.*s",
                                          (int)(end - words), words, (int)(end - words), words),
                         ERR_NONE);
        at = end;
    }
    assert_int_equal(bytes_add_text(spanish, at), ERR_NONE);
}

static inline void spanish_write(void)
{
    struct bytes english, spanish = {.limit_bytes = SAMPLE_FILE_BYTES};
    sample_read(sample_folder, "texts/en.json", &english);
    spanish_plurals(&spanish, english.start);
    sample_write("texts/es.json", spanish.start, spanish.size_bytes);
    bytes_wipe(&english);
    bytes_wipe(&spanish);
    sample_change("texts/es.json", "\"tag\": \"en\"", "\"tag\": \"es\"");
    sample_change("languages.json", "\"voice\": \"es\", \"offered\": false",
                  "\"voice\": \"es\", \"free_word\": \"free\", \"offered\": true");
}

static inline void spanish_remove(void)
{
    sample_remove("texts/es.json");
    sample_restore("languages.json");
}

#endif
