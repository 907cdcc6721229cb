/* SPDX-License-Identifier: EUPL-1.2 */
/* model.h - what the visitor sees and has typed, as plain data. update() is its only writer.
 *
 * Shape:  one struct held by value in locked memory. Content is a loan for the life of the
 *         program.
 * Rule:   update reads no clock, no file and no generator: they arrive in the message. */
#ifndef NAAST_MODEL_MODEL_H
#define NAAST_MODEL_MODEL_H
#include "content/content.h"
#include "model/effects.h"
#include "model/flow.h"
#include "model/form.h"
#include "model/message.h"

#define HISTORY_MOST 40

enum theme_id { THEME_DEFAULT, THEME_HIGH_LIGHT, THEME_HIGH_DARK, THEME_LOW, THEME_COUNT };

/* How this visitor wants to see and hear; back to default after each visit (VVSG 7.1-A). */
struct preferences {
    int language;            /* place in struct languages */
    int second_language;     /* -1: none; the desk helper's view */
    int text_size;           /* 1..4, default 2 */
    enum theme_id theme;
    bool has_pictograms;     /* tile layout: picture, short word, voice */
    bool has_reach;          /* everything to touch in the lower part */
    bool is_calm;
    bool reads_aloud;
    bool reads_private_aloud;   /* after "Ja, lees hardop" */
    bool is_scanning;        /* one switch: the focus walks by itself */
    bool reads_second;       /* the voice reads the second language */
    bool is_dark;            /* the picture is hidden; the voice goes on */
    int volume;              /* 1..VOLUME_STEPS */
    int rate;                /* place in the voice's rates, 0..RATE_STEPS - 1 */
};

/* Source: VVSG 2.0, 7.1-K. The words a minute of each rate: model_rate_wpm(). */
#define VOLUME_STEPS 10
#define VOLUME_DEFAULT 7
#define RATE_STEPS 8
#define RATE_DEFAULT 3

enum sending { SENDING_NOT, SENDING_ASKED, SENDING_KEPT, SENDING_DELIVERED, SENDING_FAILED };

struct model {
    const struct content *content;
    enum screen screen;
    enum screen overlay;             /* lies over `screen`; SCREEN_COUNT: none */
    int page;                        /* of what is up; 0 is the first; layout clamps it */
    int page_below;                  /* of `screen` while an overlay lies over it */
    int step;                        /* which of the questions of this screen: flow.h */
    struct { enum screen screen; int page; int step; } history[HISTORY_MOST];
    int history_count;
    bool returns_to_review;          /* an answer is being changed from the review */
    struct form before_change;       /* what "Terug" on the way brings back */
    struct preferences preferences;
    int usual_second;                /* a second language in every visit; -1: none */
    struct form form;
    struct visit_seed seed;
    int filter;                      /* -1, or enum provider_kind */
    int shown_provider;              /* screen `provider` */
    enum key_page key_page;
    enum key_page order;             /* of the letters: usual, or the alphabet's */
    bool has_chosen_order;           /* else it follows the hand: alphabet for keys */
    bool shows_private;              /* the visitor chose to see the whole number */
    enum mistake mistake;            /* of the answer on this screen */
    bool mistake_is_heard;           /* the keypad has moved on: not said at every move */
    enum sending sending;
    bool is_ready;                   /* the courier can store; until it says otherwise */
    bool is_switching;               /* came by "another supporter" */
    char pressed[NODE_ID_BYTES];
    char focus[NODE_ID_BYTES];       /* "" while nobody uses keys */
    bool uses_keys;                  /* the keypad was the last to be used */
    int edge;                        /* the focus stands at the end (1) or begin (-1) and
                                        was asked to go on: once more goes round */
    char tried[NODE_ID_BYTES];       /* overlay `practice`: what was tried last */
    uint64_t scanned_ms;             /* scanning: the last step, or when it had been said */
    bool finger_is_down;
    uint64_t now_ms;                 /* of the last message */
    uint64_t last_action_ms;
    uint64_t still_there_ms;         /* when the warning came up */
    int extensions;
    uint64_t sent_ms;                /* when "send" was pressed */
    uint64_t resent_ms;              /* asked again, because the courier was silent; 0: not */
    uint64_t kept_ms;                /* when the courier said "kept" */
    uint64_t wiped_ms;               /* when the visit ended */
    uint64_t hello_ms;               /* when the courier was last asked whether it can store */
    int64_t wall_s;                  /* of the last message: for dates on screen */
    bool is_speaking;
    char spoken[NODE_ID_BYTES];      /* the node whose words are being said; "" none */
    int spoken_at;                   /* where the word begins in them, in bytes; -1: all */
    bool has_headset;                /* outlives the visit: it hangs in the jack */
};

/* For a kiosk at a desk: every visit begins with this language beside the visitor's; -1: with
 * none. */
void model_second_language(struct model *model, int place);
void model_init(struct model *model, const struct content *content);
/* Empties `effects` first. Presses that the screen does not offer are ignored. */
void update(struct model *model, const struct message *message, struct effects *effects);
/* When update wants its next MSG_TICK, in boot ms; 0: never. The app sleeps until then. */
uint64_t model_next_tick_ms(const struct model *model);

/* How many providers the visitor may see now (route and filter), and which: places in struct
 * providers in this visit's order. */
int model_providers(const struct model *model, int places_out[PROVIDERS_MOST]);
/* How many with another filter; for "12 of 14 remain". */
int model_providers_with(const struct model *model, int filter);
/* Questions still to come before the review, this one included; 0 where that has no meaning. */
int model_questions_left(const struct model *model);
/* Whether this visit asks for the field at all; the review shows these, in the order of enum
 * field. */
bool model_asks(const struct model *model, enum field field);
/* The first asked field that is missing or wrong, and what is wrong; FIELD_NONE: the request
 * can be sent. */
enum field model_first_problem(const struct model *model, enum mistake *mistake_out);
/* The moment the promised days are counted from: when "send" was pressed, before that now. */
int64_t model_promised_from_s(const struct model *model);
/* Whether private answers may sound: nobody else hears, or the visitor said so (EN 301 549,
 * 5.1.3.8 and 5.1.3.9). */
bool model_says_private(const struct model *model);
int model_rate_wpm(int rate);
/* The private text the keyboard of this screen writes into; NULL when there is none. */
const struct private_text *model_typed(const struct model *model);

/* Days promised by the provider, counted from the day of `wall_s` in Europe/Amsterdam. Unix
 * seconds at noon. */
int64_t promise_contact_s(const struct provider *provider, int64_t wall_s);
int64_t promise_appointment_s(const struct provider *provider, int64_t wall_s);

#endif
