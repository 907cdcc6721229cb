/* SPDX-License-Identifier: EUPL-1.2 */
/* matrix.c - every screen (all steps, all pages, all sheets of keys) in every offered language,
 * text size, theme, with and without pictograms and reach, on five real panels, laid out with
 * the real fonts and held against rules.h. A new screen or language joins by itself.
 *
 * Themes: tones do not move anything, but the tool that is "on" is bold; so every frame is laid
 *         out twice, plain and in another theme, and each layout stands for two of the four. */
#include "screens/stage.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "matrix/rules.h"
#include "platform/fonts.h"
#include "screens/screens.h"

#define FRAME_BYTES (1u << 20)   /* as the kiosk's */
#define WORKERS 2
#define PAGES_MOST 60

static const struct { const char *name; int width_px, height_px; double width_mm; } panels[] = {
    {"21.5 inch", 1920, 1080, 476}, {"21.5 inch upright", 1080, 1920, 268},
    {"15.6 inch", 1366, 768, 344},  {"17 inch", 1280, 1024, 338},
    {"32 inch", 3840, 2160, 708},
};
#define PANELS ((int)(sizeof panels / sizeof panels[0]))

/* What one worker found; in memory that both share. */
struct result {
    struct troubles troubles;
    struct pairs pairs;
    long frames, combinations;
    bool is_done;
};

struct worker {
    struct result *result;
    struct model *model;
    struct arena arena;
    struct measure measure;
    const struct scene *scene;
    int panel;
};

static int lay_out(struct worker *worker, int page)
{
    const struct preferences *wishes = &worker->model->preferences;
    struct build build;
    struct frame frame;
    char where[WHERE_BYTES];
    snprintf(where, sizeof where, "%s, %s, text %d, %s%s%s, page %d",
             worker->model->content->languages.all[wishes->language].tag,
             panels[worker->panel].name, wishes->text_size, theme_get(wishes->theme)->name,
             wishes->has_pictograms ? ", pictograms" : "", wishes->has_reach ? ", reach" : "",
             page + 1);
    struct place_in_matrix place = {worker->scene->name, where};
    worker->model->page = page;
    arena_reset(&worker->arena);
    build_begin(&build, &worker->arena, worker->model,
                (struct panel){panels[worker->panel].width_px, panels[worker->panel].height_px,
                               panels[worker->panel].width_px /
                                   panels[worker->panel].width_mm});
    screen_build(&build);
    frame_finish(&build, &worker->measure, &frame);
    matrix_judge(&frame, &worker->measure, wishes->text_size, &place, &worker->result->pairs,
                 &worker->result->troubles);
    if (wishes->has_reach && panels[worker->panel].height_px > panels[worker->panel].width_px)
        matrix_judge_reach(&frame, &place, &worker->result->troubles);
    worker->result->frames++;
    return frame.pages;
}

static bool has_sheets_of_keys(enum screen screen)
{
    return screen == SCREEN_NAME;
}

static void all_pages(struct worker *worker)
{
    int sheets = has_sheets_of_keys(worker->scene->screen) ? KEY_PAGE_COUNT : 1;
    for (int sheet = 0; sheet < sheets; sheet++) {
        worker->model->key_page = (enum key_page)sheet;
        int pages = lay_out(worker, 0);
        for (int page = 1; page < pages && page < PAGES_MOST; page++) lay_out(worker, page);
    }
    worker->result->combinations += THEME_COUNT / 2;
}

static void all_modes(struct worker *worker)
{
    static const enum theme_id laid_out[] = {THEME_DEFAULT, THEME_HIGH_DARK};
    struct preferences *wishes = &worker->model->preferences;
    for (int size = 1; size <= 4; size++)
        for (int mode = 0; mode < 4; mode++)
            for (int theme = 0; theme < 2; theme++) {
                wishes->text_size = size;
                wishes->has_pictograms = mode & 1;
                wishes->has_reach = mode & 2;
                wishes->theme = laid_out[theme];
                all_pages(worker);
            }
}

