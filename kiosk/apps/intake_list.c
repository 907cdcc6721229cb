/* SPDX-License-Identifier: EUPL-1.2 */
#include "apps/intake_list.h"

#include <assert.h>
#include <stdlib.h>

#define ROOM_FIRST 64

/* Where this id stands in the table, or would. The key is ours alone, so that nobody can choose
 * ids that stand in each other's way. */
static uint32_t *find_place(const struct intake_list *list, struct id id)
{
    uint64_t hash;
    crypto_shorthash((unsigned char *)&hash, id.bytes, sizeof id.bytes, list->hash_key);
    size_t last = 2 * list->room - 1, at = (size_t)hash & last;
    while (list->places[at] && !id_is_same(list->entries[list->places[at] - 1].id, id))
        at = (at + 1) & last;
    return &list->places[at];
}

enum err intake_list_reserve(struct intake_list *list)
{
    if (list->count < list->room) return ERR_NONE;
    size_t room = list->room ? list->room * 2 : ROOM_FIRST; /* a power of two */
    uint32_t *places = calloc(2 * room, sizeof *places);
    if (!places) return ERR_MEMORY;
    struct intake_entry *entries = realloc(list->entries, room * sizeof *entries);
    if (!entries) {
        free(places);
        return ERR_MEMORY;
    }
    if (list->room == 0) crypto_shorthash_keygen(list->hash_key);
    free(list->places);
    list->entries = entries;
    list->places = places;
    list->room = room;
    for (size_t i = 0; i < list->count; i++)
        if (!entries[i].is_again) *find_place(list, entries[i].id) = (uint32_t)i + 1;
    return ERR_NONE;
}

void intake_list_add(struct intake_list *list, const struct intake_entry *entry)
{
    assert(list->count < list->room);
    uint32_t *place = find_place(list, entry->id);
    struct intake_entry *added = &list->entries[list->count++];
    *added = *entry;
    added->is_again = *place != 0;
    if (!added->is_again) *place = (uint32_t)list->count;
}

struct intake_entry *intake_list_find(const struct intake_list *list, struct id id)
{
    if (list->count == 0) return NULL;
    uint32_t place = *find_place(list, id);
    return place ? &list->entries[place - 1] : NULL;
}

void intake_list_wipe(struct intake_list *list)
{
    free(list->entries);
    free(list->places);
    *list = (struct intake_list){0};
}
