/* SPDX-License-Identifier: EUPL-1.2 */
/* rules.c - the rules about one node, and about two that stand beside each other. */
#include "matrix/rules.h"

#include <stdio.h>
#include <string.h>
#include <unicode/uchar.h>

#include "base/utf8.h"
#include "view/draw_make.h"
#include "view/sizes.h"

#define LEAVES_MOST 320
#define LINE_MOST 80           /* characters (WCAG 2.2, 1.4.8) */

struct judging {
    const struct frame *frame;
    const struct model *model;
    const struct measure *measure;
    int text_size;
    const struct place_in_matrix *place;
    struct pairs *pairs;
    struct troubles *troubles;
    struct { const struct node *node; struct rect ink; } leaves[LEAVES_MOST];
    int leaf_count;
};

const struct node *visible_next(const struct node *root, const struct node *node)
{
    if (node->first && !node->is_hidden) node = node->first;
    else {
        while (node != root && !node->next) node = node->parent;
        if (node == root) return NULL;
        node = node->next;
    }
    return node->is_hidden ? visible_next(root, node) : node;
}

bool is_target(const struct node *node)
{
    return node->press.kind != MSG_NONE && !node->is_disabled && !node->is_stop;
}

static void wrong(struct judging *judging, const char *rule, const struct node *node,
                  const char *what)
{
    troubles_add(judging->troubles, judging->place, rule, node->id, what);
}

bool is_within(struct rect inner, struct rect outer)
{
    return inner.x >= outer.x && inner.y >= outer.y &&
           inner.x + inner.width <= outer.x + outer.width &&
           inner.y + inner.height <= outer.y + outer.height;
}

bool meet(struct rect a, struct rect b)
{
    return a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height &&
           b.y < a.y + a.height;
}

static struct rect joined(struct rect a, struct rect b)
{
    if (a.width == 0) return b;
    int right = a.x + a.width > b.x + b.width ? a.x + a.width : b.x + b.width;
    int below = a.y + a.height > b.y + b.height ? a.y + a.height : b.y + b.height;
    int x = a.x < b.x ? a.x : b.x, y = a.y < b.y ? a.y : b.y;
    return (struct rect){x, y, right - x, below - y};
}

/* From the top of the capitals to the baseline: what no other words may touch. */
static struct rect ink_of_run(const struct node *node, const struct run *run, double px_per_mm)
{
    int cap_px = (int)(node->cap_mm * px_per_mm);
    return (struct rect){run->x, run->y - cap_px, run->width_px, cap_px};
}

static bool needs_no_glyph(uint32_t point)
{
    return u_isUWhiteSpace((UChar32)point) ||
           u_hasBinaryProperty((UChar32)point, UCHAR_DEFAULT_IGNORABLE_CODE_POINT) ||
           u_iscntrl((UChar32)point);
}

static bool glyph_is_there(const struct judging *judging, enum face face, uint32_t point)
{
    static signed char known[FACE_COUNT][0x10000];   /* asked of the font once: 1 yes, -1 no */
    if (point >= 0x10000)
        return judging->measure->has_glyph(judging->measure->with, face, point);
    if (!known[face][point])
        known[face][point] =
            judging->measure->has_glyph(judging->measure->with, face, point) ? 1 : -1;
    return known[face][point] > 0;
}

static void judge_glyphs(struct judging *judging, const struct node *node,
                         const struct run *run)
{
    for (size_t at = 0; at < run->size_bytes;) {
        uint32_t point = utf8_next(run->utf8, run->size_bytes, &at);
        if (needs_no_glyph(point) || glyph_is_there(judging, run->font.face, point)) continue;
        char what[48];
        snprintf(what, sizeof what, "no glyph for U+%04X", (unsigned)point);
        wrong(judging, "glyph", node, what);
    }
}

/* Letters are never shrunk to make them fit: none is under the least of the visitor's size. */
static void judge_letters(struct judging *judging, const struct node *node)
{
    int text_size = node->text_size > 0 ? node->text_size : judging->text_size;
    double least_mm = size_cap_mm(STYLE_SMALL, text_size);
    if (node->run_count == 0 || node->cap_mm > 0.94 * least_mm) return;
    char what[64];
    snprintf(what, sizeof what, "capitals of %.2f mm, at least %.1f", node->cap_mm, least_mm);
    wrong(judging, "letters", node, what);
}

static const char *words_shown(const struct node *node)
{
    const char *utf8 = node->role == ROLE_FIELD ? node->value.utf8 : node->name.utf8;
    return utf8 ? utf8 : "";
}

/* A code, an address or a long number may run on; words that are read may not. */
static void judge_lines(struct judging *judging, const struct node *node)
{
    size_t characters = 0;
    for (int i = 0; i < node->run_count; i++) {
        const struct run *run = &node->runs[i];
        if (i > 0 && run->y != node->runs[i - 1].y) characters = 0;
        characters += utf8_count(run->utf8, run->size_bytes);
        if (characters <= LINE_MOST) continue;
        wrong(judging, "line", node, "a line of more than 80 characters");
        return;
    }
}

static void judge_words(struct judging *judging, const struct node *node)
{
    struct rect ink = {0};
    if (words_shown(node)[0] && node->run_count == 0)
        wrong(judging, "words", node, "has words and shows none");
    for (int i = 0; i < node->run_count; i++) {
        const struct run *run = &node->runs[i];
        struct rect at = ink_of_run(node, run, judging->frame->panel.px_per_mm);
        if (at.width > 0 && !is_within(at, node->rect))
            wrong(judging, "cut", node, "letters stick out of their place");
        judge_glyphs(judging, node, run);
        ink = joined(ink, at);
    }
    judge_letters(judging, node);
    judge_lines(judging, node);
    if (ink.width > 0 && judging->leaf_count < LEAVES_MOST) {
        judging->leaves[judging->leaf_count].node = node;
        judging->leaves[judging->leaf_count++].ink = ink;
    }
}

