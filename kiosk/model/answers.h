/* SPDX-License-Identifier: EUPL-1.2 */
/* answers.h - choices that are pressed. A value that is not on the screen is ignored. Inside
 * the model only. */
#ifndef NAAST_MODEL_ANSWERS_H
#define NAAST_MODEL_ANSWERS_H
#include "model/model.h"

void answers_toggle_topic(struct model *model, int32_t place);
void answers_for_whom(struct model *model, int32_t whom);
void answers_relation(struct model *model, int32_t relation);
void answers_wlz(struct model *model, int32_t answer);
void answers_filter(struct model *model, int32_t filter);
void answers_channel(struct model *model, int32_t channel);
void answers_toggle_day(struct model *model, int32_t day);
void answers_toggle_day_part(struct model *model, int32_t part);
void answers_any_time(struct model *model);
void answers_talk_language(struct model *model, int32_t place);
/* Yes or no, and "I don't know" where that is a choice. */
void answers_take(struct model *model, enum answer *into, int32_t answer, bool may_be_unsure);

void answers_show_provider(struct model *model, int32_t place, struct effects *effects);
/* On to the next question; a provider that takes no requests is shown instead, and nothing
 * is sent. */
void answers_choose_provider(struct model *model, int32_t place, struct effects *effects);

#endif
