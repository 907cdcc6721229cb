/* SPDX-License-Identifier: EUPL-1.2 */
#include "matrix/states.h"

#include <assert.h>
#include <stdio.h>

/* Where a choice is needed before going on, and at which step (-1: at all of them). */
static const struct { enum screen screen; int step; } choices[] = {
    {SCREEN_FOR_WHOM, -1}, {SCREEN_WLZ, -1},
    {SCREEN_PROVIDERS, -1}, {SCREEN_CHANNEL, -1},
    {SCREEN_PHONE, PHONE_STEP_VOICEMAIL}, {SCREEN_TALK, TALK_STEP_INTERPRETER},
};

static const enum screen refused[] = {
    SCREEN_TOPICS, SCREEN_FOR_WHOM, SCREEN_WLZ, SCREEN_PROVIDERS, SCREEN_CHANNEL, SCREEN_NAME,
    SCREEN_PHONE, SCREEN_EMAIL, SCREEN_WHEN, SCREEN_TALK,
};

static bool has_choice_to_make(const struct scene *scene)
{
    for (size_t i = 0; i < sizeof choices / sizeof choices[0]; i++)
        if (choices[i].screen == scene->screen &&
            (choices[i].step < 0 || choices[i].step == scene->step))
            return true;
    return false;
}

static bool can_be_refused(enum screen screen)
{
    for (size_t i = 0; i < sizeof refused / sizeof refused[0]; i++)
        if (refused[i] == screen) return true;
    return false;
}

/* Source: model/flow.c (checks), model/phone.c, model/rules.c, model/sending.c. */
static bool can_show(const struct scene *scene, enum mistake mistake)
{
    bool is_number = scene->screen == SCREEN_PHONE && scene->step == PHONE_STEP_NUMBER;
    switch (mistake) {
    case MISTAKE_NAME_EMPTY: case MISTAKE_NAME_SIGNS: case MISTAKE_NAME_LONG:
        return scene->screen == SCREEN_NAME;
    case MISTAKE_PHONE_EMPTY: case MISTAKE_PHONE_SHORT: case MISTAKE_PHONE_LONG:
    case MISTAKE_PHONE_START: case MISTAKE_PHONE_SERVICE: case MISTAKE_PHONE_COUNTRY:
        return is_number;
    case MISTAKE_EMAIL_EMPTY: case MISTAKE_EMAIL_AT: case MISTAKE_EMAIL_DOT:
    case MISTAKE_EMAIL_SIGNS: case MISTAKE_EMAIL_LONG:
        return scene->screen == SCREEN_EMAIL;
    case MISTAKE_CHOOSE_ONE: return has_choice_to_make(scene);
    case MISTAKE_REFUSED: return can_be_refused(scene->screen);
    case MISTAKE_NONE: return true;
    case MISTAKE_COUNT: break;
    }
    return false;
}

static int sheets_of(const struct scene *scene, enum mistake mistake)
{
    return scene->screen == SCREEN_NAME && mistake == MISTAKE_NONE ? KEY_PAGE_COUNT : 1;
}

static void name_state(struct state *state)
{
    if (state->mistake != MISTAKE_NONE)
        snprintf(state->name, sizeof state->name, "%s, mistake %d", state->scene->name,
                 (int)state->mistake);
    else if (state->sheet != KEY_PAGE_LETTERS)
        snprintf(state->name, sizeof state->name, "%s, sheet %d", state->scene->name,
                 (int)state->sheet + 1);
    else snprintf(state->name, sizeof state->name, "%s", state->scene->name);
}

int states_list(struct state states_out[STATES_MOST])
{
    int count = 0;
    for (int i = 0; i < scenes_count; i++)
        for (int mistake = MISTAKE_NONE; mistake < MISTAKE_COUNT; mistake++) {
            if (!can_show(&scenes[i], (enum mistake)mistake)) continue;
            int sheets = sheets_of(&scenes[i], (enum mistake)mistake);
            for (int sheet = 0; sheet < sheets; sheet++) {
                assert(count < STATES_MOST);
                struct state *state = &states_out[count++];
                *state = (struct state){.scene = &scenes[i], .mistake = (enum mistake)mistake,
                                        .sheet = (enum key_page)sheet};
                name_state(state);
            }
        }
    return count;
}

struct model *state_model(const struct state *state)
{
    struct model *model = stage_model(state->scene);
    model->mistake = state->mistake;
    model->key_page = state->sheet;
    return model;
}
