/* SPDX-License-Identifier: EUPL-1.2 */
/* presses.c - which presses mean something where. Everything else is ignored, so that a
 * press that comes late or twice cannot land on the screen after. */
#include <stddef.h>

#include "model/model.h"

#define ANY_STEP (-1)
#define KINDS_MOST 8

static const struct {
    enum screen screen;
    int step;
    enum message_kind kinds[KINDS_MOST];
} presses[] = {
    {SCREEN_REST, ANY_STEP, {MSG_START}},
    {SCREEN_HOME, ANY_STEP, {MSG_NEXT, MSG_OPEN, MSG_BACK}},
    {SCREEN_EXPLAIN, ANY_STEP, {MSG_NEXT, MSG_SKIP, MSG_BACK, MSG_OPEN}},
    {SCREEN_TOPICS, ANY_STEP, {MSG_TOPIC, MSG_NEXT, MSG_SKIP, MSG_BACK}},
    {SCREEN_FOR_WHOM, FOR_WHOM_STEP_WHO, {MSG_FOR_WHOM, MSG_NEXT, MSG_BACK}},
    {SCREEN_FOR_WHOM, FOR_WHOM_STEP_RELATION, {MSG_RELATION, MSG_NEXT, MSG_BACK}},
    {SCREEN_FOR_WHOM, FOR_WHOM_STEP_KNOWS, {MSG_OTHER_KNOWS, MSG_NEXT, MSG_BACK}},
    {SCREEN_WLZ, ANY_STEP, {MSG_WLZ, MSG_NEXT, MSG_BACK}},
    {SCREEN_PROVIDERS, ANY_STEP,
     {MSG_FILTER, MSG_SHOW_PROVIDER, MSG_CHOOSE_PROVIDER, MSG_NEXT, MSG_BACK}},
    {SCREEN_PROVIDER, ANY_STEP,
     {MSG_CHOOSE_PROVIDER, MSG_NEXT, MSG_FINISH, MSG_BACK}},
    {SCREEN_CHANNEL, ANY_STEP, {MSG_CHANNEL, MSG_NEXT, MSG_BACK}},
    {SCREEN_NAME, ANY_STEP,
     {MSG_TYPE, MSG_ERASE, MSG_ERASE_ALL, MSG_KEY_PAGE, MSG_NEXT, MSG_BACK}},
    {SCREEN_PHONE, PHONE_STEP_NUMBER,
     {MSG_TYPE, MSG_ERASE, MSG_ERASE_ALL, MSG_SEEN, MSG_NEXT, MSG_BACK}},
    {SCREEN_PHONE, PHONE_STEP_VOICEMAIL, {MSG_VOICEMAIL, MSG_NEXT, MSG_BACK}},
    {SCREEN_EMAIL, ANY_STEP,
     {MSG_TYPE, MSG_ERASE, MSG_ERASE_ALL, MSG_KEY_PAGE, MSG_SEEN, MSG_NEXT, MSG_BACK}},
    {SCREEN_WHEN, WHEN_STEP_DAYS, {MSG_DAY, MSG_ANY_TIME, MSG_NEXT, MSG_SKIP, MSG_BACK}},
    {SCREEN_WHEN, WHEN_STEP_PARTS, {MSG_DAY_PART, MSG_ANY_TIME, MSG_NEXT, MSG_SKIP, MSG_BACK}},
    {SCREEN_TALK, TALK_STEP_LANGUAGE, {MSG_TALK_LANGUAGE, MSG_NEXT, MSG_SKIP, MSG_BACK}},
    {SCREEN_TALK, TALK_STEP_INTERPRETER, {MSG_INTERPRETER, MSG_NEXT, MSG_BACK}},
    {SCREEN_REVIEW, ANY_STEP, {MSG_CHANGE, MSG_SEEN, MSG_SEND, MSG_BACK}},
    {SCREEN_SENT, ANY_STEP, {MSG_FINISH}},
    {SCREEN_KEPT, ANY_STEP, {MSG_FINISH}},
    {SCREEN_NOT_KEPT, ANY_STEP, {MSG_SEND_AGAIN, MSG_FINISH}},
    {SCREEN_WIPED, ANY_STEP, {MSG_FINISH, MSG_NEXT, MSG_START}},
    {SCREEN_SWITCH, ANY_STEP, {MSG_NEXT, MSG_BACK, MSG_OPEN}},
    {SCREEN_HELP_NOW, ANY_STEP, {MSG_NEXT, MSG_BACK, MSG_FINISH}},
    {SCREEN_LANGUAGES, ANY_STEP, {MSG_CLOSE, MSG_NEXT, MSG_BACK}},
    {SCREEN_TOGETHER, ANY_STEP, {MSG_CLOSE, MSG_NEXT, MSG_BACK}},
    {SCREEN_LETTERS, ANY_STEP, {MSG_CLOSE, MSG_NEXT, MSG_BACK}},
    {SCREEN_VOICE, ANY_STEP, {MSG_CLOSE, MSG_NEXT, MSG_BACK}},
    {SCREEN_PRACTICE, ANY_STEP, {MSG_TRY, MSG_CLOSE, MSG_BACK}},
    {SCREEN_STILL_THERE, ANY_STEP, {MSG_STAY, MSG_STOP_YES}},
    {SCREEN_STOP, ANY_STEP, {MSG_STOP_YES, MSG_STOP_NO, MSG_CLOSE, MSG_BACK}},
};

