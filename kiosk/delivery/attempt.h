/* SPDX-License-Identifier: EUPL-1.2 */
/* attempt.h - one attempt to deliver one request, in a process of its own.
 *
 * Why a process: getaddrinfo can hang far beyond any time-out and cannot be cancelled (curl
 *         #2975, #8515); a process can be killed. What a stranger answers is read there, by
 *         somebody who has neither the secret key nor the spool. And when it ends, every copy
 *         that libcurl and OpenSSL made of the visitor's name ends with it.
 * Shape:  the child writes one byte when the connection stands and the request is about to
 *         leave, and one struct verdict at its end. A child that dies before the first byte has
 *         certainly sent nothing.
 * Thread: one. Start only from a process with one thread (fork). */
#ifndef NAAST_DELIVERY_ATTEMPT_H
#define NAAST_DELIVERY_ATTEMPT_H
#include <sys/types.h>
#include "base/id.h"
#include "delivery/envelope.h"
#include "delivery/route.h"
#include "delivery/verdict.h"

/* Above all time limits of http.h, which a hanging name server passes by. */
#define ATTEMPT_MOST_MS 45000

struct attempt {
    pid_t child;          /* 0: none */
    int pipe;
    struct id id;
    int route;
    bool may_be_sent;
    uint64_t ends_ms;     /* then it is killed */
    size_t got_bytes;
    union {
        struct verdict verdict;
        unsigned char bytes[sizeof(struct verdict)];
    } report;
};

/* The envelope and its body are copied by fork; the caller wipes its own at once.
 * ERR_SYSTEM. */
enum err attempt_start(const struct route *route, int route_place,
                       const struct envelope *envelope, uint64_t now_ms,
                       struct attempt *attempt_out) MUST_USE;
/* When the pipe has something: ERR_TIMEOUT means not finished yet, ERR_NONE that `verdict_out`
 * holds and the attempt is over. */
enum err attempt_read(struct attempt *attempt, struct verdict *verdict_out) MUST_USE;
/* Kills it; the verdict is what can be known. */
void attempt_kill(struct attempt *attempt, struct verdict *verdict_out);

/* What the child does; here for tests and for nobody else. */
struct verdict attempt_deliver(const struct route *route, const struct envelope *envelope,
                               void (*before_send)(void *with), void *with);

#endif
