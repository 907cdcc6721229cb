/* SPDX-License-Identifier: EUPL-1.2 */
/* WCAG 2.2, 1.3.3: whoever sees no colours, hears the screen, or reads it from right to left
 * must still know what a sentence means. */
#include "base/promise.h"

#include <stdlib.h>
#include <string.h>

#include "content/content.h"

static struct content *content;

static int open_content(void **state)
{
    (void)state;
    struct findings *findings = calloc(1, sizeof *findings);
    content = calloc(1, sizeof *content);
    if (!findings || !content) return -1;
    enum err err = content_load(SOURCE_DIR "/config", content, findings);
    free(findings);
    return err ? -1 : 0;
}

static int close_content(void **state)
{
    (void)state;
    content_finish(content);
    free(content);
    return 0;
}

static const struct { const char *tag, *words[16]; } leaning[] = {
    {"nl", {"rood", "rode", "groen", "groene", "geel", "gele", "blauw", "blauwe", "oranje",
            "links", "rechts", "linker", "rechter", "hierboven", "hieronder"}},
    {"en", {"red", "green", "yellow", "blue", "orange", "purple", "the left", "the right side",
            "above", "below"}},
};

static bool is_letter(char sign)
{
    return (sign >= 'a' && sign <= 'z') || (sign >= 'A' && sign <= 'Z') || (sign & 0x80);
}

/* As a word of its own: "brood" is not red. */
static bool says(const char *sentence, const char *word)
{
    size_t size = strlen(word);
    for (const char *at = sentence; (at = strcasestr(at, word)) != NULL; at += size)
        if ((at == sentence || !is_letter(at[-1])) && !is_letter(at[size])) return true;
    return false;
}

/* Themes are called by their colours: there the colour is what it is about. */
static bool names_a_theme(enum text text)
{
    return strncmp(text_key(text), "letters.high-", strlen("letters.high-")) == 0;
}

static int judge_sentence(const char *tag, enum text text, const char *sentence)
{
    int wrong = 0;
    if (names_a_theme(text)) return 0;
    for (size_t i = 0; sentence && i < sizeof leaning / sizeof leaning[0]; i++)
        for (int k = 0; strcmp(leaning[i].tag, tag) == 0 && leaning[i].words[k]; k++)
            if (says(sentence, leaning[i].words[k])) {
                print_error("%s %s: \"%s\" in \"%s\"\n", tag, text_key(text),
                            leaning[i].words[k], sentence);
                wrong++;
            }
    return wrong;
}

static void no_sentence_leans_on_a_colour_or_a_side(void **state)
{
    (void)state;
    int wrong = 0, judged = 0;
    for (int language = 0; language < content->languages.count; language++)
        for (int text = 0; text < TEXT_COUNT; text++)
            for (long count = 1; count <= 2; count++, judged++)
                wrong += judge_sentence(content->languages.all[language].tag, (enum text)text,
                                        text_get(&content->texts[language], (enum text)text,
                                                 count));
    assert_true(judged > 1000);
    assert_int_equal(wrong, 0);
}

static void a_sentence_that_leans_is_found(void **state)
{
    (void)state;
    assert_true(says("Druk op de groene knop.", "groene"));
    assert_true(says("Links", "links"));
    assert_false(says("U krijgt brood.", "rood"));
    assert_false(says("Rechtsbijstand is gratis.", "rechts"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(no_sentence_leans_on_a_colour_or_a_side),
        cmocka_unit_test(a_sentence_that_leans_is_found),
    };
    return cmocka_run_group_tests(tests, open_content, close_content);
}
