/* SPDX-License-Identifier: EUPL-1.2 */
/* bitmap_cache.h - rendered text and pictures that will be asked for again, under a limit of
 * bytes.
 *
 * Rule:   the one asked for longest ago leaves first. What a visitor typed never comes in here.
 * Errors: none: a bitmap that cannot be kept is the caller's to wipe after use
 *         (bitmap_cache_put says so).
 * Thread: one. */
#ifndef NAAST_PLATFORM_BITMAP_CACHE_H
#define NAAST_PLATFORM_BITMAP_CACHE_H
#include "platform/bitmap.h"

#define BITMAP_CACHE_MOST 512

struct bitmap_cache {
    struct { uint64_t hash; uint64_t asked; struct bitmap bitmap; } all[BITMAP_CACHE_MOST];
    int count;
    size_t size_bytes, limit_bytes;
    uint64_t clock;            /* counts questions; orders the entries by age */
};

/* A loan until the next put; NULL when it is not here. */
const struct bitmap *bitmap_cache_get(struct bitmap_cache *cache, uint64_t hash);
/* Takes the bitmap over and gives it back as a loan; NULL when it is larger than the whole
 * cache (then nothing is taken). */
const struct bitmap *bitmap_cache_put(struct bitmap_cache *cache, uint64_t hash,
                                      const struct bitmap *bitmap);
void bitmap_cache_wipe(struct bitmap_cache *cache);   /* keeps the limit */

#endif
