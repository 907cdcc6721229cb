/* SPDX-License-Identifier: EUPL-1.2 */
/* one_ring.h - a base key, a data folder, a spool and a key ring of its own for one test. */
#ifndef NAAST_TESTS_SPOOL_ONE_RING_H
#define NAAST_TESTS_SPOOL_ONE_RING_H
#include "base/promise.h"

#include <sodium.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#include "base/scratch.h"
#include "spool/key_ring.h"

#define NOW INT64_C(1800000000)
#define DAY INT64_C(86400)

static char home[64], key_path[128], data[128];
static struct key_ring ring;
static struct spool spool;

static inline int ring_begin(void **state)
{
    (void)state;
    struct public_key made;
    char base[128];
    if (sodium_init() < 0) return 1;
    scratch_make(home);
    snprintf(key_path, sizeof key_path, "%s/base/courier.key", home);
    snprintf(data, sizeof data, "%s/data", home);
    snprintf(base, sizeof base, "%s/base", home);
    if (mkdir(data, 0700) < 0 || keys_new(base, &made) || spool_open(data, &spool)) return 1;
    return key_ring_open(key_path, data, NOW, &ring) != ERR_NONE;
}

static inline int ring_end(void **state)
{
    (void)state;
    key_ring_close(&ring);
    spool_close(&spool);
    scratch_remove(home);
    return 0;
}

static inline void reopen(const char *path, int64_t wall_s)
{
    key_ring_close(&ring);
    assert_int_equal(key_ring_open(path, data, wall_s, &ring), ERR_NONE);
}

static inline struct sealed sealed_now(void)
{
    struct sealed sealed;
    struct bytes plain = {.limit_bytes = 64};
    assert_int_equal(bytes_add_text(&plain, "hello"), ERR_NONE);
    assert_int_equal(seal(key_ring_newest(&ring), &plain, &sealed), ERR_NONE);
    bytes_wipe(&plain);
    return sealed;
}

static inline bool can_open(const struct sealed *sealed)
{
    struct bytes plain = {.limit_bytes = SEALED_PLAIN_BYTES, .is_private = true};
    const struct key_pair *pair = key_ring_find(&ring, sealed);
    bool can = pair && !unseal(&pair->public_key, pair->secret_key, sealed, &plain) &&
               strcmp(plain.start, "hello") == 0;
    bytes_wipe(&plain);
    return can;
}

/* Where the newest key lies. */
static inline void newest_path(char out[PATH_BYTES])
{
    char id[KEY_ID_TEXT_BYTES];
    key_id_text(key_id_of(key_ring_newest(&ring)), id);
    snprintf(out, PATH_BYTES, "%s/keys/%s.wrapped", data, id);
}

#endif
