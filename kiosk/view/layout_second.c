/* SPDX-License-Identifier: EUPL-1.2 */
/* Two languages in one node. Beside each other, both from the same edges as in every other row,
 * where each fits on a line or where a paragraph is wide enough to be read in halves; else
 * under each other. The second is smaller: the helper at the desk reads it, and the visitor's
 * own letters keep the size that was chosen. */
#include "view/layout.h"
#include "view/sizes.h"

#define BESIDE_GAP_MM 8.0
#define BELOW_GAP_MM 0.8
#define HALF_LEAST_CAPS 22.0   /* of a paragraph: some thirty letters a line */
#define HELPER_TEXT_SIZE 1

static enum text_style second_style(enum text_style style)
{
    switch (style) {
    case STYLE_DISPLAY: return STYLE_TITLE;
    case STYLE_TITLE: return STYLE_HEADING;
    case STYLE_HEADING:
    case STYLE_BUTTON:
    case STYLE_LEAD:
    case STYLE_READING:
    case STYLE_FIELD:
    case STYLE_KEY: return STYLE_BODY;
    case STYLE_BODY:
    case STYLE_SMALL: break;
    }
    return STYLE_SMALL;
}

/* Soft where that may stand on the ground it gets; else as the first. */
static enum tone second_ink(const struct node *node)
{
    enum tone ground = TONE_PAPER;
    for (const struct node *at = node; at; at = at->parent)
        if (at->ground != TONE_NONE) {
            ground = at->ground;
            break;
        }
    return theme_allows(TONE_SOFT, ground) ? TONE_SOFT : node->ink;
}

/* What gives way where nothing fits any more: the bar of tools has its pictures, back and next
 * have their places, and a line below a choice or beside a field only says more of it. */
static bool gives_way(const struct build *build, const struct node *node)
{
    bool is_more = node->role == ROLE_TEXT && build->field;
    for (const struct node *at = node->parent; at; at = at->parent) {
        if (at->role == ROLE_TOOL || at == build->nav) return true;
        is_more = is_more || (node->role == ROLE_TEXT && at->press.kind != MSG_NONE);
    }
    return is_more;
}

/* The bar of tools is as high on every screen: where room is short, it has its words once. */
static bool is_tool(const struct node *node)
{
    return node->parent && node->parent->role == ROLE_TOOL;
}

void layout_second_make(struct layout *layout, struct node *node)
{
    struct build *build = layout->build;
    node->second = NULL;
    if (!node->name.second || node->role == ROLE_FIELD) return;
    if (layout->breaks && gives_way(build, node)) return;
    if (build_is_narrow(build) && is_tool(node)) return;
    struct node *second = arena_alloc(build->arena, sizeof *second);
    const char *id = build_id(build, "%s.second", node->id);
    if (!second) {
        build->is_full = true;
        return;
    }
    *second = (struct node){
        .id = id, .role = ROLE_TEXT, .name = *node->name.second, .shows_words = true,
        .style = layout->breaks ? STYLE_SMALL : second_style(node->style),
        .text_size = HELPER_TEXT_SIZE, .ink = second_ink(node), .across = node->across,
        .parent = node->parent, .shows_strong = node->shows_strong,
    };
    second->value.key = TEXT_COUNT;
    node->second = second;
    layout_text_prepare(layout, second);
}

int layout_words_width(struct layout *layout, struct node *node, bool is_wish)
{
    layout_text_prepare(layout, node);
    const struct wrap *wrap = &node->memory->wrap;
    int px = is_wish ? wrap->wish_px : wrap->least_px;
    if (!node->second) return px;
    layout_text_prepare(layout, node->second);
    const struct wrap *other = &node->second->memory->wrap;
    int other_px = is_wish ? other->wish_px : other->least_px;
    return px > other_px ? px : other_px;
}

/* How wide the first is when they stand beside each other; 0: they do not. Halves, so that the
 * second begins at the same place in every row; where room is short, wherever it fits. */
