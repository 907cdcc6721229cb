/* SPDX-License-Identifier: EUPL-1.2 */
/* tls_provider.h - a provider behind TLS on loopback, in a process of its own; it does what the
 * first word of the path says. Certificates are made on the spot with the openssl program.
 *
 *   /receipt    201 with the id of the Idempotency-Key
 *   /busy       429 with Retry-After: 7
 *   /long-wait  429 with a Retry-After that does not fit
 *   /redirect   302 to /receipt
 *   /refuse     401 with a body above the limit
 *   /heads      200 with more head lines than allowed
 *   /large      201 with a body above the limit
 *   /silent     takes the request and never answers
 *   /token      a new OAuth2 token, for 300 s
 *   /bearer     as /receipt for the last token given out, else 401
 *   /klant/     an empty register of Klantinteracties that takes all
 *   /page       400 with a page, as a front does that does not like a certificate
 *
 * In `folder`: ca.pem, server.pem and server.key, and over.pem, a certificate of the same key
 * that is over. */
#ifndef NAAST_TESTS_DELIVERY_TLS_PROVIDER_H
#define NAAST_TESTS_DELIVERY_TLS_PROVIDER_H
#include <stdint.h>
#include <sys/types.h>

#include "delivery/attempt.h"

struct tls_provider {
    char folder[64];
    char authority[96];      /* ca.pem: signed the provider's certificate */
    char stranger[96];       /* other.pem: an authority that did not */
    pid_t process;
    uint16_t port;
};

extern struct tls_provider provider;         /* between the two: it listens */
int tls_provider_set_up(void **state);       /* fixtures of a group of tests */
int tls_provider_tear_down(void **state);

/* One attempt in this process; `sends_out` says how often something was about to leave. */
struct verdict deliver_here(const struct route *route, const struct envelope *envelope,
                            struct grant *grant, int *sends_out);
/* One in a process of its own, as the route of place 3, from a new runner without a sandbox
 * that ends with the group of tests or at the next call. */
enum err attempt_here(const struct route *route, const struct envelope *envelope,
                      const char *token, uint64_t now_ms, struct attempt *attempt_out);
/* Until it is over. */
struct verdict attempt_verdict(struct attempt *attempt);

#endif
