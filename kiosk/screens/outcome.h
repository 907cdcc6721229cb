/* SPDX-License-Identifier: EUPL-1.2 */
/* outcome.h - what the screens after sending share: who will call when, and what to take
 * home. */
#ifndef NAAST_SCREENS_OUTCOME_H
#define NAAST_SCREENS_OUTCOME_H
#include "screens/common.h"

/* "{provider} belt u. Uiterlijk {date}.", or another text with those two places. */
struct words outcome_promise(struct build *build, enum text text, int64_t wall_s);
/* A text with {provider} and the provider's {phone}. */
struct words outcome_phone(struct build *build, enum text text);
/* Whether the supporter will write instead of call. */
bool outcome_is_email(const struct build *build);
/* The card to take home: QR code of the provider's contact card, and the reference. */
void outcome_take_home(struct build *build);
/* The same with pictures: a card with whom to call, and beside it the code. */
void outcome_take_home_pictured(struct build *build, const char *id, struct words text);
/* "Klaar. Wis mijn gegevens". */
void outcome_nav(struct build *build);

#endif
