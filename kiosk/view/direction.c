/* SPDX-License-Identifier: EUPL-1.2 */
#include "view/direction.h"
#include <string.h>
#include <unicode/ubidi.h>
#include <unicode/uchar.h>
#include <unicode/uscript.h>
#include "base/utf8.h"

#define SOFT_HYPHEN 0x00AD

static bool is_digit(uint32_t point)
{
    return point >= '0' && point <= '9';
}

/* Marks that say something about direction or breaking and have no shape of their own. */
static bool is_invisible(uint32_t point)
{
    return point == SOFT_HYPHEN || point == 0x200E || point == 0x200F || point == 0x061C ||
           (point >= 0x202A && point <= 0x202E) || (point >= 0x2066 && point <= 0x2069);
}

static bool is_leftward(uint32_t point)
{
    if (point < 0x0590) return false;
    UCharDirection direction = u_charDirection((UChar32)point);
    return direction == U_RIGHT_TO_LEFT || direction == U_RIGHT_TO_LEFT_ARABIC;
}

bool direction_of(const char *utf8, size_t size_bytes, bool *is_right_to_left_out)
{
    for (size_t at = 0; at < size_bytes;) {
        uint32_t point = utf8_next(utf8, size_bytes, &at);
        if (point == 0) break;
        if (is_leftward(point) || u_charDirection((UChar32)point) == U_LEFT_TO_RIGHT) {
            *is_right_to_left_out = is_leftward(point);
            return true;
        }
    }
    return false;
}

static bool needs_bidi(const struct direction_text *text)
{
    if (text->is_right_to_left) return true;
    for (size_t at = 0; at < text->size_bytes;) {
        if ((unsigned char)text->utf8[at] < 0x80) { at++; continue; }
        uint32_t point = utf8_next(text->utf8, text->size_bytes, &at);
        if (point == 0) break;
        if (is_leftward(point)) return true;
    }
    return false;
}

/* What stands for a code point when levels are computed. A space or dash between digits becomes
 * a separator that UAX 9 counts as part of the number (W4), and a plus before digits becomes a
 * digit, so that a phone number is one. */
static uint32_t stand_in(uint32_t before, uint32_t point, uint32_t after)
{
    bool joins = point == ' ' || point == 0x00A0 || point == '-' || point == '/' ||
                 point == 0x202F;
    if (joins && is_digit(before) && is_digit(after)) return '.';
    if (point == '+' && is_digit(after)) return '0';
    return point;
}

/* One level a code point. Private words pass through ICU only in memory of the arena; ICU keeps
 * levels, no text. */
static uint8_t *levels_make(struct arena *arena, const struct direction_text *text)
{
    size_t count = utf8_count(text->utf8, text->size_bytes);
    uint8_t *levels = arena_alloc(arena, count + 1);
    UChar *units = arena_alloc(arena, (2 * count + 1) * sizeof *units);
    uint32_t *points = arena_alloc(arena, (count + 2) * sizeof *points);
    if (!levels || !units || !points || !needs_bidi(text)) return levels;
    size_t at = 0;
    for (size_t i = 0; i < count; i++)
        points[i + 1] = utf8_next(text->utf8, text->size_bytes, &at);
    int32_t used = 0;
    for (size_t i = 0; i < count; i++) {
        uint32_t point = stand_in(points[i], points[i + 1], i + 1 < count ? points[i + 2] : 0);
        U16_APPEND_UNSAFE(units, used, (UChar32)point);
    }
    UErrorCode code = U_ZERO_ERROR;
    UBiDi *bidi = ubidi_open();
    ubidi_setPara(bidi, units, used, text->is_right_to_left ? 1 : 0, NULL, &code);
    const UBiDiLevel *found = U_SUCCESS(code) && used > 0 ? ubidi_getLevels(bidi, &code) : NULL;
    for (int32_t i = 0, unit = 0; found && U_SUCCESS(code) && i < (int32_t)count; i++) {
        levels[i] = found[unit];
        unit += points[i + 1] > 0xFFFF ? 2 : 1;
    }
    ubidi_close(bidi);
    return levels;
}

static enum face face_of(const struct measure *measure, uint32_t point, enum face before)
{
    if (point < 0x80 && (is_digit(point) || u_isalpha((UChar32)point))) return FACE_LATIN;
    if (point < 0x80 && before == FACE_LATIN) return FACE_LATIN;
    UErrorCode code = U_ZERO_ERROR;
    enum face wanted = before;
    UScriptCode script = uscript_getScript((UChar32)point, &code);
    if (script == USCRIPT_ARABIC) wanted = FACE_ARABIC;
    else if (script == USCRIPT_ETHIOPIC) wanted = FACE_ETHIOPIC;
    else if (script != USCRIPT_COMMON && script != USCRIPT_INHERITED) wanted = FACE_LATIN;
    if (!measure->has_glyph || measure->has_glyph(measure->with, wanted, point)) return wanted;
    for (int face = 0; face < FACE_COUNT; face++)
        if (measure->has_glyph(measure->with, (enum face)face, point)) return (enum face)face;
    return wanted;
}

