/* SPDX-License-Identifier: EUPL-1.2 */
/* measure.h - what layout must know about fonts, as callbacks that platform/ fills in.
 *
 * Units: pixels. A font is a face (by script), a weight and a size.
 * Rule:  the same question gives the same answer, and asking twice is cheap (the platform
 *        remembers widths). */
#ifndef NAAST_VIEW_MEASURE_H
#define NAAST_VIEW_MEASURE_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* fonts/fonts.json names the file per face. */
/* Latin: also Cyrillic and Greek */
enum face { FACE_LATIN, FACE_ARABIC, FACE_ETHIOPIC, FACE_COUNT };

struct font { enum face face; bool is_bold; int size_px; };

struct font_metrics {
    int ascent_px;       /* of a line, above the baseline */
    int line_px;         /* distance from line to line for body text */
    double cap_px;       /* height of a capital H (of alef, of ha in other scripts) */
};

struct measure {
    void *with;
    int (*width_px)(void *with, struct font font, bool is_right_to_left, const char *utf8,
                    size_t size_bytes);
    struct font_metrics (*metrics)(void *with, struct font font);
    bool (*has_glyph)(void *with, enum face face, uint32_t code_point);
    /* capital height / font size: from millimetres to size */
    double (*cap_per_em)(void *with, enum face face);
    /* Where a word may be broken with a hyphen: byte offsets, rising; returns how many. NULL:
     * nowhere. */
    int (*hyphens)(void *with, const char *tag, const char *utf8, size_t size_bytes,
                   size_t *offsets_out, int most);
};

#endif
