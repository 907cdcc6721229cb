/* SPDX-License-Identifier: EUPL-1.2 */
#include "platform/bitmap.h"

#include <stdlib.h>
#include <string.h>

#define BITMAP_SIDE_MOST_PX 8192

enum err bitmap_init(struct bitmap *bitmap, int width_px, int height_px, bool is_colour)
{
    *bitmap = (struct bitmap){.is_colour = is_colour};
    if (width_px <= 0 || height_px <= 0) return ERR_NONE;
    if (width_px > BITMAP_SIDE_MOST_PX || height_px > BITMAP_SIDE_MOST_PX) return ERR_MEMORY;
    bitmap->bytes = calloc((size_t)width_px * (size_t)height_px, is_colour ? 4 : 1);
    if (!bitmap->bytes) return ERR_MEMORY;
    bitmap->width_px = width_px;
    bitmap->height_px = height_px;
    return ERR_NONE;
}

size_t bitmap_size_bytes(const struct bitmap *bitmap)
{
    return (size_t)bitmap->width_px * (size_t)bitmap->height_px * (bitmap->is_colour ? 4 : 1);
}

enum err bitmap_part(const struct bitmap *whole, struct rect part, struct bitmap *bitmap_out)
{
    enum err err = bitmap_init(bitmap_out, part.width, part.height, whole->is_colour);
    size_t pixel_bytes = whole->is_colour ? 4 : 1;
    for (int y = 0; !err && y < bitmap_out->height_px; y++)
        memcpy(bitmap_out->bytes + (size_t)y * (size_t)part.width * pixel_bytes,
               whole->bytes +
                   ((size_t)(part.y + y) * (size_t)whole->width_px + (size_t)part.x) *
                       pixel_bytes,
               (size_t)part.width * pixel_bytes);
    return err;
}

void bitmap_wipe(struct bitmap *bitmap)
{
    if (bitmap->bytes) explicit_bzero(bitmap->bytes, bitmap_size_bytes(bitmap));
    free(bitmap->bytes);
    *bitmap = (struct bitmap){0};
}

uint32_t pixel_of(struct color color)
{
    return 0xff000000u | (uint32_t)color.red << 16 | (uint32_t)color.green << 8 | color.blue;
}

bool rect_is_empty(struct rect rect)
{
    return rect.width <= 0 || rect.height <= 0;
}

struct rect rect_common(struct rect a, struct rect b)
{
    int x = a.x > b.x ? a.x : b.x;
    int y = a.y > b.y ? a.y : b.y;
    int x_end = a.x + a.width < b.x + b.width ? a.x + a.width : b.x + b.width;
    int y_end = a.y + a.height < b.y + b.height ? a.y + a.height : b.y + b.height;
    if (x_end <= x || y_end <= y) return (struct rect){0};
    return (struct rect){x, y, x_end - x, y_end - y};
}

struct rect rect_around(struct rect a, struct rect b)
{
    if (rect_is_empty(a)) return b;
    if (rect_is_empty(b)) return a;
    int x = a.x < b.x ? a.x : b.x;
    int y = a.y < b.y ? a.y : b.y;
    int x_end = a.x + a.width > b.x + b.width ? a.x + a.width : b.x + b.width;
    int y_end = a.y + a.height > b.y + b.height ? a.y + a.height : b.y + b.height;
    return (struct rect){x, y, x_end - x, y_end - y};
}

static uint32_t *canvas_at(struct canvas *canvas, int x, int y)
{
    return canvas->pixels + (ptrdiff_t)y * canvas->stride_px + x;
}

static struct rect visible(const struct canvas *canvas, struct rect clip, struct rect rect)
{
    struct rect whole = {0, 0, canvas->width_px, canvas->height_px};
    return rect_common(rect_common(whole, clip), rect);
}

void canvas_fill(struct canvas *canvas, struct rect clip, struct rect rect, uint32_t pixel)
{
    struct rect seen = visible(canvas, clip, rect);
    for (int row = 0; row < seen.height; row++) {
        uint32_t *to = canvas_at(canvas, seen.x, seen.y + row);
        for (int i = 0; i < seen.width; i++) to[i] = pixel;
    }
}

/* Two channels at once, each with 16 bits of room: under + (over - under) * share / 256. A
 * share of 255 must reach the ink exactly, therefore 255 counts as 256. */
static uint32_t blend(uint32_t under, uint32_t over, uint32_t share)
{
    share += share >> 7;
    uint32_t rest = 256 - share;
    uint32_t red_blue = ((under & 0xff00ffu) * rest + (over & 0xff00ffu) * share) >> 8;
    uint32_t green = ((under >> 8 & 0xffu) * rest + (over >> 8 & 0xffu) * share) & 0xff00u;
    return 0xff000000u | (red_blue & 0xff00ffu) | green;
}

/* Most of a line of text is paper: eight empty pixels are skipped at once. */
static void lay_coverage_row(uint32_t *restrict to, const uint8_t *restrict from, int width,
                             uint32_t ink)
{
    for (int i = 0; i < width; i++) {
        uint64_t eight = 0;
        if (i + 8 <= width && (memcpy(&eight, from + i, sizeof eight), eight == 0)) {
            i += 7;
            continue;
        }
        if (from[i] == 0) continue;
        to[i] = from[i] == 255 ? ink : blend(to[i], ink, from[i]);
    }
}

static void lay_colour_row(uint32_t *restrict to, const uint32_t *restrict from, int width)
{
    for (int i = 0; i < width; i++) {
        uint32_t share = from[i] >> 24;
        if (share == 0) continue;
        if (share == 255) {
            to[i] = from[i];
            continue;
        }
        uint32_t rest = 255 - share;
        rest += rest >> 7;
        uint32_t red_blue =
            ((to[i] & 0xff00ffu) * rest >> 8 & 0xff00ffu) + (from[i] & 0xff00ffu);
        uint32_t green = ((to[i] >> 8 & 0xffu) * rest & 0xff00u) + (from[i] & 0xff00u);
        to[i] = 0xff000000u | red_blue | green;
    }
}

void canvas_lay(struct canvas *canvas, struct rect clip, const struct bitmap *bitmap, int x,
                int y, struct color ink)
{
    if (!bitmap->bytes) return;
    struct rect whole = {x + bitmap->x, y + bitmap->y, bitmap->width_px, bitmap->height_px};
    struct rect seen = visible(canvas, clip, whole);
    for (int row = 0; row < seen.height; row++) {
        uint32_t *to = canvas_at(canvas, seen.x, seen.y + row);
        size_t from =
            (size_t)(seen.y + row - whole.y) * (size_t)whole.width + (size_t)(seen.x - whole.x);
        if (bitmap->is_colour)
            lay_colour_row(to, (const uint32_t *)(const void *)bitmap->bytes + from,
                           seen.width);
        else lay_coverage_row(to, bitmap->bytes + from, seen.width, pixel_of(ink));
    }
}