static void work(struct worker *worker, int number)
{
    const struct languages *languages = &stage_content()->languages;
    int job = 0;
    for (int i = 0; i < scenes_count; i++)
        for (int language = 0; language < languages->count; language++) {
            if (!languages->all[language].is_offered) continue;
            for (worker->panel = 0; worker->panel < PANELS; worker->panel++) {
                if (job++ % WORKERS != number) continue;
                worker->scene = &scenes[i];
                worker->model = stage_model(worker->scene);
                worker->model->preferences.language = language;
                all_modes(worker);
            }
        }
}

static int worker_run(struct result *result, int number)
{
    struct worker worker = {.result = result};
    struct fonts *fonts = NULL;
    if (fonts_open(BUILD_DIR "/assets", &fonts) || arena_init(&worker.arena, FRAME_BYTES))
        return 1;
    worker.measure = fonts_measure(fonts);
    work(&worker, number);
    arena_finish(&worker.arena);
    fonts_close(fonts);
    result->is_done = true;
    return 0;
}

static void start_workers(struct result *results)
{
    pid_t children[WORKERS];
    for (int i = 0; i < WORKERS; i++) {
        children[i] = fork();
        assert_true(children[i] >= 0);
        if (children[i] == 0) _exit(worker_run(&results[i], i));
    }
    for (int i = 0; i < WORKERS; i++) {
        int status = 0;
        assert_int_equal(waitpid(children[i], &status, 0), children[i]);
        assert_int_equal(status, 0);
        assert_true(results[i].is_done);
    }
}

static long combinations_due(void)
{
    const struct languages *languages = &stage_content()->languages;
    long offered = 0;
    for (int i = 0; i < languages->count; i++) offered += languages->all[i].is_offered;
    return scenes_count * offered * PANELS * 4 * THEME_COUNT * 2 * 2;
}

static void every_screen_holds_in_every_language_size_theme_mode_and_panel(void **state)
{
    (void)state;
    struct result *results = mmap(NULL, WORKERS * sizeof *results, PROT_READ | PROT_WRITE,
                                  MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    assert_true(results != MAP_FAILED);
    struct timespec began, ended;
    clock_gettime(CLOCK_MONOTONIC, &began);
    start_workers(results);
    struct result *all = &results[0];
    for (int i = 1; i < WORKERS; i++) {
        troubles_merge(&all->troubles, &results[i].troubles);
        all->frames += results[i].frames;
        all->combinations += results[i].combinations;
        for (int ink = 0; ink < TONE_COUNT; ink++)
            for (int ground = 0; ground < TONE_COUNT; ground++) {
                all->pairs.text[ink][ground] |= results[i].pairs.text[ink][ground];
                all->pairs.border[ink][ground] |= results[i].pairs.border[ink][ground];
            }
    }
    const struct theme *themes[THEME_COUNT];
    for (int id = 0; id < THEME_COUNT; id++) themes[id] = theme_get((enum theme_id)id);
    int pairs = matrix_judge_colours(&all->pairs, themes, &all->troubles);
    clock_gettime(CLOCK_MONOTONIC, &ended);
    long wrong = troubles_print(&all->troubles);
    double took_s = (double)(ended.tv_sec - began.tv_sec) +
                    (double)(ended.tv_nsec - began.tv_nsec) / 1e9;
    printf("%ld combinations, %ld pages laid out, %d pairs of colours, %ld wrong, %.1f s\n",
           all->combinations, all->frames, pairs, wrong, took_s);
    long combinations = all->combinations;
    munmap(results, WORKERS * sizeof *results);
    assert_int_equal(combinations, combinations_due());
    assert_int_equal(wrong, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_screen_holds_in_every_language_size_theme_mode_and_panel),
    };
    return cmocka_run_group_tests(tests, stage_open, stage_close);
}
