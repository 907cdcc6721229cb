/* SPDX-License-Identifier: EUPL-1.2 */
/* intake_list.h - what the receiver keeps in memory of each request it has.
 *
 * Shape:  the entries in the order of their lines, and a hash table of their ids, so that a
 *         start with a hundred thousand lines can ask of each whether it was there already.
 * Order:  intake_list_reserve before intake_list_add. Adding cannot fail, so that a line is
 *         written only when there is room to remember it.
 * Errors: ERR_MEMORY. Thread: one. Accepts a zeroed list. */
#ifndef NAAST_APPS_INTAKE_LIST_H
#define NAAST_APPS_INTAKE_LIST_H
#include <sodium.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>
#include "base/err.h"
#include "base/id.h"

#define INTAKE_FINGERPRINT_BYTES 16

enum intake_mark { INTAKE_OPEN, INTAKE_CALLED, INTAKE_WITHDRAWN };

struct intake_entry {
    struct id id;
    unsigned char fingerprint[INTAKE_FINGERPRINT_BYTES];
    int64_t received_s;
    off_t line_at;     /* where its line begins; meaningless once that is gone */
    size_t line_bytes; /* with its line end; 0: gone */
    char reference[REFERENCE_BYTES];
    char contact_before[11];
    enum intake_mark mark;
    bool is_again; /* an entry before it has the same id, and counts */
};

struct intake_list {
    struct intake_entry *entries;
    size_t count, room;
    uint32_t *places; /* twice as many as there is room: 1 + which entry, or 0 */
    unsigned char hash_key[crypto_shorthash_KEYBYTES];
};

/* Room for one more. */
enum err intake_list_reserve(struct intake_list *list) MUST_USE;
void intake_list_add(struct intake_list *list, const struct intake_entry *entry);
/* The first with this id; NULL: none. A loan until the next intake_list_reserve. */
struct intake_entry *intake_list_find(const struct intake_list *list, struct id id);
void intake_list_wipe(struct intake_list *list);

#endif
