/* SPDX-License-Identifier: EUPL-1.2 */
/* fonts.h - the staged font files: how wide words are, and words as coverage.
 *
 * Shape:  ASSETS/fonts/<face>-regular.ttf and <face>-bold.ttf, read from the map of the file. A
 *         font is opened at its first use; FONTS_MOST stay open. Widths and rendered runs are
 *         remembered under fixed limits.
 * Privacy: words of a visitor are rendered, painted, zeroed and freed; of their widths only a
 *          keyed hash is remembered.
 * Errors: ERR_MISSING (the Latin faces are not staged), ERR_SYSTEM (SDL_ttf does not start),
 *         ERR_MEMORY.
 * Thread: one. */
#ifndef NAAST_PLATFORM_FONTS_H
#define NAAST_PLATFORM_FONTS_H
#include "platform/bitmap.h"
#include "view/measure.h"

struct fonts;

enum err fonts_open(const char *assets_folder, struct fonts **fonts_out) MUST_USE;
void fonts_close(struct fonts *fonts);                /* accepts NULL */
struct measure fonts_measure(struct fonts *fonts);
/* run->x is where the line starts, run->y its baseline. */
void fonts_paint(struct fonts *fonts, struct canvas *canvas, struct rect clip,
                 const struct run *run, struct color ink, bool is_private);
/* The frame is on the screen: lets go of what was read of the files (half a megabyte each),
 * which stays in the system's file cache for the next letter. */
void fonts_rest(struct fonts *fonts);
/* After a visit: forgets widths, and closes the fonts that private words were shaped with. */
void fonts_wipe(struct fonts *fonts);
size_t fonts_kept_bytes(const struct fonts *fonts);   /* what the rendered runs take */
int fonts_kept_runs(const struct fonts *fonts);

#endif
