/* SPDX-License-Identifier: EUPL-1.2 */
/* key_wrap.h - the keys of a layout in shorter rows: large keys on a narrow panel.
 *
 * Rule: digits, letters and signs keep their order and stay together; a group's rows are about
 *       equally long. Hands cannot use a learnt layout that is broken elsewhere, so the letters
 *       are best given in the order of the alphabet. */
#ifndef NAAST_VIEW_KEY_WRAP_H
#define NAAST_VIEW_KEY_WRAP_H
#include "content/key_layout.h"

/* `columns` at least 1. What does not fit in KEY_ROWS_MOST rows makes the last one longer. */
void key_wrap(const struct key_rows *from, int columns, struct key_rows *rows_out);
/* The letters of an address in the order of the alphabet, on the places where letters are. */
void key_sort_letters(struct key_rows *rows);

#endif
