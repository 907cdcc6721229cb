/* SPDX-License-Identifier: EUPL-1.2 */
/* direction.h - which way words run, and which font each piece of them needs.
 *
 * Why:    SDL_ttf shapes one run in one direction with one font; it reverses the digits of an
 *         Arabic line (measured). So a line is cut into pieces here: by script, by weight and
 *         by the bidi algorithm (UAX 9, ICU).
 * Rule:   a phone number, typed or written, always reads from left to right: its groups stay in
 *         order, and a plus stays before it, also inside Arabic. Plain UAX 9 would turn the
 *         groups round.
 * Units:  byte offsets into the text. Bidi controls and soft hyphens belong to no piece: they
 *         are never drawn. */
#ifndef NAAST_VIEW_DIRECTION_H
#define NAAST_VIEW_DIRECTION_H
#include "base/arena.h"
#include "view/measure.h"

struct range { size_t start, end; };

struct direction_text {
    const char *utf8;
    size_t size_bytes;
    bool is_right_to_left;      /* of the paragraph */
    enum face face;             /* of signs that belong to no script */
    bool is_bold;
    /* bold although the rest is not; in order, empty when start == end */
    struct range strong[2];
};

struct piece {
    size_t start, end;
    enum face face;
    bool is_bold;
    uint8_t level;              /* bidi level; odd runs from right to left */
};

/* In logical order. Returns how many; 0 when the arena is full or the text is empty. */
int direction_pieces(struct arena *arena, const struct measure *measure,
                     const struct direction_text *text, struct piece **pieces_out);
/* The pieces of one line (bytes start to end), in the order in which they stand from left to
 * right. */
int direction_line(struct arena *arena, const struct piece *pieces, int count, size_t start,
                   size_t end, struct piece **line_out);
/* First letter with a direction of its own; false when there is none. */
bool direction_of(const char *utf8, size_t size_bytes, bool *is_right_to_left_out);

#endif
