/* SPDX-License-Identifier: EUPL-1.2 */
/* preferences.h - how this visitor sees and hears. Inside the model only. */
#ifndef NAAST_MODEL_PREFERENCES_H
#define NAAST_MODEL_PREFERENCES_H
#include "model/model.h"

/* whether this kind of press is one for here */
bool preferences_change(enum message_kind kind);
void preferences_take(struct model *model, const struct message *message,
                      struct effects *effects);
/* A language of the screens, by place; others are ignored. */
void preferences_language(struct model *model, int32_t place);

#endif
