/* SPDX-License-Identifier: EUPL-1.2 */
/* http.h - one message over HTTPS, once. The only file that knows libcurl is http.c.
 *
 * Rule:   no redirect is followed, no plain http, no proxy and no .netrc from the environment,
 *         no connection used twice: libcurl sends a request again by itself when a reused
 *         connection dies (measured), and one attempt must be one send. Certificates are always
 *         checked; no switch exists that turns it off.
 * Limits: connecting 10 s, all 30 s, below 10 bytes a second for 15 s; HTTP_BODY_BYTES of body,
 *         HTTP_HEAD_BYTES and HTTP_HEAD_LINES of head, cut in the callbacks because libcurl's
 *         own limit does not see a chunked reply.
 * Thread: one at a time; blocks. The courier calls it in a child process (attempt.h).
 * Source: reliability.md D5. */
#ifndef NAAST_DELIVERY_HTTP_H
#define NAAST_DELIVERY_HTTP_H
#include <stdbool.h>
#include <stddef.h>
#include "base/err.h"
#include "base/file.h"

#define HTTP_URL_BYTES 1000              /* an address and a question of several names */
#define HTTP_HEADERS_MOST 8
#define HTTP_HEADER_BYTES 4300           /* a bearer token of 4096 bytes and its name */
#define HTTP_BODY_BYTES (16 * 1024)
#define HTTP_HEAD_BYTES (8 * 1024)
#define HTTP_HEAD_LINES 64
#define HTTP_SYSTEM_CA_FILE "/etc/ssl/certs/ca-certificates.crt"

enum http_method { HTTP_POST, HTTP_GET };

struct http_message {
    enum http_method method;
    char url[HTTP_URL_BYTES];
    char headers[HTTP_HEADERS_MOST][HTTP_HEADER_BYTES];
    int header_count;
    const char *body;                    /* on loan, or the start of `made` */
    size_t body_bytes;
    struct bytes made;                   /* a body written for this message; private */
    const struct bytes *authority;       /* on loan, PEM; only what it signed is trusted. NULL:
                                          * the system's list */
    const struct bytes *certificate;     /* on loan, PEM, as its key; NULL: we show none */
    const struct bytes *key;
};

/* How far it came. */
enum http_end {
    HTTP_ANSWERED,          /* a whole answer, or one whose body was cut at the limit */
    HTTP_NO_NAME, HTTP_NO_CONNECTION, HTTP_NO_TLS,
    HTTP_BAD_CERTIFICATE,   /* not theirs, or no longer; or our list cannot be used */
    HTTP_OUR_CERTIFICATE,   /* they want one, or not this one; or it and its key do not fit */
    HTTP_TIMED_OUT, HTTP_CUT_OFF, HTTP_TOO_LARGE,
    HTTP_NOT_ALLOWED,       /* the address is not https, or no address */
    HTTP_OURSELVES          /* out of memory and the like */
};

struct http_answer {
    enum http_end end;
    bool may_be_sent;       /* false: certainly not a byte of the request left */
    int status;
    char retry_after[64];   /* "" when there was none, or a longer one */
    char body[HTTP_BODY_BYTES + 1];
    size_t body_bytes;
};

enum err http_start(void) MUST_USE;      /* once a process */
void http_stop(void);
void http_message_wipe(struct http_message *message);   /* accepts a zeroed value */
/* Adds "Name: value". ERR_LARGE; ERR_FORMAT when the value could begin another header. */
enum err http_header(struct http_message *message, const char *name,
                     const char *value) MUST_USE;
/* `before_send` (may be NULL) is called when the connection stands and before the first byte of
 * the request. */
void http_send(const struct http_message *message, void (*before_send)(void *with), void *with,
               struct http_answer *answer_out);

#endif
