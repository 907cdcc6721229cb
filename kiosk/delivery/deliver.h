/* SPDX-License-Identifier: EUPL-1.2 */
/* deliver.h - one attempt from its first message to its verdict: who we are (token, OAuth2,
 * certificate), what the adapter says to send, what it makes of the answers.
 *
 * Thread: one a process; blocks. The courier runs it in a child (attempt.h). */
#ifndef NAAST_DELIVERY_DELIVER_H
#define NAAST_DELIVERY_DELIVER_H
#include "delivery/credential.h"
#include "delivery/envelope.h"
#include "delivery/grant.h"
#include "delivery/route.h"
#include "delivery/verdict.h"

/* `grant` comes with the token the courier has, if any, and goes with a new one. `before_send`
 * is called before bytes of the request may leave, for each message anew; not while a token is
 * fetched. */
struct verdict deliver(const struct route *route, const struct envelope *envelope,
                       const struct credentials *credentials, struct grant *grant,
                       void (*before_send)(void *with), void *with);

#endif
