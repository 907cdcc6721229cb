/* SPDX-License-Identifier: EUPL-1.2 */
/* courier_chores.c - what only needs doing now and then: ages, retention, old empty files, the
 * metrics file. */
#include "apps/courier.h"

#include <sys/timex.h>

#include "base/file.h"
#include "base/log.h"

#define DAY_S (24 * 3600)
#define ALARM_DAYS 3
#define CHORES_EVERY_MS (3600 * 1000)

/* Retention */

/* A clock that nobody checked may say any year; it must not erase what waits. Below 0: we may
 * not ask the kernel (ProtectClock of our unit). Then the mark of systemd-timesyncd counts: it
 * has set the clock since this machine started. */
bool courier_clock_is_trusted(void)
{
    struct timex clock = {0};
    int state = adjtimex(&clock);
    if (state < 0) return file_exists("/run/systemd/timesync/synchronized");
    return state != TIME_ERROR && !(clock.status & STA_UNSYNC);
}

int64_t courier_stamp_s(const struct courier *courier)
{
    return courier_clock_is_trusted() ? courier->wall_s : SPOOL_HOUR_UNKNOWN_S;
}

struct retention {
    struct courier *courier;
    enum spool_state state;
    struct id old[16];      /* at most so many a round; the rest an hour later */
    int count;
};

static bool find_old(void *with, const struct spool_entry *entry)
{
    struct retention *retention = with;
    int64_t age_s = retention->courier->wall_s - entry->hour_s;
    if (age_s <= (int64_t)retention->courier->retention_days * DAY_S) return true;
    retention->old[retention->count++] = entry->id;
    return retention->count < (int)(sizeof retention->old / sizeof retention->old[0]);
}

static void erase_old(struct courier *courier, enum spool_state state)
{
    struct retention retention = {.courier = courier, .state = state};
    if (spool_each(&courier->spool, state, find_old, &retention)) return;
    for (int i = 0; i < retention.count; i++) {
        char name[9];
        id_short(retention.old[i], name);
        enum err err = spool_finish(&courier->spool, retention.old[i], state, SPOOL_DROPPED,
                                    courier_stamp_s(courier));
        int place = schedule_find(&courier->schedule, retention.old[i]);
        if (!err && place >= 0) schedule_drop(&courier->schedule, place);
        if (err)
            log_line(LOG_FAULT, "%s: is over %d days old and cannot be erased: %s", name,
                     courier->retention_days, err_name(err));
        else
            log_line(LOG_FAULT,
                     "%s: erased without being delivered, after the %d days of retention_days",
                     name, courier->retention_days);
        courier->has_changed = true;
    }
}

/* Nothing is erased on age before the operator's own number of days (DESIGN 4). */
static void keep_retention(struct courier *courier)
{
    if (!courier->is_configured || courier->retention_days <= 0 || !courier->has_trusted_clock)
        return;
    erase_old(courier, SPOOL_QUEUE);
    erase_old(courier, SPOOL_HOLD);
}

/* Ages */

/* What lies in some folders. The disk is asked, not the schedule: what that does not know waits
 * too. */
struct tally {
    int64_t wall_s;
    int count;
    int64_t oldest_s;    /* 0: nothing, or nobody vouched for the clock when it came */
};

static bool tally_one(void *with, const struct spool_entry *entry)
{
    struct tally *tally = with;
    tally->count++;
    if (entry->hour_s <= tally->wall_s
        && (tally->oldest_s == 0 || entry->hour_s < tally->oldest_s))
        tally->oldest_s = entry->hour_s;
    return true;
}

static struct tally tally_of(const struct courier *courier, const enum spool_state states[],
                             int count)
{
    struct tally tally = {.wall_s = courier->wall_s};
    for (int i = 0; i < count; i++)
        if (spool_each(&courier->spool, states[i], tally_one, &tally)) tally.count++;
    return tally;
}

static struct tally tally_waiting(const struct courier *courier)
{
    return tally_of(courier, (const enum spool_state[]){SPOOL_QUEUE, SPOOL_FLIGHT}, 2);
}

static struct tally tally_held(const struct courier *courier)
{
    return tally_of(courier, (const enum spool_state[]){SPOOL_HOLD}, 1);
}

static int64_t age_s(const struct tally *tally)
{
    return tally->oldest_s > 0 ? tally->wall_s - tally->oldest_s : 0;
}

/* While nobody vouches for the clock, at least since this courier knows of it. */
static int64_t waiting_age_s(const struct courier *courier, const struct tally *waiting)
{
    uint64_t came_ms = schedule_oldest_ms(&courier->schedule);
    int64_t known_s =
        came_ms < courier->now_ms ? (int64_t)((courier->now_ms - came_ms) / 1000) : 0;
    return known_s > age_s(waiting) ? known_s : age_s(waiting);
}

/* What came while nobody vouched for the clock, or by one that went ahead, is new from the
 * moment that somebody does. */
static bool stamp_one(void *with, const struct spool_entry *entry)
{
    const struct courier *courier = with;
    if (entry->hour_s > courier->wall_s
        && spool_stamp(&courier->spool, entry, courier->wall_s))
        log_line(LOG_WARNING, "a request keeps a time of which nobody is sure");
    return true;
}

