/* SPDX-License-Identifier: EUPL-1.2 */
#include "view/wrap.h"
#include <math.h>
#include <string.h>
#include <unicode/ubrk.h>
#include <unicode/uchar.h>
#include "base/utf8.h"

#define HYPHENS_MOST 32

/* Making a break iterator reads tables; the rules for lines are the same for all our
 * languages. */
static UBreakIterator *breaker;

struct font wrap_font(const struct wrap *wrap, const struct measure *measure,
                      const struct piece *piece)
{
    double per_em = measure->cap_per_em(measure->with, piece->face);
    /* Rounded up: a letter is never smaller than the millimetres promised. */
    return (struct font){ piece->face, piece->is_bold,
                          (int)ceil(wrap->cap_px / per_em - 0.01) };
}

int wrap_width(const struct wrap *wrap, const struct measure *measure, size_t start, size_t end,
               bool has_hyphen)
{
    int width_px = 0;
    struct font font = { FACE_LATIN, wrap->text.is_bold, 0 };
    for (int i = 0; i < wrap->piece_count; i++) {
        struct piece piece = wrap->pieces[i];
        if (piece.end <= start || piece.start >= end) continue;
        if (piece.start < start) piece.start = start;
        if (piece.end > end) piece.end = end;
        font = wrap_font(wrap, measure, &piece);
        width_px += measure->width_px(measure->with, font, piece.level & 1,
                                      wrap->text.utf8 + piece.start, piece.end - piece.start);
    }
    if (has_hyphen && font.size_px > 0)
        width_px += measure->width_px(measure->with, font, false, "-", 1);
    return width_px;
}

static bool is_digit(UChar unit)
{
    return unit >= '0' && unit <= '9';
}

/* U+00AD: shows as a hyphen, and only where the line breaks. */
static bool ends_in_soft_hyphen(const char *utf8, size_t size)
{
    return size >= 2 && memcmp(utf8 + size - 2, "\xc2\xad", 2) == 0;
}

static void segment_add(struct wrap *wrap, const struct measure *measure, size_t start,
                        size_t next)
{
    const char *utf8 = wrap->text.utf8;
    struct segment *segment = &wrap->segments[wrap->segment_count++];
    size_t end = next;
    while (end > start && (utf8[end - 1] == ' ' || utf8[end - 1] == '\n')) end--;
    bool has_hyphen = ends_in_soft_hyphen(utf8 + start, end - start);
    if (has_hyphen) end -= 2;
    *segment = (struct segment){
        .start = start, .end = end, .next = next, .has_hyphen = has_hyphen
    };
    segment->width_px = wrap_width(wrap, measure, start, end, false);
    if (!has_hyphen && next > end)
        /* NOLINTNEXTLINE(readability-suspicious-call-argument): the space after it */
        segment->space_px = wrap_width(wrap, measure, end, next, false);
    int least_px = has_hyphen ? wrap_width(wrap, measure, start, end, true) : segment->width_px;
    if (wrap->is_typed && least_px > 8 * wrap->cap_px) least_px = (int)(8 * wrap->cap_px);
    if (least_px > wrap->least_px) wrap->least_px = least_px;
}

/* UTF-16 for ICU, with the byte offset of each unit. Both lie in the arena: ICU works on them
 * in place. */
static int32_t units_make(struct arena *arena, const struct wrap *wrap, UChar **units_out,
                          uint32_t **offsets_out)
{
    size_t most = wrap->text.size_bytes + 1;
    UChar *units = arena_alloc(arena, most * sizeof *units);
    uint32_t *offsets = arena_alloc(arena, (most + 1) * sizeof *offsets);
    *units_out = units;
    *offsets_out = offsets;
    if (!units || !offsets) return -1;
    int32_t count = 0;
    for (size_t at = 0; at < wrap->text.size_bytes;) {
        offsets[count] = (uint32_t)at;
        uint32_t point = utf8_next(wrap->text.utf8, wrap->text.size_bytes, &at);
        if (point == 0) break;
        int32_t before = count;
        U16_APPEND_UNSAFE(units, count, (UChar32)point);
        if (count == before + 2) offsets[before + 1] = offsets[before];
    }
    offsets[count] = (uint32_t)wrap->text.size_bytes;
    return count;
}

/* "u." at the start of a line looks lost: the end of a sentence that is this short stays with
 * the word before it. */
static bool is_short_end(const UChar *units, int32_t at, int32_t count)
{
    int32_t end = at;
    while (end < count && units[end] != ' ') end++;
    return end - at <= 3 &&
           (units[end - 1] == '.' || units[end - 1] == '?' || units[end - 1] == '!');
}

/* Where a line may end by the rules of Unicode but not by ours: between groups of digits,
 * before a short end of a sentence, and after the first letter of "e-mail". `at` lies before
 * the end. */
static bool is_held(const UChar *units, int32_t at, int32_t count)
{
    if (at > 1 && units[at - 1] == ' ')
        return (is_digit(units[at - 2]) && is_digit(units[at])) ||
               is_short_end(units, at, count);
    if (at < 2 || units[at - 1] != '-') return false;
    return at == 2 || units[at - 3] == ' ' || units[at - 3] == 0x00A0;
}

static bool is_one_word(const struct wrap *wrap)
{
    for (size_t i = 0; i < wrap->text.size_bytes; i++) {
        unsigned char byte = (unsigned char)wrap->text.utf8[i];
        if (byte >= 0x80 || byte == ' ' || byte == '-' || byte == '/' || byte == '\n')
            return false;
    }
    return true;
}

