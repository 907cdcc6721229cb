/* SPDX-License-Identifier: EUPL-1.2 */
/* flow.c - the way through the screens: one question at a time, back always, nothing asked
 * twice. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

#include "model/visitor.h"

struct place { enum screen screen; int step; int left; };

/* The shortest way, and what "Nog 4 vragen" says on it. */
static const struct place journey[] = {
    {SCREEN_HOME, 0, 0}, {SCREEN_TOPICS, 0, 11}, {SCREEN_FOR_WHOM, FOR_WHOM_STEP_WHO, 10},
    {SCREEN_WLZ, 0, 9},
    {SCREEN_PROVIDERS, 0, 8}, {SCREEN_CHANNEL, 0, 7}, {SCREEN_NAME, 0, 6},
    {SCREEN_PHONE, PHONE_STEP_NUMBER, 5},
    {SCREEN_PHONE, PHONE_STEP_VOICEMAIL, 4}, {SCREEN_WHEN, WHEN_STEP_DAYS, 3},
    {SCREEN_WHEN, WHEN_STEP_PARTS, 2},
    {SCREEN_TALK, TALK_STEP_LANGUAGE, 1}, {SCREEN_REVIEW, 0, 0},
};
#define PLACES (sizeof journey / sizeof journey[0])

static void on_and_back_again_meets_the_same_questions_and_keeps_every_answer(void **state)
{
    (void)state;
    struct visitor v;
    visitor_arrive(&v);
    for (size_t i = 0; i < PLACES; i++) {
        visitor_answer(&v);
        visitor_is_at(&v, journey[i].screen, journey[i].step);
        assert_int_equal(model_questions_left(&v.model), journey[i].left);
    }
    struct form filled = v.model.form;
    for (size_t i = PLACES - 1; i-- > 0;) {
        visitor_press(&v, MSG_BACK, 0);
        visitor_is_at(&v, journey[i].screen, journey[i].step);
        assert_memory_equal(&v.model.form, &filled, sizeof filled);
    }
    assert_int_equal(v.model.history_count, 0);
}

static void someone_else_brings_two_more_questions_and_an_interpreter_one(void **state)
{
    (void)state;
    struct visitor v;
    visitor_at(&v, SCREEN_FOR_WHOM, 0);
    visitor_press(&v, MSG_FOR_WHOM, FOR_SOMEONE_ELSE);
    assert_int_equal(model_questions_left(&v.model), 12);
    visitor_press(&v, MSG_NEXT, 0);
    visitor_is_at(&v, SCREEN_FOR_WHOM, FOR_WHOM_STEP_RELATION);
    visitor_press(&v, MSG_RELATION, RELATION_CHILD);
    visitor_press(&v, MSG_NEXT, 0);
    visitor_is_at(&v, SCREEN_FOR_WHOM, FOR_WHOM_STEP_KNOWS);
    visitor_press(&v, MSG_OTHER_KNOWS, ANSWER_YES);
    visitor_press(&v, MSG_NEXT, 0);
    visitor_is_at(&v, SCREEN_WLZ, 0);
    visitor_walk_to(&v, SCREEN_TALK, TALK_STEP_LANGUAGE);
    /* the language of the screen is the first thought */
    assert_int_equal(v.model.form.talk_language, NL);
    visitor_press(&v, MSG_TALK_LANGUAGE, SO);
    assert_int_equal(model_questions_left(&v.model), 2);
    visitor_press(&v, MSG_NEXT, 0);
    visitor_is_at(&v, SCREEN_TALK, TALK_STEP_INTERPRETER);
    assert_int_equal(model_questions_left(&v.model), 1);
}

static void who_reads_another_language_is_thought_to_talk_it(void **state)
{
    (void)state;
    struct visitor v;
    visitor_arrive(&v);
    visitor_press(&v, MSG_START, AR);
    visitor_walk_to(&v, SCREEN_TALK, TALK_STEP_LANGUAGE);
    assert_int_equal(v.model.form.talk_language, AR);
    visitor_press(&v, MSG_SKIP, 0);
    assert_int_equal(v.model.form.talk_language, -1);
    visitor_is_at(&v, SCREEN_REVIEW, 0);
}

struct slip {
    enum screen screen;
    int step;
    enum message_kind kind;
    int32_t value;
    const char *key;
    enum mistake mistake;
};

