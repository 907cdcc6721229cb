/* SPDX-License-Identifier: EUPL-1.2 */
/* courier_loop.c - the one place where the courier sleeps. */
#include "apps/courier.h"

#include <errno.h>
#include <poll.h>
#include <string.h>
#include <sys/inotify.h>
#include <sys/signalfd.h>
#include <sys/timerfd.h>
#include <systemd/sd-daemon.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/log.h"
#include "spool/spool_name.h"

#define REQUESTS_AT_ONCE 4     /* a visitor sends twice and leaves; others wait meanwhile */
#define STOP_MOST_MS 5000      /* attempts in flight may end by themselves until then */
#define AT_SIGNALS COURIER_LINK_FDS
#define AT_TIMER (AT_SIGNALS + 1)
#define AT_WATCH (AT_TIMER + 1)
#define AT_RUNNER (AT_WATCH + 1)
#define AT_ATTEMPTS (AT_RUNNER + 1)
#define FDS_COUNT (AT_ATTEMPTS + SCHEDULE_FLIGHTS_MOST)
#define EXIT_FINE 0
#define EXIT_WAITING 1
#define EXIT_NO_RUNNER 1

static void read_clocks(struct courier *courier)
{
    courier->wall_s = clock_wall_s();
    courier->now_ms = clock_boot_ms();
}

/* Waiting */

static uint64_t earliest(uint64_t a, uint64_t b)
{
    return a < b ? a : b;
}

static uint64_t next_wake_ms(const struct courier *courier)
{
    uint64_t next_ms = SCHEDULE_NEVER;
    for (int i = 0; i < SCHEDULE_FLIGHTS_MOST; i++)
        if (courier->attempts[i].is_running)
            next_ms = earliest(next_ms, courier->attempts[i].ends_ms);
    if (courier->stop_ms != 0) return earliest(next_ms, courier->stop_ms);
    if (courier->is_configured && !courier->is_once)
        next_ms = earliest(next_ms, schedule_next_ms(&courier->schedule, courier->now_ms));
    return earliest(next_ms, courier->chores_ms);
}

/* All zero disarms it: nothing to wake up for. */
static void set_timer(const struct courier *courier)
{
    uint64_t next_ms = next_wake_ms(courier);
    struct itimerspec at = {0};
    if (next_ms != SCHEDULE_NEVER) {
        at.it_value.tv_sec = (time_t)(next_ms / 1000);
        /* Never zero, which would mean "off". */
        at.it_value.tv_nsec = (long)(next_ms % 1000) * 1000000 + 1;
    }
    if (timerfd_settime(courier->timer, TFD_TIMER_ABSTIME, &at, NULL) < 0)
        log_line(LOG_FAULT, "the timer cannot be set");
}

static void fill_fds(const struct courier *courier, struct pollfd fds[FDS_COUNT])
{
    for (int i = 0; i < FDS_COUNT; i++) fds[i] = (struct pollfd){.fd = -1, .events = POLLIN};
    if (!courier->is_once && courier->stop_ms == 0) courier_link_watch(&courier->link, fds);
    fds[AT_SIGNALS].fd = courier->signals;
    fds[AT_TIMER].fd = courier->timer;
    fds[AT_WATCH].fd = courier->watch;
    if (!courier->has_lost_runner) fds[AT_RUNNER].fd = courier->runner.handle;
    for (int i = 0; i < SCHEDULE_FLIGHTS_MOST; i++)
        if (courier->attempts[i].is_running)
            fds[AT_ATTEMPTS + i].fd = courier->attempts[i].channel;
}

/* What happened */

/* All that lies there, before an attempt begins: a kiosk that waited in vain, because we or the
 * disk stood still, may want back what it handed in before. */
static void hear_kiosk(struct courier *courier, int place)
{
    static struct link_request request;    /* large */
    enum err err = ERR_NONE;
    for (int i = 0; i < REQUESTS_AT_ONCE && !err; i++) {
        uint32_t peer = courier_link_number(&courier->link, place);
        err = courier_link_receive(&courier->link, place, &request);
        if (!err) courier_answer(courier, peer, &request);
    }
    if (err == ERR_FORMAT) log_line(LOG_WARNING, "a kiosk spoke nonsense and was sent away");
}

static void hear_kiosks(struct courier *courier, const struct pollfd fds[FDS_COUNT])
{
    for (int place = 0; place < COURIER_LINK_PEERS; place++)
        if (fds[1 + place].revents) hear_kiosk(courier, place);
    if (!fds[0].revents) return;
    enum err err = courier_link_accept(&courier->link);
    if (err) log_line(LOG_WARNING, "a kiosk was sent away: %s", err_name(err));
}

