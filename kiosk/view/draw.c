/* SPDX-License-Identifier: EUPL-1.2 */
#include <math.h>
#include <string.h>
#include "base/hash.h"
#include "content/content.h"
#include "view/draw_make.h"
#include "view/sizes.h"

#define ITEMS_FIRST 256
#define LIT_CONTRAST 7.0        /* WCAG 2.2, 1.4.6 */
#define CURTAIN_MARK_MM 20.0

struct drawing {
    struct build *build;
    const struct model *model;
    const struct theme *theme;
    struct draw_list *list;
    int room;
    double px_per_mm;
};

static int px_of(const struct drawing *drawing, double mm)
{
    int px = (int)lround(mm * drawing->px_per_mm);
    return mm > 0 && px < 1 ? 1 : px;
}

static bool is_pressed(const struct node *node, const struct model *model)
{
    return node->press.kind != MSG_NONE && model->pressed[0] &&
           strcmp(model->pressed, node->id) == 0;
}

/* A pressed card takes the tint, and what stands on it follows. */
static enum tone ground_of(const struct node *node, bool is_pressed_card)
{
    if (is_pressed_card && node->ground != TONE_NONE) return TONE_BRAND_TINT;
    return node->ground;
}

struct look draw_look(const struct node *node, const struct model *model)
{
    struct look look = { TONE_PAPER, node->ink };
    for (const struct node *at = node; at; at = at->parent) {
        enum tone ground = ground_of(at, is_pressed(at, model));
        if (ground == TONE_NONE) continue;
        look.ground = ground;
        break;
    }
    if (look.ink != TONE_NONE && !theme_allows(look.ink, look.ground))
        look.ink = look.ground == TONE_BRAND ? TONE_ON_BRAND : TONE_INK;
    return look;
}

static struct color tone_color(const struct drawing *drawing, enum tone tone)
{
    return drawing->theme->tones[tone];
}

static uint64_t hash_of(const struct draw *draw)
{
    const int64_t numbers[] = {
        (int64_t)draw->kind,
        draw->rect.x,
        draw->rect.y,
        draw->rect.width,
        draw->rect.height,
        draw->color.red << 16 | draw->color.green << 8 | draw->color.blue,
        draw->has_color,
        draw->border.red << 16 | draw->border.green << 8 | draw->border.blue,
        draw->border_px,
        draw->corner_px,
        (int64_t)draw->pictogram,
        draw->is_line_picture,
        draw->is_toned,
        (int64_t)draw->run.font.face,
        draw->run.font.is_bold,
        draw->run.font.size_px,
        draw->run.is_right_to_left,
        draw->run.x,
        draw->run.y,
    };
    uint64_t hash = hash_bytes(1, numbers, sizeof numbers);
    if (draw->kind == DRAW_TEXT) hash = hash_bytes(hash, draw->run.utf8, draw->run.size_bytes);
    return draw->kind == DRAW_CODE ? hash_text(hash, draw->code) : hash;
}

static void add(struct drawing *drawing, struct draw draw)
{
    struct draw_list *list = drawing->list;
    if (list->count == drawing->room) {
        int room = drawing->room ? 2 * drawing->room : ITEMS_FIRST;
        struct draw *items = arena_alloc(drawing->build->arena, (size_t)room * sizeof *items);
        if (!items) { drawing->build->is_full = true; return; }
        if (list->count > 0) memcpy(items, list->items, (size_t)list->count * sizeof *items);
        list->items = items;
        drawing->room = room;
    }
    draw.hash = hash_of(&draw);
    list->items[list->count++] = draw;
    list->hash = hash_bytes(list->hash, &draw.hash, sizeof draw.hash);
}

static struct rect moved(struct rect rect, int down_px)
{
    rect.y += down_px;
    return rect;
}