static const struct slip slips[] = {
    {SCREEN_FOR_WHOM, FOR_WHOM_STEP_WHO, MSG_NONE, 0, NULL, MISTAKE_CHOOSE_ONE},
    {SCREEN_FOR_WHOM, FOR_WHOM_STEP_WHO, MSG_FOR_WHOM, FOR_WHOM_NONE, NULL, MISTAKE_CHOOSE_ONE},
    {SCREEN_WLZ, 0, MSG_NONE, 0, NULL, MISTAKE_CHOOSE_ONE},
    {SCREEN_PROVIDERS, 0, MSG_NONE, 0, NULL, MISTAKE_CHOOSE_ONE},
    {SCREEN_CHANNEL, 0, MSG_NONE, 0, NULL, MISTAKE_CHOOSE_ONE},
    {SCREEN_CHANNEL, 0, MSG_CHANNEL, CHANNEL_COUNT, NULL, MISTAKE_CHOOSE_ONE},
    {SCREEN_NAME, 0, MSG_NONE, 0, NULL, MISTAKE_NAME_EMPTY},
    {SCREEN_NAME, 0, MSG_TYPE, 0, "jan2", MISTAKE_NAME_SIGNS},
    {SCREEN_PHONE, PHONE_STEP_NUMBER, MSG_NONE, 0, NULL, MISTAKE_PHONE_EMPTY},
    {SCREEN_PHONE, PHONE_STEP_NUMBER, MSG_TYPE, 0, "061234567", MISTAKE_PHONE_SHORT},
    {SCREEN_PHONE, PHONE_STEP_NUMBER, MSG_TYPE, 0, "06123456789", MISTAKE_PHONE_LONG},
    {SCREEN_PHONE, PHONE_STEP_NUMBER, MSG_TYPE, 0, "234567", MISTAKE_PHONE_START},
    {SCREEN_PHONE, PHONE_STEP_NUMBER, MSG_TYPE, 0, "09001234", MISTAKE_PHONE_SERVICE},
    {SCREEN_PHONE, PHONE_STEP_NUMBER, MSG_TYPE, 0, "+99912345678", MISTAKE_PHONE_COUNTRY},
    {SCREEN_PHONE, PHONE_STEP_VOICEMAIL, MSG_NONE, 0, NULL, MISTAKE_CHOOSE_ONE},
    {SCREEN_PHONE, PHONE_STEP_VOICEMAIL, MSG_VOICEMAIL, ANSWER_UNSURE, NULL,
     MISTAKE_CHOOSE_ONE},
};

static void every_slip_keeps_the_visitor_there_and_is_said(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof slips / sizeof slips[0]; i++) {
        const struct slip *slip = &slips[i];
        struct visitor v;
        visitor_at(&v, slip->screen, slip->step);
        if (slip->kind == MSG_TYPE) visitor_type(&v, slip->key);
        else if (slip->kind != MSG_NONE) visitor_press(&v, slip->kind, slip->value);
        visitor_press(&v, MSG_NEXT, 0);
        visitor_is_at(&v, slip->screen, slip->step);
        if (v.model.mistake != slip->mistake)
            fail_msg("row %zu: mistake %d", i, (int)v.model.mistake);
        assert_true(effects_has(&v.fx, EFFECT_SPEAK_FOCUS));
    }
}

static void without_a_phone_number_the_visitor_stays_and_hears_why(void **state)
{
    (void)state;
    struct visitor v;
    visitor_at(&v, SCREEN_PHONE, PHONE_STEP_NUMBER);
    visitor_press(&v, MSG_NEXT, 0);
    assert_string_equal(v.model.focus, field_node(FIELD_PHONE));
    assert_true(effects_has(&v.fx, EFFECT_SPEAK_FOCUS));
    visitor_type(&v, "0");
    assert_int_equal(v.model.mistake, MISTAKE_NONE);   /* who mends is not scolded on */
}

