/* SPDX-License-Identifier: EUPL-1.2 */
/* update.c - the one place where a message becomes a change. What each change is, stands in
 * the files named below. */
#include <string.h>

#include "model/answers.h"
#include "model/keyboard.h"
#include "model/listening.h"
#include "model/overlay.h"
#include "model/preferences.h"
#include "model/scanning.h"
#include "model/sending.h"
#include "model/time.h"
#include "model/travel.h"
#include "model/visit.h"

static bool is_press(enum message_kind kind)
{
    return kind >= MSG_START && kind <= MSG_CLOSE;
}

static bool is_action(enum message_kind kind)
{
    return is_press(kind) || kind == MSG_TOUCH_DOWN || kind == MSG_TOUCH_UP ||
           kind == MSG_KEYPAD || kind == MSG_FOCUS || kind == MSG_EDGE || kind == MSG_SLIDE ||
           kind == MSG_SWITCH;
}

static void note_time(struct model *m, const struct message *msg)
{
    if (msg->now_ms > m->now_ms) m->now_ms = msg->now_ms;   /* the boot clock never goes back */
    if (msg->wall_s != 0) m->wall_s = msg->wall_s;
}

/* Somebody is here, and what is being said is cut short. */
static void note_action(struct model *m, const struct message *msg, struct effects *fx)
{
    m->last_action_ms = m->now_ms;
    /* Whoever does more than say "I am here" has all the time again. A finger that is lifted
     * is no more than that. */
    if (is_press(msg->kind) && m->overlay != SCREEN_STILL_THERE) m->extensions = 0;
    if (m->is_speaking && msg->kind != MSG_TOUCH_UP) effects_add(fx, EFFECT_STOP_SPEECH);
}

static void copy_node(char to[NODE_ID_BYTES], const char from[NODE_ID_BYTES])
{
    size_t size = strnlen(from, NODE_ID_BYTES - 1);
    memcpy(to, from, size);
    to[size] = 0;
}

static void stay(struct model *m, struct effects *fx)
{
    if (m->overlay != SCREEN_STILL_THERE ||
        m->extensions >= m->content->settings.extensions_most)
        return;
    m->extensions++;
    overlay_close(m, fx);
}

static void press_start(struct model *m, const struct message *msg, struct effects *fx)
{
    if (m->screen == SCREEN_WIPED) visit_rest(m, fx);
    if (m->screen != SCREEN_REST) return;   /* out of service after all */
    preferences_language(m, msg->value);
    visit_begin(m, fx);
}

static bool is_overlay_of_toolbar(int32_t screen)
{
    return screen == SCREEN_LANGUAGES || screen == SCREEN_LETTERS || screen == SCREEN_VOICE ||
        screen == SCREEN_PRACTICE || screen == SCREEN_TOGETHER;
}

static void press_open(struct model *m, const struct message *msg, struct effects *fx)
{
    if (is_overlay_of_toolbar(msg->value))
        overlay_open(m, (enum screen)msg->value, fx);
    else if (msg->value >= 0 && msg->value < SCREEN_COUNT)
        travel_open(m, (enum screen)msg->value, fx);
}

static void press_back(struct model *m, struct effects *fx)
{
    if (m->overlay != SCREEN_COUNT && m->page == 0) overlay_close(m, fx);
    else travel_back(m, fx);
}

static void press_next(struct model *m, struct effects *fx)
{
    if (m->overlay != SCREEN_COUNT) overlay_close(m, fx);
    else travel_next(m, fx);
}

static void press_finish(struct model *m, struct effects *fx)
{
    if (m->screen == SCREEN_WIPED) visit_rest(m, fx);
    else visit_end(m, fx);
}

static void press_more(struct model *m, int32_t value, struct effects *fx)
{
    if (value == MORE_FIRST) m->page = 0;
    else if (value == MORE_BEFORE) m->page -= m->page > 0;
    else m->page++;
    if (m->preferences.reads_aloud) effects_add(fx, EFFECT_SPEAK_SCREEN);
}

static void touch(struct model *m, const struct message *msg)
{
    m->finger_is_down = msg->kind == MSG_TOUCH_DOWN;
    if (m->finger_is_down) copy_node(m->pressed, msg->node);
    else m->pressed[0] = 0;
    if (!m->finger_is_down) return;
    scanning_end(m);
    m->uses_keys = false;
    m->focus[0] = 0;
    m->edge = 0;
}

static void focus(struct model *m, const struct message *msg, struct effects *fx)
{
    copy_node(m->focus, msg->node);
    m->edge = 0;
    m->mistake_is_heard = true;
    scanning_stay(m);
    if (m->focus[0] && msg->value != FOCUS_SILENT) effects_add(fx, EFFECT_SPEAK_FOCUS);
}

static void keypad(struct model *m)
{
    m->uses_keys = true;
    keyboard_suit(m);
}

