/* SPDX-License-Identifier: EUPL-1.2 */
/* layout.h - what the layout_*.c files share; everyone else calls frame_finish (frame.h).
 *
 * Shape:  two passes, height for width. First a node is asked how high it is at a width (and
 *         how narrow it can be), then it is given a rectangle. Answers are remembered per node
 *         until `stamp` changes, which happens when columns go under each other or buttons
 *         appear; layout_pages.c forgets by itself what hiding blocks changes.
 * Rule:   all works from left to right here; frame.c mirrors the finished tree once. */
#ifndef NAAST_VIEW_LAYOUT_H
#define NAAST_VIEW_LAYOUT_H
#include "view/build.h"
#include "view/wrap.h"

#define CHILDREN_MOST 48
#define LINES_KEPT 4

struct layout {
    struct build *build;
    const struct measure *measure;
    double px_per_mm;
    int text_size;
    bool is_landscape;
    /* columns go under each other, so that their blocks can go to pages */
    bool stacks;
    /* the last resort: cards and keyboards too are divided over pages */
    bool breaks;
    int region_px;            /* height of the body; 0 while unknown */
    unsigned stamp;
};

struct layout_memory {
    struct wrap wrap;
    bool has_wrap;
    /* at the widths asked last */
    struct lines { struct line *all; int count, width_px; } lines[LINES_KEPT];
    int lines_next;
    int line_px;
    double cap_px;
    unsigned stamp;
    int least_px, wish_px;    /* -1: not asked since the stamp */
    int width_px[2], height_px[2];
    int columns, columns_width, columns_region;   /* of a grid; holds whatever is hidden */
};

int layout_px(const struct layout *layout, double mm);
struct layout_memory *layout_memory(struct layout *layout, struct node *node);
bool layout_is_visible(const struct node *node);
struct node *layout_next(struct node *node);          /* first visible one from here on */
struct node *layout_first(const struct node *parent);
int layout_pad_x(const struct layout *layout, const struct node *node);
int layout_pad_y(const struct layout *layout, const struct node *node);
int layout_gap(const struct layout *layout, const struct node *node);

/* How wide: at least (longest word), and at will (all on one line). */
int layout_least(struct layout *layout, struct node *node);
int layout_wish(struct layout *layout, struct node *node);
/* How high at this width; and how high it may grow. */
int layout_height(struct layout *layout, struct node *node, int width_px);
int layout_most(struct layout *layout, struct node *node, int width_px);
bool layout_grows(struct layout *layout, struct node *node, int width_px);
void layout_place(struct layout *layout, struct node *node, struct rect rect);

/* Words (layout_text.c). */
void layout_text_prepare(struct layout *layout, struct node *node);
int layout_text_height(struct layout *layout, struct node *node, int width_px);
/* After mirroring: runs and caret, in their places. */
void layout_text_runs(struct layout *layout, struct node *node, bool is_right_to_left);

/* Two languages in one node (layout_second.c); without a second one the same as above. */
void layout_second_make(struct layout *layout, struct node *node);
int layout_words_width(struct layout *layout, struct node *node, bool is_wish);
int layout_words_height(struct layout *layout, struct node *node, int width_px);
void layout_words_runs(struct layout *layout, struct node *node, bool is_right_to_left);

/* After the runs (layout_light.c): where the word at this byte lies; -1 all of them. */
void layout_light(struct layout *layout, struct node *node, int at);

/* Rows (layout_row.c). */
bool layout_split_is_row(struct layout *layout, struct node *node, int width_px);
/* Widths of the visible children of a row inside `width_px`; returns how many. */
int layout_row_widths(struct layout *layout, struct node *node, int width_px,
                      int widths_out[CHILDREN_MOST]);
int layout_wrap_height(struct layout *layout, struct node *node, int width_px);
void layout_row_place(struct layout *layout, struct node *node, struct rect inner);
void layout_wrap_place(struct layout *layout, struct node *node, struct rect inner);
void layout_keys_place(struct layout *layout, struct node *node, struct rect inner);

/* Grids (layout_grid.c). */
int layout_grid_columns(struct layout *layout, struct node *node, int width_px);
int layout_grid_height(struct layout *layout, struct node *node, int width_px);
int layout_grid_most(struct layout *layout, struct node *node, int width_px);
void layout_grid_place(struct layout *layout, struct node *node, struct rect inner);

/* Less space, not smaller letters (layout_tight.c): `snug` saves a page, `tight` keeps together
 * what belongs together. Where even that is too high, `broken`: the header gives its room, and
 * cards and keyboards are divided over pages, so that nothing is cut. */
enum tightness { TIGHTNESS_NONE, TIGHTNESS_SNUG, TIGHTNESS_TIGHT, TIGHTNESS_BROKEN };
/* What stands beside the question and can be pressed goes along with the body. */
void layout_lower_filters(struct build *build);
void layout_tighten(struct layout *layout, enum tightness tightness);

/* Pages (layout_pages.c): hides what is on other pages, returns their number. Whether each
 * of them fits does not hang on the page shown, so that a screen keeps its looks. */
int layout_pages(struct layout *layout, struct node *body, int width_px, int height_px,
                 int wanted, int *page_out, bool *fits_out);

/* Whether it must go to pages even where it would fit on one: few things at once. */
bool layout_is_parted(struct layout *layout, struct node *body, int width_px);

#endif
