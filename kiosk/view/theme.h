/* SPDX-License-Identifier: EUPL-1.2 */
/* theme.h - the roles a colour can have, and the four themes (design/README.md). Nothing else
 * names a colour. */
#ifndef NAAST_VIEW_THEME_H
#define NAAST_VIEW_THEME_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "model/model.h"

struct color { uint8_t red, green, blue; };

enum tone {
    TONE_NONE,
    TONE_PAPER, TONE_CARD, TONE_INK, TONE_SOFT, TONE_LINE, TONE_BRAND, TONE_ON_BRAND,
    TONE_BRAND_TINT, TONE_SUN, TONE_SUN_TINT, TONE_DANGER,
    TONE_COUNT
};

struct theme {
    const char *name;              /* "default", "high-light", "high-dark", "low" */
    struct color tones[TONE_COUNT];
    bool has_line_pictograms;      /* the line version, drawn in ink */
    bool tones_pictures;           /* their colours lie between ink and card */
};

const struct theme *theme_get(enum theme_id id);
enum theme_id theme_find(const char *name);          /* THEME_COUNT when unknown */
/* Text of this tone may stand on this ground: every pair that parts use, and each is measured
 * (tests/view). */
bool theme_allows(enum tone ink, enum tone ground);
double contrast(struct color a, struct color b);     /* WCAG 2.2 ratio, 1 to 21 */

#endif