static void edge(struct model *m, int32_t value, struct effects *fx)
{
    m->edge = value < 0 ? -1 : 1;
    if (m->preferences.reads_aloud) effects_add(fx, EFFECT_SPEAK_EDGE);
}

static void press_try(struct model *m, const struct message *msg, struct effects *fx)
{
    copy_node(m->tried, msg->node);
    if (m->preferences.reads_aloud) effects_add(fx, EFFECT_SPEAK_TRIED);
}

/* From the voice's own screen "read everything" means the screen below. */
static void press_repeat(struct model *m, struct effects *fx)
{
    if (m->overlay == SCREEN_VOICE) overlay_close(m, fx);
    effects_drop(fx, EFFECT_SPEAK_SCREEN);
    effects_add(fx, EFFECT_SPEAK_ALL);
}

static void link_ready(struct model *m, bool is_ready, struct effects *fx)
{
    m->is_ready = is_ready;
    if (m->screen == SCREEN_REST && !is_ready) visit_rest(m, fx);
    if (m->screen == SCREEN_OUT_OF_SERVICE && is_ready) visit_rest(m, fx);
}

/* A choice on a screen. */
static void answer(struct model *m, const struct message *msg, struct effects *fx)
{
    struct form *form = &m->form;
    if (msg->kind == MSG_TOPIC) answers_toggle_topic(m, msg->value);
    if (msg->kind == MSG_FOR_WHOM) answers_for_whom(m, msg->value);
    if (msg->kind == MSG_RELATION) answers_relation(m, msg->value);
    if (msg->kind == MSG_OTHER_KNOWS) answers_take(m, &form->other_knows, msg->value, false);
    if (msg->kind == MSG_WLZ) answers_wlz(m, msg->value);
    if (msg->kind == MSG_FILTER) answers_filter(m, msg->value);
    if (msg->kind == MSG_SHOW_PROVIDER) answers_show_provider(m, msg->value, fx);
    if (msg->kind == MSG_CHOOSE_PROVIDER) answers_choose_provider(m, msg->value, fx);
    if (msg->kind == MSG_CHANNEL) answers_channel(m, msg->value);
    if (msg->kind == MSG_VOICEMAIL) answers_take(m, &form->voicemail, msg->value, false);
    if (msg->kind == MSG_DAY) answers_toggle_day(m, msg->value);
    if (msg->kind == MSG_DAY_PART) answers_toggle_day_part(m, msg->value);
    if (msg->kind == MSG_ANY_TIME) answers_any_time(m);
    if (msg->kind == MSG_TALK_LANGUAGE) answers_talk_language(m, msg->value);
    if (msg->kind == MSG_INTERPRETER) answers_take(m, &form->interpreter, msg->value, true);
}

static bool ends_a_question(enum message_kind kind)
{
    return kind == MSG_FOR_WHOM || kind == MSG_RELATION || kind == MSG_OTHER_KNOWS ||
           kind == MSG_WLZ || kind == MSG_CHANNEL || kind == MSG_VOICEMAIL ||
           kind == MSG_TALK_LANGUAGE || kind == MSG_INTERPRETER;
}

/* Where one answer is enough, the keypad then stands on the button that leads on; one press up
 * goes back to the answers. Three keys would else take a walk on every screen. */
static void lead_on(struct model *m, enum message_kind kind)
{
    if (m->focus[0] && ends_a_question(kind)) memcpy(m->focus, NODE_NEXT, sizeof NODE_NEXT);
}

static void press_change(struct model *m, int32_t screen, struct effects *fx)
{
    if (screen >= 0 && screen < SCREEN_COUNT) travel_change(m, (enum screen)screen, fx);
}

