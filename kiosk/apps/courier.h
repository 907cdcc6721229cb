/* SPDX-License-Identifier: EUPL-1.2 */
/* courier.h - the parts of naast-courier. It has network, private key and spool, and no screen.
 *
 * Shape:  one thread that sleeps in poll(). What happens comes in by the link (kiosks), the
 *         channel of an attempt (another process), the timer on the boot clock, a signal, or a
 *         request that the operator put back in the queue. With nothing waiting there is no
 *         timer: no wake-up at rest.
 *         Once it runs it can open no internet socket and start no process: the runner can,
 *         which is forked before keys are read. Without its runner it ends, to be started
 *         again.
 * Rule:   what a request is about never reaches the log: only its short name and a reason. */
#ifndef NAAST_APPS_COURIER_H
#define NAAST_APPS_COURIER_H
#include "base/sandbox.h"
#include "delivery/attempt.h"
#include "delivery/schedule.h"
#include "link/courier_link.h"
#include "spool/key_ring.h"
#include "spool/spool.h"

#define ASKED_BACK_MOST 8

/* A request the provider refused for its contact field; the kiosk may take it back. */
struct asked_back {
    struct id id;
    uint32_t peer;         /* 0: free */
};

struct courier {
    const char *metrics_path;      /* NULL: none */
    bool is_once;
    bool is_configured;            /* the configuration could be read */
    int retention_days;
    struct key_ring keys;
    struct sandbox_state sandbox;
    bool is_in_tpm, has_swap;      /* for the health file; looked at once, at start */
    struct routes routes;
    struct spool spool;
    struct courier_link link;
    struct schedule schedule;
    struct runner runner;
    bool has_lost_runner;
    struct attempt attempts[SCHEDULE_FLIGHTS_MOST];
    struct grant grants[PROVIDERS_MOST];              /* same places as struct routes */
    enum reason told[PROVIDERS_MOST];                 /* to the operator, of a bad provider */
    struct asked_back asked_back[ASKED_BACK_MOST];
    int next_asked_back;
    int timer, signals, watch;
    uint64_t chores_ms;            /* when to look after ages again */
    struct { int64_t queue, hold; } alerted_days;   /* how old the oldest was when last said */
    bool has_trusted_clock;        /* somebody who knows sets it; only as of the last chores */
    uint64_t stop_ms;              /* 0: running; else stopping, and attempts are killed then */
    bool has_changed;              /* the metrics file is old */
    int64_t wall_s;                /* both clocks, read once a round */
    uint64_t now_ms;
};

/* courier_setup.c: files and rights before the first round */
struct courier_places {
    const char *config, *data, *key;
    const char *socket;   /* NULL with is_once, or when systemd hands it over */
};
enum err courier_harden(void) MUST_USE;                 /* no core dump, no tracer */
enum err courier_setup(struct courier *courier, const struct courier_places *places) MUST_USE;
void courier_finish(struct courier *courier);
/* courier_sandbox.c: after it, only the spool can be written */
enum err courier_sandbox(struct courier *courier, const struct courier_places *places) MUST_USE;
enum err courier_sandbox_runner(void) MUST_USE;    /* in the runner: the network, and no more */

/* courier_requests.c: what a kiosk asks */
/* A new key when it is time, told to all kiosks; and the end of old ones. */
void courier_turn_keys(struct courier *courier);
void courier_answer(struct courier *courier, uint32_t peer, const struct link_request *request);

/* courier_delivery.c: from queue to provider */
enum err courier_load(struct courier *courier) MUST_USE;   /* all that waits on the disk */
/* What was delivered and could not be taken off the disk then. */
void courier_finish_again(struct courier *courier);
/* What lies in queue or flight and is not in the schedule: disk or memory failed once. */
void courier_adopt(struct courier *courier);
/* It came into the queue from outside: the operator's doing. */
void courier_notice(struct courier *courier, struct id id);
bool courier_read_some(struct courier *courier);   /* opens a few; true: there are more */
void courier_start_attempts(struct courier *courier);
void courier_end_attempt(struct courier *courier, struct attempt *attempt,
                         const struct verdict *verdict);
/* ERR_FORMAT, ERR_REFUSED, ERR_MISSING (no such provider here). `plain_out` is private; wipe
 * it. */
enum err courier_open_request(const struct courier *courier, struct id id,
                              const struct sealed *sealed, struct bytes *plain_out,
                              struct envelope *envelope_out, int *route_out) MUST_USE;
void courier_tell(struct courier *courier, uint32_t peer, enum link_news news, struct id id);
void courier_tell_all(struct courier *courier, enum link_news news, struct id id);

/* courier_words.c: what the log says */
/* `err`: it could not be held. */
void courier_log_hold(struct id id, const struct verdict *verdict, enum err err);
void courier_log_end(struct id id, const struct verdict *verdict);
/* When a provider turns bad, when it turns out that the operator must come, and when it is
 * back; not at every attempt between. */
void courier_log_provider(struct courier *courier, int route, const struct verdict *verdict,
                          bool has_turned);

/* courier_chores.c: ages, retention, metrics */
void courier_chores(struct courier *courier);
bool courier_clock_is_trusted(void);   /* asked anew: somebody may have set it just now */
/* The time that a file of the spool may tell. */
int64_t courier_stamp_s(const struct courier *courier);
void courier_write_metrics(struct courier *courier);

/* courier_health.c: how well what waits is protected */
void courier_look_round(struct courier *courier);   /* before the sandbox */
enum err courier_write_health(const struct courier *courier, struct bytes *text) MUST_USE;

/* courier_loop.c */
int courier_run(struct courier *courier);                        /* exit status */

#endif
