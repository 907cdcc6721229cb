/* SPDX-License-Identifier: EUPL-1.2 */
#include "model/screen.h"

#include <string.h>

static const char *const names[SCREEN_COUNT] = {
#define SCREEN(id, name, kind) name,
#include "model/screens.def"
#undef SCREEN
};

static const enum screen_kind kinds[SCREEN_COUNT] = {
#define SCREEN(id, name, kind) SCREEN_KIND_##kind,
#include "model/screens.def"
#undef SCREEN
};

const char *screen_name(enum screen screen)
{
    return screen < SCREEN_COUNT ? names[screen] : "";
}

enum screen screen_find(const char *name)
{
    for (unsigned i = 0; i < SCREEN_COUNT; i++)
        if (strcmp(names[i], name) == 0) return (enum screen)i;
    return SCREEN_COUNT;
}

enum screen_kind screen_kind(enum screen screen)
{
    return screen < SCREEN_COUNT ? kinds[screen] : SCREEN_KIND_REST;
}
