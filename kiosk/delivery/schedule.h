/* SPDX-License-Identifier: EUPL-1.2 */
/* schedule.h - which request is tried when. Holds ids and times only; never looks into a
 * request.
 *
 * Rule:   one attempt in flight per provider, at most SCHEDULE_FLIGHTS_MOST in all. Of the
 *         requests for one provider the one with the fewest attempts goes first, then the
 *         oldest: order is kept, and one request that a provider cannot digest does not stand
 *         in the way of the others.
 * Units:  boot-clock milliseconds; made_s in Unix seconds.
 * Errors: ERR_MEMORY.
 * Thread: one. */
#ifndef NAAST_DELIVERY_SCHEDULE_H
#define NAAST_DELIVERY_SCHEDULE_H
#include "base/id.h"
#include "content/provider.h"
#include "delivery/policy.h"

#define SCHEDULE_FLIGHTS_MOST 4
#define SCHEDULE_NEVER UINT64_MAX

struct waiting {
    struct id id;
    int64_t made_s;        /* the hour it came; once opened: what it says, by any clock */
    int64_t hour_s;        /* the hour it came, by a clock that was vouched for; in the future:
                            * nobody did */
    uint64_t came_ms;      /* when this courier took it in */
    uint32_t attempts;
    uint32_t peer;         /* number of the kiosk that submitted it; 0: of an earlier start */
    int16_t route;         /* place in struct routes; SCHEDULE_UNREAD: not opened yet */
    bool is_flying;
    bool is_over;          /* delivered, but the disk did not take that down */
    bool may_have_left;    /* nobody knows what came of an attempt before */
};

#define SCHEDULE_UNREAD (-1)

struct schedule {
    struct waiting *all;
    int count;
    int room;
    int unread;                                /* how many are SCHEDULE_UNREAD */
    int flights;
    bool is_flying[PROVIDERS_MOST];
    struct breaker breakers[PROVIDERS_MOST];   /* same places as struct routes */
};

void schedule_finish(struct schedule *schedule);   /* accepts a zeroed value */
enum err schedule_add(struct schedule *schedule, const struct waiting *waiting) MUST_USE;
int schedule_find(const struct schedule *schedule, struct id id);   /* -1 */
void schedule_drop(struct schedule *schedule, int place);   /* the last one moves to `place` */
void schedule_read(struct schedule *schedule, int place, int route, int64_t made_s);
int schedule_next_unread(const struct schedule *schedule);   /* -1 */

/* The next to try, -1: none now. `ignores_waits`: as if no provider had to be waited for. */
int schedule_next(const struct schedule *schedule, uint64_t now_ms, bool ignores_waits);
/* When schedule_next is worth asking again; SCHEDULE_NEVER: only after something happened. */
uint64_t schedule_next_ms(const struct schedule *schedule, uint64_t now_ms);
void schedule_begin(struct schedule *schedule, int place);
/* Takes the flight down. True when the provider's breaker opened or closed. */
bool schedule_end(struct schedule *schedule, int place, const struct verdict *verdict,
                  uint64_t now_ms, uint64_t random);
/* When the first of all that wait came; SCHEDULE_NEVER: nothing waits. */
uint64_t schedule_oldest_ms(const struct schedule *schedule);

#endif
