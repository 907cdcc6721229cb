/* SPDX-License-Identifier: EUPL-1.2 */
/* scanning.h - for who has one switch and nothing else: the focus walks by itself, and the
 * switch presses what it is on. Inside the model only.
 *
 * Rule:   the first press of the switch lets the walk begin, any other key or a finger ends it.
 *         It waits while the voice speaks, and then one step (settings.scan_step_ms). Walking
 *         proves nobody's presence, so the warning comes as always.
 * Why:    DESIGN 6's three keys come down to one when up and down come by themselves. */
#ifndef NAAST_MODEL_SCANNING_H
#define NAAST_MODEL_SCANNING_H
#include "model/model.h"

/* MSG_SWITCH and MSG_SCANNED. */
void scanning_take(struct model *model, const struct message *message, struct effects *effects);
void scanning_end(struct model *model);
/* After the switch has led the focus on: one step more than it is deaf. */
void scanning_stay(struct model *model);
/* After a press: after a typed digit the walk begins anew. */
void scanning_pressed(struct model *model, enum message_kind kind);
/* When the next step is due; 0: the focus does not walk. */
uint64_t scanning_due_ms(const struct model *model);

#endif
