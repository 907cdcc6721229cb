/* SPDX-License-Identifier: EUPL-1.2 */
#include "spool/key_ring.h"

#include <errno.h>
#include <fcntl.h>
#include <sodium.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "spool/disk.h"

#define DAY_S (24 * 3600)
#define SUFFIX ".wrapped"
#define PLAIN_BYTES (sizeof(struct secret_key) + sizeof(int64_t))
#define FILE_BYTES \
    (sizeof magic + crypto_secretbox_NONCEBYTES + crypto_secretbox_MACBYTES + PLAIN_BYTES)

static const char magic[8] = {'N', 'A', 'A', 'S', 'T', 'R', 'K', '1'};

/* Wrapping */

static void wrapping_key(const struct key_pair *base, uint8_t out[crypto_secretbox_KEYBYTES])
{
    static const char purpose[] = "naast: weekly keys";
    crypto_generichash(out, crypto_secretbox_KEYBYTES, (const uint8_t *)purpose,
                       sizeof purpose - 1, base->secret_key->bytes,
                       sizeof base->secret_key->bytes);
}

static enum err name_of(const struct key_ring *ring, const struct public_key *key,
                        char path_out[PATH_BYTES])
{
    char text[KEY_ID_TEXT_BYTES], name[KEY_ID_TEXT_BYTES + sizeof SUFFIX];
    key_id_text(key_id_of(key), text);
    snprintf(name, sizeof name, "%s%s", text, SUFFIX);
    return path_join(path_out, ring->folder, name);
}

static enum err write_file(const char *path, const uint8_t bytes[FILE_BYTES])
{
    int fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600);
    if (fd < 0) return disk_cause(errno);
    enum err err = disk_write(fd, bytes, FILE_BYTES);
    if (!err && fsync(fd) < 0) err = ERR_DISK;
    if (close(fd) < 0 && !err) err = ERR_DISK;
    if (err) unlink(path);
    return err;
}

static enum err store(const struct key_ring *ring, const struct ring_key *key)
{
    char path[PATH_BYTES];
    uint8_t file[FILE_BYTES], wrapping[crypto_secretbox_KEYBYTES], plain[PLAIN_BYTES];
    uint8_t *nonce = file + sizeof magic;
    memcpy(file, magic, sizeof magic);
    randombytes_buf(nonce, crypto_secretbox_NONCEBYTES);
    memcpy(plain, key->pair.secret_key->bytes, sizeof(struct secret_key));
    memcpy(plain + sizeof(struct secret_key), &key->made_s, sizeof key->made_s);
    wrapping_key(&ring->base, wrapping);
    crypto_secretbox_easy(nonce + crypto_secretbox_NONCEBYTES, plain, sizeof plain, nonce,
                          wrapping);
    sodium_memzero(plain, sizeof plain);
    sodium_memzero(wrapping, sizeof wrapping);
    enum err err = name_of(ring, &key->pair.public_key, path);
    if (!err) err = write_file(path, file);
    return err ? err : disk_sync_folder(ring->folder);
}

/* ERR_REFUSED: closed under another base key. */
static enum err open_file(const struct key_pair *base, const struct bytes *file,
                          uint8_t plain_out[PLAIN_BYTES])
{
    if (file->size_bytes != FILE_BYTES || memcmp(file->start, magic, sizeof magic) != 0)
        return ERR_FORMAT;
    uint8_t wrapping[crypto_secretbox_KEYBYTES];
    const uint8_t *nonce = (const uint8_t *)file->start + sizeof magic;
    const uint8_t *box = nonce + crypto_secretbox_NONCEBYTES;
    wrapping_key(base, wrapping);
    int refused = crypto_secretbox_open_easy(
        plain_out, box, crypto_secretbox_MACBYTES + PLAIN_BYTES, nonce, wrapping);
    sodium_memzero(wrapping, sizeof wrapping);
    return refused ? ERR_REFUSED : ERR_NONE;
}

static enum err load(struct key_ring *ring, const char *path, struct ring_key *key_out)
{
    struct bytes file = {.limit_bytes = FILE_BYTES};
    uint8_t plain[PLAIN_BYTES] = {0};
    enum err err = file_read(path, &file);
    if (err && err != ERR_LARGE) ring->misses_some = true;
    bool is_read = !err;
    if (!err) err = open_file(&ring->base, &file, plain);
    key_out->is_under_own = is_read && err == ERR_REFUSED && ring->own.secret_key;
    if (key_out->is_under_own) err = open_file(&ring->own, &file, plain);
    if (is_read && err == ERR_REFUSED) ring->has_foreign = true;
    if (!err) err = key_pair_of(plain, &key_out->pair);
    if (!err)
        memcpy(&key_out->made_s, plain + sizeof(struct secret_key), sizeof key_out->made_s);
    sodium_memzero(plain, sizeof plain);
    bytes_wipe(&file);
    return err;
}

/* Opening */

