/* SPDX-License-Identifier: EUPL-1.2 */
#include "model/model.h"
#include "model/phone.h"
#include "model/rules.h"

/* Who comes for another supporter goes straight to the providers: topics and the Wlz are a
 * reason, and none is asked. For whom it is must be known all the same, and comes after the
 * choice. */
static bool always(const struct model *m) { (void)m; return true; }
static bool is_first_time(const struct model *m) { return !m->is_switching; }
static bool is_switching(const struct model *m) { return m->is_switching; }

static bool is_for_someone(const struct model *m)
{
    return m->form.for_whom == FOR_SOMEONE_ELSE;
}

static bool is_for_someone_first(const struct model *m)
{
    return is_first_time(m) && is_for_someone(m);
}

static bool is_for_someone_switching(const struct model *m)
{
    return is_switching(m) && is_for_someone(m);
}

static bool is_by_email(const struct model *m) { return m->form.channel == CHANNEL_EMAIL; }
static bool is_by_phone(const struct model *m) { return !is_by_email(m); }

/* The supporter works in the source language, which is the first of the list. */
static bool may_need_interpreter(const struct model *m) { return m->form.talk_language > 0; }

static enum mistake choose_unless(bool is_chosen)
{
    return is_chosen ? MISTAKE_NONE : MISTAKE_CHOOSE_ONE;
}

static enum mistake fine(const struct model *m) { (void)m; return MISTAKE_NONE; }
static enum mistake check_name(const struct model *m) { return name_check(&m->form.name); }
static enum mistake check_phone(const struct model *m) { return phone_check(&m->form.phone); }
static enum mistake check_email(const struct model *m) { return email_check(&m->form.email); }

static enum mistake check_who(const struct model *m)
{
    return choose_unless(m->form.for_whom != FOR_WHOM_NONE);
}

static enum mistake check_relation(const struct model *m)
{
    return choose_unless(m->form.relation != RELATION_NONE);
}

static enum mistake check_knows(const struct model *m)
{
    return choose_unless(m->form.other_knows != ANSWER_NONE);
}

static enum mistake check_wlz(const struct model *m)
{
    return choose_unless(m->form.wlz != ANSWER_NONE);
}

static enum mistake check_provider(const struct model *m)
{
    return choose_unless(m->form.provider >= 0);
}

static enum mistake check_channel(const struct model *m)
{
    return choose_unless(m->form.channel >= 0);
}

static enum mistake check_voicemail(const struct model *m)
{
    return choose_unless(m->form.voicemail != ANSWER_NONE);
}

static enum mistake check_interpreter(const struct model *m)
{
    return choose_unless(m->form.interpreter != ANSWER_NONE);
}

static void skip_topics(struct form *form) { form->topics = 0; }
static void skip_days(struct form *form) { form->days = 0; }
static void skip_parts(struct form *form) { form->day_parts = 0; }
static void skip_talk(struct form *form)
{
    form->talk_language = -1;
    form->interpreter = ANSWER_NONE;
}

/* The way, in the order it is walked. A screen that stands here twice is asked at only one
 * of the two places. */
static const struct question questions[] = {
    {SCREEN_TOPICS, 0, FIELD_TOPICS, is_first_time, fine, skip_topics},
    {SCREEN_FOR_WHOM, FOR_WHOM_STEP_WHO, FIELD_FOR_WHOM, is_first_time, check_who, NULL},
    {SCREEN_FOR_WHOM, FOR_WHOM_STEP_RELATION, FIELD_FOR_WHOM, is_for_someone_first,
     check_relation, NULL},
    {SCREEN_FOR_WHOM, FOR_WHOM_STEP_KNOWS, FIELD_FOR_WHOM, is_for_someone_first, check_knows,
     NULL},
    {SCREEN_WLZ, 0, FIELD_WLZ, is_first_time, check_wlz, NULL},
    {SCREEN_PROVIDERS, 0, FIELD_PROVIDER, always, check_provider, NULL},
    {SCREEN_FOR_WHOM, FOR_WHOM_STEP_WHO, FIELD_FOR_WHOM, is_switching, check_who, NULL},
    {SCREEN_FOR_WHOM, FOR_WHOM_STEP_RELATION, FIELD_FOR_WHOM, is_for_someone_switching,
     check_relation, NULL},
    {SCREEN_FOR_WHOM, FOR_WHOM_STEP_KNOWS, FIELD_FOR_WHOM, is_for_someone_switching,
     check_knows, NULL},
    {SCREEN_CHANNEL, 0, FIELD_CHANNEL, always, check_channel, NULL},
    {SCREEN_NAME, 0, FIELD_NAME, always, check_name, NULL},
    {SCREEN_PHONE, PHONE_STEP_NUMBER, FIELD_PHONE, is_by_phone, check_phone, NULL},
    {SCREEN_PHONE, PHONE_STEP_VOICEMAIL, FIELD_PHONE, is_by_phone, check_voicemail, NULL},
    {SCREEN_EMAIL, 0, FIELD_EMAIL, is_by_email, check_email, NULL},
    {SCREEN_WHEN, WHEN_STEP_DAYS, FIELD_WHEN, always, fine, skip_days},
    {SCREEN_WHEN, WHEN_STEP_PARTS, FIELD_WHEN, always, fine, skip_parts},
    {SCREEN_TALK, TALK_STEP_LANGUAGE, FIELD_TALK, always, fine, skip_talk},
    {SCREEN_TALK, TALK_STEP_INTERPRETER, FIELD_TALK, may_need_interpreter, check_interpreter,
     NULL},
};

static const struct question *const questions_end =
    questions + sizeof questions / sizeof questions[0];

const struct question *flow_here(const struct model *m)
{
    /* Looking at one provider is part of choosing among them. */
    enum screen screen = m->screen == SCREEN_PROVIDER ? SCREEN_PROVIDERS : m->screen;
    int step = m->screen == SCREEN_PROVIDER ? 0 : m->step;
    for (const struct question *q = questions; q < questions_end; q++)
        if (q->screen == screen && q->step == step && q->is_asked(m)) return q;
    return NULL;
}

const struct question *flow_after(const struct model *m, const struct question *question)
{
    for (const struct question *q = question + 1; q < questions_end; q++)
        if (q->is_asked(m)) return q;
    return NULL;
}

const struct question *flow_first_problem(const struct model *m)
{
    for (const struct question *q = questions; q < questions_end; q++)
        if (q->is_asked(m) && q->check(m) != MISTAKE_NONE) return q;
    return NULL;
}

const struct question *flow_question_of(const struct model *m, enum screen screen)
{
    for (const struct question *q = questions; q < questions_end; q++)
        if (q->screen == screen && q->is_asked(m)) return q;
    return NULL;
}

bool model_asks(const struct model *model, enum field field)
{
    return flow_question_of(model, field_screen(field)) != NULL;
}

enum field model_first_problem(const struct model *model, enum mistake *mistake_out)
{
    const struct question *question = flow_first_problem(model);
    *mistake_out = question ? question->check(model) : MISTAKE_NONE;
    return question ? question->field : FIELD_NONE;
}

int model_questions_left(const struct model *model)
{
    int left = 0;
    if (model->returns_to_review) return 0;
    for (const struct question *q = flow_here(model); q; q = flow_after(model, q)) left++;
    return left;
}
