/* SPDX-License-Identifier: EUPL-1.2 */
/* parts_inside.h - what the parts_*.c files share; screens include parts.h only. */
#ifndef NAAST_VIEW_PARTS_INSIDE_H
#define NAAST_VIEW_PARTS_INSIDE_H
#include "view/parts.h"
#include "view/sizes.h"

/* Leaves. The ink is chosen for the ground they stand on: `wanted` when that pair is
 * allowed. */
struct node *leaf_text(struct build *build, enum role role, const char *id, struct words text,
                       enum text_style style, enum tone wanted);
struct node *leaf_picture(struct build *build, const char *id, enum pictogram pictogram,
                          struct words name, double side_mm);
struct node *part_open(struct build *build, enum role role, const char *id, enum flow flow,
                       double gap_mm);
/* Makes a node look like something to press. */
void dress_card(struct node *node);
/* Two or three choices: on a wide panel tiles beside each other, on a high one rows under each
 * other. */
void grid_settle(struct build *build, struct node *grid);
struct node *button_add(struct build *build, const struct button *button, double height_mm,
                        enum text_style style);
struct words words_shown_as(struct words shown, struct words spoken);
/* The last child; the spare node when a full arena gave none. */
struct node *last_of(struct build *build, struct node *node);
bool build_is_landscape(const struct build *build);
double build_room(const struct build *build);          /* sizes.h, size_room */
double room_mm(const struct build *build, double comfortable_mm, double least_mm);

/* "Met plaatjes" (parts_pictures.c). */
double tile_picture_mm(const struct build *build);
void picture_tile_look(const struct build *build, struct node *card);
void picture_tile_grow(struct node *picture);
/* A tile with its picture; add words and close it. */
struct node *picture_tile_open(struct build *build, enum role role, const char *id,
                               enum pictogram pictogram, struct words name);
void picture_fact(struct build *build, const struct fact *fact);
void picture_provider(struct build *build, const char *id, enum pictogram pictogram,
                      struct words name, struct words kind, struct button more);
void picture_grid_settle(const struct build *build, struct node *grid);

#endif
