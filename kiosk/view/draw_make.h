/* SPDX-License-Identifier: EUPL-1.2 */
/* draw_make.h - the laid-out tree as a draw list. Called by frame_finish. */
#ifndef NAAST_VIEW_DRAW_MAKE_H
#define NAAST_VIEW_DRAW_MAKE_H
#include "view/frame.h"

void draw_make(struct build *build, struct frame *frame);
/* What a node looks like now: the ground it stands on, and its ink on that ground, pressed or
 * not. */
struct look { enum tone ground, ink; };
struct look draw_look(const struct node *node, const struct model *model);
/* The colours it is shown in: the visitor's, or those it is an example of. */
const struct theme *draw_theme(const struct node *node, const struct model *model);

#endif