static void add_ground(struct drawing *drawing, const struct node *node, enum tone ground,
                       int down_px)
{
    if (ground == TONE_NONE && node->border == TONE_NONE) return;
    struct draw draw = { .kind = DRAW_BOX, .rect = moved(node->rect, down_px) };
    draw.has_color = ground != TONE_NONE;
    draw.color = tone_color(drawing, ground);
    int most_px = (draw.rect.width < draw.rect.height ? draw.rect.width : draw.rect.height) / 2;
    draw.corner_px = px_of(drawing, node->corner_mm);
    if (draw.corner_px > most_px) draw.corner_px = most_px;
    if (!node->is_band && node->border != TONE_NONE) {
        draw.border = tone_color(drawing, node->border);
        draw.border_px = px_of(drawing, node->border_mm);
    }
    add(drawing, draw);
    if (!node->is_band || node->border == TONE_NONE) return;
    struct draw band = { .kind = DRAW_BOX, .rect = draw.rect, .has_color = true };
    band.rect.height = px_of(drawing, node->border_mm);
    band.color = tone_color(drawing, node->border);
    add(drawing, band);
}

/* Ground below the word; where the ink would not stand out on it, a bar under the word. */
static void add_light(struct drawing *drawing, const struct node *node, enum tone ink,
                      int down_px)
{
    struct color sun = tone_color(drawing, TONE_SUN);
    bool is_ground = contrast(tone_color(drawing, ink), sun) >= LIT_CONTRAST;
    for (int i = 0; i < node->lit_count; i++) {
        struct rect rect = moved(node->lit[i], down_px);
        int bar_px = rect.height / 8 + 1;
        if (!is_ground) {
            rect.y += rect.height - bar_px;
            rect.height = bar_px;
        }
        add(drawing, (struct draw){ .kind = DRAW_BOX,
                                    .rect = rect,
                                    .has_color = true,
                                    .color = sun,
                                    .corner_px = is_ground ? rect.height / 6 : bar_px / 2 });
    }
}

static void add_runs(struct drawing *drawing, const struct node *node, enum tone ink,
                     int down_px)
{
    bool is_private = node->role == ROLE_FIELD ? node->value.is_private : node->name.is_private;
    for (int i = 0; i < node->run_count; i++) {
        struct draw draw = { .kind = DRAW_TEXT,
                             .run = node->runs[i],
                             .is_private = is_private };
        int size_px = draw.run.font.size_px;
        draw.run.y += down_px;
        /* Room for accents above and tails below, and for letters that lean out of their own
         * width. */
        draw.rect = (struct rect){ draw.run.x - size_px / 4, draw.run.y - size_px - size_px / 4,
                                   draw.run.width_px + size_px / 2, 2 * size_px };
        draw.color = tone_color(drawing, ink);
        draw.has_color = true;
        add(drawing, draw);
    }
}

static void add_mark(struct drawing *drawing, struct rect rect)
{
    int bar_px = (int)lround(rect.width * 0.44),
        low_px = rect.height - (int)lround(rect.height * 0.755);
    bool is_mirrored = build_is_right_to_left(drawing->build);
    struct rect tall = { rect.x, rect.y, bar_px, rect.height };
    struct rect low = { rect.x + rect.width - bar_px, rect.y + low_px, bar_px,
                        rect.height - low_px };
    if (is_mirrored) {
        int x = tall.x;
        tall.x = low.x;
        low.x = x;
    }
    add(drawing, (struct draw){ .kind = DRAW_BOX,
                                .rect = tall,
                                .has_color = true,
                                .corner_px = bar_px / 2,
                                .color = tone_color(drawing, TONE_BRAND) });
    add(drawing, (struct draw){ .kind = DRAW_BOX,
                                .rect = low,
                                .has_color = true,
                                .corner_px = bar_px / 2,
                                .color = tone_color(drawing, TONE_SUN) });
}

static void picture_colours(const struct drawing *drawing, struct draw *draw, enum tone ink)
{
    draw->is_line_picture = drawing->theme->has_line_pictograms;
    draw->is_toned = drawing->theme->tones_pictures;
    draw->has_color = draw->is_line_picture || draw->is_toned;
    draw->color = tone_color(drawing, draw->is_toned ? TONE_INK : ink);
    if (draw->is_toned) draw->border = tone_color(drawing, TONE_CARD);
}

