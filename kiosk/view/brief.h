/* SPDX-License-Identifier: EUPL-1.2 */
/* brief.h - the same in fewer words. Beside a large picture a word or two is read, a sentence
 * is not; the voice still says the whole sentence (accessibility.md 3: picture, short text and
 * sound together). */
#ifndef NAAST_VIEW_BRIEF_H
#define NAAST_VIEW_BRIEF_H
#include "content/texts.h"

/* TEXT_COUNT: there is none, the text is short already. */
enum text brief_of(enum text whole);

#endif
