/* SPDX-License-Identifier: EUPL-1.2 */
/* seal.h - a request closed in such a way that only the courier can open it.
 *
 * Shape:  envelope (JSON) padded to SEALED_PLAIN_BYTES, then a libsodium sealed box (X25519,
 *         XSalsa20-Poly1305), with a header of magic and key id. One size, so that a file's
 *         size tells nothing.
 * Source: reliability.md D3. A sealed box makes a fresh key pair for every request: no nonce to
 *         misuse.
 * Errors: ERR_LARGE (envelope does not fit), ERR_FORMAT (no header of ours), ERR_REFUSED (not
 *         sealed for this key, or damaged), ERR_MEMORY.
 * Thread: any. Call sodium_init() first. */
#ifndef NAAST_SPOOL_SEAL_H
#define NAAST_SPOOL_SEAL_H
#include <stdint.h>
#include "base/bytes.h"

#define SEALED_PLAIN_BYTES 8192   /* a JWE of the longest form fits too */
#define SEALED_HEADER_BYTES 16
#define SEALED_BYTES (SEALED_HEADER_BYTES + SEALED_PLAIN_BYTES + 48)
#define KEY_ID_BYTES 8
#define KEY_ID_TEXT_BYTES 17

struct public_key { uint8_t bytes[32]; };
struct secret_key { uint8_t bytes[32]; };   /* only in locked memory */
struct key_id { uint8_t bytes[KEY_ID_BYTES]; };

struct sealed { uint8_t bytes[SEALED_BYTES]; };

enum err seal(const struct public_key *to, const struct bytes *plain,
              struct sealed *sealed_out) MUST_USE;
/* `plain_out` must be private; it gets the envelope without its padding. */
enum err unseal(const struct public_key *public_key, const struct secret_key *secret_key,
                const struct sealed *sealed, struct bytes *plain_out) MUST_USE;

struct key_id key_id_of(const struct public_key *key);
void key_id_text(struct key_id id, char out[KEY_ID_TEXT_BYTES]);
/* Which key opens it: needed as long as requests wait under an older key. ERR_FORMAT. */
enum err sealed_key_id(const struct sealed *sealed, struct key_id *id_out) MUST_USE;

#endif
