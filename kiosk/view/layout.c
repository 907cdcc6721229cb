/* SPDX-License-Identifier: EUPL-1.2 */
#include "view/layout.h"
#include <math.h>
#include "view/sizes.h"

#define NO_LIMIT 100000
#define MARK_WIDTH                                                                             \
    0.86 /* of the mark's height; draw.c paints its bars with the same proportions */

int layout_px(const struct layout *layout, double mm)
{
    return (int)lround(mm * layout->px_per_mm);
}

struct layout_memory *layout_memory(struct layout *layout, struct node *node)
{
    static struct layout_memory
        nowhere; /* only when the arena is full: that frame is never shown */
    if (!node->memory) {
        node->memory = arena_alloc(layout->build->arena, sizeof *node->memory);
        if (!node->memory) {
            layout->build->is_full = true;
            nowhere = (struct layout_memory){ .stamp = 0 };
            node->memory = &nowhere;
        }
    }
    if (node->memory->stamp != layout->stamp) {
        node->memory->stamp = layout->stamp;
        node->memory->least_px = node->memory->wish_px = -1;
        node->memory->width_px[0] = node->memory->width_px[1] = -1;
    }
    return node->memory;
}

bool layout_is_visible(const struct node *node)
{
    if (node->is_hidden || node->is_only_said) return false;
    if (!node->first) return true;
    for (const struct node *child = node->first; child; child = child->next)
        if (layout_is_visible(child)) return true;
    return false;
}

struct node *layout_next(struct node *node)
{
    while (node && !layout_is_visible(node)) node = node->next;
    return node;
}

struct node *layout_first(const struct node *parent)
{
    return layout_next(parent->first);
}

int layout_pad_x(const struct layout *layout, const struct node *node)
{
    return layout_px(layout, node->pad_mm + node->pad_inline_mm);
}

int layout_pad_y(const struct layout *layout, const struct node *node)
{
    return layout_px(layout, node->pad_mm);
}

int layout_gap(const struct layout *layout, const struct node *node)
{
    return layout_px(layout, node->gap_mm);
}

static int at_least(const struct layout *layout, int px, double mm)
{
    int least_px = (int)ceil(mm * layout->px_per_mm -
                             0.001); /* rounded up: a least is a promise */
    return px > least_px ? px : least_px;
}

static int picture_width(const struct layout *layout, const struct node *node)
{
    return layout_px(layout, node->picture_mm * (node->is_mark ? MARK_WIDTH : 1.0));
}

static bool is_side_by_side(const struct node *node)
{
    return node->flow == FLOW_ROW || node->flow == FLOW_WRAP ||
           (node->flow == FLOW_SPLIT && node->stacks_when_narrow);
}

static int children_width(struct layout *layout, struct node *node, bool is_wish)
{
    int sum_px = 0, widest_px = 0, count = 0;
    for (struct node *at = layout_first(node); at; at = layout_next(at->next), count++) {
        int px = is_wish ? layout_wish(layout, at) : layout_least(layout, at);
        sum_px += px;
        if (px > widest_px) widest_px = px;
    }
    int gaps_px = count > 1 ? (count - 1) * layout_gap(layout, node) : 0;
    if (node->flow == FLOW_KEYS)
        return node->columns_most * at_least(layout, 0, size_key_mm(layout->text_size)) +
               (node->columns_most - 1) * layout_gap(layout, node);
    if (node->flow == FLOW_GRID && is_wish) {
        int columns = node->columns_most < count ? node->columns_most : count;
        return columns * widest_px +
               (columns > 1 ? (columns - 1) * layout_gap(layout, node) : 0);
    }
    if (node->flow == FLOW_ROW || (is_wish && is_side_by_side(node))) return sum_px + gaps_px;
    return widest_px;
}

static int own_width(struct layout *layout, struct node *node, bool is_wish)
{
    int px = 0;
    if (node->shows_words) {
        px = layout_words_width(layout, node, is_wish);
        if (node->role == ROLE_FIELD)
            px = 0; /* what is typed makes a field higher, never wider */
    } else if (node->role == ROLE_IMAGE || node->role == ROLE_CODE) {
        return picture_width(layout, node);
    } else if (node->first) px = children_width(layout, node, is_wish);
    px = at_least(layout, px + 2 * layout_pad_x(layout, node), node->min_width_mm);
    int most_px = node->max_width_mm > 0 ? layout_px(layout, node->max_width_mm) : NO_LIMIT;
    return px < most_px ? px : most_px;
}