static void hear_signal(struct courier *courier)
{
    struct signalfd_siginfo signal;
    if (read(courier->signals, &signal, sizeof signal) != (ssize_t)sizeof signal) return;
    if (courier->stop_ms != 0) return;
    sd_notify(0, "STOPPING=1");
    log_line(LOG_NOTE, "ending");
    courier->stop_ms = courier->now_ms + STOP_MOST_MS;
}

static void hear_watch(struct courier *courier)
{
    union { struct inotify_event event; char bytes[4096]; } in;
    ssize_t size = read(courier->watch, in.bytes, sizeof in.bytes);
    for (ssize_t at = 0; at + (ssize_t)sizeof(struct inotify_event) <= size;) {
        struct inotify_event event;
        memcpy(&event, in.bytes + at, sizeof event);
        const char *name = in.bytes + at + sizeof event;
        struct id id;
        bool is_dropped = false;
        if (event.len > 0 && spool_name_read(name, &id, &is_dropped) == ERR_NONE && !is_dropped)
            courier_notice(courier, id);
        at += (ssize_t)(sizeof event + event.len);
    }
}

static void hear_attempts(struct courier *courier, const struct pollfd fds[FDS_COUNT])
{
    for (int i = 0; i < SCHEDULE_FLIGHTS_MOST; i++) {
        struct attempt *attempt = &courier->attempts[i];
        struct verdict verdict;
        if (!attempt->is_running) continue;
        bool is_too_late = courier->now_ms >= attempt->ends_ms
                           || (courier->stop_ms != 0 && courier->now_ms >= courier->stop_ms);
        if (is_too_late) attempt_kill(attempt, &verdict);
        else if (!fds[AT_ATTEMPTS + i].revents || attempt_read(attempt, &verdict)) continue;
        courier_end_attempt(courier, attempt, &verdict);
    }
}

/* Its children die with it. A new one cannot be made from inside the sandbox: the next courier
 * has one. */
static void hear_runner(struct courier *courier)
{
    log_line(LOG_FAULT, "the runner died: nothing can be sent; ending, to be started again");
    courier->has_lost_runner = true;
    courier->stop_ms = courier->now_ms;
}

static void hear_timer(const struct courier *courier)
{
    uint64_t times;
    if (read(courier->timer, &times, sizeof times) < 0 && errno != EAGAIN)
        log_line(LOG_FAULT, "the timer cannot be read");
}

/* The end */

static bool is_done(const struct courier *courier, bool has_more)
{
    if (courier->schedule.flights > 0) return false;
    return courier->stop_ms != 0 || (courier->is_once && !has_more);
}

static bool is_any(void *with, const struct spool_entry *entry)
{
    (void)entry;
    *(bool *)with = true;
    return false;
}

static int status_at_end(const struct courier *courier)
{
    bool has_waiting = false;
    if (courier->has_lost_runner) return EXIT_NO_RUNNER;
    if (!courier->is_once) return EXIT_FINE;
    if (spool_each(&courier->spool, SPOOL_QUEUE, is_any, &has_waiting)
        || spool_each(&courier->spool, SPOOL_FLIGHT, is_any, &has_waiting)
        || spool_each(&courier->spool, SPOOL_HOLD, is_any, &has_waiting))
        return EXIT_WAITING;
    return has_waiting ? EXIT_WAITING : EXIT_FINE;
}

int courier_run(struct courier *courier)
{
    courier_chores(courier);
    sd_notify(0, "READY=1");
    for (;;) {
        struct pollfd fds[FDS_COUNT];
        bool has_more = courier_read_some(courier);
        courier_start_attempts(courier);
        courier_write_metrics(courier);
        if (is_done(courier, has_more)) break;
        set_timer(courier);
        fill_fds(courier, fds);
        int ready = poll(fds, FDS_COUNT, has_more ? 0 : -1);
        if (ready < 0 && errno != EINTR) {
            log_line(LOG_FAULT, "poll failed");
            break;
        }
        if (ready < 0) continue;
        read_clocks(courier);
        if (fds[AT_TIMER].revents) hear_timer(courier);
        if (fds[AT_SIGNALS].revents) hear_signal(courier);
        if (fds[AT_RUNNER].revents) hear_runner(courier);
        hear_attempts(courier, fds);
        if (fds[AT_WATCH].revents) hear_watch(courier);
        if (!courier->is_once && courier->stop_ms == 0) hear_kiosks(courier, fds);
        if (courier->now_ms >= courier->chores_ms) courier_chores(courier);
        else if (courier->chores_ms == SCHEDULE_NEVER && courier->schedule.count > 0)
            courier->chores_ms = courier->now_ms;
    }
    return status_at_end(courier);
}
