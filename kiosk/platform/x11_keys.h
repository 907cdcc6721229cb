/* SPDX-License-Identifier: EUPL-1.2 */
/* x11_keys.h - the keys F21 to F24 of a keypad on X11.
 *
 * Why:    SDL 2.26 knows these four keycodes as those of a touchpad's switch and drops them
 *         (measured): back, next, << and >> of an EZ keypad would do nothing. */
#ifndef NAAST_PLATFORM_X11_KEYS_H
#define NAAST_PLATFORM_X11_KEYS_H
#include <stdbool.h>
#include <SDL.h>

struct x11_keys { unsigned down; };   /* bit: which of the four is held; X11 repeats it */

/* Whether this SDL_SYSWMEVENT is one of them going down; then `key_out` is what SDL should have
 * told. */
bool x11_keys_take(struct x11_keys *keys, const SDL_Event *event, SDL_Event *key_out);

#endif
