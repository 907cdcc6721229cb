/* SPDX-License-Identifier: EUPL-1.2 */
/* answers.h - what the visitor answered, in words: for the review and the screens after it.
 *
 * Words that hold typed text are private and lie only in the frame arena. */
#ifndef NAAST_SCREENS_ANSWERS_H
#define NAAST_SCREENS_ANSWERS_H
#include "view/parts.h"

struct words answer_of(struct build *build, enum field field);
enum text relation_text(enum relation relation);        /* TEXT_COUNT for none */
enum pictogram relation_pictogram(enum relation relation);
enum text channel_text(enum channel channel);
enum pictogram channel_pictogram(enum channel channel);

/* The answer in pictures; NONE where there are no more, or where one would say nothing. */
void answer_pictures(const struct build *build, enum field field,
                     enum pictogram pictures_out[FACT_PICTURES_MOST]);

#endif
