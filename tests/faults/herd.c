/* SPDX-License-Identifier: EUPL-1.2 */
/* Row 41: a thousand couriers find their provider back after a day. The real schedule and
 * policy, in virtual time: an attempt while the provider is away fails at once, one after that
 * takes a fifth of a second. Printed: attempts a second while it is away, the busiest second
 * after it is back, and when the last request had arrived. Each number is of several herds, so
 * that it is not the luck of one. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

#include <sodium.h>
#include <stdio.h>
#include <string.h>

#include "delivery/schedule.h"

#define COURIERS 1000
#define DAY_MS (24 * 3600 * 1000ULL)
#define WATCHED_S (48 * 3600)
#define HERDS 5
#define EDGE_MS (2 * 3600 * 1000ULL)   /* of an outage, what is lived through at each end */
#define ATTEMPT_MS 200

static struct schedule courier;
static int arrived[WATCHED_S];        /* in each second after the provider is back */
static uint64_t away_ms;
static bool all_start_anew;           /* a power cut ends for all in the same second */
static uint8_t seed[randombytes_SEEDBYTES];

/* The same numbers in every run, as good as the system's. */
static uint64_t some_number(void)
{
    static uint64_t drawn;
    uint64_t number = 0;
    memcpy(seed, &drawn, sizeof drawn);
    drawn++;
    randombytes_buf_deterministic(&number, sizeof number, seed);
    return number;
}

static struct verdict verdict_while_away(enum outcome outcome)
{
    enum reason reason =
        outcome == OUTCOME_NEEDS_OPERATOR ? REASON_CERTIFICATE : REASON_NO_CONNECTION;
    return (struct verdict){.outcome = outcome, .reason = reason};
}

static void fill(struct schedule *schedule, int waiting_count)
{
    schedule_finish(schedule);
    for (int i = 0; i < waiting_count; i++) {
        struct waiting waiting = {.made_s = 1 + i, .route = 0};
        waiting.id.bytes[0] = (uint8_t)(i + 1);
        assert_int_equal(schedule_add(schedule, &waiting), ERR_NONE);
    }
}

/* When a courier begins: with the outage, or at the end of it, and finds what it had left. */
static uint64_t begin(struct schedule *schedule, int waiting_count)
{
    fill(schedule, waiting_count);
    if (!all_start_anew) return 0;
    breaker_resume(&schedule->breakers[0], away_ms, away_ms, some_number());
    return schedule_next_ms(schedule, away_ms);
}

/* One attempt of one courier; when it will make the next. */
static uint64_t attempt(struct schedule *schedule, uint64_t now_ms, enum outcome while_away)
{
    int place = schedule_next(schedule, now_ms, false);
    if (place < 0) return schedule_next_ms(schedule, now_ms);
    schedule_begin(schedule, place);
    struct verdict verdict = verdict_while_away(while_away);
    if (now_ms >= away_ms) {
        verdict = (struct verdict){.outcome = OUTCOME_DELIVERED, .reason = REASON_RECEIPT};
        if ((now_ms - away_ms) / 1000 < WATCHED_S) arrived[(now_ms - away_ms) / 1000]++;
        now_ms += ATTEMPT_MS;
    }
    (void)schedule_end(schedule, place, &verdict, now_ms, some_number());
    if (verdict.outcome == OUTCOME_DELIVERED) schedule_drop(schedule, place);
    return schedule_next_ms(schedule, now_ms);
}

struct herd { int busiest, drained_s; double probes_a_second; long left; };

static void run_herd(int waiting_count, enum outcome while_away, struct herd *worst)
{
    long probes = 0;
    memset(arrived, 0, sizeof arrived);
    for (int i = 0; i < COURIERS; i++) {
        uint64_t next_ms = begin(&courier, waiting_count);
        while (next_ms < away_ms + WATCHED_S * 1000ULL && courier.count > 0) {
            /* In the middle every hour is like the one before. */
            if (next_ms >= EDGE_MS && next_ms < away_ms - EDGE_MS)
                next_ms += away_ms - 2 * EDGE_MS;
            if (next_ms < away_ms) probes++;
            next_ms = attempt(&courier, next_ms, while_away);
        }
        worst->left += courier.count;
        schedule_finish(&courier);
    }
    for (int s = 0; s < WATCHED_S; s++) {
        if (arrived[s] > worst->busiest) worst->busiest = arrived[s];
        if (arrived[s] > 0 && s > worst->drained_s) worst->drained_s = s;
    }
    worst->probes_a_second = (double)probes / (2.0 * EDGE_MS / 1000);
}

static struct herd run_herds(int waiting_count, uint64_t hours, enum outcome while_away)
{
    struct herd worst = {0};
    away_ms = hours * 3600 * 1000;
    for (int i = 0; i < HERDS; i++) run_herd(waiting_count, while_away, &worst);
    printf("%d couriers, %d waiting each, away for %d h (%s%s): %.1f attempts a second while "
           "away; busiest second of %d herds %d (%.1f %% of the fleet); all arrived after "
           "%d min\n",
           COURIERS, waiting_count, (int)hours, outcome_name(while_away),
           all_start_anew ? ", then all start in one second" : "", worst.probes_a_second,
           HERDS, worst.busiest, 100.0 * worst.busiest / COURIERS, worst.drained_s / 60 + 1);
    assert_int_equal(worst.left, 0);
    assert_true(worst.busiest <= COURIERS / 100);
    return worst;
}

static void a_thousand_couriers_do_not_knock_over_a_provider_that_is_back(void **state)
{
    (void)state;
    struct herd one = run_herds(1, 24, OUTCOME_NOT_SENT);
    assert_true(one.drained_s <= 20 * 60);
    assert_true(one.probes_a_second <= COURIERS / 100);
}

static void a_longer_queue_takes_longer_not_harder(void **state)
{
    (void)state;
    assert_true(run_herds(5, 24, OUTCOME_NOT_SENT).drained_s <= 90 * 60);
    assert_true(run_herds(20, 5 * 24, OUTCOME_NOT_SENT).drained_s <= 8 * 3600);
}

static void what_an_operator_must_mend_is_asked_once_an_hour(void **state)
{
    (void)state;
    struct herd hourly = run_herds(1, 24, OUTCOME_NEEDS_OPERATOR);
    assert_true(hourly.drained_s <= 80 * 60);
    assert_true(hourly.probes_a_second < 0.4);
    (void)run_herds(5, 24, OUTCOME_NEEDS_OPERATOR);
}

static void after_a_power_cut_they_do_not_all_come_at_once(void **state)
{
    (void)state;
    all_start_anew = true;
    assert_true(run_herds(1, 24, OUTCOME_NOT_SENT).drained_s <= 20 * 60);
    assert_true(run_herds(5, 24, OUTCOME_NOT_SENT).drained_s <= 90 * 60);
    all_start_anew = false;
}

int main(void)
{
    if (sodium_init() < 0) return 1;
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_thousand_couriers_do_not_knock_over_a_provider_that_is_back),
        cmocka_unit_test(a_longer_queue_takes_longer_not_harder),
        cmocka_unit_test(what_an_operator_must_mend_is_asked_once_an_hour),
        cmocka_unit_test(after_a_power_cut_they_do_not_all_come_at_once),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
