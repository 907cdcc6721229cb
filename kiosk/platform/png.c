/* SPDX-License-Identifier: EUPL-1.2 */
#include "platform/png.h"

#include <SDL.h>
#include <SDL_image.h>
#include <sodium.h>
#include <stdlib.h>

#define CANVAS_SIDE_MOST_PX 16384

enum err canvas_init(struct canvas *canvas, int width_px, int height_px)
{
    *canvas = (struct canvas){0};
    if (width_px <= 0 || height_px <= 0) return ERR_LARGE;
    if (width_px > CANVAS_SIDE_MOST_PX || height_px > CANVAS_SIDE_MOST_PX) return ERR_LARGE;
    canvas->pixels = calloc((size_t)width_px * (size_t)height_px, sizeof *canvas->pixels);
    if (!canvas->pixels) return ERR_MEMORY;
    canvas->width_px = width_px;
    canvas->height_px = height_px;
    canvas->stride_px = width_px;
    return ERR_NONE;
}

void canvas_finish(struct canvas *canvas)
{
    if (canvas->pixels)
        sodium_memzero(canvas->pixels, (size_t)canvas->stride_px * (size_t)canvas->height_px *
                                           sizeof *canvas->pixels);
    free(canvas->pixels);
    *canvas = (struct canvas){0};
}

enum err canvas_write_png(const struct canvas *canvas, const char *path)
{
    SDL_Surface *surface =
        SDL_CreateRGBSurfaceWithFormatFrom(canvas->pixels, canvas->width_px, canvas->height_px,
                                           32, canvas->stride_px * 4, SDL_PIXELFORMAT_RGB888);
    if (!surface) return ERR_MEMORY;
    enum err err = IMG_SavePNG(surface, path) == 0 ? ERR_NONE : ERR_DISK;
    SDL_FreeSurface(surface);
    return err;
}
