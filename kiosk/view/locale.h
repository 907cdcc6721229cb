/* SPDX-License-Identifier: EUPL-1.2 */
/* locale.h - dates, lists and names of languages as a language writes them (ICU).
 *
 * Shape:  formatters are made at first use and kept per language: making one costs
 *         milliseconds.
 * Digits: always 0-9, because phone numbers and dates on paper here are written so.
 * Errors: a language ICU does not know falls back to ICU's root; the answer is then plain but
 *         never empty.
 * Thread: one. */
#ifndef NAAST_VIEW_LOCALE_H
#define NAAST_VIEW_LOCALE_H
#include <stdint.h>
#include "base/arena.h"

/* "dinsdag 24 november", in Dutch time. NULL when the arena is full. */
const char *locale_date(struct arena *arena, const char *tag, int64_t wall_s);
/* "maandag, dinsdag en woensdag". */
const char *locale_list(struct arena *arena, const char *tag, const char *const *each,
                        int count);
/* The language `named` as `tag` calls it: "Turks". NULL when ICU has no name for it. */
const char *locale_language(struct arena *arena, const char *tag, const char *named);
/* Capital letters for keys: Turkish i has its own. */
const char *locale_upper(struct arena *arena, const char *tag, const char *utf8);
/* Makes the formatters of this language before they are needed. */
void locale_warm(const char *tag);

#endif
