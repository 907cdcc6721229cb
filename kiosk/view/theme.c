/* SPDX-License-Identifier: EUPL-1.2 */
#include "view/theme.h"
#include <math.h>
#include <string.h>

#define HEX(value) { ((value) >> 16) & 0xff, ((value) >> 8) & 0xff, (value) & 0xff }

/* Default: every text 10:1 or better on its ground (VVSG 7.1-C), borders 3:1 or better. High-dark keeps the
 * yellow of design/README.md. Low: all text between 4.5 and 8, for eyes that bright paper hurts (VVSG 7.1-D). */
static const struct theme themes[THEME_COUNT] = {
    [THEME_DEFAULT] = { "default", {
        [TONE_PAPER] = HEX(0xFAF7F2), [TONE_CARD] = HEX(0xFFFFFF),
        [TONE_INK] = HEX(0x17203A), [TONE_SOFT] = HEX(0x333B57), [TONE_LINE] = HEX(0x8A8478),
        [TONE_BRAND] = HEX(0x00453B), [TONE_ON_BRAND] = HEX(0xFFFFFF), [TONE_BRAND_TINT] = HEX(0xE1F0EC),
        [TONE_SUN] = HEX(0xFFC93C), [TONE_SUN_TINT] = HEX(0xFFF3D1), [TONE_DANGER] = HEX(0x7D0C22),
    }, false },
    [THEME_HIGH_LIGHT] = { "high-light", {
        [TONE_PAPER] = HEX(0xFFFFFF), [TONE_CARD] = HEX(0xFFFFFF),
        [TONE_INK] = HEX(0x000000), [TONE_SOFT] = HEX(0x000000), [TONE_LINE] = HEX(0x000000),
        [TONE_BRAND] = HEX(0x000000), [TONE_ON_BRAND] = HEX(0xFFFFFF), [TONE_BRAND_TINT] = HEX(0xFFFFFF),
        [TONE_SUN] = HEX(0xFFC93C), [TONE_SUN_TINT] = HEX(0xFFFFFF), [TONE_DANGER] = HEX(0x000000),
    }, true },
    [THEME_HIGH_DARK] = { "high-dark", {
        [TONE_PAPER] = HEX(0x000000), [TONE_CARD] = HEX(0x000000),
        [TONE_INK] = HEX(0xFFE100), [TONE_SOFT] = HEX(0xFFFFFF), [TONE_LINE] = HEX(0xFFE100),
        [TONE_BRAND] = HEX(0xFFE100), [TONE_ON_BRAND] = HEX(0x000000), [TONE_BRAND_TINT] = HEX(0x262200),
        [TONE_SUN] = HEX(0xFFFFFF), [TONE_SUN_TINT] = HEX(0x000000), [TONE_DANGER] = HEX(0xFFE100),
    }, true },
    [THEME_LOW] = { "low", {
        [TONE_PAPER] = HEX(0xD3CDC0), [TONE_CARD] = HEX(0xDCD6CA),
        [TONE_INK] = HEX(0x40465A), [TONE_SOFT] = HEX(0x4A5064), [TONE_LINE] = HEX(0x726C64),
        [TONE_BRAND] = HEX(0x2F5C55), [TONE_ON_BRAND] = HEX(0xDCD6CA), [TONE_BRAND_TINT] = HEX(0xC6D4CC),
        [TONE_SUN] = HEX(0xC9A54F), [TONE_SUN_TINT] = HEX(0xDDD0AE), [TONE_DANGER] = HEX(0x7A3340),
    }, false },
};

/* Soft text and danger never stand on a tint: there they would fall under 10:1 in the default theme. */
static const struct { enum tone ink, ground; } pairs[] = {
    { TONE_INK, TONE_PAPER }, { TONE_INK, TONE_CARD }, { TONE_INK, TONE_BRAND_TINT }, { TONE_INK, TONE_SUN_TINT },
    { TONE_SOFT, TONE_PAPER }, { TONE_SOFT, TONE_CARD },
    { TONE_BRAND, TONE_PAPER }, { TONE_BRAND, TONE_CARD }, { TONE_ON_BRAND, TONE_BRAND },
    { TONE_DANGER, TONE_PAPER }, { TONE_DANGER, TONE_CARD },
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
    return 0.2126 * linear(color.red) + 0.7152 * linear(color.green) + 0.0722 * linear(color.blue);
}

double contrast(struct color a, struct color b)
{
    double one = luminance(a), other = luminance(b);
    double light = one > other ? one : other, dark = one > other ? other : one;
    return (light + 0.05) / (dark + 0.05);
}
