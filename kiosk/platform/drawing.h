/* SPDX-License-Identifier: EUPL-1.2 */
/* drawing.h - SVG to pixels, through SDL_image. The only place that rasterises shapes. */
#ifndef NAAST_PLATFORM_DRAWING_H
#define NAAST_PLATFORM_DRAWING_H
#include "platform/bitmap.h"

/* Colour (premultiplied) or, with `is_line`, only the coverage, fitted into a square of
 * side_px. ERR_FORMAT: SDL_image cannot read it. ERR_MEMORY. */
enum err drawing_render(const char *svg, size_t size_bytes, int side_px, bool is_line,
                        struct bitmap *bitmap_out) MUST_USE;
/* The part that holds all ink. */
struct rect drawing_ink(const struct bitmap *bitmap);

#endif
