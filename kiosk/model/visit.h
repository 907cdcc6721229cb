/* SPDX-License-Identifier: EUPL-1.2 */
/* visit.h - how a visit begins and how nothing of it stays behind. Inside the model only. */
#ifndef NAAST_MODEL_VISIT_H
#define NAAST_MODEL_VISIT_H
#include "model/model.h"

/* Puts in what chance decided, once a visit. */
void visit_take_seed(struct model *model, const struct visit_seed *seed);
/* A new name for the request after the provider refused the old one. */
void visit_take_new_id(struct model *model, const struct visit_seed *seed);
bool visit_has_id(const struct model *model);

/* Leaves the rest screen. */
void visit_begin(struct model *model, struct effects *effects);
/* Wipes everything and says so. Only how the visitor sees and hears stays, so that this last
 * screen can be read. */
void visit_end(struct model *model, struct effects *effects);
/* To the rest screen, or out-of-service: as if nobody had ever been there. */
void visit_rest(struct model *model, struct effects *effects);
bool preferences_are_default(const struct model *model);

#endif
