/* SPDX-License-Identifier: EUPL-1.2 */
#include "platform/bitmap_cache.h"

const struct bitmap *bitmap_cache_get(struct bitmap_cache *cache, uint64_t hash)
{
    for (int i = 0; i < cache->count; i++) {
        if (cache->all[i].hash != hash) continue;
        cache->all[i].asked = ++cache->clock;
        return &cache->all[i].bitmap;
    }
    return NULL;
}

static void drop_oldest(struct bitmap_cache *cache)
{
    int oldest = 0;
    for (int i = 1; i < cache->count; i++)
        if (cache->all[i].asked < cache->all[oldest].asked) oldest = i;
    cache->size_bytes -= bitmap_size_bytes(&cache->all[oldest].bitmap);
    bitmap_wipe(&cache->all[oldest].bitmap);
    cache->all[oldest] = cache->all[--cache->count];
}

const struct bitmap *bitmap_cache_put(struct bitmap_cache *cache, uint64_t hash,
                                      const struct bitmap *bitmap)
{
    size_t size_bytes = bitmap_size_bytes(bitmap);
    if (size_bytes > cache->limit_bytes) return NULL;
    while (cache->count == BITMAP_CACHE_MOST ||
           cache->size_bytes + size_bytes > cache->limit_bytes)
        drop_oldest(cache);
    int at = cache->count++;
    cache->all[at].hash = hash;
    cache->all[at].asked = ++cache->clock;
    cache->all[at].bitmap = *bitmap;
    cache->size_bytes += size_bytes;
    return &cache->all[at].bitmap;
}

void bitmap_cache_wipe(struct bitmap_cache *cache)
{
    for (int i = 0; i < cache->count; i++) bitmap_wipe(&cache->all[i].bitmap);
    *cache = (struct bitmap_cache){.limit_bytes = cache->limit_bytes};
}
