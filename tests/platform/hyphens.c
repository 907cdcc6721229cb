/* SPDX-License-Identifier: EUPL-1.2 */
/* Where long Dutch words may break. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <cmocka.h>

#include "platform/hyphens.h"

#define BREAKS_MOST 20

static struct hyphens hyphens;

static int finish(void **state)
{
    (void)state;
    hyphens_finish(&hyphens);
    return 0;
}

/* The word with its breaks shown: "ge-meen-te". */
static const char *broken(const char *tag, const char *word)
{
    static char out[200];
    size_t offsets[BREAKS_MOST], from = 0;
    int count = hyphens_find(&hyphens, tag, word, strlen(word), offsets, BREAKS_MOST);
    out[0] = 0;
    for (int i = 0; i <= count; i++) {
        size_t to = i < count ? offsets[i] : strlen(word), used = strlen(out);
        assert_true(to >= from && to <= strlen(word));
        snprintf(out + used, sizeof out - used, "%.*s%s", (int)(to - from), word + from,
                 i < count ? "-" : "");
        from = to;
    }
    return out;
}

static void long_words_break_between_syllables(void **state)
{
    (void)state;
    assert_string_equal(broken("nl", "onafhankelijkheid"), "onaf-han-ke-lijk-heid");
    assert_string_equal(broken("nl", "persoonsgebonden"), "per-soons-ge-bon-den");
    assert_string_equal(broken("nl", "gezondheidszorg"), "gezond-heids-zorg");
}

static void capitals_and_signs_around_a_word_change_nothing(void **state)
{
    (void)state;
    assert_string_equal(broken("nl", "Persoonsgebonden?"), "Per-soons-ge-bon-den?");
    assert_string_equal(broken("nl", "\u201cPersoonsgebonden\u201d"),
                        "\u201cPer-soons-ge-bon-den\u201d");
}

static void an_accent_counts_as_one_letter(void **state)
{
    (void)state;
    const char *word = "cliëntenraad";
    size_t offsets[BREAKS_MOST];
    int count = hyphens_find(&hyphens, "nl", word, strlen(word), offsets, BREAKS_MOST);
    assert_true(count > 0);
    for (int i = 0; i < count; i++)
        assert_int_not_equal(word[offsets[i]] & 0xc0, 0x80);   /* inside a letter */
    assert_string_equal(broken("nl", word), "cli-ën-ten-raad");
}

static void a_compound_breaks_between_its_words(void **state)
{
    (void)state;
    assert_string_equal(broken("nl", "cliëntondersteuner"), "cli-ënt-on-der-steu-ner");
    assert_string_equal(broken("nl", "Cliëntondersteuning?"), "Cli-ënt-on-der-steu-ning?");
    assert_string_equal(broken("nl", "ondersteuner"), "onder-steu-ner");
}

static void no_half_has_less_than_three_letters(void **state)
{
    (void)state;
    assert_string_equal(broken("nl", "water"), "water");
    assert_string_equal(broken("nl", "gemeente"), "gemeente");
}

static void a_break_that_changes_letters_is_left_out(void **state)
{
    (void)state;
    assert_null(strstr(broken("nl", "omaatje"), "oma-"));
}

static void at_most_as_many_breaks_as_asked_for(void **state)
{
    (void)state;
    size_t offsets[2];
    const char *word = "onafhankelijkheid";
    assert_int_equal(hyphens_find(&hyphens, "nl", word, strlen(word), offsets, 2), 2);
}

static void a_language_without_patterns_breaks_nowhere(void **state)
{
    (void)state;
    assert_string_equal(broken("xx", "onafhankelijkheid"), "onafhankelijkheid");
    assert_string_equal(broken("../nl", "onafhankelijkheid"), "onafhankelijkheid");
    assert_string_equal(broken("nl", "помощь"), "помощь");
    assert_int_equal(hyphens_find(&hyphens, NULL, "woord", 5, NULL, 0), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(long_words_break_between_syllables),
        cmocka_unit_test(capitals_and_signs_around_a_word_change_nothing),
        cmocka_unit_test(an_accent_counts_as_one_letter),
        cmocka_unit_test(a_compound_breaks_between_its_words),
        cmocka_unit_test(no_half_has_less_than_three_letters),
        cmocka_unit_test(a_break_that_changes_letters_is_left_out),
        cmocka_unit_test(at_most_as_many_breaks_as_asked_for),
        cmocka_unit_test(a_language_without_patterns_breaks_nowhere),
    };
    return cmocka_run_group_tests(tests, NULL, finish);
}
