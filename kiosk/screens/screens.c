/* SPDX-License-Identifier: EUPL-1.2 */
/* screens.c - which function draws which screen. */
#include "screens/screens.h"

#include "screens/each.h"
#include "view/parts.h"
#include "view/second.h"

static void build_screen(struct build *build, enum screen screen)
{
    switch (screen) {
    case SCREEN_REST:           screen_rest(build); break;
    case SCREEN_HOME:           screen_home(build); break;
    case SCREEN_EXPLAIN:        screen_explain(build); break;
    case SCREEN_TOPICS:         screen_topics(build); break;
    case SCREEN_FOR_WHOM:       screen_for_whom(build); break;
    case SCREEN_WLZ:            screen_wlz(build); break;
    case SCREEN_PROVIDERS:      screen_providers(build); break;
    case SCREEN_PROVIDER:       screen_provider(build); break;
    case SCREEN_CHANNEL:        screen_channel(build); break;
    case SCREEN_NAME:           screen_your_name(build); break;
    case SCREEN_PHONE:          screen_phone(build); break;
    case SCREEN_EMAIL:          screen_email(build); break;
    case SCREEN_WHEN:           screen_when(build); break;
    case SCREEN_TALK:           screen_talk(build); break;
    case SCREEN_REVIEW:         screen_review(build); break;
    case SCREEN_SENDING:        screen_sending(build); break;
    case SCREEN_SENT:           screen_sent(build); break;
    case SCREEN_KEPT:           screen_kept(build); break;
    case SCREEN_NOT_KEPT:       screen_not_kept(build); break;
    case SCREEN_WIPED:          screen_wiped(build); break;
    case SCREEN_SWITCH:         screen_switch(build); break;
    case SCREEN_HELP_NOW:       screen_help_now(build); break;
    case SCREEN_OUT_OF_SERVICE: screen_out_of_service(build); break;
    case SCREEN_LANGUAGES:      screen_languages(build); break;
    case SCREEN_TOGETHER:       screen_together(build); break;
    case SCREEN_LETTERS:        screen_letters(build); break;
    case SCREEN_VOICE:          screen_voice(build); break;
    case SCREEN_PRACTICE:       screen_practice(build); break;
    case SCREEN_STILL_THERE:    screen_still_there(build); break;
    case SCREEN_STOP:           screen_stop(build); break;
    case SCREEN_COUNT:          break;
    }
}

/* An overlay takes the whole screen: a half-covered question is a second thing to
 * understand. */
void screen_build(struct build *build)
{
    const struct model *model = build->model;
    enum screen up = model->overlay == SCREEN_COUNT ? model->screen : model->overlay;
    build_screen(build, up);
    part_toolbar(build);
    if (build_has_second(build)) {
        struct build other = second_begin(build);
        build_screen(&other, up);
        part_toolbar(&other);
        second_pair(build, &other);
    }
    if (up == SCREEN_PRACTICE) practice_disarm(build->root);
}
