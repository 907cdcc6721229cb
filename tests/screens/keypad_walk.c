/* SPDX-License-Identifier: EUPL-1.2 */
#include "screens/keypad_walk.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>
#include <stdio.h>
#include <string.h>

const struct frame *walk_frame(void)
{
    static struct frame frame;
    frame = (struct frame){.root = stage_build(), .pages = 1};
    return &frame;
}

int paths_find(const struct paths *paths, const char *id)
{
    for (int i = 0; i < paths->count; i++)
        if (strcmp(paths->ids[i], id) == 0) return i;
    return -1;
}

static bool is_there(const struct node *node)
{
    for (const struct node *at = node; at; at = at->parent)
        if (at->is_hidden) return false;
    return node->press.kind != MSG_NONE && !node->is_disabled;
}

/* Where a key leads to from here; NULL: nowhere. */
static const char *led_to(const struct frame *frame, const char *from, enum key key)
{
    const struct node *node = NULL;
    if (key == KEY_CHOOSE) {
        node = frame_find(frame, from);
        return node->is_stop ? node->press.node : NULL;
    }
    if (key == KEY_ROW_ON || key == KEY_ROW_BACK)
        node = frame_focus_jump(frame, from, key == KEY_ROW_BACK);
    else node = frame_focus_next(frame, from, key == KEY_PREVIOUS);
    return node ? node->id : NULL;
}

/* Going round costs the free press at the end too. */
static int cost(const struct frame *frame, const char *from, enum key key)
{
    bool is_step = key == KEY_NEXT || key == KEY_PREVIOUS;
    return is_step && frame_focus_is_end(frame, from, key == KEY_PREVIOUS) ? 2 : 1;
}

static const enum key walking_keys[] = {KEY_NEXT, KEY_PREVIOUS, KEY_CHOOSE, KEY_ROW_ON,
                                        KEY_ROW_BACK};

static void ways_find(const struct frame *frame, struct paths *paths, int keys)
{
    for (int at = 0; at < paths->count; at++)
        for (int k = 0; k < KEYS_WALKING; k++) {
            const char *id = k < keys ? led_to(frame, paths->ids[at], walking_keys[k]) : NULL;
            paths->ways[at][k] = (struct way){id ? paths_find(paths, id) : -1,
                                              cost(frame, paths->ids[at], walking_keys[k])};
        }
}

static void relax(struct paths *paths, int from)
{
    int *presses = paths->presses[from];
    presses[from] = 0;
    for (bool grows = true; grows;) {
        grows = false;
        for (int at = 0; at < paths->count; at++)
            for (int k = 0; k < KEYS_WALKING && presses[at] >= 0; k++) {
                struct way way = paths->ways[at][k];
                int now = presses[at] + way.cost;
                if (way.to < 0 || (presses[way.to] >= 0 && presses[way.to] <= now)) continue;
                presses[way.to] = now;
                grows = true;
            }
    }
}

struct paths paths_of(const struct frame *frame, enum walking walking)
{
    struct paths paths = {.count = 0};
    for (struct node *node = frame->root; node; node = stage_next(node)) {
        if (!is_there(node)) continue;
        assert_true(paths.count < PLACES_MOST);
        snprintf(paths.ids[paths.count++], NODE_ID_BYTES, "%s", node->id);
    }
    ways_find(frame, &paths, walking == WITH_ROWS_TOO ? 5 : 3);
    memset(paths.presses, -1, sizeof paths.presses);
    for (int i = 0; i < paths.count; i++) relax(&paths, i);
    return paths;
}

void walker_at(struct walker *walker, const char *scene)
{
    *walker = (struct walker){.model = stage_model(stage_scene(scene)), .now_ms = 100000,
                              .pause_ms = WALKER_PAUSE_MS};
    walker->model->now_ms = walker->model->last_action_ms = walker->now_ms;
    touch_init(&walker->touch);
}

void walker_give(struct walker *walker, struct message message)
{
    struct effects fx;
    message.now_ms = walker->now_ms;
    update(walker->model, &message, &fx);
    for (int i = 0; i < fx.count; i++) effects_add(&walker->fx, fx.all[i]);
}

/* As apps/kiosk_run.c takes a key. */
void walker_press(struct walker *walker, enum key key)
{
    struct message messages[KEYPAD_MOST];
    walker->fx.count = 0;
    walker->now_ms += walker->pause_ms;
    if (!walker->model->uses_keys) walker_give(walker, (struct message){.kind = MSG_KEYPAD});
    walker->count = keypad_step(&walker->keypad, walk_frame(), walker->model, &walker->touch,
                                key, walker->now_ms, messages);
    for (int i = 0; i < walker->count; i++) walker_give(walker, messages[i]);
    walker->presses++;
    touch_see(&walker->touch, walker->model, walker->now_ms);
}

static enum key first_key(const struct paths *paths, int from, int to)
{
    for (int k = 0; k < 3; k++) {
        struct way way = paths->ways[from][k];
        if (way.to >= 0 &&
            paths->presses[way.to][to] + way.cost == paths->presses[from][to])
            return walking_keys[k];
    }
    fail_msg("no way from %s to %s", paths->ids[from], paths->ids[to]);
    return KEY_NONE;
}

void walker_choose(struct walker *walker, const char *id)
{
    if (!walker->model->focus[0]) walker_press(walker, KEY_NEXT);
    struct paths paths = paths_of(walk_frame(), WITH_THREE_KEYS);
    int to = paths_find(&paths, id);
    if (to < 0) fail_msg("%s is not there", id);
    while (strcmp(walker->model->focus, id) != 0)
        walker_press(walker, first_key(&paths, paths_find(&paths, walker->model->focus), to));
    walker_press(walker, KEY_CHOOSE);
}

void walker_type(struct walker *walker, const char *letters)
{
    const char *keys = walker->model->screen == SCREEN_PHONE ? "pad" : "key";
    for (const char *at = letters; *at; at++) {
        char id[NODE_ID_BYTES];
        snprintf(id, sizeof id, "%s.%c", keys, *at);
        walker_choose(walker, id);
    }
}