static void explain_has_seven_pages_and_leads_to_the_questions(void **state)
{
    (void)state;
    struct visitor v;
    assert_true(EXPLAIN_STEPS >= 7);
    visitor_at(&v, SCREEN_HOME, 0);
    visitor_press(&v, MSG_OPEN, SCREEN_EXPLAIN);
    for (int i = 0; i < EXPLAIN_STEPS; i++) {
        visitor_is_at(&v, SCREEN_EXPLAIN, i);
        visitor_press(&v, MSG_NEXT, 0);
    }
    visitor_is_at(&v, SCREEN_TOPICS, 0);
    for (int i = EXPLAIN_STEPS; i-- > 0;) {
        visitor_press(&v, MSG_BACK, 0);
        visitor_is_at(&v, SCREEN_EXPLAIN, i);
    }
    visitor_press(&v, MSG_SKIP, 0);
    visitor_is_at(&v, SCREEN_TOPICS, 0);
}

static void i_do_not_know_stands_alone_among_the_topics(void **state)
{
    (void)state;
    struct visitor v;
    visitor_at(&v, SCREEN_TOPICS, 0);
    visitor_press(&v, MSG_TOPIC, TOPIC_LIVING);
    visitor_press(&v, MSG_TOPIC, TOPIC_PGB);
    assert_int_equal(v.model.form.topics, 1 << TOPIC_LIVING | 1 << TOPIC_PGB);
    visitor_press(&v, MSG_TOPIC, TOPIC_UNSURE);
    assert_int_equal(v.model.form.topics, 1 << TOPIC_UNSURE);
    visitor_press(&v, MSG_TOPIC, TOPIC_INCOME);
    assert_int_equal(v.model.form.topics, 1 << TOPIC_INCOME);
    visitor_press(&v, MSG_TOPIC, TOPIC_INCOME);
    assert_int_equal(v.model.form.topics, 0);
    visitor_press(&v, MSG_TOPIC, SAMPLE_TOPICS);
    visitor_press(&v, MSG_TOPIC, -1);
    assert_int_equal(v.model.form.topics, 0);
    visitor_press(&v, MSG_TOPIC, TOPIC_LIVING);
    visitor_press(&v, MSG_SKIP, 0);
    assert_int_equal(v.model.form.topics, 0);
    visitor_is_at(&v, SCREEN_FOR_WHOM, 0);
}

static void no_day_chosen_is_any_day_and_needs_no_answer(void **state)
{
    (void)state;
    struct visitor v;
    visitor_at(&v, SCREEN_WHEN, WHEN_STEP_DAYS);
    visitor_press(&v, MSG_DAY, DAY_TUESDAY);
    visitor_press(&v, MSG_DAY, DAY_SUNDAY);
    visitor_press(&v, MSG_DAY, DAY_COUNT);
    assert_int_equal(v.model.form.days, 1 << DAY_TUESDAY | 1 << DAY_SUNDAY);
    visitor_press(&v, MSG_DAY, DAY_SUNDAY);
    assert_int_equal(v.model.form.days, 1 << DAY_TUESDAY);
    visitor_press(&v, MSG_ANY_TIME, 0);
    assert_int_equal(v.model.form.days, 0);
    visitor_press(&v, MSG_NEXT, 0);
    visitor_press(&v, MSG_DAY_PART, DAY_PART_EVENING);
    visitor_press(&v, MSG_DAY_PART, DAY_PART_COUNT);
    assert_int_equal(v.model.form.day_parts, 1 << DAY_PART_EVENING);
    visitor_press(&v, MSG_SKIP, 0);
    assert_int_equal(v.model.form.day_parts, 0);
    visitor_is_at(&v, SCREEN_TALK, 0);
}

static void every_answer_can_be_changed_from_the_review(void **state)
{
    (void)state;
    for (unsigned f = FIELD_NONE + 1; f < FIELD_COUNT; f++) {
        struct visitor v;
        visitor_at(&v, SCREEN_REVIEW, 0);
        int history = v.model.history_count;
        visitor_press(&v, MSG_CHANGE, (int32_t)field_screen((enum field)f));
        if (f == FIELD_EMAIL) {   /* not part of this visit */
            visitor_is_at(&v, SCREEN_REVIEW, 0);
            continue;
        }
        visitor_is_at(&v, field_screen((enum field)f), 0);
        assert_int_equal(model_questions_left(&v.model), 0);
        for (int i = 0; i < 3 && v.model.screen != SCREEN_REVIEW; i++) visitor_answer(&v);
        visitor_is_at(&v, SCREEN_REVIEW, 0);
        assert_false(v.model.returns_to_review);
        assert_int_equal(v.model.history_count, history);
        visitor_press(&v, MSG_BACK, 0);
        visitor_is_at(&v, SCREEN_TALK, 0);
    }
}

