/* SPDX-License-Identifier: EUPL-1.2 */
#include "apps/kiosk_calibrate.h"

#include <stdio.h>
#include <string.h>

#include "apps/panel_size.h"
#include "base/log.h"
#include "screens/calibrate.h"

#define CARD_LEAST_PX 60
#define LINE_BYTES 64

struct calibrating {
    struct kiosk *kiosk;
    struct calibration now;
    char lines[2][LINE_BYTES];
    char down[NODE_ID_BYTES];      /* where the finger came down */
    bool is_over;
};

static double px_per_mm(const struct calibrating *calibrating)
{
    return calibrating->now.card_px / CARD_WIDTH_MM;
}

static void present(struct calibrating *calibrating)
{
    struct kiosk *kiosk = calibrating->kiosk;
    struct canvas *canvas = window_canvas(kiosk->window);
    struct build build;
    kiosk->turn = !kiosk->turn;
    arena_reset(&kiosk->arenas[kiosk->turn]);
    build_begin(&build, &kiosk->arenas[kiosk->turn], kiosk->model,
                panel_of(&kiosk->content->settings, canvas->width_px, canvas->height_px, 0));
    screen_calibrate(&build, &calibrating->now);
    frame_finish(&build, &kiosk->measure, &kiosk->frame);
    struct rect changed[CHANGED_MOST];
    int count = painter_paint(kiosk->painter, canvas, &kiosk->frame.draw, changed);
    if (count > 0) window_show(kiosk->window, changed, count);
    kiosk_demo_present(&kiosk->demo, &kiosk->frame, kiosk->model);
}

/* The card stays on the panel, with room for the buttons below it. */
static void grow(struct calibrating *calibrating, int by_px)
{
    const struct canvas *canvas = window_canvas(calibrating->kiosk->window);
    int most_px = canvas->width_px * 9 / 10;
    int high_px = (int)(canvas->height_px * 0.45 * CARD_WIDTH_MM / CARD_HEIGHT_MM);
    if (high_px < most_px) most_px = high_px;
    int to_px = calibrating->now.card_px + by_px;
    calibrating->now.card_px = to_px < CARD_LEAST_PX ? CARD_LEAST_PX
                               : to_px > most_px     ? most_px
                                                     : to_px;
}

/* The settings know one panel that may stand or lie; the lines are for it as it is mounted. */
static enum err measured(struct calibrating *calibrating)
{
    const struct canvas *canvas = window_canvas(calibrating->kiosk->window);
    double ppmm = px_per_mm(calibrating);
    snprintf(calibrating->lines[0], LINE_BYTES, "\"panel_width_mm\": %.1f,",
             canvas->width_px / ppmm);
    snprintf(calibrating->lines[1], LINE_BYTES, "\"panel_height_mm\": %.1f,",
             canvas->height_px / ppmm);
    calibrating->now.lines[0] = calibrating->lines[0];
    calibrating->now.lines[1] = calibrating->lines[1];
    bool is_said = printf("%s\n%s\n", calibrating->lines[0], calibrating->lines[1]) > 0 &&
                   fflush(stdout) == 0;
    log_line(LOG_NOTE, "a bank card is %d pixels wide: %.3f pixels a millimetre",
             calibrating->now.card_px, ppmm);
    return is_said ? ERR_NONE : ERR_DISK;
}

static enum err act(struct calibrating *calibrating, const char *id)
{
    static const struct { const char *id; int by_px; } steps[] = {
        {"calibrate.much-smaller", -10}, {"calibrate.smaller", -1},
        {"calibrate.larger", 1},         {"calibrate.much-larger", 10},
    };
    for (size_t i = 0; i < sizeof steps / sizeof steps[0]; i++)
        if (strcmp(id, steps[i].id) == 0) grow(calibrating, steps[i].by_px);
    if (strcmp(id, "calibrate.close") == 0) calibrating->is_over = true;
    return strcmp(id, "calibrate.done") == 0 ? measured(calibrating) : ERR_NONE;
}

static enum err take_touch(struct calibrating *calibrating, const struct input *input)
{
    const struct node *node = frame_hit(&calibrating->kiosk->frame, input->x, input->y);
    if (input->phase == TOUCH_DOWN)
        snprintf(calibrating->down, sizeof calibrating->down, "%s", node ? node->id : "");
    bool is_up = input->phase == TOUCH_UP && node;
    bool is_press = is_up && strcmp(node->id, calibrating->down) == 0;
    return is_press ? act(calibrating, node->id) : ERR_NONE;
}

static const char *meant(const struct calibrating *calibrating, enum key key)
{
    bool is_measured = calibrating->now.lines[0] != NULL;
    if (key == KEY_CHOOSE || key == KEY_FORWARD)
        return is_measured ? "calibrate.close" : "calibrate.done";
    if (is_measured) return "";
    if (key == KEY_PREVIOUS || key == KEY_LOUDER) return "calibrate.larger";
    if (key == KEY_NEXT || key == KEY_SOFTER) return "calibrate.smaller";
    if (key == KEY_ROW_ON) return "calibrate.much-larger";
    return key == KEY_ROW_BACK ? "calibrate.much-smaller" : "";
}

static enum err take(struct calibrating *calibrating, const struct input *input)
{
    switch (input->kind) {
    case INPUT_TOUCH: return take_touch(calibrating, input);
    case INPUT_KEY: return act(calibrating, meant(calibrating, input->key));
    case INPUT_SIZE:
        painter_forget(calibrating->kiosk->painter);
        grow(calibrating, 0);
        return ERR_NONE;
    case INPUT_CLOSE: calibrating->is_over = true; return ERR_NONE;
    case INPUT_NONE:
    case INPUT_WAKE: break;
    }
    return ERR_NONE;
}

enum err kiosk_calibrate(struct kiosk *kiosk)
{
    struct calibrating calibrating = {.kiosk = kiosk};
    const struct canvas *canvas = window_canvas(kiosk->window);
    struct panel panel = panel_of(&kiosk->content->settings, canvas->width_px,
                                  canvas->height_px, 0);
    kiosk->measure = painter_measure(kiosk->painter);
    calibrating.now.card_px = (int)(CARD_WIDTH_MM * panel.px_per_mm + 0.5);
    grow(&calibrating, 0);
    enum err err = ERR_NONE;
    present(&calibrating);
    while (!err && !calibrating.is_over) {
        struct input input = window_wait(kiosk->window, -1);
        err = take(&calibrating, &input);
        present(&calibrating);
    }
    return err;
}
