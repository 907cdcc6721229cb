/* SPDX-License-Identifier: EUPL-1.2 */
/* courier_delivery.c - from the queue to the provider: opening, the in-flight mark, the
 * attempt, the end. */
#include "apps/courier.h"

#include <sodium.h>
#include <string.h>

#include "base/clock.h"
#include "base/log.h"

#define HOUR_S 3600
#define READ_AT_ONCE 16    /* opening one takes 0.1 ms; kiosks must not notice a long queue */

/* Opening */

enum err courier_open_request(const struct courier *courier, struct id id,
                              const struct sealed *sealed, struct bytes *plain_out,
                              struct envelope *envelope_out, int *route_out)
{
    memset(envelope_out, 0, sizeof *envelope_out);
    *route_out = -1;
    const struct key_pair *pair = key_ring_find(&courier->keys, sealed);
    if (!pair) return courier->keys.misses_some ? ERR_DISK : ERR_REFUSED;
    enum err err = unseal(&pair->public_key, pair->secret_key, sealed, plain_out);
    if (err) return err;
    err = envelope_read(plain_out->start, plain_out->size_bytes, envelope_out);
    if (err) return err;
    /* A file under another name would pass by "never twice". */
    if (!id_is_same(envelope_out->id, id)) return ERR_FORMAT;
    *route_out = route_find(&courier->routes, envelope_out->provider);
    return *route_out < 0 ? ERR_MISSING : ERR_NONE;
}

static enum err open_file(const struct courier *courier, struct id id, enum spool_state state,
                          struct bytes *plain_out, struct envelope *envelope_out,
                          int *route_out)
{
    static struct sealed sealed;    /* not on the stack: large, and only one at a time */
    enum err err = spool_read(&courier->spool, id, state, &sealed);
    if (err == ERR_MISSING) err = ERR_CLOSED;   /* no file; MISSING means no provider */
    if (!err)
        err = courier_open_request(courier, id, &sealed, plain_out, envelope_out, route_out);
    return err;
}

/* Setting aside */

static void hold(struct courier *courier, struct id id, enum spool_state from,
                 const struct verdict *verdict)
{
    enum err err = spool_move(&courier->spool, id, from, SPOOL_HOLD);
    courier->has_changed = true;
    courier_log_hold(id, verdict, err);
}

static void hold_unreadable(struct courier *courier, struct id id, enum spool_state from,
                            enum err err)
{
    enum reason reason = err == ERR_MISSING ? REASON_PROVIDER : REASON_ENVELOPE;
    struct verdict verdict = {.outcome = OUTCOME_POISON, .reason = reason};
    hold(courier, id, from, &verdict);
}

/* A damaged file is set aside; a disk that cannot be read now, or no memory, says nothing about
 * the request. */
static bool is_its_own_fault(enum err err)
{
    switch (err) {
    case ERR_FORMAT: case ERR_REFUSED: case ERR_MISSING: case ERR_LARGE:
        return true;
    case ERR_NONE: case ERR_FULL: case ERR_DISK: case ERR_EXISTS: case ERR_CLOSED:
    case ERR_TIMEOUT: case ERR_MEMORY: case ERR_SYSTEM:
        return false;
    }
    return false;
}

/* Loading */

struct loading {
    struct courier *courier;
    enum err err;
};

static bool count_one(void *with, const struct spool_entry *entry)
{
    (void)entry;
    (*(int *)with)++;
    return true;
}

static bool load_one(void *with, const struct spool_entry *entry)
{
    struct loading *loading = with;
    struct waiting waiting = {.id = entry->id,
                              .made_s = entry->hour_s,
                              .hour_s = entry->hour_s,
                              .came_ms = loading->courier->now_ms,
                              .route = SCHEDULE_UNREAD,
                              .may_have_left = true};   /* an earlier courier's attempts */
    loading->err = schedule_add(&loading->courier->schedule, &waiting);
    return !loading->err;
}

/* It was on its way when the last courier ended: nobody knows whether it arrived. */
static bool load_flight(void *with, const struct spool_entry *entry)
{
    struct loading *loading = with;
    struct courier *courier = loading->courier;
    struct bytes plain = {.limit_bytes = SEALED_PLAIN_BYTES, .is_private = true};
    struct envelope envelope;
    int route = -1;
    enum err err = open_file(courier, entry->id, SPOOL_FLIGHT, &plain, &envelope, &route);
    bytes_wipe(&plain);
    struct verdict unknown = {.outcome = OUTCOME_AMBIGUOUS, .reason = REASON_CUT_OFF};
    if (!err && policy_step(&unknown, courier->routes.all[route].has_dedupe) == STEP_HOLD)
        hold(courier, entry->id, SPOOL_FLIGHT, &unknown);
    else if (!err)
        err = spool_move(&courier->spool, entry->id, SPOOL_FLIGHT, SPOOL_QUEUE);
    else if (is_its_own_fault(err))
        hold_unreadable(courier, entry->id, SPOOL_FLIGHT, err);
    if (err && !is_its_own_fault(err))
        log_line(LOG_FAULT, "a request in flight stays there: %s", err_name(err));
    return true;
}

