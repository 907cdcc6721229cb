/* SPDX-License-Identifier: EUPL-1.2 */
#include "stage.h"

struct limits {
    enum theme_id theme;
    double text_least, text_most, line_least;
    const char *why;
};

static const struct limits limits[] = {
    { THEME_DEFAULT, 10.0, 21.1, 3.0, "VVSG 7.1-C: text 10:1; WCAG 1.4.11: borders 3:1" },
    { THEME_HIGH_LIGHT, 20.0, 21.1, 3.0, "VVSG 7.1-D: light 20:1" },
    { THEME_HIGH_DARK, 17.5, 21.1, 3.0, "VVSG 7.1-D: dark with yellow 17.5:1, pressed too" },
    { THEME_LOW, 4.5, 8.0, 3.0, "VVSG 7.1-D: low, 4.5 to 8 for the whole screen" },
};

static void every_text_may_stand_on_every_ground_that_parts_give_it(void **state)
{
    (void)state;
    int checked = 0;
    for (size_t i = 0; i < sizeof limits / sizeof limits[0]; i++)
        for (int ink = TONE_NONE + 1; ink < TONE_COUNT; ink++)
            for (int ground = TONE_NONE + 1; ground < TONE_COUNT; ground++) {
                if (!theme_allows((enum tone)ink, (enum tone)ground)) continue;
                const struct theme *theme = theme_get(limits[i].theme);
                double is = contrast(theme->tones[ink], theme->tones[ground]);
                if (is < limits[i].text_least || is > limits[i].text_most)
                    fail_msg("%s: tone %d on %d is %.2f:1 (%s)", theme->name, ink, ground, is,
                             limits[i].why);
                checked++;
            }
    assert_true(checked >= 40);
}

static void the_border_of_what_can_be_pressed_is_seen(void **state)
{
    (void)state;
    static const enum tone grounds[] = { TONE_PAPER, TONE_CARD };
    for (size_t i = 0; i < sizeof limits / sizeof limits[0]; i++)
        for (size_t g = 0; g < sizeof grounds / sizeof grounds[0]; g++) {
            const struct theme *theme = theme_get(limits[i].theme);
            double is = contrast(theme->tones[TONE_LINE], theme->tones[grounds[g]]);
            if (is < limits[i].line_least) fail_msg("%s: border %.2f:1", theme->name, is);
        }
}

static void the_focus_ring_is_seen_on_every_ground(void **state)
{
    (void)state;
    static const enum tone grounds[] = { TONE_PAPER, TONE_CARD, TONE_BRAND_TINT,
                                         TONE_SUN_TINT };
    for (size_t i = 0; i < sizeof limits / sizeof limits[0]; i++)
        for (size_t g = 0; g < sizeof grounds / sizeof grounds[0]; g++) {
            const struct theme *theme = theme_get(limits[i].theme);
            double edge = contrast(theme->tones[TONE_INK], theme->tones[grounds[g]]);
            double sun = contrast(theme->tones[TONE_SUN], theme->tones[grounds[g]]);
            if (edge < 3.0 && sun < 3.0)
                fail_msg("%s: ring %.2f and %.2f:1", theme->name, edge, sun);
        }
}

static void contrast_is_that_of_wcag(void **state)
{
    (void)state;
    struct color black = { 0, 0, 0 }, white = { 255, 255, 255 }, grey = { 0x76, 0x76, 0x76 };
    assert_float_equal(contrast(black, white), 21.0, 0.001);
    assert_float_equal(contrast(white, black), 21.0, 0.001);
    assert_float_equal(contrast(grey, white), 4.54, 0.01);   /* the known border of AA */
    assert_float_equal(contrast(grey, grey), 1.0, 0.001);
}

static void a_theme_is_found_by_its_name(void **state)
{
    (void)state;
    for (int id = 0; id < THEME_COUNT; id++)
        assert_int_equal(theme_find(theme_get((enum theme_id)id)->name), id);
    assert_int_equal(theme_find("pink"), THEME_COUNT);
    assert_int_equal(theme_find(NULL), THEME_COUNT);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_text_may_stand_on_every_ground_that_parts_give_it),
        cmocka_unit_test(the_border_of_what_can_be_pressed_is_seen),
        cmocka_unit_test(the_focus_ring_is_seen_on_every_ground),
        cmocka_unit_test(contrast_is_that_of_wcag),
        cmocka_unit_test(a_theme_is_found_by_its_name),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
