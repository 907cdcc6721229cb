/* SPDX-License-Identifier: EUPL-1.2 */
#include "content/pictogram.h"

#include <stddef.h>
#include <string.h>

static const char *const keys[PICTOGRAM_COUNT] = {
#define PICTOGRAM(id, key) [id] = (key),
#include "content/pictograms.def"
#undef PICTOGRAM
};

const char *pictogram_key(enum pictogram pictogram)
{
    return keys[pictogram];
}

enum pictogram pictogram_find(const char *key)
{
    for (int i = 0; i < PICTOGRAM_COUNT; i++)
        if (keys[i] && strcmp(keys[i], key) == 0) return (enum pictogram)i;
    return PICTOGRAM_NONE;
}
