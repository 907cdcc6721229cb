/* SPDX-License-Identifier: EUPL-1.2 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

#include <sodium.h>

#include "delivery/schedule.h"

static struct schedule schedule;

static int start_empty(void **state)
{
    (void)state;
    schedule = (struct schedule){0};
    return 0;
}

static int finish(void **state)
{
    (void)state;
    schedule_finish(&schedule);
    return 0;
}

static struct id added(int route, int64_t made_s)
{
    struct waiting waiting = {.id = id_new(), .made_s = made_s, .route = (int16_t)route};
    assert_int_equal(schedule_add(&schedule, &waiting), ERR_NONE);
    return waiting.id;
}

static struct id next_id(uint64_t now_ms)
{
    int place = schedule_next(&schedule, now_ms, false);
    assert_true(place >= 0);
    return schedule.all[place].id;
}

static void end_with(struct id id, enum outcome outcome, uint64_t now_ms)
{
    struct verdict verdict = {.outcome = outcome};
    schedule_end(&schedule, schedule_find(&schedule, id), &verdict, now_ms, 3000);
}

static void the_oldest_goes_first_and_one_provider_has_one_attempt_at_a_time(void **state)
{
    (void)state;
    struct id young = added(0, 200), old = added(0, 100);
    assert_true(id_is_same(next_id(0), old));
    schedule_begin(&schedule, schedule_find(&schedule, old));
    assert_int_equal(schedule_next(&schedule, 0, false), -1);
    assert_int_equal(schedule_next(&schedule, 0, true), -1);      /* not even in a hurry */
    assert_int_equal(schedule_next_ms(&schedule, 0), SCHEDULE_NEVER);
    end_with(old, OUTCOME_DELIVERED, 0);
    schedule_drop(&schedule, schedule_find(&schedule, old));
    assert_true(id_is_same(next_id(0), young));
}

static void a_provider_that_is_down_does_not_hold_up_another(void **state)
{
    (void)state;
    struct id first = added(0, 100), second = added(1, 200);
    schedule_begin(&schedule, schedule_find(&schedule, first));
    end_with(first, OUTCOME_NOT_SENT, 1000);
    assert_true(id_is_same(next_id(1000), second));
    schedule_begin(&schedule, schedule_find(&schedule, second));
    end_with(second, OUTCOME_DELIVERED, 1000);
    schedule_drop(&schedule, schedule_find(&schedule, second));
    assert_int_equal(schedule_next(&schedule, 1000, false), -1);
    assert_int_equal(schedule_next_ms(&schedule, 1000),
                     4000); /* the jitter of 3 s, and not a wake-up before */
    assert_true(id_is_same(next_id(4000), first));
    assert_true(schedule_next(&schedule, 1000, true) >= 0);       /* --once does not wait */
}

static void a_request_that_cannot_be_digested_steps_behind_the_others(void **state)
{
    (void)state;
    struct id stuck = added(0, 100), fresh = added(0, 200);
    schedule_begin(&schedule, schedule_find(&schedule, stuck));
    end_with(stuck, OUTCOME_AMBIGUOUS, 0);
    assert_true(id_is_same(next_id(100000), fresh));
}

static void at_most_four_attempts_fly_at_once(void **state)
{
    (void)state;
    for (int route = 0; route < 6; route++) added(route, 100);
    for (int i = 0; i < SCHEDULE_FLIGHTS_MOST; i++)
        schedule_begin(&schedule, schedule_next(&schedule, 0, false));
    assert_int_equal(schedule_next(&schedule, 0, false), -1);
    assert_int_equal(schedule_next_ms(&schedule, 0), SCHEDULE_NEVER);
}

static void an_empty_or_unread_schedule_never_wakes_anybody(void **state)
{
    (void)state;
    assert_int_equal(schedule_next_ms(&schedule, 5), SCHEDULE_NEVER);
    assert_true(schedule_oldest_ms(&schedule) == SCHEDULE_NEVER);
    struct id unread = added(SCHEDULE_UNREAD, 50);
    assert_int_equal(schedule_next_ms(&schedule, 5), SCHEDULE_NEVER);
    assert_int_equal(schedule_next(&schedule, 5, true), -1);
    assert_int_equal(schedule_next_unread(&schedule), 0);
    schedule_read(&schedule, schedule_find(&schedule, unread), 2, 40);
    assert_int_equal(schedule_next_unread(&schedule), -1);
    assert_int_equal(schedule_next_ms(&schedule, 5), 5);
    assert_int_equal(schedule_oldest_ms(&schedule), 0);
}

static void what_a_provider_has_is_not_sent_again_even_if_the_disk_forgot(void **state)
{
    (void)state;
    struct id id = added(0, 100);
    schedule.all[schedule_find(&schedule, id)].is_over = true;
    assert_int_equal(schedule_next(&schedule, 0, true), -1);
    assert_int_equal(schedule_next_ms(&schedule, 0), SCHEDULE_NEVER);
}

static void dropping_keeps_the_others_and_lets_a_drained_provider_rest(void **state)
{
    (void)state;
    struct id a = added(0, 1), b = added(0, 2), c = added(SCHEDULE_UNREAD, 3);
    schedule.breakers[0] =
        (struct breaker){.pace_ms = 5000, .back_ms = 1, .not_before_ms = 9000};
    schedule_drop(&schedule, schedule_find(&schedule, a));
    assert_int_equal(schedule_find(&schedule, a), -1);
    assert_int_equal(schedule_next(&schedule, 0, false), -1);     /* b still keeps the pace */
    schedule_drop(&schedule, schedule_find(&schedule, b));
    assert_int_equal(schedule.breakers[0].pace_ms, 0);
    assert_int_equal(schedule_find(&schedule, c), 0);
    assert_int_equal(schedule.unread, 1);
    schedule_drop(&schedule, 0);
    assert_int_equal(schedule.unread, 0);
    struct id next = added(0, 4);
    assert_true(id_is_same(next_id(0), next));
}

static void a_thousand_requests_keep_their_order(void **state)
{
    (void)state;
    for (int i = 0; i < 1000; i++) added(0, 1 + (i * 7919) % 1000);
    for (int i = 0; i < 1000; i++) {
        int place = schedule_next(&schedule, 0, false);
        assert_int_equal(schedule.all[place].made_s, 1 + i);
        schedule_begin(&schedule, place);
        struct verdict delivered = {.outcome = OUTCOME_DELIVERED};
        schedule_end(&schedule, place, &delivered, 0, 0);
        schedule_drop(&schedule, place);
    }
}

#define PROMISE(name) cmocka_unit_test_setup_teardown(name, start_empty, finish)

int main(void)
{
    if (sodium_init() < 0) return 1;
    const struct CMUnitTest tests[] = {
        PROMISE(the_oldest_goes_first_and_one_provider_has_one_attempt_at_a_time),
        PROMISE(a_provider_that_is_down_does_not_hold_up_another),
        PROMISE(a_request_that_cannot_be_digested_steps_behind_the_others),
        PROMISE(at_most_four_attempts_fly_at_once),
        PROMISE(an_empty_or_unread_schedule_never_wakes_anybody),
        PROMISE(what_a_provider_has_is_not_sent_again_even_if_the_disk_forgot),
        PROMISE(dropping_keeps_the_others_and_lets_a_drained_provider_rest),
        PROMISE(a_thousand_requests_keep_their_order),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
