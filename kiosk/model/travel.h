/* SPDX-License-Identifier: EUPL-1.2 */
/* travel.h - from screen to screen: on, back, to an answer and back to the review. Inside
 * the model only. */
#ifndef NAAST_MODEL_TRAVEL_H
#define NAAST_MODEL_TRAVEL_H
#include "model/model.h"

/* Puts the screen up; whoever comes there starts clean: no mistake, no focus, nothing shown
 * in full. */
void travel_arrive(struct model *model, enum screen screen, int step, int page,
                   struct effects *effects);
/* The same, and remembers the way back. */
void travel_to(struct model *model, enum screen screen, int step, struct effects *effects);

void travel_back(struct model *model, struct effects *effects);
/* "Verder": on when the answer is right, else stays and says what is wrong. */
void travel_next(struct model *model, struct effects *effects);
/* On without looking at the answer: after a choice that was checked, or when a question is
 * skipped. */
void travel_advance(struct model *model, struct effects *effects);
void travel_skip(struct model *model, struct effects *effects);
void travel_open(struct model *model, enum screen screen, struct effects *effects);
/* From the review to one of its answers. */
void travel_change(struct model *model, enum screen screen, struct effects *effects);
/* Says what is wrong with the answer on this screen, and puts the focus there. */
void travel_mistake(struct model *model, enum mistake mistake, struct effects *effects);

#endif
