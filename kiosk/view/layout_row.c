/* SPDX-License-Identifier: EUPL-1.2 */
#include <math.h>
#include "view/layout.h"
#include "view/sizes.h"

static double share_of(const struct node *node)
{
    return node->share > 0 ? node->share : 1.0;
}

static bool has_fixed_shares(const struct node *node)
{
    return node->flow == FLOW_SPLIT && !node->stacks_when_narrow;
}

static int gather(struct node *node, struct node *children_out[CHILDREN_MOST],
                  double *shares_out)
{
    int count = 0;
    *shares_out = 0.0;
    for (struct node *at = layout_first(node); at && count < CHILDREN_MOST;
         at = layout_next(at->next)) {
        children_out[count++] = at;
        *shares_out += share_of(at);
    }
    return count;
}

bool layout_split_is_row(struct layout *layout, struct node *node, int width_px)
{
    struct node *children[CHILDREN_MOST];
    double shares;
    int count = gather(node, children, &shares),
        gaps_px = count > 1 ? (count - 1) * layout_gap(layout, node) : 0;
    if (!node->stacks_when_narrow && (!layout->is_landscape || layout->stacks)) return false;
    if (layout->stacks && layout->breaks && node->border_mm > 0) return false;   /* a card */
    int sum_px = gaps_px;
    for (int i = 0; i < count; i++) {
        int least_px = layout_least(layout, children[i]);
        sum_px += children[i]->grows || !node->stacks_when_narrow
                      ? least_px
                      : layout_wish(layout, children[i]);
        if (has_fixed_shares(node) &&
            least_px > (int)((width_px - gaps_px) * share_of(children[i]) / shares))
            return false;
    }
    return sum_px <= width_px;
}

static void widths_by_share(struct node **children, int count, double shares, int room_px,
                            int *widths_out)
{
    int used_px = 0;
    for (int i = 0; i < count; i++) {
        widths_out[i] = (int)(room_px * share_of(children[i]) / shares);
        used_px += widths_out[i];
    }
    if (count > 0) widths_out[count - 1] += room_px - used_px;
}

/* Too wide: those that grow give first, each down to its longest word, in proportion to what it
 * can give. */
static int give(struct layout *layout, struct node **children, int count, bool growers,
                int over_px, int *widths)
{
    int can_px = 0, before_px = over_px;
    for (int i = 0; i < count; i++)
        if (children[i]->grows == growers)
            can_px += widths[i] - layout_least(layout, children[i]);
    if (can_px <= 0) return over_px;
    int want_px = over_px < can_px ? over_px : can_px;
    for (int i = 0; i < count && over_px > 0; i++) {
        if (children[i]->grows != growers) continue;
        int own_px = widths[i] - layout_least(layout, children[i]);
        int part_px = (int)(((long)want_px * own_px + can_px - 1) / can_px);
        if (part_px > own_px) part_px = own_px;
        if (part_px > over_px) part_px = over_px;
        widths[i] -= part_px;
        over_px -= part_px;
    }
    return before_px == over_px ? 0 : over_px;
}

static void widths_by_wish(struct layout *layout, struct node **children, int count,
                           int room_px, int *widths_out)
{
    int used_px = 0;
    double growing = 0.0;
    for (int i = 0; i < count; i++) {
        widths_out[i] = layout_wish(layout, children[i]);
        used_px += widths_out[i];
        if (children[i]->grows) growing += share_of(children[i]);
    }
    if (used_px > room_px) {
        int over_px = give(layout, children, count, true, used_px - room_px, widths_out);
        if (over_px > 0) give(layout, children, count, false, over_px, widths_out);
        return;
    }
    int spare_px = room_px - used_px, last = -1;
    for (int i = 0; i < count && growing > 0.0; i++) {
        if (!children[i]->grows) continue;
        int part_px = (int)((room_px - used_px) * share_of(children[i]) / growing);
        widths_out[i] += part_px;
        spare_px -= part_px;
        last = i;
    }
    if (last >= 0) widths_out[last] += spare_px;
}

/* Places of keys on a raster, as fractions of pixels, so that rows of any number of keys end at
 * the same edge. */
struct raster { double unit_px, gap_px, start_px; };

static double key_width(const struct raster *raster, const struct node *key)
{
    return share_of(key) * raster->unit_px + (share_of(key) - 1.0) * raster->gap_px;
}

static struct raster raster_of(struct layout *layout, const struct node *node,
                               struct node **children, int count, int width_px)
{
    int columns = node->columns_most > 0 ? node->columns_most : 1;
    struct raster raster = { .gap_px = layout_gap(layout, node) };
    raster.unit_px = (width_px - (columns - 1) * raster.gap_px) / columns;
    double used_px = count > 1 ? (count - 1) * raster.gap_px : 0.0;
    for (int i = 0; i < count; i++) used_px += key_width(&raster, children[i]);
    raster.start_px = (width_px - used_px) / 2.0;
    return raster;
}

static void keys_widths(struct layout *layout, const struct node *node, struct node **children,
                        int count, int width_px, int *widths_out)
{
    struct raster raster = raster_of(layout, node, children, count, width_px);
    for (int i = 0; i < count; i++) widths_out[i] = (int)key_width(&raster, children[i]);
}

int layout_row_widths(struct layout *layout, struct node *node, int width_px,
                      int widths_out[CHILDREN_MOST])
{
    struct node *children[CHILDREN_MOST];
    double shares;
    int count = gather(node, children, &shares);
    int room_px = width_px - (count > 1 ? (count - 1) * layout_gap(layout, node) : 0);
    if (node->flow == FLOW_KEYS)
        keys_widths(layout, node, children, count, width_px, widths_out);
    else if (has_fixed_shares(node))
        widths_by_share(children, count, shares, room_px, widths_out);
    else widths_by_wish(layout, children, count, room_px, widths_out);
    return count;
}

