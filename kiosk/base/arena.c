/* SPDX-License-Identifier: EUPL-1.2 */
#include "base/arena.h"

#include <assert.h>
#include <sodium.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

/* sodium_malloc ends its block on a page border, so only a size that is a multiple of the
 * strictest alignment gives an aligned start. */
#define ALIGNED_BYTES 16

static size_t aligned(size_t size_bytes)
{
    return (size_bytes + ALIGNED_BYTES - 1) & ~(size_t)(ALIGNED_BYTES - 1);
}

enum err arena_init(struct arena *arena, size_t size_bytes)
{
    *arena = (struct arena){0};
    assert(size_bytes > 0 && size_bytes < SIZE_MAX / 2);
    if (sodium_init() < 0) return ERR_SYSTEM;
    size_bytes = aligned(size_bytes);
    arena->block = sodium_malloc(size_bytes);
    if (!arena->block) return ERR_MEMORY;
    memset(arena->block, 0, size_bytes);
    arena->size_bytes = size_bytes;
    return ERR_NONE;
}

void arena_finish(struct arena *arena)
{
    sodium_free(arena->block);   /* zeroes first */
    *arena = (struct arena){0};
}

void arena_reset(struct arena *arena)
{
    /* What lies behind used_bytes is still zero, so the whole block is zero again after this.
     * */
    if (arena->block) sodium_memzero(arena->block, arena->used_bytes);
    arena->used_bytes = 0;
    arena->is_full = false;
}

/* The caller has seen that it fits. */
static void *take(struct arena *arena, size_t size_bytes)
{
    void *start = arena->block + arena->used_bytes;
    arena->used_bytes += aligned(size_bytes);
    if (arena->peak_bytes < arena->used_bytes) arena->peak_bytes = arena->used_bytes;
    return start;
}

void *arena_alloc(struct arena *arena, size_t size_bytes)
{
    if (size_bytes == 0) size_bytes = 1;
    if (arena->is_full || size_bytes > arena->size_bytes - arena->used_bytes) {
        arena->is_full = true;
        return NULL;
    }
    return take(arena, size_bytes);
}

char *arena_text(struct arena *arena, const char *utf8)
{
    size_t size_bytes = strlen(utf8) + 1;
    char *copy = arena_alloc(arena, size_bytes);
    if (copy) memcpy(copy, utf8, size_bytes);
    return copy;
}

char *arena_format(struct arena *arena, const char *format, ...)
{
    if (arena->is_full) return NULL;
    char *start = (char *)arena->block + arena->used_bytes;
    size_t room_bytes = arena->size_bytes - arena->used_bytes;

    va_list arguments;
    va_start(arguments, format);
    int size = vsnprintf(start, room_bytes, format, arguments);
    va_end(arguments);

    if (size < 0 || (size_t)size >= room_bytes) {
        sodium_memzero(start, room_bytes);
        arena->is_full = true;
        return NULL;
    }
    return take(arena, (size_t)size + 1);
}