enum err courier_load(struct courier *courier)
{
    struct loading loading = {.courier = courier};
    enum err err = ERR_NONE;
    courier->has_changed = true;
    /* Without a configuration nobody knows what the providers promise; then all stays as it
     * is. */
    if (courier->is_configured)
        err = spool_each(&courier->spool, SPOOL_FLIGHT, load_flight, &loading);
    if (!err) err = spool_each(&courier->spool, SPOOL_QUEUE, load_one, &loading);
    if (!err) err = loading.err;
    int held = 0;
    if (!err) log_line(LOG_NOTE, "%d requests wait", courier->schedule.count);
    if (spool_each(&courier->spool, SPOOL_HOLD, count_one, &held) == ERR_NONE && held > 0)
        log_line(LOG_WARNING, "%d more are held for the operator: naast spool list", held);
    return err;
}

static bool is_known(const struct loading *loading, const struct spool_entry *entry)
{
    if (schedule_find(&loading->courier->schedule, entry->id) >= 0) return true;
    char name[9];
    id_short(entry->id, name);
    log_line(LOG_WARNING, "%s: lay on the disk unnoticed; taken up again", name);
    return false;
}

static bool adopt_flight(void *with, const struct spool_entry *entry)
{
    return is_known(with, entry) || load_flight(with, entry);
}

static bool adopt_one(void *with, const struct spool_entry *entry)
{
    return is_known(with, entry) || load_one(with, entry);
}

void courier_adopt(struct courier *courier)
{
    struct loading loading = {.courier = courier};
    if (!courier->is_configured || courier->stop_ms != 0) return;
    enum err err = spool_each(&courier->spool, SPOOL_FLIGHT, adopt_flight, &loading);
    if (!err) err = spool_each(&courier->spool, SPOOL_QUEUE, adopt_one, &loading);
    if (err || loading.err) log_line(LOG_FAULT, "the queue cannot be looked through");
}

void courier_notice(struct courier *courier, struct id id)
{
    enum spool_state state;
    struct waiting waiting = {.id = id,
                              .made_s = courier->wall_s,
                              .hour_s = courier_stamp_s(courier),
                              .came_ms = courier->now_ms,
                              .route = SCHEDULE_UNREAD};
    if (schedule_find(&courier->schedule, id) >= 0) return;    /* our own move */
    if (spool_find(&courier->spool, id, &state) != SPOOL_WAITING || state != SPOOL_QUEUE)
        return;
    courier->has_changed = true;
    if (schedule_add(&courier->schedule, &waiting))
        log_line(LOG_FAULT, "no memory for a request put back");
}

/* When it came: by the hour of its file, which somebody vouched for, and to the second by what
 * it says itself, if that can be so. While nobody vouches for the clock, by what it says. */
static int64_t since_s(const struct courier *courier, const struct waiting *waiting)
{
    if (!courier->has_trusted_clock) return waiting->made_s;
    int64_t wall_s = courier->wall_s;
    int64_t hour_s = waiting->hour_s < wall_s ? waiting->hour_s : wall_s;
    bool is_of_that_hour = waiting->made_s >= hour_s && waiting->made_s < hour_s + HOUR_S;
    return is_of_that_hour && waiting->made_s <= wall_s ? waiting->made_s : hour_s;
}

/* Nobody but the operator can find out whether it arrived. */
static bool is_held_as_forgotten(struct courier *courier, int place)
{
    const struct waiting *waiting = &courier->schedule.all[place];
    struct verdict verdict = {.outcome = OUTCOME_AMBIGUOUS, .reason = REASON_FORGOTTEN};
    struct id id = waiting->id;
    int dedupe_days = courier->routes.all[waiting->route].dedupe_days;
    if (!waiting->may_have_left
        || !policy_key_is_forgotten(since_s(courier, waiting), dedupe_days, courier->wall_s))
        return false;
    hold(courier, id, SPOOL_QUEUE, &verdict);
    schedule_drop(&courier->schedule, place);
    courier_tell_all(courier, LINK_WAITING, id);
    return true;
}

/* What an earlier courier left may have waited out an outage. */
static void resume(struct courier *courier, const struct waiting *waiting)
{
    uint64_t age_ms = policy_age_ms(courier->wall_s - since_s(courier, waiting),
                                    courier->has_trusted_clock);
    uint64_t random = 0;
    if (!waiting->may_have_left) return;
    randombytes_buf(&random, sizeof random);
    breaker_resume(&courier->schedule.breakers[waiting->route], age_ms, courier->now_ms,
                   random);
}

