/* SPDX-License-Identifier: EUPL-1.2 */
/* window.h - the screen, and what comes from it: fingers, keys, its size.
 *
 * X11:     a borderless window of the size of the screen, pixels in shared memory, no graphics
 * library (DESIGN 3: SDL's
 *          defaults cost 500 ms, 90 MiB and 15 ms a touch). Wayland: the same pixels in one
 *          streaming texture. A screen that is turned or replaced is followed.
 * Rule:    key chords, closing and the keyboard's repetition do nothing; only in a demo a
 *          closed window ends it.
 * Errors:  ERR_SYSTEM (no display), ERR_MEMORY.
 * Thread:  one; only window_wake may come from another. */
#ifndef NAAST_PLATFORM_WINDOW_H
#define NAAST_PLATFORM_WINDOW_H
#include "platform/bitmap.h"
#include "view/keypad.h"

struct window;

struct window_wish {
    int width_px, height_px;       /* 0: the whole screen */
    enum key_profile key_profile;
    bool is_demo;                  /* shows the pointer, can be closed */
};

enum input_kind {
    INPUT_NONE,                    /* the time was up */
    INPUT_TOUCH, INPUT_KEY,
    INPUT_SIZE,                    /* the canvas is another one now */
    INPUT_WAKE,                    /* somebody called window_wake */
    INPUT_CLOSE                    /* only in a demo */
};

struct input {
    enum input_kind kind;
    enum touch_phase phase;
    int64_t finger;
    int x, y;
    enum key key;
};

enum err window_open(struct window_wish wish, struct window **window_out) MUST_USE;
void window_close(struct window *window);             /* accepts NULL */
/* A loan until INPUT_SIZE. */
struct canvas *window_canvas(struct window *window);
/* Puts these rectangles of the canvas on the screen. False: it takes no pixels, and the log
 * says so. */
bool window_show(struct window *window, const struct rect *changed, int count);
/* Sleeps until something comes; at most wait_ms, -1 without end. */
struct input window_wait(struct window *window, int wait_ms);
void window_wake(void);
/* After a visit: overwrites where fingers have been, in the queue of events. */
void window_wipe(struct window *window);

#endif
