/* SPDX-License-Identifier: EUPL-1.2 */
#include "apps/kiosk_run.h"

#include <limits.h>
#include <malloc.h>
#include <sodium.h>
#include <string.h>

#include "apps/panel_size.h"
#include "base/clock.h"
#include "base/log.h"
#include "screens/screens.h"

static void give(struct kiosk *kiosk, struct message message);

static void present(struct kiosk *kiosk)
{
    if (kiosk->must_start_over) return; /* "all is wiped" would not be true */
    struct canvas *canvas = window_canvas(kiosk->window);
    struct build build;
    kiosk->turn = !kiosk->turn;
    struct arena *arena = &kiosk->arenas[kiosk->turn];
    arena_reset(arena);
    build_begin(&build, arena, kiosk->model,
                panel_of(&kiosk->content->settings, canvas->width_px, canvas->height_px, 0));
    screen_build(&build);
    frame_finish(&build, &kiosk->measure, &kiosk->frame);
    if (kiosk->frame.is_full)
        log_line(LOG_FAULT, "a frame of %s is larger than its memory",
                 screen_name(kiosk->model->screen));
    struct rect changed[CHANGED_MOST];
    int count = painter_paint(kiosk->painter, canvas, &kiosk->frame.draw, changed);
    bool is_shown = count == 0 || window_show(kiosk->window, changed, count);
    painter_rest(kiosk->painter);
    if (is_shown) kiosk_watch_seen(&kiosk->watch, clock_boot_ms());
    /* After the painting: taps that waited for it came down on what was there before. */
    touch_see(&kiosk->touch, kiosk->model, clock_boot_ms());
    kiosk_demo_present(&kiosk->demo, &kiosk->frame, kiosk->model);
    struct speaking speaking = {&kiosk->frame, kiosk->model, arena};
    if (!kiosk->frame.is_full && kiosk_voice_speak(&kiosk->voice, &speaking, &kiosk->touch))
        give(kiosk, (struct message){.kind = MSG_SPEECH_BEGAN});
}

/* What chance decides comes from here, because update() reads no generator. */
static void give_seed(struct kiosk *kiosk, enum message_kind kind)
{
    struct message message = {.kind = kind};
    visit_seed_make(&message.seed, kiosk->content->providers.count);
    give(kiosk, message);
}

/* An answer that cannot become a request will not become one later either; a line that is down
 * may. */
static void submit(struct kiosk *kiosk)
{
    enum err err =
        kiosk->courier ? kiosk_courier_submit(kiosk->courier, kiosk->model) : ERR_CLOSED;
    if (!err) {
        kiosk->unanswered = kiosk->model->form.id;
        return;
    }
    log_line(LOG_WARNING, "a request did not reach the courier: %s", err_name(err));
    if (err == ERR_CLOSED || err == ERR_TIMEOUT) return;
    give(kiosk, (struct message){.kind = MSG_LINK_NOT_KEPT, .id = kiosk->model->form.id});
}

/* So that what the last screen said is true (kiosk_link.h). */
static void take_back(struct kiosk *kiosk, struct id *id)
{
    if (id_is_zero(*id)) return;
    if (kiosk_courier_take_back(kiosk->courier, *id))
        log_line(LOG_WARNING, "a request that was taken back may stay with the courier");
    *id = (struct id){0};
}

static void hello(struct kiosk *kiosk)
{
    /* Without a line there is nothing to do: the line itself says hello when it opens. */
    if (kiosk->courier && kiosk_courier_hello(kiosk->courier) == ERR_TIMEOUT)
        log_line(LOG_WARNING, "the courier takes no questions");
}

/* Nothing of the visit stays outside the model: not in frames, caches, or the queue of
 * touches. */
static void forget_visit(struct kiosk *kiosk)
{
    kiosk->frame = (struct frame){0};
    arena_reset(&kiosk->arenas[0]);
    arena_reset(&kiosk->arenas[1]);
    painter_wipe(kiosk->painter);
    kiosk_voice_wipe(&kiosk->voice);
    window_wipe(kiosk->window);
    /* Which screen was seen is kept, so that the next one is deaf at first to a finger still
     * under way. */
    enum screen seen = kiosk->touch.screen, seen_overlay = kiosk->touch.overlay;
    sodium_memzero(&kiosk->touch, sizeof kiosk->touch);
    kiosk->keypad = (struct keypad){0};
    touch_init(&kiosk->touch);
    kiosk->touch.screen = seen;
    kiosk->touch.overlay = seen_overlay;
}

