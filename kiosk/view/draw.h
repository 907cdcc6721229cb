/* SPDX-License-Identifier: EUPL-1.2 */
/* draw.h - the finished frame as a flat list for platform/, in painting order.
 *
 * Rule: no item refers to the model; text points into the frame arena, which lives until the next frame but one
 *       (two arenas take turns), so that platform/ can compare this list with the one before and paint only what changed. */
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