static void back_from_a_change_brings_the_old_answer_back(void **state)
{
    (void)state;
    struct visitor v;
    visitor_at(&v, SCREEN_REVIEW, 0);
    struct form before = v.model.form;
    visitor_press(&v, MSG_CHANGE, SCREEN_PHONE);
    visitor_press(&v, MSG_ERASE_ALL, 0);
    visitor_write(&v, "02");
    visitor_press(&v, MSG_BACK, 0);
    visitor_is_at(&v, SCREEN_REVIEW, 0);
    assert_memory_equal(&v.model.form, &before, sizeof before);

    visitor_press(&v, MSG_CHANGE, SCREEN_WLZ);
    visitor_press(&v, MSG_WLZ, ANSWER_YES);
    visitor_press(&v, MSG_NEXT, 0);
    visitor_is_at(&v, SCREEN_PROVIDERS, 0);
    visitor_press(&v, MSG_BACK, 0);
    visitor_is_at(&v, SCREEN_WLZ, 0);
    visitor_press(&v, MSG_BACK, 0);
    assert_memory_equal(&v.model.form, &before, sizeof before);
    assert_int_equal(v.model.before_change.name.size_bytes, 0);   /* no copy stays behind */
}

static void a_change_asks_what_it_makes_necessary_and_no_more(void **state)
{
    (void)state;
    struct visitor v;
    visitor_at(&v, SCREEN_REVIEW, 0);
    visitor_press(&v, MSG_CHANGE, SCREEN_CHANNEL);
    visitor_press(&v, MSG_CHANNEL, CHANNEL_EMAIL);
    visitor_press(&v, MSG_NEXT, 0);
    visitor_is_at(&v, SCREEN_EMAIL, 0);
    visitor_type(&v, "jan@b.nl");
    visitor_press(&v, MSG_NEXT, 0);
    visitor_is_at(&v, SCREEN_REVIEW, 0);

    visitor_press(&v, MSG_CHANGE, SCREEN_WLZ);
    visitor_press(&v, MSG_WLZ, ANSWER_YES);
    visitor_press(&v, MSG_NEXT, 0);
    visitor_is_at(&v, SCREEN_PROVIDERS, 0);
    visitor_press(&v, MSG_CHOOSE_PROVIDER, ZORGKANTOOR);
    visitor_is_at(&v, SCREEN_REVIEW, 0);   /* it offers e-mail too */

    visitor_press(&v, MSG_CHANGE, SCREEN_FOR_WHOM);
    visitor_press(&v, MSG_FOR_WHOM, FOR_SOMEONE_ELSE);
    visitor_press(&v, MSG_NEXT, 0);
    visitor_is_at(&v, SCREEN_FOR_WHOM, FOR_WHOM_STEP_RELATION);
}

static void a_late_or_doubled_press_does_nothing_on_the_screen_after(void **state)
{
    (void)state;
    struct visitor v;
    for (unsigned kind = MSG_START; kind <= MSG_CLOSE; kind++) {
        visitor_at(&v, SCREEN_NAME, 0);
        struct model before = v.model;
        if (flow_takes(&v.model, (enum message_kind)kind, 1)) continue;
        visitor_press(&v, (enum message_kind)kind, 1);
        v.model.last_action_ms = before.last_action_ms;
        if (memcmp(&before, &v.model, sizeof before) != 0)
            fail_msg("message %u did something", kind);
    }
}