static void read_one(struct courier *courier, int place)
{
    struct id id = courier->schedule.all[place].id;
    struct bytes plain = {.limit_bytes = SEALED_PLAIN_BYTES, .is_private = true};
    struct envelope envelope;
    int route = -1;
    enum err err = open_file(courier, id, SPOOL_QUEUE, &plain, &envelope, &route);
    bytes_wipe(&plain);
    if (!err) {
        schedule_read(&courier->schedule, place, route, envelope.made_s);
        if (!is_held_as_forgotten(courier, place))
            resume(courier, &courier->schedule.all[place]);
        return;
    }
    if (is_its_own_fault(err)) hold_unreadable(courier, id, SPOOL_QUEUE, err);
    /* What the disk or memory could not give stays in the queue, and is read again after a
     * restart. */
    else if (err != ERR_CLOSED)
        log_line(LOG_FAULT, "a request cannot be read now: %s", err_name(err));
    schedule_drop(&courier->schedule, place);
}

bool courier_read_some(struct courier *courier)
{
    if (!courier->is_configured) return false;
    for (int i = 0; i < READ_AT_ONCE; i++) {
        int place = schedule_next_unread(&courier->schedule);
        if (place < 0) return false;
        read_one(courier, place);
    }
    return schedule_next_unread(&courier->schedule) >= 0;
}

/* Sending */

/* The mark comes before the first byte: after a crash we know which requests may have left. */
static enum err mark_in_flight(struct courier *courier, struct id id)
{
    enum spool_state state;
    enum err err = spool_move(&courier->spool, id, SPOOL_QUEUE, SPOOL_FLIGHT);
    if (err != ERR_MISSING) return err;
    /* An earlier move back may have failed; then it lies there already. Else the operator took
     * it. */
    if (spool_find(&courier->spool, id, &state) == SPOOL_WAITING && state == SPOOL_FLIGHT)
        return ERR_NONE;
    return ERR_CLOSED;
}

static struct attempt *free_attempt(struct courier *courier)
{
    for (int i = 0; i < SCHEDULE_FLIGHTS_MOST; i++)
        if (!courier->attempts[i].is_running) return &courier->attempts[i];
    return NULL;
}

static enum err launch(struct courier *courier, struct id id, struct attempt *attempt)
{
    struct bytes plain = {.limit_bytes = SEALED_PLAIN_BYTES, .is_private = true};
    struct envelope envelope;
    int route = -1;
    enum err err = mark_in_flight(courier, id);
    if (!err) err = open_file(courier, id, SPOOL_FLIGHT, &plain, &envelope, &route);
    if (!err) {
        err = attempt_start(&courier->runner, &courier->routes, route, &envelope,
                            grant_token(&courier->grants[route], courier->now_ms),
                            courier->now_ms, attempt);
        /* The runner's trouble, such as no process to be had: the file is there. */
        if (err == ERR_CLOSED) err = ERR_SYSTEM;
    }
    bytes_wipe(&plain);
    return err;
}

static void start_one(struct courier *courier, int place, struct attempt *attempt)
{
    struct id id = courier->schedule.all[place].id;
    if (is_held_as_forgotten(courier, place)) return;
    enum err err = launch(courier, id, attempt);
    if (!err) {
        schedule_begin(&courier->schedule, place);
        return;
    }
    if (err == ERR_CLOSED || is_its_own_fault(err)) {
        if (err != ERR_CLOSED) hold_unreadable(courier, id, SPOOL_FLIGHT, err);
        schedule_drop(&courier->schedule, place);
        courier->has_changed = true;
        return;
    }
    /* Our own trouble; nothing has left. It counts as a failed attempt, so that we do not try
     * in a circle. */
    struct attempt none = {.id = id};
    struct verdict verdict = {.outcome = OUTCOME_NOT_SENT, .reason = REASON_OURSELVES};
    schedule_begin(&courier->schedule, place);
    courier_end_attempt(courier, &none, &verdict);
}

void courier_start_attempts(struct courier *courier)
{
    if (!courier->is_configured || courier->stop_ms != 0) return;
    for (;;) {
        struct attempt *attempt = free_attempt(courier);
        int place = schedule_next(&courier->schedule, courier->now_ms, courier->is_once);
        if (!attempt || place < 0) return;
        /* The fewest attempts come first, so this means: all have been tried. */
        if (courier->is_once && courier->schedule.all[place].attempts > 0) return;
        start_one(courier, place, attempt);
    }
}

/* Ending */

