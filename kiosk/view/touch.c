/* SPDX-License-Identifier: EUPL-1.2 */
/* Source of the rules: WCAG 2.2, 2.5.2 (act on release, slide off cancels); EN 301 549, 5.8 and
 * 5.9 (the same key is deaf for 500 ms, no two fingers); DESIGN 6 (a new screen is deaf for 300
 * ms, so that a finger still under way does not press what has just come under it). */
#include <stdio.h>
#include <string.h>
#include "view/frame.h"
#include "view/speech.h"

#define SAME_TARGET_MS 500
#define NEW_SCREEN_MS 300
#define REST_MS 500             /* a finger that lies still so long, and then slides, reads */

void touch_init(struct touch *touch)
{
    *touch = (struct touch){ .finger = -1, .screen = SCREEN_COUNT, .overlay = SCREEN_COUNT };
}

void touch_see(struct touch *touch, const struct model *model, uint64_t now_ms)
{
    if (touch->screen == model->screen && touch->overlay == model->overlay) return;
    bool is_first = touch->screen == SCREEN_COUNT;
    touch->screen = model->screen;
    touch->overlay = model->overlay;
    touch->screen_since_ms = is_first ? 0 : now_ms;
    /* A finger that is still down came down on what is gone now. */
    touch->node[0] = '\0';
    touch->is_on_target = false;
    touch->last_node[0] = '\0';
}

static struct message message_of(enum message_kind kind, const char *node,
                                 const struct model *model, uint64_t now_ms)
{
    struct message message = { .kind = kind, .now_ms = now_ms, .wall_s = model->wall_s };
    snprintf(message.node, sizeof message.node, "%s", node);
    return message;
}

static bool is_new_screen(const struct touch *touch, uint64_t now_ms)
{
    return touch->screen_since_ms > 0 && now_ms - touch->screen_since_ms < NEW_SCREEN_MS;
}

static bool is_deaf(const struct touch *touch, const struct node *target, uint64_t now_ms)
{
    if (is_new_screen(touch, now_ms)) return true;
    return target && touch->last_node[0] && strcmp(touch->last_node, target->id) == 0 &&
           now_ms - touch->last_press_ms < SAME_TARGET_MS;
}

bool touch_takes_key(struct touch *touch, const struct node *target, int deaf_ms,
                     uint64_t now_ms)
{
    if (strcmp(touch->last_node, target->id) == 0 &&
        now_ms - touch->last_press_ms < (uint64_t)deaf_ms)
        return false;
    snprintf(touch->last_node, sizeof touch->last_node, "%s", target->id);
    touch->last_press_ms = now_ms;
    return true;
}

static int finger_down(struct touch *touch, const struct frame *frame,
                       const struct model *model, int64_t finger, const struct node *target,
                       uint64_t now_ms, struct message out[2])
{
    (void)frame;
    if (touch->finger >= 0) return 0;
    touch->finger = finger;
    touch->node[0] = '\0';
    touch->is_on_target = false;
    if (is_deaf(touch, target, now_ms)) {
        /* Whoever taps five times on "send" must not wipe the outcome with the last of them:
         * the new screen stays deaf until the taps have stopped. */
        if (is_new_screen(touch, now_ms)) touch->screen_since_ms = now_ms;
        return 0;
    }
    if (target) {
        snprintf(touch->node, sizeof touch->node, "%s", target->id);
        touch->is_on_target = true;
    }
    out[0] = message_of(MSG_TOUCH_DOWN, touch->node, model, now_ms);
    return 1;
}

static void reading_begin(struct touch *touch, const struct node *below, uint64_t now_ms)
{
    touch->down_ms = now_ms;
    touch->is_reading = false;
    touch->may_read = true;
    snprintf(touch->read_node, sizeof touch->read_node, "%s", below ? below->id : "");
}

/* A finger that leaves where it came down at once only slides off; one that rested first reads
 * what it passes. */
static bool reading_moves(struct touch *touch, const struct node *below, uint64_t now_ms)
{
    if (!touch->may_read || !below || strcmp(below->id, touch->read_node) == 0) return false;
    if (!touch->is_reading && now_ms - touch->down_ms < REST_MS) touch->may_read = false;
    if (!touch->may_read) return false;
    touch->is_reading = true;
    touch->node[0] = '\0';
    touch->is_on_target = false;
    snprintf(touch->read_node, sizeof touch->read_node, "%s", below->id);
    return true;
}

static int finger_move(struct touch *touch, const struct model *model,
                       const struct node *target, uint64_t now_ms, struct message out[2])
{
    if (!touch->node[0]) return 0;
    bool is_on_target = target && strcmp(target->id, touch->node) == 0;
    if (is_on_target == touch->is_on_target) return 0;
    touch->is_on_target = is_on_target;
    out[0] = message_of(is_on_target ? MSG_TOUCH_DOWN : MSG_TOUCH_UP, touch->node, model,
                        now_ms);
    return 1;
}

static int finger_up(struct touch *touch, const struct model *model, const struct node *target,
                     uint64_t now_ms, struct message out[2])
{
    bool is_press = touch->node[0] && target && strcmp(target->id, touch->node) == 0;
    int count = 0;
    out[count++] = message_of(MSG_TOUCH_UP, touch->node, model, now_ms);
    if (is_press) {
        out[count] = target->press;
        out[count].now_ms = now_ms;
        out[count++].wall_s = model->wall_s;
        snprintf(touch->last_node, sizeof touch->last_node, "%s", target->id);
        touch->last_press_ms = now_ms;
    } else if (!touch->is_reading && !touch->node[0] && !target &&
               model->screen == SCREEN_REST && model->overlay == SCREEN_COUNT &&
               !is_deaf(touch, NULL, now_ms)) {
        /* At rest the whole screen is one invitation: a touch beside the buttons starts too
         * (DESIGN 4). */
        out[count++] = (struct message){
            .kind = MSG_START, .value = -1, .now_ms = now_ms, .wall_s = model->wall_s
        };
    }
    touch->finger = -1;
    touch->node[0] = '\0';
    touch->is_on_target = false;
    touch->is_reading = touch->may_read = false;
    return count;
}

int touch_step(struct touch *touch, const struct frame *frame, const struct model *model,
               enum touch_phase phase, int64_t finger, int x, int y, uint64_t now_ms,
               struct message out[2])
{
    const struct node *target =
        frame_hit_from(frame, phase == TOUCH_DOWN ? "" : touch->node, x, y);
    if (phase == TOUCH_DOWN) {
        if (touch->finger < 0) reading_begin(touch, speech_at(frame, x, y), now_ms);
        return finger_down(touch, frame, model, finger, target, now_ms, out);
    }
    if (finger != touch->finger) return 0;
    if (phase == TOUCH_MOVE && reading_moves(touch, speech_at(frame, x, y), now_ms)) {
        out[0] = message_of(MSG_SLIDE, touch->read_node, model, now_ms);
        return 1;
    }
    if (phase == TOUCH_MOVE) return finger_move(touch, model, target, now_ms, out);
    return finger_up(touch, model, target, now_ms, out);
}
