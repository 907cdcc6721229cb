/* SPDX-License-Identifier: EUPL-1.2 */
/* pictures.h - pictograms and boxes with round corners, rasterised once per size and remembered
 * under a limit.
 *
 * Shape:  ASSETS/pictograms/<key>.svg in colour; <key>.line.svg in the ink of the theme. A
 *         picture is centred on its ink, not on its file, because OpenMoji leaves a different
 *         border round each.
 * Errors: a picture that is missing is logged once and then left out; `naast check` finds it
 *         beforehand.
 * Thread: one. */
#ifndef NAAST_PLATFORM_PICTURES_H
#define NAAST_PLATFORM_PICTURES_H
#include "content/pictogram.h"
#include "platform/bitmap.h"

struct pictures;

struct box {
    struct rect rect;
    struct color ground, border;
    bool has_ground;
    int border_px, corner_px;
};

/* A line picture is painted in `ink`; a toned one has its colours between `ink` (for black) and
 * `light` (for white). */
struct picture_look { bool is_line, is_toned; struct color ink, light; };

/* ERR_MEMORY, ERR_LARGE */
enum err pictures_open(const char *assets_folder, struct pictures **pictures_out) MUST_USE;
void pictures_close(struct pictures *pictures);       /* accepts NULL */
void pictures_paint(struct pictures *pictures, struct canvas *canvas, struct rect clip,
                    struct rect rect, enum pictogram pictogram, struct picture_look look);
void pictures_paint_box(struct pictures *pictures, struct canvas *canvas, struct rect clip,
                        struct box box);
size_t pictures_kept_bytes(const struct pictures *pictures);

#endif
