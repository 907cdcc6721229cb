/* SPDX-License-Identifier: EUPL-1.2 */
#include "delivery/policy.h"

#include "delivery/retry_after.h"

/* Which kind of failure */

/* What left is ambiguous, whatever went wrong after it; else it is `unsent`. */
static struct verdict ambiguous_or(enum outcome unsent, const struct http_answer *answer,
                                   enum reason reason)
{
    return (struct verdict){.outcome = answer->may_be_sent ? OUTCOME_AMBIGUOUS : unsent,
                            .reason = reason,
                            .status = (uint16_t)answer->status};
}

static struct verdict unsent_or_ambiguous(const struct http_answer *answer, enum reason reason)
{
    return ambiguous_or(OUTCOME_NOT_SENT, answer, reason);
}

struct verdict policy_of_end(const struct http_answer *answer)
{
    switch (answer->end) {
    case HTTP_NO_NAME:         return unsent_or_ambiguous(answer, REASON_NO_NAME);
    case HTTP_NO_CONNECTION:   return unsent_or_ambiguous(answer, REASON_NO_CONNECTION);
    case HTTP_NO_TLS:          return unsent_or_ambiguous(answer, REASON_NO_TLS);
    case HTTP_TIMED_OUT:       return unsent_or_ambiguous(answer, REASON_TIMED_OUT);
    case HTTP_CUT_OFF:         return unsent_or_ambiguous(answer, REASON_CUT_OFF);
    case HTTP_TOO_LARGE:       return unsent_or_ambiguous(answer, REASON_TOO_LARGE);
    case HTTP_BAD_CERTIFICATE: case HTTP_OUR_CERTIFICATE:
        /* Even when we had begun to send: who refuses a certificate takes nothing. */
        return (struct verdict){.outcome = OUTCOME_NEEDS_OPERATOR,
                                .reason = answer->end == HTTP_OUR_CERTIFICATE
                                              ? REASON_OWN_CERTIFICATE
                                              : REASON_CERTIFICATE};
    case HTTP_NOT_ALLOWED:
        return ambiguous_or(OUTCOME_NEEDS_OPERATOR, answer, REASON_NOT_ALLOWED);
    case HTTP_OURSELVES: case HTTP_ANSWERED:
        break;
    }
    return unsent_or_ambiguous(answer, REASON_OURSELVES);
}

static enum outcome outcome_of_status(int status)
{
    switch (status) {
    case 408: case 425: case 429: case 503:
        return OUTCOME_TOLD_TO_WAIT;
    case 400: case 406: case 413: case 415: case 422:
        return OUTCOME_POISON;
    case 409:
        return OUTCOME_AMBIGUOUS;
    default:
        break;
    }
    /* A redirect is never followed: it could lead the request to somebody else. Any other 4xx
     * is about address, rights or protocol, so the next request would fare no better. */
    if (status >= 300 && status <= 499) return OUTCOME_NEEDS_OPERATOR;
    return OUTCOME_AMBIGUOUS;
}

struct verdict policy_of_status(const struct http_answer *answer, int64_t wall_s)
{
    struct verdict verdict = {.outcome = outcome_of_status(answer->status),
                              .reason = REASON_STATUS,
                              .status = (uint16_t)answer->status};
    if (verdict.outcome == OUTCOME_TOLD_TO_WAIT && answer->retry_after[0])
        verdict.wait_s = retry_after_s(answer->retry_after, wall_s);
    return verdict;
}

enum policy_step policy_step(const struct verdict *verdict, bool has_dedupe)
{
    switch (verdict->outcome) {
    case OUTCOME_DELIVERED:
        return STEP_FINISH;
    case OUTCOME_NOT_SENT: case OUTCOME_TOLD_TO_WAIT: case OUTCOME_NEEDS_OPERATOR:
        return STEP_QUEUE;
    case OUTCOME_AMBIGUOUS:
        /* Without a promise to see the same key as the same request, sending again may double
         * it. */
        return has_dedupe ? STEP_QUEUE : STEP_HOLD;
    case OUTCOME_POISON:
        return STEP_HOLD;
    case OUTCOME_BAD_CONTACT:
        return STEP_ASK_VISITOR;
    }
    return STEP_HOLD;
}

uint64_t policy_age_ms(int64_t age_s, bool is_vouched)
{
    static const int64_t day_s = 24 * 3600;
    if (age_s <= 0) return 0;
    if (!is_vouched && age_s > day_s) age_s = day_s;
    return (uint64_t)age_s * 1000;
}

bool policy_key_is_forgotten(int64_t made_s, int dedupe_days, int64_t wall_s)
{
    return dedupe_days > 0 && wall_s - made_s >= (int64_t)dedupe_days * 24 * 3600;
}

/* How long to wait */

static uint64_t below(uint64_t random, uint64_t most_ms)
{
    return random % (most_ms + 1);
}

