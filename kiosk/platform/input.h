/* SPDX-License-Identifier: EUPL-1.2 */
/* input.h - SDL's events to ours. Only window.c includes it.
 *
 * Keys go by scancode, the place on the keyboard, because the letters printed on it differ per
 * country. */
#ifndef NAAST_PLATFORM_INPUT_H
#define NAAST_PLATFORM_INPUT_H
#include <SDL.h>
#include "platform/window.h"

#define MOUSE_FINGER 0             /* real fingers are numbered from 1 (from_finger) */

struct pointing {
    enum key_profile profile;
    int width_px, height_px;
    uint32_t last_finger_ms;       /* SDL ticks; the mouse that follows it is its echo */
    bool has_finger;
};

/* INPUT_NONE for all that means nothing to us. */
struct input input_from(struct pointing *pointing, const SDL_Event *event);

#endif
