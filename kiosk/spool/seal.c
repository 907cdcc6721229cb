/* SPDX-License-Identifier: EUPL-1.2 */
#include "spool/seal.h"

#include <sodium.h>
#include <string.h>

static const uint8_t magic[8] = {'N', 'A', 'A', 'S', 'T', 'S', 'B', '1'};

_Static_assert(sizeof magic + KEY_ID_BYTES == SEALED_HEADER_BYTES,
               "the header is magic and key id");
_Static_assert(SEALED_BYTES == SEALED_HEADER_BYTES + SEALED_PLAIN_BYTES + crypto_box_SEALBYTES,
               "the box adds exactly what we reserve");

struct key_id key_id_of(const struct public_key *key)
{
    uint8_t hash[crypto_generichash_BYTES_MIN];
    struct key_id id;
    crypto_generichash(hash, sizeof hash, key->bytes, sizeof key->bytes, NULL, 0);
    memcpy(id.bytes, hash, sizeof id.bytes);
    return id;
}

void key_id_text(struct key_id id, char out[KEY_ID_TEXT_BYTES])
{
    sodium_bin2hex(out, KEY_ID_TEXT_BYTES, id.bytes, sizeof id.bytes);
}

enum err sealed_key_id(const struct sealed *sealed, struct key_id *id_out)
{
    if (memcmp(sealed->bytes, magic, sizeof magic) != 0) return ERR_FORMAT;
    memcpy(id_out->bytes, sealed->bytes + sizeof magic, sizeof id_out->bytes);
    return ERR_NONE;
}

enum err seal(const struct public_key *to, const struct bytes *plain, struct sealed *sealed_out)
{
    /* The padding needs one byte of its own. */
    if (plain->size_bytes >= SEALED_PLAIN_BYTES) return ERR_LARGE;
    uint8_t *padded = sodium_malloc(SEALED_PLAIN_BYTES);
    if (!padded) return ERR_MEMORY;
    memset(padded, 0, SEALED_PLAIN_BYTES);
    if (plain->size_bytes > 0) memcpy(padded, plain->start, plain->size_bytes);

    size_t padded_bytes = 0;
    enum err err = ERR_NONE;
    if (sodium_pad(&padded_bytes, padded, plain->size_bytes, SEALED_PLAIN_BYTES,
                   SEALED_PLAIN_BYTES)
        != 0)
        err = ERR_LARGE;
    if (!err
        && crypto_box_seal(sealed_out->bytes + SEALED_HEADER_BYTES, padded, padded_bytes,
                           to->bytes)
               != 0)
        err = ERR_REFUSED;   /* a public key of low order */
    sodium_free(padded);
    if (err) return err;

    struct key_id id = key_id_of(to);
    memcpy(sealed_out->bytes, magic, sizeof magic);
    memcpy(sealed_out->bytes + sizeof magic, id.bytes, sizeof id.bytes);
    return ERR_NONE;
}

enum err unseal(const struct public_key *public_key, const struct secret_key *secret_key,
                const struct sealed *sealed, struct bytes *plain_out)
{
    struct key_id sealed_for, ours = key_id_of(public_key);
    enum err err = sealed_key_id(sealed, &sealed_for);
    if (err) return err;
    if (memcmp(sealed_for.bytes, ours.bytes, sizeof ours.bytes) != 0) return ERR_REFUSED;

    uint8_t *padded = sodium_malloc(SEALED_PLAIN_BYTES);
    if (!padded) return ERR_MEMORY;
    size_t plain_bytes = 0;
    if (crypto_box_seal_open(padded, sealed->bytes + SEALED_HEADER_BYTES,
                             SEALED_BYTES - SEALED_HEADER_BYTES, public_key->bytes,
                             secret_key->bytes)
            != 0
        || sodium_unpad(&plain_bytes, padded, SEALED_PLAIN_BYTES, SEALED_PLAIN_BYTES) != 0)
        err = ERR_REFUSED;
    if (!err) err = bytes_add(plain_out, padded, plain_bytes);
    sodium_free(padded);
    return err;
}
