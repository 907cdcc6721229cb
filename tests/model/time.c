/* SPDX-License-Identifier: EUPL-1.2 */
/* time.c - what happens while nobody does anything. Time is a number: none of these tests
 * waits. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

#include "model/visitor.h"

#define S(seconds) ((uint64_t)(seconds) * 1000)

static void the_rest_screen_sleeps_for_ever(void **state)
{
    (void)state;
    struct visitor v;
    visitor_arrive(&v);
    assert_int_equal(model_next_tick_ms(&v.model), 0);
    visitor_wait(&v, S(1000000));
    assert_int_equal(v.model.screen, SCREEN_REST);
}

static void reading_gets_two_minutes_and_filling_in_three(void **state)
{
    (void)state;
    static const struct { enum screen screen; int step; int limit_s; } rows[] = {
        {SCREEN_HOME, 0, 120}, {SCREEN_PROVIDERS, 0, 120}, {SCREEN_SENT, 0, 120},
        {SCREEN_TOPICS, 0, 180}, {SCREEN_NAME, 0, 180}, {SCREEN_PHONE, 1, 180},
        {SCREEN_REVIEW, 0, 180},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct visitor v;
        visitor_at(&v, rows[i].screen, rows[i].step);
        visitor_wait(&v, S(rows[i].limit_s) - 1);
        assert_int_equal(v.model.overlay, SCREEN_COUNT);
        visitor_wait(&v, 1);
        assert_int_equal(v.model.overlay, SCREEN_STILL_THERE);
        /* seen and heard, whoever it is for */
        assert_true(effects_has(&v.fx, EFFECT_SPEAK_SCREEN));
    }
}

static void the_warning_waits_45_seconds_and_then_all_is_wiped(void **state)
{
    (void)state;
    struct visitor v;
    visitor_at(&v, SCREEN_REVIEW, 0);
    visitor_wait(&v, S(180 + 45) - 1);
    assert_int_equal(v.model.overlay, SCREEN_STILL_THERE);
    assert_int_equal(v.wipes, 0);
    visitor_wait(&v, 1);
    assert_int_equal(v.model.screen, SCREEN_WIPED);
    assert_int_equal(v.model.overlay, SCREEN_COUNT);
    assert_int_equal(v.wipes, 1);
    assert_int_equal(v.model.form.name.size_bytes, 0);
    visitor_wait(&v, S(10) - 1);
    assert_int_equal(v.model.screen, SCREEN_WIPED);
    visitor_wait(&v, 1);
    assert_int_equal(v.model.screen, SCREEN_REST);
    assert_int_equal(model_next_tick_ms(&v.model), 0);
    assert_int_equal(v.submits, 0);
}

static void i_am_still_here_works_at_least_twenty_times(void **state)
{
    (void)state;
    struct visitor v;
    visitor_at(&v, SCREEN_REVIEW, 0);
    for (int i = 0; i < 20; i++) {
        visitor_wait(&v, S(180 + 44));
        assert_int_equal(v.model.overlay, SCREEN_STILL_THERE);
        visitor_node(&v, MSG_TOUCH_DOWN, "still-there.stay");
        visitor_press(&v, MSG_STAY, 0);
        visitor_node(&v, MSG_TOUCH_UP, "");
        assert_int_equal(v.model.overlay, SCREEN_COUNT);
        assert_int_equal(v.model.screen, SCREEN_REVIEW);
    }
    visitor_wait(&v, S(180));
    visitor_press(&v, MSG_STAY, 0);
    assert_int_equal(v.model.overlay, SCREEN_STILL_THERE);
    visitor_wait(&v, S(45));
    assert_int_equal(v.model.screen, SCREEN_WIPED);
}

static void whoever_goes_on_gets_all_extensions_again(void **state)
{
    (void)state;
    struct visitor v;
    visitor_at(&v, SCREEN_NAME, 0);
    for (int i = 0; i < 100; i++) {
        visitor_wait(&v, S(180));
        visitor_press(&v, MSG_STAY, 0);
        assert_int_equal(v.model.overlay, SCREEN_COUNT);
        if (i % 15 == 14) visitor_write(&v, "a");
    }
}

