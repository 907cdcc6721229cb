/* SPDX-License-Identifier: EUPL-1.2 */
#include "view/theme.h"
#include <math.h>
#include <string.h>

#define HEX(value) { ((value) >> 16) & 0xff, ((value) >> 8) & 0xff, (value) & 0xff }

/* In the order of enum tone, without TONE_NONE. */
#define THEME(name, line_pictograms, tones_pictures, paper, card, ink, soft, line, brand,      \
              on_brand, tint, sun, sun_tint, danger)                                          \
    { name,                                                                                   \
      { { 0, 0, 0 }, HEX(paper), HEX(card), HEX(ink), HEX(soft), HEX(line), HEX(brand),       \
        HEX(on_brand), HEX(tint), HEX(sun), HEX(sun_tint), HEX(danger) },                     \
      line_pictograms, tones_pictures }

/* Default: every text 10:1 or better on its ground (VVSG 7.1-C), borders 3:1 or better.
 * High-dark: yellow on black 17.5:1 or better, so its tint is nearly black and what is chosen
 * shows by border and tick. Low: all text between 4.5 and 8, and nothing on the whole screen
 * further apart, pictures included, for eyes that bright paper hurts (VVSG 7.1-D). */
static const struct theme themes[THEME_COUNT] = {
    [THEME_DEFAULT] = THEME("default", false, false, 0xFAF7F2, 0xFFFFFF, 0x17203A, 0x333B57,
                            0x8A8478, 0x00453B, 0xFFFFFF, 0xE1F0EC, 0xFFC93C, 0xFFF3D1,
                            0x7D0C22),
    [THEME_HIGH_LIGHT] = THEME("high-light", true, false, 0xFFFFFF, 0xFFFFFF, 0x000000,
                               0x000000, 0x000000, 0x000000, 0xFFFFFF, 0xFFFFFF, 0xFFC93C,
                               0xFFFFFF, 0x000000),
    [THEME_HIGH_DARK] = THEME("high-dark", true, false, 0x000000, 0x000000, 0xFFFF00, 0xFFFFFF,
                              0xFFFF00, 0xFFFF00, 0x000000, 0x141200, 0xFFFFFF, 0x000000,
                              0xFFFF00),
    [THEME_LOW] = THEME("low", false, true, 0xD3CDC0, 0xDCD6CA, 0x40465A, 0x4A5064, 0x726C64,
                        0x2F5C55, 0xDCD6CA, 0xC6D4CC, 0xC9A54F, 0xDDD0AE, 0x7A3340),
};

/* Soft text and danger never stand on a tint: there they would fall under 10:1 in the default
 * theme. */
static const struct { enum tone ink, ground; } pairs[] = {
    { TONE_INK, TONE_PAPER },        { TONE_INK, TONE_CARD },
    { TONE_INK, TONE_BRAND_TINT },   { TONE_INK, TONE_SUN_TINT },
    { TONE_SOFT, TONE_PAPER },       { TONE_SOFT, TONE_CARD },
    { TONE_BRAND, TONE_PAPER },      { TONE_BRAND, TONE_CARD },
    { TONE_ON_BRAND, TONE_BRAND },   { TONE_DANGER, TONE_PAPER },
    { TONE_DANGER, TONE_CARD },
};

const struct theme *theme_get(enum theme_id id)
{
    return &themes[(int)id >= 0 && id < THEME_COUNT ? id : THEME_DEFAULT];
}

enum theme_id theme_find(const char *name)
{
    for (int i = 0; name && i < THEME_COUNT; i++)
        if (strcmp(themes[i].name, name) == 0) return (enum theme_id)i;
    return THEME_COUNT;
}

bool theme_allows(enum tone ink, enum tone ground)
{
    for (size_t i = 0; i < sizeof pairs / sizeof pairs[0]; i++)
        if (pairs[i].ink == ink && pairs[i].ground == ground) return true;
    return false;
}

static double linear(uint8_t part)
{
    double value = part / 255.0;
    return value <= 0.04045 ? value / 12.92 : pow((value + 0.055) / 1.055, 2.4);
}

static double luminance(struct color color)
{
    return 0.2126 * linear(color.red) + 0.7152 * linear(color.green) +
           0.0722 * linear(color.blue);
}

double contrast(struct color a, struct color b)
{
    double one = luminance(a), other = luminance(b);
    double light = one > other ? one : other, dark = one > other ? other : one;
    return (light + 0.05) / (dark + 0.05);
}
