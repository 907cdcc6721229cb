/* SPDX-License-Identifier: EUPL-1.2 */
/* key_ring.h - the keys that requests wait under: a new one every week, the old ones as long as
 * something waits under them.
 *
 * Why:    on flash memory a deleted file can be found again; what was sealed under a key that
 *         is gone cannot be opened. Source: reliability.md D3.
 * Shape:  the base key is the courier's own (--key: a credential of systemd, or a file of
 *         mode 0600). It closes nothing but the weekly keys, which lie in DATA/keys, one file
 *         each, named after the key's id. So whoever has the disk but not the base key (which a
 *         TPM can keep) has nothing.
 * Rule:   a request that comes in is never refused for want of a key: when the base key is
 *         gone (TPM cleared, credential lost) the ring makes one of its own in DATA/keys and
 *         goes on; what waits under keys that cannot be opened is held for the operator. When
 *         the base key is back, both are read, and a new weekly key is made under it. One of
 *         its own that is no key (a disk that lies about its syncs) is set aside, and counts as
 *         none.
 * Errors: ERR_REFUSED (others may read the base key), ERR_DISK, ERR_FULL, ERR_MEMORY.
 * Thread: one. Times are Unix seconds. */
#ifndef NAAST_SPOOL_KEY_RING_H
#define NAAST_SPOOL_KEY_RING_H
#include "base/file.h"
#include "spool/keys.h"
#include "spool/spool.h"

#define KEY_RING_MOST 12
#define KEY_RING_DAYS 7
#define KEY_RING_GRACE_S (24 * 3600)   /* a kiosk may still seal to the one before */

struct ring_key {
    struct key_pair pair;
    int64_t made_s;
    bool is_under_own;      /* closed by the ring's own key, which lies on the same disk */
};

struct key_ring {
    char folder[PATH_BYTES];
    struct key_pair base;
    bool base_is_lost;      /* --key could not be opened; `base` is the ring's own */
    struct key_pair own;    /* of a time when it was lost, now that it is back; zeroed: none */
    bool misses_some;       /* the disk did not give all keys: try key_ring_read_again */
    bool has_foreign;       /* some weekly key opens with no base key that is here */
    struct ring_key all[KEY_RING_MOST];   /* the oldest first */
    int count;
};

/* Makes the first weekly key too. */
enum err key_ring_open(const char *key_path, const char *data_folder, int64_t wall_s,
                       struct key_ring *ring_out) MUST_USE;
void key_ring_close(struct key_ring *ring);   /* accepts a zeroed value */
void key_ring_read_again(struct key_ring *ring);   /* what the disk did not give before */
/* What to seal to now. */
const struct public_key *key_ring_newest(const struct key_ring *ring);
/* The pair that opens it; NULL: none here. */
const struct key_pair *key_ring_find(const struct key_ring *ring, const struct sealed *sealed);
/* A new key when the newest is a week old. True: there is one, tell the kiosks. */
bool key_ring_turn(struct key_ring *ring, int64_t wall_s);
/* Destroys keys that were replaced a day ago and under which nothing waits; how many. */
int key_ring_drop_unused(struct key_ring *ring, const struct spool *spool, int64_t wall_s);

#endif
