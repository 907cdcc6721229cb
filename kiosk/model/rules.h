/* SPDX-License-Identifier: EUPL-1.2 */
/* rules.h - what a name and an e-mail address may look like. Phone numbers: phone.h.
 *
 * A name is whatever someone is called: letters of any script with their accents, and
 * between them spaces, hyphens, apostrophes and full stops. Nothing is shortened or
 * rewritten. Controls and signs that turn the reading direction round are refused: they can
 * make a name look like another one (reliability.md D8). An address is refused only when no
 * provider's system could take it: at most 80 characters (Open Klant) and plain ASCII, as
 * RFC 5321 has it without quoted parts. */
#ifndef NAAST_MODEL_RULES_H
#define NAAST_MODEL_RULES_H
#include "model/form.h"

enum mistake name_check(const struct private_text *typed);
enum mistake email_check(const struct private_text *typed);

/* Signs that never get into any field: controls, line ends, direction signs, unassigned and
 * private ones. */
bool sign_is_refused(uint32_t code_point);

#endif
