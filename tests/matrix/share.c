/* SPDX-License-Identifier: EUPL-1.2 */
#include "matrix/share.h"

#include <string.h>

#include "base/hash.h"
#include "matrix/rules.h"

static uint64_t hash_words(uint64_t hash, const struct words *words)
{
    hash = hash_text(hash, words->utf8);
    hash = hash_text(hash, words->spoken);
    hash = hash_text(hash, words->tag);
    hash = hash_text(hash, words->strong[0]);
    return hash_text(hash, words->strong[1]);
}

/* All that layout reads lies in the node: so everything is taken, except what points (its words
 * are read instead) and what only has colour. A field that is added to the node is in by
 * itself. */
static uint64_t hash_node(uint64_t hash, const struct node *node)
{
    struct node bare;
    memcpy(&bare, node, sizeof bare);
    memset(&bare.name, 0, sizeof bare.name);
    memset(&bare.value, 0, sizeof bare.value);
    memset(&bare.press, 0, sizeof bare.press);
    bare.press.kind = node->press.kind;
    bare.id = bare.code = bare.sign_before = bare.sign_after = NULL;
    bare.parent = bare.first = bare.last = bare.next = NULL;
    bare.ink = bare.ink != TONE_NONE;   /* that there is a border takes room; not its colour */
    bare.ground = bare.ground != TONE_NONE;
    bare.border = bare.border != TONE_NONE;
    hash = hash_bytes(hash, &bare, sizeof bare);
    hash = hash_text(hash, node->id);
    hash = hash_text(hash, node->code);
    hash = hash_text(hash, node->sign_before);
    hash = hash_text(hash, node->sign_after);
    hash = hash_words(hash, &node->name);
    return hash_words(hash, &node->value);
}

static uint64_t hash_tree(uint64_t hash, const struct node *node, const struct node *without)
{
    if (node == without) return hash;
    hash = hash_node(hash, node);
    for (const struct node *at = node->first; at; at = at->next)
        hash = hash_tree(hash, at, without);
    return hash_bytes(hash, "up", 2);
}

static const struct node *toolbar_of(const struct node *root)
{
    for (const struct node *at = root->first; at; at = at->next)
        if (strcmp(at->id, "toolbar") == 0) return at;
    return NULL;
}

struct shape shape_of(const struct node *root)
{
    const struct node *bar = toolbar_of(root);
    return (struct shape){bar ? hash_tree(1, bar, NULL) : 0, hash_tree(2, root, bar)};
}

uint64_t places_of(const struct frame *frame)
{
    const struct node *bar = toolbar_of(frame->root);
    uint64_t hash = hash_bytes(3, &frame->pages, sizeof frame->pages);
    for (const struct node *at = frame->root; at; at = visible_next(frame->root, at)) {
        const struct node *up = at->parent;
        while (up && up != bar) up = up->parent;
        if (!up) hash = hash_bytes(hash, &at->rect, sizeof at->rect);
    }
    return hash;
}

int bar_height(const struct bars *bars, uint64_t shape)
{
    for (int i = 0; i < bars->count; i++)
        if (bars->all[i].shape == shape) return bars->all[i].height_px;
    return -1;
}

void bar_remember(struct bars *bars, uint64_t shape, const struct frame *frame)
{
    const struct node *bar = toolbar_of(frame->root);
    if (bar_height(bars, shape) >= 0 || bars->count == BARS_MOST) return;
    bars->all[bars->count].shape = shape;
    bars->all[bars->count++].height_px = bar ? bar->rect.height : 0;
}

int done_find(const struct done *done, const struct bars *bars, struct shape shape)
{
    int bar_px = bar_height(bars, shape.bar);
    for (int i = 0; bar_px >= 0 && i < done->count; i++)
        if (done->all[i].shape == shape.rest && done->all[i].bar_px == bar_px) return i;
    return -1;
}
