/* SPDX-License-Identifier: EUPL-1.2 */
/* x11_screen.h - an X11 screen that gets another size (a turned or replaced panel).
 *
 * Why:    SDL 2.26 keeps a borderless window at the size the screen had, and no window manager
 *         is there to help. Under Wayland the compositor resizes the window by itself. */
#ifndef NAAST_PLATFORM_X11_SCREEN_H
#define NAAST_PLATFORM_X11_SCREEN_H
#include <stdbool.h>
#include <SDL.h>

struct x11_screen {
    unsigned long root;            /* 0: not watched */
    int width_px, height_px;       /* once it changed */
};

/* From now on x11_screen_take sees changes; does nothing when the window is not on X11. */
void x11_screen_watch(SDL_Window *window, struct x11_screen *screen_out);
/* Whether this SDL_SYSWMEVENT tells another size, which is then in the screen. */
bool x11_screen_take(struct x11_screen *screen, const SDL_Event *event);

#endif
