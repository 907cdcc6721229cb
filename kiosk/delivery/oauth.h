/* SPDX-License-Identifier: EUPL-1.2 */
/* oauth.h - asking a provider for a token: OAuth 2.0, client credentials. Pure.
 *
 * Shape:  one POST to token_url; client_id and secret go in the header Authorization (Basic),
 *         or, without a secret, only client_id in the body beside our client certificate.
 * Source: RFC 6749, 2.3.1, 4.4 and 5.1; RFC 8705, 2. */
#ifndef NAAST_DELIVERY_OAUTH_H
#define NAAST_DELIVERY_OAUTH_H
#include "delivery/http.h"
#include "delivery/route.h"
#include "delivery/verdict.h"

#define OAUTH_TOKEN_BYTES 4096
#define OAUTH_LIVES_LEAST_S 60     /* when the server does not say how long */
#define OAUTH_LIVES_MOST_S (24 * 3600)

/* `secret` is "" when there is none. ERR_LARGE, ERR_FORMAT, ERR_MEMORY. */
enum err oauth_write(const struct route *route, const char *secret,
                     struct http_message *message_out) MUST_USE;
/* True: `token_out` (private) and its life are good. False: the verdict says why not; our
 * request itself was not sent. */
bool oauth_read(const struct http_answer *answer, int64_t wall_s, struct bytes *token_out,
                uint32_t *lives_s_out, struct verdict *verdict_out);
/* Visible characters only, so that it cannot add a header; also asked by the courier of what
 * came through the channel. */
bool oauth_token_is_sound(const char *token, size_t size_bytes);

#endif
