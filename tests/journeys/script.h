/* SPDX-License-Identifier: EUPL-1.2 */
/* script.h - a visit as a table: what happens, and which screen must then be up.
 *
 * PRESS(kind, value, screen)         a press; STEP(...) when the screen asks several things
 * TYPE("text", screen)               a key a letter
 * LINK(kind, value, screen)          the courier says something about our request
 * WAIT(seconds, screen)              time passes, as the app lets it pass
 * The last member says which effects must come: WISH(EFFECT_SUBMIT). */
#ifndef NAAST_TESTS_JOURNEYS_SCRIPT_H
#define NAAST_TESTS_JOURNEYS_SCRIPT_H
#include "model/visitor.h"

enum line_kind { LINE_END, LINE_PRESS, LINE_TYPE, LINE_LINK, LINE_WAIT };

struct line {
    enum line_kind line;
    enum message_kind kind;
    int32_t value;
    const char *typed;
    enum screen up;
    int step;
    unsigned effects;   /* bit: enum effect */
};

#define PRESS(k, v, screen) {LINE_PRESS, (k), (v), NULL, (screen), 0, 0}
#define STEP(k, v, screen, s) {LINE_PRESS, (k), (v), NULL, (screen), (s), 0}
#define TYPE(text, screen) {LINE_TYPE, MSG_TYPE, 0, (text), (screen), 0, 0}
#define LINK(k, v, screen) {LINE_LINK, (k), (v), NULL, (screen), 0, 0}
#define WAIT(seconds, screen) {LINE_WAIT, MSG_NONE, (seconds), NULL, (screen), 0, 0}
#define PRESS_WISH(k, v, screen, wish) {LINE_PRESS, (k), (v), NULL, (screen), 0, (wish)}
#define WAIT_WISH(seconds, screen, wish)                                                       \
    {LINE_WAIT, MSG_NONE, (seconds), NULL, (screen), 0, (wish)}
#define WISH(effect) (1u << (effect))
#define END {LINE_END, MSG_NONE, 0, NULL, SCREEN_REST, 0, 0}

/* What an ordinary visitor presses, to be put at the start of a table. */
#define BEGIN PRESS(MSG_START, -1, SCREEN_HOME), PRESS(MSG_OPEN, SCREEN_TOPICS, SCREEN_TOPICS)
#define NO_TOPICS PRESS(MSG_SKIP, 0, SCREEN_FOR_WHOM)
#define FOR_MYSELF PRESS(MSG_FOR_WHOM, FOR_ME, SCREEN_FOR_WHOM), PRESS(MSG_NEXT, 0, SCREEN_WLZ)
#define WLZ(answer) PRESS(MSG_WLZ, (answer), SCREEN_WLZ), PRESS(MSG_NEXT, 0, SCREEN_PROVIDERS)
#define PROVIDER(place) PRESS(MSG_CHOOSE_PROVIDER, (place), SCREEN_CHANNEL)
#define CHANNEL(channel)                                                                       \
    PRESS(MSG_CHANNEL, (channel), SCREEN_CHANNEL), PRESS(MSG_NEXT, 0, SCREEN_NAME)
#define NAMED(name, next) TYPE((name), SCREEN_NAME), PRESS(MSG_NEXT, 0, (next))
#define PHONE(number, message)                                                                 \
    TYPE((number), SCREEN_PHONE), STEP(MSG_NEXT, 0, SCREEN_PHONE, PHONE_STEP_VOICEMAIL),       \
        STEP(MSG_VOICEMAIL, (message), SCREEN_PHONE, PHONE_STEP_VOICEMAIL),                    \
        PRESS(MSG_NEXT, 0, SCREEN_WHEN)
#define ANY_TIME                                                                               \
    STEP(MSG_SKIP, 0, SCREEN_WHEN, WHEN_STEP_PARTS), PRESS(MSG_SKIP, 0, SCREEN_TALK)
#define IN_DUTCH PRESS(MSG_NEXT, 0, SCREEN_REVIEW)
#define SENDS PRESS_WISH(MSG_SEND, 0, SCREEN_SENDING, WISH(EFFECT_SUBMIT))
#define ARRIVES LINK(MSG_LINK_KEPT, 0, SCREEN_SENDING), LINK(MSG_LINK_DELIVERED, 0, SCREEN_SENT)
#define GOES_AWAY                                                                              \
    PRESS_WISH(MSG_FINISH, 0, SCREEN_WIPED, WISH(EFFECT_WIPE)), WAIT(11, SCREEN_REST)

#endif
