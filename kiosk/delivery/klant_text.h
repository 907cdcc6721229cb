/* SPDX-License-Identifier: EUPL-1.2 */
/* klant_text.h - what the people who work with a register of Klantinteracties read about a
 * request, and the words that register has for its codes. In Dutch, whatever language the
 * visitor chose. Pure.
 *
 * Limits: 1000 characters each in the register; the longest request stays below them.
 * Errors: ERR_FORMAT (not a request of the contract), ERR_LARGE, ERR_MEMORY. `out` is private:
 *         the caller wipes it. */
#ifndef NAAST_DELIVERY_KLANT_TEXT_H
#define NAAST_DELIVERY_KLANT_TEXT_H
#include "base/bytes.h"
#include "base/json.h"

#define KLANT_TEXT_CHARACTERS 1000
#define KLANT_TEXT_BYTES (4 * KLANT_TEXT_CHARACTERS)

/* "inhoud": by its definition a resident may be shown it later, so no notes for colleagues. */
enum err klant_contents(const struct json *request, struct bytes *out) MUST_USE;
/* "toelichting": for the team only. `with_address` when the register would not have the phone
 * number or e-mail address as such. */
enum err klant_note(const struct json *request, bool with_address, struct bytes *out) MUST_USE;
/* "nld" for "nl" (ISO 639-2/T): what "taal" takes, though its description says 639-2/B. Dutch
 * when the visitor named no language. */
void klant_language(const struct json *request, char out[4]);

#endif
