/* SPDX-License-Identifier: EUPL-1.2 */
#include "golden/half.h"

#include <SDL.h>
#include <SDL_image.h>
#include <string.h>

#include "platform/png.h"

#define LEVELS 52   /* of each colour: fewer bytes, and the same to the eye */

static uint32_t mean(const uint32_t *above, const uint32_t *below)
{
    uint32_t pixel = 0xff000000u;
    for (int shift = 0; shift < 24; shift += 8) {
        uint32_t sum = (above[0] >> shift & 255) + (above[1] >> shift & 255) +
                       (below[0] >> shift & 255) + (below[1] >> shift & 255);
        uint32_t level = (sum + 2) / 4 * (LEVELS - 1);
        pixel |= (level + 127) / 255 * 255 / (LEVELS - 1) << shift;
    }
    return pixel;
}

enum err half_of(const struct canvas *whole, struct canvas *half_out)
{
    enum err err = canvas_init(half_out, whole->width_px / 2, whole->height_px / 2);
    if (err) return err;
    for (int y = 0; y < half_out->height_px; y++) {
        const uint32_t *row = whole->pixels + (size_t)(2 * y) * (size_t)whole->stride_px;
        for (int x = 0; x < half_out->width_px; x++)
            half_out->pixels[y * half_out->stride_px + x] =
                mean(row + 2 * x, row + whole->stride_px + 2 * x);
    }
    return ERR_NONE;
}

enum err half_read(const char *path, struct canvas *canvas_out)
{
    SDL_Surface *file = IMG_Load(path);
    SDL_Surface *surface =
        file ? SDL_ConvertSurfaceFormat(file, SDL_PIXELFORMAT_RGB888, 0) : NULL;
    SDL_FreeSurface(file);
    if (!surface) return ERR_DISK;
    enum err err = canvas_init(canvas_out, surface->w, surface->h);
    for (int y = 0; !err && y < surface->h; y++)
        memcpy(canvas_out->pixels + (size_t)y * (size_t)canvas_out->stride_px,
               (const char *)surface->pixels + (size_t)y * (size_t)surface->pitch,
               (size_t)surface->w * 4);
    SDL_FreeSurface(surface);
    return err;
}
