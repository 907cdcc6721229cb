/* SPDX-License-Identifier: EUPL-1.2 */
/* sizes.h - every millimetre that parts and layout share. Nothing else names a size.
 *
 * Source: DESIGN 6 (text, targets, gaps), design/README.md (rhythm), VVSG 2.0 7.1-G, 7.2-H. */
#ifndef NAAST_VIEW_SIZES_H
#define NAAST_VIEW_SIZES_H
#include "view/node.h"

#define TEXT_SIZES 4

#define EDGE_MM 14.0            /* page edge */
#define GAP_MM 6.0              /* between cards */
#define GAP_SMALL_MM 4.0
#define EDGE_NARROW_MM 8.0      /* of toolbar and buttons where all screens are short of room */
#define GAP_NARROW_MM 3.0
#define PAD_MM 6.0              /* inside cards */
#define CORNER_MM 6.0
#define BORDER_MM 0.6
#define BORDER_CHOSEN_MM 1.4
#define TARGET_LEAST_MM 12.7
#define TARGET_GAP_MM 2.54
#define KEY_LEAST_MM 20.0
#define KEY_LARGE_MM 25.0       /* in the two large text sizes */
#define KEY_GAP_MM 3.4
#define RING_MM 1.75            /* focus ring, sun-coloured */
#define RING_EDGE_MM 0.4        /* ink on both sides of it, so that it shows on every ground */
#define TILE_PICTURE_LEAST_MM 24.0   /* a tile "met plaatjes" */
#define TILE_PICTURE_MOST_MM 84.0
#define PRESS_MM 1.0            /* a pressed card goes down this far */
#define BADGE_MM 10.0

/* Capital height in millimetres of a style in one of the four text sizes (1..4). The least is
 * the size's own height (4.0, 5.0, 7.4, 9.0); the larger styles grow less than the small ones,
 * so that large text stays calm. */
double size_cap_mm(enum text_style style, int text_size);
/* Least side of a key (DESIGN 6; Chen and Trace 2013: with motor disability gains go on past
 * 20 mm). */
double size_key_mm(int text_size);
bool size_is_bold(enum text_style style);
/* Line distance as a part of the font size. */
double size_line(enum text_style style);
/* Comfortable heights and paddings shrink on a low panel (1 at 268 mm, least 0.7), never under
 * the limits above. */
double size_room(double panel_height_mm);

#endif
