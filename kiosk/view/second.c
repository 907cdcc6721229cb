/* SPDX-License-Identifier: EUPL-1.2 */
#include "view/second.h"
#include <string.h>
#include "content/content.h"

struct build second_begin(struct build *build)
{
    struct build other;
    build_begin(&other, build->arena, build->model, build->panel);
    other.language = build->model->preferences.second_language;
    return other;
}

static void pair_words(struct words *words, const struct words *other)
{
    if (!words->utf8 || !other->utf8 || words->is_private || other->is_private) return;
    if (strcmp(words->utf8, other->utf8) != 0) words->second = other;
}

static struct node *twin_below(const struct node *parent, const char *id)
{
    for (struct node *at = parent->first; at; at = at->next) {
        if (strcmp(at->id, id) == 0) return at;
        struct node *found = twin_below(at, id);
        if (found) return found;
    }
    return NULL;
}

/* Mostly the twin is the next child of the twin's parent; a key may lie in another row. */
static void pair(struct node *node, const struct node *twin, const struct node *root)
{
    if (node->role == ROLE_KEY && node->press.kind == MSG_TYPE) return;
    pair_words(&node->name, &twin->name);
    pair_words(&node->value, &twin->value);
    const struct node *other = twin->first;
    for (struct node *at = node->first; at; at = at->next) {
        bool is_next = other && strcmp(at->id, other->id) == 0;
        const struct node *found = is_next ? other : twin_below(root, at->id);
        if (!found) continue;
        pair(at, found, root);
        if (found->parent == twin) other = found->next;
    }
}

void second_pair(struct build *build, const struct build *other)
{
    if (other->is_full) build->is_full = true;
    else pair(build->root, other->root, other->root);
}

static struct words words_in_both(struct build *build, int language, enum text text,
                                  const struct text_place *places)
{
    struct words twice = words_with(build, text, places);
    struct build other = *build;
    other.language = language;
    struct words *second = arena_alloc(build->arena, sizeof *second);
    if (second) {
        *second = words_with(&other, text, places);
        pair_words(&twice, second);
    }
    if (!second || other.is_full) build->is_full = true;
    return twice;
}

struct words words_twice(struct build *build, enum text text, const struct text_place *places)
{
    if (!build_has_second(build)) return words_with(build, text, places);
    return words_in_both(build, build->model->preferences.second_language, text, places);
}

struct words words_town(struct build *build, enum text text)
{
    const struct content *content = build->content;
    int town = language_find(&content->languages, content->settings.language);
    return words_in_both(build, town < 0 ? 0 : town, text, NULL);
}