int layout_least(struct layout *layout, struct node *node)
{
    struct layout_memory *memory = layout_memory(layout, node);
    if (memory->least_px < 0) {
        int px = own_width(layout, node, false);
        node->memory->least_px = px;
    }
    return memory->least_px;
}

int layout_wish(struct layout *layout, struct node *node)
{
    struct layout_memory *memory = layout_memory(layout, node);
    if (memory->wish_px < 0) {
        int px = own_width(layout, node, true);
        node->memory->wish_px = px;
    }
    return memory->wish_px;
}

/* The height that all brothers with the same mark get: that of the highest, on whatever page it
 * lies. */
static int equal_height(struct layout *layout, struct node *parent, int width_px)
{
    int highest_px = 0;
    for (struct node *at = parent->first; at; at = at->next) {
        if (!at->has_equal_height) continue;
        int px = layout_height(layout, at, width_px);
        if (px > highest_px) highest_px = px;
    }
    return highest_px;
}

static int child_width(struct layout *layout, const struct node *parent, struct node *child,
                       int inner_px)
{
    bool stretches = parent->across == PLACE_STRETCH || parent->flow == FLOW_SPLIT;
    int px = stretches ? inner_px : layout_wish(layout, child);
    int most_px = child->max_width_mm > 0 ? layout_px(layout, child->max_width_mm) : NO_LIMIT;
    if (px > inner_px) px = inner_px;
    return px < most_px ? px : most_px;
}

static int child_height(struct layout *layout, struct node *parent, struct node *child,
                        int inner_px)
{
    int px = child_width(layout, parent, child, inner_px);
    return child->has_equal_height ? equal_height(layout, parent, px)
                                   : layout_height(layout, child, px);
}

static int column_height(struct layout *layout, struct node *node, int inner_px)
{
    int px = 0, count = 0;
    for (struct node *at = layout_first(node); at; at = layout_next(at->next), count++)
        px += child_height(layout, node, at, inner_px);
    return px + (count > 1 ? (count - 1) * layout_gap(layout, node) : 0);
}

static int row_height(struct layout *layout, struct node *node, int inner_px)
{
    int widths[CHILDREN_MOST], i = 0, highest_px = 0;
    layout_row_widths(layout, node, inner_px, widths);
    for (struct node *at = layout_first(node); at && i < CHILDREN_MOST;
         at = layout_next(at->next), i++) {
        int px = layout_height(layout, at, widths[i]);
        if (px > highest_px) highest_px = px;
    }
    return highest_px;
}

static int children_height(struct layout *layout, struct node *node, int inner_px)
{
    switch (node->flow) {
    case FLOW_ROW: case FLOW_KEYS:
        return row_height(layout, node, inner_px);
    case FLOW_SPLIT:
        if (layout_split_is_row(layout, node, inner_px))
            return row_height(layout, node, inner_px);
        return column_height(layout, node, inner_px);
    case FLOW_WRAP:
        return layout_wrap_height(layout, node, inner_px);
    case FLOW_GRID:
        return layout_grid_height(layout, node, inner_px);
    case FLOW_COLUMN: case FLOW_PAGES:
        break;
    }
    return column_height(layout, node, inner_px);
}

static int height_ask(struct layout *layout, struct node *node, int width_px)
{
    if (node->role == ROLE_IMAGE || node->role == ROLE_CODE)
        return layout_px(layout, node->picture_mm);
    int px = 2 * layout_pad_y(layout, node);
    if (node->shows_words) {
        px = layout_words_height(layout, node, width_px);
    } else if (node->first)
        px += children_height(layout, node, width_px - 2 * layout_pad_x(layout, node));
    return at_least(layout, px, node->min_height_mm);
}

int layout_height(struct layout *layout, struct node *node, int width_px)
{
    struct layout_memory *memory = layout_memory(layout, node);
    for (int i = 0; i < 2; i++)
        if (memory->width_px[i] == width_px) return memory->height_px[i];
    int px = height_ask(layout, node, width_px);
    memory = layout_memory(layout, node);
    memory->width_px[1] = memory->width_px[0];
    memory->height_px[1] = memory->height_px[0];
    memory->width_px[0] = width_px;
    memory->height_px[0] = px;
    return px;
}

static bool is_vertical(struct layout *layout, struct node *node, int width_px)
{
    if (node->flow == FLOW_SPLIT)
        return !layout_split_is_row(layout, node, width_px - 2 * layout_pad_x(layout, node));
    return node->flow == FLOW_COLUMN || node->flow == FLOW_PAGES || node->flow == FLOW_GRID;
}

