/* SPDX-License-Identifier: EUPL-1.2 */
/* Cells of one width. What can be pressed, and every tile with a picture, also has one height
 * in all rows and on all pages; other facts to read are as high as their own row needs, so that
 * one long answer does not stretch all others. */
#include <assert.h>
#include <math.h>
#include "view/layout.h"
#include "view/sizes.h"

#define TILE_SHAPE 1.20      /* width by height that looks best for a picture above a word, */
#define CARD_SHAPE 4.20      /* for a picture beside words, */
#define BARE_SHAPE 3.00      /* and for words alone */

static int all_count(const struct node *node)
{
    int count = 0;
    for (const struct node *at = node->first; at; at = at->next) count++;
    return count;
}

static int visible_count(const struct node *node)
{
    int count = 0;
    for (struct node *at = layout_first(node); at; at = layout_next(at->next)) count++;
    return count;
}

static int cell_width(struct layout *layout, const struct node *node, int width_px, int columns)
{
    assert(columns > 0);
    return (width_px - (columns - 1) * layout_gap(layout, node)) / columns;
}

static bool is_uniform(const struct layout *layout, const struct node *node)
{
    return node->first && (node->first->press.kind != MSG_NONE ||
                           (node->cells_most > 0 && !layout->breaks));
}

static int cell_height(struct layout *layout, struct node *cell, int wide_px, bool is_most)
{
    return is_most && cell->grows ? layout_most(layout, cell, wide_px)
                                  : layout_height(layout, cell, wide_px);
}

static int highest(struct layout *layout, struct node *node, int wide_px, bool is_most)
{
    int highest_px = 0;
    for (struct node *at = node->first; at; at = at->next) {
        int px = cell_height(layout, at, wide_px, is_most);
        if (px > highest_px) highest_px = px;
    }
    return highest_px;
}

/* Height of the row that starts at `cell`; moves *cell to the start of the next row. */
static int row_height(struct layout *layout, struct node *node, struct node **cell, int wide_px,
                      int columns, bool is_most)
{
    int highest_px = is_uniform(layout, node) ? highest(layout, node, wide_px, is_most) : 0;
    for (int i = 0; i < columns && *cell; i++, *cell = layout_next((*cell)->next)) {
        int px = is_uniform(layout, node) ? 0 : cell_height(layout, *cell, wide_px, is_most);
        if (px > highest_px) highest_px = px;
    }
    return highest_px;
}

static int rows_height(struct layout *layout, struct node *node, int wide_px, int columns,
                       bool is_most)
{
    int px = 0, rows = 0;
    for (struct node *at = layout_first(node); at; rows++)
        px += row_height(layout, node, &at, wide_px, columns, is_most);
    return px + (rows > 1 ? (rows - 1) * layout_gap(layout, node) : 0);
}

static bool columns_fit(struct layout *layout, struct node *node, int width_px, int columns)
{
    int wide_px = cell_width(layout, node, width_px, columns);
    for (struct node *at = node->first; at; at = at->next) {
        int need_px = node->has_even_rows ? layout_wish(layout, at) : layout_least(layout, at);
        if (need_px > wide_px) return false;
    }
    return true;
}

static double shape_wanted(const struct node *cell)
{
    if (cell->flow == FLOW_COLUMN) return TILE_SHAPE;
    return cell->first && cell->first->role == ROLE_IMAGE ? CARD_SHAPE : BARE_SHAPE;
}

/* How far the shape of the cells is from looking right; lower is better. */
static double shape_badness(struct layout *layout, struct node *node, int wide_px, int high_px,
                            int columns)
{
    int count = all_count(node), missing = (columns - count % columns) % columns;
    double shape = wide_px / (double)(high_px > 0 ? high_px : 1);
    double badness = fabs(log(shape / shape_wanted(node->first)));
    badness += missing > 0 && count <= 4 ? 1.0 : 0.6 * missing / (double)columns;
    for (struct node *at = node->first; at; at = at->next)
        if (layout_wish(layout, at) > wide_px)
            return badness + (at->press.kind == MSG_NONE ? 0.6 : 0.25);
    return badness;
}

/* What does not fit the region comes last, because the rest goes to further pages: of tiles
 * then the lowest rows, of facts the best shape; what does not even fit one by one comes last
 * of all. */
static double columns_badness(struct layout *layout, struct node *node, int width_px,
                              int columns)
{
    int gap_px = layout_gap(layout, node), rows = (all_count(node) + columns - 1) / columns;
    int wide_px = cell_width(layout, node, width_px, columns);
    int high_px = highest(layout, node, wide_px, false),
        total_px = rows * high_px + (rows - 1) * gap_px;
    int region_px = layout->region_px > 0 ? layout->region_px : total_px;
    if (high_px > region_px) return 1000.0 + high_px / (double)region_px;
    /* As few pages as can be; among those, no lonely tile on the last. */
    int missing = (columns - all_count(node) % columns) % columns;
    if (total_px > region_px && is_uniform(layout, node))
        return 100.0 + rows * (high_px + gap_px) / (double)region_px + 0.1 * missing / columns;
    /* Facts differ in height: few pages first, then how they look. */
    if (total_px > region_px)
        return 100.0 + rows_height(layout, node, wide_px, columns, false) / (double)region_px +
               0.3 * shape_badness(layout, node, wide_px, high_px, columns);
    int grown_px = (region_px - (rows - 1) * gap_px) / rows;
    int most_px = highest(layout, node, wide_px, true);
    return shape_badness(layout, node, wide_px, grown_px < most_px ? grown_px : most_px,
                         columns);
}

