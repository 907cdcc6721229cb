/* SPDX-License-Identifier: EUPL-1.2 */
/* request.h - the form as the contract has it: JSON of config/contract/oco-v1.openapi.yaml.
 *
 * The envelope around it is for the courier:
 * {"version","id","provider","made_s","deadline_s","body":{...}}.
 * Errors: ERR_FORMAT when the form is not complete (model_first_problem), ERR_LARGE. */
#ifndef NAAST_MODEL_REQUEST_H
#define NAAST_MODEL_REQUEST_H
#include "base/bytes.h"
#include "model/model.h"

/* the body alone */
enum err request_write(const struct model *model, struct bytes *json_out) MUST_USE;
/* for seal() */
enum err request_write_envelope(const struct model *model, struct bytes *json_out) MUST_USE;

#endif
