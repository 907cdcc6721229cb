/* SPDX-License-Identifier: EUPL-1.2 */
/* screens.h - from the model to nodes. One file a screen; no state, no coordinates, no
 * sentence in them. */
#ifndef NAAST_SCREENS_SCREENS_H
#define NAAST_SCREENS_SCREENS_H
#include "view/build.h"

/* Builds the screen the model is at, its overlay if there is one, and the toolbar. */
void screen_build(struct build *build);

/* Fills the model with sample answers, for `naast show` and tests: what a visitor would have
 * at that screen. */
void screen_sample(struct model *model, enum screen screen);
/* How many steps a screen has (flow.h): 1 when it asks or tells one thing only. */
int screen_steps(enum screen screen);

#endif