static void add_picture(struct drawing *drawing, const struct node *node, enum tone ink,
                        int down_px)
{
    struct draw draw = { .kind = DRAW_PICTURE,
                         .rect = moved(node->rect, down_px),
                         .pictogram = node->pictogram };
    int inside_px = (int)lround(draw.rect.width *
                                (node->picture_mm > 0 ? node->pad_mm / node->picture_mm : 0.0));
    draw.rect.x += inside_px;
    draw.rect.y += inside_px;
    draw.rect.width -= 2 * inside_px;
    draw.rect.height -= 2 * inside_px;
    if (node->is_mark) {
        add_mark(drawing, draw.rect);
        return;
    }
    picture_colours(drawing, &draw, ink);
    if (node->pictogram == PICTOGRAM_NONE) return;
    add(drawing, draw);
    draw.pictogram = PICTOGRAM_NOT;
    if (node->is_crossed) add(drawing, draw);
}

/* "This can be changed": at the end side, as ticks stand on what is chosen. */
static void add_corner(struct drawing *drawing, const struct node *node, int down_px)
{
    int side_px = px_of(drawing, BADGE_MM), inset_px = px_of(drawing, 2.5);
    bool is_mirrored = build_is_right_to_left(drawing->build);
    struct draw draw = { .kind = DRAW_PICTURE, .pictogram = node->corner_picture };
    int x = is_mirrored ? node->rect.x + inset_px
                        : node->rect.x + node->rect.width - inset_px - side_px;
    draw.rect = (struct rect){ x, node->rect.y + inset_px + down_px, side_px, side_px };
    picture_colours(drawing, &draw, TONE_INK);
    add(drawing, draw);
}

/* A code is dark on white with four quiet modules around it, whatever the theme: phones expect
 * that. Only where nothing on the screen may stand out it is softer; 6:1 still scans. */
static void add_code(struct drawing *drawing, const struct node *node, int down_px)
{
    struct rect rect = moved(node->rect, down_px);
    int quiet_px = rect.width / 11;
    bool is_soft = drawing->theme->tones_pictures;
    struct color white = { 255, 255, 255 }, black = { 0, 0, 0 };
    struct draw box = { .kind = DRAW_BOX,
                        .rect = rect,
                        .has_color = true,
                        .color = is_soft ? tone_color(drawing, TONE_CARD) : white,
                        .corner_px = px_of(drawing, 2.0) };
    add(drawing, box);
    struct draw code = {
        .kind = DRAW_CODE, .has_color = true, .code = node->code,
        .color = is_soft ? tone_color(drawing, TONE_INK) : black,
    };
    code.rect = (struct rect){ rect.x + quiet_px, rect.y + quiet_px, rect.width - 2 * quiet_px,
                               rect.height - 2 * quiet_px };
    add(drawing, code);
}

/* The tick in the corner of what is chosen: on the end side, where no picture or word
 * begins. */
static void add_badge(struct drawing *drawing, const struct node *node, int down_px)
{
    int side_px = px_of(drawing, BADGE_MM), inset_px = px_of(drawing, 2.2);
    bool is_mirrored = build_is_right_to_left(drawing->build);
    int x = is_mirrored ? node->rect.x + inset_px
                        : node->rect.x + node->rect.width - inset_px - side_px;
    struct rect rect = { x, node->rect.y + inset_px + down_px, side_px, side_px };
    add(drawing, (struct draw){ .kind = DRAW_BOX,
                                .rect = rect,
                                .has_color = true,
                                .corner_px = side_px / 2,
                                .color = tone_color(drawing, TONE_BRAND) });
    struct draw tick = { .kind = DRAW_TEXT, .rect = rect, .has_color = true,
                         .color = tone_color(drawing, TONE_ON_BRAND) };
    tick.run = (struct run){ .utf8 = "\u2713", .size_bytes = 3,
                             .font = { FACE_LATIN, true, (int)lround(side_px * 0.8) } };
    tick.run.width_px = (int)lround(side_px * 0.56);
    tick.run.x = x + (side_px - tick.run.width_px) / 2;
    tick.run.y = rect.y + (int)lround(side_px * 0.77);
    add(drawing, tick);
}

