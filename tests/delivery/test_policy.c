/* SPDX-License-Identifier: EUPL-1.2 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

#include <string.h>

#include "delivery/policy.h"
#include "delivery/retry_after.h"

#define NOON_S 1795348800    /* Sun, 22 Nov 2026 12:00:00 GMT */

static void every_way_an_attempt_can_end_has_its_class(void **state)
{
    (void)state;
    static const struct {
        enum http_end end;
        bool may_be_sent;
        enum outcome outcome;
        const char *why;
    } rows[] = {
        {HTTP_NO_NAME, false, OUTCOME_NOT_SENT, "the name server is down; it will come back"},
        {HTTP_NO_CONNECTION, false, OUTCOME_NOT_SENT, "refused, unreachable, black hole"},
        {HTTP_NO_TLS, false, OUTCOME_NOT_SENT,
         "no handshake: an old or broken server, or plain http"},
        {HTTP_TIMED_OUT, false, OUTCOME_NOT_SENT, "connecting took too long"},
        {HTTP_BAD_CERTIFICATE, false, OUTCOME_NEEDS_OPERATOR,
         "waiting does not mend a certificate"},
        {HTTP_NOT_ALLOWED, false, OUTCOME_NEEDS_OPERATOR, "waiting does not mend an address"},
        {HTTP_OURSELVES, false, OUTCOME_NOT_SENT, "we ran out of memory before sending"},
        {HTTP_TIMED_OUT, true, OUTCOME_AMBIGUOUS, "sent, and then silence"},
        {HTTP_CUT_OFF, true, OUTCOME_AMBIGUOUS, "the cable was pulled in the middle"},
        {HTTP_TOO_LARGE, true, OUTCOME_AMBIGUOUS,
         "an endless head tells nothing about the request"},
        {HTTP_OURSELVES, true, OUTCOME_AMBIGUOUS, "we failed after sending"},
        {HTTP_NOT_ALLOWED, true, OUTCOME_AMBIGUOUS, "what left may have been taken"},
        {HTTP_OUR_CERTIFICATE, true, OUTCOME_NEEDS_OPERATOR,
         "who refuses our certificate takes nothing"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct http_answer answer = {.end = rows[i].end, .may_be_sent = rows[i].may_be_sent};
        struct verdict verdict = policy_of_end(&answer);
        if (verdict.outcome != rows[i].outcome)
            fail_msg("%s: %s", rows[i].why, outcome_name(verdict.outcome));
        assert_true(verdict_is_sound(&verdict));
    }
}

static void every_status_has_its_class(void **state)
{
    (void)state;
    static const struct { int status; enum outcome outcome; const char *why; } rows[] = {
        {400, OUTCOME_POISON,         "this request is wrong, the next may be right"},
        {401, OUTCOME_NEEDS_OPERATOR, "the token is wrong for all requests"},
        {403, OUTCOME_NEEDS_OPERATOR, "no right, for all requests"},
        {404, OUTCOME_NEEDS_OPERATOR, "the address is wrong for all requests"},
        {405, OUTCOME_NEEDS_OPERATOR, "something else lives at this address"},
        {406, OUTCOME_POISON,         "as intake.md 2.2 has it"},
        {407, OUTCOME_NEEDS_OPERATOR, "a proxy wants a name"},
        {408, OUTCOME_TOLD_TO_WAIT,   "it did not get the whole request"},
        {409, OUTCOME_AMBIGUOUS,      "it is still busy with the first time"},
        {410, OUTCOME_NEEDS_OPERATOR, "moved away for good"},
        {413, OUTCOME_POISON,         "too large"},
        {415, OUTCOME_POISON,         "it does not read this kind"},
        {421, OUTCOME_NEEDS_OPERATOR, "another host answered"},
        {422, OUTCOME_POISON,         "the key came with another body before"},
        {425, OUTCOME_TOLD_TO_WAIT,   "too early"},
        {429, OUTCOME_TOLD_TO_WAIT,   "too many"},
        {431, OUTCOME_NEEDS_OPERATOR, "our head is too large, so the token is"},
        {301, OUTCOME_NEEDS_OPERATOR, "a redirect is never followed"},
        {302, OUTCOME_NEEDS_OPERATOR, "a redirect is never followed"},
        {307, OUTCOME_NEEDS_OPERATOR, "a redirect is never followed"},
        {308, OUTCOME_NEEDS_OPERATOR, "a redirect is never followed"},
        {500, OUTCOME_AMBIGUOUS,      "it may have failed after taking it"},
        {502, OUTCOME_AMBIGUOUS,      "the gateway does not know either"},
        {503, OUTCOME_TOLD_TO_WAIT,   "it says that it did not take it"},
        {504, OUTCOME_AMBIGUOUS,      "the gateway does not know either"},
        {511, OUTCOME_AMBIGUOUS,      "a captive portal: the network will be back"},
        {101, OUTCOME_AMBIGUOUS,      "no answer to a POST"},
        {0,   OUTCOME_AMBIGUOUS,      "no status at all"},
        {999, OUTCOME_AMBIGUOUS,      "no such status"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct http_answer answer = {.end = HTTP_ANSWERED,
                                     .may_be_sent = true,
                                     .status = rows[i].status};
        struct verdict verdict = policy_of_status(&answer, NOON_S);
        if (verdict.outcome != rows[i].outcome)
            fail_msg("%d, %s: %s", rows[i].status, rows[i].why, outcome_name(verdict.outcome));
        assert_true(verdict_is_sound(&verdict));
    }
}

static void what_happens_to_the_request_follows_from_its_class(void **state)
{
    (void)state;
    static const struct {
        enum outcome outcome;
        bool has_dedupe;
        enum policy_step step;
        const char *why;
    } rows[] = {
        {OUTCOME_DELIVERED, false, STEP_FINISH, "the provider has it"},
        {OUTCOME_NOT_SENT, false, STEP_QUEUE, "nothing left, so nothing can be doubled"},
        {OUTCOME_TOLD_TO_WAIT, false, STEP_QUEUE, "the provider says it did not take it"},
        {OUTCOME_AMBIGUOUS, true, STEP_QUEUE, "the same key is the same request"},
        {OUTCOME_AMBIGUOUS, false, STEP_HOLD,
         "never blindly again: somebody may be called twice"},
        {OUTCOME_NEEDS_OPERATOR, false, STEP_QUEUE, "it is not this request's fault"},
        {OUTCOME_POISON, true, STEP_HOLD, "again would fail again"},
        {OUTCOME_BAD_CONTACT, true, STEP_ASK_VISITOR,
         "only the visitor knows the right number"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct verdict verdict = {.outcome = rows[i].outcome};
        if (policy_step(&verdict, rows[i].has_dedupe) != rows[i].step)
            fail_msg("%s", rows[i].why);
    }
}

static void a_key_is_good_for_the_days_the_provider_promised(void **state)
{
    (void)state;
    const int64_t day_s = 24 * 3600;
    assert_false(policy_key_is_forgotten(NOON_S, 2, NOON_S));
    assert_false(policy_key_is_forgotten(NOON_S, 2, NOON_S + 2 * day_s - 1));
    assert_true(policy_key_is_forgotten(NOON_S, 2, NOON_S + 2 * day_s));
    assert_false(policy_key_is_forgotten(NOON_S, 2, NOON_S - 365 * day_s));   /* clock */
    assert_false(policy_key_is_forgotten(NOON_S, 0, NOON_S + 365 * day_s));   /* for good */
}

static void retry_after_is_honoured_within_bounds(void **state)
{
    (void)state;
    static const struct { const char *text; uint32_t wait_s; const char *why; } rows[] = {
        {"10", 10, "seconds"},
        {" 10 ", 10, "with space round it"},
        {"0", 1, "at least a second"},
        {"00000000000000000007", 7, "zeros in front"},
        {"1000000000", 6 * 3600, "at most six hours"},
        {"99999999999999999999999999999", 6 * 3600, "more than any number type holds"},
        {"-1", 0, "no such number"},
        {"10s", 0, "junk after it"},
        {"soon", 0, "junk"},
        {"", 0, "nothing"},
        {"Sun, 22 Nov 2026 12:00:30 GMT", 30, "a date"},
        {"Sunday, 22-Nov-26 12:01:00 GMT", 60, "a date as in RFC 850"},
        {"Sun Nov 22 12:02:00 2026", 120, "a date as asctime writes it"},
        {"Sun, 22 Nov 2026 11:00:00 GMT", 1, "a date that is over"},
        {"Fri, 22 Nov 2126 12:00:00 GMT", 6 * 3600, "in a hundred years"},
        {"Sun, 22 Nov 2026 12:00:30 GMT and then some", 0, "junk after a date"},
        {"Sun, 99 Nov 2026 12:00:30 GMT", 0, "no such day"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        uint32_t wait_s = retry_after_s(rows[i].text, NOON_S);
        if (wait_s != rows[i].wait_s)
            fail_msg("%s: \"%s\" gave %u", rows[i].why, rows[i].text, wait_s);
    }
}

static void only_who_is_told_to_wait_waits_for_the_provider(void **state)
{
    (void)state;
    struct http_answer answer = {.end = HTTP_ANSWERED,
                                 .may_be_sent = true,
                                 .status = 429,
                                 .retry_after = "120"};
    assert_int_equal(policy_of_status(&answer, NOON_S).wait_s, 120);
    answer.status = 503;
    assert_int_equal(policy_of_status(&answer, NOON_S).wait_s, 120);
    answer.status = 500;
    assert_int_equal(policy_of_status(&answer, NOON_S).wait_s, 0);
}

static uint64_t wait_after(uint32_t failures, struct verdict verdict, uint64_t random)
{
    struct breaker breaker = {.failures = failures - 1};
    breaker_note(&breaker, &verdict, 1, 1000000, random);
    return breaker.not_before_ms - 1000000;
}

static void waits_grow_with_full_jitter_up_to_a_quarter_of_an_hour(void **state)
{
    (void)state;
    static const struct { uint32_t failures; uint64_t most_ms; const char *why; } rows[] = {
        {1, 5000, "the base"},
        {2, 10000, "twice"},
        {3, 20000, "twice again"},
        {6, 160000, "still doubling"},
        {8, 640000, "the last below the cap"},
        {9, 900000, "the cap"},
        {100, 900000, "never above it"},
        {UINT32_MAX, 900000, "not even after years"}};
    struct verdict not_sent = {.outcome = OUTCOME_NOT_SENT};
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        uint64_t longest_ms = wait_after(rows[i].failures, not_sent, rows[i].most_ms);
        uint64_t wrapped_ms = wait_after(rows[i].failures, not_sent, rows[i].most_ms + 1);
        if (longest_ms != rows[i].most_ms)
            fail_msg("%s: at most %d", rows[i].why, (int)longest_ms);
        if (wrapped_ms != POLICY_LEAST_MS)
            fail_msg("%s: at least %d", rows[i].why, (int)wrapped_ms);
    }
}

static void other_waits_have_their_own_measure(void **state)
{
    (void)state;
    struct verdict asked = {.outcome = OUTCOME_TOLD_TO_WAIT, .status = 429, .wait_s = 600};
    assert_int_equal(wait_after(1, asked, 0), 600000); /* never before the time named */
    assert_true(wait_after(1, asked, 12345678901) < 600000 + 65001); /* and not much after it */
    assert_true(wait_after(1, asked, 40000)
                > wait_after(1, asked, 0)); /* but not all in one second */
    struct verdict busy = {.outcome = OUTCOME_AMBIGUOUS, .status = 409};
    assert_int_equal(wait_after(1, busy, 0), POLICY_CONFLICT_LEAST_MS);
    struct verdict broken = {.outcome = OUTCOME_NEEDS_OPERATOR, .status = 401};
    assert_int_equal(wait_after(1, broken, 0), POLICY_OPERATOR_MS * 3 / 4);
    assert_true(wait_after(1, broken, UINT64_MAX) <= POLICY_OPERATOR_MS * 5 / 4);
}

static const struct verdict delivered = {.outcome = OUTCOME_DELIVERED};

static void a_breaker_opens_after_five_failures_or_one_that_needs_a_person(void **state)
{
    (void)state;
    struct breaker breaker = {0};
    struct verdict not_sent = {.outcome = OUTCOME_NOT_SENT},
                   refused = {.outcome = OUTCOME_NEEDS_OPERATOR};
    for (int i = 0; i < 4; i++) assert_false(breaker_note(&breaker, &not_sent, 1, 0, 0));
    assert_false(breaker.is_open);
    assert_true(breaker_note(&breaker, &not_sent, 1, 0, 0));
    assert_true(breaker.is_open);
    assert_false(breaker_note(&breaker, &not_sent, 1, 0, 0));    /* said once */

    struct breaker other = {0};
    assert_true(breaker_note(&other, &refused, 1, 0, 0));
    assert_true(other.is_open);
}

static void a_provider_that_is_back_is_drained_at_a_calm_pace(void **state)
{
    (void)state;
    struct breaker breaker = {.failures = 9, .is_open = true, .not_before_ms = 5};
    assert_true(breaker_note(&breaker, &delivered, 1, 100000, 0));
    assert_false(breaker.is_open);
    assert_int_equal(breaker.not_before_ms, 102500);
    assert_false(breaker_note(&breaker, &delivered, 1, 200000, POLICY_PACE_MS));
    assert_int_equal(breaker.not_before_ms, 207500);
    assert_int_equal(breaker_not_before_ms(&breaker, 99999), 207500);
    breaker_rest(&breaker);
    assert_int_equal(breaker_not_before_ms(&breaker, 99999), 0);

    struct breaker healthy = {.failures = 2};
    breaker_note(&healthy, &delivered, 1, 100000, 0);
    assert_int_equal(healthy.not_before_ms, 0);               /* a hiccup needs no pace */
}

#define DAY_MS (24 * 3600 * 1000ULL)

/* Down from the first second on, and found back by the last of these attempts. */
static struct breaker back_after(uint64_t outage_ms, int waiting_count)
{
    struct verdict not_sent = {.outcome = OUTCOME_NOT_SENT};
    struct breaker breaker = {0};
    for (uint64_t i = 0; i < 10; i++)
        breaker_note(&breaker, &not_sent, waiting_count, 1000 + i * outage_ms / 10, 0);
    assert_true(breaker_note(&breaker, &delivered, waiting_count, 1000 + outage_ms, 0));
    return breaker;
}

static void a_drain_takes_a_twenty_fourth_of_the_outage(void **state)
{
    (void)state;
    static const struct { uint64_t outage_ms; int count; uint64_t pace_ms; const char *why; }
    rows[] = {{60000, 3, POLICY_PACE_MS, "after a minute as fast as a drain goes"},
              {3600000, 3, 50000, "an hour's in two and a half minutes"},
              {DAY_MS, 5, 720000, "a day's in an hour"},
              {DAY_MS, 720, POLICY_PACE_MS, "many, in that same hour"},
              {5 * DAY_MS, 200, 90000, "five days' in five hours"},
              {30 * DAY_MS, 1, POLICY_CAP_MS, "a single one never waits longer than a probe"}};
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct breaker breaker = back_after(rows[i].outage_ms, rows[i].count);
        if (breaker.pace_ms != rows[i].pace_ms)
            fail_msg("%s: %d", rows[i].why, (int)breaker.pace_ms);
    }
}

static void who_came_after_an_outage_does_not_wait_for_what_it_left(void **state)
{
    (void)state;
    struct verdict not_sent = {.outcome = OUTCOME_NOT_SENT};
    struct breaker breaker = back_after(DAY_MS, 5);
    uint64_t back_ms = 1000 + DAY_MS, turn_ms = back_ms + 360000;
    assert_int_equal(breaker_not_before_ms(&breaker, back_ms - 1), turn_ms);
    assert_int_equal(breaker_not_before_ms(&breaker, back_ms), 0);
    assert_false(breaker_note(&breaker, &delivered, 5, back_ms + 60000, 0));
    assert_int_equal(breaker_not_before_ms(&breaker, back_ms - 1), turn_ms); /* nobody's turn */

    /* When the provider fails again, everybody waits, and the pace does not get faster. */
    breaker_note(&breaker, &not_sent, 5, back_ms + 70000, 4000);
    assert_int_equal(breaker_not_before_ms(&breaker, back_ms + 1), back_ms + 74000);
    for (int i = 0; i < 9; i++)
        breaker_note(&breaker, &not_sent, 5, back_ms + 80000, 4000);
    assert_true(breaker_note(&breaker, &delivered, 5, back_ms + 90000, 0));
    assert_int_equal(breaker.pace_ms, 720000);
}

static void what_a_power_cut_left_goes_as_after_an_outage(void **state)
{
    (void)state;
    struct breaker breaker = {0};
    breaker_resume(&breaker, POLICY_LEFT_LEAST_MS - 1, 1000, UINT64_MAX);
    assert_int_equal(breaker_not_before_ms(&breaker, 1000), 0);   /* a restart, no outage */

    breaker_resume(&breaker, 3600000, 1000, 600000);
    assert_int_equal(breaker_not_before_ms(&breaker, 1000), 601000);
    breaker_resume(&breaker, DAY_MS, 1000, 800000);
    assert_int_equal(breaker_not_before_ms(&breaker, 1000), 801000);
    breaker_resume(&breaker, 3600000, 1000, 0);                   /* the oldest counts */
    assert_int_equal(breaker_not_before_ms(&breaker, 1000), 801000);
    assert_int_equal(breaker_not_before_ms(&breaker, 1001), 0);   /* who came since */
    assert_false(breaker.is_open);

    assert_false(breaker_note(&breaker, &delivered, 5, 2000, 0)); /* one who came since */
    assert_int_equal(breaker.pace_ms, 720000);
    assert_int_equal(breaker_not_before_ms(&breaker, 1000), 801000);
    assert_false(breaker_note(&breaker, &delivered, 4, 801000, 0));
    assert_int_equal(breaker_not_before_ms(&breaker, 1000), 801000 + 360000);
    breaker_rest(&breaker);
    assert_int_equal(breaker_not_before_ms(&breaker, 1000), 0);
}

static void a_provider_that_is_down_already_is_probed_as_before(void **state)
{
    (void)state;
    struct breaker breaker = {.failures = 1, .not_before_ms = 5000};
    breaker_resume(&breaker, DAY_MS, 1000, 800000);
    assert_int_equal(breaker_not_before_ms(&breaker, 1000), 5000);
}

static void a_refused_request_does_not_slow_its_provider(void **state)
{
    (void)state;
    static const enum outcome outcomes[] = {OUTCOME_POISON, OUTCOME_BAD_CONTACT};
    for (size_t i = 0; i < sizeof outcomes / sizeof outcomes[0]; i++) {
        struct breaker breaker = {.failures = 3, .not_before_ms = 5};
        struct verdict verdict = {.outcome = outcomes[i]};
        breaker_note(&breaker, &verdict, 1, 1000, 77);
        assert_int_equal(breaker.failures, 0);
        assert_int_equal(breaker.not_before_ms, 0);
    }
}

static void rest_does_not_forget_that_a_provider_is_down(void **state)
{
    (void)state;
    struct breaker breaker = {.failures = 5, .is_open = true, .not_before_ms = 9000};
    breaker_rest(&breaker);
    assert_int_equal(breaker_not_before_ms(&breaker, 8999), 9000);
}

static void a_verdict_out_of_range_is_not_believed(void **state)
{
    (void)state;
    struct verdict good = {.outcome = OUTCOME_TOLD_TO_WAIT,
                           .reason = REASON_STATUS,
                           .status = 429,
                           .wait_s = 10};
    assert_true(verdict_is_sound(&good));
    struct verdict rows[] = {good, good, good, good, good, good};
    rows[0].outcome = (enum outcome)7;
    rows[1].reason = REASON_COUNT;
    rows[2].field = CONTACT_PHONE;                 /* only a bad contact names a field */
    rows[3].status = 1000;
    rows[4].wait_s = RETRY_AFTER_MOST_S + 1;
    rows[5].outcome = OUTCOME_BAD_CONTACT;         /* and it must name one */
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
        assert_false(verdict_is_sound(&rows[i]));
}

static void a_clock_that_nobody_vouches_for_says_a_day_at_most(void **state)
{
    (void)state;
    static const int64_t day_s = 24 * 3600, years_s = INT64_C(56) * 365 * 24 * 3600;
    assert_int_equal(policy_age_ms(-years_s, true), 0);
    assert_int_equal(policy_age_ms(-years_s, false), 0);
    assert_int_equal(policy_age_ms(900, false), 900000);
    assert_int_equal(policy_age_ms(5 * day_s, true), 5 * day_s * 1000);
    assert_int_equal(policy_age_ms(5 * day_s, false), day_s * 1000);
    assert_int_equal(policy_age_ms(years_s, false), day_s * 1000);
}

static void every_outcome_and_reason_has_a_word_of_its_own_for_the_log(void **state)
{
    (void)state;
    for (int i = 0; i < REASON_COUNT; i++) {
        assert_string_not_equal(reason_name((enum reason)i), "unknown");
        for (int j = 0; j < i; j++)
            assert_string_not_equal(reason_name((enum reason)i), reason_name((enum reason)j));
    }
    for (int i = 0; i <= OUTCOME_BAD_CONTACT; i++)
        assert_string_not_equal(outcome_name((enum outcome)i), "unknown");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_way_an_attempt_can_end_has_its_class),
        cmocka_unit_test(every_status_has_its_class),
        cmocka_unit_test(what_happens_to_the_request_follows_from_its_class),
        cmocka_unit_test(a_key_is_good_for_the_days_the_provider_promised),
        cmocka_unit_test(retry_after_is_honoured_within_bounds),
        cmocka_unit_test(only_who_is_told_to_wait_waits_for_the_provider),
        cmocka_unit_test(waits_grow_with_full_jitter_up_to_a_quarter_of_an_hour),
        cmocka_unit_test(other_waits_have_their_own_measure),
        cmocka_unit_test(a_breaker_opens_after_five_failures_or_one_that_needs_a_person),
        cmocka_unit_test(a_provider_that_is_back_is_drained_at_a_calm_pace),
        cmocka_unit_test(a_drain_takes_a_twenty_fourth_of_the_outage),
        cmocka_unit_test(who_came_after_an_outage_does_not_wait_for_what_it_left),
        cmocka_unit_test(what_a_power_cut_left_goes_as_after_an_outage),
        cmocka_unit_test(a_provider_that_is_down_already_is_probed_as_before),
        cmocka_unit_test(a_clock_that_nobody_vouches_for_says_a_day_at_most),
        cmocka_unit_test(a_refused_request_does_not_slow_its_provider),
        cmocka_unit_test(rest_does_not_forget_that_a_provider_is_down),
        cmocka_unit_test(a_verdict_out_of_range_is_not_believed),
        cmocka_unit_test(every_outcome_and_reason_has_a_word_of_its_own_for_the_log),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