static bool segments_make(struct wrap *wrap, struct arena *arena, const struct measure *measure)
{
    if (is_one_word(wrap)) {
        wrap->segments = arena_alloc(arena, sizeof *wrap->segments);
        if (wrap->segments) segment_add(wrap, measure, 0, wrap->text.size_bytes);
        return wrap->segments != NULL;
    }
    UChar *units;
    uint32_t *offsets;
    UErrorCode code = U_ZERO_ERROR;
    int32_t count = units_make(arena, wrap, &units, &offsets), breaks = 0;
    if (count < 0) return false;
    if (!breaker) breaker = ubrk_open(UBRK_LINE, "", NULL, 0, &code);
    if (U_SUCCESS(code)) ubrk_setText(breaker, units, count, &code);
    uint32_t *starts = arena_alloc(arena, ((size_t)count + 2) * sizeof *starts);
    if (!starts || U_FAILURE(code)) return false;
    starts[breaks++] = 0;
    for (int32_t at = ubrk_next(breaker); at != UBRK_DONE; at = ubrk_next(breaker)) {
        if (at == count || !is_held(units, at, count)) starts[breaks++] = offsets[at];
    }
    ubrk_setText(breaker, u"", 0, &code);   /* no pointer into the frame stays behind */
    wrap->segments = arena_alloc(arena, (size_t)breaks * sizeof *wrap->segments);
    for (int32_t i = 0; wrap->segments && i + 1 < breaks; i++)
        segment_add(wrap, measure, starts[i], starts[i + 1]);
    return wrap->segments != NULL;
}

bool wrap_prepare(struct wrap *wrap, struct arena *arena, const struct measure *measure)
{
    wrap->piece_count = direction_pieces(arena, measure, &wrap->text, &wrap->pieces);
    if (!wrap->pieces) return false;
    if (!segments_make(wrap, arena, measure)) return false;
    wrap->wish_px = wrap_width(wrap, measure, 0, wrap->text.size_bytes, false);
    return true;
}

/* Longest beginning of a word that fits, at an allowed place if there is one. */
static struct line word_break(const struct wrap *wrap, const struct measure *measure,
                              size_t start, size_t end, int width_px)
{
    struct line line = { .start = start, .end = end };
    size_t offsets[HYPHENS_MOST];
    int count = 0;
    if (!wrap->is_typed && measure->hyphens)
        count = measure->hyphens(measure->with, wrap->tag, wrap->text.utf8 + start, end - start,
                                 offsets, HYPHENS_MOST);
    for (int i = count - 1; i >= 0; i--) {
        line.end = start + offsets[i];
        line.has_hyphen = true;
        line.width_px = wrap_width(wrap, measure, start, line.end, true);
        if (line.width_px <= width_px) return line;
    }
    size_t at = start, fits = start;
    while (at < end) {
        utf8_next(wrap->text.utf8, end, &at);
        if (wrap_width(wrap, measure, start, at, false) > width_px && fits > start) break;
        fits = at;
    }
    line.end = fits;
    line.has_hyphen = false;
    line.is_broken = !wrap->is_typed;
    line.width_px = wrap_width(wrap, measure, start, fits, false);
    return line;
}

/* Fills one line from segment *at; *start is where in that segment (after a broken word). */
static struct line line_fill(const struct wrap *wrap, const struct measure *measure,
                             int width_px, int *at, size_t *start)
{
    const struct segment *segments = wrap->segments;
    struct line line = { .start = *start, .end = segments[*at].end };
    int first = *at, last = *at;
    int used_px = *start == segments[first].start
                      ? segments[first].width_px
                      : wrap_width(wrap, measure, *start, segments[first].end, false);
    /* Words measured one by one come out a little wider than a line in one piece, so more are
     * tried than seem to fit; the loop below measures the line itself and has the last word. */
    int slack_px = 2 + width_px / 50;
    while (last + 1 < wrap->segment_count && wrap->text.utf8[segments[last].next - 1] != '\n') {
        int more_px = segments[last].space_px + segments[last + 1].width_px;
        if (used_px + more_px > width_px + slack_px) break;
        used_px += more_px;
        last++;
    }
    for (; last >= first; last--) {
        bool has_hyphen = segments[last].has_hyphen && last + 1 < wrap->segment_count;
        line.end = segments[last].end;
        line.has_hyphen = has_hyphen;
        line.width_px = wrap_width(wrap, measure, line.start, line.end, has_hyphen);
        if (line.width_px <= width_px) break;
    }
    if (last >= first) {
        *at = last + 1;
        *start = *at < wrap->segment_count ? segments[*at].start : wrap->text.size_bytes;
        return line;
    }
    line = word_break(wrap, measure, *start, segments[first].end, width_px);
    *start = line.end;
    if (line.end >= segments[first].end) {
        *at = first + 1;
        *start = *at < wrap->segment_count ? segments[*at].start : wrap->text.size_bytes;
    }
    return line;
}

int wrap_count(const struct wrap *wrap, const struct measure *measure, int width_px)
{
    int count = 0, at = 0;
    size_t start = 0;
    for (; at < wrap->segment_count; count++) line_fill(wrap, measure, width_px, &at, &start);
    return count;
}

int wrap_lines(const struct wrap *wrap, struct arena *arena, const struct measure *measure,
               int width_px, struct line **lines_out)
{
    int room = 4, count = 0, at = 0;
    size_t start = 0;
    struct line *lines = arena_alloc(arena, (size_t)room * sizeof *lines);
    if (!lines) return 0;
    while (at < wrap->segment_count) {
        if (count == room) {
            struct line *more = arena_alloc(arena, (size_t)(2 * room) * sizeof *more);
            if (!more) return 0;
            memcpy(more, lines, (size_t)room * sizeof *more);
            lines = more;
            room *= 2;
        }
        lines[count++] = line_fill(wrap, measure, width_px, &at, &start);
    }
    *lines_out = lines;
    return count > 0 ? count : 1;   /* empty words still take a line */
}
