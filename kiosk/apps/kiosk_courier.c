/* SPDX-License-Identifier: EUPL-1.2 */
#include "apps/kiosk_courier.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/clock.h"
#include "base/log.h"
#include "model/request.h"

#define NEWS_MOST 32
#define PAUSE_LEAST_MS 50
#define PAUSE_MOST_MS 5000
#define AWAY_MS 1000 /* a courier that is only being restarted puts no kiosk out of service */

struct kiosk_courier {
    const char *socket_path;
    void (*wake)(void);
    pthread_t thread;
    pthread_mutex_t lock;
    pthread_cond_t changed;
    /* under the lock */
    struct kiosk_link link;
    bool is_open, is_stopping;
    struct link_event news[NEWS_MOST];
    int first, count;
    /* of the main thread */
    struct public_key key;
    bool has_key;
};

/* Waits for room rather than dropping: each piece of news is one a visitor waits for. */
static void add_news(struct kiosk_courier *courier, const struct link_event *event)
{
    pthread_mutex_lock(&courier->lock);
    while (courier->count == NEWS_MOST && !courier->is_stopping)
        pthread_cond_wait(&courier->changed, &courier->lock);
    if (courier->count < NEWS_MOST)
        courier->news[(courier->first + courier->count++) % NEWS_MOST] = *event;
    pthread_mutex_unlock(&courier->lock);
    courier->wake();
}

static bool is_stopping(struct kiosk_courier *courier)
{
    pthread_mutex_lock(&courier->lock);
    bool is = courier->is_stopping;
    pthread_mutex_unlock(&courier->lock);
    return is;
}

static void pause_for(struct kiosk_courier *courier, int pause_ms)
{
    struct timespec until;
    clock_gettime(CLOCK_MONOTONIC, &until);
    until.tv_sec += pause_ms / 1000;
    until.tv_nsec += pause_ms % 1000 * 1000000L;
    if (until.tv_nsec >= 1000000000L) {
        until.tv_sec++;
        until.tv_nsec -= 1000000000L;
    }
    pthread_mutex_lock(&courier->lock);
    int result = 0;
    while (!courier->is_stopping && result == 0)
        result = pthread_cond_timedwait(&courier->changed, &courier->lock, &until);
    pthread_mutex_unlock(&courier->lock);
}

/* The line is open from here until listen() is over; senders look at is_open under the lock. */
static enum err open_line(struct kiosk_courier *courier)
{
    struct kiosk_link link = {.fd = -1};
    enum err err = kiosk_link_open(courier->socket_path, &link);
    if (err) return err;
    pthread_mutex_lock(&courier->lock);
    courier->link = link;
    courier->is_open = true;
    if (courier->is_stopping) kiosk_link_stop(&courier->link);
    err = kiosk_link_hello(&courier->link);
    pthread_mutex_unlock(&courier->lock);
    return err;
}

static void close_line(struct kiosk_courier *courier)
{
    pthread_mutex_lock(&courier->lock);
    if (courier->is_open) kiosk_link_close(&courier->link);
    courier->is_open = false;
    pthread_mutex_unlock(&courier->lock);
}

/* Returns when the line is gone. Only this thread closes it, so it may read link without the
 * lock. */
static void listen_to(struct kiosk_courier *courier)
{
    struct kiosk_link link = courier->link;
    struct link_event event;
    enum err err;
    while (!(err = kiosk_link_receive(&link, &event))) add_news(courier, &event);
    if (err != ERR_CLOSED)
        log_line(LOG_WARNING, "the courier is not understood: %s", err_name(err));
}

