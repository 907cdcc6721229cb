/* SPDX-License-Identifier: EUPL-1.2 */
/* draw.h - the finished frame as a flat list for platform/, in painting order.
 *
 * Rule: no item refers to the model; text points into the frame arena, which lives until the
 *       next frame but one (two arenas take turns), so that platform/ can compare this list
 *       with the one before and paint only what changed.
 *
 * How to paint (units: pixels):
 *   DRAW_BOX      ground `color` when has_color, then a border of border_px INSIDE the rect,
 *                 corners of corner_px
 *   DRAW_TEXT     `run` in `color`; run.x is its left edge, run.y its BASELINE; rect covers all
 *                 ink
 *   DRAW_PICTURE  the pictogram over the whole (square) rect; is_line_picture: the line version
 *                 tinted with `color`; is_toned: its colours between `color` and `border`
 *   DRAW_CODE     QR modules of `code` (code.h) in `color`, over the whole square rect; the
 *                 quiet zone lies around it already
 *   DRAW_RING     only a border of border_px inside the rect, in `color`, corners of corner_px
 *   DRAW_CARET    the rect, filled with `color` */
#ifndef NAAST_VIEW_DRAW_H
#define NAAST_VIEW_DRAW_H
#include "view/build.h"

enum draw_kind { DRAW_BOX, DRAW_TEXT, DRAW_PICTURE, DRAW_CODE, DRAW_RING, DRAW_CARET };

struct draw {
    enum draw_kind kind;
    struct rect rect;
    struct color color;            /* box: ground; text, line picture, ring, caret: ink */
    bool has_color;                /* box without ground: only border */
    struct color border;
    int border_px, corner_px;
    struct run run;                /* text */
    enum pictogram pictogram;
    bool is_line_picture;
    bool is_toned;                 /* picture: black becomes `color`, white becomes `border` */
    const char *code;              /* QR content */
    bool is_private;               /* must not stay in any cache */
    uint64_t hash;                 /* of all of the above: same hash, same pixels */
};

struct draw_list {
    struct draw *items;
    int count;
    struct color paper;
    uint64_t hash;
};

#endif
