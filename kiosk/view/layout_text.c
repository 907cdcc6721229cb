/* SPDX-License-Identifier: EUPL-1.2 */
#include <math.h>
#include <string.h>
#include "content/content.h"
#include "view/layout.h"
#include "view/sizes.h"

#define LINE_MOST_CAPS 48.0     /* 80 letters, in heights of a capital */

#define BALANCED_MOST 3

static const struct words *words_of(const struct node *node)
{
    return node->role == ROLE_FIELD ? &node->value : &node->name;
}

static enum face face_of_language(const struct language *language)
{
    if (!language) return FACE_LATIN;
    if (strcmp(language->script, "Arab") == 0) return FACE_ARABIC;
    return strcmp(language->script, "Ethi") == 0 ? FACE_ETHIOPIC : FACE_LATIN;
}

static const struct language *language_of(const struct layout *layout, const char *tag)
{
    const struct languages *languages = &layout->build->content->languages;
    int place = tag ? language_find(languages, tag) : -1;
    return place >= 0 ? &languages->all[place] : NULL;
}

/* Typed words and names have no language; their own letters say which way they run, and digits
 * run to the right. */
static bool runs_leftward(const struct words *words, const struct language *language)
{
    bool is_right_to_left = false;
    if (language) return language->is_right_to_left;
    if (words->utf8) direction_of(words->utf8, strlen(words->utf8), &is_right_to_left);
    return is_right_to_left;
}

static void mark_strong(const struct node *node, struct direction_text *text)
{
    size_t from = 0;
    for (int i = 0, used = 0; node->shows_strong && i < 2; i++) {
        const char *strong = node->name.strong[i];
        const char *found = strong && strong[0] ? strstr(text->utf8 + from, strong) : NULL;
        if (!found) continue;
        text->strong[used].start = (size_t)(found - text->utf8);
        from = text->strong[used].end = text->strong[used].start + strlen(strong);
        used++;
    }
    if (text->strong[1].end == 0)
        text->strong[1].start = text->strong[1].end = text->strong[0].end;
}

static const char *with_signs(struct layout *layout, const struct node *node, const char *utf8)
{
    if (!node->sign_before && !node->sign_after) return utf8;
    const char *whole = arena_format(layout->build->arena, "%s%s%s",
                                     node->sign_before ? node->sign_before : "", utf8,
                                     node->sign_after ? node->sign_after : "");
    return whole ? whole : utf8;
}

void layout_text_prepare(struct layout *layout, struct node *node)
{
    struct layout_memory *memory = layout_memory(layout, node);
    if (memory->has_wrap) return;
    memory->has_wrap = true;
    memset(memory->lines, 0, sizeof memory->lines);
    const struct words *words = words_of(node);
    const struct language *language = language_of(layout, words->tag);
    const char *utf8 = with_signs(layout, node, words->utf8 ? words->utf8 : "");
    memory->cap_px = size_cap_mm(node->style,
                                 node->text_size > 0 ? node->text_size : layout->text_size) *
                     layout->px_per_mm;
    memory->wrap = (struct wrap){
        .text = { .utf8 = utf8,
                  .size_bytes = strlen(utf8),
                  .is_right_to_left = runs_leftward(words, language),
                  .face = face_of_language(language),
                  .is_bold = node->is_bold },
        .tag = words->tag,
        .is_typed = words->is_private,
        .cap_px = memory->cap_px,
    };
    mark_strong(node, &memory->wrap.text);
    if (!wrap_prepare(&memory->wrap, layout->build->arena, layout->measure))
        layout->build->is_full = true;
    struct piece base = { .face = memory->wrap.text.face, .is_bold = node->is_bold };
    node->text_px = wrap_font(&memory->wrap, layout->measure, &base).size_px;
    node->cap_mm = node->text_px *
                   layout->measure->cap_per_em(layout->measure->with, base.face) /
                   layout->px_per_mm;
    /* Arabic and Ethiopic letters reach higher and lower than Latin ones of the same capital
     * height. */
    double line = size_line(node->style) + (base.face == FACE_LATIN ? 0.0 : 0.22);
    memory->line_px = (int)lround(node->text_px * line);
    layout_second_make(layout, node);
}