/* Of the same hour the one that is closed by the ring's own key is the older. */
static bool is_older(const struct ring_key *a, const struct ring_key *b)
{
    if (a->made_s != b->made_s) return a->made_s < b->made_s;
    return a->is_under_own && !b->is_under_own;
}

static void put_in_order(struct key_ring *ring, const struct ring_key *key)
{
    int at = ring->count++;
    for (; at > 0 && is_older(key, &ring->all[at - 1]); at--)
        ring->all[at] = ring->all[at - 1];
    ring->all[at] = *key;
}

static bool has_key(const struct key_ring *ring, const struct ring_key *key)
{
    for (int i = 0; i < ring->count; i++)
        if (memcmp(&ring->all[i].pair.public_key, &key->pair.public_key,
                   sizeof key->pair.public_key) == 0)
            return true;
    return false;
}

/* One that cannot be opened stays where it is: the base key may come back. */
static bool load_one(void *with, const char *name)
{
    struct key_ring *ring = with;
    struct ring_key key = {0};
    char path[PATH_BYTES];
    if (ring->count == KEY_RING_MOST) return false;
    enum err err = path_join(path, ring->folder, name);
    if (!err) err = load(ring, path, &key);
    if (err == ERR_MEMORY || err == ERR_SYSTEM) ring->misses_some = true;
    if (err || has_key(ring, &key)) keys_wipe(&key.pair);
    else put_in_order(ring, &key);
    return true;
}

static enum err own_path(const struct key_ring *ring, char path_out[PATH_BYTES])
{
    return path_join(path_out, ring->folder, "courier.key");
}

/* It may be that there never was one, or that it is no key. */
static void read_own(struct key_ring *ring)
{
    char path[PATH_BYTES];
    if (ring->base_is_lost || ring->own.secret_key || own_path(ring, path)) return;
    enum err err = keys_read(path, &ring->own);
    if (err && err != ERR_MISSING && err != ERR_FORMAT) ring->misses_some = true;
}

void key_ring_read_again(struct key_ring *ring)
{
    if (!ring->misses_some) return;
    ring->misses_some = false;
    ring->has_foreign = false;
    read_own(ring);
    if (folder_each(ring->folder, SUFFIX, load_one, ring)) ring->misses_some = true;
}

/* Somebody may still make something of half a key; but not we, at any start. */
static enum err set_aside(const char *path, int64_t wall_s)
{
    char aside[PATH_BYTES];
    int size = snprintf(aside, sizeof aside, "%s.damaged-%lld", path, (long long)wall_s);
    if (size < 0 || (size_t)size >= sizeof aside) return ERR_LARGE;
    return rename(path, aside) < 0 ? disk_cause(errno) : ERR_NONE;
}

static enum err make_own(const struct key_ring *ring)
{
    char public_path[PATH_BYTES];
    struct public_key made;
    /* Of a pair whose secret half is gone; it would stand in the way of the new one. */
    enum err err = path_join(public_path, ring->folder, "courier.pub");
    if (!err && unlink(public_path) < 0 && errno != ENOENT) err = disk_cause(errno);
    return err ? err : keys_new(ring->folder, &made);
}

/* The key of --key, or the one we made when that was lost. */
static enum err open_base(const char *key_path, int64_t wall_s, struct key_ring *ring)
{
    char own[PATH_BYTES];
    enum err err = keys_read(key_path, &ring->base);
    if (!err) read_own(ring);
    if (err != ERR_MISSING && err != ERR_FORMAT) return err;
    ring->base_is_lost = true;
    err = own_path(ring, own);
    if (!err) err = keys_read(own, &ring->base);
    if (err == ERR_FORMAT) {
        err = set_aside(own, wall_s);
        if (!err) err = ERR_MISSING;
    }
    if (err != ERR_MISSING) return err;
    err = make_own(ring);
    return err ? err : keys_read(own, &ring->base);
}

static enum err make_key(struct key_ring *ring, int64_t wall_s)
{
    struct ring_key key = {.made_s = wall_s / 3600 * 3600};
    if (ring->count == KEY_RING_MOST) return ERR_FULL;
    enum err err = key_pair_of(NULL, &key.pair);
    if (!err) err = store(ring, &key);
    if (err) keys_wipe(&key.pair);
    else ring->all[ring->count++] = key;   /* the newest, whatever the clock says */
    return err;
}

enum err key_ring_open(const char *key_path, const char *data_folder, int64_t wall_s,
                       struct key_ring *ring_out)
{
    memset(ring_out, 0, sizeof *ring_out);
    enum err err = path_join(ring_out->folder, data_folder, "keys");
    if (err) return err;
    err = disk_make_folder(ring_out->folder, 0700);
    enum err base_err = open_base(key_path, wall_s, ring_out);
    if (base_err) {
        key_ring_close(ring_out);
        return base_err;
    }
    /* A disk that takes nothing now: what waits can still be delivered. */
    if (!err) err = folder_each(ring_out->folder, SUFFIX, load_one, ring_out);
    if (err) ring_out->misses_some = true;
    bool needs_key = ring_out->count == 0 || ring_out->all[ring_out->count - 1].is_under_own;
    /* A disk that fails now and then would fill the ring, and crowd out a key in use. Until all
     * are read the base key does. */
    if (needs_key && !ring_out->misses_some) (void)make_key(ring_out, wall_s);
    return ERR_NONE;
}

