/* SPDX-License-Identifier: EUPL-1.2 */
/* How the visitor wants the voice, and when it must say something. Sources: VVSG 2.0, 7.1-A and
 * 7.1-K; EN 301 549, 5.1.3.8 to 5.1.3.13. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

#include "model/visitor.h"

static void steps_stop_at_their_ends_and_all_go_back_after_the_visit(void **state)
{
    static struct visitor v;
    (void)state;
    visitor_at(&v, SCREEN_TOPICS, 0);
    for (int i = 0; i < 20; i++) visitor_press(&v, MSG_VOLUME, 1);
    for (int i = 0; i < 20; i++) visitor_press(&v, MSG_RATE, -1);
    visitor_press(&v, MSG_READ_PRIVATE, 1);
    visitor_press(&v, MSG_DARK, 1);
    assert_int_equal(v.model.preferences.volume, VOLUME_STEPS);
    assert_int_equal(v.model.preferences.rate, 0);
    visitor_press(&v, MSG_STOP, 0);
    visitor_press(&v, MSG_STOP_YES, 0);
    assert_false(v.model.preferences.is_dark); /* that all is wiped, must be seen */
    assert_false(model_says_private(&v.model));
    visitor_press(&v, MSG_FINISH, 0);
    assert_int_equal(v.model.preferences.volume, VOLUME_DEFAULT);
    assert_int_equal(v.model.preferences.rate, RATE_DEFAULT);
}

static void the_rates_run_from_60_to_250_and_the_usual_one_is_122(void **state)
{
    (void)state;
    assert_int_equal(model_rate_wpm(0), 60);
    assert_int_equal(model_rate_wpm(RATE_STEPS - 1), 250);
    assert_int_equal(model_rate_wpm(RATE_DEFAULT), 122);
    assert_int_equal(model_rate_wpm(-5), 60);
    assert_int_equal(model_rate_wpm(99), 250);
}

static void a_headset_starts_the_voice_and_may_hear_everything(void **state)
{
    static struct visitor v;
    (void)state;
    visitor_arrive(&v);
    visitor_press(&v, MSG_HEADSET_IN, 0);
    assert_int_equal(v.model.screen, SCREEN_HOME);
    assert_true(v.model.preferences.reads_aloud);
    assert_true(effects_has(&v.fx, EFFECT_SPEAK_SCREEN));
    assert_true(model_says_private(&v.model));
    visitor_press(&v, MSG_HEADSET_OUT, 0);
    assert_true(effects_has(&v.fx, EFFECT_STOP_SPEECH));
    assert_false(model_says_private(&v.model));
}

static void whoever_listens_hears_what_a_press_did_and_others_do_not(void **state)
{
    static struct visitor v;
    (void)state;
    visitor_at(&v, SCREEN_PHONE, PHONE_STEP_NUMBER);
    visitor_type(&v, "0");
    assert_false(effects_has(&v.fx, EFFECT_SPEAK_PRESSED));
    v.model.preferences.reads_aloud = true;
    visitor_type(&v, "6");
    assert_true(effects_has(&v.fx, EFFECT_SPEAK_PRESSED));
}

static void repeat_says_everything_also_from_the_screen_of_the_voice(void **state)
{
    static struct visitor v;
    (void)state;
    visitor_at(&v, SCREEN_TOPICS, 0);
    v.model.preferences.reads_aloud = true;
    visitor_press(&v, MSG_REPEAT, 0);
    assert_true(effects_has(&v.fx, EFFECT_SPEAK_ALL));
    visitor_press(&v, MSG_OPEN, SCREEN_VOICE);
    assert_int_equal(v.model.overlay, SCREEN_VOICE);
    visitor_press(&v, MSG_REPEAT, 0);
    assert_int_equal(v.model.overlay, SCREEN_COUNT);
    assert_true(effects_has(&v.fx, EFFECT_SPEAK_ALL));
    assert_false(effects_has(&v.fx, EFFECT_SPEAK_SCREEN));
}

/* The languages of the sample have no voice. */
static void a_language_without_a_voice_says_so_on_the_screen(void **state)
{
    static struct visitor v;
    (void)state;
    visitor_at(&v, SCREEN_TOPICS, 0);
    visitor_press(&v, MSG_READ_ALOUD, 1);
    assert_int_equal(v.model.overlay, SCREEN_VOICE);
    visitor_press(&v, MSG_READ_ALOUD, 0);
    assert_int_equal(v.model.overlay, SCREEN_COUNT);
}

static void any_action_cuts_what_is_said(void **state)
{
    static const enum message_kind actions[] = {MSG_TOUCH_DOWN, MSG_FOCUS, MSG_SLIDE};
    static struct visitor v;
    (void)state;
    visitor_at(&v, SCREEN_TOPICS, 0);
    for (size_t i = 0; i < sizeof actions / sizeof actions[0]; i++) {
        visitor_press(&v, MSG_SPEECH_BEGAN, 0);
        visitor_node(&v, actions[i], "title");
        assert_true(effects_has(&v.fx, EFFECT_STOP_SPEECH));
    }
}

static void the_word_that_is_said_is_forgotten_when_the_voice_ends(void **state)
{
    static struct visitor v;
    struct message word = {.kind = MSG_SPEECH_WORD, .value = 4, .node = "title"};
    (void)state;
    visitor_at(&v, SCREEN_TOPICS, 0);
    visitor_send(&v, word);
    assert_string_equal(v.model.spoken, "title");
    assert_int_equal(v.model.spoken_at, 4);
    visitor_press(&v, MSG_SPEECH_ENDED, 0);
    assert_string_equal(v.model.spoken, "");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(steps_stop_at_their_ends_and_all_go_back_after_the_visit),
        cmocka_unit_test(the_rates_run_from_60_to_250_and_the_usual_one_is_122),
        cmocka_unit_test(a_headset_starts_the_voice_and_may_hear_everything),
        cmocka_unit_test(whoever_listens_hears_what_a_press_did_and_others_do_not),
        cmocka_unit_test(repeat_says_everything_also_from_the_screen_of_the_voice),
        cmocka_unit_test(a_language_without_a_voice_says_so_on_the_screen),
        cmocka_unit_test(any_action_cuts_what_is_said),
        cmocka_unit_test(the_word_that_is_said_is_forgotten_when_the_voice_ends),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
