/* SPDX-License-Identifier: EUPL-1.2 */
/* keys.h - the courier's key pair on disk.
 *
 * Shape:  DIR/courier.key (mode 0600) and DIR/courier.pub (0644), one line each: a word that
 *         names the kind, a space, 64 hexadecimal digits. Text, so that an operator sees what
 *         he copies.
 * Rule:   an existing key is never overwritten: requests that wait under it would be lost.
 * Errors: ERR_EXISTS, ERR_MISSING, ERR_FORMAT, ERR_REFUSED (others may read the secret key),
 *         ERR_DISK, ERR_FULL, ERR_MEMORY. */
#ifndef NAAST_SPOOL_KEYS_H
#define NAAST_SPOOL_KEYS_H
#include "spool/seal.h"

/* Owned: keys_read fills it, keys_wipe zeroes and frees it. */
struct key_pair {
    struct public_key public_key;
    struct secret_key *secret_key;   /* locked; a forked child sees zeroes here */
};

enum err keys_new(const char *folder, struct public_key *public_key_out) MUST_USE;
enum err keys_read(const char *secret_key_path, struct key_pair *pair_out) MUST_USE;
/* Of these 32 bytes, or of fresh ones when `secret` is NULL. ERR_MEMORY, ERR_FORMAT. */
enum err key_pair_of(const uint8_t *secret, struct key_pair *pair_out) MUST_USE;
void keys_wipe(struct key_pair *pair);   /* accepts a zeroed value */

/* The folder systemd puts credentials in, or NULL. Files there may be readable by an ACL's
 * group. */
const char *credential_folder(void);
/* May this file hold a secret? ERR_REFUSED when others than its owner can read it,
 * ERR_MISSING. */
enum err secret_file_check(const char *path) MUST_USE;

#endif
