/* SPDX-License-Identifier: EUPL-1.2 */
/* wrap.h - words into lines (ICU line breaks, soft hyphens, and a hyphenation that platform/
 * may offer).
 *
 * Rule:   nothing is cut off. A word wider than its line is broken at a soft hyphen, else where
 *         `measure->hyphens` allows, else between any two letters; the last is a defect in text
 *         of ours (wrap_lines says so), but not in what a visitor typed. Groups of digits are
 *         not parted: a phone number stays on one line.
 * Units:  pixels, byte offsets.
 * Thread: one. */
#ifndef NAAST_VIEW_WRAP_H
#define NAAST_VIEW_WRAP_H
#include "view/direction.h"

struct segment {
    size_t start, end;      /* shown when the line ends here, without the space after it */
    size_t next;            /* where the next one starts */
    bool has_hyphen;        /* ends in a soft hyphen: shows one at the end of a line */
    int width_px, space_px;
};

struct wrap {
    struct direction_text text;
    const char *tag;
    bool is_typed;          /* by a visitor: may be broken anywhere */
    /* capital height asked for; the font size per face follows from it */
    double cap_px;
    struct piece *pieces;
    int piece_count;
    struct segment *segments;
    int segment_count;
    int least_px, wish_px;  /* longest word; everything on one line */
};

struct line {
    size_t start, end;
    bool has_hyphen;
    bool is_broken;         /* a word of ours was broken where no rule allows it */
    int width_px;
};

/* Fills pieces, segments and widths from text, tag, is_typed and cap_px. False when the arena
 * is full. */
bool wrap_prepare(struct wrap *wrap, struct arena *arena, const struct measure *measure);
/* Lines of at most width_px; at least one. Returns how many, 0 when the arena is full. */
int wrap_lines(const struct wrap *wrap, struct arena *arena, const struct measure *measure,
               int width_px, struct line **lines_out);
/* How many lines that would be. */
int wrap_count(const struct wrap *wrap, const struct measure *measure, int width_px);
/* The font of a piece at this capital height. */
struct font wrap_font(const struct wrap *wrap, const struct measure *measure,
                      const struct piece *piece);
int wrap_width(const struct wrap *wrap, const struct measure *measure, size_t start, size_t end,
               bool has_hyphen);

#endif
