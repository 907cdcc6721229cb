/* SPDX-License-Identifier: EUPL-1.2 */
/* Words into lines, lines into runs, and what a language does to dates and lists. */
#include "stage.h"
#include <stdio.h>
#include "view/locale.h"
#include "view/sizes.h"
#include "view/wrap.h"

#define SIZE_PX 20
#define LETTER_PX 11             /* 0.55 x 20 */

struct sheet { struct wrap wrap; struct line *lines; int count; };

static struct sheet wrapped(struct stage *stage, const char *utf8, int letters, bool is_typed)
{
    struct sheet sheet = { .wrap = {
        .text = { .utf8 = utf8, .size_bytes = strlen(utf8) }, .tag = "nl", .is_typed = is_typed,
        .cap_px = SIZE_PX * CAP_EM,
    } };
    assert_true(wrap_prepare(&sheet.wrap, &stage->arena, &stage->measure));
    sheet.count = wrap_lines(&sheet.wrap, &stage->arena, &stage->measure, letters * LETTER_PX,
                             &sheet.lines);
    return sheet;
}

static void assert_line(const struct sheet *sheet, int at, const char *expected)
{
    const struct line *line = &sheet->lines[at];
    char is[128];
    snprintf(is, sizeof is, "%.*s%s", (int)(line->end - line->start),
             sheet->wrap.text.utf8 + line->start, line->has_hyphen ? "-" : "");
    assert_string_equal(is, expected);
}

static void a_line_is_never_wider_than_its_room(void **state)
{
    static const char text[] =
        "Een cliëntondersteuner staat naast u. Wij leggen uit wat dat is, in gewone woorden.";
    for (int letters = 20; letters < 90; letters++) {
        struct sheet sheet = wrapped(*state, text, letters, false);
        for (int i = 0; i < sheet.count; i++) {
            assert_true(sheet.lines[i].width_px <= letters * LETTER_PX);
            assert_false(sheet.lines[i].is_broken);
        }
    }
}

static void all_words_come_back_in_order(void **state)
{
    static const char text[] = "U mag meer dan een plaatje kiezen";
    struct sheet sheet = wrapped(*state, text, 12, false);
    assert_int_equal(sheet.count, 4);
    assert_line(&sheet, 0, "U mag meer");
    assert_line(&sheet, 1, "dan een");
    assert_line(&sheet, 2, "plaatje");
    assert_line(&sheet, 3, "kiezen");
}

static void a_soft_hyphen_shows_only_where_the_line_ends(void **state)
{
    struct sheet narrow = wrapped(*state, "cliënt\u00adondersteuner", 14, false);
    assert_int_equal(narrow.count, 2);
    assert_line(&narrow, 0, "cliënt-");
    assert_line(&narrow, 1, "ondersteuner");
    struct sheet wide = wrapped(*state, "cliënt\u00adondersteuner", 30, false);
    assert_int_equal(wide.count, 1);
    assert_int_equal(wide.lines[0].width_px, 18 * LETTER_PX);
}

static void a_phone_number_stays_on_one_line(void **state)
{
    struct sheet sheet = wrapped(*state, "Bel 06 12 34 56 78 of kom", 16, false);
    assert_line(&sheet, 0, "Bel");
    assert_line(&sheet, 1, "06 12 34 56 78");
}

static void a_short_end_of_a_sentence_stays_with_the_word_before_it(void **state)
{
    struct sheet sheet = wrapped(*state, "Een ondersteuner staat naast u. Echt.", 29, false);
    assert_line(&sheet, 0, "Een ondersteuner staat");
    assert_line(&sheet, 1, "naast u. Echt.");
}

static void the_first_letter_of_a_word_is_not_left_alone(void **state)
{
    struct sheet sheet = wrapped(*state, "stuurt een e-mail", 12, false);
    assert_line(&sheet, 0, "stuurt een");
    assert_line(&sheet, 1, "e-mail");
}

static void a_word_of_ours_that_has_to_be_broken_is_a_defect_and_one_of_the_visitor_is_not(
    void **state)
{
    struct sheet ours = wrapped(*state, "Maatschappelijkeondersteuning", 10, false);
    assert_true(ours.lines[0].is_broken);
    struct sheet typed = wrapped(*state, "wilhelmina.van.oranje@voorbeeld.example", 10, true);
    assert_true(typed.count >= 4);
    for (int i = 0; i < typed.count; i++) {
        assert_false(typed.lines[i].is_broken);
        assert_true(typed.lines[i].width_px <= 10 * LETTER_PX);
    }
}

