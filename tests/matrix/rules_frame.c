/* SPDX-License-Identifier: EUPL-1.2 */
/* rules_frame.c - the rules about a screen as a whole, and about colours. */
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

static void judge_target(const struct frame *frame, const struct node *node,
                         const struct place_in_matrix *place, struct troubles *troubles)
{
    double least_mm = node->role == ROLE_KEY ? KEY_LEAST_MM : TARGET_LEAST_MM;
    double least_px = least_mm * frame->panel.px_per_mm - ROUNDING_PX;
    if (node->rect.width >= least_px && node->rect.height >= least_px) return;
    char what[64];
    snprintf(what, sizeof what, "%.1f x %.1f mm, at least %.1f",
             node->rect.width / frame->panel.px_per_mm,
             node->rect.height / frame->panel.px_per_mm, least_mm);
    troubles_add(troubles, place, "small", node->id, what);
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
    (void)text_size;
    struct targets targets = {0};
    int questions = 0, primaries = 0;
    for (const struct node *at = frame->root; at; at = visible_next(frame->root, at)) {
        if (at->is_question) questions++;
        if (at->is_primary && at->role == ROLE_BUTTON) primaries++;
        if (!is_target(at)) continue;
        judge_target(frame, at, place, troubles);
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

/* Sources: VVSG 7.1-C and 7.1-D, design/README.md; the same as tests/view/test_view_theme.c. */
static const struct { double least, most; } contrasts[THEME_COUNT] = {
    [THEME_DEFAULT] = {10.0, 21.1}, [THEME_HIGH_LIGHT] = {20.0, 21.1},
    [THEME_HIGH_DARK] = {17.5, 21.1}, [THEME_LOW] = {4.5, 8.0},
};

static void judge_pair(const struct theme *theme, int ink, int ground, double least,
                       double most, const char *what, struct troubles *troubles)
{
    double is = contrast(theme->tones[ink], theme->tones[ground]);
    if (is >= least && is <= most) return;
    char found[96], pair[48];
    snprintf(found, sizeof found, "%s of %.2f:1, at least %.1f", what, is, least);
    snprintf(pair, sizeof pair, "tone %d on %d", ink, ground);
    struct place_in_matrix place = {theme->name, "every frame"};
    troubles_add(troubles, &place, "pale", pair, found);
}

int matrix_judge_colours(const struct pairs *pairs, const struct theme *const themes[],
                         struct troubles *troubles)
{
    int count = 0;
    for (int id = 0; id < THEME_COUNT; id++)
        for (int ink = 0; ink < TONE_COUNT; ink++)
            for (int ground = 0; ground < TONE_COUNT; ground++) {
                if (pairs->text[ink][ground]) {
                    judge_pair(themes[id], ink, ground, contrasts[id].least,
                               contrasts[id].most, "text", troubles);
                    count++;
                }
                if (pairs->border[ink][ground]) {
                    judge_pair(themes[id], ink, ground, 3.0, 21.1, "border", troubles);
                    count++;
                }
            }
    return count;
}