static void add_ring(struct drawing *drawing, const struct node *node, int down_px)
{
    /* at the end of the order the ring says so: it is twice as thick until one goes on */
    double ring_mm = drawing->model->edge ? 2.0 * RING_MM : RING_MM;
    int edge_px = px_of(drawing, RING_EDGE_MM), ring_px = px_of(drawing, ring_mm),
        out_px = 2 * edge_px + ring_px;
    int corner_px = px_of(drawing, node->corner_mm);
    const struct { int out_px, thick_px; enum tone tone; } rings[] = {
        { out_px, out_px, TONE_INK }, { edge_px + ring_px, ring_px, TONE_SUN },
    };
    for (int i = 0; i < 2; i++) {
        struct rect rect = moved(node->rect, down_px);
        int out = rings[i].out_px;
        rect = (struct rect){ rect.x - out, rect.y - out, rect.width + 2 * out,
                              rect.height + 2 * out };
        add(drawing, (struct draw){ .kind = DRAW_RING,
                                    .rect = rect,
                                    .has_color = true,
                                    .color = tone_color(drawing, rings[i].tone),
                                    .border_px = rings[i].thick_px,
                                    .corner_px = corner_px + out });
    }
}

static void add_words(struct drawing *drawing, const struct node *node, enum tone ink,
                      int down_px)
{
    if (node->lit_count > 0) add_light(drawing, node, ink, down_px);
    if (node->shows_words) add_runs(drawing, node, ink, down_px);
}

const struct theme *draw_theme(const struct node *node, const struct model *model)
{
    for (const struct node *at = node; at; at = at->parent)
        if (at->theme_shown > 0) return theme_get((enum theme_id)(at->theme_shown - 1));
    return theme_get(model->preferences.theme);
}

static void draw_node(struct drawing *drawing, const struct node *node, int down_px)
{
    if (node->is_hidden) return;
    const struct model *model = drawing->model;
    bool is_down = is_pressed(node, model);
    /* Where it is calm, what is pressed takes the tint and nothing moves. */
    if (is_down && !model->preferences.is_calm) down_px += px_of(drawing, PRESS_MM);
    drawing->theme = draw_theme(node, model);
    struct look look = draw_look(node, model);
    if (node != drawing->build->root)
        add_ground(drawing, node, ground_of(node, is_down), down_px);
    if (node->role == ROLE_IMAGE) add_picture(drawing, node, look.ink, down_px);
    if (node->corner_picture != PICTOGRAM_NONE)
        add_corner(drawing, node, down_px);
    if (node->role == ROLE_CODE) add_code(drawing, node, down_px);
    add_words(drawing, node, look.ink, down_px);
    if (node->second)
        add_words(drawing, node->second, draw_look(node->second, model).ink, down_px);
    if (node->has_caret && node->caret.width > 0)
        add(drawing, (struct draw){ .kind = DRAW_CARET,
                                    .rect = moved(node->caret, down_px),
                                    .has_color = true,
                                    .color = tone_color(drawing, TONE_BRAND) });
    for (const struct node *at = node->first; at; at = at->next)
        draw_node(drawing, at, down_px);
    drawing->theme = draw_theme(node, model);
    if (node->has_badge && (node->is_checked || node->is_selected))
        add_badge(drawing, node, down_px);
    if (model->focus[0] && node->press.kind != MSG_NONE && strcmp(model->focus, node->id) == 0)
        add_ring(drawing, node, down_px);
}

/* The picture is hidden for privacy. The mark says that the kiosk is not switched off. */
static void draw_curtain(struct drawing *drawing)
{
    struct panel panel = drawing->build->panel;
    int side_px = px_of(drawing, CURTAIN_MARK_MM);
    drawing->list->paper = (struct color){ 0, 0, 0 };
    struct rect middle = { (panel.width_px - side_px) / 2, (panel.height_px - side_px) / 2,
                           side_px, side_px };
    add_mark(drawing, middle);
}

void draw_make(struct build *build, struct frame *frame)
{
    struct drawing drawing = {
        .build = build,
        .model = build->model,
        .theme = theme_get(build->model->preferences.theme),
        .list = &frame->draw,
        .px_per_mm = build->panel.px_per_mm,
    };
    bool is_dark = build->model->preferences.is_dark;
    frame->draw.paper = drawing.theme->tones[TONE_PAPER];
    const int64_t whole[] = { build->panel.width_px, build->panel.height_px,
                              frame->draw.paper.red << 16 | frame->draw.paper.green << 8 |
                                  frame->draw.paper.blue,
                              is_dark };
    frame->draw.hash = hash_bytes(0, whole, sizeof whole);
    if (is_dark) draw_curtain(&drawing);
    else draw_node(&drawing, build->root, 0);
}
