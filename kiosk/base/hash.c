/* SPDX-License-Identifier: EUPL-1.2 */
#include "base/hash.h"

#include <sodium.h>
#include <string.h>

_Static_assert(crypto_shorthash_BYTES == sizeof(uint64_t), "SipHash gives 64 bits");

uint64_t hash_bytes(uint64_t seed, const void *from, size_t size_bytes)
{
    unsigned char key[crypto_shorthash_KEYBYTES] = "naast...frame..";
    memcpy(key, &seed, sizeof seed);
    unsigned char out[crypto_shorthash_BYTES];
    crypto_shorthash(out, from, size_bytes, key);
    uint64_t hash;
    memcpy(&hash, out, sizeof hash);
    return hash;
}

uint64_t hash_text(uint64_t seed, const char *utf8)
{
    if (!utf8) return hash_bytes(~seed, "absent", 6);
    return hash_bytes(seed, utf8, strlen(utf8));
}
