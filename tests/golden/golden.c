/* SPDX-License-Identifier: EUPL-1.2 */
/* golden.c - some forty screens as they looked when somebody last looked at them. A change of
 * looks that nobody meant is seen here; one that is meant is looked at and renewed:
 *
 *   NAAST_GOLDEN=renew build/tests/golden/test_golden
 *
 * Pictures are half the size of the panel, so that they are small and yet every line is in
 * them. The same Debian packages give the same pixels; the tolerance is for the last bit of
 * rounding in another processor. */
#include "base/promise.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "golden/goldens.h"
#include "golden/half.h"
#include "platform/painter.h"
#include "platform/png.h"
#include "screens/stage.h"
#include "view/frame.h"

#define FRAME_BYTES (1u << 20)   /* as the kiosk's */
#define CHANNEL_MOST 5           /* of 255, one level of half.c: that is no difference */
#define PIXELS_MOST 16           /* so many may differ more */
#define SHADES_MOST 200          /* one pixel in so many may differ at all: not a whole tint */
#define PATH_MOST 512

static struct painter *painter;
static struct arena arena;

static int open_all(void **state)
{
    if (stage_open(state) != 0 || arena_init(&arena, FRAME_BYTES)) return -1;
    if (mkdir(BUILD_DIR "/golden", 0755) != 0 && access(BUILD_DIR "/golden", W_OK) != 0)
        return -1;
    return painter_open(BUILD_DIR "/assets", &painter) ? -1 : 0;
}

static int close_all(void **state)
{
    painter_close(painter);
    arena_finish(&arena);
    return stage_close(state);
}

static void set_up(const struct golden *golden, struct model *model)
{
    struct preferences *wishes = &model->preferences;
    wishes->language = language_find(&stage_content()->languages, golden->language);
    assert_true(wishes->language >= 0);
    wishes->text_size = golden->text_size;
    wishes->theme = golden->theme;
    wishes->has_pictograms = golden->wishes & WITH_PICTOGRAMS;
    wishes->has_reach = golden->wishes & WITH_REACH;
    wishes->is_calm = golden->wishes & WITH_CALM;
    wishes->reads_aloud = golden->wishes & WITH_VOICE;
    if (golden->wishes & WITH_DUTCH)
        wishes->second_language = language_find(&stage_content()->languages, "nl");
    model->mistake = golden->mistake;
    model->page = golden->page > 0 ? golden->page - 1 : 0;
    if (golden->focus) snprintf(model->focus, sizeof model->focus, "%s", golden->focus);
}

/* The whole picture, painted by the code that paints the kiosk. */
static void paint(const struct golden *golden, struct canvas *canvas)
{
    struct model *model = stage_model(stage_scene(golden->scene));
    struct build build;
    struct frame frame;
    struct measure measure = painter_measure(painter);
    struct rect changed[CHANGED_MOST];
    struct panel panel = {golden->panel.width_px, golden->panel.height_px,
                          golden->panel.width_px / golden->panel.width_mm};
    set_up(golden, model);
    arena_reset(&arena);
    build_begin(&build, &arena, model, panel);
    screen_build(&build);
    frame_finish(&build, &measure, &frame);
    assert_false(frame.is_full);
    if (golden->focus && !frame_find(&frame, golden->focus))
        fail_msg("%s: no %s to focus", golden->name, golden->focus);
    assert_int_equal(canvas_init(canvas, panel.width_px, panel.height_px), ERR_NONE);
    painter_forget(painter);
    painter_paint(painter, canvas, &frame.draw, changed);
}

static int channels_apart(uint32_t a, uint32_t b)
{
    int most = 0;
    for (int shift = 0; shift < 24; shift += 8) {
        int apart = abs((int)(a >> shift & 255) - (int)(b >> shift & 255));
        if (apart > most) most = apart;
    }
    return most;
}

static uint32_t faded(uint32_t pixel)
{
    uint32_t grey = ((pixel >> 16 & 255) + (pixel >> 8 & 255) + (pixel & 255)) / 3 / 2 + 110;
    return 0xff000000u | grey << 16 | grey << 8 | grey;
}

/* Turns `found` into the picture of its mistakes: grey, and red where it differs. */
static long mark_differences(struct canvas *found, const struct canvas *golden)
{
    long count = 0, shades = 0, all = (long)found->width_px * found->height_px;
    for (int i = 0; i < found->width_px * found->height_px; i++) {
        int apart = channels_apart(found->pixels[i], golden->pixels[i]);
        count += apart > CHANNEL_MOST;
        shades += apart > 0;
        found->pixels[i] = apart > 0 ? 0xffe00000u : faded(found->pixels[i]);
    }
    return shades > all / SHADES_MOST ? shades : count;
}

static void compare(const struct golden *golden, const char *path, struct canvas *found)
{
    char marked[PATH_MOST];
    struct canvas known;
    snprintf(marked, sizeof marked, BUILD_DIR "/golden/%s_err.png", golden->name);
    remove(marked);
    if (half_read(path, &known) != ERR_NONE) fail_msg("%s cannot be read", path);
    if (known.width_px != found->width_px || known.height_px != found->height_px)
        fail_msg("%s: %d x %d and not %d x %d", golden->name, found->width_px,
                 found->height_px, known.width_px, known.height_px);
    long differing = mark_differences(found, &known);
    canvas_finish(&known);
    if (differing <= PIXELS_MOST) return;
    enum err err = canvas_write_png(found, marked);
    fail_msg("%s: %ld pixels differ, %s %s (README.md beside the pictures says how to renew)",
             golden->name, differing, err ? "and cannot be written to" : "red in", marked);
}

static void looks_as_it_did(void **state)
{
    const struct golden *golden = *state;
    const char *wish = getenv("NAAST_GOLDEN");
    struct canvas whole, half;
    char path[PATH_MOST];
    snprintf(path, sizeof path, SOURCE_DIR "/tests/golden/%s.png", golden->name);
    paint(golden, &whole);
    assert_int_equal(half_of(&whole, &half), ERR_NONE);
    canvas_finish(&whole);
    if (wish && strcmp(wish, "renew") == 0)
        assert_int_equal(canvas_write_png(&half, path), ERR_NONE);
    else compare(golden, path, &half);
    canvas_finish(&half);
}

int main(void)
{
    struct CMUnitTest *tests = calloc((size_t)goldens_count, sizeof *tests);
    if (!tests) return 1;
    for (int i = 0; i < goldens_count; i++)
        tests[i] = (struct CMUnitTest){goldens[i].name, looks_as_it_did, NULL, NULL,
                                       (void *)(uintptr_t)&goldens[i]};
    int failed = _cmocka_run_group_tests("golden", tests, (size_t)goldens_count, open_all,
                                         close_all);
    free(tests);
    return failed;
}
