/* SPDX-License-Identifier: EUPL-1.2 */
/* input.h - SDL's events to ours. Only window.c includes it.
 *
 * Keys go by scancode, the place on the keyboard, because the letters printed on it differ per country. */
#ifndef NAAST_PLATFORM_INPUT_H
#define NAAST_PLATFORM_INPUT_H
#include <SDL.h>
#include "platform/window.h"

#define MOUSE_FINGER 0             /* SDL numbers real fingers by device; 0 stays free for the mouse */

struct pointing {
    int width_px, height_px;
    uint32_t last_finger_ms;       /* SDL ticks; a touch screen also moves the mouse, and that is not a second finger */
    bool has_finger;
};

/* INPUT_NONE for all that means nothing to us. */
struct input input_from(struct pointing *pointing, const SDL_Event *event);

#endif
