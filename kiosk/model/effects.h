/* SPDX-License-Identifier: EUPL-1.2 */
/* effects.h - what must happen next, outside the model. The app carries them out in order. */
#ifndef NAAST_MODEL_EFFECTS_H
#define NAAST_MODEL_EFFECTS_H
#include <stdbool.h>

#define EFFECTS_MOST 12

enum effect {
    EFFECT_NEW_VISIT,      /* answer with MSG_VISIT */
    EFFECT_NEW_ID,         /* a field was refused, the id is used up: answer with MSG_NEW_ID */
    EFFECT_HELLO,          /* ask the courier whether it can store */
    EFFECT_SUBMIT,         /* seal model.form and hand it to the courier */
    EFFECT_SPEAK_SCREEN,   /* only when the visitor wants to hear it, or must: still-there */
    EFFECT_SPEAK_FOCUS,    /* the focus, or what is wrong with the answer */
    EFFECT_SPEAK_EDGE,     /* the order of the keypad ends (or begins) here */
    EFFECT_SPEAK_TRIED,    /* what the tried button or key is, and does */
    EFFECT_SPEAK_ALL,      /* every word of the screen */
    EFFECT_SPEAK_PRESSED,  /* what was pressed, and whether it is on now */
    EFFECT_SPEAK_SLID,     /* what the finger slides over */
    EFFECT_SCAN,           /* the focus goes one step: answer with MSG_SCANNED */
    EFFECT_STOP_SPEECH,
    EFFECT_WIPE            /* the visit is over: wipe every copy outside the model too */
};

struct effects { enum effect all[EFFECTS_MOST]; int count; };

/* the same one twice counts once */
void effects_add(struct effects *effects, enum effect effect);
void effects_drop(struct effects *effects, enum effect effect);
bool effects_has(const struct effects *effects, enum effect effect);

#endif
