/* SPDX-License-Identifier: EUPL-1.2 */
/* listening.h - how this visitor wants the voice, and what it is saying. Inside the model only.
 *
 * Whoever listens hears what a press did: the new state of a choice, "digit typed" and never
 * the digit, unless private answers may sound. */
#ifndef NAAST_MODEL_LISTENING_H
#define NAAST_MODEL_LISTENING_H
#include "model/model.h"

/* louder, faster, dark, private answers too */
void listening_take(struct model *model, const struct message *message);
void listening_headset(struct model *model, bool is_in, struct effects *effects);
void listening_slide(struct model *model, struct effects *effects);
/* The voice began or ended, or reached the next word. */
void listening_news(struct model *model, const struct message *message);
/* After a press that left the screen as it was. */
void listening_pressed(const struct model *model, enum message_kind kind,
                       struct effects *effects);
/* A visitor who wants to hear a language that has no voice is told so on the screen. */
void listening_check_voice(struct model *model, struct effects *effects);

#endif
