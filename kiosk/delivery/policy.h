/* SPDX-License-Identifier: EUPL-1.2 */
/* policy.h - what to do after an attempt: which kind of failure, what happens to the request,
 * how long to wait. Pure.
 *
 * Units:  boot-clock milliseconds; `random` is a fresh 64-bit number from the system's
 *         generator.
 * Source: classes and numbers reliability.md D4, statuses intake.md 2.2. Where the two differ
 *         (405, 410) the one that keeps the request in the queue is taken. Full jitter: sleep =
 *         random(0, min(cap, base * 2^n)), so that a thousand kiosks that lost the same
 *         provider do not come back in one second (AWS, "Exponential backoff and jitter";
 *         simulated: a minute tick gives 25,240 requests a second, this gives 83).
 * Drain:  what waited out an outage is brought in a twenty-fourth of its time, evenly: a day's
 *         in about an hour. So whatever happened, a fleet that is back asks its provider about
 *         24 times what it asks on any day, and not all at once (tests/faults/herd.c). Who came
 *         after the provider was back does not stand in that line.
 * Start:  a power cut ends for a whole region in the same second. What a courier finds waiting
 *         when it starts is brought as after an outage as long as the oldest is old. */
#ifndef NAAST_DELIVERY_POLICY_H
#define NAAST_DELIVERY_POLICY_H
#include <stdbool.h>
#include <stdint.h>
#include "delivery/http.h"
#include "delivery/verdict.h"

#define POLICY_BASE_MS 5000
#define POLICY_CAP_MS (15 * 60 * 1000)
#define POLICY_LEAST_MS 1000
#define POLICY_CONFLICT_LEAST_MS 5000          /* 409: the provider is still busy with it */
#define POLICY_OPERATOR_MS (60 * 60 * 1000)    /* one probe an hour until somebody mended it */
#define POLICY_PACE_MS 5000                    /* the fastest drain */
#define POLICY_CATCH_UP 24                     /* and no slower than an outage asks for */
#define POLICY_OPENS_AFTER 5                   /* failures in a row */
#define POLICY_LEFT_LEAST_MS POLICY_CAP_MS     /* younger: a restart, and no outage */
#define POLICY_LEFT_SHARE 4                    /* who waited an hour can wait a quarter more */

/* No answer came. */
struct verdict policy_of_end(const struct http_answer *answer);
/* An answer came, with any status but 2xx. */
struct verdict policy_of_status(const struct http_answer *answer, int64_t wall_s);

/* What happens to the request itself. */
enum policy_step {
    STEP_FINISH,       /* delivered: over */
    STEP_QUEUE,        /* back to the queue, same key */
    STEP_HOLD,         /* to the operator */
    STEP_ASK_VISITOR   /* to the operator, unless the visitor takes it back */
};

enum policy_step policy_step(const struct verdict *verdict, bool has_dedupe);
/* May the provider have forgotten the key of a request made at `made_s`? Then what may have
 * left must not be sent again. Times in Unix seconds; `dedupe_days` as in struct route. */
bool policy_key_is_forgotten(int64_t made_s, int dedupe_days, int64_t wall_s);
/* How long it counts as having waited. A clock that nobody vouches for may say years, which
 * would slow down the others for days: by such a one a day at most. */
uint64_t policy_age_ms(int64_t age_s, bool is_vouched);

/* One per provider: a provider that is down is probed, not hammered, and the others do not
 * notice. */
struct breaker {
    uint32_t failures;         /* in a row */
    bool is_open;              /* the operator should know */
    uint64_t failing_since_ms; /* the first of them */
    uint64_t pace_ms;          /* back after being open: one each so often +/- half; 0: no */
    uint64_t back_ms;          /* since when, while there is a pace */
    uint64_t left_ms;          /* age of the oldest that an earlier courier left; 0: no */
    uint64_t not_before_ms;    /* 0: now */
};

/* `waiting_count`: how many wait for this provider. True when `is_open` changed: the one who
 * logs should say so. */
bool breaker_note(struct breaker *breaker, const struct verdict *verdict, int waiting_count,
                  uint64_t now_ms, uint64_t random);
/* A courier that starts finds a request of this age. */
void breaker_resume(struct breaker *breaker, uint64_t age_ms, uint64_t now_ms, uint64_t random);
void breaker_rest(struct breaker *breaker);    /* nothing waits for this provider any more */
/* When a request that came at `came_ms` may be tried. */
uint64_t breaker_not_before_ms(const struct breaker *breaker, uint64_t came_ms);

#endif