static void *keep_line(void *with)
{
    struct kiosk_courier *courier = with;
    static const struct link_event away = {.news = LINK_NOT_READY};
    uint64_t away_since_ms = clock_boot_ms();
    bool has_told = false;
    int pause_ms = PAUSE_LEAST_MS;
    while (!is_stopping(courier)) {
        if (!open_line(courier)) {
            listen_to(courier);
            away_since_ms = clock_boot_ms();
            has_told = false;
            pause_ms = PAUSE_LEAST_MS;
        }
        close_line(courier);
        pause_for(courier, pause_ms);
        pause_ms = pause_ms * 2 < PAUSE_MOST_MS ? pause_ms * 2 : PAUSE_MOST_MS;
        if (!has_told && clock_boot_ms() - away_since_ms >= AWAY_MS) {
            add_news(courier, &away);
            has_told = true;
        }
    }
    return NULL;
}

static enum err start_thread(struct kiosk_courier *courier)
{
    pthread_condattr_t clock;
    pthread_condattr_init(&clock);
    pthread_condattr_setclock(&clock, CLOCK_MONOTONIC);
    pthread_mutex_init(&courier->lock, NULL);
    pthread_cond_init(&courier->changed, &clock);
    pthread_condattr_destroy(&clock);
    return pthread_create(&courier->thread, NULL, keep_line, courier) == 0 ? ERR_NONE
                                                                           : ERR_SYSTEM;
}

enum err kiosk_courier_start(const char *socket_path, void (*wake)(void),
                             struct kiosk_courier **courier_out)
{
    *courier_out = NULL;
    struct kiosk_courier *courier = calloc(1, sizeof *courier);
    if (!courier) return ERR_MEMORY;
    courier->socket_path = socket_path;
    courier->wake = wake;
    courier->link.fd = -1;
    enum err err = start_thread(courier);
    if (err) {
        free(courier);
        return err;
    }
    *courier_out = courier;
    return ERR_NONE;
}

void kiosk_courier_stop(struct kiosk_courier *courier)
{
    if (!courier) return;
    pthread_mutex_lock(&courier->lock);
    courier->is_stopping = true;
    if (courier->is_open) kiosk_link_stop(&courier->link);
    pthread_cond_broadcast(&courier->changed);
    pthread_mutex_unlock(&courier->lock);
    pthread_join(courier->thread, NULL);
    pthread_cond_destroy(&courier->changed);
    pthread_mutex_destroy(&courier->lock);
    free(courier);
}

bool kiosk_courier_news(struct kiosk_courier *courier, struct link_event *event_out)
{
    pthread_mutex_lock(&courier->lock);
    bool has_news = courier->count > 0;
    if (has_news) {
        *event_out = courier->news[courier->first];
        courier->first = (courier->first + 1) % NEWS_MOST;
        courier->count--;
        pthread_cond_broadcast(&courier->changed);
    }
    pthread_mutex_unlock(&courier->lock);
    if (has_news && event_out->news == LINK_READY) {
        courier->key = event_out->key;
        courier->has_key = true;
    }
    return has_news;
}

enum err kiosk_courier_hello(struct kiosk_courier *courier)
{
    pthread_mutex_lock(&courier->lock);
    enum err err = courier->is_open ? kiosk_link_hello(&courier->link) : ERR_CLOSED;
    pthread_mutex_unlock(&courier->lock);
    return err;
}

enum err kiosk_courier_take_back(struct kiosk_courier *courier, struct id id)
{
    pthread_mutex_lock(&courier->lock);
    enum err err = courier->is_open ? kiosk_link_take_back(&courier->link, id) : ERR_CLOSED;
    pthread_mutex_unlock(&courier->lock);
    return err;
}

enum err kiosk_courier_submit(struct kiosk_courier *courier, const struct model *model)
{
    if (!courier->has_key) return ERR_CLOSED;
    struct bytes envelope = {.limit_bytes = SEALED_PLAIN_BYTES, .is_private = true};
    struct sealed sealed;
    enum err err = request_write_envelope(model, &envelope);
    if (!err) err = seal(&courier->key, &envelope, &sealed);
    bytes_wipe(&envelope);
    if (err) return err;
    pthread_mutex_lock(&courier->lock);
    err = courier->is_open ? kiosk_link_submit(&courier->link, model->form.id, &sealed)
                           : ERR_CLOSED;
    pthread_mutex_unlock(&courier->lock);
    return err;
}
