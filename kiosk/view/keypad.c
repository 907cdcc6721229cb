/* SPDX-License-Identifier: EUPL-1.2 */
#include "view/keypad.h"
#include <stdio.h>
#include <string.h>
#include "content/content.h"

struct step {
    const struct frame *frame;
    const struct model *model;
    struct touch *touch;
    uint64_t now_ms;
    struct message *out;
    int count;
};

static void give(struct step *step, enum message_kind kind, int32_t value, const char *node)
{
    struct message *message = &step->out[step->count++];
    *message = (struct message){ .kind = kind, .value = value };
    if (node) snprintf(message->node, sizeof message->node, "%s", node);
}

static void give_press(struct step *step, const struct node *node)
{
    int deaf_ms = step->model->content->settings.debounce_ms;
    if (!node || node->press.kind == MSG_NONE || node->is_disabled) return;
    if (touch_takes_key(step->touch, node, deaf_ms, step->now_ms))
        step->out[step->count++] = node->press;
}

static void walk(struct step *step, bool backwards)
{
    const char *from = step->model->focus;
    const struct node *to = frame_focus_next(step->frame, from, backwards);
    int edge = backwards ? -1 : 1;
    if (!to) return;
    if (frame_focus_is_end(step->frame, from, backwards) && step->model->edge != edge)
        give(step, MSG_EDGE, edge, NULL);
    else give(step, MSG_FOCUS, 0, to->id);
}

static void jump(struct step *step, bool backwards)
{
    const struct node *to = frame_focus_jump(step->frame, step->model->focus, backwards);
    if (to) give(step, MSG_FOCUS, 0, to->id);
    else give(step, MSG_EDGE, backwards ? -1 : 1, NULL);
}

/* After a letter the focus is back at its row: the next letter may be in any. */
static void choose(struct step *step)
{
    const struct node *node = frame_find(step->frame, step->model->focus);
    int before = step->count;
    give_press(step, node);
    if (step->count > before && node->role == ROLE_KEY && node->parent && node->parent->is_stop)
        give(step, MSG_FOCUS, FOCUS_SILENT, node->parent->id);
}

/* The button that leads on, under whatever name it has on this page. */
static void go_forward(struct step *step)
{
    const struct node *next = frame_find(step->frame, NODE_NEXT);
    give_press(step, next ? next : frame_find(step->frame, "nav.more"));
}

/* Who asks for help with keys may not see the screen. */
static void help(struct step *step)
{
    if (!step->model->preferences.reads_aloud) give(step, MSG_READ_ALOUD, 1, NULL);
    give(step, MSG_OPEN, SCREEN_PRACTICE, NULL);
}

static const char *practised(enum key key)
{
    switch (key) {
    case KEY_PREVIOUS: return "practice.up";
    case KEY_NEXT: return "practice.down";
    case KEY_CHOOSE: return "practice.choose";
    case KEY_BACK: return "practice.back";
    case KEY_FORWARD: return "practice.next";
    case KEY_ROW_BACK:
    case KEY_ROW_ON: return "practice.rows";
    case KEY_REPEAT: return "practice.again";
    case KEY_LOUDER:
    case KEY_SOFTER:
    case KEY_FASTER:
    case KEY_SLOWER: return "practice.voice";
    case KEY_NONE:
    case KEY_SWITCH:
    case KEY_HELP:
    case KEY_HEADSET_IN:
    case KEY_HEADSET_OUT: break;
    }
    return NULL;
}

/* With three keys one gets out again: choose, twice in a row. */
static void practise(struct step *step, enum key key)
{
    bool is_again = key == KEY_CHOOSE &&
                    strcmp(step->model->tried, practised(KEY_CHOOSE)) == 0;
    if (key == KEY_HELP || is_again) give(step, MSG_CLOSE, 0, NULL);
    else give(step, MSG_TRY, 0, practised(key));
}

/* A double strike of what acts is a trembling hand. Walking acts on nothing; how long its keys
 * are deaf is a setting of its own. */
static bool is_deaf(struct keypad *keypad, const struct settings *settings, enum key key,
                    uint64_t now_ms)
{
    bool acts = key == KEY_CHOOSE || key == KEY_BACK || key == KEY_FORWARD || key == KEY_HELP ||
                key == KEY_SWITCH;
    int deaf_ms = acts ? settings->debounce_ms : settings->debounce_walk_ms;
    if (key == keypad->last && now_ms - keypad->last_ms < (uint64_t)deaf_ms) return true;
    keypad->last = key;
    keypad->last_ms = now_ms;
    return false;
}

static void act(struct step *step, enum key key)
{
    switch (key) {
    case KEY_NONE: break;
    case KEY_SWITCH: give(step, MSG_SWITCH, 1, NULL); break;
    case KEY_PREVIOUS: walk(step, true); break;
    case KEY_NEXT: walk(step, false); break;
    case KEY_ROW_BACK: jump(step, true); break;
    case KEY_ROW_ON: jump(step, false); break;
    case KEY_CHOOSE: choose(step); break;
    case KEY_BACK: give(step, MSG_BACK, 0, NULL); break;
    case KEY_FORWARD: go_forward(step); break;
    case KEY_HELP: help(step); break;
    case KEY_REPEAT: give(step, MSG_REPEAT, 0, NULL); break;
    case KEY_LOUDER: give(step, MSG_VOLUME, 1, NULL); break;
    case KEY_SOFTER: give(step, MSG_VOLUME, -1, NULL); break;
    case KEY_FASTER: give(step, MSG_RATE, 1, NULL); break;
    case KEY_SLOWER: give(step, MSG_RATE, -1, NULL); break;
    case KEY_HEADSET_IN: give(step, MSG_HEADSET_IN, 0, NULL); break;
    case KEY_HEADSET_OUT: give(step, MSG_HEADSET_OUT, 0, NULL); break;
    }
}

int keypad_step(struct keypad *keypad, const struct frame *frame, const struct model *model,
                struct touch *touch, enum key key, uint64_t now_ms,
                struct message out[KEYPAD_MOST])
{
    struct step step = { frame, model, touch, now_ms, out, 0 };
    bool is_plug = key == KEY_HEADSET_IN || key == KEY_HEADSET_OUT;
    if (!is_plug && is_deaf(keypad, &model->content->settings, key, now_ms)) return 0;
    bool is_scanning = model->preferences.is_scanning, is_switch = key == KEY_SWITCH;
    if (is_switch && is_scanning) key = KEY_CHOOSE;
    else if (is_scanning && !is_plug) give(&step, MSG_SWITCH, 0, NULL);
    bool nobody_was_here = model->screen == SCREEN_REST && model->overlay == SCREEN_COUNT &&
                           !model->focus[0];
    bool is_pressed = !is_plug && key != KEY_SWITCH;
    /* Who comes with keys may not see the screen: the voice begins without being asked (EN 301
     * 549, 5.2). */
    if (is_pressed && nobody_was_here) give(&step, MSG_READ_ALOUD, 1, NULL);
    else if (is_pressed && model->overlay == SCREEN_PRACTICE) practise(&step, key);
    else act(&step, key);
    return step.count;
}
