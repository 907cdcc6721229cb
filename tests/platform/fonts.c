/* SPDX-License-Identifier: EUPL-1.2 */
/* The real, staged fonts: what layout may rely on. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <cmocka.h>
#include <sodium.h>

#include "base/utf8.h"
#include "platform/fonts.h"
#include "platform/png.h"

static struct fonts *fonts;
static struct measure measure;

static const struct font body = {FACE_LATIN, false, 28};
static const struct font arabic = {FACE_ARABIC, false, 28};
static const struct color ink = {0, 0, 0};

static int open_fonts(void **state)
{
    (void)state;
    if (sodium_init() < 0 || fonts_open(BUILD_DIR "/assets", &fonts)) return -1;
    measure = fonts_measure(fonts);
    return 0;
}

static int close_fonts(void **state)
{
    (void)state;
    fonts_close(fonts);
    return 0;
}

static int width_of(struct font font, bool is_right_to_left, const char *utf8)
{
    return measure.width_px(measure.with, font, is_right_to_left, utf8, strlen(utf8));
}

static void the_widths_of_words_add_up_to_the_line(void **state)
{
    (void)state;
    int whole = width_of(body, false, "Een ondersteuner staat naast u.");
    int parts = width_of(body, false, "Een ") + width_of(body, false, "ondersteuner ") +
                width_of(body, false, "staat ") + width_of(body, false, "naast ") +
                width_of(body, false, "u.");
    assert_in_range(parts, whole - 4, whole + 4);
}

static void nothing_has_no_width_and_a_space_has_some(void **state)
{
    (void)state;
    assert_int_equal(width_of(body, false, ""), 0);
    assert_in_range(width_of(body, false, " "), 4, 14);
    assert_true(width_of(body, false, "a ") > width_of(body, false, "a"));
}

static void only_the_given_bytes_are_measured(void **state)
{
    (void)state;
    assert_int_equal(measure.width_px(measure.with, body, false, "naastxxxxx", 5),
                     width_of(body, false, "naast"));
}

static void asking_twice_gives_the_same_answer(void **state)
{
    (void)state;
    int first = width_of(body, false, "Hulp nodig?");
    for (int i = 0; i < 3; i++) assert_int_equal(width_of(body, false, "Hulp nodig?"), first);
    fonts_wipe(fonts);
    assert_int_equal(width_of(body, false, "Hulp nodig?"), first);
}

static void arabic_letters_join_and_take_less_room_than_alone(void **state)
{
    (void)state;
    const char *word = "مساعدة";
    int joined = width_of(arabic, true, word), alone = 0;
    for (size_t at = 0, before = 0; at < strlen(word); before = at) {
        utf8_next(word, strlen(word), &at);
        alone += measure.width_px(measure.with, arabic, true, word + before, at - before);
    }
    assert_true(joined > 0);
    assert_true(joined * 10 < alone * 9);
}

static void bold_and_larger_are_wider(void **state)
{
    (void)state;
    struct font bold = body, large = body;
    bold.is_bold = true;
    large.size_px = 56;
    int width = width_of(body, false, "onafhankelijk");
    assert_true(width_of(bold, false, "onafhankelijk") > width);
    assert_in_range(width_of(large, false, "onafhankelijk"), 2 * width - 6, 2 * width + 6);
}

static void a_capital_is_as_high_as_the_font_says(void **state)
{
    (void)state;
    double cap = measure.cap_per_em(measure.with, FACE_LATIN);
    assert_true(cap > 0.70 && cap < 0.75); /* Andika's OS/2 table: 0.725 */
    struct font_metrics metrics =
        measure.metrics(measure.with, (struct font){FACE_LATIN, true, 100});
    assert_true(metrics.cap_px > 99 * cap && metrics.cap_px < 101 * cap);
    assert_true(metrics.ascent_px > metrics.cap_px);
    assert_true(metrics.line_px > metrics.ascent_px);
}

static void each_face_has_the_letters_of_its_script(void **state)
{
    (void)state;
    assert_true(measure.has_glyph(measure.with, FACE_LATIN, 0xeb)); /* ë */
    assert_true(measure.has_glyph(measure.with, FACE_LATIN, 0x0142)); /* ł */
    assert_true(measure.has_glyph(measure.with, FACE_LATIN, 0x0457)); /* ї */
    assert_true(measure.has_glyph(measure.with, FACE_ARABIC, 0x0645));
    assert_true(measure.has_glyph(measure.with, FACE_ETHIOPIC, 0x1200));
    assert_false(measure.has_glyph(measure.with, FACE_LATIN, 0x0645));
}

static struct run run_of(struct font font, bool is_right_to_left, const char *utf8, int x,
                         int y)
{
    return (struct run){.utf8 = utf8,
                        .size_bytes = strlen(utf8),
                        .font = font,
                        .is_right_to_left = is_right_to_left,
                        .x = x,
                        .y = y,
                        .width_px = width_of(font, is_right_to_left, utf8)};
}

static struct rect ink_of(const struct canvas *canvas)
{
    int left = canvas->width_px, right = -1, top = canvas->height_px, bottom = -1;
    for (int y = 0; y < canvas->height_px; y++)
        for (int x = 0; x < canvas->width_px; x++) {
            if ((canvas->pixels[y * canvas->stride_px + x] & 0xff) > 0x80) continue;
            if (x < left) left = x;
            if (x > right) right = x;
            if (y < top) top = y;
            bottom = y;
        }
    return (struct rect){left, top, right - left + 1, bottom - top + 1};
}

