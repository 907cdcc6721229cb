/* SPDX-License-Identifier: EUPL-1.2 */
/* keypad.h - what the keys beside the screen do, pure: a key in, messages for update() out.
 *
 * Source: EN 301 549, 5.7 to 5.9; EZ Access: one press at the end of the order is free and says
 * so. Up and down walk, << and >> go by rows and bars, choose presses, next presses what leads
 * on. In the overlay `practice` every key only says what it is. */
#ifndef NAAST_VIEW_KEYPAD_H
#define NAAST_VIEW_KEYPAD_H
#include "view/frame.h"

/* What a key means; which key means it is the profile's business (platform/input.h). */
enum key {
    KEY_NONE, KEY_PREVIOUS, KEY_NEXT, KEY_CHOOSE, KEY_BACK, KEY_FORWARD, KEY_HELP,
    KEY_ROW_BACK, KEY_ROW_ON,
    KEY_SWITCH,                          /* the only one of who scans (model/scanning.h) */
    KEY_REPEAT, KEY_LOUDER, KEY_SOFTER, KEY_FASTER, KEY_SLOWER,   /* of the voice */
    KEY_HEADSET_IN, KEY_HEADSET_OUT      /* a plug in the keypad's jack comes as a key too */
};

#define KEYPAD_MOST 3                    /* messages that one key gives at most */

struct keypad {
    enum key last;
    uint64_t last_ms;                    /* boot ms */
};

/* The frame must be one that was made after MSG_KEYPAD. Shares the guard of the finger
 * (`touch`), so that a key cannot repeat what a finger has just pressed. Returns how many
 * messages. */
int keypad_step(struct keypad *keypad, const struct frame *frame, const struct model *model,
                struct touch *touch, enum key key, uint64_t now_ms,
                struct message out[KEYPAD_MOST]);

#endif