/* The next frame says that all is wiped, so it is proved before. It takes some 20 ms. */
static void wipe(struct kiosk *kiosk)
{
    forget_visit(kiosk);
    take_back(kiosk, &kiosk->unanswered);
    kiosk->refused = (struct id){0};
    enum err err = kiosk_wipe_prove(kiosk->wipe, kiosk->content);
    if (!err) return;
    if (err != ERR_EXISTS)
        log_line(LOG_FAULT, "memory cannot be searched after a visit: %s", err_name(err));
    kiosk->must_start_over = true;
}

static void speak(struct kiosk *kiosk, enum effect effect)
{
    kiosk_voice_take(&kiosk->voice, effect);
    if (effect == EFFECT_STOP_SPEECH) give(kiosk, (struct message){.kind = MSG_SPEECH_ENDED});
}

/* The focus of who has one switch goes one step by itself. */
static void scan(struct kiosk *kiosk)
{
    const struct node *to = frame_focus_next(&kiosk->frame, kiosk->model->focus, false);
    struct message message = {.kind = MSG_SCANNED};
    if (!to) return;
    strncpy(message.node, to->id, sizeof message.node - 1);
    give(kiosk, message);
}

static void carry_out(struct kiosk *kiosk, enum effect effect)
{
    switch (effect) {
    case EFFECT_NEW_VISIT: give_seed(kiosk, MSG_VISIT); return;
    case EFFECT_NEW_ID: give_seed(kiosk, MSG_NEW_ID); return;
    case EFFECT_HELLO: hello(kiosk); return;
    case EFFECT_SUBMIT: submit(kiosk); return;
    case EFFECT_WIPE: wipe(kiosk); return;
    case EFFECT_SCAN: scan(kiosk); return;
    case EFFECT_SPEAK_SCREEN:
    case EFFECT_SPEAK_FOCUS:
    case EFFECT_SPEAK_ALL:
    case EFFECT_SPEAK_PRESSED:
    case EFFECT_SPEAK_SLID:
    case EFFECT_SPEAK_EDGE:
    case EFFECT_SPEAK_TRIED:
    case EFFECT_STOP_SPEECH: speak(kiosk, effect); return;
    }
}

/* The one way into the model. */
static void give(struct kiosk *kiosk, struct message message)
{
    struct effects effects = {0};
    message.now_ms = clock_boot_ms();
    message.wall_s = clock_wall_s();
    update(kiosk->model, &message, &effects);
    kiosk_wipe_note(kiosk->wipe, kiosk->model);
    sodium_memzero(&message, sizeof message); /* a typed letter */
    for (int i = 0; i < effects.count; i++) carry_out(kiosk, effects.all[i]);
}

/* In the dark a finger cannot see what it would press: it brings the picture back. */
static void light_up(struct kiosk *kiosk, const struct input *input)
{
    if (input->phase != TOUCH_UP) return;
    give(kiosk, (struct message){.kind = MSG_DARK, .value = 0});
    present(kiosk);
}

static void take_touch(struct kiosk *kiosk, const struct input *input)
{
    if (kiosk->model->preferences.is_dark) {
        light_up(kiosk, input);
        return;
    }
    struct message messages[2];
    int count = touch_step(&kiosk->touch, &kiosk->frame, kiosk->model, input->phase,
                           input->finger, input->x, input->y, clock_boot_ms(), messages);
    for (int i = 0; i < count; i++) give(kiosk, messages[i]);
    if (count > 0) present(kiosk);
    sodium_memzero(messages, sizeof messages);
}

static void take_key(struct kiosk *kiosk, enum key key)
{
    struct message messages[KEYPAD_MOST];
    bool is_plug = key == KEY_HEADSET_IN || key == KEY_HEADSET_OUT;
    if (!is_plug && !kiosk->model->uses_keys && kiosk->model->screen != SCREEN_REST) {
        /* The screen as it suits a keypad, before the key says where on it one is. */
        give(kiosk, (struct message){.kind = MSG_KEYPAD});
        present(kiosk);
    }
    int count = keypad_step(&kiosk->keypad, &kiosk->frame, kiosk->model, &kiosk->touch, key,
                            clock_boot_ms(), messages);
    for (int i = 0; i < count; i++) give(kiosk, messages[i]);
    if (count > 0) present(kiosk);
    sodium_memzero(messages, sizeof messages);
}

static enum field field_of(enum link_field field)
{
    switch (field) {
    case LINK_FIELD_NONE: return FIELD_NONE;
    case LINK_FIELD_NAME: return FIELD_NAME;
    case LINK_FIELD_PHONE: return FIELD_PHONE;
    case LINK_FIELD_EMAIL: return FIELD_EMAIL;
    }
    return FIELD_NONE;
}

