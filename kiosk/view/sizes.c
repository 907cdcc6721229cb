/* SPDX-License-Identifier: EUPL-1.2 */
#include "view/sizes.h"

static const double least_mm[TEXT_SIZES] = { 4.0, 5.0, 7.4, 9.0 };

/* Times the size's own height. At the default size this gives the proportions of design/: small
 * 5, body 6.25, lead 6.6 (1.05 x body), title 10 (1.6 x body). */
static const double times[][TEXT_SIZES] = {
    [STYLE_BODY]    = { 1.25, 1.25, 1.10, 1.00 },
    [STYLE_TITLE]   = { 2.10, 2.00, 1.55, 1.35 },
    [STYLE_LEAD]    = { 1.32, 1.32, 1.12, 1.00 },
    [STYLE_SMALL]   = { 1.00, 1.00, 1.00, 1.00 },
    [STYLE_READING] = { 1.60, 1.50, 1.20, 1.05 },
    [STYLE_BUTTON]  = { 1.32, 1.32, 1.12, 1.05 },
    [STYLE_HEADING] = { 1.50, 1.50, 1.22, 1.10 },
    [STYLE_DISPLAY] = { 3.20, 3.00, 2.10, 1.75 },
    [STYLE_FIELD]   = { 2.10, 2.00, 1.45, 1.25 },
    [STYLE_KEY]     = { 2.10, 2.00, 1.40, 1.00 },
};

static int size_place(int text_size)
{
    if (text_size < 1) return 0;
    return text_size > TEXT_SIZES ? TEXT_SIZES - 1 : text_size - 1;
}

double size_cap_mm(enum text_style style, int text_size)
{
    int place = size_place(text_size);
    return least_mm[place] * times[style][place];
}

double size_key_mm(int text_size)
{
    return text_size > 2 ? KEY_LARGE_MM : KEY_LEAST_MM;
}

bool size_is_bold(enum text_style style)
{
    switch (style) {
    case STYLE_TITLE:
    case STYLE_BUTTON:
    case STYLE_HEADING:
    case STYLE_DISPLAY:
    case STYLE_FIELD:
    case STYLE_KEY: return true;
    case STYLE_BODY: case STYLE_LEAD: case STYLE_SMALL: case STYLE_READING:
        return false;
    }
    return false;
}

double size_line(enum text_style style)
{
    switch (style) {
    case STYLE_TITLE: case STYLE_DISPLAY:
        return 1.30;
    case STYLE_BUTTON: case STYLE_HEADING: case STYLE_FIELD: case STYLE_KEY:
        return 1.32;
    case STYLE_SMALL:
        return 1.38;
    case STYLE_BODY: case STYLE_LEAD: case STYLE_READING:
        return 1.42;
    }
    return 1.42;
}

double size_room(double panel_height_mm)
{
    double room = panel_height_mm / 268.0;
    if (room > 1.0) return 1.0;
    return room < 0.7 ? 0.7 : room;
}
