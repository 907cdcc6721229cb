/* SPDX-License-Identifier: EUPL-1.2 */
/* spool.h - contact requests waiting to be delivered.
 *
 * Shape:  one sealed file per request, named after the request id. The folder it lies in is its
 *         state:
 *           queue   waits for its turn
 *           flight  is being sent; after a crash nobody knows whether it arrived
 *           hold    waits for the operator
 *           done    is over: an empty file, so that the same id is never sent again. "ID" was
 *                   delivered, "ID.dropped" was given up on purpose. Erased after
 *                   SPOOL_DONE_DAYS.
 * Units:  times in Unix seconds. File times are rounded down to the hour: when somebody stood
 *         at the kiosk, and so perhaps who, must not be readable from the folder. A time in the
 *         future (some disks cut SPOOL_HOUR_UNKNOWN_S down to their own last year) means:
 *         nobody vouched for the clock.
 * Errors: ERR_FULL (no room for another request), ERR_DISK (write or sync failed: it does not
 *         count), ERR_MISSING, ERR_FORMAT (file torn or of the wrong size), ERR_REFUSED
 *         (rights), ERR_EXISTS.
 * Thread: one per struct. Other programs may work in the same folders: every change is one
 *         rename or link.
 * Why:    "we will call you" is a promise, so a request counts as accepted only once it is on
 *         the disk and synced. Postfix works this way since 1998. No database: a damaged file
 *         cannot damage its neighbour, and every state a power cut can leave is one of the four
 *         above. Source: reliability.md D2.
 *
 * Order of a submit: O_TMPFILE, write, fsync, linkat, fsync(folder). Order of a move: rename,
 * fsync(new folder), fsync(old folder): seen from the disk a request may for a moment be in
 * both, never in neither. A failed fsync is never tried again on the same file: after one
 * failure the kernel may call lost pages clean. */
#ifndef NAAST_SPOOL_SPOOL_H
#define NAAST_SPOOL_SPOOL_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "base/id.h"
#include "spool/seal.h"

#define SPOOL_MOST 20000        /* requests in queue, flight and hold together: 160 MiB */
#define SPOOL_DONE_DAYS 30
#define SPOOL_HOUR_UNKNOWN_S INT64_C(253402297200)   /* the last one of the year 9999 */

enum spool_state { SPOOL_QUEUE, SPOOL_FLIGHT, SPOOL_HOLD, SPOOL_DONE, SPOOL_STATE_COUNT };

/* What became of an id; spool_submit answers with it too. */
enum spool_fate {
    SPOOL_UNKNOWN,
    SPOOL_WAITING,     /* in queue, flight or hold */
    SPOOL_DELIVERED,
    SPOOL_DROPPED      /* given up on purpose: it is stored nowhere */
};

struct spool {
    int root;
    int folders[SPOOL_STATE_COUNT];
    bool is_locked;
    int count;         /* in queue, flight and hold, as far as we know */
};

struct spool_entry {
    struct id id;
    enum spool_state state;
    bool is_dropped;         /* only in done */
    int64_t size_bytes;      /* -1: the disk does not tell */
    int64_t hour_s;          /* when it came into the spool, rounded down to the hour */
};

/* The courier: makes the folders when they are missing and locks them. ERR_EXISTS: another
 * courier has them; ERR_REFUSED: they are another user's, or others may write in them. */
enum err spool_open(const char *folder, struct spool *spool_out) MUST_USE;
/* The operator's tool: the folders must be there; no lock. */
enum err spool_visit(const char *folder, struct spool *spool_out) MUST_USE;
void spool_close(struct spool *spool);   /* accepts a zeroed value */
bool spool_is_served(const struct spool *spool);   /* some courier holds the lock */
int spool_folder(const struct spool *spool,
                 enum spool_state state); /* file descriptor, on loan */

/* ERR_NONE means: on the disk and synced. The same id twice is one request: `before_out` tells
 * what it was. */
enum err spool_submit(struct spool *spool, struct id id, const struct sealed *sealed,
                      int64_t wall_s, enum spool_fate *before_out) MUST_USE;
enum err spool_read(const struct spool *spool, struct id id, enum spool_state state,
                    struct sealed *sealed_out) MUST_USE;
enum err spool_move(struct spool *spool, struct id id, enum spool_state from,
                    enum spool_state to) MUST_USE;
/* It is over: `fate` is SPOOL_DELIVERED or SPOOL_DROPPED. Leaves the empty file in done. */
enum err spool_finish(struct spool *spool, struct id id, enum spool_state from,
                      enum spool_fate fate, int64_t wall_s) MUST_USE;
/* It counts as having come, or as being over, at `wall_s`. */
enum err spool_stamp(const struct spool *spool, const struct spool_entry *entry,
                     int64_t wall_s) MUST_USE;
enum spool_fate spool_find(const struct spool *spool, struct id id,
                           enum spool_state *state_out);
/* Every request in one folder, in no order; files that are not ours are passed over. `each`
 * returns false to stop. */
enum err spool_each(const struct spool *spool, enum spool_state state,
                    bool (*each)(void *with, const struct spool_entry *entry),
                    void *with) MUST_USE;

/* Can another request be stored now? Writes and syncs a file of full size that never gets a
 * name. */
enum err spool_probe(struct spool *spool) MUST_USE;
/* At start: ends what a crash left half finished. */
enum err spool_mend(struct spool *spool, int64_t wall_s) MUST_USE;
/* Takes the empty files away that are older than SPOOL_DONE_DAYS. */
enum err spool_sweep(struct spool *spool, int64_t wall_s) MUST_USE;

const char *spool_state_name(enum spool_state state);   /* the folder's name */

#endif
