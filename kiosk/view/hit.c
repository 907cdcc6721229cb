/* SPDX-License-Identifier: EUPL-1.2 */
#include <string.h>
#include "view/frame.h"

#define SLIP_MM 4.0   /* how far a trembling finger may slip off the card it came down on */

static bool is_inside(struct rect rect, int x, int y)
{
    return x >= rect.x && x < rect.x + rect.width && y >= rect.y && y < rect.y + rect.height;
}

static bool is_target(const struct node *node)
{
    return node->press.kind != MSG_NONE && !node->is_disabled && !node->is_stop;
}

static const struct node *hit(const struct node *node, int x, int y)
{
    if (node->is_hidden || !is_inside(node->rect, x, y)) return NULL;
    for (const struct node *at = node->first; at; at = at->next) {
        const struct node *found = hit(at, x, y);
        if (found) return found;
    }
    return is_target(node) ? node : NULL;
}

const struct node *frame_hit(const struct frame *frame, int x, int y)
{
    return hit(frame->root, x, y);
}

/* How far a point lies outside a rectangle, squared; 0 inside. */
static double distance(struct rect rect, int x, int y)
{
    int right = rect.x + rect.width - 1, below = rect.y + rect.height - 1;
    double dx = x < rect.x ? rect.x - x : x > right ? x - right : 0;
    double dy = y < rect.y ? rect.y - y : y > below ? y - below : 0;
    return dx * dx + dy * dy;
}

static bool other_is_nearer(const struct node *node, const struct node *held, int x, int y,
                            double than)
{
    if (node->is_hidden) return false;
    if (node != held && is_target(node) && distance(node->rect, x, y) <= than)
        return true;
    for (const struct node *at = node->first; at; at = at->next)
        if (other_is_nearer(at, held, x, y, than)) return true;
    return false;
}

const struct node *frame_hit_from(const struct frame *frame, const char *held_id, int x, int y)
{
    const struct node *under = frame_hit(frame, x, y);
    const struct node *held = under || !held_id[0] ? NULL : frame_find(frame, held_id);
    if (!held || held->press.kind == MSG_NONE || held->is_disabled) return under;
    double most_px = SLIP_MM * frame->panel.px_per_mm, is = distance(held->rect, x, y);
    bool is_near = is <= most_px * most_px && !other_is_nearer(frame->root, held, x, y, is);
    return is_near ? held : NULL;
}

static const struct node *find(const struct node *node, const char *id)
{
    if (node->is_hidden) return NULL;
    if (strcmp(node->id, id) == 0) return node;
    if (node->second && strcmp(node->second->id, id) == 0) return node->second;
    for (const struct node *at = node->first; at; at = at->next) {
        const struct node *found = find(at, id);
        if (found) return found;
    }
    return NULL;
}

const struct node *frame_find(const struct frame *frame, const char *id)
{
    return find(frame->root, id);
}
