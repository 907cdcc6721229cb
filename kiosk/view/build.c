/* SPDX-License-Identifier: EUPL-1.2 */
#include "view/build.h"
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include "content/content.h"
#include "view/brief.h"
#include "view/locale.h"
#include "view/sizes.h"

#define PLACES_MOST 8
/* Unicode isolates: a Latin name or a phone number inside an Arabic sentence keeps its own
 * direction (UAX 9). */
#define FIRST_STRONG_ISOLATE "\u2068"
#define POP_ISOLATE "\u2069"

static struct node *node_new(struct build *build, enum role role, const char *id)
{
    struct node *node = arena_alloc(build->arena, sizeof *node);
    if (!node) {
        build->is_full = true;
        memset(&build->spare, 0, sizeof build->spare);
        node = &build->spare;
    }
    node->id = id;
    node->role = role;
    node->name.key = TEXT_COUNT;
    node->value.key = TEXT_COUNT;
    return node;
}

void build_begin(struct build *build, struct arena *arena, const struct model *model,
                 struct panel panel)
{
    memset(build, 0, sizeof *build);
    build->arena = arena;
    build->model = model;
    build->content = model->content;
    build->panel = panel;
    build->language = model->preferences.language;
    build->root = node_new(build, ROLE_SCREEN, "screen");
    build->root->ground = TONE_PAPER;
    build->root->across = PLACE_STRETCH;
    build->open = build->root;
}

static void node_link(struct node *parent, struct node *node)
{
    node->parent = parent;
    node->next = NULL;
    if (parent->last) parent->last->next = node;
    else parent->first = node;
    parent->last = node;
}

struct node *build_add(struct build *build, enum role role, const char *id)
{
    struct node *node = node_new(build, role, id);
    if (node == &build->spare)
        node->parent = build->open; /* not in the tree: nobody ever draws it */
    else node_link(build->open, node);
    return node;
}

struct node *build_open(struct build *build, enum role role, const char *id)
{
    struct node *node = build_add(build, role, id);
    if (node == &build->spare) {
        /* The spare node is shared, so it cannot be opened; its children join the node that is
         * open now. The frame is marked full and is not shown as it is, but nothing may crash
         * before that is noticed. */
        build->lost++;
        return node;
    }
    build->open = node;
    return node;
}

void build_close(struct build *build)
{
    if (build->lost > 0) {
        build->lost--;
        return;
    }
    if (build->open->parent) build->open = build->open->parent;
}

void build_remove(struct node *node)
{
    struct node *before = NULL;
    if (!node->parent) return;   /* the spare node of a full arena */
    for (struct node *at = node->parent->first; at && at != node; at = at->next) before = at;
    if (before) before->next = node->next;
    else node->parent->first = node->next;
    if (node->parent->last == node) node->parent->last = before;
    node->parent = NULL;
}

void build_move(struct node *node, struct node *parent)
{
    build_remove(node);
    node_link(parent, node);
}

const char *build_id(struct build *build, const char *format, ...)
{
    char id[NODE_ID_BYTES];
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(id, sizeof id, format, arguments);
    va_end(arguments);
    const char *kept = arena_text(build->arena, id);
    if (!kept) build->is_full = true;
    return kept ? kept : "full";
}

static int language_shown(const struct build *build)
{
    int language = build->language;
    return language >= 0 && language < build->content->languages.count ? language : 0;
}

bool build_has_second(const struct build *build)
{
    int second = build->model->preferences.second_language;
    return second >= 0 && second < build->content->languages.count &&
           second != build->model->preferences.language;
}

const char *build_tag(const struct build *build)
{
    return build->content->languages.all[language_shown(build)].tag;
}

bool build_is_right_to_left(const struct build *build)
{
    return build->content->languages.all[language_shown(build)].is_right_to_left;
}

bool build_has_pictures(const struct build *build)
{
    return build->model->preferences.has_pictograms;
}

bool build_is_calm(const struct build *build)
{
    return build->model->preferences.is_calm;
}

bool build_is_narrow(const struct build *build)
{
    bool is_upright = build->panel.height_px > build->panel.width_px;
    return build->model->preferences.text_size > 2 ||
           (build->model->preferences.has_reach && is_upright) ||
           size_room(build->panel.height_px / build->panel.px_per_mm) < 0.9;
}