static int hyphens_of_test(void *with, const char *tag, const char *utf8, size_t size_bytes,
                           size_t *offsets_out, int most)
{
    (void)with;
    (void)most;
    assert_string_equal(tag, "nl");
    if (size_bytes < 16 || memcmp(utf8, "maatschappelijke", 16) != 0) return 0;
    offsets_out[0] = 4;
    offsets_out[1] = 9;
    return 2;
}

static void a_language_says_where_its_long_words_break(void **state)
{
    struct stage *stage = *state;
    stage->measure.hyphens = hyphens_of_test;
    struct sheet sheet = wrapped(stage, "maatschappelijke", 11, false);
    assert_line(&sheet, 0, "maatschap-");
    assert_line(&sheet, 1, "pelijke");
    assert_false(sheet.lines[0].is_broken);
}

struct shown { char text[256]; int count; struct run runs[16]; };

/* The runs of one line as they stand from left to right, parted by bars. */
static struct shown shown_line(struct stage *stage, const char *tag, const char *utf8)
{
    struct build *build = stage_begin(stage);
    part_title(build, words_plain(build, utf8, tag), PICTOGRAM_NONE, false);
    body_open(build);
    body_close(build);
    stage_finish(stage);
    const struct node *title = node_of(stage, "title");
    struct shown shown = { .count = title->run_count };
    assert_true(title->run_count <= 16);
    size_t used = 0;
    for (int i = 0; i < title->run_count; i++) {
        const struct run *run = &title->runs[i];
        if (i > 0) assert_true(run->x >= title->runs[i - 1].x + title->runs[i - 1].width_px);
        shown.runs[i] = *run;
        used += (size_t)snprintf(shown.text + used, sizeof shown.text - used, "%s%.*s",
                                 i ? "|" : "", (int)run->size_bytes, run->utf8);
    }
    return shown;
}

static void a_phone_number_inside_arabic_reads_from_left_to_right(void **state)
{
    struct stage *stage = *state;
    set_language(stage, "ar");
    struct shown shown = shown_line(stage, "ar", "اتصل على 06 12 34 56 78 غدا");
    assert_string_equal(shown.text, " غدا|06 12 34 56 78|اتصل على ");
    assert_true(shown.runs[0].is_right_to_left);
    assert_false(shown.runs[1].is_right_to_left);
    assert_int_equal(shown.runs[1].font.face, FACE_LATIN);
    assert_int_equal(shown.runs[0].font.face, FACE_ARABIC);
}

static void the_plus_of_a_phone_number_stays_before_it_inside_arabic(void **state)
{
    struct stage *stage = *state;
    set_language(stage, "ar");
    struct shown shown = shown_line(stage, "ar", "رقم +31 6 12 34 56 78");
    assert_string_equal(shown.text, "+31 6 12 34 56 78|رقم ");
}

static void a_typed_number_runs_to_the_right_in_every_language(void **state)
{
    struct stage *stage = *state;
    set_language(stage, "ar");
    struct shown shown = shown_line(stage, NULL, "06 12 34 56 78");
    assert_string_equal(shown.text, "06 12 34 56 78");
    assert_false(shown.runs[0].is_right_to_left);
}

static void a_latin_name_inside_arabic_has_its_own_run_and_font(void **state)
{
    struct stage *stage = *state;
    set_language(stage, "ar");
    static const char text[] = "سيتصل بك \u2068Buren voor Buren\u2069.";
    struct shown shown = shown_line(stage, "ar", text);
    assert_string_equal(shown.text, ".|Buren voor Buren|سيتصل بك ");
    assert_int_equal(shown.runs[1].font.face, FACE_LATIN);
    assert_false(shown.runs[1].is_right_to_left);
}

static void tigrinya_has_its_own_font_and_dutch_beside_it_keeps_its_own(void **state)
{
    struct stage *stage = *state;
    struct shown shown = shown_line(stage, "ti", "ትግርኛ en Nederlands");
    assert_string_equal(shown.text, "ትግርኛ |en Nederlands");
    assert_int_equal(shown.runs[0].font.face, FACE_ETHIOPIC);
    assert_int_equal(shown.runs[1].font.face, FACE_LATIN);
}

