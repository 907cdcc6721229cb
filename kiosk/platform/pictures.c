/* SPDX-License-Identifier: EUPL-1.2 */
#include "platform/pictures.h"

#include <stdio.h>
#include <stdlib.h>

#include "base/file.h"
#include "base/hash.h"
#include "base/log.h"
#include "platform/bitmap_cache.h"
#include "platform/drawing.h"

#define PICTURES_LIMIT_BYTES (2u << 20)
#define SVG_LIMIT_BYTES (256u << 10)
#define GROWTH (72.0 / 60.0) /* OpenMoji draws in the middle 60 of its 72 squares */

struct pictures {
    char folder[PATH_BYTES];
    struct bitmap_cache kept;
    bool is_missing[PICTOGRAM_COUNT][2];
};

static enum err read_picture(struct pictures *pictures, enum pictogram pictogram, bool is_line,
                             struct bytes *svg_out)
{
    char name[128], path[PATH_BYTES];
    *svg_out = (struct bytes){.limit_bytes = SVG_LIMIT_BYTES};
    snprintf(name, sizeof name, "pictograms/%s%s.svg", pictogram_key(pictogram),
             is_line ? ".line" : "");
    enum err err = path_join(path, pictures->folder, name);
    if (!err) err = file_read(path, svg_out);
    return err;
}

/* Rasterises so large that OpenMoji's drawing fills the square, all pictures alike, so that
 * their lines stay equally thick. One that reaches further out is made to fit; that takes a
 * second rasterisation. */
static enum err render_fitting(const struct bytes *svg, int side_px, bool is_line,
                               struct bitmap *whole_out, struct rect *ink_out)
{
    double growth = GROWTH;
    for (int tries = 0; tries < 3; tries++) {
        bitmap_wipe(whole_out);
        enum err err = drawing_render(svg->start, svg->size_bytes,
                                      (int)(side_px * growth + 0.5), is_line, whole_out);
        if (err) return err;
        *ink_out = drawing_ink(whole_out);
        int longest = ink_out->width > ink_out->height ? ink_out->width : ink_out->height;
        if (longest <= side_px) break;
        growth *= (double)side_px / (longest + tries);
    }
    return ERR_NONE;
}

/* Only the ink is kept, placed in the middle of the square. */
static enum err render_centred(const struct bytes *svg, int side_px, bool is_line,
                               struct bitmap *bitmap_out)
{
    struct bitmap whole = {0};
    struct rect ink = {0};
    enum err err = render_fitting(svg, side_px, is_line, &whole, &ink);
    if (!err) err = bitmap_part(&whole, ink, bitmap_out);
    bitmap_wipe(&whole);
    bitmap_out->x = (side_px - ink.width) / 2;
    bitmap_out->y = (side_px - ink.height) / 2;
    return err;
}

static const struct bitmap *keep(struct pictures *pictures, uint64_t hash,
                                 struct bitmap *bitmap)
{
    const struct bitmap *kept = bitmap_cache_put(&pictures->kept, hash, bitmap);
    if (!kept) bitmap_wipe(bitmap);
    return kept;
}

static uint32_t toned(uint32_t argb, struct color dark, struct color light)
{
    uint32_t share = argb >> 24, out = share << 24;
    const uint8_t low[3] = {dark.red, dark.green, dark.blue},
                  high[3] = {light.red, light.green, light.blue};
    for (int i = 0; i < 3; i++) {
        uint32_t part = argb >> (16 - 8 * i) & 0xff;   /* premultiplied: 0 to share */
        out |= (low[i] * (share - part) + high[i] * part + 127) / 255 << (16 - 8 * i);
    }
    return out;
}

static void tone_picture(struct bitmap *bitmap, const struct picture_look *look)
{
    uint32_t *pixels = (uint32_t *)(void *)bitmap->bytes;
    for (size_t i = 0; i < (size_t)bitmap->width_px * (size_t)bitmap->height_px; i++)
        pixels[i] = toned(pixels[i], look->ink, look->light);
}

