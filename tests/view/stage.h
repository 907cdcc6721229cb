/* SPDX-License-Identifier: EUPL-1.2 */
/* stage.h - a frame without a screen: the sample configuration, a model to set up, and fonts
 * that are all alike (every letter 0.55 of the font size wide), so that a test can say how wide
 * words are. */
#ifndef NAAST_TESTS_VIEW_STAGE_H
#define NAAST_TESTS_VIEW_STAGE_H
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>
#include "base/utf8.h"
#include "content/content.h"
#include "view/frame.h"
#include "view/parts.h"

#define ARENA_BYTES (1u << 20)
#define LETTER_EM 0.55
#define CAP_EM 0.725

struct stage {
    struct content content;
    struct findings findings;
    struct model model;
    struct arena arena;
    struct measure measure;
    struct panel panel;
    struct build build;
    struct frame frame;
};

static const struct panel landscape = { 1920, 1080, 1920 / 476.0 };
static const struct panel portrait = { 1080, 1920, 1920 / 476.0 };

static inline int fake_width(void *with, struct font font, bool is_right_to_left,
                             const char *utf8, size_t size_bytes)
{
    (void)with;
    (void)is_right_to_left;
    return (int)((double)utf8_count(utf8, size_bytes) * LETTER_EM * font.size_px + 0.5);
}

static inline struct font_metrics fake_metrics(void *with, struct font font)
{
    (void)with;
    return (struct font_metrics){ font.size_px, font.size_px * 3 / 2, font.size_px * CAP_EM };
}

static inline bool fake_has_glyph(void *with, enum face face, uint32_t point)
{
    (void)with;
    bool is_arabic = point >= 0x600 && point < 0x700,
         is_ethiopic = point >= 0x1200 && point < 0x1380;
    if (point == ' ') return true;
    if (is_arabic) return face == FACE_ARABIC;
    return is_ethiopic ? face == FACE_ETHIOPIC : face == FACE_LATIN;
}

static inline double fake_cap_per_em(void *with, enum face face)
{
    (void)with;
    (void)face;
    return CAP_EM;
}

static inline int stage_open(void **state)
{
    struct stage *stage = calloc(1, sizeof *stage);
    if (!stage) return -1;
    enum err err = content_load(SOURCE_DIR "/config", &stage->content, &stage->findings);
    if (!err) err = arena_init(&stage->arena, ARENA_BYTES);
    model_init(&stage->model, &stage->content);
    stage->panel = landscape;
    stage->measure = (struct measure){ NULL,           fake_width,      fake_metrics,
                                       fake_has_glyph, fake_cap_per_em, NULL };
    *state = stage;
    return err ? -1 : 0;
}

static inline int stage_close(void **state)
{
    struct stage *stage = *state;
    arena_finish(&stage->arena);
    content_finish(&stage->content);
    free(stage);
    return 0;
}

static inline struct build *stage_begin(struct stage *stage)
{
    arena_reset(&stage->arena);
    build_begin(&stage->build, &stage->arena, &stage->model, stage->panel);
    return &stage->build;
}

static inline struct frame *stage_finish(struct stage *stage)
{
    part_toolbar(&stage->build);
    frame_finish(&stage->build, &stage->measure, &stage->frame);
    return &stage->frame;
}

static inline struct words said(const char *utf8)
{
    return (struct words){ .utf8 = utf8, .tag = "nl", .key = TEXT_COUNT };
}

static inline const struct node *node_find(const struct node *node, const char *id)
{
    if (strcmp(node->id, id) == 0) return node;
    for (const struct node *at = node->first; at; at = at->next) {
        const struct node *found = node_find(at, id);
        if (found) return found;
    }
    return NULL;
}

/* Also when it is hidden on another page. */
static inline const struct node *node_of(const struct stage *stage, const char *id)
{
    const struct node *node = node_find(stage->frame.root, id);
    if (!node) fail_msg("no node '%s'", id);
    return node;
}

static inline double mm_of(const struct stage *stage, int px)
{
    return px / stage->panel.px_per_mm;
}

static inline void set_language(struct stage *stage, const char *tag)
{
    stage->model.preferences.language = language_find(&stage->content.languages, tag);
    assert_true(stage->model.preferences.language >= 0);
}

/* Calls `each` for every node that is shown, parents first. */
static inline void nodes_each(const struct node *node,
                              void (*each)(void *with, const struct node *node), void *with)
{
    if (node->is_hidden) return;
    each(with, node);
    for (const struct node *at = node->first; at; at = at->next) nodes_each(at, each, with);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, stage_open, stage_close)

#endif
