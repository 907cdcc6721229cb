/* SPDX-License-Identifier: EUPL-1.2 */
/* klant_body.h - the three things made in a register of Klantinteracties, as JSON. Pure.
 *
 * `request` is the body of the contract oco-v1, read; `out` is private.
 * Errors: ERR_FORMAT (not a request of the contract), ERR_LARGE, ERR_MEMORY.
 * Source: reference/intake.md 1.1 and 1.2; the official description of the interface. */
#ifndef NAAST_DELIVERY_KLANT_BODY_H
#define NAAST_DELIVERY_KLANT_BODY_H
#include "base/json.h"
#include "delivery/adapter.h"

#define KLANT_BODY_BYTES (12 * 1024)
/* Under which name our ids stand in the provider's register. */
#define KLANT_REGISTER "oco-kiosk"

/* klantcontact, betrokkene and onderwerpobject, in one go. */
enum err klant_body_contact(const struct route *route, const struct json *request,
                            const struct progress *progress, struct bytes *out) MUST_USE;
/* digitaal adres of the betrokkene */
enum err klant_body_address(const struct json *request, const struct progress *progress,
                            struct bytes *out) MUST_USE;
/* interne taak for the team: this is what makes somebody call */
enum err klant_body_task(const struct json *request, const struct progress *progress,
                         struct bytes *out) MUST_USE;

#endif
