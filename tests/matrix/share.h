/* SPDX-License-Identifier: EUPL-1.2 */
/* share.h - what a theme or the voice changes is colour and one tool of the toolbar; where all
 * else stands it leaves alone. So a layout is made once for all looks of one screen that would
 * come out the same.
 *
 * How:   two trees are laid out alike when everything in them that layout reads is equal
 *        (shape_of: all but the colours) and the room that the toolbar takes is equal. The
 *        toolbar of every look is laid out and judged at least once, on its own screen.
 * Trust: one in CHECKED_EVERY of the layouts that would be saved is made after all, and must
 *        come out equal place by place (places_of). */
#ifndef NAAST_TESTS_MATRIX_SHARE_H
#define NAAST_TESTS_MATRIX_SHARE_H
#include "view/frame.h"

#define BARS_MOST 64
#define DONE_MOST 8
#define CHECKED_EVERY 32

/* One text size, language, panel and mode: how high each toolbar came out. */
struct bars {
    struct { uint64_t shape; int height_px; } all[BARS_MOST];
    int count;
};
/* One screen in them: the layouts that were made. */
struct done {
    struct { uint64_t shape, places; int bar_px, pages; } all[DONE_MOST];
    int count;
};

struct shape { uint64_t bar, rest; };
struct shape shape_of(const struct node *root);              /* before layout */
uint64_t places_of(const struct frame *frame);               /* after it */
int bar_height(const struct bars *bars, uint64_t shape);     /* -1: not laid out yet */
void bar_remember(struct bars *bars, uint64_t shape, const struct frame *frame);
/* The layout that would come out the same: its place in `done`, or -1. */
int done_find(const struct done *done, const struct bars *bars, struct shape shape);

#endif
