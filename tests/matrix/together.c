/* SPDX-License-Identifier: EUPL-1.2 */
/* together.c - two languages on every screen: pairs that differ in script, direction and length
 * of words, in all sizes of letters on all panels, held against the same rules as one language.
 * One theme: tones move nothing. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <string.h>

#include "matrix/rules.h"
#include "platform/fonts.h"
#include "screens/stage.h"

#define FRAME_BYTES (1u << 20)   /* as the kiosk's */

static const struct { const char *name; int width_px, height_px; double width_mm; } panels[] = {
    {"21.5 inch", 1920, 1080, 476}, {"21.5 inch upright", 1080, 1920, 268},
    {"15.6 inch", 1366, 768, 344},  {"17 inch", 1280, 1024, 338},
};
#define PANELS (sizeof panels / sizeof panels[0])

static const struct { const char *first, *second; } pairs[] = {
    {"ar", "nl"}, {"nl", "ti"}, {"uk", "en"},
};
#define PAIRS (sizeof pairs / sizeof pairs[0])

static struct fonts *fonts;
static struct measure measure;
static struct arena arena;

static void lay_out(struct model *model, size_t panel, struct frame *frame)
{
    struct build build;
    arena_reset(&arena);
    build_begin(&build, &arena, model,
                (struct panel){panels[panel].width_px, panels[panel].height_px,
                               panels[panel].width_px / panels[panel].width_mm});
    screen_build(&build);
    frame_finish(&build, &measure, frame);
}

static struct model *pair_model(const struct scene *scene, size_t pair)
{
    const struct languages *languages = &stage_content()->languages;
    struct model *model = stage_model(scene);
    model->preferences.language = language_find(languages, pairs[pair].first);
    model_second_language(model, language_find(languages, pairs[pair].second));
    return model;
}

static int judge_pages(struct model *model, const struct scene *scene, size_t pair,
                       size_t panel, struct troubles *troubles)
{
    static struct pairs colours;
    struct frame frame = {.pages = 1};
    int pages = 0;
    for (; pages < frame.pages; pages++) {
        char where[WHERE_BYTES];
        snprintf(where, sizeof where, "%s and %s, %s, text %d, page %d", pairs[pair].first,
                 pairs[pair].second, panels[panel].name, model->preferences.text_size,
                 pages + 1);
        struct place_in_matrix place = {scene->name, where};
        model->page = pages;
        lay_out(model, panel, &frame);
        matrix_judge(&frame, model, &measure, &place, &colours, troubles);
    }
    return pages;
}

static void every_screen_holds_two_languages(void **state)
{
    (void)state;
    static struct troubles troubles;
    long combinations = 0, frames = 0;
    for (int i = 0; i < scenes_count; i++)
        for (size_t pair = 0; pair < PAIRS; pair++)
            for (size_t panel = 0; panel < PANELS; panel++)
                for (int size = 1; size <= 4; size++, combinations++) {
                    struct model *model = pair_model(&scenes[i], pair);
                    model->preferences.text_size = size;
                    frames += judge_pages(model, &scenes[i], pair, panel, &troubles);
                }
    long wrong = troubles_print(&troubles, NULL);
    printf("%ld combinations of two languages, %ld pages laid out, %ld wrong\n", combinations,
           frames, wrong);
    assert_int_equal(wrong, 0);
}

/* A sentence that differs between the two is shown twice, each in its own language and
 * direction; what was typed, once. */
static void whatever_differs_stands_there_in_both(void **state)
{
    (void)state;
    int both = 0;
    for (int i = 0; i < scenes_count; i++) {
        struct frame frame;
        lay_out(pair_model(&scenes[i], 0), 0, &frame);
        for (const struct node *at = frame.root; at; at = visible_next(frame.root, at)) {
            bool is_word = at->shows_words && at->role != ROLE_KEY && at->role != ROLE_FIELD;
            if (!is_word || !at->name.tag) continue;
            if (at->name.is_private || at->value.is_private) assert_null(at->second);
            bool is_arabic = strcmp(at->name.tag, "ar") == 0 && at->name.key != TEXT_COUNT &&
                             at->name.key != TEXT_BRAND_NAME;
            if (is_arabic && !at->second)
                fail_msg("%s: %s has no Dutch beside it", scenes[i].name, at->id);
            if (!at->second) continue;
            assert_string_equal(at->second->name.tag, "nl");
            assert_true(at->second->cap_mm <= at->cap_mm + 0.1);
            for (int run = 0; run < at->second->run_count; run++)
                assert_false(at->second->runs[run].is_right_to_left);
            both++;
        }
    }
    assert_true(both > 400);
}

static int open_all(void **state)
{
    if (fonts_open(BUILD_DIR "/assets", &fonts) || arena_init(&arena, FRAME_BYTES)) return -1;
    measure = fonts_measure(fonts);
    return stage_open(state);
}

static int close_all(void **state)
{
    arena_finish(&arena);
    fonts_close(fonts);
    return stage_close(state);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_screen_holds_two_languages),
        cmocka_unit_test(whatever_differs_stands_there_in_both),
    };
    return cmocka_run_group_tests(tests, open_all, close_all);
}
