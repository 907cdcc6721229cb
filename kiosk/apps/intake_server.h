/* SPDX-License-Identifier: EUPL-1.2 */
/* intake_server.h - the desk behind HTTPS (libmicrohttpd and GnuTLS; only here).
 *
 * Limits: TLS 1.2 at least; 64 connections, 16 an address; 20 s without a byte ends a
 * connection; a body of INTAKE_REQUEST_BYTES is kept, what follows is read away up to four
 * times that and then cut off. Thread: the library's own, one: requests are answered one after
 * another, so the desk needs no lock. */
#ifndef NAAST_APPS_INTAKE_SERVER_H
#define NAAST_APPS_INTAKE_SERVER_H
#include <stdint.h>
#include "apps/intake_desk.h"

struct intake_server_options {
    const char *listen; /* "127.0.0.1:8443", "[::1]:8443"; port 0 picks a free one */
    const char *certificate_file, *key_file;
};

struct MHD_Daemon;
struct intake_server {
    struct MHD_Daemon *daemon;
    struct bytes certificate, key;
    uint16_t port;
};

/* ERR_FORMAT (address), ERR_MISSING or ERR_REFUSED (certificate or key), ERR_EXISTS (another
 * program listens there; two that share a port would both take one request), ERR_SYSTEM. */
enum err intake_server_start(const struct intake_server_options *options,
                             struct intake_desk *desk,
                             struct intake_server *server_out) MUST_USE;
void intake_server_stop(struct intake_server *server); /* lets running requests end first */

#endif
