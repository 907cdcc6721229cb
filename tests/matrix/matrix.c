/* SPDX-License-Identifier: EUPL-1.2 */
/* matrix.c - every screen (all steps, mistakes, pages and sheets of keys) in eight languages,
 * four text sizes, four themes, with the voice, with and without pictograms and reach, on five
 * real panels, laid out with the real fonts and held against rules.h. A new screen, mistake or
 * language joins by itself; the eighth language is data alone (screens/spanish.h).
 *
 * How:   it runs once, in two processes, before the tests; each test is then one promise over
 *        all of it. What would come out the same is laid out once (share.h). */
#include "screens/spanish.h"

#include <stdatomic.h>
#include <sodium.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <time.h>

#include "matrix/rules.h"
#include "matrix/share.h"
#include "matrix/states.h"
#include "platform/fonts.h"
#include "screens/screens.h"

#define FRAME_BYTES (1u << 20)   /* as the kiosk's */
#define WORKERS 2
#define PAGES_MOST 60
#define SIZES 4
#define MODES 4                  /* pictograms, reach */
#define LANGUAGES_DUE 8

static const struct { const char *name; int width_px, height_px; double width_mm; } panels[] = {
    {"21.5 inch", 1920, 1080, 476}, {"21.5 inch upright", 1080, 1920, 268},
    {"15.6 inch", 1366, 768, 344},  {"17 inch", 1280, 1024, 338},
    {"32 inch", 3840, 2160, 708},
};
#define PANELS ((int)(sizeof panels / sizeof panels[0]))

/* The voice puts another tool in the bar, so it is a look of its own. */
static const struct { enum theme_id theme; bool reads_aloud; const char *name; } looks[] = {
    {THEME_DEFAULT, false, "default"},     {THEME_HIGH_LIGHT, false, "high-light"},
    {THEME_HIGH_DARK, false, "high-dark"}, {THEME_LOW, false, "low"},
    {THEME_DEFAULT, true, "read aloud"},
};
#define LOOKS ((int)(sizeof looks / sizeof looks[0]))

/* What one worker found; in memory that both share. */
struct result {
    struct troubles troubles;
    struct pairs pairs;
    long pages, combinations, shared, checked;
    bool is_done;
};

struct shared { atomic_int next_job; struct result results[WORKERS]; };

struct worker {
    struct shared *shared;
    struct result *result;
    struct model *model;
    struct arena arena;
    struct build build;
    struct frame frame;
    struct measure measure;
    const struct state *state;
    int panel, look;
    unsigned turn;                      /* which target has the focus, or is pressed, next */
    struct steady steady[LOOKS];
    struct bars bars;
    struct done done;
};

static struct state states[STATES_MOST];
static int states_count;

static void build_page(struct worker *worker, int page)
{
    struct panel panel = {panels[worker->panel].width_px, panels[worker->panel].height_px,
                          panels[worker->panel].width_px / panels[worker->panel].width_mm};
    worker->model->page = page;
    arena_reset(&worker->arena);
    build_begin(&worker->build, &worker->arena, worker->model, panel);
    screen_build(&worker->build);
}

/* One after the other has the focus, or is under a finger: drawing follows, layout does not. */
static void touch_something(struct worker *worker)
{
    const struct node *root = worker->build.root, *chosen = NULL;
    unsigned count = 0;
    for (const struct node *at = root; at; at = visible_next(root, at)) count += is_target(at);
    unsigned number = count > 0 ? worker->turn / 2 % count : 0;
    for (const struct node *at = root; at && !chosen; at = visible_next(root, at))
        if (is_target(at) && number-- == 0) chosen = at;
    char *to = worker->turn++ % 2 ? worker->model->pressed : worker->model->focus;
    if (chosen) snprintf(to, NODE_ID_BYTES, "%s", chosen->id);
}

static void judge_page(struct worker *worker)
{
    const struct preferences *wishes = &worker->model->preferences;
    char where[WHERE_BYTES];
    snprintf(where, sizeof where, "%s, %s, text %d, %s%s%s, page %d",
             worker->model->content->languages.all[wishes->language].tag,
             panels[worker->panel].name, wishes->text_size, looks[worker->look].name,
             wishes->has_pictograms ? ", pictograms" : "", wishes->has_reach ? ", reach" : "",
             worker->model->page + 1);
    struct place_in_matrix place = {worker->state->name, where};
    struct troubles *troubles = &worker->result->troubles;
    const struct frame *frame = &worker->frame;
    matrix_judge(frame, worker->model, &worker->measure, &place, &worker->result->pairs,
                 troubles);
    matrix_judge_steady(frame, &worker->steady[worker->look], &place, troubles);
    if (wishes->has_reach && panels[worker->panel].height_px > panels[worker->panel].width_px)
        matrix_judge_reach(frame, &place, troubles);
}

