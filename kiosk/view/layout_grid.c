/* SPDX-License-Identifier: EUPL-1.2 */
#include <math.h>
#include "view/layout.h"
#include "view/sizes.h"

#define TILE_SHAPE 1.30      /* width by height that looks best for a picture above a word ... */
#define CARD_SHAPE 4.20      /* ... and for a picture beside words */

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
    return (width_px - (columns - 1) * layout_gap(layout, node)) / columns;
}

static int cell_height(struct layout *layout, struct node *node, int wide_px)
{
    int highest_px = 0;
    for (struct node *at = node->first; at; at = at->next) {
        int px = layout_height(layout, at, wide_px);
        if (px > highest_px) highest_px = px;
    }
    return highest_px;
}

static int cell_most(struct layout *layout, struct node *node, int wide_px)
{
    int highest_px = 0;
    for (struct node *at = node->first; at; at = at->next) {
        int px = at->grows ? layout_most(layout, at, wide_px) : layout_height(layout, at, wide_px);
        if (px > highest_px) highest_px = px;
    }
    return highest_px;
}

static bool columns_fit(struct layout *layout, struct node *node, int width_px, int columns)
{
    int wide_px = cell_width(layout, node, width_px, columns);
    for (struct node *at = node->first; at; at = at->next)
        if (layout_least(layout, at) > wide_px) return false;
    return true;
}

/* How far a number of columns is from looking right; lower is better. What does not fit the region comes last,
 * the lowest first, because the rest goes to further pages. */
static double columns_badness(struct layout *layout, struct node *node, int width_px, int columns, int count)
{
    int gap_px = layout_gap(layout, node), rows = (count + columns - 1) / columns;
    int wide_px = cell_width(layout, node, width_px, columns), high_px = cell_height(layout, node, wide_px);
    int total_px = rows * high_px + (rows - 1) * gap_px;
    int region_px = layout->region_px > 0 ? layout->region_px : total_px;
    if (total_px > region_px) return 100.0 + total_px / (double)region_px;
    int grown_px = (region_px - (rows - 1) * gap_px) / rows, most_px = cell_most(layout, node, wide_px);
    if (grown_px > most_px) grown_px = most_px;
    double shape = wide_px / (double)(grown_px > 0 ? grown_px : 1);
    bool is_tile = node->first->flow == FLOW_COLUMN;
    double badness = fabs(log(shape / (is_tile ? TILE_SHAPE : CARD_SHAPE)));
    badness += 0.6 * (rows * columns - count) / (double)columns;
    for (struct node *at = node->first; at; at = at->next)
        if (layout_wish(layout, at) > wide_px) { badness += 0.25; break; }
    return badness;
}

int layout_grid_columns(struct layout *layout, struct node *node, int width_px)
{
    struct layout_memory *memory = layout_memory(layout, node);
    if (memory->columns > 0 && memory->columns_width == width_px) return memory->columns;
    int count = all_count(node), best = 1;
    int most = node->columns_most > 0 && node->columns_most < count ? node->columns_most : count;
    double best_badness = 1e9;
    for (int columns = most; columns >= 1; columns--) {
        if (columns > 1 && !columns_fit(layout, node, width_px, columns)) continue;
        if (node->has_even_rows) {
            if (count % columns != 0) continue;
            best = columns;
            break;
        }
        double badness = columns_badness(layout, node, width_px, columns, count);
        if (badness >= best_badness) continue;
        best_badness = badness;
        best = columns;
    }
    memory = layout_memory(layout, node);
    memory->columns = best;
    memory->columns_width = width_px;
    return best;
}

static int rows_of(struct layout *layout, struct node *node, int width_px, int *columns_out)
{
    *columns_out = layout_grid_columns(layout, node, width_px);
    return (visible_count(node) + *columns_out - 1) / *columns_out;
}

int layout_grid_height(struct layout *layout, struct node *node, int width_px)
{
    int columns, rows = rows_of(layout, node, width_px, &columns);
    int high_px = cell_height(layout, node, cell_width(layout, node, width_px, columns));
    return rows * high_px + (rows > 1 ? (rows - 1) * layout_gap(layout, node) : 0);
}

int layout_grid_most(struct layout *layout, struct node *node, int width_px)
{
    int columns, rows = rows_of(layout, node, width_px, &columns);
    int high_px = cell_most(layout, node, cell_width(layout, node, width_px, columns));
    return rows * high_px + (rows > 1 ? (rows - 1) * layout_gap(layout, node) : 0);
}

void layout_grid_place(struct layout *layout, struct node *node, struct rect inner)
{
    int columns, rows = rows_of(layout, node, inner.width, &columns), gap_px = layout_gap(layout, node), i = 0;
    if (rows == 0) return;
    int wide_px = cell_width(layout, node, inner.width, columns);
    int high_px = (inner.height - (rows - 1) * gap_px) / rows;
    if (high_px < cell_height(layout, node, wide_px)) node->is_clipped = true;
    for (struct node *at = layout_first(node); at; at = layout_next(at->next), i++) {
        struct rect cell = { inner.x + (i % columns) * (wide_px + gap_px), inner.y + (i / columns) * (high_px + gap_px),
                             wide_px, high_px };
        if (!at->grows) cell.height = cell_height(layout, node, wide_px);
        layout_place(layout, at, cell);
    }
}