static void dispatch(struct model *m, const struct message *msg, struct effects *fx)
{
    switch (msg->kind) {
    case MSG_START: press_start(m, msg, fx); break;
    case MSG_OPEN: press_open(m, msg, fx); break;
    case MSG_NEXT: press_next(m, fx); break;
    case MSG_SKIP: travel_skip(m, fx); break;
    case MSG_BACK: press_back(m, fx); break;
    case MSG_MORE: press_more(m, msg->value, fx); break;
    case MSG_TOPIC: case MSG_FOR_WHOM: case MSG_RELATION: case MSG_OTHER_KNOWS: case MSG_WLZ:
    case MSG_FILTER: case MSG_SHOW_PROVIDER: case MSG_CHOOSE_PROVIDER: case MSG_CHANNEL:
    case MSG_VOICEMAIL: case MSG_DAY: case MSG_DAY_PART: case MSG_ANY_TIME:
    case MSG_TALK_LANGUAGE: case MSG_INTERPRETER:
        answer(m, msg, fx);
        lead_on(m, msg->kind);
        break;
    case MSG_TYPE: keyboard_type(m, msg->typed, fx); break;
    case MSG_ERASE: keyboard_erase(m); break;
    case MSG_ERASE_ALL: keyboard_erase_all(m); break;
    case MSG_KEY_PAGE: keyboard_page(m, msg->value); break;
    case MSG_SEEN: m->shows_private = !m->shows_private; break;
    case MSG_CHANGE: press_change(m, msg->value, fx); break;
    case MSG_SEND: sending_send(m, fx); break;
    case MSG_SEND_AGAIN: sending_send_again(m, fx); break;
    case MSG_FINISH: press_finish(m, fx); break;
    case MSG_STOP: overlay_open(m, SCREEN_STOP, fx); break;
    case MSG_STOP_YES: visit_end(m, fx); break;
    case MSG_STOP_NO: case MSG_CLOSE: overlay_close(m, fx); break;
    case MSG_STAY: stay(m, fx); break;
    case MSG_LANGUAGE: case MSG_SECOND_LANGUAGE: case MSG_TEXT_SIZE: case MSG_THEME:
    case MSG_VOLUME: case MSG_RATE: case MSG_PICTOGRAMS: case MSG_REACH: case MSG_CALM:
    case MSG_DARK: case MSG_READ_PRIVATE: case MSG_READ_SECOND: case MSG_READ_ALOUD:
        preferences_take(m, msg, fx);
        break;
    case MSG_REPEAT: press_repeat(m, fx); break;
    case MSG_TRY: press_try(m, msg, fx); break;
    case MSG_VISIT: visit_take_seed(m, &msg->seed); break;
    case MSG_NEW_ID: visit_take_new_id(m, &msg->seed); break;
    case MSG_TOUCH_DOWN: case MSG_TOUCH_UP: touch(m, msg); break;
    case MSG_KEYPAD: keypad(m); break;
    case MSG_FOCUS: focus(m, msg, fx); break;
    case MSG_EDGE: edge(m, msg->value, fx); break;
    case MSG_LINK_READY: case MSG_LINK_NOT_READY:
        link_ready(m, msg->kind == MSG_LINK_READY, fx);
        break;
    case MSG_LINK_KEPT: case MSG_LINK_NOT_KEPT: case MSG_LINK_DELIVERED: case MSG_LINK_WAITING:
    case MSG_LINK_BAD_CONTACT:
        sending_news(m, msg, fx);
        break;
    case MSG_SWITCH: case MSG_SCANNED: scanning_take(m, msg, fx); break;
    case MSG_SLIDE: listening_slide(m, fx); break;
    case MSG_HEADSET_IN: case MSG_HEADSET_OUT:
        listening_headset(m, msg->kind == MSG_HEADSET_IN, fx);
        break;
    case MSG_SPEECH_BEGAN: case MSG_SPEECH_ENDED: case MSG_SPEECH_WORD:
        listening_news(m, msg);
        break;
    case MSG_NONE: case MSG_TICK: case MSG_COUNT: break;
    }
}

/* The toolbar works from everywhere: on the rest screen it is the first touch, and before
 * the warning it says that somebody is here. */
static void make_way_for_toolbar(struct model *m, const struct message *msg, struct effects *fx)
{
    bool opens = msg->kind == MSG_OPEN &&
        is_overlay_of_toolbar(msg->value);
    if (!opens && !preferences_change(msg->kind)) return;
    if (m->screen == SCREEN_REST) visit_begin(m, fx);
    stay(m, fx);
}

/* What is asked of the app until it comes: the name of the request, and at the very start
 * the courier. */
static void ask_for_what_is_missing(struct model *m, struct effects *fx)
{
    bool is_renaming = m->seed.reference[0] != 0;
    if (!visit_has_id(m)) effects_add(fx, is_renaming ? EFFECT_NEW_ID : EFFECT_NEW_VISIT);
    if (m->hello_ms == 0) effects_add(fx, EFFECT_HELLO);
    if (effects_has(fx, EFFECT_HELLO)) m->hello_ms = m->now_ms ? m->now_ms : 1;
}

void update(struct model *model, const struct message *message, struct effects *effects)
{
    effects->count = 0;
    note_time(model, message);
    bool is_elsewhere = time_pass(model, effects);
    if (is_action(message->kind)) note_action(model, message, effects);
    if (is_press(message->kind) && !is_elsewhere) {
        make_way_for_toolbar(model, message, effects);
        if (flow_takes(model, message->kind, message->value)) {
            dispatch(model, message, effects);
            listening_pressed(model, message->kind, effects);
            scanning_pressed(model, message->kind);
        }
    } else if (!is_press(message->kind)) {
        dispatch(model, message, effects);
    }
    /* Time may have asked for a resend and the message itself have ended the sending: then
     * there is nothing to seal. */
    if (model->screen != SCREEN_SENDING) effects_drop(effects, EFFECT_SUBMIT);
    ask_for_what_is_missing(model, effects);
}