static const struct bitmap *picture_get(struct pictures *pictures, enum pictogram pictogram,
                                        const struct picture_look *look, int side_px)
{
    bool is_line = look->is_line;
    uint32_t what[5] = {(uint32_t)pictogram, is_line, (uint32_t)side_px,
                        look->is_toned ? pixel_of(look->ink) : 0,
                        look->is_toned ? pixel_of(look->light) : 0};
    uint64_t hash = hash_bytes('p', what, sizeof what);
    const struct bitmap *kept = bitmap_cache_get(&pictures->kept, hash);
    if (kept || pictures->is_missing[pictogram][is_line]) return kept;
    struct bytes svg;
    struct bitmap bitmap = {0};
    enum err err = read_picture(pictures, pictogram, is_line, &svg);
    if (!err) err = render_centred(&svg, side_px, is_line, &bitmap);
    if (!err && look->is_toned && !is_line) tone_picture(&bitmap, look);
    bytes_wipe(&svg);
    if (!err) return keep(pictures, hash, &bitmap);
    bitmap_wipe(&bitmap);
    pictures->is_missing[pictogram][is_line] = true;
    log_line(LOG_WARNING, "the picture %s%s is left out: %s", pictogram_key(pictogram),
             is_line ? ".line" : "", err_name(err));
    return NULL;
}

void pictures_paint(struct pictures *pictures, struct canvas *canvas, struct rect clip,
                    struct rect rect, enum pictogram pictogram, struct picture_look look)
{
    if (pictogram <= PICTOGRAM_NONE || pictogram >= PICTOGRAM_COUNT) return;
    int side_px = rect.width < rect.height ? rect.width : rect.height;
    if (side_px <= 0) return;
    const struct bitmap *bitmap = picture_get(pictures, pictogram, &look, side_px);
    if (!bitmap) return;
    canvas_lay(canvas, rect_common(clip, rect), bitmap, rect.x + (rect.width - side_px) / 2,
               rect.y + (rect.height - side_px) / 2, look.ink);
}

static void colour_text(char out[8], struct color color)
{
    snprintf(out, 8, "#%02x%02x%02x", color.red, color.green, color.blue);
}

/* A box without any straight side: its four quarters are the corners of a box of every
 * length. */
static enum err render_corners(const struct box *box, int corner_px, struct bitmap *bitmap_out)
{
    char svg[320], ground[8] = "none", border[8];
    if (box->has_ground) colour_text(ground, box->ground);
    colour_text(border, box->border);
    double side = 2.0 * corner_px, inset = box->border_px / 2.0;
    double corner = corner_px - inset > 0 ? corner_px - inset : 0;
    int size = snprintf(
        svg, sizeof svg,
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%d\" height=\"%d\">"
        "<rect x=\"%.2f\" y=\"%.2f\" width=\"%.2f\" height=\"%.2f\" rx=\"%.2f\" "
        "fill=\"%s\" stroke=\"%s\" stroke-width=\"%d\"/></svg>",
        2 * corner_px, 2 * corner_px, inset, inset, side - 2 * inset, side - 2 * inset, corner,
        ground, box->border_px > 0 ? border : "none", box->border_px);
    return drawing_render(svg, (size_t)size, 2 * corner_px, false, bitmap_out);
}

static const struct bitmap *corners_get(struct pictures *pictures, const struct box *box,
                                        int corner_px)
{
    uint32_t what[5] = {(uint32_t)corner_px, (uint32_t)box->border_px, box->has_ground,
                        box->has_ground ? pixel_of(box->ground) : 0,
                        box->border_px > 0 ? pixel_of(box->border) : 0};
    uint64_t hash = hash_bytes('b', what, sizeof what);
    const struct bitmap *kept = bitmap_cache_get(&pictures->kept, hash);
    if (kept) return kept;
    struct bitmap bitmap = {0};
    if (render_corners(box, corner_px, &bitmap)) {
        bitmap_wipe(&bitmap);
        return NULL;
    }
    return keep(pictures, hash, &bitmap);
}

