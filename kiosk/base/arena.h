/* SPDX-License-Identifier: EUPL-1.2 */
/* arena.h - memory of one frame: handed out in order, emptied in one go.
 *
 * Shape:  one fixed block from sodium_malloc (locked, not in core dumps), because a frame holds
 *         what the visitor typed. It never grows.
 * Errors: arena_alloc gives NULL when the block is full, and the arena stays `is_full` until
 *         the reset.
 * Thread: one. */
#ifndef NAAST_BASE_ARENA_H
#define NAAST_BASE_ARENA_H
#include <stdbool.h>
#include <stddef.h>
#include "base/err.h"

struct arena {
    unsigned char *block;
    size_t size_bytes;
    size_t used_bytes;
    size_t peak_bytes;   /* most ever used, so that tests can see how near the limit we come */
    bool is_full;
};

enum err arena_init(struct arena *arena, size_t size_bytes) MUST_USE;
void arena_finish(struct arena *arena);         /* zeroes and frees; accepts a zeroed arena */
void arena_reset(struct arena *arena);          /* zeroes what was used and starts over */
void *arena_alloc(struct arena *arena, size_t size_bytes);   /* zeroed, aligned for any type */
char *arena_text(struct arena *arena, const char *utf8);     /* a copy; NULL when full */
char *arena_format(struct arena *arena, const char *format, ...) PRINTF_LIKE(2, 3);

#endif
