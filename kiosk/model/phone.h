/* SPDX-License-Identifier: EUPL-1.2 */
/* phone.h - a typed phone number to E.164, or what is wrong with it.
 *
 * Takes Dutch landline and mobile ("06 12 34 56 78", "0229 123456"), "+31 ..." and "0031 ...",
 * and other countries with + or 00. Refuses 0800, 0900, 0906, 0909 and 14xx (no one can be
 * called back there) with the reason; 088 is fine.
 * Source: ITU-T E.164; Dutch numbering plan; intake.md 1.2 and 2.2. */
#ifndef NAAST_MODEL_PHONE_H
#define NAAST_MODEL_PHONE_H
#include "model/form.h"

enum mistake phone_check(const struct private_text *typed);
/* E.164 into `out`; only after phone_check said MISTAKE_NONE. */
enum err phone_normalise(const struct private_text *typed, struct private_text *out) MUST_USE;
/* Grouped for the eye: "06 12 34 56 78", "0229 12 34 56", "+48 123 456 789"; also while it
 * is being typed. */
void phone_shown(const struct private_text *typed, struct private_text *out);

#endif
