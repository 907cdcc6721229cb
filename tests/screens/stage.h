/* SPDX-License-Identifier: EUPL-1.2 */
/* stage.h - every screen of the sample configuration as a tree of nodes, without a window
 * and without layout. */
#ifndef NAAST_TESTS_SCREENS_STAGE_H
#define NAAST_TESTS_SCREENS_STAGE_H
#include "screens/screens.h"

/* A screen at one of its questions: screens that ask several things have several scenes. */
struct scene { const char *name; enum screen screen; int step; };
extern const struct scene scenes[];
extern const int scenes_count;

int stage_open(void **state);    /* cmocka group set-up and tear-down */
int stage_open_from(const char *config);   /* another configuration than the sample */
int stage_close(void **state);

/* The model with sample answers, at this scene; change it and build. */
struct model *stage_model(const struct scene *scene);
struct node *stage_build(void);
const struct content *stage_content(void);
const struct scene *stage_scene(const char *name);

/* The next node of the tree in reading order; NULL after the last. */
struct node *stage_next(struct node *node);
struct node *stage_find(struct node *root, const char *id);

#endif
