/* SPDX-License-Identifier: EUPL-1.2 */
/* providers.c - the visitor chooses: who can be chosen, and how they can be reached. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

#include "model/visitor.h"

static void only_channels_that_the_provider_offers_can_be_chosen(void **state)
{
    (void)state;
    struct visitor v;
    visitor_at(&v, SCREEN_PROVIDERS, 0);
    visitor_press(&v, MSG_CHOOSE_PROVIDER, STICHTING);
    visitor_press(&v, MSG_CHANNEL, CHANNEL_HOME);
    assert_int_equal(v.model.form.channel, -1);
    visitor_press(&v, MSG_CHANNEL, CHANNEL_EMAIL);
    assert_int_equal(v.model.form.channel, CHANNEL_EMAIL);
    visitor_press(&v, MSG_BACK, 0);
    visitor_press(&v, MSG_CHOOSE_PROVIDER, RAADSLIEDEN);   /* only at the office */
    assert_int_equal(v.model.form.channel, -1);
}

static void mail_asks_an_address_and_everything_else_a_number(void **state)
{
    (void)state;
    for (int channel = 0; channel < CHANNEL_COUNT; channel++) {
        struct visitor v;
        visitor_at(&v, SCREEN_CHANNEL, 0);
        visitor_press(&v, MSG_CHANNEL, channel);
        visitor_press(&v, MSG_NEXT, 0);
        visitor_write(&v, "jan");
        visitor_press(&v, MSG_NEXT, 0);
        visitor_is_at(&v, channel == CHANNEL_EMAIL ? SCREEN_EMAIL : SCREEN_PHONE, 0);
        assert_int_equal(model_asks(&v.model, FIELD_PHONE), channel != CHANNEL_EMAIL);
        assert_int_equal(model_asks(&v.model, FIELD_EMAIL), channel == CHANNEL_EMAIL);
    }
}

static void a_provider_without_endpoint_is_shown_and_nothing_can_be_sent(void **state)
{
    (void)state;
    struct visitor v;
    visitor_at(&v, SCREEN_PROVIDERS, 0);
    visitor_press(&v, MSG_CHOOSE_PROVIDER, OUDEREN);
    visitor_is_at(&v, SCREEN_PROVIDER, 0);
    assert_int_equal(v.model.shown_provider, OUDEREN);
    assert_int_equal(v.model.form.provider, -1);
    visitor_press(&v, MSG_NEXT, 0);
    visitor_press(&v, MSG_CHOOSE_PROVIDER, OUDEREN);
    visitor_is_at(&v, SCREEN_PROVIDER, 0);
    visitor_press(&v, MSG_BACK, 0);
    visitor_is_at(&v, SCREEN_PROVIDERS, 0);
    visitor_press(&v, MSG_SHOW_PROVIDER, OUDEREN);
    visitor_press(&v, MSG_FINISH, 0);
    visitor_is_at(&v, SCREEN_WIPED, 0);
    assert_int_equal(v.submits, 0);
}

static void looking_at_a_provider_chooses_nobody_until_the_visitor_does(void **state)
{
    (void)state;
    struct visitor v;
    visitor_at(&v, SCREEN_PROVIDERS, 0);
    int left = model_questions_left(&v.model);
    visitor_press(&v, MSG_SHOW_PROVIDER, ERVARING);
    visitor_is_at(&v, SCREEN_PROVIDER, 0);
    assert_int_equal(v.model.form.provider, -1);
    assert_int_equal(model_questions_left(&v.model), left);
    visitor_press(&v, MSG_NEXT, 0);
    assert_int_equal(v.model.form.provider, ERVARING);
    visitor_is_at(&v, SCREEN_CHANNEL, 0);
}

static void a_wlz_decision_leads_to_the_zorgkantoor_and_to_nobody_else(void **state)
{
    (void)state;
    static const struct { enum answer answer; int count; } rows[] = {
        {ANSWER_YES, 1}, {ANSWER_NO, SAMPLE_PROVIDERS - 1},
        {ANSWER_UNSURE, SAMPLE_PROVIDERS - 1},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct visitor v;
        int places[PROVIDERS_MOST];
        visitor_at(&v, SCREEN_WLZ, 0);
        visitor_press(&v, MSG_WLZ, (int32_t)rows[i].answer);
        visitor_press(&v, MSG_NEXT, 0);
        visitor_is_at(&v, SCREEN_PROVIDERS, 0);   /* one is still a choice */
        assert_int_equal(model_providers(&v.model, places), rows[i].count);
        if (rows[i].answer == ANSWER_YES) assert_int_equal(places[0], ZORGKANTOOR);
        int other = rows[i].answer == ANSWER_YES ? MEE : ZORGKANTOOR;
        visitor_press(&v, MSG_CHOOSE_PROVIDER, other);
        /* a late press on a provider of the other route */
        assert_int_equal(v.model.form.provider, -1);
    }
}

