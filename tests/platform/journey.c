/* SPDX-License-Identifier: EUPL-1.2 */
/* Real screens, pressed at random: what stands there is what would be painted from nothing. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>
#include <sodium.h>

#include "content/content.h"
#include "platform/painter.h"
#include "platform/png.h"
#include "screens/screens.h"
#include "view/frame.h"

#define WIDTH 1280
#define HEIGHT 720
#define STEPS 250
#define NODES_MOST 512

static struct content content;
static struct findings findings;
static struct model model;
static struct arena arenas[2];
static struct painter *painter, *other;
static struct canvas canvas, check;
static struct frame frame;
static uint64_t now_ms = 1000;
static uint32_t seed = 20261121;

static int open_all(void **state)
{
    (void)state;
    if (sodium_init() < 0 || content_load(SOURCE_DIR "/config", &content, &findings)) return -1;
    if (arena_init(&arenas[0], 1 << 20) || arena_init(&arenas[1], 1 << 20)) return -1;
    if (painter_open(BUILD_DIR "/assets", &painter)) return -1;
    if (painter_open(BUILD_DIR "/assets", &other)) return -1;
    return canvas_init(&canvas, WIDTH, HEIGHT) || canvas_init(&check, WIDTH, HEIGHT) ? -1 : 0;
}

static int close_all(void **state)
{
    (void)state;
    painter_close(painter);
    painter_close(other);
    canvas_finish(&canvas);
    canvas_finish(&check);
    arena_finish(&arenas[0]);
    arena_finish(&arenas[1]);
    content_finish(&content);
    return 0;
}

static uint32_t chance(uint32_t below)
{
    seed = seed * 1664525u + 1013904223u;
    return (seed >> 8) % below;
}

static void give(struct message message)
{
    struct effects effects = {0};
    message.now_ms = now_ms += 700;
    message.wall_s = 1795262400;
    update(&model, &message, &effects);
    if (!effects_has(&effects, EFFECT_NEW_VISIT)) return;
    struct message visit = {.kind = MSG_VISIT};
    visit_seed_make(&visit.seed, content.providers.count);
    give(visit);
}

static void make_frame(int turn)
{
    struct build build;
    struct measure measure = painter_measure(painter);
    arena_reset(&arenas[turn]);
    build_begin(&build, &arenas[turn], &model, (struct panel){WIDTH, HEIGHT, WIDTH / 476.0});
    screen_build(&build);
    frame_finish(&build, &measure, &frame);
    assert_false(frame.is_full);
}

static int pressables(const struct node *node, const struct node *found[NODES_MOST], int count)
{
    for (; node; node = node->next) {
        bool can_press = node->press.kind != MSG_NONE && !node->is_hidden && !node->is_disabled;
        if (can_press && count < NODES_MOST) found[count++] = node;
        count = pressables(node->first, found, count);
    }
    return count;
}

/* Stop is left out most of the time, and so is what changes only the looks: there is much of
 * that, and the journey would never get far. */
static struct message random_press(void)
{
    const struct node *found[NODES_MOST];
    int count = pressables(frame.root, found, 0);
    assert_true(count > 0);
    const struct node *node = found[chance((uint32_t)count)];
    if (node->press.kind == MSG_STOP_YES && chance(4) > 0)
        return (struct message){.kind = MSG_CLOSE};
    /* while practising most presses lead nowhere */
    if (node->press.kind == MSG_TRY && chance(4) > 0)
        return (struct message){.kind = MSG_CLOSE};
    bool is_wish = node->press.kind >= MSG_LANGUAGE && node->press.kind <= MSG_READ_ALOUD;
    bool is_tool = node->role == ROLE_TOOL || is_wish || node->press.kind == MSG_REPEAT;
    if (is_tool && chance(4) > 0) node = found[chance((uint32_t)count)];
    if (chance(5) > 0) return node->press;
    struct message touch = {.kind = chance(2) ? MSG_TOUCH_DOWN : MSG_FOCUS};
    strncpy(touch.node, node->id, sizeof touch.node - 1);
    return touch;
}

static void a_journey_looks_as_if_each_screen_were_painted_from_nothing(void **state)
{
    (void)state;
    bool seen[SCREEN_COUNT] = {false};
    int screens = 0;
    model_init(&model, &content);
    give((struct message){.kind = MSG_TICK});
    for (int step = 0; step < STEPS; step++) {
        struct rect changed[CHANGED_MOST];
        make_frame(step & 1);
        painter_paint(painter, &canvas, &frame.draw, changed);
        painter_forget(other);
        painter_paint(other, &check, &frame.draw, changed);
        if (memcmp(canvas.pixels, check.pixels, sizeof *canvas.pixels * WIDTH * HEIGHT) != 0)
            fail_msg("step %d, %s: not the same pixels", step, screen_name(model.screen));
        if (!seen[model.screen]) screens++;
        seen[model.screen] = true;
        give(random_press());
        if (model.screen == SCREEN_SENDING)
            give((struct message){.kind = MSG_LINK_DELIVERED, .id = model.form.id});
    }
    assert_true(screens >= 8);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_journey_looks_as_if_each_screen_were_painted_from_nothing),
    };
    return cmocka_run_group_tests(tests, open_all, close_all);
}
