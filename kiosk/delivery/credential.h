/* SPDX-License-Identifier: EUPL-1.2 */
/* credential.h - files with a secret of ours, or about us: tokens, passwords, certificates.
 *
 * Rule:   a file that others than its owner can read holds no secret any more, and is not used.
 *         Nothing of it reaches a log, an argument or the environment.
 * Shape:  the courier reads them anew for each attempt, so that a new file counts at once, and
 *         hands them to it: an attempt can open no such file, and knows its own provider's
 *         only. */
#ifndef NAAST_DELIVERY_CREDENTIAL_H
#define NAAST_DELIVERY_CREDENTIAL_H
#include "base/bytes.h"
#include "delivery/route.h"

#define CREDENTIAL_BYTES 4096
#define PEM_BYTES (32 * 1024)
#define AUTHORITY_BYTES (1024 * 1024)

/* Texts that a route wants and that could not be read have no `start`. */
struct credentials {
    struct bytes secret;             /* the fixed token, or the secret of OAuth2; private */
    struct bytes certificate, key;   /* what we show, PEM; private */
    struct bytes authority;          /* what we trust, PEM, when it is not the system's list */
};

void credentials_read(const struct route *route, struct credentials *credentials_out);
void credentials_wipe(struct credentials *credentials);   /* accepts a zeroed value */
/* One line of visible characters. ERR_MISSING, ERR_REFUSED (rights), ERR_FORMAT. */
enum err credential_read(const char *path, struct bytes *text_out) MUST_USE;
/* Can this certificate be shown today? ERR_FORMAT (no certificate), ERR_TIMEOUT (not yet or no
 * longer valid). */
enum err credential_check_certificate(const struct bytes *certificate) MUST_USE;

#endif