static void stamp_again(struct courier *courier)
{
    if (!courier->has_trusted_clock) return;
    for (enum spool_state state = SPOOL_QUEUE; state < SPOOL_STATE_COUNT; state++)
        if (spool_each(&courier->spool, state, stamp_one, courier))
            log_line(LOG_WARNING, "a folder of the spool cannot be looked through");
}

/* Once a day for as long as it lasts. A screen promised a call within days. */
static void alert_on_age(int64_t oldest_age_s, const char *where, int64_t *alerted_days)
{
    int64_t days = oldest_age_s / DAY_S;
    if (days > *alerted_days)
        log_line(days >= ALARM_DAYS ? LOG_ALARM : LOG_FAULT,
                 "the oldest request %s has been waiting for %d days", where, (int)days);
    *alerted_days = days > 0 ? days : 0;
}

static void alert_on_clock(struct courier *courier)
{
    bool was_trusted = courier->has_trusted_clock;
    courier->has_trusted_clock = courier_clock_is_trusted();
    if (courier->has_trusted_clock == was_trusted) return;
    if (was_trusted)
        log_line(LOG_WARNING,
                 "nobody sets this machine's clock: certificates may seem invalid, ages are "
                 "uncertain, and nothing is erased on age");
    else log_line(LOG_NOTE, "somebody who knows sets this machine's clock again");
}

/* Empty files too tell an age, by which the same id may come again. */
static void sweep(struct courier *courier)
{
    if (!courier->has_trusted_clock) return;
    enum err err = spool_sweep(&courier->spool, courier->wall_s);
    if (err) log_line(LOG_WARNING, "old empty files stay: %s", err_name(err));
}

void courier_chores(struct courier *courier)
{
    alert_on_clock(courier);
    stamp_again(courier);
    sweep(courier);
    keep_retention(courier);
    courier_finish_again(courier);
    courier_turn_keys(courier);
    struct tally waiting = tally_waiting(courier), held = tally_held(courier);
    if (waiting.count != courier->schedule.count) courier_adopt(courier);
    alert_on_age(waiting_age_s(courier, &waiting), "in the queue",
                 &courier->alerted_days.queue);
    alert_on_age(age_s(&held), "held for the operator", &courier->alerted_days.hold);
    courier->has_changed = true;
    struct tally over = tally_of(courier, (const enum spool_state[]){SPOOL_DONE}, 1);
    bool has_something = waiting.count > 0 || held.count > 0 || over.count > 0;
    courier->chores_ms = has_something ? courier->now_ms + CHORES_EVERY_MS : SCHEDULE_NEVER;
}

/* Metrics */

static int unreachable(const struct courier *courier)
{
    int count = 0;
    for (int i = 0; i < courier->routes.count; i++)
        if (courier->schedule.breakers[i].is_open) count++;
    return count;
}

/* 0, 1 to 4, or 5 and more: the exact number and a clock would say who stood at the kiosk. */
static int in_steps(int count)
{
    return count >= 5 ? 5 : count > 0 ? 1 : 0;
}

static long long in_hours_s(int64_t seconds)
{
    return seconds / 3600 * 3600;
}

/* Counts and ages of the whole spool. Nothing per provider and no count of deliveries: in a
 * small town, who stood at the kiosk when the number went up is known. */
void courier_write_metrics(struct courier *courier)
{
    if (!courier->metrics_path || !courier->has_changed) return;
    struct bytes text = {.limit_bytes = 4096};
    struct tally waiting = tally_waiting(courier), held = tally_held(courier);
    enum err err = bytes_add_format(
        &text,
        "# HELP naast_requests_at_least Contact requests in the spool, in steps: 0, 1, 5.\n"
        "# TYPE naast_requests_at_least gauge\n"
        "naast_requests_at_least{state=\"waiting\"} %d\n"
        "naast_requests_at_least{state=\"hold\"} %d\n"
        "# HELP naast_oldest_request_age_seconds Age of the oldest request, in whole hours.\n"
        "# TYPE naast_oldest_request_age_seconds gauge\n"
        "# UNIT naast_oldest_request_age_seconds seconds\n"
        "naast_oldest_request_age_seconds{state=\"waiting\"} %lld\n"
        "naast_oldest_request_age_seconds{state=\"hold\"} %lld\n"
        "# HELP naast_providers_unreachable Providers that have been failing.\n"
        "# TYPE naast_providers_unreachable gauge\n"
        "naast_providers_unreachable %d\n"
        "# HELP naast_configured Whether the configuration could be read.\n"
        "# TYPE naast_configured gauge\n"
        "naast_configured %d\n",
        in_steps(waiting.count), in_steps(held.count),
        in_hours_s(waiting_age_s(courier, &waiting)), in_hours_s(age_s(&held)),
        unreachable(courier),
        courier->is_configured ? 1 : 0);
    if (!err) err = courier_write_health(courier, &text);
    if (!err) err = bytes_add_text(&text, "# EOF\n");
    if (!err) err = file_replace(courier->metrics_path, text.start, text.size_bytes, 0644);
    if (err) log_line(LOG_WARNING, "metrics file: %s", err_name(err));
    bytes_wipe(&text);
    courier->has_changed = false;
}