static int start_for(enum place place, int room_px, int used_px)
{
    if (used_px >= room_px) return 0;
    if (place == PLACE_CENTER) return (room_px - used_px) / 2;
    return place == PLACE_END ? room_px - used_px : 0;
}

static void child_place(struct layout *layout, const struct node *parent, struct node *child,
                        int x, struct rect inner, int width_px)
{
    int height_px = parent->across == PLACE_STRETCH ? inner.height
                                                    : layout_height(layout, child, width_px);
    if (height_px > inner.height) child->is_clipped = true;
    int y = inner.y + start_for(parent->across, inner.height, height_px);
    layout_place(layout, child, (struct rect){ x, y, width_px, height_px });
}

/* A picture beside words may become larger in a high card, as long as the words still fit. */
static void picture_enlarge(struct layout *layout, struct node *node, struct rect inner,
                            int *widths)
{
    struct node *picture = layout_first(node),
                *words = picture ? layout_next(picture->next) : NULL;
    if (!words || picture->role != ROLE_IMAGE || picture->max_height_mm <= picture->picture_mm)
        return;
    int most_px = layout_px(layout, picture->max_height_mm);
    if (inner.height < layout_px(layout, 2.6 * picture->picture_mm)) return;
    if (most_px > inner.height * 3 / 4) most_px = inner.height * 3 / 4;
    int more_px = most_px - widths[0];
    if (more_px <= 0 || widths[1] - more_px < layout_least(layout, words)) return;
    if (layout_height(layout, words, widths[1] - more_px) > inner.height) return;
    if (layout_height(layout, words, widths[1] - more_px) >
        layout_height(layout, words, widths[1]))
        return;
    picture->pad_mm *= most_px / layout->px_per_mm / picture->picture_mm;
    picture->picture_mm = most_px / layout->px_per_mm;
    picture->memory = NULL;
    widths[0] += more_px;
    widths[1] -= more_px;
}

void layout_row_place(struct layout *layout, struct node *node, struct rect inner)
{
    int widths[CHILDREN_MOST], i = 0, gap_px = layout_gap(layout, node);
    int count = layout_row_widths(layout, node, inner.width, widths),
        used_px = count > 1 ? (count - 1) * gap_px : 0;
    if (node->flow == FLOW_ROW && count == 2) picture_enlarge(layout, node, inner, widths);
    for (int k = 0; k < count; k++) used_px += widths[k];
    if (used_px > inner.width) node->is_clipped = true;
    int x = inner.x + start_for(node->along, inner.width, used_px);
    for (struct node *at = layout_first(node); at && i < count;
         at = layout_next(at->next), i++) {
        child_place(layout, node, at, x, inner, widths[i]);
        x += widths[i] + gap_px;
    }
}

void layout_keys_place(struct layout *layout, struct node *node, struct rect inner)
{
    struct node *children[CHILDREN_MOST];
    double shares;
    int count = gather(node, children, &shares);
    struct raster raster = raster_of(layout, node, children, count, inner.width);
    double at_px = raster.start_px;
    for (int i = 0; i < count; i++) {
        int x = inner.x + (int)lround(at_px),
            width_px = (int)lround(at_px + key_width(&raster, children[i])) - (x - inner.x);
        layout_place(layout, children[i], (struct rect){ x, inner.y, width_px, inner.height });
        at_px += key_width(&raster, children[i]) + raster.gap_px;
    }
}

/* One line of a row that wraps; `end` is the first child of the next one. */
struct wrap_row { struct node *end; int width_px, height_px; };

static struct wrap_row wrap_row_next(struct layout *layout, const struct node *node,
                                     struct node *from, int room_px)
{
    struct wrap_row row = { .end = NULL };
    int gap_px = layout_gap(layout, node);
    struct node *at = from;
    for (; at; at = layout_next(at->next)) {
        int wide_px = layout_wish(layout, at) < room_px ? layout_wish(layout, at) : room_px;
        int more_px = wide_px + (at == from ? 0 : gap_px);
        if (at != from && row.width_px + more_px > room_px) break;
        row.width_px += more_px;
        int high_px = layout_height(layout, at, wide_px);
        if (high_px > row.height_px) row.height_px = high_px;
    }
    row.end = at;
    return row;
}

int layout_wrap_height(struct layout *layout, struct node *node, int width_px)
{
    int px = 0, rows = 0;
    for (struct node *at = layout_first(node); at; rows++) {
        struct wrap_row row = wrap_row_next(layout, node, at, width_px);
        px += row.height_px;
        at = row.end;
    }
    return px + (rows > 1 ? (rows - 1) * layout_gap(layout, node) : 0);
}

void layout_wrap_place(struct layout *layout, struct node *node, struct rect inner)
{
    int gap_px = layout_gap(layout, node);
    int y = inner.y + start_for(PLACE_CENTER, inner.height,
                                layout_wrap_height(layout, node, inner.width));
    for (struct node *at = layout_first(node); at;) {
        struct wrap_row row = wrap_row_next(layout, node, at, inner.width);
        int x = inner.x + start_for(node->along, inner.width, row.width_px);
        for (; at != row.end; at = layout_next(at->next)) {
            int wide_px = layout_wish(layout, at) < inner.width ? layout_wish(layout, at)
                                                                : inner.width;
            struct rect line = { inner.x, y, inner.width, row.height_px };
            child_place(layout, node, at, x, line, wide_px);
            x += wide_px + gap_px;
        }
        y += row.height_px + gap_px;
    }
    if (y - gap_px > inner.y + inner.height) node->is_clipped = true;
}