static uint64_t jitter_ms(uint32_t failures, uint64_t random)
{
    uint64_t most_ms = POLICY_BASE_MS;
    for (uint32_t n = 1; n < failures && most_ms < POLICY_CAP_MS; n++) most_ms *= 2;
    if (most_ms > POLICY_CAP_MS) most_ms = POLICY_CAP_MS;
    uint64_t wait_ms = below(random, most_ms);
    return wait_ms < POLICY_LEAST_MS ? POLICY_LEAST_MS : wait_ms;
}

static uint64_t wait_ms_after(const struct verdict *verdict, uint32_t failures, uint64_t random)
{
    if (verdict->outcome == OUTCOME_NEEDS_OPERATOR)
        return POLICY_OPERATOR_MS * 3 / 4 + below(random, POLICY_OPERATOR_MS / 2);
    if (verdict->wait_s > 0) {
        /* Everybody was told the same second; spread out behind it. */
        uint64_t asked_ms = (uint64_t)verdict->wait_s * 1000;
        return asked_ms + below(random, POLICY_BASE_MS + asked_ms / 10);
    }
    uint64_t wait_ms = jitter_ms(failures, random);
    if (verdict->status == 409 && wait_ms < POLICY_CONFLICT_LEAST_MS)
        wait_ms = POLICY_CONFLICT_LEAST_MS;
    return wait_ms;
}

/* The provider answered and works, whatever it thought of this one request. */
static bool provider_works(const struct verdict *verdict)
{
    switch (verdict->outcome) {
    case OUTCOME_DELIVERED: case OUTCOME_POISON: case OUTCOME_BAD_CONTACT:
        return true;
    case OUTCOME_NOT_SENT: case OUTCOME_TOLD_TO_WAIT: case OUTCOME_AMBIGUOUS:
    case OUTCOME_NEEDS_OPERATOR:
        return false;
    }
    return false;
}

/* A second outage in a drain does not make the rest go faster. */
static void start_drain(struct breaker *breaker, int waiting_count, uint64_t now_ms)
{
    uint64_t outage_ms = breaker->is_open ? now_ms - breaker->failing_since_ms : 0;
    if (outage_ms < breaker->left_ms) outage_ms = breaker->left_ms;
    uint64_t pace_ms = outage_ms / POLICY_CATCH_UP / (uint64_t)waiting_count;
    if (pace_ms < POLICY_PACE_MS) pace_ms = POLICY_PACE_MS;
    if (pace_ms > POLICY_CAP_MS) pace_ms = POLICY_CAP_MS;
    if (pace_ms > breaker->pace_ms) breaker->pace_ms = pace_ms;
    breaker->back_ms = now_ms;
    breaker->left_ms = 0;
}

bool breaker_note(struct breaker *breaker, const struct verdict *verdict, int waiting_count,
                  uint64_t now_ms, uint64_t random)
{
    bool was_open = breaker->is_open;
    if (provider_works(verdict)) {
        if (was_open || breaker->left_ms > 0) start_drain(breaker, waiting_count, now_ms);
        if (breaker->pace_ms == 0) breaker->not_before_ms = 0;
        /* Who was let through out of turn takes nobody's turn. */
        else if (breaker->failures > 0 || now_ms >= breaker->not_before_ms)
            breaker->not_before_ms =
                now_ms + breaker->pace_ms / 2 + below(random, breaker->pace_ms);
        breaker->failures = 0;
        breaker->is_open = false;
        return was_open;
    }
    if (breaker->failures == 0) breaker->failing_since_ms = now_ms;
    if (breaker->failures < UINT32_MAX) breaker->failures++;
    if (breaker->failures >= POLICY_OPENS_AFTER || verdict->outcome == OUTCOME_NEEDS_OPERATOR)
        breaker->is_open = true;
    breaker->not_before_ms = now_ms + wait_ms_after(verdict, breaker->failures, random);
    return breaker->is_open != was_open;
}

void breaker_resume(struct breaker *breaker, uint64_t age_ms, uint64_t now_ms, uint64_t random)
{
    if (age_ms < POLICY_LEFT_LEAST_MS || age_ms <= breaker->left_ms || breaker->failures > 0)
        return;
    uint64_t most_ms = age_ms / POLICY_LEFT_SHARE;
    breaker->left_ms = age_ms;
    breaker->back_ms = now_ms + 1;   /* what was found came by now */
    breaker->not_before_ms =
        now_ms + below(random, most_ms < POLICY_CAP_MS ? most_ms : POLICY_CAP_MS);
}

void breaker_rest(struct breaker *breaker)
{
    breaker->pace_ms = breaker->left_ms = 0;
    if (breaker->failures == 0) breaker->not_before_ms = 0;
}

uint64_t breaker_not_before_ms(const struct breaker *breaker, uint64_t came_ms)
{
    bool has_line = breaker->failures == 0 && (breaker->pace_ms > 0 || breaker->left_ms > 0);
    return has_line && came_ms >= breaker->back_ms ? 0 : breaker->not_before_ms;
}
