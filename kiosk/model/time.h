/* SPDX-License-Identifier: EUPL-1.2 */
/* time.h - everything that happens because time passed. Inside the model only.
 *
 * One alarm is set at any moment, the earliest; model_next_tick_ms tells the app when, so
 * that it can sleep. */
#ifndef NAAST_MODEL_TIME_H
#define NAAST_MODEL_TIME_H
#include "model/model.h"

#define WIPED_SHOWN_MS 10000      /* long enough to read three short sentences */
#define HELLO_EVERY_MS 15000      /* out of service: is the courier back? */
/* a bag on the glass, or speech that never ends, does not hold a form open for ever */
#define HELD_MOST_MS 600000
#define FINGER_GRACE_MS 3000      /* a finger that is down may still finish "I am here" */

/* Carries out what is due. True when the screen (or overlay) is another one now: a press
 * meant the old one. */
bool time_pass(struct model *model, struct effects *effects);

#endif
