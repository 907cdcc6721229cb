/* SPDX-License-Identifier: EUPL-1.2 */
/* adapter_oco_v1.h - the receiver of config/contract/oco-v1.openapi.yaml: POST
 * {base_url}/contactverzoeken.
 *
 * Delivered means: 200, 201 or 202 with a receipt that names our id. A captive portal's 200 is
 * no delivery. A receiver that is configured as not strict (a simple web hook) delivers with
 * any 2xx.
 * Source: intake.md 2.2. Pure. */
#ifndef NAAST_DELIVERY_ADAPTER_OCO_V1_H
#define NAAST_DELIVERY_ADAPTER_OCO_V1_H
#include "delivery/adapter.h"

enum err adapter_oco_v1_write(const struct route *route, const struct envelope *envelope,
                              const struct progress *progress,
                              struct http_message *message_out) MUST_USE;
enum turn adapter_oco_v1_judge(const struct route *route, const struct envelope *envelope,
                               const struct http_answer *answer, int64_t wall_s,
                               struct progress *progress, struct verdict *verdict_out);

#endif
