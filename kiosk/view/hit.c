/* SPDX-License-Identifier: EUPL-1.2 */
#include <string.h>
#include "view/frame.h"

static bool is_inside(struct rect rect, int x, int y)
{
    return x >= rect.x && x < rect.x + rect.width && y >= rect.y && y < rect.y + rect.height;
}

static const struct node *hit(const struct node *node, int x, int y)
{
    if (node->is_hidden || !is_inside(node->rect, x, y)) return NULL;
    for (const struct node *at = node->first; at; at = at->next) {
        const struct node *found = hit(at, x, y);
        if (found) return found;
    }
    return node->press.kind != MSG_NONE && !node->is_disabled ? node : NULL;
}

const struct node *frame_hit(const struct frame *frame, int x, int y)
{
    return hit(frame->root, x, y);
}

static const struct node *find(const struct node *node, const char *id)
{
    if (node->is_hidden) return NULL;
    if (strcmp(node->id, id) == 0) return node;
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
