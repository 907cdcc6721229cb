/* SPDX-License-Identifier: EUPL-1.2 */
/* A small panel or large letters: space gives way and letters do not. Titles may step down to
 * the size of headings; no text and no target passes its least. */
#include "view/layout.h"
#include "view/parts_inside.h"
#include "view/sizes.h"

struct limits { double gap_mm, pad_mm, edge_mm, header_mm, button_mm, picture_mm, aside_part; };

static const struct limits limits[] = {
    [TIGHTNESS_SNUG] = { 4.0, 3.0, 10.0, 15.0, 16.0, 20.0, 0.44 },
    [TIGHTNESS_TIGHT] = { 2.8, 1.6, 8.0, 10.0, TARGET_LEAST_MM, 13.0, 0.38 },
    [TIGHTNESS_BROKEN] = { 2.8, 1.0, 6.0, 3.0, TARGET_LEAST_MM, 13.0, 0.38 },
};

static void lower(double *mm, double most_mm)
{
    if (*mm > most_mm) *mm = most_mm;
}

/* What stands on every screen keeps its place on all of them (WCAG 2.2, 3.2.3): the toolbar as
 * it is, and above it, as far from it, the buttons that lead back and on. */
static void tighten(struct node *node, const struct limits *limit, bool is_tight)
{
    node->memory = NULL;
    if (node->is_band) return;
    if (node->parent) lower(&node->gap_mm, limit->gap_mm);
    if (node->role == ROLE_IMAGE) {
        bool is_tile = node->max_height_mm >= TILE_PICTURE_MOST_MM &&
                       limit != &limits[TIGHTNESS_BROKEN];
        double most_mm = is_tile ? TILE_PICTURE_LEAST_MM : limit->picture_mm;
        if (node->picture_mm > most_mm) node->pad_mm *= most_mm / node->picture_mm;
        lower(&node->picture_mm, most_mm);
    } else lower(&node->pad_mm, limit->pad_mm);
    if (is_tight && node->role == ROLE_BUTTON) node->pad_mm = 0.3;
    if (!node->keeps_edge) lower(&node->pad_inline_mm, limit->edge_mm);
    if (node->style == STYLE_TITLE) node->style = STYLE_HEADING;
    if (node->style == STYLE_LEAD) node->style = STYLE_BODY;
    if (is_tight && node->style == STYLE_READING) node->style = STYLE_BODY;
    else if (is_tight && node->style == STYLE_BODY) node->style = STYLE_SMALL;
    if (node->role == ROLE_BUTTON || node->role == ROLE_TOOL || node->role == ROLE_FIELD)
        lower(&node->min_height_mm, limit->button_mm);
    for (struct node *at = node->first; at; at = at->next) tighten(at, limit, is_tight);
}

static void header_lower(struct node *header, double height_mm)
{
    lower(&header->min_height_mm, height_mm);
    for (struct node *at = header->first; at; at = at->next) {
        if (height_mm < 4.0) at->is_hidden = true;
        if (at->is_mark) lower(&at->picture_mm, height_mm - 1.0);
        if (height_mm <= 10.0) at->style = STYLE_SMALL;
    }
}

static void to_front_of(struct node *parent, struct node *node)
{
    build_move(node, parent);
    if (parent->first == node) return;
    struct node *before = parent->first;
    while (before->next != node) before = before->next;
    before->next = NULL;
    parent->last = before;
    node->next = parent->first;
    parent->first = node;
}

void layout_lower_filters(struct build *build)
{
    struct node *top = build->top, *field = build->field;
    if (!top || !build->body) return;
    while (top->last != top->first && (!field || field->parent != top->last))
        to_front_of(build->body, top->last);
}

static bool has_choices(const struct node *node)
{
    for (const struct node *at = node->first; at; at = at->next)
        if (at->role == ROLE_CHECKBOX || at->role == ROLE_CHOICE || has_choices(at))
            return true;
    return false;
}

/* The question stays above all pages, and beside it the field, in sight of its keys. What else
 * stood there goes along with the body: filters on the first page; the explanation too where
 * one reads, but after the choices and keys where one chooses or types. */
static void top_lower(struct build *build)
{
    struct node *top = build->top, *titles = build->titles, *field = build->field;
    if (!top || !titles || !build->body) return;
    layout_lower_filters(build);
    bool is_last = field || has_choices(build->body);
    while (titles->last != titles->first && !titles->last->is_only_said) {
        if (is_last) build_move(titles->last, build->body);
        else to_front_of(build->body, titles->last);
    }
    /* What is wrong with the field is read first, and then makes room for the keys. */
    if (field && field->parent->parent == top)
        while (field->parent->last != field) to_front_of(build->body, field->parent->last);
    if (!field || field->parent->parent == top) return;
    build_move(field, top);
    field->is_hidden = false;   /* an earlier try may have left it to another page */
    field->grows = true;
    double part = build_is_landscape(build) ? 0.38 : 0.8;   /* beside the question, or below */
    field->min_width_mm = part * build->panel.width_px / build->panel.px_per_mm;
}

void layout_tighten(struct layout *layout, enum tightness tightness)
{
    struct build *build = layout->build;
    const struct limits *limit = &limits[tightness];
    /* The toolbar has a speaker too. */
    if (tightness >= TIGHTNESS_TIGHT && build->aside) {
        build_remove(build->aside);
        build->aside = NULL;
    }
    if (tightness == TIGHTNESS_BROKEN) top_lower(build);
    tighten(build->root, limit, tightness >= TIGHTNESS_TIGHT);
    if (build->root->first) header_lower(build->root->first, limit->header_mm);
    if (build->field && build->field->parent != build->body)
        lower(&build->field->parent->min_width_mm,
              limit->aside_part * build->panel.width_px / layout->px_per_mm);
    layout->stacks = false;
    layout->breaks = tightness == TIGHTNESS_BROKEN;
    layout->stamp++;
}
