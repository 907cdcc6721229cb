/* SPDX-License-Identifier: EUPL-1.2 */
/* screen.h - the names of the screens (DESIGN 4). */
#ifndef NAAST_MODEL_SCREEN_H
#define NAAST_MODEL_SCREEN_H

enum screen {
#define SCREEN(id, name, kind) id,
#include "model/screens.def"
#undef SCREEN
    SCREEN_COUNT
};

#define NODE_NEXT "nav.next"   /* the button that leads on */

enum screen_kind {
    SCREEN_KIND_REST, SCREEN_KIND_READING, SCREEN_KIND_FORM, SCREEN_KIND_OVERLAY
};

const char *screen_name(enum screen screen);
enum screen screen_find(const char *name);            /* SCREEN_COUNT when unknown */
enum screen_kind screen_kind(enum screen screen);

#endif