/* Downwards: a container without a wish of its own grows when something in it does. */
bool layout_grows(struct layout *layout, struct node *node, int width_px)
{
    if (node->grows) return true;
    bool is_row_of_columns = node->flow == FLOW_SPLIT && !node->stacks_when_narrow;
    if (!node->first || (!is_row_of_columns && !is_vertical(layout, node, width_px)))
        return false;
    for (struct node *at = layout_first(node); at; at = layout_next(at->next))
        if (layout_grows(layout, at, width_px)) return true;
    return false;
}

static int column_most(struct layout *layout, struct node *node, int inner_px)
{
    int px = 0, count = 0;
    for (struct node *at = layout_first(node); at; at = layout_next(at->next), count++) {
        int wide_px = child_width(layout, node, at, inner_px);
        px += layout_grows(layout, at, wide_px) ? layout_most(layout, at, wide_px)
                                                : child_height(layout, node, at, inner_px);
    }
    return px + (count > 1 ? (count - 1) * layout_gap(layout, node) : 0);
}

static int row_most(struct layout *layout, struct node *node, int inner_px)
{
    int widths[CHILDREN_MOST], i = 0, highest_px = 0;
    layout_row_widths(layout, node, inner_px, widths);
    for (struct node *at = layout_first(node); at && i < CHILDREN_MOST;
         at = layout_next(at->next), i++) {
        int px = layout_most(layout, at, widths[i]);
        if (px > highest_px) highest_px = px;
    }
    return highest_px;
}

int layout_most(struct layout *layout, struct node *node, int width_px)
{
    int least_px = layout_height(layout, node, width_px), most_px = least_px;
    if (node->max_height_mm > 0) most_px = layout_px(layout, node->max_height_mm);
    else if (node->press.kind != MSG_NONE) most_px = node->grows ? NO_LIMIT : least_px;
    else if (node->first && layout_grows(layout, node, width_px)) {
        int inner_px = width_px - 2 * layout_pad_x(layout, node);
        if (node->flow == FLOW_GRID) most_px = layout_grid_most(layout, node, inner_px);
        else if (node->flow == FLOW_KEYS || !is_vertical(layout, node, width_px))
            most_px = row_most(layout, node, inner_px);
        else most_px = column_most(layout, node, inner_px);
        most_px += 2 * layout_pad_y(layout, node);
    } else if (node->grows) most_px = NO_LIMIT;
    return most_px > least_px ? most_px : least_px;
}

struct share { struct node *node; int width_px, height_px, most_px, weight; };

/* How many in it want to grow: a column of two cards counts for two, so that all cards come out
 * equally high. */
static int growers(struct layout *layout, struct node *node, int width_px)
{
    int count = 0;
    if (node->grows || !node->first || !is_vertical(layout, node, width_px) ||
        node->flow == FLOW_GRID)
        return 1;
    for (struct node *at = layout_first(node); at; at = layout_next(at->next))
        if (layout_grows(layout, at, width_px)) count += growers(layout, at, width_px);
    return count > 0 ? count : 1;
}

static bool is_hungry(const struct share *share)
{
    return share->height_px + share->weight <= share->most_px;
}

/* Those that end lowest now and can still grow; together they reach next_px, where another one
 * joins them or one of them is full. */
struct lowest { int low_px, next_px, weight; };

static bool is_lowest(const struct share *share, int low_px)
{
    return is_hungry(share) && share->height_px / share->weight == low_px;
}

static struct lowest lowest_of(const struct share *shares, int count)
{
    struct lowest lowest = { NO_LIMIT, NO_LIMIT, 0 };
    for (int i = 0; i < count; i++)
        if (is_hungry(&shares[i]) && shares[i].height_px / shares[i].weight < lowest.low_px)
            lowest.low_px = shares[i].height_px / shares[i].weight;
    for (int i = 0; i < count; i++) {
        bool grows = is_lowest(&shares[i], lowest.low_px);
        int stop_px = (grows ? shares[i].most_px : shares[i].height_px) / shares[i].weight;
        if (grows) lowest.weight += shares[i].weight;
        if (stop_px > lowest.low_px && stop_px < lowest.next_px) lowest.next_px = stop_px;
    }
    return lowest;
}

/* Spare height goes to those that grow, the lowest first, so that brothers end up equally high
 * if they can; none passes its limit. Returns what is left. */