static void another_answer_about_the_wlz_lets_go_of_a_provider_of_the_old_route(void **state)
{
    (void)state;
    struct visitor v;
    visitor_at(&v, SCREEN_CHANNEL, 0);
    visitor_press(&v, MSG_BACK, 0);
    visitor_press(&v, MSG_BACK, 0);
    visitor_press(&v, MSG_WLZ, ANSWER_UNSURE);
    assert_int_equal(v.model.form.provider, MEE);
    visitor_press(&v, MSG_WLZ, ANSWER_YES);
    assert_int_equal(v.model.form.provider, -1);
}

static void filters_remove_only_what_was_asked_and_say_how_many_remain(void **state)
{
    (void)state;
    struct visitor v;
    int all[PROVIDERS_MOST], some[PROVIDERS_MOST];
    visitor_at(&v, SCREEN_PROVIDERS, 0);
    int count = model_providers(&v.model, all);
    assert_int_equal(count, model_providers_with(&v.model, -1));
    for (int filter = PROVIDER_PROFESSIONAL; filter <= PROVIDER_VOLUNTEER; filter++) {
        int from = 0;
        visitor_press(&v, MSG_FILTER, filter);
        int left = model_providers(&v.model, some);
        assert_int_equal(left, model_providers_with(&v.model, filter));
        for (int i = 0; i < count; i++)   /* those of that kind, in the same order */
            if (v.model.content->providers.all[all[i]].kind == (enum provider_kind)filter)
                assert_int_equal(some[from++], all[i]);
        assert_int_equal(from, left);
    }
    visitor_press(&v, MSG_FILTER, 7);
    assert_int_equal(v.model.filter, PROVIDER_VOLUNTEER);
    visitor_press(&v, MSG_FILTER, -1);
    assert_int_equal(model_providers(&v.model, some), count);
}

static void who_wants_another_supporter_is_not_asked_why(void **state)
{
    (void)state;
    struct visitor v;
    int places[PROVIDERS_MOST];
    visitor_at(&v, SCREEN_HOME, 0);
    visitor_press(&v, MSG_OPEN, SCREEN_SWITCH);
    visitor_press(&v, MSG_NEXT, 0);
    visitor_is_at(&v, SCREEN_PROVIDERS, 0);
    /* both routes: nothing was asked */
    assert_int_equal(model_providers(&v.model, places), SAMPLE_PROVIDERS);
    visitor_press(&v, MSG_CHOOSE_PROVIDER, ZORGKANTOOR);
    visitor_is_at(&v, SCREEN_FOR_WHOM, FOR_WHOM_STEP_WHO);
    visitor_walk_to(&v, SCREEN_REVIEW, 0);
    assert_false(model_asks(&v.model, FIELD_TOPICS));
    assert_false(model_asks(&v.model, FIELD_WLZ));
    assert_true(model_asks(&v.model, FIELD_FOR_WHOM));
    enum mistake mistake;
    assert_int_equal(model_first_problem(&v.model, &mistake), FIELD_NONE);
}

static void back_from_switching_to_the_ordinary_way_asks_everything(void **state)
{
    (void)state;
    struct visitor v;
    visitor_at(&v, SCREEN_HOME, 0);
    visitor_press(&v, MSG_OPEN, SCREEN_SWITCH);
    visitor_press(&v, MSG_NEXT, 0);
    visitor_press(&v, MSG_BACK, 0);
    visitor_press(&v, MSG_BACK, 0);
    visitor_press(&v, MSG_OPEN, SCREEN_TOPICS);
    assert_false(v.model.is_switching);
    assert_true(model_asks(&v.model, FIELD_WLZ));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(only_channels_that_the_provider_offers_can_be_chosen),
        cmocka_unit_test(mail_asks_an_address_and_everything_else_a_number),
        cmocka_unit_test(a_provider_without_endpoint_is_shown_and_nothing_can_be_sent),
        cmocka_unit_test(looking_at_a_provider_chooses_nobody_until_the_visitor_does),
        cmocka_unit_test(a_wlz_decision_leads_to_the_zorgkantoor_and_to_nobody_else),
        cmocka_unit_test(another_answer_about_the_wlz_lets_go_of_a_provider_of_the_old_route),
        cmocka_unit_test(filters_remove_only_what_was_asked_and_say_how_many_remain),
        cmocka_unit_test(who_wants_another_supporter_is_not_asked_why),
        cmocka_unit_test(back_from_switching_to_the_ordinary_way_asks_everything),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
