/* SPDX-License-Identifier: EUPL-1.2 */
/* The order of the keypad is the order of the tree: question, answers, the buttons that lead
 * on, the toolbar. */
#include <string.h>
#include "view/frame.h"

struct walk {
    const char *from;
    const struct node *first, *last, *before, *after;
    bool is_past;
};

static void walk(const struct node *node, struct walk *state)
{
    if (node->is_hidden) return;
    if (node->press.kind != MSG_NONE && !node->is_disabled) {
        if (!state->first) state->first = node;
        bool is_from = strcmp(node->id, state->from) == 0;
        if (is_from) {
            state->before = state->last;
            state->is_past = true;
        } else if (state->is_past && !state->after) state->after = node;
        state->last = node;
    }
    for (const struct node *at = node->first; at; at = at->next) walk(at, state);
}

const struct node *frame_focus_next(const struct frame *frame, const char *from, bool backwards)
{
    struct walk state = { .from = from };
    walk(frame->root, &state);
    if (backwards) return state.is_past && state.before ? state.before : state.last;
    return state.is_past && state.after ? state.after : state.first;
}
