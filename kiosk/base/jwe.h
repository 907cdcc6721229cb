/* SPDX-License-Identifier: EUPL-1.2 */
/* jwe.h - closed for the provider alone: neither courier, town hall nor a thief can read it.
 *
 * Shape:  JWE (RFC 7516), compact form, A256GCM, with RSA-OAEP-256 or ECDH-ES+A256KW on P-256
 *         (RFC 7518). Keys are JWK (RFC 7517), what every JOSE library reads and writes. Only
 *         the files jwe*.c know libgcrypt.
 * Memory: plain text and keys lie in locked memory and are zeroed.
 * Errors: ERR_FORMAT (no JWE of this kind), ERR_REFUSED (for another key, or changed on the
 *         way), ERR_LARGE, ERR_MEMORY, ERR_SYSTEM.
 * Thread: one at a time. Call jwe_start() first.
 * Source: NL API module encryption; reference/intake.md 2.1; reliability.md D3. */
#ifndef NAAST_BASE_JWE_H
#define NAAST_BASE_JWE_H
#include <stdint.h>
#include "base/bytes.h"
#include "base/json.h"

#define JWE_RSA_LEAST_BITS 2048
#define JWE_RSA_MOST_BYTES 512
#define JWE_POINT_BYTES 32
#define JWE_KID_BYTES 65

enum jwe_kind { JWE_NONE, JWE_RSA_OAEP_256, JWE_ECDH_ES_A256KW };

struct jwe_key {
    enum jwe_kind kind;
    char kid[JWE_KID_BYTES];             /* "": none */
    uint16_t modulus_bytes, exponent_bytes;
    union {
        struct { uint8_t modulus[JWE_RSA_MOST_BYTES], exponent[8]; };
        struct { uint8_t x[JWE_POINT_BYTES], y[JWE_POINT_BYTES]; };
    };
};

/* In locked memory only. */
struct jwe_private {
    struct jwe_key key;
    uint16_t secret_bytes;
    uint8_t secret[JWE_RSA_MOST_BYTES];   /* "d" */
};

/* What can be wrong with a key that somebody publishes. */
enum jwe_fault {
    JWE_FINE, JWE_FAULT_FORM, JWE_FAULT_KIND, JWE_FAULT_SECRET, JWE_FAULT_SMALL,
    JWE_FAULT_LARGE, JWE_FAULT_EXPONENT, JWE_FAULT_CURVE, JWE_FAULT_POINT, JWE_FAULT_USE,
    JWE_FAULT_ALGORITHM
};

enum err jwe_start(void) MUST_USE;

/* jwe_key.c */
enum jwe_fault jwe_key_read(const struct json *jwk, struct jwe_key *key_out) MUST_USE;
const char *jwe_fault_what(enum jwe_fault fault);   /* one sentence, and how to mend it */
const char *jwe_fault_mend(enum jwe_fault fault);
/* The provider's side. ERR_FORMAT: not a private key of ours. */
enum err jwe_private_read(const struct json *jwk, struct jwe_private *private_out) MUST_USE;
/* A new P-256 key, as two JWK documents. */
enum err jwe_new(struct bytes *private_out, struct bytes *public_out) MUST_USE;

/* jwe.c */
enum err jwe_seal(const struct jwe_key *to, const char *plain, size_t plain_bytes,
                  struct bytes *compact_out) MUST_USE;
/* `plain_out` must be private. */
enum err jwe_open(const struct jwe_private *key, const char *compact, size_t compact_bytes,
                  struct bytes *plain_out) MUST_USE;

#endif
