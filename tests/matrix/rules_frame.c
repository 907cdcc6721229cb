/* SPDX-License-Identifier: EUPL-1.2 */
/* rules_frame.c - the rules about a screen as a whole. */
#include <stdio.h>
#include <string.h>

#include "matrix/rules.h"
#include "view/sizes.h"

#define TARGETS_MOST 120
#define ROUNDING_PX 1.0        /* millimetres become whole pixels */

struct targets { const struct node *all[TARGETS_MOST]; int count; };

static int between(int start_a, int size_a, int start_b, int size_b)
{
    if (start_a + size_a <= start_b) return start_b - (start_a + size_a);
    if (start_b + size_b <= start_a) return start_a - (start_b + size_b);
    return -1;
}

static void judge_target(const struct frame *frame, const struct node *node, int text_size,
                         const struct place_in_matrix *place, struct troubles *troubles)
{
    double least_mm = node->role == ROLE_KEY ? size_key_mm(text_size) : TARGET_LEAST_MM;
    double least_px = least_mm * frame->panel.px_per_mm - ROUNDING_PX;
    if (node->rect.width >= least_px && node->rect.height >= least_px) return;
    char what[64];
    snprintf(what, sizeof what, "%.1f x %.1f mm, at least %.1f",
             node->rect.width / frame->panel.px_per_mm,
             node->rect.height / frame->panel.px_per_mm, least_mm);
    troubles_add(troubles, place, "small", node->id, what);
}

/* A thumb that holds the panel, and the edge of the housing, are there (VVSG 7.2-I). */
static void judge_corner(const struct frame *frame, const struct node *node,
                         const struct place_in_matrix *place, struct troubles *troubles)
{
    int near_px = (int)(TARGET_GAP_MM * frame->panel.px_per_mm);
    bool is_aside = node->rect.x < near_px ||
                    node->rect.x + node->rect.width > frame->panel.width_px - near_px;
    bool is_high_or_low = node->rect.y < near_px ||
                          node->rect.y + node->rect.height > frame->panel.height_px - near_px;
    if (is_aside && is_high_or_low)
        troubles_add(troubles, place, "corner", node->id, "lies in the corner of the panel");
}

static void judge_gaps(const struct frame *frame, const struct targets *targets,
                       const struct place_in_matrix *place, struct troubles *troubles)
{
    double least_px = TARGET_GAP_MM * frame->panel.px_per_mm - ROUNDING_PX;
    for (int i = 0; i < targets->count; i++)
        for (int k = i + 1; k < targets->count; k++) {
            struct rect a = targets->all[i]->rect, b = targets->all[k]->rect;
            int x = between(a.x, a.width, b.x, b.width);
            int y = between(a.y, a.height, b.y, b.height);
            if (x >= least_px || y >= least_px) continue;
            char what[120];
            snprintf(what, sizeof what, "%.1f mm from %s",
                     (x > y ? x : y) / frame->panel.px_per_mm, targets->all[k]->id);
            troubles_add(troubles, place, "near", targets->all[i]->id, what);
        }
}

/* From nothing forward, and from the first back again: every target once, in the order of the
 * tree. */
static void judge_focus(const struct frame *frame, const struct targets *targets,
                        const struct place_in_matrix *place, struct troubles *troubles)
{
    const char *forward = "", *back = targets->count > 0 ? targets->all[0]->id : "";
    for (int i = 0; i < targets->count; i++) {
        const struct node *next = frame_focus_next(frame, forward, false);
        const struct node *before = frame_focus_next(frame, back, true);
        if (next != targets->all[i] || before != targets->all[targets->count - 1 - i]) {
            troubles_add(troubles, place, "focus", targets->all[i]->id,
                         "the keypad does not come here in its turn");
            return;
        }
        forward = next->id;
        back = before->id;
    }
    const struct node *round = frame_focus_next(frame, forward, false);
    if (targets->count > 0 && round != targets->all[0])
        troubles_add(troubles, place, "focus", forward, "the keypad is trapped at the end");
}

void matrix_judge_whole(const struct frame *frame, int text_size,
                        const struct place_in_matrix *place, struct troubles *troubles)
{
    struct targets targets = {0};
    int questions = 0, primaries = 0;
    for (const struct node *at = frame->root; at; at = visible_next(frame->root, at)) {
        if (at->is_question) questions++;
        if (at->is_primary && at->role == ROLE_BUTTON) primaries++;
        if (!is_target(at)) continue;
        judge_target(frame, at, text_size, place, troubles);
        judge_corner(frame, at, place, troubles);
        if (targets.count < TARGETS_MOST) targets.all[targets.count++] = at;
        else troubles_add(troubles, place, "near", at->id, "more targets than can be judged");
    }
    if (questions > 1) troubles_add(troubles, place, "question", "screen", "two questions");
    if (primaries > 1) troubles_add(troubles, place, "primary", "screen", "two ways on");
    judge_gaps(frame, &targets, place, troubles);
    judge_focus(frame, &targets, place, troubles);
}

void matrix_judge_reach(const struct frame *frame, const struct place_in_matrix *place,
                        struct troubles *troubles)
{
    int from_px = frame->panel.height_px - frame->panel.height_px * 4 / 10;
    for (const struct node *at = frame->root; at; at = visible_next(frame->root, at))
        if (is_target(at) && at->rect.y < from_px)
            troubles_add(troubles, place, "reach", at->id, "lies above the lower 40 %");
}

static const struct node *shown(const struct frame *frame, const char *id)
{
    for (const struct node *at = frame->root; at; at = visible_next(frame->root, at))
        if (strcmp(at->id, id) == 0) return at;
    return NULL;
}

/* Where letters are so large that the buttons need a second row, back stands above it. */
static bool is_steady(const struct frame *frame, const struct node *node)
{
    if (node->role == ROLE_TOOL) return true;
    if (strcmp(node->id, "nav.back") != 0) return false;
    const struct node *start = shown(frame, "nav.start"), *end = shown(frame, "nav.end");
    return !start || !end || start->rect.y + start->rect.height > end->rect.y;
}

static bool is_at_same_corner(const struct frame *frame, struct rect a, struct rect b)
{
    bool has_side = frame->is_right_to_left ? a.x + a.width == b.x + b.width : a.x == b.x;
    return has_side && a.y + a.height == b.y + b.height;
}

void matrix_judge_steady(const struct frame *frame, struct steady *steady,
                         const struct place_in_matrix *place, struct troubles *troubles)
{
    for (const struct node *at = frame->root; at; at = visible_next(frame->root, at)) {
        if (!is_steady(frame, at)) continue;
        int i = 0;
        while (i < steady->count && strcmp(steady->all[i].id, at->id) != 0) i++;
        if (i == STEADY_MOST) continue;
        if (i == steady->count) {
            snprintf(steady->all[i].id, sizeof steady->all[i].id, "%s", at->id);
            steady->all[steady->count++].rect = at->rect;
        }
        struct rect was = steady->all[i].rect, is = at->rect;
        if (is_at_same_corner(frame, was, is)) continue;
        char what[WHERE_BYTES];
        snprintf(what, sizeof what, "stands at %d,%d (%d x %d), elsewhere at %d,%d (%d x %d)",
                 is.x, is.y, is.width, is.height, was.x, was.y, was.width, was.height);
        troubles_add(troubles, place, "place", at->id, what);
    }
}
