/* SPDX-License-Identifier: EUPL-1.2 */
/* adapter.h - one kind of receiver: how a request becomes an HTTP message, and what its answer
 * means.
 *
 * Both functions are pure: no network, no clock, no file. A new kind is a file
 * adapter_<name>.c, a line in adapters.c, a value in content's enum adapter, and recorded
 * answers in tests/delivery. A kind that needs several messages for one request
 * (Klantinteracties) gets its own outcome for "go on with the next one"; the compiler then
 * names every place that must know it. */
#ifndef NAAST_DELIVERY_ADAPTER_H
#define NAAST_DELIVERY_ADAPTER_H
#include "delivery/envelope.h"
#include "delivery/http.h"
#include "delivery/route.h"
#include "delivery/verdict.h"

struct delivery_adapter {
    enum adapter kind;
    /* `token` is "" when there is none. ERR_LARGE, ERR_FORMAT: the route or the token cannot be
     * used. */
    enum err (*write)(const struct route *route, const struct envelope *envelope,
                      const char *token, struct http_message *message_out);
    struct verdict (*judge)(const struct route *route, const struct envelope *envelope,
                            const struct http_answer *answer, int64_t wall_s);
};

const struct delivery_adapter *adapter_find(enum adapter kind); /* NULL: not in this program */

#endif
