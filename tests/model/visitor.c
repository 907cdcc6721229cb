/* SPDX-License-Identifier: EUPL-1.2 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "model/visitor.h"

enum screen visitor_up(const struct visitor *v)
{
    return v->model.overlay == SCREEN_COUNT ? v->model.screen : v->model.overlay;
}

static void visitor_carry_out(struct visitor *v, const struct effects *fx)
{
    for (int i = 0; i < fx->count; i++) {
        struct message answer = {.kind = MSG_NONE};
        effects_add(&v->fx, fx->all[i]);
        switch (fx->all[i]) {
        case EFFECT_NEW_VISIT: answer.kind = MSG_VISIT; v->visits++; break;
        case EFFECT_NEW_ID: answer.kind = MSG_NEW_ID; v->new_ids++; break;
        case EFFECT_HELLO: v->hellos++; break;
        case EFFECT_SUBMIT: v->submits++; v->submitted = v->model.form.id; break;
        case EFFECT_WIPE: v->wipes++; break;
        case EFFECT_SPEAK_SCREEN: case EFFECT_SPEAK_FOCUS: case EFFECT_SPEAK_ALL:
        case EFFECT_SPEAK_PRESSED: case EFFECT_SPEAK_SLID: case EFFECT_SPEAK_EDGE:
        case EFFECT_SPEAK_TRIED: case EFFECT_STOP_SPEECH: case EFFECT_SCAN: break;
        }
        if (answer.kind == MSG_NONE) continue;
        visit_seed_make(&answer.seed, v->model.content->providers.count);
        visitor_send(v, answer);
    }
}

void visitor_send(struct visitor *v, struct message msg)
{
    struct effects fx = {0};
    msg.now_ms = v->now_ms;
    msg.wall_s = v->wall_s;
    update(&v->model, &msg, &fx);
    visitor_carry_out(v, &fx);
}

void visitor_press(struct visitor *v, enum message_kind kind, int32_t value)
{
    v->fx.count = 0;
    visitor_send(v, (struct message){.kind = kind, .value = value});
}

void visitor_type(struct visitor *v, const char *key)
{
    struct message msg = {.kind = MSG_TYPE};
    sample_text(msg.typed, sizeof msg.typed, key);
    v->fx.count = 0;
    visitor_send(v, msg);
}

void visitor_write(struct visitor *v, const char *utf8)
{
    while (*utf8) {
        char key[5] = {0};
        size_t size = 1;
        while ((utf8[size] & 0xc0) == 0x80) size++;
        memcpy(key, utf8, size);
        visitor_type(v, key);
        utf8 += size;
    }
}

void visitor_node(struct visitor *v, enum message_kind kind, const char *node)
{
    struct message msg = {.kind = kind};
    sample_text(msg.node, sizeof msg.node, node);
    v->fx.count = 0;
    visitor_send(v, msg);
}

void visitor_link(struct visitor *v, enum message_kind kind, int32_t value)
{
    v->fx.count = 0;
    visitor_send(v, (struct message){.kind = kind, .value = value, .id = v->model.form.id});
}

void visitor_wait(struct visitor *v, uint64_t wait_ms)
{
    uint64_t until_ms = v->now_ms + wait_ms, next_ms = model_next_tick_ms(&v->model);
    v->fx.count = 0;
    while (next_ms > 0 && next_ms <= until_ms) {
        v->wall_s += (int64_t)((next_ms - v->now_ms) / 1000);
        v->now_ms = next_ms;
        visitor_send(v, (struct message){.kind = MSG_TICK});
        next_ms = model_next_tick_ms(&v->model);
    }
    v->wall_s += (int64_t)((until_ms - v->now_ms) / 1000);
    v->now_ms = until_ms;
}

void visitor_arrive(struct visitor *v)
{
    if (sodium_init() < 0) return;
    memset(v, 0, sizeof *v);
    v->now_ms = VISITOR_BOOT_MS;
    v->wall_s = VISITOR_WALL_S;
    model_init(&v->model, sample_content());
    visitor_press(v, MSG_NONE, 0);
    visitor_press(v, MSG_LINK_READY, 0);
}

void visitor_answer(struct visitor *v)
{
    struct model *m = &v->model;
    switch (m->screen) {
    case SCREEN_REST: visitor_press(v, MSG_START, -1); return;
    case SCREEN_HOME: visitor_press(v, MSG_OPEN, SCREEN_TOPICS); return;
    case SCREEN_FOR_WHOM:
        if (m->step == FOR_WHOM_STEP_WHO) visitor_press(v, MSG_FOR_WHOM, FOR_ME);
        break;
    case SCREEN_WLZ: visitor_press(v, MSG_WLZ, ANSWER_NO); break;
    case SCREEN_PROVIDERS: visitor_press(v, MSG_CHOOSE_PROVIDER, MEE); return;
    case SCREEN_CHANNEL: visitor_press(v, MSG_CHANNEL, CHANNEL_CALL); break;
    case SCREEN_NAME: visitor_press(v, MSG_ERASE_ALL, 0); visitor_write(v, "jamila"); break;
    case SCREEN_PHONE:
        if (m->step == PHONE_STEP_VOICEMAIL) visitor_press(v, MSG_VOICEMAIL, ANSWER_NO);
        else visitor_press(v, MSG_ERASE_ALL, 0), visitor_write(v, "0612345678");
        break;
    case SCREEN_REVIEW: visitor_press(v, MSG_SEND, 0); return;
    case SCREEN_SENDING: visitor_link(v, MSG_LINK_KEPT, 0);
        visitor_link(v, MSG_LINK_DELIVERED, 0); return;
    case SCREEN_SENT: visitor_press(v, MSG_FINISH, 0); return;
    case SCREEN_EXPLAIN: case SCREEN_TOPICS: case SCREEN_PROVIDER: case SCREEN_EMAIL:
    case SCREEN_WHEN:
    case SCREEN_TALK: case SCREEN_KEPT: case SCREEN_NOT_KEPT: case SCREEN_WIPED:
    case SCREEN_SWITCH:
    case SCREEN_HELP_NOW: case SCREEN_OUT_OF_SERVICE: case SCREEN_LANGUAGES:
    case SCREEN_TOGETHER: case SCREEN_LETTERS: case SCREEN_VOICE: case SCREEN_PRACTICE:
    case SCREEN_STILL_THERE: case SCREEN_STOP: case SCREEN_COUNT:
        break;
    }
    visitor_press(v, MSG_NEXT, 0);
}

void visitor_walk_to(struct visitor *v, enum screen screen, int step)
{
    for (int i = 0; i < 300 && (v->model.screen != screen || v->model.step != step); i++)
        visitor_answer(v);
}

void visitor_at(struct visitor *v, enum screen screen, int step)
{
    visitor_arrive(v);
    visitor_walk_to(v, screen, step);
}

void visitor_is_at(const struct visitor *v, enum screen screen, int step)
{
    if (v->model.screen != screen || v->model.step != step)
        fail_msg("at %s %d, not at %s %d", screen_name(v->model.screen), v->model.step,
                 screen_name(screen), step);
}
