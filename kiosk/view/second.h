/* SPDX-License-Identifier: EUPL-1.2 */
/* second.h - two languages on one screen: a visitor and the helper at the desk read together.
 *
 * Why:    screens know nothing of it. A screen is built twice, once in each language; the two
 *         trees have the same rows in the same order, so their words are paired by id. Layout
 *         then shows both in one node: beside each other where that is wide, else under each
 *         other, each in its own direction and font.
 * Rule:   what was typed stands there once. Keys too: a letter has no translation. */
#ifndef NAAST_VIEW_SECOND_H
#define NAAST_VIEW_SECOND_H
#include "view/build.h"

/* A build like this one in the second language, to make the same screen in; in the same
 * arena. */
struct build second_begin(struct build *build);
/* Gives each node of `build` the words that its twin in `other` has. */
void second_pair(struct build *build, const struct build *other);
/* The same words in both languages, for what layout says itself. */
struct words words_twice(struct build *build, enum text text, const struct text_place *places);

/* In the visitor's language and, also where only one is shown, in the town's. */
struct words words_town(struct build *build, enum text text);

#endif
