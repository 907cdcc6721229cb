/* SPDX-License-Identifier: EUPL-1.2 */
/* panel_size.h - how many pixels and how many millimetres a picture has; for the kiosk and for
 * `naast show`. */
#ifndef NAAST_APPS_PANEL_SIZE_H
#define NAAST_APPS_PANEL_SIZE_H
#include <stdbool.h>
#include "content/settings.h"
#include "view/build.h"

/* What one frame may take: nodes, lines and draw list. The fullest screen takes about a third
 * of it. */
#define FRAME_BYTES (1u << 20)

/* "1920x1080"; false when it is anything else, or a side is under 320 or above 8192. */
bool size_read(const char *text, int *width_px_out, int *height_px_out);

/* With panel_mm 0 the settings tell how wide the panel is; a picture that stands where the
 * configured panel lies (or the other way round) is taken as the same panel, turned. */
struct panel panel_of(const struct settings *settings, int width_px, int height_px,
                      double panel_mm);

#endif
