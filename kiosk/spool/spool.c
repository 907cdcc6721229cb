/* SPDX-License-Identifier: EUPL-1.2 */
#include "spool/spool.h"

#include <assert.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "spool/disk.h"
#include "spool/spool_name.h"

#define HOUR_S 3600

const char *spool_state_name(enum spool_state state)
{
    switch (state) {
    case SPOOL_QUEUE:  return "queue";
    case SPOOL_FLIGHT: return "flight";
    case SPOOL_HOLD:   return "hold";
    case SPOOL_DONE:   return "done";
    case SPOOL_STATE_COUNT: break;
    }
    return "";
}

int spool_folder(const struct spool *spool, enum spool_state state)
{
    assert(state < SPOOL_STATE_COUNT);
    return spool->folders[state];
}

static enum err sync_state(const struct spool *spool, enum spool_state state)
{
    return fsync(spool->folders[state]) < 0 ? ERR_DISK : ERR_NONE;
}

static void hour_of(int64_t wall_s, struct timespec both_out[2])
{
    both_out[0] = (struct timespec){.tv_sec = (time_t)(wall_s - wall_s % HOUR_S)};
    both_out[1] = both_out[0];
}

static enum err set_hour(int fd, int64_t wall_s)
{
    struct timespec both[2];
    hour_of(wall_s, both);
    return futimens(fd, both) < 0 ? disk_cause(errno) : ERR_NONE;
}

static enum spool_fate fate_of(const struct spool_entry *entry)
{
    return entry->is_dropped ? SPOOL_DROPPED : SPOOL_DELIVERED;
}

enum err spool_stamp(const struct spool *spool, const struct spool_entry *entry, int64_t wall_s)
{
    char name[SPOOL_NAME_BYTES];
    struct timespec both[2];
    spool_name(entry->id, fate_of(entry), name);
    hour_of(wall_s, both);
    return utimensat(spool->folders[entry->state], name, both, AT_SYMLINK_NOFOLLOW) < 0
               ? disk_cause(errno)
               : ERR_NONE;
}

static bool count_one(void *with, const struct spool_entry *entry)
{
    (void)entry;
    (*(int *)with)++;
    return true;
}

/* Counts again from the folders: the operator's tool may have taken some away. */
static enum err count_waiting(struct spool *spool)
{
    int count = 0;
    enum err err = spool_each(spool, SPOOL_QUEUE, count_one, &count);
    if (!err) err = spool_each(spool, SPOOL_FLIGHT, count_one, &count);
    if (!err) err = spool_each(spool, SPOOL_HOLD, count_one, &count);
    if (!err) spool->count = count;
    return err;
}

/* Opening */

/* Who may write in our folders may take requests away unseen. */
static enum err check_rights(int fd)
{
    struct stat facts;
    if (fstat(fd, &facts) < 0) return ERR_DISK;
    bool is_ours = facts.st_uid == geteuid() && !(facts.st_mode & (S_IWGRP | S_IWOTH));
    return is_ours ? ERR_NONE : ERR_REFUSED;
}

