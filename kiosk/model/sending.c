/* SPDX-License-Identifier: EUPL-1.2 */
#include "model/sending.h"

#include "model/overlay.h"
#include "model/travel.h"
#include "model/visit.h"

static void hand_over(struct model *m, struct effects *fx)
{
    m->sending = SENDING_ASKED;
    m->sent_ms = m->now_ms;
    m->resent_ms = 0;
    effects_add(fx, EFFECT_SUBMIT);
    travel_arrive(m, SCREEN_SENDING, 0, 0, fx);
}

void sending_send(struct model *m, struct effects *fx)
{
    const struct question *wrong = flow_first_problem(m);
    if (wrong) {
        travel_change(m, wrong->screen, fx);
        m->step = wrong->step;
        travel_mistake(m, wrong->check(m), fx);
    } else if (visit_has_id(m)) {   /* else one is asked for, and the visitor presses again */
        m->form.consent_wall_s = m->wall_s;
        hand_over(m, fx);
    }
}

void sending_send_again(struct model *m, struct effects *fx)
{
    if (visit_has_id(m)) hand_over(m, fx);
}

void sending_resend(struct model *m, struct effects *fx)
{
    m->resent_ms = m->now_ms;
    effects_add(fx, EFFECT_SUBMIT);
}

void sending_give_up(struct model *m, struct effects *fx)
{
    m->sending = SENDING_FAILED;
    travel_arrive(m, SCREEN_NOT_KEPT, 0, 0, fx);
}

void sending_stays_kept(struct model *m, struct effects *fx)
{
    travel_arrive(m, SCREEN_KEPT, 0, 0, fx);
}

/* The clock of kept_after_s starts. Who was already told "not kept" hears the good news at
 * once. */
static void kept(struct model *m, struct effects *fx)
{
    if (m->sending != SENDING_ASKED && m->sending != SENDING_FAILED) return;
    m->sending = SENDING_KEPT;
    m->kept_ms = m->now_ms;
    if (m->screen == SCREEN_NOT_KEPT) travel_arrive(m, SCREEN_KEPT, 0, 0, fx);
}

/* "Kept" was a fact; a late "not kept" about an earlier try does not undo it. */
static void not_kept(struct model *m, struct effects *fx)
{
    if (m->sending == SENDING_ASKED) sending_give_up(m, fx);
}

static void delivered(struct model *m, struct effects *fx)
{
    if (m->sending == SENDING_DELIVERED) return;
    m->sending = SENDING_DELIVERED;
    travel_arrive(m, SCREEN_SENT, 0, 0, fx);
}

static void waiting(struct model *m, struct effects *fx)
{
    if (m->sending == SENDING_DELIVERED || m->screen == SCREEN_KEPT) return;
    m->sending = SENDING_KEPT;
    travel_arrive(m, SCREEN_KEPT, 0, 0, fx);
}

/* The courier holds it for the operator, and the id is used up: another answer under the same
 * id would never be looked at. What no field of ours can mend stays held: it is kept. */
static void refused(struct model *m, int32_t value, struct effects *fx)
{
    bool is_contact = value == FIELD_NAME || value == FIELD_PHONE || value == FIELD_EMAIL;
    if (m->sending == SENDING_DELIVERED) return;
    if (!is_contact || !model_asks(m, (enum field)value)) return;
    m->form.id = (struct id){0};
    m->sending = SENDING_NOT;
    effects_add(fx, EFFECT_NEW_ID);
    m->form.consent_wall_s = 0;
    overlay_close(m, fx);
    m->screen = SCREEN_REVIEW;   /* the way back from the field */
    m->page = 0;
    travel_change(m, field_screen((enum field)value), fx);
    travel_mistake(m, MISTAKE_REFUSED, fx);
}

void sending_news(struct model *m, const struct message *msg, struct effects *fx)
{
    if (m->sending == SENDING_NOT || !id_is_same(m->form.id, msg->id)) return;
    if (msg->kind == MSG_LINK_KEPT) kept(m, fx);
    if (msg->kind == MSG_LINK_NOT_KEPT) not_kept(m, fx);
    if (msg->kind == MSG_LINK_DELIVERED) delivered(m, fx);
    if (msg->kind == MSG_LINK_WAITING) waiting(m, fx);
    if (msg->kind == MSG_LINK_BAD_CONTACT) refused(m, msg->value, fx);
}
