/* SPDX-License-Identifier: EUPL-1.2 */
/* The order of the keypad is the order of the tree: question, answers, the buttons that lead
 * on, the toolbar. The keys of one stop (node.h) belong to it only while the focus is among
 * them: else thirty letters would lie between every two. Who begins upwards begins at the
 * button that leads on: it is wanted on every screen, the toolbar seldom. */
#include <string.h>
#include "view/frame.h"

#define STOPS_MOST 256

struct order {
    const char *from;
    const struct node *all[STOPS_MOST];
    int count, at;                     /* at: place of `from`; -1: it is not there */
    bool is_beside;                    /* `from` cannot be pressed; `at` comes after it */
};

static bool holds(const struct node *node, const char *id)
{
    for (const struct node *at = node->first; at; at = at->next)
        if (strcmp(at->id, id) == 0 || holds(at, id)) return true;
    return false;
}

static void gather(const struct node *node, struct order *order)
{
    if (node->is_hidden) return;
    bool is_pressable = node->press.kind != MSG_NONE && !node->is_disabled;
    if (order->at < 0 && order->from[0] && strcmp(node->id, order->from) == 0) {
        order->at = order->count;
        order->is_beside = !is_pressable;
    }
    if (is_pressable && order->count < STOPS_MOST) order->all[order->count++] = node;
    if (node->is_stop && !holds(node, order->from)) return;
    for (const struct node *at = node->first; at; at = at->next) gather(at, order);
}

static struct order order_of(const struct frame *frame, const char *from)
{
    struct order order = { .from = from, .at = -1 };
    gather(frame->root, &order);
    return order;
}

static int last_before_tools(const struct order *order)
{
    int at = order->count - 1;
    while (at > 0 && order->all[at]->role == ROLE_TOOL) at--;
    return at;
}

/* Where one step leads to; -1 or `count` past the ends. */
static int step(const struct order *order, bool backwards)
{
    if (order->at < 0) return backwards ? last_before_tools(order) : 0;
    if (backwards) return order->at - 1;
    return order->is_beside ? order->at : order->at + 1;
}

const struct node *frame_focus_next(const struct frame *frame, const char *from, bool backwards)
{
    struct order order = order_of(frame, from);
    if (order.count == 0) return NULL;
    return order.all[(step(&order, backwards) + order.count) % order.count];
}

bool frame_focus_is_end(const struct frame *frame, const char *from, bool backwards)
{
    struct order order = order_of(frame, from);
    int to = step(&order, backwards);
    return order.at >= 0 && (to < 0 || to >= order.count);
}

const struct node *frame_focus_jump(const struct frame *frame, const char *from, bool backwards)
{
    struct order order = order_of(frame, from);
    int to = step(&order, backwards), by = backwards ? -1 : 1;
    if (order.at >= 0 && !order.is_beside)
        while (to >= 0 && to < order.count &&
               order.all[to]->parent == order.all[order.at]->parent)
            to += by;
    if (to < 0 || to >= order.count) return NULL;
    /* backwards to the first of its row, so that forwards and back mean the same places */
    while (backwards && to > 0 && order.all[to - 1]->parent == order.all[to]->parent) to--;
    return order.all[to];
}
