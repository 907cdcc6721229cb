/* SPDX-License-Identifier: EUPL-1.2 */
/* painter.h - a draw list becomes pixels; of a list that looks like the one before only the
 * differences are painted.
 *
 * How:    items that both lists hold, in the same order, keep their pixels. The places of all
 *         others, old and new, are the changed rectangles; each is filled with paper, then
 *         everything that meets it is painted inside it. So the result is byte for byte that of
 *         painting everything (tests/platform holds it to that).
 * Life:   the painter copies what it needs of a list; it keeps no pointer into a frame.
 * Thread: one. */
#ifndef NAAST_PLATFORM_PAINTER_H
#define NAAST_PLATFORM_PAINTER_H
#include "platform/bitmap.h"
#include "view/draw.h"

#define CHANGED_MOST 12

struct painter;

/* As fonts_open. */
enum err painter_open(const char *assets_folder, struct painter **painter_out) MUST_USE;
void painter_close(struct painter *painter);          /* accepts NULL */
struct measure painter_measure(struct painter *painter);
/* Brings the canvas, which shows the list painted before, to this list. Returns how many
 * rectangles changed. */
int painter_paint(struct painter *painter, struct canvas *canvas, const struct draw_list *list,
                  struct rect changed_out[CHANGED_MOST]);
/* After the pixels are on the screen: lets go of what is only needed while painting. */
void painter_rest(struct painter *painter);
/* The canvas no longer shows the list painted before: paint everything next time. */
void painter_forget(struct painter *painter);
/* The visit is over: nothing that came from a visitor stays here. Forgets as well. */
void painter_wipe(struct painter *painter);
/* What all caches hold now: rendered words, pictures. For tests and the bench. */
size_t painter_kept_bytes(const struct painter *painter);
int painter_kept_runs(const struct painter *painter);

#endif