void key_ring_close(struct key_ring *ring)
{
    for (int i = 0; i < ring->count; i++) keys_wipe(&ring->all[i].pair);
    keys_wipe(&ring->base);
    keys_wipe(&ring->own);
    ring->count = 0;
}

/* Using */

const struct public_key *key_ring_newest(const struct key_ring *ring)
{
    return ring->count > 0 ? &ring->all[ring->count - 1].pair.public_key
                           : &ring->base.public_key;
}

static bool is_for(const struct key_pair *pair, struct key_id id)
{
    struct key_id own = key_id_of(&pair->public_key);
    return memcmp(own.bytes, id.bytes, sizeof own.bytes) == 0;
}

const struct key_pair *key_ring_find(const struct key_ring *ring, const struct sealed *sealed)
{
    struct key_id id;
    if (sealed_key_id(sealed, &id)) return NULL;
    for (int i = ring->count; i-- > 0;)
        if (is_for(&ring->all[i].pair, id)) return &ring->all[i].pair;
    if (is_for(&ring->base, id)) return &ring->base;
    return ring->own.secret_key && is_for(&ring->own, id) ? &ring->own : NULL;
}

/* A clock that was wrong must not keep a key for years: one from tomorrow is old too. */
bool key_ring_turn(struct key_ring *ring, int64_t wall_s)
{
    /* The newest may be one that the disk did not give. */
    if (ring->misses_some && ring->count == 0) return false;
    if (ring->count > 0) {
        int64_t age_s = wall_s - ring->all[ring->count - 1].made_s;
        int64_t most_s = (ring->misses_some ? 2 : 1) * KEY_RING_DAYS * DAY_S;
        if (age_s >= -DAY_S && age_s < most_s) return false;
    }
    return make_key(ring, wall_s) == ERR_NONE;
}

struct use {
    const struct spool *spool;
    const struct key_pair *pair;
    bool is_used;
};

static bool look_at(void *with, const struct spool_entry *entry)
{
    struct use *use = with;
    static struct sealed sealed;   /* large */
    struct key_id id;
    enum err err = spool_read(use->spool, entry->id, entry->state, &sealed);
    /* What cannot be read now, or has just moved, may need it. */
    if (err && err != ERR_FORMAT) use->is_used = true;
    if (!err && sealed_key_id(&sealed, &id) == ERR_NONE && is_for(use->pair, id))
        use->is_used = true;
    return !use->is_used;
}

/* From hold to queue is the one way that another program, the operator's, may move a request
 * meanwhile; so it is looked for in this order, and cannot pass us by. */
static bool is_used(const struct spool *spool, const struct key_pair *pair)
{
    static const enum spool_state states[] = {SPOOL_HOLD, SPOOL_FLIGHT, SPOOL_QUEUE};
    struct use use = {.spool = spool, .pair = pair};
    for (size_t i = 0; i < sizeof states / sizeof states[0] && !use.is_used; i++)
        if (spool_each(spool, states[i], look_at, &use)) use.is_used = true;
    return use.is_used;
}

/* Overwritten first, for disks that write in place. */
static void destroy(struct key_ring *ring, int at)
{
    static const uint8_t zeroes[FILE_BYTES];
    char path[PATH_BYTES];
    int fd = name_of(ring, &ring->all[at].pair.public_key, path) == ERR_NONE
                 ? open(path, O_WRONLY | O_NOFOLLOW | O_CLOEXEC)
                 : -1;
    if (fd < 0 || disk_write(fd, zeroes, sizeof zeroes) || fsync(fd) < 0 || unlink(path) < 0) {
        if (fd >= 0) close(fd);
        return;   /* it stays in the ring, and is tried again */
    }
    close(fd);
    enum err err = disk_sync_folder(ring->folder);
    (void)err;    /* at worst a file of zeroes comes back */
    keys_wipe(&ring->all[at].pair);
    memmove(&ring->all[at], &ring->all[at + 1],
            (size_t)(ring->count - at - 1) * sizeof ring->all[0]);
    ring->count--;
}

int key_ring_drop_unused(struct key_ring *ring, const struct spool *spool, int64_t wall_s)
{
    int before = ring->count;
    for (int i = ring->count - 1; i-- > 0;) {
        int64_t replaced_s = ring->all[i + 1].made_s;
        if (wall_s - replaced_s >= KEY_RING_GRACE_S && !is_used(spool, &ring->all[i].pair))
            destroy(ring, i);
    }
    return before - ring->count;
}
