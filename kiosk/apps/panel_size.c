/* SPDX-License-Identifier: EUPL-1.2 */
#include "apps/panel_size.h"

#include <ctype.h>
#include <stdlib.h>

#define SIDE_LEAST_PX 320
#define SIDE_MOST_PX 8192

static bool side_read(const char *text, char end, const char **after_out, int *side_px_out)
{
    if (!isdigit((unsigned char)text[0])) return false;
    char *after = NULL;
    long side_px = strtol(text, &after, 10);
    if (*after != end || side_px < SIDE_LEAST_PX || side_px > SIDE_MOST_PX) return false;
    *side_px_out = (int)side_px;
    *after_out = after + 1;
    return true;
}

bool size_read(const char *text, int *width_px_out, int *height_px_out)
{
    const char *rest = text;
    return side_read(rest, 'x', &rest, width_px_out) &&
           side_read(rest, 0, &rest, height_px_out);
}

struct panel panel_of(const struct settings *settings, int width_px, int height_px,
                      double panel_mm)
{
    if (panel_mm <= 0) {
        bool lies = settings->panel_width_mm >= settings->panel_height_mm;
        bool is_turned = lies != (width_px >= height_px);
        panel_mm = is_turned ? settings->panel_height_mm : settings->panel_width_mm;
    }
    return (struct panel){width_px, height_px, width_px / panel_mm};
}