/* Running text fills its lines, unless that leaves a lonely word; titles, buttons and what is
 * centred look better in even ones. */
static bool is_balanced(const struct node *node, const struct lines *lines)
{
    if (node->memory->wrap.is_typed || lines->count < 2 || lines->count > BALANCED_MOST)
        return false;
    if (lines->all[lines->count - 1].width_px < lines->width_px / 3) return true;
    return node->across == PLACE_CENTER || node->is_bold || node->style == STYLE_LEAD;
}

/* Two or three lines of about the same length read better than a line and a lonely word: the
 * narrowest width that needs no further line. */
static int width_balanced(struct layout *layout, const struct wrap *wrap,
                          const struct lines *lines)
{
    int low_px = wrap->least_px, high_px = lines->width_px;
    for (int round = 0; round < 6 && high_px - low_px > layout_px(layout, 2.0); round++) {
        int middle_px = (low_px + high_px) / 2;
        if (wrap_count(wrap, layout->measure, middle_px) == lines->count) high_px = middle_px;
        else low_px = middle_px;
    }
    return high_px;
}

/* Lines of more than 80 characters lose the reader on the way back (WCAG 2.2, 1.4.8). A letter
 * is about half as wide as the font size, and narrow ones come in rows. */
static int line_most(const struct layout_memory *memory, int inner_px)
{
    int most_px = (int)(LINE_MOST_CAPS * memory->cap_px);
    return most_px > 0 && most_px < inner_px ? most_px : inner_px;
}

static const struct lines *lines_make(struct layout *layout, struct node *node, int width_px)
{
    struct layout_memory *memory = node->memory;
    int inner_px = width_px - 2 * layout_pad_x(layout, node);
    for (int i = 0; i < LINES_KEPT; i++)
        if (memory->lines[i].count > 0 && memory->lines[i].width_px == inner_px)
            return &memory->lines[i];
    struct lines *lines = &memory->lines[memory->lines_next++ % LINES_KEPT];
    struct arena *arena = layout->build->arena;
    lines->width_px = inner_px;
    int most_px = line_most(memory, inner_px);
    lines->count = wrap_lines(&memory->wrap, arena, layout->measure, most_px, &lines->all);
    if (lines->count > 0 && is_balanced(node, lines)) {
        int even_px = width_balanced(layout, &memory->wrap, lines);
        if (even_px < most_px)
            lines->count = wrap_lines(&memory->wrap, arena, layout->measure, even_px,
                                      &lines->all);
    }
    if (lines->count == 0) layout->build->is_full = true;
    return lines;
}

int layout_text_height(struct layout *layout, struct node *node, int width_px)
{
    const struct lines *lines = lines_make(layout, node, width_px);
    if (node->role == ROLE_FIELD && node->style == STYLE_FIELD && lines->count > 1) {
        node->style =
            STYLE_HEADING; /* a long answer steps down before it takes a second line */
        node->memory->has_wrap = false;
        layout_text_prepare(layout, node);
        lines = lines_make(layout, node, width_px);
    }
    return lines->count * node->memory->line_px + 2 * layout_pad_y(layout, node);
}

static int line_start(const struct node *node, int inner_x, int inner_px, int line_px,
                      bool is_right_to_left)
{
    switch (node->across) {
    case PLACE_CENTER:
        return inner_x + (inner_px - line_px) / 2;
    case PLACE_END:
        return is_right_to_left ? inner_x : inner_x + inner_px - line_px;
    case PLACE_START: case PLACE_STRETCH:
        break;
    }
    return is_right_to_left ? inner_x + inner_px - line_px : inner_x;
}

