/* SPDX-License-Identifier: EUPL-1.2 */
/* sending.h - from "Ja, verstuur" to what became of the request. Inside the model only.
 *
 * The screen says "kept" only when the courier said so, and "arrived" only when the provider
 * did (DESIGN 2). A request keeps its id however often it is handed over, so that sending
 * again can never make a second one. */
#ifndef NAAST_MODEL_SENDING_H
#define NAAST_MODEL_SENDING_H
#include "model/model.h"

/* reliability.md D1: no answer from the courier in 2 s, then the same id again */
#define RESEND_AFTER_MS 2000
#define GIVE_UP_AFTER_MS 2000    /* after that */

void sending_send(struct model *model, struct effects *effects);         /* on the review */
void sending_send_again(struct model *model, struct effects *effects);   /* on not-kept */
/* What the courier said about a request; about another id than ours it is ignored. */
void sending_news(struct model *model, const struct message *message, struct effects *effects);

/* RESEND_AFTER_MS passed in silence */
void sending_resend(struct model *model, struct effects *effects);
/* GIVE_UP_AFTER_MS too */
void sending_give_up(struct model *model, struct effects *effects);
/* no receipt in kept_after_s */
void sending_stays_kept(struct model *model, struct effects *effects);

#endif