static int first_width(const struct layout *layout, const struct node *node, int width_px)
{
    int gap_px = layout_px(layout, BESIDE_GAP_MM), half_px = (width_px - gap_px) / 2;
    const struct wrap *one = &node->memory->wrap, *other = &node->second->memory->wrap;
    if (node->across == PLACE_CENTER || node->across == PLACE_END) return 0;
    if (layout->breaks && one->wish_px + gap_px + other->wish_px <= width_px)
        return one->wish_px;
    bool is_line = one->wish_px <= half_px && other->wish_px <= half_px;
    bool is_paragraph = node->role == ROLE_TEXT && one->least_px <= half_px &&
                        other->least_px <= half_px &&
                        half_px >= HALF_LEAST_CAPS * node->memory->cap_px;
    /* the sentences of a page either all stand in halves, or none does */
    if (node->style == STYLE_READING) return is_paragraph ? half_px : 0;
    return is_line || is_paragraph ? half_px : 0;
}

static int second_width(const struct layout *layout, int first_px, int width_px)
{
    return first_px > 0 ? width_px - layout_px(layout, BESIDE_GAP_MM) - first_px : width_px;
}

int layout_words_height(struct layout *layout, struct node *node, int width_px)
{
    layout_text_prepare(layout, node);
    if (!node->second) return layout_text_height(layout, node, width_px);
    layout_text_prepare(layout, node->second);
    int beside_px = first_width(layout, node, width_px);
    int first_px = layout_text_height(layout, node, beside_px > 0 ? beside_px : width_px);
    int other_px = layout_text_height(layout, node->second,
                                      second_width(layout, beside_px, width_px));
    if (beside_px > 0) return first_px > other_px ? first_px : other_px;
    return first_px + layout_px(layout, BELOW_GAP_MM) + other_px;
}

/* The first line of both stands on the same height, however large its letters are. */
static void place_beside(struct layout *layout, struct node *node, struct rect whole,
                         int first_px, bool is_right_to_left)
{
    struct node *second = node->second;
    node->rect.width = first_px;
    second->rect.width = second_width(layout, first_px, whole.width);
    node->rect.x += is_right_to_left ? whole.width - node->rect.width : 0;
    second->rect.x += is_right_to_left ? 0 : whole.width - second->rect.width;
    second->rect.height = layout_text_height(layout, second, second->rect.width);
    int drop_px = (node->memory->line_px - second->memory->line_px) / 2 +
                  (int)((node->memory->cap_px - second->memory->cap_px) / 2.0);
    int room_px = whole.height - second->rect.height;
    second->rect.y += drop_px < 0 ? 0 : drop_px < room_px ? drop_px : room_px;
}

static void place_below(struct layout *layout, struct node *node, struct rect whole)
{
    struct node *second = node->second;
    int first_px = layout_text_height(layout, node, whole.width);
    int other_px = layout_text_height(layout, second, whole.width);
    int gap_px = layout_px(layout, BELOW_GAP_MM);
    int spare_px = whole.height - first_px - gap_px - other_px;
    if (spare_px < 0) node->is_clipped = true;
    if (spare_px > 0 && node->along == PLACE_CENTER) node->rect.y += spare_px / 2;
    node->rect.height = first_px;
    second->rect.y = node->rect.y + first_px + gap_px;
    second->rect.height = other_px;
}

void layout_words_runs(struct layout *layout, struct node *node, bool is_right_to_left)
{
    layout_text_prepare(layout, node);
    if (!node->second) {
        layout_text_runs(layout, node, is_right_to_left);
        return;
    }
    struct rect whole = node->rect;
    layout_text_prepare(layout, node->second);
    int first_px = first_width(layout, node, whole.width);
    node->second->rect = whole;
    if (first_px > 0) place_beside(layout, node, whole, first_px, is_right_to_left);
    else place_below(layout, node, whole);
    layout_text_runs(layout, node, is_right_to_left);
    layout_text_runs(layout, node->second, is_right_to_left);
    if (node->second->is_clipped) node->is_clipped = true;
    node->rect = whole;
}