/* The pattern in the visitor's language, else in the source language, else the bare key: that
 * last one is a finding of `naast check`, and seeing it beats seeing nothing. */
static const char *pattern_get(const struct build *build, enum text text, long count,
                               int *language_out)
{
    *language_out = language_shown(build);
    const char *pattern = text_get(&build->content->texts[*language_out], text, count);
    if (pattern) return pattern;
    *language_out = 0;
    pattern = text_get(&build->content->texts[0], text, count);
    return pattern ? pattern : text_key(text);
}

static const char *isolate(struct build *build, const char *utf8)
{
    const char *isolated = arena_format(build->arena, FIRST_STRONG_ISOLATE "%s" POP_ISOLATE,
                                        utf8);
    return isolated ? isolated : utf8;
}

static struct words words_make(struct build *build, enum text text, long count,
                               const struct text_place *places)
{
    int language = 0;
    struct words words = { .key = text, .utf8 = pattern_get(build, text, count, &language) };
    const struct language *spoken = &build->content->languages.all[language];
    words.tag = spoken->tag;
    if (!places) return words;
    struct text_place filled[PLACES_MOST + 1] = { { NULL, NULL } };
    for (int i = 0; i < PLACES_MOST && places[i].name; i++) {
        filled[i] = places[i];
        if (i < 2) words.strong[i] = places[i].utf8;
        if (spoken->is_right_to_left) filled[i].utf8 = isolate(build, places[i].utf8);
    }
    const char *utf8 = text_fill(build->arena, words.utf8, filled);
    if (utf8) words.utf8 = utf8;
    else build->is_full = true;
    return words;
}

struct words words(struct build *build, enum text text)
{
    enum text brief = build_has_pictures(build) ? brief_of(text) : TEXT_COUNT;
    struct words whole = words_make(build, text, -1, NULL);
    if (brief == TEXT_COUNT) return whole;
    struct words shown = words_make(build, brief, -1, NULL);
    shown.spoken = whole.utf8;
    return shown;
}

struct words words_with(struct build *build, enum text text, const struct text_place *places)
{
    return words_make(build, text, -1, places);
}

struct words words_count(struct build *build, enum text text, long count,
                         const struct text_place *places)
{
    struct text_place all[PLACES_MOST + 1] = { { NULL, NULL } };
    int used = 0;
    for (; places && places[used].name && used < PLACES_MOST - 1; used++)
        all[used] = places[used];
    const char *digits = arena_format(build->arena, "%ld", count);
    all[used] = (struct text_place){ "count", digits ? digits : "" };
    return words_make(build, text, count, all);
}

struct words words_plain(struct build *build, const char *utf8, const char *tag)
{
    (void)build;
    return (struct words){ .utf8 = utf8, .tag = tag, .key = TEXT_COUNT };
}

struct words words_private(struct build *build, const struct private_text *text)
{
    const char *utf8 = arena_text(build->arena, text->utf8);
    if (!utf8) build->is_full = true;
    return (struct words){ .utf8 = utf8 ? utf8 : "", .key = TEXT_COUNT, .is_private = true };
}

struct words words_date(struct build *build, int64_t wall_s)
{
    const char *tag = build_tag(build), *utf8 = locale_date(build->arena, tag, wall_s);
    if (!utf8) build->is_full = true;
    return (struct words){ .utf8 = utf8 ? utf8 : "", .tag = tag, .key = TEXT_COUNT };
}

struct words words_list(struct build *build, const struct words *each, int count)
{
    const char *utf8[64];
    bool is_private = false;
    for (int i = 0; i < count && i < 64; i++) {
        utf8[i] = each[i].utf8;
        is_private = is_private || each[i].is_private;
    }
    const char *tag = build_tag(build);
    const char *joined = locale_list(build->arena, tag, utf8, count < 64 ? count : 64);
    if (!joined) build->is_full = true;
    return (struct words){
        .utf8 = joined ? joined : "", .tag = tag, .key = TEXT_COUNT, .is_private = is_private
    };
}

const char *language_name(struct build *build, const char *tag)
{
    const char *name = locale_language(build->arena, build_tag(build), tag);
    if (name) return name;
    int place = language_find(&build->content->languages, tag);
    return place >= 0 ? build->content->languages.all[place].own_name : tag;
}
