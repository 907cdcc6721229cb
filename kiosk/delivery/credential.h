/* SPDX-License-Identifier: EUPL-1.2 */
/* credential.h - files with a secret of ours, or about us: tokens, passwords, certificates.
 *
 * Rule:   a file that others than its owner can read holds no secret any more, and is not used.
 *         Nothing of it reaches a log, an argument or the environment. */
#ifndef NAAST_DELIVERY_CREDENTIAL_H
#define NAAST_DELIVERY_CREDENTIAL_H
#include "base/bytes.h"

#define CREDENTIAL_BYTES 4096

/* One line of visible characters. ERR_MISSING, ERR_REFUSED (rights), ERR_FORMAT. */
enum err credential_read(const char *path, struct bytes *text_out) MUST_USE;
/* Can this certificate (PEM) be shown today, and is its key where it should be? ERR_MISSING,
 * ERR_REFUSED (rights of the key), ERR_FORMAT (no certificate), ERR_TIMEOUT (not yet or no
 * longer valid). */
enum err credential_check_certificate(const char *certificate_path,
                                      const char *key_path) MUST_USE;

#endif
