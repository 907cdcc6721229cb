/* SPDX-License-Identifier: EUPL-1.2 */
/* attempt.h - one attempt to deliver one request, in a process of its own.
 *
 * Why a process: getaddrinfo can hang far beyond any time-out and cannot be cancelled (curl
 *         #2975, #8515); a process can be killed. What a stranger answers is read there, by
 *         somebody who has neither the secret key nor the spool, and no other provider's
 *         credentials. And when it ends, every copy that libcurl and OpenSSL made of the
 *         visitor's name ends with it.
 * Shape:  the child is forked from the runner (runner.h). It hears the request, the OAuth2
 *         token and the credentials of its route through its channel, and reports there: the
 *         letter SENDING when the connection stands and the request is about to leave; if its
 *         token is another than it came with, that token; and one struct verdict at its end. A
 *         child that dies before the first letter has certainly sent nothing.
 * Thread: one. */
#ifndef NAAST_DELIVERY_ATTEMPT_H
#define NAAST_DELIVERY_ATTEMPT_H
#include "base/id.h"
#include "delivery/envelope.h"
#include "delivery/grant.h"
#include "delivery/route.h"
#include "delivery/runner.h"
#include "delivery/verdict.h"

/* Above all time limits of http.h, which a hanging name server passes by. */
#define ATTEMPT_MOST_MS 45000
/* The same where one request takes several messages. What is not finished then goes on at the
 * next attempt. */
#define ATTEMPT_SEVERAL_MOST_MS 120000

struct attempt {
    bool is_running;
    int handle;           /* on the process (runner.h) */
    int channel;
    struct id id;
    int route;
    bool may_be_sent;
    uint64_t ends_ms;     /* then it is killed */
    struct bytes report;  /* private: a token may be in it */
    struct grant grant;   /* when it is over: a new token, for the courier to take or wipe */
};

/* What the runner's children do; `with` is the struct routes they may send to. */
void attempt_run(int channel, const void *with);

/* `routes` as the runner has them. The envelope, its body and the OAuth2 token we have ("" for
 * none) are copied; the caller wipes its own at once. Not a byte has left after an error:
 * ERR_CLOSED (no runner, or it has no process for us), ERR_TIMEOUT, ERR_SYSTEM. */
enum err attempt_start(const struct runner *runner, const struct routes *routes,
                       int route_place, const struct envelope *envelope, const char *token,
                       uint64_t now_ms, struct attempt *attempt_out) MUST_USE;
/* When the channel has something: ERR_TIMEOUT means not finished yet, ERR_NONE that
 * `verdict_out` holds and the attempt is over. */
enum err attempt_read(struct attempt *attempt, struct verdict *verdict_out) MUST_USE;
/* Kills it; the verdict is what can be known. */
void attempt_kill(struct attempt *attempt, struct verdict *verdict_out);

#endif