/* A visitor who hears that a field was refused will send anew, under another id. Who has left
 * cannot; so the old one stays with the courier, for the operator, until the new one is
 * kept. */
static void take_refusal(struct kiosk *kiosk, const struct link_event *event)
{
    bool is_ours = id_is_same(kiosk->model->form.id, event->id);
    give(kiosk, (struct message){.kind = MSG_LINK_BAD_CONTACT,
                                 .id = event->id,
                                 .value = (int32_t)field_of(event->field)});
    if (is_ours && !id_is_same(kiosk->model->form.id, event->id)) kiosk->refused = event->id;
}

static void take_kept(struct kiosk *kiosk, const struct link_event *event)
{
    if (id_is_same(kiosk->model->form.id, event->id)) take_back(kiosk, &kiosk->refused);
    give(kiosk, (struct message){.kind = MSG_LINK_KEPT, .id = event->id});
}

static void take_news(struct kiosk *kiosk, const struct link_event *event)
{
    if (id_is_same(kiosk->unanswered, event->id)) kiosk->unanswered = (struct id){0};
    switch (event->news) {
    case LINK_READY: give(kiosk, (struct message){.kind = MSG_LINK_READY}); return;
    case LINK_NOT_READY: give(kiosk, (struct message){.kind = MSG_LINK_NOT_READY}); return;
    case LINK_KEPT: take_kept(kiosk, event); return;
    case LINK_NOT_KEPT:
        give(kiosk, (struct message){.kind = MSG_LINK_NOT_KEPT, .id = event->id});
        return;
    case LINK_DELIVERED:
        give(kiosk, (struct message){.kind = MSG_LINK_DELIVERED, .id = event->id});
        return;
    case LINK_WAITING:
        give(kiosk, (struct message){.kind = MSG_LINK_WAITING, .id = event->id});
        return;
    case LINK_BAD_CONTACT: take_refusal(kiosk, event); return;
    }
}

static void take_all_news(struct kiosk *kiosk)
{
    struct link_event event;
    bool has_news = false;
    while (kiosk->courier && kiosk_courier_news(kiosk->courier, &event)) {
        take_news(kiosk, &event);
        has_news = true;
    }
    if (has_news) present(kiosk);
}

static void take_voice(struct kiosk *kiosk)
{
    struct message message;
    bool has_news = false;
    while (kiosk_voice_news(&kiosk->voice, &kiosk->frame, &message)) {
        give(kiosk, message);
        has_news = true;
    }
    if (has_news) present(kiosk);
}

static int wait_ms(const struct kiosk *kiosk)
{
    uint64_t next_ms = model_next_tick_ms(kiosk->model), now_ms = clock_boot_ms();
    int wait = -1;
    if (next_ms != 0) {
        uint64_t left_ms = next_ms > now_ms ? next_ms - now_ms : 0;
        wait = left_ms < INT_MAX ? (int)left_ms : INT_MAX;
    }
    return kiosk_watch_wait_ms(&kiosk->watch, now_ms, wait);
}

static void tick(struct kiosk *kiosk)
{
    give(kiosk, (struct message){.kind = MSG_TICK});
    present(kiosk);
}

enum err kiosk_run(struct kiosk *kiosk)
{
    kiosk->measure = painter_measure(kiosk->painter);
    touch_init(&kiosk->touch);
    tick(kiosk);
    enum err err = kiosk_sandbox(&kiosk->places);
    if (!err) err = kiosk_courier_start(kiosk->socket_path, window_wake, &kiosk->courier);
    if (err) return err;
    kiosk_watch_ready(&kiosk->watch, clock_boot_ms());
    frame_warm(kiosk->model);   /* the screen stands; no visitor waits for this */
    for (;;) {
        struct input input = window_wait(kiosk->window, wait_ms(kiosk));
        switch (input.kind) {
        case INPUT_NONE: tick(kiosk); break;
        case INPUT_TOUCH: take_touch(kiosk, &input); break;
        case INPUT_KEY: take_key(kiosk, input.key); break;
        case INPUT_WAKE:
            take_all_news(kiosk);
            take_voice(kiosk);
            break;
        case INPUT_SIZE:
            painter_forget(kiosk->painter);
            present(kiosk);
            break;
        case INPUT_CLOSE: return ERR_NONE;
        }
        if (kiosk->must_start_over) return ERR_EXISTS;
    }
}
