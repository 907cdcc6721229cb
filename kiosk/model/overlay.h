/* SPDX-License-Identifier: EUPL-1.2 */
/* overlay.h - what lies over a screen for a moment: languages, letters, still-there, stop.
 * Inside the model only.
 *
 * The screen below stays as it was; only its page waits in page_below. */
#ifndef NAAST_MODEL_OVERLAY_H
#define NAAST_MODEL_OVERLAY_H
#include "model/model.h"

/* open already: closes */
void overlay_open(struct model *model, enum screen overlay, struct effects *effects);
void overlay_close(struct model *model, struct effects *effects);

#endif
