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

static void wrapping_key(const struct key_ring *ring, uint8_t out[crypto_secretbox_KEYBYTES])
{
    static const char purpose[] = "naast: weekly keys";
    crypto_generichash(out, crypto_secretbox_KEYBYTES, (const uint8_t *)purpose,
                       sizeof purpose - 1, ring->base.secret_key->bytes,
                       sizeof ring->base.secret_key->bytes);
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
    wrapping_key(ring, wrapping);
    crypto_secretbox_easy(nonce + crypto_secretbox_NONCEBYTES, plain, sizeof plain, nonce,
                          wrapping);
    sodium_memzero(plain, sizeof plain);
    sodium_memzero(wrapping, sizeof wrapping);
    enum err err = name_of(ring, &key->pair.public_key, path);
    if (!err) err = write_file(path, file);
    return err ? err : disk_sync_folder(ring->folder);
}

/* ERR_REFUSED: closed under another base key. */
static enum err open_file(const struct key_ring *ring, const struct bytes *file,
                          uint8_t plain_out[PLAIN_BYTES])
{
    if (file->size_bytes != FILE_BYTES || memcmp(file->start, magic, sizeof magic) != 0)
        return ERR_FORMAT;
    uint8_t wrapping[crypto_secretbox_KEYBYTES];
    const uint8_t *nonce = (const uint8_t *)file->start + sizeof magic;
    const uint8_t *box = nonce + crypto_secretbox_NONCEBYTES;
    wrapping_key(ring, wrapping);
    int refused = crypto_secretbox_open_easy(
        plain_out, box, crypto_secretbox_MACBYTES + PLAIN_BYTES, nonce, wrapping);
    sodium_memzero(wrapping, sizeof wrapping);
    return refused ? ERR_REFUSED : ERR_NONE;
}

static enum err load(const struct key_ring *ring, const char *path, struct ring_key *key_out)
{
    struct bytes file = {.limit_bytes = FILE_BYTES};
    uint8_t plain[PLAIN_BYTES] = {0};
    enum err err = file_read(path, &file);
    if (!err) err = open_file(ring, &file, plain);
    if (!err) err = key_pair_of(plain, &key_out->pair);
    if (!err)
        memcpy(&key_out->made_s, plain + sizeof(struct secret_key), sizeof key_out->made_s);
    sodium_memzero(plain, sizeof plain);
    bytes_wipe(&file);
    return err;
}

/* Opening */

static void put_in_order(struct key_ring *ring, const struct ring_key *key)
{
    int at = ring->count++;
    for (; at > 0 && ring->all[at - 1].made_s > key->made_s; at--)
        ring->all[at] = ring->all[at - 1];
    ring->all[at] = *key;
}

/* One that cannot be opened stays where it is: the base key may come back. */
static bool load_one(void *with, const char *name)
{
    struct key_ring *ring = with;
    struct ring_key key = {0};
    char path[PATH_BYTES];
    if (ring->count == KEY_RING_MOST) return false;
    if (path_join(path, ring->folder, name) == ERR_NONE && load(ring, path, &key) == ERR_NONE)
        put_in_order(ring, &key);
    return true;
}

/* The key of --key, or the one we made when that was lost. */
static enum err open_base(const char *key_path, struct key_ring *ring)
{
    char own[PATH_BYTES];
    struct public_key made;
    enum err err = keys_read(key_path, &ring->base);
    if (err != ERR_MISSING && err != ERR_FORMAT) return err;
    ring->base_is_lost = true;
    err = path_join(own, ring->folder, "courier.key");
    if (!err && !file_exists(own)) err = keys_new(ring->folder, &made);
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
    enum err base_err = open_base(key_path, ring_out);
    if (base_err) {
        key_ring_close(ring_out);
        return base_err;
    }
    /* A disk that takes nothing now: what waits can still be delivered. */
    if (!err) err = folder_each(ring_out->folder, SUFFIX, load_one, ring_out);
    if (!err && ring_out->count == 0) (void)make_key(ring_out, wall_s);
    return ERR_NONE;
}

void key_ring_close(struct key_ring *ring)
{
    for (int i = 0; i < ring->count; i++) keys_wipe(&ring->all[i].pair);
    keys_wipe(&ring->base);
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
    return is_for(&ring->base, id) ? &ring->base : NULL;
}

/* A clock that was wrong must not keep a key for years: one from tomorrow is old too. */
bool key_ring_turn(struct key_ring *ring, int64_t wall_s)
{
    if (ring->count > 0) {
        int64_t age_s = wall_s - ring->all[ring->count - 1].made_s;
        if (age_s >= -DAY_S && age_s < KEY_RING_DAYS * DAY_S) return false;
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
    /* What cannot be read now may need it. */
    if (err && err != ERR_FORMAT && err != ERR_MISSING) use->is_used = true;
    if (!err && sealed_key_id(&sealed, &id) == ERR_NONE && is_for(use->pair, id))
        use->is_used = true;
    return !use->is_used;
}

static bool is_used(const struct spool *spool, const struct key_pair *pair)
{
    struct use use = {.spool = spool, .pair = pair};
    for (enum spool_state state = SPOOL_QUEUE; state < SPOOL_DONE && !use.is_used; state++)
        if (spool_each(spool, state, look_at, &use)) use.is_used = true;
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
