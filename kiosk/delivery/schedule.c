/* SPDX-License-Identifier: EUPL-1.2 */
#include "delivery/schedule.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#define FIRST_ROOM 64

void schedule_finish(struct schedule *schedule)
{
    free(schedule->all);
    memset(schedule, 0, sizeof *schedule);
}

enum err schedule_add(struct schedule *schedule, const struct waiting *waiting)
{
    if (schedule->count == schedule->room) {
        int room = schedule->room ? schedule->room * 2 : FIRST_ROOM;
        struct waiting *all = realloc(schedule->all, (size_t)room * sizeof *all);
        if (!all) return ERR_MEMORY;
        schedule->all = all;
        schedule->room = room;
    }
    schedule->all[schedule->count++] = *waiting;
    if (waiting->route == SCHEDULE_UNREAD) schedule->unread++;
    return ERR_NONE;
}

int schedule_find(const struct schedule *schedule, struct id id)
{
    for (int i = 0; i < schedule->count; i++)
        if (id_is_same(schedule->all[i].id, id)) return i;
    return -1;
}

static int count_of(const struct schedule *schedule, int route)
{
    int count = 0;
    for (int i = 0; i < schedule->count; i++) count += schedule->all[i].route == route;
    return count;
}

void schedule_drop(struct schedule *schedule, int place)
{
    assert(place >= 0 && place < schedule->count);
    int route = schedule->all[place].route;
    if (route == SCHEDULE_UNREAD) schedule->unread--;
    schedule->all[place] = schedule->all[--schedule->count];
    if (route != SCHEDULE_UNREAD && count_of(schedule, route) == 0)
        breaker_rest(&schedule->breakers[route]);
}

void schedule_read(struct schedule *schedule, int place, int route, int64_t made_s)
{
    assert(schedule->all[place].route == SCHEDULE_UNREAD && route >= 0
           && route < PROVIDERS_MOST);
    schedule->all[place].route = (int16_t)route;
    schedule->all[place].made_s = made_s;
    schedule->unread--;
}

int schedule_next_unread(const struct schedule *schedule)
{
    for (int i = 0; schedule->unread > 0 && i < schedule->count; i++)
        if (schedule->all[i].route == SCHEDULE_UNREAD && !schedule->all[i].is_over) return i;
    return -1;
}

static bool may_fly(const struct schedule *schedule, const struct waiting *waiting)
{
    return waiting->route != SCHEDULE_UNREAD && !waiting->is_flying && !waiting->is_over
           && !schedule->is_flying[waiting->route];
}

static uint64_t not_before_ms(const struct schedule *schedule, const struct waiting *waiting)
{
    return breaker_not_before_ms(&schedule->breakers[waiting->route], waiting->came_ms);
}

static bool goes_before(const struct waiting *a, const struct waiting *b)
{
    if (a->attempts != b->attempts) return a->attempts < b->attempts;
    return a->made_s < b->made_s;
}

int schedule_next(const struct schedule *schedule, uint64_t now_ms, bool ignores_waits)
{
    int best = -1;
    if (schedule->flights >= SCHEDULE_FLIGHTS_MOST) return -1;
    for (int i = 0; i < schedule->count; i++) {
        const struct waiting *waiting = &schedule->all[i];
        if (!may_fly(schedule, waiting)) continue;
        if (!ignores_waits && now_ms < not_before_ms(schedule, waiting)) continue;
        if (best < 0 || goes_before(waiting, &schedule->all[best])) best = i;
    }
    return best;
}

uint64_t schedule_next_ms(const struct schedule *schedule, uint64_t now_ms)
{
    uint64_t next_ms = SCHEDULE_NEVER;
    if (schedule->flights >= SCHEDULE_FLIGHTS_MOST) return SCHEDULE_NEVER;
    for (int i = 0; i < schedule->count; i++) {
        const struct waiting *waiting = &schedule->all[i];
        if (!may_fly(schedule, waiting)) continue;
        uint64_t at_ms = not_before_ms(schedule, waiting);
        if (at_ms < now_ms) at_ms = now_ms;
        if (at_ms < next_ms) next_ms = at_ms;
    }
    return next_ms;
}

void schedule_begin(struct schedule *schedule, int place)
{
    struct waiting *waiting = &schedule->all[place];
    assert(may_fly(schedule, waiting));
    waiting->is_flying = true;
    if (waiting->attempts < UINT32_MAX) waiting->attempts++;
    schedule->is_flying[waiting->route] = true;
    schedule->flights++;
}

bool schedule_end(struct schedule *schedule, int place, const struct verdict *verdict,
                  uint64_t now_ms, uint64_t random)
{
    struct waiting *waiting = &schedule->all[place];
    assert(waiting->is_flying);
    waiting->is_flying = false;
    schedule->is_flying[waiting->route] = false;
    schedule->flights--;
    return breaker_note(&schedule->breakers[waiting->route], verdict,
                        count_of(schedule, waiting->route), now_ms, random);
}

uint64_t schedule_oldest_ms(const struct schedule *schedule)
{
    uint64_t oldest_ms = SCHEDULE_NEVER;
    for (int i = 0; i < schedule->count; i++)
        if (schedule->all[i].came_ms < oldest_ms) oldest_ms = schedule->all[i].came_ms;
    return oldest_ms;
}