static enum err open_state(struct spool *spool, enum spool_state state, bool is_courier)
{
    const char *name = spool_state_name(state);
    if (is_courier && mkdirat(spool->root, name, 0700) < 0 && errno != EEXIST)
        return disk_cause(errno);
    int fd = openat(spool->root, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
    if (fd < 0) return disk_cause(errno);
    spool->folders[state] = fd;
    return is_courier ? check_rights(fd) : ERR_NONE;
}

static enum err open_root(const char *folder, bool is_courier, struct spool *spool)
{
    *spool = (struct spool){.root = -1, .folders = {-1, -1, -1, -1}};
    enum err err = is_courier ? disk_make_folder(folder, 0700) : ERR_NONE;
    if (err) return err;
    spool->root = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (spool->root < 0) return disk_cause(errno);
    if (!is_courier) return ERR_NONE;
    err = check_rights(spool->root);
    if (err) return err;
    if (flock(spool->root, LOCK_EX | LOCK_NB) < 0)
        return errno == EWOULDBLOCK ? ERR_EXISTS : ERR_DISK;
    spool->is_locked = true;
    return ERR_NONE;
}

static enum err open_all(const char *folder, bool is_courier, struct spool *spool)
{
    enum err err = open_root(folder, is_courier, spool);
    for (enum spool_state state = SPOOL_QUEUE; !err && state < SPOOL_STATE_COUNT; state++)
        err = open_state(spool, state, is_courier);
    if (!err && is_courier && fsync(spool->root) < 0) err = ERR_DISK;
    if (!err) err = count_waiting(spool);
    if (err) spool_close(spool);
    return err;
}

enum err spool_open(const char *folder, struct spool *spool_out)
{
    return open_all(folder, true, spool_out);
}

enum err spool_visit(const char *folder, struct spool *spool_out)
{
    return open_all(folder, false, spool_out);
}

void spool_close(struct spool *spool)
{
    /* In a zeroed value 0 means "never opened"; the standard streams are not ours to close. */
    for (enum spool_state state = SPOOL_QUEUE; state < SPOOL_STATE_COUNT; state++)
        if (spool->folders[state] > 0) close(spool->folders[state]);
    if (spool->root > 0) close(spool->root);
    memset(spool, 0, sizeof *spool);
}

bool spool_is_served(const struct spool *spool)
{
    if (spool->is_locked) return true;
    if (flock(spool->root, LOCK_SH | LOCK_NB) < 0) return errno == EWOULDBLOCK;
    flock(spool->root, LOCK_UN);
    return false;
}

/* Finding */

static bool is_there(const struct spool *spool, enum spool_state state, const char *name)
{
    return faccessat(spool->folders[state], name, F_OK, AT_SYMLINK_NOFOLLOW) == 0;
}

enum spool_fate spool_find(const struct spool *spool, struct id id, enum spool_state *state_out)
{
    char name[SPOOL_NAME_BYTES];
    *state_out = SPOOL_DONE;
    spool_name(id, SPOOL_DELIVERED, name);
    if (is_there(spool, SPOOL_DONE, name)) return SPOOL_DELIVERED;
    for (enum spool_state state = SPOOL_QUEUE; state < SPOOL_DONE; state++) {
        if (!is_there(spool, state, name)) continue;
        *state_out = state;
        return SPOOL_WAITING;
    }
    spool_name(id, SPOOL_DROPPED, name);
    return is_there(spool, SPOOL_DONE, name) ? SPOOL_DROPPED : SPOOL_UNKNOWN;
}

/* Submitting */

static enum err write_nameless(const struct spool *spool, const struct sealed *sealed,
                               int64_t wall_s, int *fd_out)
{
    int fd = openat(spool->folders[SPOOL_QUEUE], ".", O_TMPFILE | O_WRONLY | O_CLOEXEC, 0600);
    if (fd < 0) return disk_cause(errno);
    enum err err = disk_write(fd, sealed->bytes, sizeof sealed->bytes);
    if (!err) err = set_hour(fd, wall_s);
    if (!err && fsync(fd) < 0) err = ERR_DISK;
    if (err) close(fd);
    else *fd_out = fd;
    return err;
}

/* From here on the file can be found. When the name does not reach the disk the promise is not
 * given, so the name goes again: what the screen calls "not stored" must not turn up at a
 * provider. */
static enum err give_name(const struct spool *spool, int fd, const char *name)
{
    char nameless[64];
    snprintf(nameless, sizeof nameless, "/proc/self/fd/%d", fd);
    int folder = spool->folders[SPOOL_QUEUE];
    if (linkat(AT_FDCWD, nameless, folder, name, AT_SYMLINK_FOLLOW) < 0)
        return disk_cause(errno);
    enum err err = sync_state(spool, SPOOL_QUEUE);
    if (err) unlinkat(folder, name, 0);
    return err;
}

static enum err store(struct spool *spool, const char *name, const struct sealed *sealed,
                      int64_t wall_s)
{
    int fd = -1;
    enum err err = write_nameless(spool, sealed, wall_s, &fd);
    if (err) return err;
    err = give_name(spool, fd, name);
    if (close(fd) < 0 && !err) {
        unlinkat(spool->folders[SPOOL_QUEUE], name, 0);
        err = ERR_DISK;
    }
    if (!err) spool->count++;
    return err;
}

static enum err room_for_one(struct spool *spool)
{
    if (spool->count < SPOOL_MOST) return ERR_NONE;
    enum err err = count_waiting(spool);
    if (err) return err;
    return spool->count < SPOOL_MOST ? ERR_NONE : ERR_FULL;
}

enum err spool_submit(struct spool *spool, struct id id, const struct sealed *sealed,
                      int64_t wall_s, enum spool_fate *before_out)
{
    enum spool_state state = SPOOL_QUEUE;
    *before_out = spool_find(spool, id, &state);
    /* The courier may have died between giving the name and syncing it: sync before we say
     * "kept" again. */
    if (*before_out != SPOOL_UNKNOWN) return sync_state(spool, state);

    enum err err = room_for_one(spool);
    if (err) return err;
    char name[SPOOL_NAME_BYTES];
    spool_name(id, SPOOL_WAITING, name);
    return store(spool, name, sealed, wall_s);
}

enum err spool_probe(struct spool *spool)
{
    enum err err = room_for_one(spool);
    if (err) return err;
    static const struct sealed nothing;
    int fd = -1;
    err = write_nameless(spool, &nothing, 0, &fd);
    if (err) return err;
    return close(fd) < 0 ? ERR_DISK : ERR_NONE;
}

/* Reading, moving, finishing */

enum err spool_read(const struct spool *spool, struct id id, enum spool_state state,
                    struct sealed *sealed_out)
{
    char name[SPOOL_NAME_BYTES];
    spool_name(id, SPOOL_WAITING, name);
    int fd =
        openat(spool->folders[state], name, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
    if (fd < 0) return disk_cause(errno);

    struct stat facts;
    size_t size_bytes = 0;
    enum err err = fstat(fd, &facts) < 0 ? ERR_DISK : ERR_NONE;
    if (!err && (!S_ISREG(facts.st_mode) || facts.st_size != SEALED_BYTES)) err = ERR_FORMAT;
    if (!err) err = disk_read(fd, sealed_out->bytes, sizeof sealed_out->bytes, &size_bytes);
    if (!err && size_bytes != sizeof sealed_out->bytes) err = ERR_FORMAT;
    close(fd);
    return err;
}

static enum err rename_synced(const struct spool *spool, enum spool_state from,
                              const char *from_name, enum spool_state to, const char *to_name)
{
    if (renameat(spool->folders[from], from_name, spool->folders[to], to_name) < 0)
        return disk_cause(errno);
    enum err err = sync_state(spool, to);
    enum err old_err = sync_state(spool, from);
    return err ? err : old_err;
}

enum err spool_move(struct spool *spool, struct id id, enum spool_state from,
                    enum spool_state to)
{
    assert(from != SPOOL_DONE && to != SPOOL_DONE && from != to);
    char name[SPOOL_NAME_BYTES];
    spool_name(id, SPOOL_WAITING, name);
    return rename_synced(spool, from, name, to, name);
}

static enum err make_empty(const struct spool *spool, const char *name, int64_t wall_s)
{
    int fd = openat(spool->folders[SPOOL_DONE], name,
                    O_WRONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
    if (fd < 0) return disk_cause(errno);
    enum err err = ftruncate(fd, 0) < 0 ? disk_cause(errno) : ERR_NONE;
    if (!err) err = set_hour(fd, wall_s);
    if (!err && fsync(fd) < 0) err = ERR_DISK;
    if (close(fd) < 0 && !err) err = ERR_DISK;
    return err;
}

/* Renamed first and emptied after, because that needs no new file: a full disk cannot make us
 * send twice. */
enum err spool_finish(struct spool *spool, struct id id, enum spool_state from,
                      enum spool_fate fate, int64_t wall_s)
{
    assert(from != SPOOL_DONE && (fate == SPOOL_DELIVERED || fate == SPOOL_DROPPED));
    char name[SPOOL_NAME_BYTES], done_name[SPOOL_NAME_BYTES];
    spool_name(id, SPOOL_WAITING, name);
    spool_name(id, fate, done_name);
    enum err err = rename_synced(spool, from, name, SPOOL_DONE, done_name);
    if (err) return err;
    if (spool->count > 0) spool->count--;
    return make_empty(spool, done_name, wall_s);
}

/* Mending and sweeping */

struct sweep {
    struct spool *spool;
    int64_t wall_s;
    enum err err;      /* the first one; the others go on */
    int gone;
};

static void note_err(struct sweep *sweep, enum err err)
{
    if (err && !sweep->err) sweep->err = err;
}

static bool empty_one(void *with, const struct spool_entry *entry)
{
    struct sweep *sweep = with;
    char name[SPOOL_NAME_BYTES];
    if (entry->size_bytes == 0) return true;
    spool_name(entry->id, fate_of(entry), name);
    note_err(sweep, make_empty(sweep->spool, name, sweep->wall_s));
    return true;
}

/* A disk that forgot half of a move shows both names. In flight and elsewhere: what came of
 * the attempt was known when it was moved on, or the attempt had not begun. In hold and in the
 * queue: the operator had put it back. So the first of these that has it is right. */
static bool is_elsewhere(const struct spool *spool, enum spool_state state, const char *name)
{
    if (is_there(spool, SPOOL_DONE, name)) return true;
    if (state == SPOOL_QUEUE) return false;
    return is_there(spool, SPOOL_QUEUE, name)
           || (state == SPOOL_FLIGHT && is_there(spool, SPOOL_HOLD, name));
}

static bool drop_if_elsewhere(void *with, const struct spool_entry *entry)
{
    struct sweep *sweep = with;
    char name[SPOOL_NAME_BYTES];
    spool_name(entry->id, SPOOL_DELIVERED, name);
    if (!is_elsewhere(sweep->spool, entry->state, name)) return true;
    if (unlinkat(sweep->spool->folders[entry->state], name, 0) < 0)
        note_err(sweep, disk_cause(errno));
    else sweep->gone++;
    return true;
}

enum err spool_mend(struct spool *spool, int64_t wall_s)
{
    struct sweep sweep = {.spool = spool, .wall_s = wall_s};
    note_err(&sweep, spool_each(spool, SPOOL_DONE, empty_one, &sweep));
    for (enum spool_state state = SPOOL_QUEUE; state < SPOOL_DONE; state++) {
        sweep.gone = 0;
        note_err(&sweep, spool_each(spool, state, drop_if_elsewhere, &sweep));
        if (sweep.gone > 0) note_err(&sweep, sync_state(spool, state));
    }
    note_err(&sweep, count_waiting(spool));
    return sweep.err;
}

static bool sweep_one(void *with, const struct spool_entry *entry)
{
    struct sweep *sweep = with;
    char name[SPOOL_NAME_BYTES];
    int64_t age_s = sweep->wall_s - entry->hour_s;
    if (age_s <= (int64_t)SPOOL_DONE_DAYS * 24 * HOUR_S) return true;
    spool_name(entry->id, fate_of(entry), name);
    if (unlinkat(sweep->spool->folders[SPOOL_DONE], name, 0) < 0)
        note_err(sweep, disk_cause(errno));
    return true;
}

/* Not synced: one that comes back after a power cut is swept again. */
enum err spool_sweep(struct spool *spool, int64_t wall_s)
{
    struct sweep sweep = {.spool = spool, .wall_s = wall_s};
    note_err(&sweep, spool_each(spool, SPOOL_DONE, sweep_one, &sweep));
    return sweep.err;
}
