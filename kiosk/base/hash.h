/* SPDX-License-Identifier: EUPL-1.2 */
/* hash.h - 64-bit hash for "is this the same frame as before?" (SipHash-2-4 of libsodium). Not
 * for secrets. */
#ifndef NAAST_BASE_HASH_H
#define NAAST_BASE_HASH_H
#include <stddef.h>
#include <stdint.h>

uint64_t hash_bytes(uint64_t seed, const void *from, size_t size_bytes);
uint64_t hash_text(uint64_t seed, const char *utf8);   /* NULL counts as its own value */

#endif
