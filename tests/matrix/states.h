/* SPDX-License-Identifier: EUPL-1.2 */
/* states.h - every screen (screens/stage.h) as a visitor can find it: plain, with each mistake
 * that it can show, with each sheet of keys. A new screen joins by itself; a new mistake does
 * not compile until states.c says where it can be made. */
#ifndef NAAST_TESTS_MATRIX_STATES_H
#define NAAST_TESTS_MATRIX_STATES_H
#include "screens/stage.h"

#define STATES_MOST 200
#define STATE_NAME_BYTES 48

struct state {
    char name[STATE_NAME_BYTES];     /* "phone number, mistake 5" */
    const struct scene *scene;
    enum mistake mistake;
    enum key_page sheet;
};

/* Call after stage_open: which sheets there are stands in the key layouts. Returns how many. */
int states_list(struct state states_out[STATES_MOST]);
/* The model with sample answers, in this state. */
struct model *state_model(const struct state *state);

#endif
