/* SPDX-License-Identifier: EUPL-1.2 */
/* intake_store.h - the requests a provider has received, on the provider's own disk.
 *
 * Shape:   STORE/requests.jsonl has one line a request:
 *            {"ontvangenOp":"...","vingerafdruk":"<hash of the request>","verzoek":{...}}
 *          STORE/marks.jsonl has one line for whatever happened to it since (called, put back,
 *          withdrawn). Both only grow; a withdrawn request is the exception, it is taken out
 *          for good (GDPR art. 17).
 * Promise: intake_store_add returns ERR_NONE only when the line is on the disk and synced, and
 *          intake_store_mark with INTAKE_WITHDRAWN only when the line is gone. A last line that
 *          a power cut tore was never promised to anybody and is cut off at the next start;
 *          any other line that cannot be read stays.
 * Errors:  ERR_FULL (no room on the disk, or INTAKE_REQUESTS_MOST; try later), ERR_DISK (a
 *          read, write or sync failed; after a failed sync nothing is stored until the program
 *          starts again, because a failed sync cannot be trusted a second time), ERR_EXISTS
 *          (another program has this store open, or the request is there), ERR_FORMAT,
 *          ERR_MEMORY. After each of them the same call can be made again.
 * Thread:  one. */
#ifndef NAAST_APPS_INTAKE_STORE_H
#define NAAST_APPS_INTAKE_STORE_H
#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>
#include "apps/intake_lines.h"
#include "apps/intake_list.h"
#include "base/bytes.h"

#define INTAKE_REQUESTS_MOST 100000

struct intake_store {
    int folder_fd, requests_fd, marks_fd;
    off_t requests_bytes, marks_bytes;
    struct intake_list list;
    bool is_broken;
};

enum err intake_store_open(const char *folder, struct intake_store *store_out) MUST_USE;
void intake_store_close(struct intake_store *store);
/* NULL: never seen. A loan until the next call that changes the store. */
const struct intake_entry *intake_store_find(const struct intake_store *store, struct id id);
/* `request` is valid JSON that passed the rules; it is stored without the spaces between its
 * parts. */
enum err intake_store_add(struct intake_store *store, const char *request, size_t size_bytes,
                          int64_t now_s) MUST_USE;
enum err intake_store_mark(struct intake_store *store, struct id id, enum intake_mark mark,
                           int64_t now_s) MUST_USE;
/* The stored line, for the page. */
enum err intake_store_line(const struct intake_store *store, const struct intake_entry *entry,
                           struct bytes *line_out) MUST_USE;
enum err intake_store_fingerprint(const char *request, size_t size_bytes,
                                  unsigned char out[INTAKE_FINGERPRINT_BYTES]) MUST_USE;

#endif
