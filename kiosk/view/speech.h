/* SPDX-License-Identifier: EUPL-1.2 */
/* speech.h - what the voice says, taken from the laid-out tree. Pure: no sound here.
 *
 * Arrival: title, question and what stands there to read. Focus: what has the focus, with its
 * state and place. All: every word in sight, but not key by key; a key is said when the focus
 * or a finger comes to it. Language: each utterance in the language of its words (EN 301
 * 549, 5.1.3.14). Private: what a visitor typed is in an utterance only when
 * model_says_private(); else it says that the answer is private (5.1.3.8, 5.1.3.9). Wipe a
 * struct speech after use: speech_wipe. Digits:  numbers to call and codes are said digit by
 * digit. */
#ifndef NAAST_VIEW_SPEECH_H
#define NAAST_VIEW_SPEECH_H
#include "view/frame.h"

#define SPEECH_TEXT_BYTES 640
#define SPEECH_MOST 128

struct utterance {
    char text[SPEECH_TEXT_BYTES];
    char tag[LANGUAGE_TAG_BYTES];
    char node[NODE_ID_BYTES]; /* whose words light up; "" none */
    enum text
        clip; /* a recording of it would be speech/<tag>/<key>.ogg; TEXT_COUNT: there is none */
    bool is_private;
    bool is_as_shown; /* its words are those on the screen, one by one */
};

struct speech {
    struct utterance all[SPEECH_MOST];
    int count;
};

/* What the functions below look at. `arena` gives memory for filled-in words. */
struct speaking {
    const struct frame *frame;
    const struct model *model;
    struct arena *arena;
};

void speech_of_arrival(struct speaking *speaking, struct speech *speech_out);
void speech_of_all(struct speaking *speaking, struct speech *speech_out);
/* What has the focus; before it the mistake on this screen, until the focus moves on. */
void speech_of_focus(struct speaking *speaking, struct speech *speech_out);
/* While practising: what the key or button that was tried is and does. */
void speech_of_trial(struct speaking *speaking, struct speech *speech_out);
/* That the order of the keypad ends, or begins, here. */
void speech_of_edge(struct speaking *speaking, struct speech *speech_out);
/* What the press on this node did, and where it has led the focus. */
void speech_of_press(struct speaking *speaking, const char *id, struct speech *speech_out);
/* What a finger slides over. */
void speech_of_node(struct speaking *speaking, const char *id, struct speech *speech_out);
void speech_wipe(struct speech *speech);

/* The node whose words a finger at x, y reads: a whole card, or a line of text. NULL: nothing.
 */
const struct node *speech_at(const struct frame *frame, int x, int y);

/* From words as shown to words as said: digits apart, no marks that only the eye needs. Cut at
 * a whole letter when there is no room. */
void speech_spell(const char *shown, char *said_out, size_t room_bytes);
/* Which byte of the shown words byte `said_at` of the said ones comes from. */
size_t speech_shown_at(const char *shown, size_t said_at);

#endif
