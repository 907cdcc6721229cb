/* SPDX-License-Identifier: EUPL-1.2 */
/* facts.h - what the screens tell about a provider, in words of the visitor's language. */
#ifndef NAAST_SCREENS_FACTS_H
#define NAAST_SCREENS_FACTS_H
#include "view/build.h"

struct words facts_kind(struct build *build, const struct provider *provider);
struct words facts_topics(struct build *build, const struct provider *provider);
struct words facts_languages(struct build *build, const struct provider *provider);
/* The same, cut to what fits a row: the visitor's own topics and language first, then "en
 * meer". */
struct words facts_topics_short(struct build *build, const struct provider *provider);
struct words facts_languages_short(struct build *build, const struct provider *provider);
/* "maandag tot en met vrijdag: 9 tot 17 uur" */
struct words facts_hours(struct build *build, const struct opening *opening);
/* Who they are, and how their independence is guarded: as the provider wrote it. */
struct words facts_about(struct build *build, const struct provider *provider);
struct words facts_independence(struct build *build, const struct provider *provider);
/* E.164 or a short number, grouped for the eye and digit by digit for the ear. */
struct words facts_phone(struct build *build, const char *number);
/* Contact card of the provider, for a QR code. `reference` (as shown) goes in the note;
 * NULL: none. Nothing in it comes from the visitor. */
const char *facts_card(struct build *build, const struct provider *provider,
                       const char *reference);

/* Lists of names: the days of a set (bit DAY_x), the parts of a day, the topics (bit =
 * place). */
struct words facts_days(struct build *build, uint8_t days);
struct words facts_day_parts(struct build *build, uint8_t parts);
struct words facts_topic_list(struct build *build, uint32_t topics);

#endif
