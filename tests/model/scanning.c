/* SPDX-License-Identifier: EUPL-1.2 */
/* One switch: the focus walks by itself, and proves nobody's presence. Time is a number. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

#include "model/visitor.h"

#define S(seconds) ((uint64_t)(seconds) * 1000)

static uint64_t step_ms(const struct visitor *v)
{
    return (uint64_t)v->model.content->settings.scan_step_ms;
}

static struct visitor scanning_at(enum screen screen)
{
    struct visitor v;
    visitor_at(&v, screen, 0);
    visitor_press(&v, MSG_SWITCH, 1);
    visitor_press(&v, MSG_SPEECH_BEGAN, 0);
    visitor_press(&v, MSG_SPEECH_ENDED, 0);
    return v;
}

static void the_first_press_begins_the_visit_the_voice_and_the_walk(void **state)
{
    struct visitor v;
    (void)state;
    visitor_arrive(&v);
    assert_int_equal(model_next_tick_ms(&v.model), 0);
    visitor_press(&v, MSG_SWITCH, 1);
    assert_int_equal(v.model.screen, SCREEN_HOME);
    assert_true(v.model.preferences.reads_aloud);
    assert_true(effects_has(&v.fx, EFFECT_SPEAK_SCREEN));
    visitor_wait(&v, step_ms(&v));
    assert_true(effects_has(&v.fx, EFFECT_SCAN));
    visitor_node(&v, MSG_SCANNED, "home.ask");
    assert_string_equal(v.model.focus, "home.ask");
    assert_true(effects_has(&v.fx, EFFECT_SPEAK_FOCUS));
}

static void the_walk_waits_for_the_voice_and_then_a_whole_step(void **state)
{
    struct visitor v = scanning_at(SCREEN_WLZ);
    (void)state;
    visitor_press(&v, MSG_SPEECH_BEGAN, 0);
    v.fx.count = 0;
    visitor_wait(&v, S(20));
    assert_false(effects_has(&v.fx, EFFECT_SCAN));
    visitor_press(&v, MSG_SPEECH_ENDED, 0);
    visitor_wait(&v, step_ms(&v) - 1);
    assert_false(effects_has(&v.fx, EFFECT_SCAN));
    visitor_wait(&v, 1);
    assert_true(effects_has(&v.fx, EFFECT_SCAN));
}

static void a_finger_or_another_key_ends_the_walk(void **state)
{
    struct visitor v = scanning_at(SCREEN_WLZ);
    (void)state;
    visitor_node(&v, MSG_TOUCH_DOWN, "wlz.no");
    assert_false(v.model.preferences.is_scanning);
    v = scanning_at(SCREEN_WLZ);
    visitor_press(&v, MSG_SWITCH, 0);
    assert_false(v.model.preferences.is_scanning);
}

/* Each step is said; without care that would keep an empty kiosk open for ever. */
static void a_walk_that_nobody_watches_ends_in_the_warning_and_the_wipe(void **state)
{
    struct visitor v = scanning_at(SCREEN_WLZ);
    bool was_warned = false;
    (void)state;
    for (int i = 0; i < 400 && v.model.screen == SCREEN_WLZ; i++) {
        v.fx.count = 0;
        visitor_wait(&v, step_ms(&v));
        if (!effects_has(&v.fx, EFFECT_SCAN)) continue;
        visitor_node(&v, MSG_SCANNED, "wlz.no");
        visitor_press(&v, MSG_SPEECH_BEGAN, 0);
        visitor_wait(&v, S(1));
        visitor_press(&v, MSG_SPEECH_ENDED, 0);
        was_warned = was_warned || v.model.overlay == SCREEN_STILL_THERE;
    }
    assert_true(was_warned);
    assert_int_equal(v.wipes, 1);
    visitor_wait(&v, S(60));
    assert_int_equal(v.model.screen, SCREEN_REST);
    assert_false(v.model.preferences.is_scanning);
    assert_int_equal(model_next_tick_ms(&v.model), 0);
}

/* The row is chosen; its first key must still be there when the switch can be pressed again. */
static void the_first_key_of_a_row_waits_until_the_switch_hears_again(void **state)
{
    struct visitor v = scanning_at(SCREEN_NAME);
    (void)state;
    uint64_t deaf_ms = (uint64_t)v.model.content->settings.debounce_ms;
    visitor_node(&v, MSG_FOCUS, "key.a");
    visitor_press(&v, MSG_SPEECH_BEGAN, 0);
    visitor_press(&v, MSG_SPEECH_ENDED, 0);
    visitor_wait(&v, deaf_ms + step_ms(&v) - 1);
    assert_false(effects_has(&v.fx, EFFECT_SCAN));
    visitor_wait(&v, 1);
    assert_true(effects_has(&v.fx, EFFECT_SCAN));
}

static void after_a_digit_the_walk_begins_anew(void **state)
{
    struct visitor v = scanning_at(SCREEN_PHONE);
    (void)state;
    visitor_node(&v, MSG_SCANNED, "pad.7");
    visitor_type(&v, "7");
    assert_string_equal(v.model.focus, "");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_first_press_begins_the_visit_the_voice_and_the_walk),
        cmocka_unit_test(the_walk_waits_for_the_voice_and_then_a_whole_step),
        cmocka_unit_test(a_finger_or_another_key_ends_the_walk),
        cmocka_unit_test(a_walk_that_nobody_watches_ends_in_the_warning_and_the_wipe),
        cmocka_unit_test(the_first_key_of_a_row_waits_until_the_switch_hears_again),
        cmocka_unit_test(after_a_digit_the_walk_begins_anew),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