bool has_words_below(const struct node *node)
{
    for (const struct node *at = visible_next(node, node); at; at = visible_next(node, at))
        if (at->shows_words && words_shown(at)[0]) return true;
    return node->shows_words && words_shown(node)[0];
}

static void judge_picture(struct judging *judging, const struct node *node)
{
    const struct node *holder = node;
    while (holder && holder->press.kind == MSG_NONE) holder = holder->parent;
    if (!node->name.utf8 || !node->name.utf8[0])
        wrong(judging, "picture", node, "a picture without a word");
    else if (holder && !has_words_below(holder))
        wrong(judging, "picture", node, "no word is shown beside this picture");
    if (judging->leaf_count < LEAVES_MOST) {
        judging->leaves[judging->leaf_count].node = node;
        judging->leaves[judging->leaf_count++].ink = node->rect;
    }
}

enum tone ground_behind(const struct node *node)
{
    for (node = node->parent; node; node = node->parent)
        if (node->ground != TONE_NONE) return node->ground;
    return TONE_PAPER;
}

static void note_colours(const struct node *node, const struct model *model,
                         struct pairs *pairs)
{
    struct look look = draw_look(node, model);
    enum tone behind = ground_behind(node);
    if (node->shows_words) pairs->met[PAIR_TEXT][look.ink][look.ground] = true;
    if (node->second) note_colours(node->second, model, pairs);
    if (node->role == ROLE_IMAGE && !node->is_mark && look.ink != TONE_NONE)
        pairs->met[PAIR_PICTURE][look.ink][look.ground] = true;
    /* What can be pressed is seen by its border or by its own ground; a tool by its picture and
     * word in the bar of tools. */
    if (is_target(node) && node->role != ROLE_TOOL)
        pairs->met[PAIR_BORDER][node->border != TONE_NONE ? node->border : node->ground]
                  [behind] = true;
}

void matrix_note_colours(const struct node *root, const struct model *model,
                         struct pairs *pairs)
{
    for (const struct node *at = root; at; at = visible_next(root, at))
        note_colours(at, model, pairs);
}

/* Someone who sees no colours sees a tick, a thicker border, or bolder words (WCAG 2.2, 1.4.1;
 * VVSG 7.1-F). */
static bool is_seen_without_colour(const struct node *node)
{
    if (node->has_badge || node->border_mm > BORDER_MM || node->sign_before) return true;
    for (const struct node *at = node->first; at; at = at->next)
        if (at->shows_words && (at->sign_before || (node->role == ROLE_TOOL && at->is_bold)))
            return true;
    return false;
}

static void judge_name(struct judging *judging, const struct node *node)
{
    bool is_named = node->name.utf8 && node->name.utf8[0];
    if (node->role != ROLE_GROUP && node->role != ROLE_SCREEN && !node->is_mark && !is_named)
        wrong(judging, "name", node, "is shown and has no name");
    if (!is_target(node)) return;
    if (!is_named) wrong(judging, "name", node, "can be pressed and has no name");
    if (!has_words_below(node)) wrong(judging, "name", node, "can be pressed, shows no word");
}

static void wrong_clipped(struct judging *judging, const struct node *node)
{
    int below_px = 0;
    const struct node *last = node;
    for (const struct node *at = node; at; at = visible_next(node, at)) {
        int over_px = at->rect.y + at->rect.height - node->rect.y - node->rect.height;
        if (over_px > below_px) {
            last = at;
            below_px = over_px;
        }
    }
    char what[120];
    snprintf(what, sizeof what, "does not fit in its place: %s reaches %d px below it",
             last->id, below_px);
    wrong(judging, "clipped", node, what);
}

static void judge_node(struct judging *judging, const struct node *node)
{
    if (node->is_clipped) wrong_clipped(judging, node);
    if (!is_within(node->rect, judging->frame->root->rect))
        wrong(judging, "outside", node, "lies outside the panel");
    judge_name(judging, node);
    if ((node->is_selected || node->is_checked) && !is_seen_without_colour(node))
        wrong(judging, "colour", node, "is chosen, and only its colour says so");
    if (node->shows_words) judge_words(judging, node);
    if (node->second) judge_words(judging, node->second);
    if (node->role == ROLE_IMAGE && !node->is_mark) judge_picture(judging, node);
    note_colours(node, judging->model, judging->pairs);
}

static void judge_overlaps(struct judging *judging)
{
    for (int i = 0; i < judging->leaf_count; i++)
        for (int k = i + 1; k < judging->leaf_count; k++) {
            if (!meet(judging->leaves[i].ink, judging->leaves[k].ink)) continue;
            char what[80];
            snprintf(what, sizeof what, "lies over %s", judging->leaves[k].node->id);
            wrong(judging, "overlap", judging->leaves[i].node, what);
        }
}

void matrix_judge(const struct frame *frame, const struct model *model,
                  const struct measure *measure, const struct place_in_matrix *place,
                  struct pairs *pairs, struct troubles *troubles)
{
    struct judging judging = {.frame = frame, .model = model, .measure = measure,
                              .text_size = model->preferences.text_size, .place = place,
                              .pairs = pairs, .troubles = troubles};
    if (frame->is_full) {
        troubles_add(troubles, place, "memory", "screen", "does not fit in the frame's memory");
        return;
    }
    for (const struct node *at = frame->root; at; at = visible_next(frame->root, at))
        judge_node(&judging, at);
    judge_overlaps(&judging);
    matrix_judge_whole(frame, judging.text_size, place, troubles);
    matrix_judge_ring(frame, model, place, pairs, troubles);
}
