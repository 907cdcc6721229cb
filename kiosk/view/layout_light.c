/* SPDX-License-Identifier: EUPL-1.2 */
/* The spoken word lights up while it is read: who reads slowly sees which sign belongs to which
 * sound. */
#include <string.h>
#include "view/layout.h"

static bool is_gap(const char *at)
{
    return *at == ' ' || strncmp(at, "\u00a0", 2) == 0;
}

/* The whole word around this place: in a number only its group of digits. */
static void word_around(const char *utf8, size_t size, size_t at, size_t *start_out,
                        size_t *end_out)
{
    size_t start = at < size ? at : size, end = start;
    while (start > 0 && utf8[start - 1] != ' ' && !(start > 1 && is_gap(utf8 + start - 2)))
        start--;
    while (end < size && !is_gap(utf8 + end)) end++;
    *start_out = start;
    *end_out = end;
}

static void light_run(struct layout *layout, struct node *node, const struct run *run,
                      size_t start, size_t end)
{
    const struct measure *measure = layout->measure;
    int from_px =
        measure->width_px(measure->with, run->font, run->is_right_to_left, run->utf8, start);
    int to_px =
        measure->width_px(measure->with, run->font, run->is_right_to_left, run->utf8, end);
    if (node->lit_count == LIT_MOST || to_px <= from_px) return;
    int x = run->is_right_to_left ? run->x + run->width_px - to_px : run->x + from_px;
    int high_px = run->font.size_px;
    node->lit[node->lit_count++] =
        (struct rect){x - high_px / 10, run->y - high_px, to_px - from_px + high_px / 5,
                      high_px + high_px * 3 / 10};
}

void layout_light(struct layout *layout, struct node *node, int at)
{
    const struct direction_text *text = &node->memory->wrap.text;
    const struct words *words = node->role == ROLE_FIELD ? &node->value : &node->name;
    if (!words->utf8) return;
    size_t before = node->sign_before ? strlen(node->sign_before) : 0, start = 0,
           end = text->size_bytes;
    if (at >= 0) word_around(words->utf8, strlen(words->utf8), (size_t)at, &start, &end);
    start += at >= 0 ? before : 0;
    end += at >= 0 ? before : 0;
    for (int i = 0; i < node->run_count; i++) {
        const struct run *run = &node->runs[i];
        if (run->utf8 < text->utf8 || run->utf8 >= text->utf8 + text->size_bytes)
            continue; /* a hyphen */
        size_t first = (size_t)(run->utf8 - text->utf8), last = first + run->size_bytes;
        if (end <= first || start >= last) continue;
        light_run(layout, node, run, start > first ? start - first : 0,
                  (end < last ? end : last) - first);
    }
}
