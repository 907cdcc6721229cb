/* SPDX-License-Identifier: EUPL-1.2 */
/* bitmap.h - small pictures in memory, and how they are laid over the pixels of the screen.
 *
 * Shape:  a canvas is a loan of 32-bit pixels (0xffRRGGBB). A bitmap is either coverage (one
 *         byte a pixel: text and line pictures, painted in any ink) or colour (premultiplied
 *         ARGB).
 * Why coverage: it is a quarter of the size, and changing the theme or pressing a button needs
 * no new rendering.
 * Thread: one. */
#ifndef NAAST_PLATFORM_BITMAP_H
#define NAAST_PLATFORM_BITMAP_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "base/err.h"
#include "view/node.h"
#include "view/theme.h"

struct canvas {
    uint32_t *pixels;
    int width_px, height_px;
    int stride_px;             /* pixels from one row to the next */
};

struct bitmap {
    uint8_t *bytes;            /* owned; NULL: nothing to see */
    int width_px, height_px;
    int x, y;                  /* where its first pixel lies, from the place it is painted at */
    bool is_colour;            /* 4 bytes a pixel, else 1 */
};

/* ERR_MEMORY */
enum err bitmap_init(struct bitmap *bitmap, int width_px, int height_px,
                     bool is_colour) MUST_USE;
/* A copy of one part, which must lie inside. */
enum err bitmap_part(const struct bitmap *whole, struct rect part,
                     struct bitmap *bitmap_out) MUST_USE;
void bitmap_wipe(struct bitmap *bitmap);              /* zeroes, frees; accepts a zeroed one */
size_t bitmap_size_bytes(const struct bitmap *bitmap);

uint32_t pixel_of(struct color color);
bool rect_is_empty(struct rect rect);
struct rect rect_common(struct rect a, struct rect b);   /* empty when they do not meet */
struct rect rect_around(struct rect a, struct rect b);   /* an empty one adds nothing */

/* Nothing is painted outside `clip` or the canvas. */
void canvas_fill(struct canvas *canvas, struct rect clip, struct rect rect, uint32_t pixel);
/* `ink` is used for coverage only. */
void canvas_lay(struct canvas *canvas, struct rect clip, const struct bitmap *bitmap, int x,
                int y, struct color ink);

#endif