static void any_touch_of_the_toolbar_says_that_somebody_is_there(void **state)
{
    (void)state;
    struct visitor v;
    visitor_at(&v, SCREEN_NAME, 0);
    visitor_wait(&v, S(180));
    /* who cannot read the warning looks for another language */
    visitor_press(&v, MSG_OPEN, SCREEN_LANGUAGES);
    assert_int_equal(v.model.overlay, SCREEN_LANGUAGES);
    visitor_press(&v, MSG_LANGUAGE, EN);
    assert_int_equal(v.model.overlay, SCREEN_COUNT);
    visitor_wait(&v, S(180));
    visitor_press(&v, MSG_TEXT_SIZE, 4);
    assert_int_equal(v.model.overlay, SCREEN_COUNT);
    assert_int_equal(v.model.preferences.text_size, 4);
    visitor_wait(&v, S(180));
    visitor_press(&v, MSG_STOP_YES, 0);
    assert_int_equal(v.model.screen, SCREEN_WIPED);
}

static void every_action_starts_the_time_again(void **state)
{
    (void)state;
    struct visitor v;
    visitor_at(&v, SCREEN_NAME, 0);
    visitor_wait(&v, S(179));
    visitor_write(&v, "a");
    visitor_wait(&v, S(179));
    visitor_node(&v, MSG_FOCUS, "name.field");
    visitor_wait(&v, S(179));
    visitor_node(&v, MSG_TOUCH_DOWN, "");
    visitor_node(&v, MSG_TOUCH_UP, "");
    visitor_wait(&v, S(179));
    assert_int_equal(v.model.overlay, SCREEN_COUNT);
    visitor_press(&v, MSG_LINK_READY, 0);   /* the world is no action */
    visitor_wait(&v, S(1));
    assert_int_equal(v.model.overlay, SCREEN_STILL_THERE);
}

static void no_warning_while_a_finger_is_down_or_the_voice_speaks(void **state)
{
    (void)state;
    struct visitor v;
    visitor_at(&v, SCREEN_NAME, 0);
    visitor_node(&v, MSG_TOUCH_DOWN, "name.field");
    visitor_wait(&v, S(300));
    assert_int_equal(v.model.overlay, SCREEN_COUNT);
    visitor_node(&v, MSG_TOUCH_UP, "");
    visitor_press(&v, MSG_SPEECH_BEGAN, 0);
    visitor_wait(&v, S(300));
    assert_int_equal(v.model.overlay, SCREEN_COUNT);
    visitor_press(&v, MSG_SPEECH_ENDED, 0);   /* the time starts when the voice ends */
    visitor_wait(&v, S(180) - 1);
    assert_int_equal(v.model.overlay, SCREEN_COUNT);
    visitor_wait(&v, 1);
    assert_int_equal(v.model.overlay, SCREEN_STILL_THERE);
}

static void a_bag_on_the_glass_does_not_keep_a_form_open_for_ever(void **state)
{
    (void)state;
    struct visitor v;
    visitor_at(&v, SCREEN_REVIEW, 0);
    visitor_node(&v, MSG_TOUCH_DOWN, "");
    visitor_wait(&v, S(3600));
    assert_int_equal(v.model.screen, SCREEN_REST);
}

static void a_finger_on_its_way_may_still_say_i_am_here(void **state)
{
    (void)state;
    struct visitor v;
    visitor_at(&v, SCREEN_REVIEW, 0);
    visitor_wait(&v, S(180 + 44));
    visitor_node(&v, MSG_TOUCH_DOWN, "still-there.stay");
    visitor_wait(&v, S(2));
    visitor_press(&v, MSG_STAY, 0);
    assert_int_equal(v.model.screen, SCREEN_REVIEW);
    assert_int_equal(v.model.overlay, SCREEN_COUNT);
}

