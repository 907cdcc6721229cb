/* SPDX-License-Identifier: EUPL-1.2 */
/* build.h - one frame in the making: the arena, the open node, and the way from text keys to
 * words. */
#ifndef NAAST_VIEW_BUILD_H
#define NAAST_VIEW_BUILD_H
#include "base/arena.h"
#include "model/model.h"
#include "view/node.h"

/* The panel this frame is for. */
struct panel { int width_px, height_px; double px_per_mm; };

struct build {
    struct arena *arena;
    const struct model *model;
    const struct content *content;
    struct panel panel;
    int language;                      /* of the words; place in struct languages */
    struct node *root;
    struct node *open;                 /* where the next node goes */
    /* landmarks of a screen, NULL until made (parts.h) */
    struct node *top, *titles, *body, *nav;
    struct node *field;
    struct node *key_more, *key_space; /* one gives its places to the other */
    double key_space_share;
    struct node *aside;                /* the speaker beside the title */
    struct node spare;                 /* stands in when the arena is full */
    int lost;                          /* containers that the full arena could not give */
    bool is_full;
};

/* Begins a frame: makes the root. Node ids, too, live in the arena. */
void build_begin(struct build *build, struct arena *arena, const struct model *model,
                 struct panel panel);
/* Adds a node under the open one and returns it; never NULL (a full arena gives a spare node
 * and marks the frame). */
struct node *build_add(struct build *build, enum role role, const char *id);
/* Adds a node and opens it; build_close goes back to its parent. */
struct node *build_open(struct build *build, enum role role, const char *id);
void build_close(struct build *build);
void build_remove(struct node *node);                      /* out of the tree */
void build_move(struct node *node, struct node *parent);   /* to the end of another parent */
const char *build_id(struct build *build, const char *format, ...) PRINTF_LIKE(2, 3);

/* Two languages are on the screen (second.h). */
bool build_has_second(const struct build *build);
const char *build_tag(const struct build *build);         /* language of this frame */
bool build_has_pictures(const struct build *build);       /* "Met plaatjes" */
bool build_is_calm(const struct build *build);            /* "Rustig" */
bool build_is_right_to_left(const struct build *build);
/* Large letters, a low panel, or all of it in reach: all screens are short of room, so on all
 * of them what keeps its place takes less. */
bool build_is_narrow(const struct build *build);

/* Words in the visitor's language (or, where it lacks them, in the source language with its
 * tag). */
struct words words(struct build *build, enum text text);
struct words words_with(struct build *build, enum text text, const struct text_place *places);
struct words words_count(struct build *build, enum text text, long count,
                         const struct text_place *places);
/* Names and addresses from the configuration, in the language they were written in (`tag` may
 * be NULL). */
struct words words_plain(struct build *build, const char *utf8, const char *tag);
struct words words_private(struct build *build, const struct private_text *text);
/* Date written out in the visitor's language: "dinsdag 24 november". */
struct words words_date(struct build *build, int64_t wall_s);
/* "ma, wo" -> "maandag en woensdag"; lists are joined as the language does (ICU). */
struct words words_list(struct build *build, const struct words *each, int count);
/* name of a language in the visitor's language */
const char *language_name(struct build *build, const char *tag);

#endif
