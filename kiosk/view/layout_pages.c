/* SPDX-License-Identifier: EUPL-1.2 */
/* Pages instead of scrolling. The body is taken apart into atoms (blocks and rows of grids)
 * that stay whole; as many as fit make a page. Then the pages are levelled, because "ten tiles
 * and then two" looks like a mistake. */
#include <string.h>
#include "view/layout.h"

#define ATOMS_MOST 128

struct atom {
    struct node *first;      /* this node and, in a grid, those after it in the same row */
    int count;
    bool keeps_next;
};

struct atoms { struct atom all[ATOMS_MOST]; int count; };

static bool is_divisible(struct layout *layout, struct node *node, int width_px)
{
    if (!node->first || node->press.kind != MSG_NONE) return false;
    bool is_card = node->ground != TONE_NONE || node->border_mm > 0;
    bool is_whole = node->stays_whole || is_card;
    if (is_whole &&
        (!layout->breaks || layout_height(layout, node, width_px) <= layout->region_px))
        return false;
    if (node->flow == FLOW_SPLIT) return !layout_split_is_row(layout, node, width_px);
    if (node->flow == FLOW_WRAP) return layout->breaks;
    return node->flow == FLOW_COLUMN || node->flow == FLOW_PAGES || node->flow == FLOW_GRID;
}

static void atom_add(struct atoms *atoms, struct node *first, int count)
{
    if (atoms->count == ATOMS_MOST) {
        atoms->all[ATOMS_MOST - 1].count += count;
        return;
    }
    atoms->all[atoms->count++] = (struct atom){ first, count, first->keeps_next };
}

static void atoms_gather(struct layout *layout, struct node *node, int width_px,
                         struct atoms *atoms)
{
    int inner_px = width_px - 2 * layout_pad_x(layout, node);
    if (node->flow == FLOW_GRID) {
        int columns = layout_grid_columns(layout, node, inner_px), i = 0;
        for (struct node *at = node->first; at; at = at->next, i++) {
            if (layout->breaks && columns == 1 && is_divisible(layout, at, inner_px))
                atoms_gather(layout, at, inner_px, atoms);
            else if (i % columns == 0) atom_add(atoms, at, 1);
            else atoms->all[atoms->count - 1].count++;
        }
        return;
    }
    for (struct node *at = node->first; at; at = at->next) {
        if (at->is_on_every_page) continue;
        if (is_divisible(layout, at, inner_px)) atoms_gather(layout, at, inner_px, atoms);
        else atom_add(atoms, at, 1);
    }
}

/* What was measured inside atoms stays true whatever is shown; only the containers around them
 * are asked again. */
static void forget(const struct layout *layout, struct node *container)
{
    if (container->memory) container->memory->stamp = 0;
    for (struct node *at = container->first; at; at = at->next)
        if (at->first && at->press.kind == MSG_NONE &&
            (layout->breaks || (at->ground == TONE_NONE && !at->stays_whole)))
            forget(layout, at);
}

static void show_only(const struct layout *layout, struct node *body, struct atoms *atoms,
                      int from, int to)
{
    for (int i = 0; i < atoms->count; i++) {
        struct node *at = atoms->all[i].first;
        for (int k = 0; k < atoms->all[i].count && at; k++, at = at->next)
            at->is_hidden = i < from || i >= to;
    }
    forget(layout, body);
}

/* Whether this page has enough without the atom `next`: what stands alone, and what shows so
 * many choices a page and no more (DESIGN 4 and 6). */
static bool page_is_full(const struct atoms *atoms, int from, int next)
{
    const struct atom *joins = &atoms->all[next];
    int cells = joins->count;
    for (int i = from; i < next; i++) {
        if (joins->first->is_own_page || atoms->all[i].first->is_own_page) return true;
        if (atoms->all[i].first->parent == joins->first->parent)
            cells += atoms->all[i].count;
    }
    int most = joins->first->parent->cells_most;
    return next > from && most > 0 && cells > most;
}

