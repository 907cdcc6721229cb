/* SPDX-License-Identifier: EUPL-1.2 */
#include "model/travel.h"

#include <sodium.h>
#include <string.h>

#include "model/answers.h"
#include "model/keyboard.h"
#include "model/overlay.h"
#include "model/visit.h"

void travel_arrive(struct model *m, enum screen screen, int step, int page, struct effects *fx)
{
    m->screen = screen;
    m->step = step;
    /* a new screen gives the whole time to read it, also when the courier brings it */
    m->last_action_ms = m->now_ms;
    if (m->overlay == SCREEN_COUNT) m->page = page;
    else m->page_below = page;
    m->mistake = MISTAKE_NONE;
    m->shows_private = false;
    m->focus[0] = 0;
    m->edge = 0;
    m->pressed[0] = 0;
    keyboard_suit(m);
    if (screen == SCREEN_TOPICS) m->is_switching = false;
    /* Who chose a language for the screen most likely talks it too; nobody is asked the same
     * thing twice. */
    if (screen == SCREEN_TALK && step == TALK_STEP_LANGUAGE && m->form.talk_language < 0)
        m->form.talk_language = m->preferences.language;
    if (m->preferences.reads_aloud) effects_add(fx, EFFECT_SPEAK_SCREEN);
}

static void remember(struct model *m)
{
    if (m->history_count == HISTORY_MOST) {   /* forgets the oldest: forty are enough */
        memmove(m->history, m->history + 1, sizeof m->history - sizeof m->history[0]);
        m->history_count--;
    }
    m->history[m->history_count].screen = m->screen;
    m->history[m->history_count].page = m->page;
    m->history[m->history_count].step = m->step;
    m->history_count++;
}

void travel_to(struct model *m, enum screen screen, int step, struct effects *fx)
{
    remember(m);
    travel_arrive(m, screen, step, 0, fx);
}

void travel_mistake(struct model *m, enum mistake mistake, struct effects *fx)
{
    const char *node = field_node(screen_field(m->screen));
    m->mistake = mistake;
    m->mistake_is_heard = false;
    if (node && m->step == 0) memcpy(m->focus, node, strlen(node) + 1);
    effects_add(fx, EFFECT_SPEAK_FOCUS);
}

/* "Terug" while changing an answer brings the old answers back. The id is not an answer:
 * after a refusal it is new. */
static void undo_change(struct model *m)
{
    struct id id = m->form.id;
    m->form = m->before_change;
    m->form.id = id;
    memcpy(m->form.reference, m->seed.reference, sizeof m->form.reference);
    m->form.consent_wall_s = 0;
}

static void end_change(struct model *m)
{
    sodium_memzero(&m->before_change, sizeof m->before_change);
    m->returns_to_review = false;
}

/* Before the first screen lies the rest screen. Who has given answers is asked first, as
 * with "Stop". */
static void leave_home(struct model *m, struct effects *fx)
{
    for (unsigned f = FIELD_NONE + 1; f < FIELD_COUNT; f++) {
        if (!form_is_filled(&m->form, (enum field)f)) continue;
        overlay_open(m, SCREEN_STOP, fx);
        return;
    }
    visit_end(m, fx);
    visit_rest(m, fx);
}

void travel_back(struct model *m, struct effects *fx)
{
    if (m->page > 0) {
        m->page--;
        if (m->preferences.reads_aloud) effects_add(fx, EFFECT_SPEAK_SCREEN);
        return;
    }
    if (m->history_count == 0) {
        leave_home(m, fx);
        return;
    }
    int last = --m->history_count;
    enum screen screen = m->history[last].screen;
    if (screen == SCREEN_REVIEW && m->returns_to_review) {
        undo_change(m);
        end_change(m);
    }
    travel_arrive(m, screen, m->history[last].step, m->history[last].page, fx);
}

/* All answers are right again: back to where the change began, as if the way there had not
 * been walked. */
static void return_to_review(struct model *m, struct effects *fx)
{
    while (m->history_count > 0 && m->history[--m->history_count].screen != SCREEN_REVIEW) {}
    end_change(m);
    travel_arrive(m, SCREEN_REVIEW, 0, 0, fx);
}

void travel_advance(struct model *m, struct effects *fx)
{
    const struct question *here = flow_here(m);
    const struct question *next = flow_after(m, here);
    if (m->returns_to_review && !(next && next->screen == here->screen))
        /* another channel may need an answer that was never asked */
        next = flow_first_problem(m);
    if (next) travel_to(m, next->screen, next->step, fx);
    else if (m->returns_to_review) return_to_review(m, fx);
    else travel_to(m, SCREEN_REVIEW, 0, fx);
}

static void answer_next(struct model *m, struct effects *fx)
{
    const struct question *here = flow_here(m);
    if (!here) return;
    enum mistake mistake = here->check(m);
    if (mistake != MISTAKE_NONE) travel_mistake(m, mistake, fx);
    else travel_advance(m, fx);
}

static void explain_next(struct model *m, struct effects *fx)
{
    if (m->step + 1 < EXPLAIN_STEPS) travel_to(m, SCREEN_EXPLAIN, m->step + 1, fx);
    else travel_to(m, SCREEN_TOPICS, 0, fx);
}

static void switch_next(struct model *m, struct effects *fx)
{
    travel_to(m, SCREEN_PROVIDERS, 0, fx);
    m->is_switching = true;
}

void travel_next(struct model *m, struct effects *fx)
{
    switch (m->screen) {
    case SCREEN_HOME: travel_to(m, SCREEN_TOPICS, 0, fx); break;
    case SCREEN_EXPLAIN: explain_next(m, fx); break;
    case SCREEN_SWITCH: switch_next(m, fx); break;
    case SCREEN_HELP_NOW: travel_back(m, fx); break;
    case SCREEN_WIPED: visit_rest(m, fx); break;
    case SCREEN_PROVIDER: answers_choose_provider(m, m->shown_provider, fx); break;
    case SCREEN_TOPICS: case SCREEN_FOR_WHOM: case SCREEN_WLZ: case SCREEN_PROVIDERS:
    case SCREEN_CHANNEL: case SCREEN_NAME: case SCREEN_PHONE: case SCREEN_EMAIL:
    case SCREEN_WHEN: case SCREEN_TALK:
        answer_next(m, fx);
        break;
    case SCREEN_REST: case SCREEN_REVIEW: case SCREEN_SENDING: case SCREEN_SENT:
    case SCREEN_KEPT: case SCREEN_NOT_KEPT: case SCREEN_OUT_OF_SERVICE:
    case SCREEN_LANGUAGES: case SCREEN_TOGETHER: case SCREEN_LETTERS: case SCREEN_VOICE:
    case SCREEN_PRACTICE: case SCREEN_STILL_THERE: case SCREEN_STOP: case SCREEN_COUNT:
        break;
    }
}

void travel_skip(struct model *m, struct effects *fx)
{
    const struct question *here = flow_here(m);
    if (m->screen == SCREEN_EXPLAIN) {
        travel_to(m, SCREEN_TOPICS, 0, fx);
    } else if (here && here->skip) {
        here->skip(&m->form);
        travel_advance(m, fx);
    }
}

void travel_open(struct model *m, enum screen screen, struct effects *fx)
{
    if (flow_opens(m->screen, screen)) travel_to(m, screen, 0, fx);
}

void travel_change(struct model *m, enum screen screen, struct effects *fx)
{
    const struct question *question = flow_question_of(m, screen);
    if (!question) return;
    m->before_change = m->form;
    m->returns_to_review = true;
    travel_to(m, question->screen, question->step, fx);
}