static void a_kiosk_that_slept_shows_a_stranger_nothing(void **state)
{
    (void)state;
    struct visitor v;
    visitor_at(&v, SCREEN_REVIEW, 0);
    v.now_ms += S(3600);   /* no tick came */
    visitor_press(&v, MSG_SEND, 0);
    assert_int_equal(v.model.screen, SCREEN_WIPED);
    assert_int_equal(v.submits, 0);
}

static void a_press_that_meets_the_warning_is_not_taken_for_the_screen_below(void **state)
{
    (void)state;
    struct visitor v;
    visitor_at(&v, SCREEN_REVIEW, 0);
    v.now_ms += S(181);
    visitor_press(&v, MSG_SEND, 0);
    assert_int_equal(v.model.overlay, SCREEN_STILL_THERE);
    assert_int_equal(v.submits, 0);
}

static void letters_made_large_while_out_of_service_go_back_by_themselves(void **state)
{
    (void)state;
    struct visitor v;
    visitor_arrive(&v);
    visitor_press(&v, MSG_LINK_NOT_READY, 0);
    visitor_press(&v, MSG_TEXT_SIZE, 4);
    visitor_press(&v, MSG_OPEN, SCREEN_LETTERS);
    visitor_wait(&v, S(119));
    assert_int_equal(v.model.preferences.text_size, 4);
    visitor_wait(&v, S(2));
    assert_int_equal(v.model.preferences.text_size, 2);
    assert_int_equal(v.model.overlay, SCREEN_COUNT);
    assert_int_equal(v.model.screen, SCREEN_OUT_OF_SERVICE);
}

static void out_of_service_asks_for_the_courier_now_and_then(void **state)
{
    (void)state;
    struct visitor v;
    visitor_arrive(&v);
    visitor_press(&v, MSG_LINK_NOT_READY, 0);
    assert_int_equal(v.model.screen, SCREEN_OUT_OF_SERVICE);
    int hellos = v.hellos;
    visitor_wait(&v, S(150));
    assert_in_range(v.hellos - hellos, 9, 10);   /* at most 0.2 wake-ups a second (DESIGN 9) */
    visitor_press(&v, MSG_START, -1);
    assert_int_equal(v.model.screen, SCREEN_OUT_OF_SERVICE);
    visitor_press(&v, MSG_LINK_READY, 0);
    assert_int_equal(v.model.screen, SCREEN_REST);
}

static void the_next_tick_is_always_ahead(void **state)
{
    (void)state;
    for (enum screen s = SCREEN_HOME; s <= SCREEN_SENT; s++) {
        struct visitor v;
        visitor_at(&v, s, 0);
        uint64_t next_ms = model_next_tick_ms(&v.model);
        if (next_ms <= v.now_ms) fail_msg("%s: no tick ahead", screen_name(s));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_rest_screen_sleeps_for_ever),
        cmocka_unit_test(reading_gets_two_minutes_and_filling_in_three),
        cmocka_unit_test(the_warning_waits_45_seconds_and_then_all_is_wiped),
        cmocka_unit_test(i_am_still_here_works_at_least_twenty_times),
        cmocka_unit_test(whoever_goes_on_gets_all_extensions_again),
        cmocka_unit_test(any_touch_of_the_toolbar_says_that_somebody_is_there),
        cmocka_unit_test(every_action_starts_the_time_again),
        cmocka_unit_test(no_warning_while_a_finger_is_down_or_the_voice_speaks),
        cmocka_unit_test(a_bag_on_the_glass_does_not_keep_a_form_open_for_ever),
        cmocka_unit_test(a_finger_on_its_way_may_still_say_i_am_here),
        cmocka_unit_test(a_kiosk_that_slept_shows_a_stranger_nothing),
        cmocka_unit_test(a_press_that_meets_the_warning_is_not_taken_for_the_screen_below),
        cmocka_unit_test(letters_made_large_while_out_of_service_go_back_by_themselves),
        cmocka_unit_test(out_of_service_asks_for_the_courier_now_and_then),
        cmocka_unit_test(the_next_tick_is_always_ahead),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