static void end_delivered(struct courier *courier, int place, const struct verdict *verdict)
{
    struct waiting *waiting = &courier->schedule.all[place];
    struct id id = waiting->id;
    enum spool_state state;
    courier_log_end(id, verdict);
    enum err err = spool_finish(&courier->spool, id, SPOOL_FLIGHT, SPOOL_DELIVERED,
                                courier_stamp_s(courier));
    courier_tell_all(courier, LINK_DELIVERED, id);
    if (err)
        log_line(LOG_FAULT, "a delivered request could not be taken off the disk: %s",
                 err_name(err));
    /* Still waiting on the disk: remembered here, so that this courier never sends it again.
     * The next one asks the provider with the same key. */
    if (err && spool_find(&courier->spool, id, &state) == SPOOL_WAITING)
        waiting->is_over = true;
    else schedule_drop(&courier->schedule, place);
}

void courier_finish_again(struct courier *courier)
{
    for (int i = courier->schedule.count - 1; i >= 0; i--) {
        struct id id = courier->schedule.all[i].id;
        if (!courier->schedule.all[i].is_over) continue;
        enum err err = spool_finish(&courier->spool, id, SPOOL_FLIGHT, SPOOL_DELIVERED,
                                    courier_stamp_s(courier));
        if (err && err != ERR_MISSING) continue;    /* MISSING: the operator took it away */
        schedule_drop(&courier->schedule, i);
        courier->has_changed = true;
    }
}

static void end_in_queue(struct courier *courier, int place, const struct verdict *verdict)
{
    struct id id = courier->schedule.all[place].id;
    courier_log_end(id, verdict);
    enum err err = spool_move(&courier->spool, id, SPOOL_FLIGHT, SPOOL_QUEUE);
    if (err && err != ERR_MISSING)
        log_line(LOG_FAULT, "a request stays marked as in flight: %s", err_name(err));
    courier_tell_all(courier, LINK_WAITING, id);
}

static void end_in_hold(struct courier *courier, int place, const struct verdict *verdict)
{
    struct id id = courier->schedule.all[place].id;
    hold(courier, id, SPOOL_FLIGHT, verdict);
    schedule_drop(&courier->schedule, place);
    courier_tell_all(courier, LINK_WAITING, id);
}

static enum link_field link_field_of(enum contact_field field)
{
    switch (field) {
    case CONTACT_NONE:  return LINK_FIELD_NONE;
    case CONTACT_NAME:  return LINK_FIELD_NAME;
    case CONTACT_PHONE: return LINK_FIELD_PHONE;
    case CONTACT_EMAIL: return LINK_FIELD_EMAIL;
    }
    return LINK_FIELD_NONE;
}

/* Held first, asked then: if the visitor has left meanwhile, the operator has it and nothing is
 * lost. */
static void end_asking(struct courier *courier, int place, const struct verdict *verdict)
{
    struct waiting waiting = courier->schedule.all[place];
    if (courier->is_once || !courier_link_has(&courier->link, waiting.peer)) {
        end_in_hold(courier, place, verdict);
        return;
    }
    struct link_event event = {.news = LINK_BAD_CONTACT,
                               .id = waiting.id,
                               .field = link_field_of(verdict->field)};
    hold(courier, waiting.id, SPOOL_FLIGHT, verdict);
    schedule_drop(&courier->schedule, place);
    courier->asked_back[courier->next_asked_back] =
        (struct asked_back){.id = waiting.id, .peer = waiting.peer};
    courier->next_asked_back = (courier->next_asked_back + 1) % ASKED_BACK_MOST;
    courier_link_tell(&courier->link, waiting.peer, &event);
}

void courier_end_attempt(struct courier *courier, struct attempt *attempt,
                         const struct verdict *verdict)
{
    int place = schedule_find(&courier->schedule, attempt->id);
    grant_take(&courier->grants[attempt->route], &attempt->grant, courier->now_ms);
    if (place < 0) return;
    int route = courier->schedule.all[place].route;
    uint64_t random = 0;
    randombytes_buf(&random, sizeof random);
    bool has_turned = schedule_end(&courier->schedule, place, verdict, courier->now_ms, random);
    courier->has_changed = true;
    if (verdict->outcome == OUTCOME_AMBIGUOUS)
        courier->schedule.all[place].may_have_left = true;
    courier_log_provider(courier, route, verdict, has_turned);
    switch (policy_step(verdict, courier->routes.all[route].has_dedupe)) {
    case STEP_FINISH:      end_delivered(courier, place, verdict); return;
    case STEP_QUEUE:       end_in_queue(courier, place, verdict); return;
    case STEP_HOLD:        end_in_hold(courier, place, verdict); return;
    case STEP_ASK_VISITOR: end_asking(courier, place, verdict); return;
    }
}
