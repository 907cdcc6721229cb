/* SPDX-License-Identifier: EUPL-1.2 */
/* adapter.h - one kind of receiver: how a request becomes HTTP messages, and what their answers
 * mean.
 *
 * Both functions are pure: no network, no clock, no file. A new kind is a file
 * adapter_<name>.c, a line in adapters.c, a value in content's enum adapter, and recorded
 * answers in tests/delivery. A kind that needs several messages for one request keeps its place
 * in `struct progress`: write says what to send there, judge moves on or gives the verdict.
 *
 * Progress lives for one attempt and is never stored. A provider that takes several messages is
 * asked first, at every attempt, what it has already (adapter_klant_v1.h); its own register
 * cannot be older or newer than itself, which a note of ours on the disk could. */
#ifndef NAAST_DELIVERY_ADAPTER_H
#define NAAST_DELIVERY_ADAPTER_H
#include "delivery/envelope.h"
#include "delivery/http.h"
#include "delivery/route.h"
#include "delivery/verdict.h"

/* Plain data; zeroed: at the beginning. */
struct progress {
    int step;                              /* the adapter's own numbers */
    char contact[ID_TEXT_BYTES];           /* what the provider calls it; "" not known */
    char person[ID_TEXT_BYTES], team[ID_TEXT_BYTES];
    bool has_address, address_is_refused;
    bool contact_number_is_taken, task_number_is_taken;   /* by somebody else's, or our own */
};

enum turn {
    TURN_NEXT,     /* write again: there is more to send */
    TURN_OVER      /* the verdict holds */
};

struct delivery_adapter {
    enum adapter kind;
    const char *token_word;                /* before a fixed token: "Bearer", "Token" */
    int messages_most;                     /* more in one attempt means: it goes in a circle */
    /* Without the header Authorization. The caller wipes `message_out`, also after an error.
     * ERR_LARGE, ERR_FORMAT: the route or the request cannot be used; ERR_MEMORY. */
    enum err (*write)(const struct route *route, const struct envelope *envelope,
                      const struct progress *progress, struct http_message *message_out);
    enum turn (*judge)(const struct route *route, const struct envelope *envelope,
                       const struct http_answer *answer, int64_t wall_s,
                       struct progress *progress, struct verdict *verdict_out);
};

const struct delivery_adapter *adapter_find(enum adapter kind); /* NULL: not in this program */

#endif