/* The visit has begun and is not over. */
static bool is_visiting(enum screen screen)
{
    return screen_kind(screen) != SCREEN_KIND_REST && screen != SCREEN_WIPED;
}

static bool is_preference(enum message_kind kind)
{
    return kind >= MSG_LANGUAGE && kind <= MSG_READ_ALOUD;
}

static bool opens_overlay(enum message_kind kind, int32_t value)
{
    return kind == MSG_OPEN &&
        (value == SCREEN_LANGUAGES || value == SCREEN_LETTERS || value == SCREEN_VOICE ||
         value == SCREEN_PRACTICE || value == SCREEN_TOGETHER);
}

/* What the toolbar offers on every screen. */
static bool is_offered_everywhere(const struct model *m, enum message_kind kind, int32_t value)
{
    if (kind == MSG_MORE || kind == MSG_REPEAT) return true;
    if (opens_overlay(kind, value))
        return m->screen != SCREEN_WIPED && m->overlay != SCREEN_STILL_THERE;
    if (is_preference(kind)) return m->screen != SCREEN_WIPED;
    if (kind == MSG_STOP) return is_visiting(m->screen) && m->overlay != SCREEN_STOP;
    return false;
}

bool flow_takes(const struct model *m, enum message_kind kind, int32_t value)
{
    enum screen up = m->overlay == SCREEN_COUNT ? m->screen : m->overlay;
    if (kind == MSG_NONE) return false;   /* also what fills up the rows of the table */
    if (is_offered_everywhere(m, kind, value)) return true;
    for (size_t i = 0; i < sizeof presses / sizeof presses[0]; i++) {
        if (presses[i].screen != up ||
            (presses[i].step != ANY_STEP && presses[i].step != m->step))
            continue;
        for (int k = 0; k < KINDS_MOST; k++)
            if (presses[i].kinds[k] == kind) return true;
    }
    return false;
}

bool flow_opens(enum screen from, enum screen to)
{
    static const struct { enum screen from, to; } doors[] = {
        {SCREEN_HOME, SCREEN_TOPICS}, {SCREEN_HOME, SCREEN_EXPLAIN},
        {SCREEN_HOME, SCREEN_SWITCH}, {SCREEN_HOME, SCREEN_HELP_NOW},
        {SCREEN_EXPLAIN, SCREEN_TOPICS}, {SCREEN_SWITCH, SCREEN_EXPLAIN},
    };
    for (size_t i = 0; i < sizeof doors / sizeof doors[0]; i++)
        if (doors[i].from == from && doors[i].to == to) return true;
    return false;
}
