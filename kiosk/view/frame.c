/* SPDX-License-Identifier: EUPL-1.2 */
#include "view/frame.h"
#include <assert.h>
#include <math.h>
#include <string.h>
#include "content/content.h"
#include "view/draw_make.h"
#include "view/layout.h"
#include "view/locale.h"
#include "view/second.h"
#include "view/sizes.h"

static struct node *child_find(struct node *parent, const char *id)
{
    for (struct node *at = parent->first; at; at = at->next) {
        if (strcmp(at->id, id) == 0) return at;
        struct node *found = child_find(at, id);
        if (found) return found;
    }
    return NULL;
}

/* Who sits in a wheelchair before a high upright panel reaches its lower part only (DESIGN 6):
 * all that can be touched shares the lower 40 %, the question stays above it. On a panel that
 * lies, all of it is in reach. */
static bool is_reach(const struct layout *layout)
{
    return layout->build->model->preferences.has_reach && !layout->is_landscape;
}

static int below_body(struct layout *layout, const struct node *body)
{
    int px = 0;
    for (struct node *at = layout_next(body->next); at; at = layout_next(at->next))
        px += layout_height(layout, at, layout->build->panel.width_px) +
              layout_gap(layout, layout->build->root);
    return px;
}

/* Where the header gave its room, what is then on top still needs some for its focus ring. */
static int above_all(struct layout *layout, struct node *root)
{
    return layout_first(root) == root->first ? 0 : layout_px(layout, RING_MM);
}

/* Everything but the body has the height it needs; the body gets what is left. */
static int body_room(struct layout *layout, struct node *root, const struct node *body)
{
    int used_px = above_all(layout, root), count = 0, gap_px = layout_gap(layout, root);
    for (struct node *at = layout_first(root); at; at = layout_next(at->next), count++)
        if (at != body) used_px += layout_height(layout, at, layout->build->panel.width_px);
    /* No gap between the edge of the panel, the header and the title: the header has room of
     * its own. */
    int high_px = layout->build->panel.height_px;
    int gaps = count - (root->first && layout_is_visible(root->first) ? 2 : 1);
    int room_px = high_px - used_px - (gaps > 0 ? gaps * gap_px : 0);
    int reach_px = body && is_reach(layout) ? high_px * 4 / 10 - below_body(layout, body)
                                            : room_px;
    return room_px < reach_px ? room_px : reach_px;
}

static bool has_keys(const struct node *node)
{
    for (const struct node *at = node->first; at; at = at->next)
        if (at->role == ROLE_KEY || has_keys(at)) return true;
    return false;
}

static bool has_choices(const struct node *node)
{
    for (const struct node *at = node->first; at; at = at->next)
        if (at->role == ROLE_CHECKBOX || at->role == ROLE_CHOICE || has_choices(at))
            return true;
    return false;
}

static struct node *nav_primary(struct node *nav)
{
    struct node *group = child_find(nav, "nav.end");
    for (struct node *at = group ? group->first : NULL; at; at = at->next)
        if (at->is_primary) return at;
    return NULL;
}

static struct words page_words(struct build *build, int page, int pages)
{
    return words_twice(build, TEXT_NAV_PAGE,
                      (struct text_place[]){ { "page", build_id(build, "%d", page) },
                                             { "pages", build_id(build, "%d", pages) },
                                             { NULL, NULL } });
}

/* The key that leads to more letters takes its places from the space bar. */
static void keys_show_more(struct build *build, bool shows)
{
    if (!build->key_more) return;
    build->key_more->is_hidden = !shows;
    if (build->key_space)
        build->key_space->share =
            build->key_space_share + (shows ? 0.0 : build->key_more->share);
}

/* Whether letters lie on another page; else all keys stand here, and only what explains them
 * does not. */
static bool keys_are_parted(const struct build *build)
{
    const struct node *row = build->key_more ? build->key_more->parent : NULL;
    for (const struct node *at = row ? row->parent->first : NULL; at; at = at->next)
        if (at->is_hidden) return true;
    return false;
}

/* Someone who reads is led to the last page by "Meer" in the place of "Verder"; someone who
 * chooses may go on from any page, and "Meer" stands beside it. Either way there is one button
 * that leads on, in the same place. With pictures, and where it is calm, there never are two
 * ways on: first all choices are seen. */
static void nav_for_page(struct layout *layout, struct frame *frame)
{
    struct build *build = layout->build;
    struct node *nav = build->nav, *more = child_find(nav, "nav.more"),
                *page = child_find(nav, "nav.page");
    struct node *group = child_find(nav, "nav.end"), *primary = nav_primary(nav);
    bool is_last = frame->page == frame->pages - 1,
         is_linear = build_has_pictures(build) || build_is_calm(build),
         stays = !primary || has_keys(build->body) ||
                 (!is_linear && has_choices(build->body));
    page->is_hidden = false;
    page->name = page_words(build, frame->page + 1, frame->pages);
    page->memory = NULL;
    bool has_more_keys = keys_are_parted(build);
    keys_show_more(build, has_more_keys);
    more->is_hidden = (is_last && !stays) || has_more_keys;
    if (!stays && !is_last) {
        primary->is_hidden = true;
        more->is_primary = true;
        more->ground = more->border = TONE_BRAND;
        more->last->ink = TONE_ON_BRAND;
        build_move(more, group);
    }
    if (is_last && stays) {
        more->name = more->last->name = words_twice(build, TEXT_NAV_FIRST, NULL);
        more->last->sign_after = NULL;
        more->last->memory = NULL;
    }
    layout->stamp++;
}