static int run_add(struct layout *layout, struct node *node, const struct piece *piece,
                   const char *utf8, size_t size_bytes, int x, int baseline)
{
    const struct measure *measure = layout->measure;
    struct run *run = &node->runs[node->run_count++];
    *run = (struct run){
        .utf8 = utf8, .size_bytes = size_bytes, .is_right_to_left = piece->level & 1,
        .font = wrap_font(&node->memory->wrap, measure, piece), .x = x, .y = baseline,
    };
    run->width_px = measure->width_px(measure->with, run->font, run->is_right_to_left, utf8,
                                      size_bytes);
    return x + run->width_px;
}

/* Appends the runs of one line; x is its left edge. Returns the right edge. */
static int line_runs(struct layout *layout, struct node *node, const struct line *line, int x,
                     int baseline)
{
    const struct wrap *wrap = &node->memory->wrap;
    struct piece *pieces;
    int count = direction_line(layout->build->arena, wrap->pieces, wrap->piece_count,
                               line->start, line->end, &pieces);
    bool has_hyphen = line->has_hyphen && count > 0, is_left = wrap->text.is_right_to_left;
    if (has_hyphen && is_left) x = run_add(layout, node, &pieces[0], "-", 1, x, baseline);
    for (int i = 0; i < count; i++)
        x = run_add(layout, node, &pieces[i], wrap->text.utf8 + pieces[i].start,
                    pieces[i].end - pieces[i].start, x, baseline);
    if (has_hyphen && !is_left)
        x = run_add(layout, node, &pieces[count - 1], "-", 1, x, baseline);
    return x;
}

static int runs_most(const struct node *node, const struct lines *lines)
{
    int most = lines->count;   /* a hyphen a line */
    for (int i = 0; i < lines->count; i++)
        for (int k = 0; k < node->memory->wrap.piece_count; k++) {
            const struct piece *piece = &node->memory->wrap.pieces[k];
            if (piece->end > lines->all[i].start && piece->start < lines->all[i].end) most++;
        }
    return most;
}

void layout_text_runs(struct layout *layout, struct node *node, bool is_right_to_left)
{
    struct layout_memory *memory = node->memory;
    const struct lines *lines = lines_make(layout, node, node->rect.width);
    int count = lines->count;
    if (count == 0) return;
    node->run_count = 0;
    node->runs = arena_alloc(layout->build->arena,
                             (size_t)runs_most(node, lines) * sizeof *node->runs);
    if (!node->runs) { layout->build->is_full = true; return; }
    int pad_x = layout_pad_x(layout, node), pad_y = layout_pad_y(layout, node);
    int inner_px = node->rect.width - 2 * pad_x,
        spare = node->rect.height - 2 * pad_y - count * memory->line_px;
    int y = node->rect.y + pad_y;
    if (spare < 0) node->is_clipped = true;
    else if (node->along == PLACE_CENTER) y += spare / 2;
    else if (node->along == PLACE_END) y += spare;
    for (int i = 0; i < count; i++, y += memory->line_px) {
        const struct line *line = &lines->all[i];
        int x = line_start(node, node->rect.x + pad_x, inner_px, line->width_px,
                           is_right_to_left);
        int baseline = y + (int)lround((memory->line_px + memory->cap_px) / 2.0);
        int end = line_runs(layout, node, line, x, baseline);
        if (line->width_px > inner_px || line->is_broken) node->is_clipped = true;
        if (i + 1 < count || !node->has_caret) continue;
        int cap_px = (int)memory->cap_px, caret_px = layout_px(layout, 0.8);
        int caret_x = memory->wrap.text.is_right_to_left ? x - 3 * caret_px
                                                         : end + 2 * caret_px;
        node->caret = (struct rect){ caret_x, baseline - cap_px - cap_px / 4, caret_px,
                                     cap_px + cap_px / 2 };
    }
}
