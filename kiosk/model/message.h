/* SPDX-License-Identifier: EUPL-1.2 */
/* message.h - what happened. A press on a node, a key, the clock, the courier: all come in
 * as one of these. */
#ifndef NAAST_MODEL_MESSAGE_H
#define NAAST_MODEL_MESSAGE_H
#include <stdbool.h>
#include <stdint.h>
#include "base/id.h"
#include "content/provider.h"
#include "model/form.h"

#define NODE_ID_BYTES 80
#define TYPED_BYTES 16

#define FOCUS_SILENT 1
#define MORE_NEXT 0
#define MORE_BEFORE (-1)
#define MORE_FIRST (-2)   /* "Naar het begin": from there "Terug" leaves the screen */

enum message_kind {
    MSG_NONE,
    /* what a node on the screen can mean when it is pressed; `value` as said */
    MSG_START,             /* leave rest, in language `value` (-1: as it is) */
    MSG_OPEN,              /* to screen `value` */
    MSG_NEXT,              /* the primary button of the screen */
    MSG_SKIP,              /* go on without an answer */
    MSG_BACK,
    MSG_MORE,              /* another page of this screen: MORE_NEXT, MORE_BEFORE, MORE_FIRST */
    MSG_TOPIC,             /* topic `value` on or off */
    MSG_FOR_WHOM, MSG_RELATION, MSG_OTHER_KNOWS, MSG_WLZ,
    MSG_FILTER,            /* providers: -1 all, or enum provider_kind */
    MSG_SHOW_PROVIDER, MSG_CHOOSE_PROVIDER,   /* place in struct providers */
    MSG_CHANNEL, MSG_VOICEMAIL,
    MSG_DAY, MSG_DAY_PART, MSG_ANY_TIME,
    MSG_TALK_LANGUAGE, MSG_INTERPRETER,
    MSG_TYPE,              /* `typed` at the end of the field */
    MSG_ERASE, MSG_ERASE_ALL,
    MSG_KEY_PAGE,          /* on-screen keyboard to enum key_page `value` */
    MSG_SEEN,              /* show or hide a private answer */
    MSG_CHANGE,            /* from review: to the answer on screen `value`, and back after it */
    MSG_SEND, MSG_SEND_AGAIN,
    MSG_FINISH,            /* done: wipe */
    MSG_STOP, MSG_STOP_YES, MSG_STOP_NO,
    MSG_STAY,              /* "I am still here" */
    MSG_LANGUAGE,          /* place in struct languages */
    MSG_SECOND_LANGUAGE,   /* the same, shown beside it; -1: none */
    MSG_TEXT_SIZE,         /* 1..4; -1: the next one, after 4 comes 1 */
    MSG_THEME,             /* enum theme_id; -1: the next one */
    MSG_VOLUME, MSG_RATE,  /* of the voice: so many steps up, or down when negative */
    MSG_PICTOGRAMS, MSG_REACH, MSG_CALM,   /* 1 on, 0 off, -1 the other way; these too: */
    MSG_DARK,              /* no picture, for privacy; the voice goes on */
    MSG_READ_PRIVATE,      /* "Ja, lees hardop": private answers too */
    MSG_READ_SECOND,       /* the voice reads the second language */
    MSG_READ_ALOUD,
    MSG_REPEAT,            /* say everything on this screen */
    MSG_TRY,               /* while practising: say what `node` is and does, press nothing */
    MSG_CLOSE,             /* close the overlay */
    /* what happens outside the screen */
    MSG_VISIT,             /* answer to EFFECT_NEW_VISIT: `seed` */
    MSG_NEW_ID,            /* answer to EFFECT_NEW_ID: only id and reference of `seed` */
    MSG_TOUCH_DOWN,        /* finger on `node` ("" beside everything): shows it pressed */
    MSG_TOUCH_UP,          /* finger gone or slid off; a press comes as its own message */
    MSG_KEYPAD,            /* somebody uses the keypad */
    MSG_FOCUS,             /* keypad focus to `node`; FOCUS_SILENT: nothing is said */
    MSG_EDGE,              /* the focus is at the end of the order (1) or its begin (-1) */
    MSG_SLIDE,             /* a finger that rested slides over `node`: read it, press nothing */
    MSG_SWITCH,            /* one switch: the focus walks by itself; value 0: no more */
    MSG_SCANNED,           /* answer to EFFECT_SCAN: the focus is on `node` now */
    MSG_HEADSET_IN, MSG_HEADSET_OUT,   /* a plug in the jack of the keypad */
    MSG_TICK,              /* time passed */
    MSG_LINK_READY, MSG_LINK_NOT_READY,
    MSG_LINK_KEPT, MSG_LINK_NOT_KEPT, MSG_LINK_DELIVERED, MSG_LINK_WAITING,
    MSG_LINK_BAD_CONTACT,  /* `value`: FIELD_NAME, FIELD_PHONE or FIELD_EMAIL */
    MSG_SPEECH_BEGAN, MSG_SPEECH_ENDED,
    MSG_SPEECH_WORD,       /* now in `node`, from byte `value` of its words; -1: all of them */
    MSG_COUNT
};

/* What chance decides for one visit; made by the app, because update() reads no generator. */
struct visit_seed {
    struct id id;
    char reference[REFERENCE_BYTES];
    uint8_t order[PROVIDERS_MOST];   /* a fair permutation of 0..providers.count-1 */
};

/* Draws all of it from the system's generator. For the app and for tests; call sodium_init()
 * first. */
void visit_seed_make(struct visit_seed *seed_out, int providers);

struct message {
    enum message_kind kind;
    int32_t value;
    uint64_t now_ms;      /* boot clock */
    int64_t wall_s;       /* wall clock */
    union {
        char typed[TYPED_BYTES];
        char node[NODE_ID_BYTES];
        struct id id;             /* MSG_LINK_*: which request */
        struct visit_seed seed;
    };
};

#endif