static void nav_show_pages(struct layout *layout, bool shows)
{
    struct node *more = child_find(layout->build->nav, "nav.more"),
                *page = child_find(layout->build->nav, "nav.page");
    assert(more && page);   /* every bar has both */
    more->is_hidden = !shows;
    page->is_hidden = !shows;
    layout->stamp++;
}

static void more_says(struct layout *layout, enum text text)
{
    struct node *more = child_find(layout->build->nav, "nav.more");
    more->name = more->last->name = words_twice(layout->build, text, NULL);
    more->last->sign_after = text == TEXT_NAV_MORE ? "\u00a0\u203a" : NULL;
    more->last->memory = NULL;
    layout->stamp++;
}

/* "Meer" in the place of what leads on may need another row than both beside each other. */
static int room_without_primary(struct layout *layout)
{
    struct build *build = layout->build;
    struct node *primary = nav_primary(build->nav);
    if (!primary) return build->panel.height_px;
    primary->is_hidden = true;
    layout->stamp++;
    int px = body_room(layout, build->root, build->body);
    primary->is_hidden = false;
    layout->stamp++;
    return px;
}

/* With the buttons of all pages: on the last one "Naar het begin" may take a further row, and
 * so may the widest number. */
static int room_beside_pages(struct layout *layout, int pages)
{
    struct build *build = layout->build;
    struct node *page = child_find(build->nav, "nav.page");
    int widest = pages > 9 ? 88 : 8;
    page->name = page_words(build, widest, widest);
    nav_show_pages(layout, true);
    /* As high as a button: a narrower number may stand beside one, and push others to a row
     * below. */
    page->min_height_mm = layout_height(layout, child_find(build->nav, "nav.more"),
                                        build->panel.width_px) / layout->px_per_mm;
    page->memory = NULL;
    more_says(layout, TEXT_NAV_FIRST);
    int last_px = body_room(layout, build->root, build->body);
    more_says(layout, TEXT_NAV_MORE);
    int px = body_room(layout, build->root, build->body);
    int alone_px = room_without_primary(layout);
    if (alone_px < px) px = alone_px;
    page->min_height_mm = 0.0;
    page->memory = NULL;
    layout->stamp++;
    return last_px < px ? last_px : px;
}

/* Columns that are higher than a page go under each other, because a row cannot be divided over
 * pages. */
static bool has_row_too_high(struct layout *layout, struct node *body, int width_px,
                             int room_px)
{
    int inner_px = width_px - 2 * layout_pad_x(layout, body);
    for (struct node *at = layout_first(body); at; at = layout_next(at->next))
        if (at->flow == FLOW_SPLIT && layout_height(layout, at, inner_px) > room_px)
            return true;
    return false;
}

static void show_all(struct node *node)
{
    node->is_hidden = false;
    for (struct node *at = node->first; at; at = at->next) show_all(at);
}

/* A little less space can save a page; and the field must stay in sight of its keys. Only
 * tried where letters are large or the panel is low: elsewhere calm is worth more than one
 * page less. */
static bool is_worth_tightening(const struct layout *layout, int need_px)
{
    const struct build *build = layout->build;
    bool is_narrow = build_is_narrow(build) || build_has_second(build);
    bool is_rest = !build->titles;   /* all languages in sight, always */
    return build->field || is_rest || (is_narrow && need_px < 1.7 * layout->region_px);
}

/* To save a page, snug is as far as it goes. To keep a field beside its keys, or the ways that
 * a screen without "Verder" offers beside each other, tight. */
static enum tightness most_tight(const struct build *build)
{
    return build->field || !nav_primary(build->nav) ? TIGHTNESS_TIGHT : TIGHTNESS_SNUG;
}

/* Pages the body when it is too high. False: less space may help. */
static bool body_try(struct layout *layout, struct frame *frame, enum tightness tightness)
{
    struct build *build = layout->build;
    struct node *body = build->body;
    int width_px = build->panel.width_px;
    frame->page = 0;
    frame->pages = 1;
    show_all(body);
    keys_show_more(build, false);
    if (build->nav) nav_show_pages(layout, false);
    layout->region_px = body_room(layout, build->root, body);
    layout->stamp++;
    int need_px = layout_height(layout, body, width_px);
    bool is_parted = build->nav && layout_is_parted(layout, body, width_px);
    if (need_px <= layout->region_px && !is_parted) return true;
    if (!build->nav || (need_px > layout->region_px && tightness < most_tight(build) &&
                        is_worth_tightening(layout, need_px)))
        return false;
    bool fits = true;
    for (int pages = 1; pages != 0; pages = pages < 9 && frame->pages > 9 ? frame->pages : 0) {
        show_all(body);
        keys_show_more(build, true);
        layout->region_px = room_beside_pages(layout, pages);
        layout->stacks = has_row_too_high(layout, body, width_px, layout->region_px);
        layout->stamp++;
        frame->pages = layout_pages(layout, body, width_px, layout->region_px,
                                    build->model->page, &frame->page, &fits);
    }
    return fits;
}

