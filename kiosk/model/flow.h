/* SPDX-License-Identifier: EUPL-1.2 */
/* flow.h - the way through the screens: one table, in the order the visitor meets them.
 *
 * A screen that asks several things asks them one at a time, through model->step. */
#ifndef NAAST_MODEL_FLOW_H
#define NAAST_MODEL_FLOW_H
#include <stdbool.h>
#include "model/form.h"
#include "model/message.h"

/* explain: what it is; free; independent; for everyone and everything; what they do; what
 * they do not do; your rights; what stays secret; what happens then. */
enum explain_step {
    EXPLAIN_WHAT, EXPLAIN_FREE, EXPLAIN_INDEPENDENT, EXPLAIN_EVERYONE, EXPLAIN_DOES,
    EXPLAIN_DOES_NOT, EXPLAIN_RIGHTS, EXPLAIN_SECRET, EXPLAIN_WHAT_HAPPENS, EXPLAIN_STEPS
};
enum for_whom_step {
    FOR_WHOM_STEP_WHO, FOR_WHOM_STEP_RELATION, FOR_WHOM_STEP_KNOWS, FOR_WHOM_STEPS
};
enum phone_step { PHONE_STEP_NUMBER, PHONE_STEP_VOICEMAIL, PHONE_STEPS };
enum when_step { WHEN_STEP_DAYS, WHEN_STEP_PARTS, WHEN_STEPS };
enum talk_step { TALK_STEP_LANGUAGE, TALK_STEP_INTERPRETER, TALK_STEPS };

struct model;

/* One question: where it is asked, whether it is asked in this visit, what is wrong with its
 * answer. */
struct question {
    enum screen screen;
    int step;
    enum field field;
    bool (*is_asked)(const struct model *model);
    enum mistake (*check)(const struct model *model);
    void (*skip)(struct form *form);   /* NULL: cannot be skipped */
};

/* The question the model is at; NULL on screens that ask nothing. */
const struct question *flow_here(const struct model *model);
/* The next asked question after `question`; NULL: the review comes next. */
const struct question *flow_after(const struct model *model, const struct question *question);
/* The first asked question of the whole way without a right answer; NULL: none. */
const struct question *flow_first_problem(const struct model *model);
/* The first asked question of a screen; NULL when this visit does not ask there. */
const struct question *flow_question_of(const struct model *model, enum screen screen);

/* Whether a press of this kind means something on the screen (or overlay) that is up now.
 * What does not is ignored: a late or doubled press can never land on the next screen. */
bool flow_takes(const struct model *model, enum message_kind kind, int32_t value);
/* MSG_OPEN: which screens can be opened from which. */
bool flow_opens(enum screen from, enum screen to);

#endif
