/* SPDX-License-Identifier: EUPL-1.2 */
/* attempt_words.h - what courier and attempt say to each other through the attempt's channel.
 *
 * Shape:  to the attempt one struct attempt_order and the texts it counts; from it letters,
 *         each with what stands beside it. */
#ifndef NAAST_DELIVERY_ATTEMPT_WORDS_H
#define NAAST_DELIVERY_ATTEMPT_WORDS_H
#include "delivery/credential.h"
#include "delivery/envelope.h"
#include "delivery/oauth.h"
#include "delivery/verdict.h"

enum order_text {
    ORDER_BODY, ORDER_GRANT, ORDER_SECRET, ORDER_CERTIFICATE, ORDER_KEY, ORDER_AUTHORITY,
    ORDER_TEXTS
};
#define ORDER_NO_TEXT UINT32_MAX

struct attempt_order {
    struct envelope envelope;              /* its body comes as a text */
    int32_t route;                         /* a place: nobody can name another receiver */
    uint32_t text_bytes[ORDER_TEXTS];
};

#define REPORT_SENDING 's'   /* from here on bytes of the request may leave */
#define REPORT_GRANT 'g'     /* then struct report_grant and the token; no bytes: none now */
#define REPORT_VERDICT 'v'   /* then struct verdict, the last thing said */

struct report_grant { uint32_t lives_s, token_bytes; };

#define REPORT_BYTES                                                                           \
    (3 + sizeof(struct report_grant) + OAUTH_TOKEN_BYTES + sizeof(struct verdict))

#endif