static void more_turns_the_page_and_back_turns_it_back_first(void **state)
{
    (void)state;
    struct visitor v;
    visitor_at(&v, SCREEN_PROVIDERS, 0);
    visitor_press(&v, MSG_MORE, 0);
    visitor_press(&v, MSG_MORE, 0);
    assert_int_equal(v.model.page, 2);
    visitor_press(&v, MSG_SHOW_PROVIDER, MEE);
    assert_int_equal(v.model.page, 0);
    visitor_press(&v, MSG_BACK, 0);
    visitor_is_at(&v, SCREEN_PROVIDERS, 0);
    assert_int_equal(v.model.page, 2);   /* where the visitor was */
    visitor_press(&v, MSG_BACK, 0);
    visitor_press(&v, MSG_MORE, MORE_BEFORE);
    visitor_press(&v, MSG_MORE, MORE_BEFORE);
    assert_int_equal(v.model.page, 0);
    visitor_press(&v, MSG_MORE, 0);
    visitor_press(&v, MSG_MORE, MORE_FIRST);
    assert_int_equal(v.model.page, 0);
    visitor_press(&v, MSG_MORE, MORE_NEXT);
    visitor_press(&v, MSG_TEXT_SIZE, 4);   /* other pages now */
    assert_int_equal(v.model.page, 0);
    visitor_press(&v, MSG_BACK, 0);
    visitor_is_at(&v, SCREEN_WLZ, 0);
}

static void an_overlay_leaves_the_screen_below_as_it_was(void **state)
{
    (void)state;
    static const struct {
        enum message_kind open;
        int32_t value;
        enum message_kind close;
    } rows[] = {
        {MSG_OPEN, SCREEN_LETTERS, MSG_CLOSE}, {MSG_OPEN, SCREEN_LETTERS, MSG_BACK},
        {MSG_OPEN, SCREEN_LETTERS, MSG_OPEN}, {MSG_OPEN, SCREEN_LANGUAGES, MSG_NEXT},
        {MSG_STOP, 0, MSG_STOP_NO}, {MSG_STOP, 0, MSG_BACK},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct visitor v;
        visitor_at(&v, SCREEN_PROVIDERS, 0);
        visitor_press(&v, MSG_MORE, 0);
        visitor_press(&v, rows[i].open, rows[i].value);
        assert_true(v.model.overlay != SCREEN_COUNT);
        assert_int_equal(v.model.page, 0);
        visitor_press(&v, MSG_MORE, 0);
        visitor_press(&v, MSG_CHOOSE_PROVIDER, MEE);   /* lies below, cannot be pressed */
        visitor_press(&v, MSG_MORE, MORE_BEFORE);
        visitor_press(&v, rows[i].close, rows[i].value);
        assert_int_equal(v.model.overlay, SCREEN_COUNT);
        visitor_is_at(&v, SCREEN_PROVIDERS, 0);
        assert_int_equal(v.model.page, 1);
    }
}

static void back_before_the_first_screen_asks_only_who_has_something_to_lose(void **state)
{
    (void)state;
    struct visitor v;
    visitor_at(&v, SCREEN_HOME, 0);
    visitor_press(&v, MSG_BACK, 0);
    visitor_is_at(&v, SCREEN_REST, 0);
    assert_int_equal(v.wipes, 1);
    visitor_at(&v, SCREEN_WLZ, 0);
    for (int i = 0; i < 3; i++) visitor_press(&v, MSG_BACK, 0);
    visitor_is_at(&v, SCREEN_HOME, 0);
    visitor_press(&v, MSG_BACK, 0);
    assert_int_equal(v.model.overlay, SCREEN_STOP);
    assert_int_equal(v.wipes, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(on_and_back_again_meets_the_same_questions_and_keeps_every_answer),
        cmocka_unit_test(someone_else_brings_two_more_questions_and_an_interpreter_one),
        cmocka_unit_test(who_reads_another_language_is_thought_to_talk_it),
        cmocka_unit_test(every_slip_keeps_the_visitor_there_and_is_said),
        cmocka_unit_test(without_a_phone_number_the_visitor_stays_and_hears_why),
        cmocka_unit_test(explain_has_seven_pages_and_leads_to_the_questions),
        cmocka_unit_test(i_do_not_know_stands_alone_among_the_topics),
        cmocka_unit_test(no_day_chosen_is_any_day_and_needs_no_answer),
        cmocka_unit_test(every_answer_can_be_changed_from_the_review),
        cmocka_unit_test(back_from_a_change_brings_the_old_answer_back),
        cmocka_unit_test(a_change_asks_what_it_makes_necessary_and_no_more),
        cmocka_unit_test(a_late_or_doubled_press_does_nothing_on_the_screen_after),
        cmocka_unit_test(more_turns_the_page_and_back_turns_it_back_first),
        cmocka_unit_test(an_overlay_leaves_the_screen_below_as_it_was),
        cmocka_unit_test(back_before_the_first_screen_asks_only_who_has_something_to_lose),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