/* Gives the body's final height. */
static int body_fit(struct layout *layout, struct frame *frame)
{
    struct build *build = layout->build;
    bool fits = body_try(layout, frame, TIGHTNESS_NONE);
    for (int step = TIGHTNESS_SNUG; !fits && step <= TIGHTNESS_BROKEN; step++) {
        layout_tighten(layout, (enum tightness)step);
        fits = body_try(layout, frame, (enum tightness)step);
    }
    if (frame->pages > 1) nav_for_page(layout, frame);
    else if (build->nav) nav_show_pages(layout, false);
    return body_room(layout, build->root, build->body);
}

static void root_place(struct layout *layout, struct frame *frame)
{
    struct build *build = layout->build;
    struct node *root = build->root, *body = build->body;
    if (is_reach(layout)) layout_lower_filters(build);
    int width_px = build->panel.width_px, body_px = body ? body_fit(layout, frame) : 0;
    int y = above_all(layout, root);
    int gap_px = layout_gap(layout, root);
    int spare_px = body ? 0 : body_room(layout, root, NULL) - gap_px;
    root->rect = (struct rect){ 0, 0, width_px, build->panel.height_px };
    for (struct node *at = layout_first(root); at; at = layout_next(at->next)) {
        int height_px = at == body ? body_px : layout_height(layout, at, width_px);
        if (at == body && body_px < layout_height(layout, at, width_px)) at->is_clipped = true;
        if (at->is_band && spare_px > 0) y += spare_px;
        if (at == body && is_reach(layout))
            y = build->panel.height_px - below_body(layout, body) - height_px;
        layout_place(layout, at, (struct rect){ 0, y, width_px, height_px });
        y += height_px + (at == root->first ? 0 : gap_px);
    }
    if (y - gap_px > build->panel.height_px) root->is_clipped = true;
}

static void shift(struct node *node, int right_px)
{
    node->rect.x += right_px;
    for (struct node *at = node->first; at; at = at->next) shift(at, right_px);
}

/* Keyboards and number pads stand at the other side of the screen, but their keys keep their
 * order: hands know them so, in Arabic too. */
static void mirror(struct node *node, int width_px)
{
    int x = width_px - node->rect.x - node->rect.width;
    if (node->keeps_sides) {
        shift(node, x - node->rect.x);
        return;
    }
    node->rect.x = x;
    for (struct node *at = node->first; at; at = at->next) mirror(at, width_px);
}

static bool is_spoken(const struct model *model, const struct node *node)
{
    return model->spoken[0] && strcmp(model->spoken, node->id) == 0 && node->run_count > 0;
}

static void light(struct layout *layout, struct node *node)
{
    const struct model *model = layout->build->model;
    /* Where it is calm the whole sentence lights up: words do not flicker by. */
    bool is_calm = model->preferences.is_calm;
    if (is_spoken(model, node)) layout_light(layout, node, is_calm ? -1 : model->spoken_at);
}

static void runs_make(struct layout *layout, struct node *node, bool is_right_to_left)
{
    if (!layout_is_visible(node)) {
        node->is_hidden = true;   /* a group goes with its children to other pages */
        return;
    }
    if (node->shows_words) {
        layout_words_runs(layout, node, is_right_to_left);
        light(layout, node);
        if (node->second) light(layout, node->second);
    }
    for (struct node *at = node->first; at; at = at->next)
        runs_make(layout, at, is_right_to_left);
}

void frame_warm(const struct model *model)
{
    const struct languages *languages = &model->content->languages;
    int place = model->preferences.language;
    if (place >= 0 && place < languages->count) locale_warm(languages->all[place].tag);
}

void frame_finish(struct build *build, const struct measure *measure, struct frame *frame_out)
{
    *frame_out = (struct frame){
        .root = build->root,
        .panel = build->panel,
        .is_right_to_left = build_is_right_to_left(build),
        .pages = 1,
    };
    struct layout layout = {
        .build = build, .measure = measure, .px_per_mm = build->panel.px_per_mm,
        .text_size = build->model->preferences.text_size,
        .is_landscape = build->panel.width_px > build->panel.height_px, .stamp = 1,
    };
    if (build->is_full ||
        build->arena->is_full) { /* half a tree: nothing to lay out, and nothing to show */
        frame_out->is_full = true;
        return;
    }
    build->root->gap_mm = build_is_narrow(build) ? GAP_NARROW_MM : GAP_MM;
    root_place(&layout, frame_out);
    if (frame_out->is_right_to_left) mirror(build->root, build->panel.width_px);
    runs_make(&layout, build->root, frame_out->is_right_to_left);
    draw_make(build, frame_out);
    frame_out->is_full = build->is_full || build->arena->is_full;
}
