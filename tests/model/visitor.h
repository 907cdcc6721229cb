/* SPDX-License-Identifier: EUPL-1.2 */
/* visitor.h - somebody at the kiosk in a test: presses, types, waits. Plays the app too:
 * gives ids when asked, sends a tick exactly when the model wants one, and counts what the
 * model wished for. Time is only a number here. */
#ifndef NAAST_TESTS_MODEL_VISITOR_H
#define NAAST_TESTS_MODEL_VISITOR_H
#include <sodium.h>
#include <stdio.h>
#include <string.h>

#include "model/sample_content.h"

#define VISITOR_WALL_S INT64_C(1773134040)   /* Tuesday 10 March 2026, 10:14 in Amsterdam */
#define VISITOR_BOOT_MS UINT64_C(5000)

struct visitor {
    struct model model;
    struct effects fx;               /* of the last message, and of the ticks before it */
    uint64_t now_ms;
    int64_t wall_s;
    int submits, wipes, hellos, visits, new_ids;
    struct id submitted;             /* id of the last EFFECT_SUBMIT */
};

enum screen visitor_up(const struct visitor *v);
void visitor_send(struct visitor *v, struct message msg);
void visitor_press(struct visitor *v, enum message_kind kind, int32_t value);
void visitor_type(struct visitor *v, const char *key);
/* A key a character, as fingers do. */
void visitor_write(struct visitor *v, const char *utf8);
void visitor_node(struct visitor *v, enum message_kind kind, const char *node);
/* What the courier says about our request. */
void visitor_link(struct visitor *v, enum message_kind kind, int32_t value);
/* Lets time pass as the app does: asleep until the tick the model asked for. */
void visitor_wait(struct visitor *v, uint64_t wait_ms);
/* In front of the rest screen of a kiosk whose courier is well. */
void visitor_arrive(struct visitor *v);
/* One right answer on the shortest way through the journey. */
void visitor_answer(struct visitor *v);
/* As many of them as it takes to that screen; gives up after a few hundred presses. */
void visitor_walk_to(struct visitor *v, enum screen screen, int step);
void visitor_at(struct visitor *v, enum screen screen, int step);
void visitor_is_at(const struct visitor *v, enum screen screen, int step);

#endif