bool layout_is_parted(struct layout *layout, struct node *body, int width_px)
{
    struct atoms atoms = { .count = 0 };
    atoms_gather(layout, body, width_px, &atoms);
    for (int i = 1; i < atoms.count; i++)
        if (page_is_full(&atoms, 0, i)) return true;
    return false;
}

/* How many atoms from `from` on fit; at least one. */
static int page_fill(struct layout *layout, struct node *body, struct atoms *atoms, int from,
                     int width_px, int height_px)
{
    int to = from + 1;
    while (to < atoms->count && !page_is_full(atoms, from, to)) {
        show_only(layout, body, atoms, from, to + 1);
        if (layout_height(layout, body, width_px) > height_px) break;
        to++;
    }
    while (to < atoms->count && to - 1 > from && atoms->all[to - 1].keeps_next) to--;
    return to;
}

static int pages_fill(struct layout *layout, struct node *body, struct atoms *atoms,
                      int width_px, int height_px, int starts_out[ATOMS_MOST + 1])
{
    int pages = 0;
    for (int from = 0; from < atoms->count; pages++) {
        starts_out[pages] = from;
        from = page_fill(layout, body, atoms, from, width_px, height_px);
    }
    starts_out[pages] = atoms->count;
    return pages;
}

static int atom_highest(struct layout *layout, struct node *body, struct atoms *atoms,
                        int width_px)
{
    int highest_px = 0;
    for (int i = 0; i < atoms->count; i++) {
        show_only(layout, body, atoms, i, i + 1);
        int px = layout_height(layout, body, width_px);
        if (px > highest_px) highest_px = px;
    }
    return highest_px;
}

/* The lowest height that still gives as few pages. */
static int pages_level(struct layout *layout, struct node *body, struct atoms *atoms,
                       int width_px, int height_px, int starts[ATOMS_MOST + 1])
{
    int pages = pages_fill(layout, body, atoms, width_px, height_px, starts),
        tried[ATOMS_MOST + 1];
    int low_px = atom_highest(layout, body, atoms, width_px), high_px = height_px;
    for (int round = 0; round < 7 && low_px < high_px; round++) {
        int middle_px = (low_px + high_px) / 2;
        if (pages_fill(layout, body, atoms, width_px, middle_px, tried) > pages) {
            low_px = middle_px + 1;
            continue;
        }
        high_px = middle_px;
        memcpy(starts, tried, sizeof tried);
    }
    return pages;
}

/* As many atoms on every page, where that fits: nothing (and no provider) stands alone on the
 * last page because the others were many. */
static void pages_even(struct layout *layout, struct node *body, struct atoms *atoms,
                       int width_px, int height_px, int pages, int starts[ATOMS_MOST + 1])
{
    int even[ATOMS_MOST + 1] = {0};
    for (int i = 0; i <= pages; i++) even[i] = (i * atoms->count + pages - 1) / pages;
    for (int i = 0; i < pages; i++) {
        if (even[i] == even[i + 1]) return;
        if (i > 0 && atoms->all[even[i] - 1].keeps_next) return;
        for (int k = even[i] + 1; k < even[i + 1]; k++)
            if (page_is_full(atoms, even[i], k)) return;
        show_only(layout, body, atoms, even[i], even[i + 1]);
        if (layout_height(layout, body, width_px) > height_px) return;
    }
    memcpy(starts, even, (size_t)(pages + 1) * sizeof even[0]);
}

int layout_pages(struct layout *layout, struct node *body, int width_px, int height_px,
                 int wanted, int *page_out, bool *fits_out)
{
    struct atoms atoms = { .count = 0 };
    int starts[ATOMS_MOST + 1];
    *page_out = 0;
    *fits_out = true;
    atoms_gather(layout, body, width_px, &atoms);
    if (atoms.count == 0) return 1;
    *fits_out = atom_highest(layout, body, &atoms, width_px) <= height_px;
    int pages = pages_level(layout, body, &atoms, width_px, height_px, starts);
    pages_even(layout, body, &atoms, width_px, height_px, pages, starts);
    *page_out = wanted < 0 ? 0 : wanted % pages;
    show_only(layout, body, &atoms, starts[*page_out], starts[*page_out + 1]);
    return pages;
}