static bool is_strong_at(const struct direction_text *text, size_t at)
{
    for (int i = 0; i < 2; i++)
        if (at >= text->strong[i].start && at < text->strong[i].end) return true;
    return false;
}

/* Plain western text, by far the most: one piece, or five when two names in it are bold. Up
 * to U+024F every letter is Latin and runs to the right; in UTF-8 that is every byte below
 * 0xCA. */
static bool is_plain(const struct direction_text *text)
{
    if (text->is_right_to_left || text->face != FACE_LATIN) return false;
    for (size_t i = 0; i < text->size_bytes; i++) {
        unsigned char byte = (unsigned char)text->utf8[i];
        if (byte >= 0xCA) return false;
        if (byte == 0xC2 && (unsigned char)text->utf8[i + 1] == 0xAD) return false;
    }
    return true;
}

static int plain_pieces(struct arena *arena, const struct direction_text *text,
                        struct piece **pieces_out)
{
    size_t edges[6] = { 0,
                        text->strong[0].start,
                        text->strong[0].end,
                        text->strong[1].start,
                        text->strong[1].end,
                        text->size_bytes };
    struct piece *pieces = arena_alloc(arena, 5 * sizeof *pieces);
    *pieces_out = pieces;
    int count = 0;
    for (int i = 0; pieces && i < 5; i++)
        if (edges[i] < edges[i + 1])
            pieces[count++] = (struct piece){ edges[i], edges[i + 1], FACE_LATIN,
                                              text->is_bold || i == 1 || i == 3, 0 };
    return count;
}

int direction_pieces(struct arena *arena, const struct measure *measure,
                     const struct direction_text *text, struct piece **pieces_out)
{
    if (is_plain(text)) return plain_pieces(arena, text, pieces_out);
    size_t points = utf8_count(text->utf8, text->size_bytes);
    struct piece *pieces = arena_alloc(arena, (points + 1) * sizeof *pieces);
    uint8_t *levels = levels_make(arena, text);
    *pieces_out = pieces;
    if (!pieces || !levels) return 0;
    int count = 0;
    enum face before = text->face,
              leftward = text->face == FACE_LATIN ? FACE_ARABIC : text->face;
    bool is_joined = false;
    size_t at = 0;
    for (size_t i = 0; i < points; i++) {
        size_t start = at;
        uint32_t point = utf8_next(text->utf8, text->size_bytes, &at);
        if (is_invisible(point)) { is_joined = false; continue; }
        struct piece piece = {
            .start = start,
            .end = at,
            .face = face_of(measure, point, levels[i] & 1 ? leftward : before),
            .is_bold = text->is_bold || is_strong_at(text, start),
            .level = levels[i],
        };
        before = piece.face;
        if (levels[i] & 1 && is_leftward(point)) leftward = piece.face;
        struct piece *last = count > 0 ? &pieces[count - 1] : NULL;
        if (last && is_joined && last->face == piece.face && last->is_bold == piece.is_bold &&
            last->level == piece.level)
            last->end = at;
        else pieces[count++] = piece;
        is_joined = true;
    }
    return count;
}

int direction_line(struct arena *arena, const struct piece *pieces, int count, size_t start,
                   size_t end, struct piece **line_out)
{
    struct piece *line = arena_alloc(arena, ((size_t)count + 1) * sizeof *line);
    *line_out = line;
    if (!line) return 0;
    int used = 0;
    bool has_levels = false;
    for (int i = 0; i < count; i++) {
        if (pieces[i].end <= start || pieces[i].start >= end) continue;
        line[used] = pieces[i];
        if (line[used].start < start) line[used].start = start;
        if (line[used].end > end) line[used].end = end;
        has_levels = has_levels || line[used].level > 0;
        used++;
    }
    if (!has_levels || used < 2) return used;
    struct piece *visual = arena_alloc(arena, (size_t)used * sizeof *visual);
    uint8_t *levels = arena_alloc(arena, (size_t)used);
    int32_t *order = arena_alloc(arena, (size_t)used * sizeof *order);
    if (!visual || !levels || !order) return 0;
    for (int i = 0; i < used; i++) levels[i] = line[i].level;
    ubidi_reorderVisual(levels, used, order);
    for (int i = 0; i < used; i++) visual[i] = line[order[i]];
    *line_out = visual;
    return used;
}
