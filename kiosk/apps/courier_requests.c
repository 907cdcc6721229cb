/* SPDX-License-Identifier: EUPL-1.2 */
/* courier_requests.c - what a kiosk asks, and what we may promise it. */
#include "apps/courier.h"

#include <string.h>

#include "base/log.h"

void courier_tell(struct courier *courier, uint32_t peer, enum link_news news, struct id id)
{
    struct link_event event = {.news = news, .id = id};
    if (!courier->is_once) courier_link_tell(&courier->link, peer, &event);
}

void courier_tell_all(struct courier *courier, enum link_news news, struct id id)
{
    struct link_event event = {.news = news, .id = id};
    if (!courier->is_once) courier_link_tell_all(&courier->link, &event);
}

void courier_turn_keys(struct courier *courier)
{
    key_ring_read_again(&courier->keys);
    if (key_ring_turn(&courier->keys, courier->wall_s)) {
        struct link_event event = {.news = LINK_READY,
                                   .key = *key_ring_newest(&courier->keys)};
        log_line(LOG_NOTE, "a new key is in use");
        if (courier->is_configured && !courier->is_once && !spool_probe(&courier->spool))
            courier_link_tell_all(&courier->link, &event);
    }
    int gone = key_ring_drop_unused(&courier->keys, &courier->spool, courier->wall_s);
    if (gone > 0) log_line(LOG_NOTE, "%d old keys are destroyed", gone);
}

/* Ready only when a request could be stored this very moment: found out here, before anybody
 * starts typing. */
static void answer_hello(struct courier *courier, uint32_t peer)
{
    courier_turn_keys(courier);
    struct link_event event = {.news = LINK_READY, .key = *key_ring_newest(&courier->keys)};
    enum err err = spool_probe(&courier->spool);
    if (err)
        log_line(LOG_FAULT, "not ready: the data folder takes no request (%s)", err_name(err));
    if (err || !courier->is_configured) event = (struct link_event){.news = LINK_NOT_READY};
    courier_link_tell(&courier->link, peer, &event);
}

/* A box we cannot open, or for a provider we do not know, would only be kept to be lost. */
static enum err check_request(const struct courier *courier, const struct link_request *request,
                              struct waiting *waiting)
{
    struct bytes plain = {.limit_bytes = SEALED_PLAIN_BYTES, .is_private = true};
    struct envelope envelope;
    int route = -1;
    enum err err =
        courier_open_request(courier, request->id, &request->sealed, &plain, &envelope, &route);
    bytes_wipe(&plain);
    waiting->made_s = envelope.made_s;
    waiting->route = (int16_t)route;
    if (err == ERR_MISSING && !courier->is_configured) {
        waiting->route = SCHEDULE_UNREAD;
        return ERR_NONE;
    }
    return err;
}

static void keep_new(struct courier *courier, const struct waiting *waiting)
{
    char name[9];
    id_short(waiting->id, name);
    log_line(LOG_NOTE, "%s: kept", name);
    courier->has_changed = true;
    courier_tell(courier, waiting->peer, LINK_KEPT, waiting->id);
    if (schedule_add(&courier->schedule, waiting))
        log_line(LOG_FAULT,
                 "%s: no memory to deliver it now; it is on the disk and goes after a restart",
                 name);
    else if (waiting->route != SCHEDULE_UNREAD
             && courier->now_ms
                    < breaker_not_before_ms(&courier->schedule.breakers[waiting->route],
                                            waiting->came_ms))
        courier_tell(courier, waiting->peer, LINK_WAITING, waiting->id);
}

/* The kiosk did not hear our answer, or came back after a restart of one of us. */
static void answer_again(struct courier *courier, uint32_t peer, struct id id,
                         enum spool_fate before)
{
    int place = schedule_find(&courier->schedule, id);
    if (before == SPOOL_DROPPED) {
        courier_tell(courier, peer, LINK_NOT_KEPT, id);
        return;
    }
    courier_tell(courier, peer, LINK_KEPT, id);
    if (before == SPOOL_DELIVERED) courier_tell(courier, peer, LINK_DELIVERED, id);
    else if (place >= 0) courier->schedule.all[place].peer = peer;
    else courier_tell(courier, peer, LINK_WAITING, id);   /* held for the operator */
}

static void answer_submit(struct courier *courier, uint32_t peer,
                          const struct link_request *request)
{
    /* A time that nobody vouches for must not make it old, and so erase it, later. */
    struct waiting waiting = {.id = request->id, .peer = peer, .came_ms = courier->now_ms,
                              .hour_s = courier_stamp_s(courier)};
    enum spool_fate before = SPOOL_UNKNOWN;
    enum err err = check_request(courier, request, &waiting);
    if (!err)
        err = spool_submit(&courier->spool, request->id, &request->sealed, waiting.hour_s,
                           &before);
    if (err) {
        char name[9];
        id_short(request->id, name);
        log_line(LOG_FAULT, "%s: not kept (%s)", name, err_name(err));
        courier_tell(courier, peer, LINK_NOT_KEPT, request->id);
    } else if (before == SPOOL_UNKNOWN) {
        keep_new(courier, &waiting);
    } else {
        answer_again(courier, peer, request->id, before);
    }
}

/* Whether we asked this kiosk about it; from now on we have not. */
static bool was_asked_back(struct courier *courier, uint32_t peer, struct id id)
{
    for (int i = 0; i < ASKED_BACK_MOST; i++) {
        struct asked_back *asked = &courier->asked_back[i];
        if (asked->peer != peer || !id_is_same(asked->id, id)) continue;
        memset(asked, 0, sizeof *asked);
        return true;
    }
    return false;
}

/* Two things may be dropped: what we asked this kiosk about, and what it handed in and heard
 * nothing of in time. The screen then said that nothing was kept, and the visitor has left. */
static void answer_take_back(struct courier *courier, uint32_t peer, struct id id)
{
    char name[9];
    int place = schedule_find(&courier->schedule, id);
    bool is_asked = was_asked_back(courier, peer, id);
    bool is_theirs = place >= 0 && courier->schedule.all[place].peer == peer
                     && courier->schedule.all[place].attempts == 0;
    id_short(id, name);
    if (!is_asked && !is_theirs) {
        log_line(LOG_WARNING, "%s: a kiosk wants back what it cannot have back", name);
        return;
    }
    enum err err = spool_finish(&courier->spool, id, is_asked ? SPOOL_HOLD : SPOOL_QUEUE,
                                SPOOL_DROPPED, courier_stamp_s(courier));
    if (err)
        log_line(LOG_WARNING, "%s: taken back by the visitor, but not dropped (%s)", name,
                 err_name(err));
    else log_line(LOG_NOTE, "%s: taken back by the visitor", name);
    if (!err && is_theirs) schedule_drop(&courier->schedule, place);
    courier->has_changed = true;
}

void courier_answer(struct courier *courier, uint32_t peer, const struct link_request *request)
{
    switch (request->ask) {
    case LINK_HELLO:     answer_hello(courier, peer); return;
    case LINK_SUBMIT:    answer_submit(courier, peer, request); return;
    case LINK_TAKE_BACK: answer_take_back(courier, peer, request->id); return;
    }
}