/* All but the corners: sides of border, the middle of ground. `c` is a corner's side. */
static void paint_straight(struct canvas *canvas, struct rect clip, const struct box *box,
                           int c)
{
    struct rect r = box->rect;
    int x_end = r.x + r.width, y_end = r.y + r.height, b = box->border_px;
    int wide = r.width - 2 * c, high = r.height - 2 * c;
    uint32_t border = pixel_of(box->border), ground = pixel_of(box->ground);
    const struct rect inside[] = {{r.x + c, r.y + b, wide, r.height - 2 * b},
                                  {r.x + b, r.y + c, c - b, high},
                                  {x_end - c, r.y + c, c - b, high}};
    const struct rect sides[] = {{r.x + c, r.y, wide, b},
                                 {r.x + c, y_end - b, wide, b},
                                 {r.x, r.y + c, b, high},
                                 {x_end - b, r.y + c, b, high}};
    for (int i = 0; box->has_ground && i < 3; i++) canvas_fill(canvas, clip, inside[i], ground);
    for (int i = 0; b > 0 && i < 4; i++) canvas_fill(canvas, clip, sides[i], border);
}

static struct rect quarter_of(struct rect r, int corner_px, bool is_far_x, bool is_far_y)
{
    return (struct rect){is_far_x ? r.x + r.width - corner_px : r.x,
                         is_far_y ? r.y + r.height - corner_px : r.y, corner_px, corner_px};
}

/* Each corner is the quarter of the rasterised box that falls in it; a square one is border. */
static void paint_corners(struct canvas *canvas, struct rect clip, const struct box *box,
                          int corner_px, const struct bitmap *corners)
{
    for (int i = 0; i < 4; i++) {
        bool is_far_x = (i & 1) != 0, is_far_y = (i & 2) != 0;
        struct rect quarter = quarter_of(box->rect, corner_px, is_far_x, is_far_y);
        if (!corners) {
            canvas_fill(canvas, clip, quarter, pixel_of(box->border));
            continue;
        }
        canvas_lay(canvas, rect_common(clip, quarter), corners,
                   is_far_x ? quarter.x - corner_px : quarter.x,
                   is_far_y ? quarter.y - corner_px : quarter.y, (struct color){0});
    }
}

void pictures_paint_box(struct pictures *pictures, struct canvas *canvas, struct rect clip,
                        struct box box)
{
    int least_px = box.rect.width < box.rect.height ? box.rect.width : box.rect.height;
    if (least_px <= 0) return;
    if (box.border_px > least_px / 2) box.border_px = least_px / 2;
    int corner_px = box.corner_px > box.border_px ? box.corner_px : box.border_px;
    if (corner_px > least_px / 2) corner_px = least_px / 2;
    bool is_round = box.corner_px > 0 && corner_px > 0;
    if (!is_round) corner_px = box.border_px;
    paint_straight(canvas, clip, &box, corner_px);
    paint_corners(canvas, clip, &box, corner_px,
                  is_round ? corners_get(pictures, &box, corner_px) : NULL);
}

size_t pictures_kept_bytes(const struct pictures *pictures)
{
    return pictures->kept.size_bytes;
}

enum err pictures_open(const char *assets_folder, struct pictures **pictures_out)
{
    *pictures_out = NULL;
    struct pictures *pictures = calloc(1, sizeof *pictures);
    if (!pictures) return ERR_MEMORY;
    pictures->kept.limit_bytes = PICTURES_LIMIT_BYTES;
    enum err err = path_join(pictures->folder, assets_folder, "");
    if (err) {
        pictures_close(pictures);
        return err;
    }
    *pictures_out = pictures;
    return ERR_NONE;
}

void pictures_close(struct pictures *pictures)
{
    if (!pictures) return;
    bitmap_cache_wipe(&pictures->kept);
    free(pictures);
}