/* Of the tree that build_page made. Returns how many pages there are. */
static int lay_out(struct worker *worker)
{
    touch_something(worker);
    frame_finish(&worker->build, &worker->measure, &worker->frame);
    judge_page(worker);
    worker->model->focus[0] = worker->model->pressed[0] = 0;
    worker->result->pages++;
    return worker->frame.pages;
}

static void keep(struct worker *worker, struct shape shape)
{
    bar_remember(&worker->bars, shape.bar, &worker->frame);
    if (worker->done.count == DONE_MOST) return;
    int at = worker->done.count++;
    worker->done.all[at].shape = shape.rest;
    worker->done.all[at].places = places_of(&worker->frame);
    worker->done.all[at].bar_px = bar_height(&worker->bars, shape.bar);
}

/* A layout that was made before would come out the same: only colours are new. */
static void share(struct worker *worker, int same)
{
    matrix_note_colours(worker->build.root, worker->model, &worker->result->pairs);
    if (worker->result->shared++ % CHECKED_EVERY != 0) return;
    worker->result->checked++;
    frame_finish(&worker->build, &worker->measure, &worker->frame);
    if (places_of(&worker->frame) == worker->done.all[same].places) return;
    struct place_in_matrix place = {worker->state->name, looks[worker->look].name};
    troubles_add(&worker->result->troubles, &place, "share", "screen",
                 "lies otherwise than the look it was taken for");
}

static void one_look(struct worker *worker)
{
    build_page(worker, 0);
    struct shape shape = shape_of(worker->build.root);
    int same = done_find(&worker->done, &worker->bars, shape);
    if (same >= 0) share(worker, same);
    else {
        int pages = lay_out(worker);
        keep(worker, shape);
        for (int page = 1; page < pages && page < PAGES_MOST; page++) {
            build_page(worker, page);
            lay_out(worker);
        }
    }
    worker->result->combinations++;
}

static void all_looks(struct worker *worker, const struct preferences *wishes)
{
    worker->done.count = 0;
    worker->model = state_model(worker->state);
    worker->model->preferences = *wishes;
    for (worker->look = 0; worker->look < LOOKS; worker->look++) {
        worker->model->preferences.theme = looks[worker->look].theme;
        worker->model->preferences.reads_aloud = looks[worker->look].reads_aloud;
        one_look(worker);
    }
}

static void all_modes(struct worker *worker, int language, int text_size)
{
    for (int mode = 0; mode < MODES; mode++) {
        worker->bars.count = 0;
        memset(worker->steady, 0, sizeof worker->steady);
        for (int i = 0; i < states_count; i++) {
            worker->state = &states[i];
            struct preferences wishes = state_model(&states[i])->preferences;
            wishes.language = language;
            wishes.text_size = text_size;
            wishes.has_pictograms = mode & 1;
            wishes.has_reach = mode & 2;
            all_looks(worker, &wishes);
        }
    }
}

/* Who is ready takes the next language, size and panel. */
static void work(struct worker *worker)
{
    const struct languages *languages = &stage_content()->languages;
    int jobs = languages->count * SIZES * PANELS;
    for (int job; (job = atomic_fetch_add(&worker->shared->next_job, 1)) < jobs;) {
        int language = job / (SIZES * PANELS);
        if (!languages->all[language].is_offered) continue;
        worker->panel = job / SIZES % PANELS;
        all_modes(worker, language, job % SIZES + 1);
    }
}

static int worker_run(struct shared *shared, int number)
{
    struct worker worker = {.shared = shared, .result = &shared->results[number]};
    struct fonts *fonts = NULL;
    if (fonts_open(BUILD_DIR "/assets", &fonts) || arena_init(&worker.arena, FRAME_BYTES))
        return 1;
    worker.measure = fonts_measure(fonts);
    work(&worker);
    arena_finish(&worker.arena);
    fonts_close(fonts);
    worker.result->is_done = true;
    return 0;
}

static void run_workers(struct shared *shared)
{
    pid_t children[WORKERS];
    for (int i = 0; i < WORKERS; i++) {
        children[i] = fork();
        assert_true(children[i] >= 0);
        if (children[i] == 0) _exit(worker_run(shared, i));
    }
    for (int i = 0; i < WORKERS; i++) {
        int status = 0;
        assert_int_equal(waitpid(children[i], &status, 0), children[i]);
        assert_int_equal(status, 0);
        assert_true(shared->results[i].is_done);
    }
}

static struct result all;

