/* SPDX-License-Identifier: EUPL-1.2 */
#include "platform/drawing.h"

#include <SDL.h>
#include <SDL_image.h>

static uint32_t premultiplied(const uint8_t rgba[4])
{
    uint32_t share = rgba[3];
    uint32_t red = (rgba[0] * share + 127) / 255;
    uint32_t green = (rgba[1] * share + 127) / 255;
    uint32_t blue = (rgba[2] * share + 127) / 255;
    return share << 24 | red << 16 | green << 8 | blue;
}

static void take_row(const uint8_t *rgba, int width_px, bool is_line, uint8_t *out)
{
    for (int x = 0; x < width_px; x++, rgba += 4) {
        if (is_line) out[x] = rgba[3];
        else ((uint32_t *)(void *)out)[x] = premultiplied(rgba);
    }
}

static enum err take_pixels(SDL_Surface *surface, bool is_line, struct bitmap *bitmap_out)
{
    SDL_Surface *rgba = surface;
    if (surface->format->format != SDL_PIXELFORMAT_RGBA32)
        rgba = SDL_ConvertSurfaceFormat(surface, SDL_PIXELFORMAT_RGBA32, 0);
    if (!rgba) return ERR_MEMORY;
    enum err err = bitmap_init(bitmap_out, rgba->w, rgba->h, !is_line);
    size_t pixel_bytes = is_line ? 1 : 4;
    for (int y = 0; !err && y < rgba->h; y++)
        take_row((const uint8_t *)rgba->pixels + (ptrdiff_t)y * rgba->pitch, rgba->w, is_line,
                 bitmap_out->bytes + (size_t)y * (size_t)rgba->w * pixel_bytes);
    if (rgba != surface) SDL_FreeSurface(rgba);
    return err;
}

enum err drawing_render(const char *svg, size_t size_bytes, int side_px, bool is_line,
                        struct bitmap *bitmap_out)
{
    *bitmap_out = (struct bitmap){0};
    if (side_px <= 0) return ERR_NONE;
    SDL_RWops *from = SDL_RWFromConstMem(svg, (int)size_bytes);
    if (!from) return ERR_MEMORY;
    SDL_Surface *surface = IMG_LoadSizedSVG_RW(from, side_px, side_px);
    SDL_RWclose(from);
    if (!surface) return ERR_FORMAT;
    enum err err = take_pixels(surface, is_line, bitmap_out);
    SDL_FreeSurface(surface);
    return err;
}

static bool has_ink(const struct bitmap *bitmap, int x, int y)
{
    size_t at = (size_t)y * (size_t)bitmap->width_px + (size_t)x;
    uint8_t share = bitmap->is_colour
                        ? (uint8_t)(((const uint32_t *)(const void *)bitmap->bytes)[at] >> 24)
                        : bitmap->bytes[at];
    return share > 8;
}

struct rect drawing_ink(const struct bitmap *bitmap)
{
    int left = bitmap->width_px, right = -1, top = bitmap->height_px, bottom = -1;
    for (int y = 0; y < bitmap->height_px; y++) {
        for (int x = 0; x < bitmap->width_px; x++) {
            if (!has_ink(bitmap, x, y)) continue;
            if (x < left) left = x;
            if (x > right) right = x;
            if (y < top) top = y;
            bottom = y;
        }
    }
    if (right < left) return (struct rect){0};
    return (struct rect){left, top, right - left + 1, bottom - top + 1};
}
