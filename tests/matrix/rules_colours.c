/* SPDX-License-Identifier: EUPL-1.2 */
/* rules_colours.c - the rules about colours: text, edges, line pictures and the focus ring. */
#include <stdio.h>
#include <string.h>

#include "matrix/rules.h"
#include "view/sizes.h"

#define RING_LEAST_MM 1.5
#define EDGE_CONTRAST 3.0      /* WCAG 2.2, 1.4.11 and 2.4.13 */
#define ROUNDING_PX 0.5

/* Sources: VVSG 7.1-C and 7.1-D; the same as tests/view/test_view_theme.c. */
static const struct { double least, most; } contrasts[THEME_COUNT] = {
    [THEME_DEFAULT] = {10.0, 21.1}, [THEME_HIGH_LIGHT] = {20.0, 21.1},
    [THEME_HIGH_DARK] = {17.5, 21.1}, [THEME_LOW] = {4.5, 8.0},
};
#define WHITE_ON_BLACK 18.0

static struct rect grown(struct rect rect, int by_px)
{
    return (struct rect){rect.x - by_px, rect.y - by_px, rect.width + 2 * by_px,
                         rect.height + 2 * by_px};
}

/* The last thing drawn of the ring round this place; -1 when there is none. */
static int last_ring(const struct draw_list *list, struct rect rect, int *thick_px_out)
{
    int last = -1;
    for (int i = 0; i < list->count; i++) {
        const struct draw *draw = &list->items[i];
        if (draw->kind != DRAW_RING || !is_within(rect, draw->rect)) continue;
        last = i;
        if (draw->border_px > *thick_px_out) *thick_px_out = draw->border_px;
    }
    return last;
}

/* Whether something drawn later lies over the ring, but not over what the ring is round. */
static bool is_painted_over(const struct draw_list *list, int ring, struct rect rect, int by_px)
{
    struct rect seen = grown(rect, by_px);
    for (int i = ring + 1; i < list->count; i++) {
        const struct draw *draw = &list->items[i];
        bool covers = (draw->kind == DRAW_BOX && draw->has_color) || draw->kind == DRAW_PICTURE;
        if (covers && meet(draw->rect, seen) && !is_within(draw->rect, rect)) return true;
    }
    return false;
}

void matrix_judge_ring(const struct frame *frame, const struct model *model,
                       const struct place_in_matrix *place, struct pairs *pairs,
                       struct troubles *troubles)
{
    const struct node *node = model->focus[0] ? frame_find(frame, model->focus) : NULL;
    if (!node || !is_target(node)) return;
    double least_px = RING_LEAST_MM * frame->panel.px_per_mm - ROUNDING_PX;
    int thick_px = 0, ring = last_ring(&frame->draw, node->rect, &thick_px);
    struct rect seen = grown(node->rect, (int)least_px);
    if (ring < 0) troubles_add(troubles, place, "ring", node->id, "has the focus and no ring");
    else if (thick_px < least_px)
        troubles_add(troubles, place, "ring", node->id, "has a ring thinner than 1.5 mm");
    else if (!is_within(seen, frame->root->rect))
        troubles_add(troubles, place, "ring", node->id, "its ring runs off the panel");
    else if (is_painted_over(&frame->draw, ring, node->rect, (int)least_px))
        troubles_add(troubles, place, "ring", node->id, "something is painted over its ring");
    pairs->met[PAIR_RING][TONE_SUN][ground_behind(node)] = true;
}

struct judged_pair { const struct theme *theme; int ink, ground; struct troubles *troubles; };

static void judge_pair(const struct judged_pair *pair, const char *what, double least,
                       double most)
{
    double is = contrast(pair->theme->tones[pair->ink], pair->theme->tones[pair->ground]);
    if (is >= least && is <= most) return;
    char found[96], tones[48];
    snprintf(found, sizeof found, "%s of %.2f:1, at least %.1f", what, is, least);
    snprintf(tones, sizeof tones, "%s, tone %d on %d", what, pair->ink, pair->ground);
    struct place_in_matrix place = {pair->theme->name, "every frame"};
    troubles_add(pair->troubles, &place, "pale", tones, found);
}

/* Two thin edges of ink hold the sun-coloured band. Either the band stands out from the ground,
 * or its edges do, from both. */
static void judge_ring_colours(const struct judged_pair *pair)
{
    const struct color *tones = pair->theme->tones;
    if (contrast(tones[TONE_SUN], tones[pair->ground]) >= EDGE_CONTRAST) return;
    struct judged_pair edge = *pair;
    edge.ink = TONE_INK;
    judge_pair(&edge, "ring", EDGE_CONTRAST, 21.1);
    edge.ground = TONE_SUN;
    judge_pair(&edge, "ring", EDGE_CONTRAST, 21.1);
}

static double least_for_text(enum theme_id id, struct color ink)
{
    bool is_white = ink.red == 255 && ink.green == 255 && ink.blue == 255;
    return id == THEME_HIGH_DARK && is_white ? WHITE_ON_BLACK : contrasts[id].least;
}

static void judge_met(const struct judged_pair *pair, enum pair_kind kind, enum theme_id id)
{
    switch (kind) {
    case PAIR_TEXT:
        judge_pair(pair, "text", least_for_text(id, pair->theme->tones[pair->ink]),
                   contrasts[id].most);
        break;
    case PAIR_BORDER: judge_pair(pair, "border", EDGE_CONTRAST, 21.1); break;
    case PAIR_PICTURE:
        if (pair->theme->has_line_pictograms)
            judge_pair(pair, "picture", contrasts[id].least, contrasts[id].most);
        break;
    case PAIR_RING: judge_ring_colours(pair); break;
    case PAIR_KINDS: break;
    }
}

int matrix_judge_colours(const struct pairs *pairs, const struct theme *const themes[],
                         struct troubles *troubles)
{
    int count = 0;
    for (int id = 0; id < THEME_COUNT; id++)
        for (int kind = 0; kind < PAIR_KINDS; kind++)
            for (int at = 0; at < TONE_COUNT * TONE_COUNT; at++) {
                struct judged_pair pair = {themes[id], at / TONE_COUNT, at % TONE_COUNT,
                                           troubles};
                if (!pairs->met[kind][pair.ink][pair.ground]) continue;
                judge_met(&pair, (enum pair_kind)kind, (enum theme_id)id);
                count++;
            }
    return count;
}