static void add_result(const struct result *part)
{
    troubles_merge(&all.troubles, &part->troubles);
    all.pages += part->pages;
    all.combinations += part->combinations;
    all.shared += part->shared;
    all.checked += part->checked;
    for (int kind = 0; kind < PAIR_KINDS; kind++)
        for (int ink = 0; ink < TONE_COUNT; ink++)
            for (int ground = 0; ground < TONE_COUNT; ground++)
                all.pairs.met[kind][ink][ground] |= part->pairs.met[kind][ink][ground];
}

static int languages_offered(void)
{
    const struct languages *languages = &stage_content()->languages;
    int offered = 0;
    for (int i = 0; i < languages->count; i++) offered += languages->all[i].is_offered;
    return offered;
}

static void run_matrix(void)
{
    struct shared *shared = mmap(NULL, sizeof *shared, PROT_READ | PROT_WRITE,
                                 MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    assert_true(shared != MAP_FAILED);
    struct timespec began, ended;
    clock_gettime(CLOCK_MONOTONIC, &began);
    run_workers(shared);
    for (int i = 0; i < WORKERS; i++) add_result(&shared->results[i]);
    munmap(shared, sizeof *shared);
    const struct theme *themes[THEME_COUNT];
    for (int id = 0; id < THEME_COUNT; id++) themes[id] = theme_get((enum theme_id)id);
    int pairs = matrix_judge_colours(&all.pairs, themes, &all.troubles);
    clock_gettime(CLOCK_MONOTONIC, &ended);
    printf("matrix: %ld combinations (%d screens and their mistakes x %d languages x %d sizes "
           "x %d looks x %d modes x %d panels), %ld pages laid out, %ld that lie the same "
           "shared (%ld of them laid out to see), %d pairs of colours, %.1f s\n",
           all.combinations, states_count, languages_offered(), SIZES, LOOKS, MODES, PANELS,
           all.pages, all.shared, all.checked, pairs,
           (double)(ended.tv_sec - began.tv_sec) +
               (double)(ended.tv_nsec - began.tv_nsec) / 1e9);
    fflush(stdout);
}

static int open_all(void **state)
{
    if (sample_make(state) != 0) return -1;
    spanish_write();
    if (stage_open_from(sample_folder) != 0) return -1;
    states_count = states_list(states);
    run_matrix();
    return 0;
}

static int close_all(void **state)
{
    if (stage_close(state) != 0) return -1;
    spanish_remove();
    return sample_leave(state);
}

static void every_combination_is_laid_out(void **state)
{
    (void)state;
    assert_int_equal(languages_offered(), LANGUAGES_DUE);
    assert_true(states_count > scenes_count);
    assert_int_equal(all.combinations, (long)states_count * LANGUAGES_DUE * SIZES * LOOKS *
                                           MODES * PANELS);
    assert_true(all.checked > 100);
    assert_int_equal(all.troubles.lost, 0);
}

static void holds(void **state)
{
    const char *rules = *state;
    long wrong = troubles_print(&all.troubles, rules);
    if (wrong > 0) fail_msg("%ld times (%s)", wrong, rules);
}

/* A promise, and the rules (rules*.c) that keep it. */
#define PROMISE(promise, rules) {#promise, holds, NULL, NULL, (void *)(uintptr_t)(rules)}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_combination_is_laid_out),
        PROMISE(nothing_is_cut_off_or_left_out, "clipped cut words outside memory"),
        PROMISE(no_words_or_pictures_lie_over_each_other, "overlap"),
        PROMISE(every_letter_has_its_glyph, "glyph"),
        PROMISE(no_letter_is_smaller_than_the_visitor_chose, "letters"),
        PROMISE(no_line_is_longer_than_80_characters, "line"),
        PROMISE(targets_are_at_least_12_7_mm_and_keys_20, "small"),
        PROMISE(targets_lie_at_least_2_54_mm_apart, "near"),
        PROMISE(no_target_lies_in_a_corner_of_the_panel, "corner"),
        PROMISE(all_targets_are_in_the_lower_two_fifths_in_reach_mode, "reach"),
        PROMISE(every_pair_of_colours_has_the_contrast_of_its_theme, "pale"),
        PROMISE(what_is_chosen_is_seen_without_colour, "colour"),
        PROMISE(every_picture_has_a_word_beside_it, "picture"),
        PROMISE(everything_that_is_shown_has_a_name, "name"),
        PROMISE(up_and_down_come_to_every_target_in_order, "focus"),
        PROMISE(the_focus_ring_is_at_least_1_5_mm_and_3_to_1, "ring"),
        PROMISE(a_screen_asks_at_most_one_question, "question"),
        PROMISE(a_screen_has_at_most_one_main_button, "primary"),
        PROMISE(back_and_the_toolbar_stay_in_their_place, "place"),
        PROMISE(looks_that_share_a_layout_lie_alike, "share"),
    };
    return cmocka_run_group_tests(tests, open_all, close_all);
}
