/* SPDX-License-Identifier: EUPL-1.2 */
#include "platform/painter.h"

#include <sodium.h>
#include <stdlib.h>
#include <string.h>

#include "base/log.h"
#include "platform/changes.h"
#include "platform/fonts.h"
#include "platform/pictures.h"
#include "view/code.h"

#define MARKS_MOST 4096

struct painter {
    struct fonts *fonts;
    struct pictures *pictures;
    struct mark marks[2]
                     [MARKS_MOST]; /* of the list on the canvas, and of the one being painted */
    int count; /* of marks[turn]; -1: the canvas shows nothing we know */
    int turn;
    struct color paper;
    int width_px, height_px;
};

/* Letters may stand a little out of the rectangle that layout gave them. */
static struct rect reach_of(const struct draw *item)
{
    struct rect reach = item->rect;
    if (item->kind != DRAW_TEXT) return reach;
    int aside_px = item->run.font.size_px / 4 + 2, above_px = item->run.font.size_px / 8 + 1;
    return (struct rect){reach.x - aside_px, reach.y - above_px, reach.width + 2 * aside_px,
                         reach.height + 2 * above_px};
}

/* The squares fill the whole place: rounding each edge by itself makes them at most one pixel
 * unequal, which a camera does not mind; whole pixels only would make a code of 61 squares a
 * quarter smaller, which it does. */
static void paint_code(struct canvas *canvas, struct rect clip, const struct draw *item)
{
    struct code_modules modules;
    if (!item->code || code_modules(item->code, &modules)) return;
    int side_px = item->rect.width < item->rect.height ? item->rect.width : item->rect.height;
    int x = item->rect.x + (item->rect.width - side_px) / 2,
        y = item->rect.y + (item->rect.height - side_px) / 2;
    for (int row = 0; row < modules.side; row++)
        for (int column = 0; column < modules.side; column++) {
            if (!modules.dark[row * modules.side + column]) continue;
            int left = column * side_px / modules.side,
                right = (column + 1) * side_px / modules.side;
            int top = row * side_px / modules.side, bottom = (row + 1) * side_px / modules.side;
            canvas_fill(canvas, clip,
                        (struct rect){x + left, y + top, right - left, bottom - top},
                        pixel_of(item->color));
        }
}

static void paint_item(struct painter *painter, struct canvas *canvas, struct rect clip,
                       const struct draw *item)
{
    switch (item->kind) {
    case DRAW_BOX:
        pictures_paint_box(painter->pictures, canvas, clip,
                           (struct box){.rect = item->rect,
                                        .ground = item->color,
                                        .has_ground = item->has_color,
                                        .border = item->border,
                                        .border_px = item->border_px,
                                        .corner_px = item->corner_px});
        return;
    case DRAW_RING:
        pictures_paint_box(painter->pictures, canvas, clip,
                           (struct box){.rect = item->rect,
                                        .border = item->color,
                                        .border_px = item->border_px,
                                        .corner_px = item->corner_px});
        return;
    case DRAW_TEXT:
        fonts_paint(painter->fonts, canvas, clip, &item->run, item->color, item->is_private);
        return;
    case DRAW_PICTURE:
        pictures_paint(painter->pictures, canvas, clip, item->rect, item->pictogram,
                       (struct picture_look){.is_line = item->is_line_picture,
                                             .is_toned = item->is_toned,
                                             .ink = item->color,
                                             .light = item->border});
        return;
    case DRAW_CODE: paint_code(canvas, clip, item); return;
    case DRAW_CARET: canvas_fill(canvas, clip, item->rect, pixel_of(item->color)); return;
    }
}

static void paint_inside(struct painter *painter, struct canvas *canvas,
                         const struct draw_list *list, struct rect clip)
{
    canvas_fill(canvas, clip, clip, pixel_of(list->paper));
    for (int i = 0; i < list->count; i++) {
        struct rect meets = rect_common(reach_of(&list->items[i]), clip);
        if (!rect_is_empty(meets)) paint_item(painter, canvas, meets, &list->items[i]);
    }
}

static bool is_same_ground(const struct painter *painter, const struct canvas *canvas,
                           const struct draw_list *list)
{
    return painter->count >= 0 && pixel_of(painter->paper) == pixel_of(list->paper) &&
           painter->width_px == canvas->width_px && painter->height_px == canvas->height_px;
}

int painter_paint(struct painter *painter, struct canvas *canvas, const struct draw_list *list,
                  struct rect changed_out[CHANGED_MOST])
{
    struct draw_list known = *list;
    if (known.count > MARKS_MOST) {
        log_line(LOG_FAULT, "a frame has %d items, only %d are painted", known.count,
                 MARKS_MOST);
        known.count = MARKS_MOST;
    }
    struct marks before = {painter->marks[painter->turn], painter->count};
    struct marks after = {painter->marks[!painter->turn], known.count};
    for (int i = 0; i < known.count; i++)
        after.all[i] = (struct mark){known.items[i].hash, reach_of(&known.items[i])};

    struct rect whole = {0, 0, canvas->width_px, canvas->height_px};
    struct changes changes = {.count = 1, .all = {whole}};
    if (is_same_ground(painter, canvas, list)) changes_between(&before, &after, &changes);
    int changed_count = 0;
    for (int i = 0; i < changes.count; i++) {
        struct rect seen = rect_common(changes.all[i], whole);
        if (rect_is_empty(seen)) continue;
        paint_inside(painter, canvas, &known, seen);
        changed_out[changed_count++] = seen;
    }
    painter->turn = !painter->turn;
    painter->count = known.count;
    painter->paper = list->paper;
    painter->width_px = canvas->width_px;
    painter->height_px = canvas->height_px;
    return changed_count;
}

void painter_rest(struct painter *painter)
{
    fonts_rest(painter->fonts);
}

void painter_forget(struct painter *painter)
{
    painter->count = -1;
}

void painter_wipe(struct painter *painter)
{
    sodium_memzero(painter->marks,
                   sizeof painter->marks); /* hashes of typed words are in here */
    fonts_wipe(painter->fonts);
    painter_forget(painter);
}

struct measure painter_measure(struct painter *painter)
{
    return fonts_measure(painter->fonts);
}

size_t painter_kept_bytes(const struct painter *painter)
{
    return fonts_kept_bytes(painter->fonts) + pictures_kept_bytes(painter->pictures);
}

int painter_kept_runs(const struct painter *painter)
{
    return fonts_kept_runs(painter->fonts);
}

enum err painter_open(const char *assets_folder, struct painter **painter_out)
{
    *painter_out = NULL;
    struct painter *painter = calloc(1, sizeof *painter);
    if (!painter) return ERR_MEMORY;
    enum err err = fonts_open(assets_folder, &painter->fonts);
    if (!err) err = pictures_open(assets_folder, &painter->pictures);
    if (err) {
        painter_close(painter);
        return err;
    }
    painter_forget(painter);
    *painter_out = painter;
    return ERR_NONE;
}

void painter_close(struct painter *painter)
{
    if (!painter) return;
    fonts_close(painter->fonts);
    pictures_close(painter->pictures);
    sodium_memzero(painter, sizeof *painter);
    free(painter);
}