static void the_size_on_glass_is_at_least_what_was_promised(void **state)
{
    struct stage *stage = *state;
    static const double least_mm[] = { 4.0, 5.0, 7.4, 9.0 };
    for (int size = 1; size <= 4; size++)
        for (int style = STYLE_BODY; style <= STYLE_KEY; style++) {
            struct build *build = stage_begin(stage);
            stage->model.preferences.text_size = size;
            part_text(build, "text", said("Hallo"));
            build->root->first->style = (enum text_style)style;
            stage_finish(stage);
            const struct node *node = node_of(stage, "text");
            assert_true(node->cap_mm >= least_mm[size - 1] - 0.001);
            assert_true(node->cap_mm >= size_cap_mm((enum text_style)style, size) - 0.001);
        }
}

static void a_filled_in_name_is_bold_in_a_promise(void **state)
{
    struct stage *stage = *state;
    struct build *build = stage_begin(stage);
    struct words words = said("Buren voor Buren belt u. Uiterlijk dinsdag.");
    words.strong[0] = "Buren voor Buren";
    words.strong[1] = "dinsdag";
    part_step(build, "step", 1, words);
    stage_finish(stage);
    const struct node *text = node_of(stage, "step.text");
    assert_int_equal(text->run_count, 4);
    assert_true(text->runs[0].font.is_bold);
    assert_false(text->runs[1].font.is_bold);
    assert_true(text->runs[2].font.is_bold);
    assert_memory_equal(text->runs[2].utf8, "dinsdag", 7);
    assert_false(text->runs[3].font.is_bold);
}

static void dates_lists_and_languages_are_written_as_the_language_does(void **state)
{
    struct stage *stage = *state;
    const int64_t noon = 1795518000;   /* Tuesday 24 November 2026, 12:00 in Amsterdam */
    const char *const days[] = { "maandag", "dinsdag", "vrijdag" };
    assert_string_equal(locale_date(&stage->arena, "nl", noon), "dinsdag 24 november");
    assert_string_equal(locale_list(&stage->arena, "nl", days, 3),
                        "maandag, dinsdag en vrijdag");
    assert_string_equal(locale_list(&stage->arena, "nl", days, 1), "maandag");
    assert_string_equal(locale_language(&stage->arena, "nl", "tr"), "Turks");
    assert_string_equal(locale_upper(&stage->arena, "tr", "i"), "İ");
    assert_string_equal(locale_upper(&stage->arena, "nl", "ij"), "IJ");
    const char *arabic = locale_date(&stage->arena, "ar", noon);
    assert_non_null(strstr(arabic, "24"));   /* digits as on paper here, in every language */
}

static void a_date_late_in_the_evening_is_that_of_the_netherlands(void **state)
{
    struct stage *stage = *state;
    const int64_t late =
        1795561200; /* 25 November 2026, 00:00 in Amsterdam; 23:00 UTC on the 24th */
    assert_string_equal(locale_date(&stage->arena, "nl", late), "woensdag 25 november");
    assert_string_equal(locale_date(&stage->arena, "nl", late - 1), "dinsdag 24 november");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(a_line_is_never_wider_than_its_room),
        TEST(all_words_come_back_in_order),
        TEST(a_soft_hyphen_shows_only_where_the_line_ends),
        TEST(a_phone_number_stays_on_one_line),
        TEST(a_short_end_of_a_sentence_stays_with_the_word_before_it),
        TEST(the_first_letter_of_a_word_is_not_left_alone),
        TEST(a_word_of_ours_that_has_to_be_broken_is_a_defect_and_one_of_the_visitor_is_not),
        TEST(a_language_says_where_its_long_words_break),
        TEST(a_phone_number_inside_arabic_reads_from_left_to_right),
        TEST(the_plus_of_a_phone_number_stays_before_it_inside_arabic),
        TEST(a_typed_number_runs_to_the_right_in_every_language),
        TEST(a_latin_name_inside_arabic_has_its_own_run_and_font),
        TEST(tigrinya_has_its_own_font_and_dutch_beside_it_keeps_its_own),
        TEST(the_size_on_glass_is_at_least_what_was_promised),
        TEST(a_filled_in_name_is_bold_in_a_promise),
        TEST(dates_lists_and_languages_are_written_as_the_language_does),
        TEST(a_date_late_in_the_evening_is_that_of_the_netherlands),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