static struct rect paint_alone(const struct run *run, bool is_private)
{
    struct canvas canvas;
    struct rect whole = {0, 0, 400, 200};
    assert_int_equal(canvas_init(&canvas, 400, 200), ERR_NONE);
    canvas_fill(&canvas, whole, whole, 0xffffffff);
    fonts_paint(fonts, &canvas, whole, run, ink, is_private);
    struct rect found = ink_of(&canvas);
    canvas_finish(&canvas);
    return found;
}

static void a_line_stands_on_its_baseline(void **state)
{
    (void)state;
    struct run run = run_of((struct font){FACE_LATIN, false, 60}, false, "HE", 50, 120);
    struct rect found = paint_alone(&run, false);
    assert_in_range(found.y + found.height, 119, 121);
    assert_in_range(found.height, 42, 45);
    assert_in_range(found.x, 50, 57);
}

static void a_first_letter_that_reaches_back_does_not_push_the_line(void **state)
{
    (void)state;
    struct font font = {FACE_LATIN, false, 60};
    struct run with = run_of(font, false, "jH", 100, 120),
               without = run_of(font, false, "H", 100, 120);
    struct rect a = paint_alone(&with, false), b = paint_alone(&without, false);
    assert_true(a.x < 100); /* the tail of Andika's j goes under what stands before it */
    int advance = width_of(font, false, "HjH") - width_of(font, false, "HH");
    assert_in_range(a.x + a.width, b.x + b.width + advance - 1, b.x + b.width + advance + 1);
}

/* Ink in the upper half of the line: an alef stands there, the long stroke before it lies
 * below. */
static int tall_column(const struct run *run)
{
    struct canvas canvas;
    struct rect whole = {0, 0, 400, 200};
    int found = -1;
    assert_int_equal(canvas_init(&canvas, 400, 200), ERR_NONE);
    canvas_fill(&canvas, whole, whole, 0xffffffff);
    fonts_paint(fonts, &canvas, whole, run, ink, false);
    for (int x = 0; x < 400; x++)
        if ((canvas.pixels[(run->y - run->font.size_px / 2) * canvas.stride_px + x] & 0xff) <
            0x80)
            found = x;
    canvas_finish(&canvas);
    return found;
}

static void arabic_starts_at_the_right(void **state)
{
    (void)state;
    struct run run = run_of(arabic, true, "\u0627\u0640\u0640\u0640\u0640", 100,
                            100); /* alef and a long stroke */
    assert_true(run.width_px > 20);
    assert_true(tall_column(&run) > 100 + run.width_px / 2);
}

static void what_a_visitor_typed_is_not_kept(void **state)
{
    (void)state;
    struct run open = run_of(body, false, "Uw telefoonnummer", 10, 100);
    struct run typed = run_of(body, false, "06 12 34 56 78", 10, 100);
    paint_alone(&open, false);
    int runs = fonts_kept_runs(fonts);
    size_t bytes = fonts_kept_bytes(fonts);
    struct rect seen = paint_alone(&typed, true);
    assert_true(seen.width > 100);
    assert_int_equal(fonts_kept_runs(fonts), runs);
    assert_int_equal(fonts_kept_bytes(fonts), bytes);
    struct rect again = paint_alone(&typed, false);
    assert_memory_equal(&again, &seen, sizeof seen);
    assert_int_equal(fonts_kept_runs(fonts), runs + 1);
    fonts_wipe(fonts);
    assert_int_equal(fonts_kept_runs(fonts), 0);
}

static void rendered_words_stay_under_their_limit(void **state)
{
    (void)state;
    char text[64];
    for (int i = 0; i < 1500; i++) {
        snprintf(text, sizeof text, "Regel nummer %d van een lange dag", i);
        struct run run =
            run_of((struct font){FACE_LATIN, true, 20 + i % 30}, false, text, 0, 100);
        paint_alone(&run, false);
        assert_true(fonts_kept_bytes(fonts) <= 3u << 19);
    }
    assert_true(fonts_kept_runs(fonts) > 50);
}

static void without_latin_fonts_nothing_opens(void **state)
{
    (void)state;
    struct fonts *none = NULL;
    assert_int_equal(fonts_open(BUILD_DIR "/no-such-folder", &none), ERR_MISSING);
    assert_null(none);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_widths_of_words_add_up_to_the_line),
        cmocka_unit_test(nothing_has_no_width_and_a_space_has_some),
        cmocka_unit_test(only_the_given_bytes_are_measured),
        cmocka_unit_test(asking_twice_gives_the_same_answer),
        cmocka_unit_test(arabic_letters_join_and_take_less_room_than_alone),
        cmocka_unit_test(bold_and_larger_are_wider),
        cmocka_unit_test(a_capital_is_as_high_as_the_font_says),
        cmocka_unit_test(each_face_has_the_letters_of_its_script),
        cmocka_unit_test(a_line_stands_on_its_baseline),
        cmocka_unit_test(a_first_letter_that_reaches_back_does_not_push_the_line),
        cmocka_unit_test(arabic_starts_at_the_right),
        cmocka_unit_test(what_a_visitor_typed_is_not_kept),
        cmocka_unit_test(rendered_words_stay_under_their_limit),
        cmocka_unit_test(without_latin_fonts_nothing_opens),
    };
    return cmocka_run_group_tests(tests, open_fonts, close_fonts);
}