static int spare_share(struct share *shares, int count, int spare_px)
{
    while (spare_px > 0) {
        struct lowest lowest = lowest_of(shares, count);
        /* a pixel or two that cannot be divided */
        if (lowest.weight == 0 || spare_px < lowest.weight) break;
        int more_px = lowest.next_px - lowest.low_px;
        if (more_px > spare_px / lowest.weight) more_px = spare_px / lowest.weight;
        for (int i = 0; i < count; i++) {
            if (!is_lowest(&shares[i], lowest.low_px)) continue;
            shares[i].height_px += more_px * shares[i].weight;
            spare_px -= more_px * shares[i].weight;
        }
    }
    return spare_px;
}

static int across_place(const struct node *parent, int inner_px, int width_px)
{
    if (parent->across == PLACE_CENTER) return (inner_px - width_px) / 2;
    return parent->across == PLACE_END ? inner_px - width_px : 0;
}

static void column_place(struct layout *layout, struct node *node, struct rect inner)
{
    struct share shares[CHILDREN_MOST];
    int count = 0, used_px = 0, gap_px = layout_gap(layout, node);
    for (struct node *at = layout_first(node); at && count < CHILDREN_MOST;
         at = layout_next(at->next)) {
        struct share *share = &shares[count++];
        share->node = at;
        share->width_px = child_width(layout, node, at, inner.width);
        share->height_px = share->most_px = child_height(layout, node, at, inner.width);
        share->weight = 1;
        if (layout_grows(layout, at, share->width_px)) {
            share->most_px = layout_most(layout, at, share->width_px);
            share->weight = growers(layout, at, share->width_px);
        }
        used_px += share->height_px + (count > 1 ? gap_px : 0);
    }
    if (used_px > inner.height) node->is_clipped = true;
    int spare_px = spare_share(shares, count, inner.height - used_px);
    int y = inner.y;
    if (spare_px > 0 && node->along == PLACE_CENTER) y += spare_px / 2;
    if (spare_px > 0 && node->along == PLACE_END) y += spare_px;
    for (int i = 0; i < count; i++) {
        int x = inner.x + across_place(node, inner.width, shares[i].width_px);
        layout_place(layout, shares[i].node,
                     (struct rect){ x, y, shares[i].width_px, shares[i].height_px });
        y += shares[i].height_px + gap_px;
    }
}

/* A picture keeps its square; where it may grow it takes what its place gives. */
static void picture_place(struct layout *layout, struct node *node, struct rect rect)
{
    int high_px = layout_px(layout, node->picture_mm), wide_px = picture_width(layout, node);
    if (node->grows && node->max_height_mm > 0) {
        int most_px = layout_px(layout, node->max_height_mm);
        int side_px = rect.width < rect.height ? rect.width : rect.height;
        if (side_px > high_px) high_px = wide_px = side_px < most_px ? side_px : most_px;
    }
    if (wide_px > rect.width || high_px > rect.height) node->is_clipped = true;
    node->rect = (struct rect){ rect.x + (rect.width - wide_px) / 2,
                                rect.y + (rect.height - high_px) / 2, wide_px, high_px };
    if (node->across == PLACE_START) node->rect.x = rect.x;
}

void layout_place(struct layout *layout, struct node *node, struct rect rect)
{
    node->rect = rect;
    if (node->role == ROLE_IMAGE || node->role == ROLE_CODE) {
        picture_place(layout, node, rect);
        return;
    }
    if (!node->first) return;
    int pad_x = layout_pad_x(layout, node), pad_y = layout_pad_y(layout, node);
    struct rect inner = { rect.x + pad_x, rect.y + pad_y, rect.width - 2 * pad_x,
                          rect.height - 2 * pad_y };
    switch (node->flow) {
    case FLOW_ROW:
        layout_row_place(layout, node, inner);
        return;
    case FLOW_SPLIT:
        if (layout_split_is_row(layout, node, inner.width))
            layout_row_place(layout, node, inner);
        else column_place(layout, node, inner);
        return;
    case FLOW_WRAP:
        layout_wrap_place(layout, node, inner);
        return;
    case FLOW_KEYS:
        layout_keys_place(layout, node, inner);
        return;
    case FLOW_GRID:
        layout_grid_place(layout, node, inner);
        return;
    case FLOW_COLUMN: case FLOW_PAGES:
        column_place(layout, node, inner);
        return;
    }
}
