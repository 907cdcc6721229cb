/* SPDX-License-Identifier: EUPL-1.2 */
/* png.h - a canvas of its own, without any display, and how it becomes a file. */
#ifndef NAAST_PLATFORM_PNG_H
#define NAAST_PLATFORM_PNG_H
#include "platform/bitmap.h"

/* ERR_MEMORY, ERR_LARGE */
enum err canvas_init(struct canvas *canvas, int width_px, int height_px) MUST_USE;
void canvas_finish(struct canvas *canvas);            /* zeroes, frees; accepts a zeroed one */
/* ERR_DISK, ERR_MEMORY */
enum err canvas_write_png(const struct canvas *canvas, const char *path) MUST_USE;

#endif