/* Whether a pad of keys does better low and wide. */
static bool is_too_high(struct layout *layout, struct node *node, int width_px, int columns)
{
    if (node->columns_low == 0 || !layout->breaks || layout->region_px <= 0) return false;
    int wide_px = cell_width(layout, node, width_px, columns);
    return rows_height(layout, node, wide_px, columns, false) > layout->region_px &&
           columns_fit(layout, node, width_px, node->columns_low);
}

int layout_grid_columns(struct layout *layout, struct node *node, int width_px)
{
    struct layout_memory *memory = layout_memory(layout, node);
    if (memory->columns > 0 && memory->columns_width == width_px &&
        memory->columns_region == layout->region_px)
        return memory->columns;
    int count = all_count(node), best = 1;
    int most = node->columns_most > 0 && node->columns_most < count ? node->columns_most
                                                                    : count;
    double best_badness = 1e9;
    for (int columns = most; columns > 0; columns--) {
        if (columns > 1 && !columns_fit(layout, node, width_px, columns)) continue;
        if (node->has_even_rows) {
            if (columns > 1 && count % columns != 0) continue;
            best = columns;
            break;
        }
        double badness = columns_badness(layout, node, width_px, columns);
        if (badness >= best_badness) continue;
        best_badness = badness;
        best = columns;
    }
    if (is_too_high(layout, node, width_px, best)) best = node->columns_low;
    memory = layout_memory(layout, node);
    memory->columns = best;
    memory->columns_width = width_px;
    memory->columns_region = layout->region_px;
    return best;
}

int layout_grid_height(struct layout *layout, struct node *node, int width_px)
{
    int columns = layout_grid_columns(layout, node, width_px);
    return rows_height(layout, node, cell_width(layout, node, width_px, columns), columns,
                       false);
}

int layout_grid_most(struct layout *layout, struct node *node, int width_px)
{
    int columns = layout_grid_columns(layout, node, width_px);
    return rows_height(layout, node, cell_width(layout, node, width_px, columns), columns,
                       true);
}

/* What stands below the picture of a tile. */
static int words_height(struct layout *layout, struct node *cell, int wide_px)
{
    int inner_px = wide_px - 2 * layout_pad_x(layout, cell), px = 0;
    for (struct node *at = cell->first ? cell->first->next : NULL; at; at = at->next)
        px += layout_height(layout, at, inner_px);
    return px;
}

/* In tiles the words take as much height as the highest of them, so that all words begin on one
 * line and all pictures are as large. */
static void tiles_align(struct layout *layout, struct node *node, int wide_px)
{
    int highest_px = 0, cell_px = highest(layout, node, wide_px, false);
    if (node->first->flow != FLOW_COLUMN || !is_uniform(layout, node)) return;
    for (struct node *at = node->first; at; at = at->next) {
        int px = words_height(layout, at, wide_px);
        if (px > highest_px) highest_px = px;
    }
    for (struct node *at = node->first; at; at = at->next) {
        if (!at->last || at->last == at->first) continue;
        int inner_px = wide_px - 2 * layout_pad_x(layout, at);
        int more_px = highest_px - words_height(layout, at, wide_px);
        int free_px = cell_px - layout_height(layout, at, wide_px);
        if (more_px > free_px) more_px = free_px;
        at->last->min_height_mm =
            (layout_height(layout, at->last, inner_px) + more_px) / layout->px_per_mm;
    }
    layout->stamp++;
}

static void cell_place(struct layout *layout, struct node *cell, struct rect rect,
                       bool is_alone)
{
    int most_px = cell->max_width_mm > 0 && is_alone ? layout_px(layout, cell->max_width_mm)
                                                     : rect.width;
    if (most_px < rect.width) {
        rect.x += (rect.width - most_px) / 2;
        rect.width = most_px;
    }
    layout_place(layout, cell, rect);
}

void layout_grid_place(struct layout *layout, struct node *node, struct rect inner)
{
    int columns = layout_grid_columns(layout, node, inner.width),
        gap_px = layout_gap(layout, node);
    int rows = (visible_count(node) + columns - 1) / columns, y = inner.y;
    if (rows == 0) return;
    int wide_px = cell_width(layout, node, inner.width, columns);
    tiles_align(layout, node, wide_px);
    int spare_px = inner.height - rows_height(layout, node, wide_px, columns, false);
    if (spare_px < 0) node->is_clipped = true;
    for (struct node *at = layout_first(node); at;) {
        struct node *cell = at;
        int high_px = row_height(layout, node, &at, wide_px, columns, false) +
                      (spare_px > 0 ? spare_px / rows : 0);
        for (int i = 0; cell != at; i++, cell = layout_next(cell->next)) {
            struct rect rect = { inner.x + i * (wide_px + gap_px), y, wide_px, high_px };
            cell_place(layout, cell, rect, all_count(node) == 1);
        }
        y += high_px + gap_px;
    }
}
