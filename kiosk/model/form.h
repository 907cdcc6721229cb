/* SPDX-License-Identifier: EUPL-1.2 */
/* form.h - the visitor's answers. Lies inside the model, so in locked memory.
 *
 * No field exists for BSN, birth date, address, diagnosis or free text (DESIGN 8). */
#ifndef NAAST_MODEL_FORM_H
#define NAAST_MODEL_FORM_H
#include <stdbool.h>
#include <stdint.h>
#include "base/id.h"
#include "base/private_text.h"
#include "content/provider.h"
#include "model/screen.h"

#define NAME_MOST_CHARACTERS 100
#define EMAIL_MOST_CHARACTERS 80
#define PHONE_MOST_CHARACTERS 20

enum answer { ANSWER_NONE, ANSWER_YES, ANSWER_NO, ANSWER_UNSURE };
enum for_whom { FOR_WHOM_NONE, FOR_ME, FOR_SOMEONE_ELSE };
enum relation {
    RELATION_NONE, RELATION_PARTNER, RELATION_CHILD, RELATION_PARENT, RELATION_FAMILY,
    RELATION_FRIEND, RELATION_WORK, RELATION_COUNT   /* RELATION_CHILD: "it is for my child" */
};
enum day_part { DAY_PART_MORNING, DAY_PART_AFTERNOON, DAY_PART_EVENING, DAY_PART_COUNT };

/* Every answer the review shows, in its order. */
enum field {
    FIELD_NONE, FIELD_TOPICS, FIELD_FOR_WHOM, FIELD_WLZ, FIELD_PROVIDER, FIELD_CHANNEL,
    FIELD_NAME, FIELD_PHONE, FIELD_EMAIL, FIELD_WHEN, FIELD_TALK, FIELD_COUNT
};

/* What is wrong with an answer; each has a text that says which answer and what to do. */
enum mistake {
    MISTAKE_NONE, MISTAKE_NAME_EMPTY, MISTAKE_NAME_SIGNS,
    MISTAKE_PHONE_EMPTY, MISTAKE_PHONE_SHORT, MISTAKE_PHONE_LONG, MISTAKE_PHONE_START,
    MISTAKE_PHONE_SERVICE,    /* 0800, 0900, 14xx: nobody can call you back there */
    MISTAKE_PHONE_COUNTRY,
    MISTAKE_EMAIL_EMPTY, MISTAKE_EMAIL_AT, MISTAKE_EMAIL_DOT, MISTAKE_EMAIL_SIGNS,
    MISTAKE_CHOOSE_ONE,       /* a choice is needed before going on */
    MISTAKE_REFUSED,          /* the provider's system refused this field */
    MISTAKE_NAME_LONG,        /* more than fits: nothing is ever cut off in silence */
    MISTAKE_EMAIL_LONG,
    MISTAKE_COUNT
};

struct form {
    struct id id;                        /* of this visit; double taps and resends share it */
    char reference[REFERENCE_BYTES];
    uint32_t topics;                     /* bit = place in struct topics */
    enum for_whom for_whom;
    enum relation relation;
    enum answer other_knows;
    enum answer wlz;
    int provider;                        /* place in struct providers, -1: none yet */
    int channel;                         /* enum channel, -1: none yet */
    struct private_text name, phone, email;
    enum answer voicemail;               /* may we leave a message? */
    uint8_t days, day_parts;             /* bit DAY_x, DAY_PART_x; 0: any */
    int talk_language;                   /* place in struct languages, -1: none yet */
    enum answer interpreter;
    int64_t consent_wall_s;              /* when "Ja, verstuur" was pressed */
};

/* Codes of the contract (intake.md 2.2); NULL for the NONE values. */
const char *relation_code(enum relation relation);   /* "partner", "kind" ... */
const char *day_part_code(enum day_part part);       /* "ochtend", "middag", "avond" */

/* Whether there is any answer; right or wrong is another question (model_first_problem). */
bool form_is_filled(const struct form *form, enum field field);

/* Where a field is asked, and what a screen asks; FIELD_NONE where nothing is. */
enum screen field_screen(enum field field);
enum field screen_field(enum screen screen);
/* Node that gets the focus when something is wrong with the field: "phone.field"; NULL where
 * nothing is typed. */
const char *field_node(enum field field);

#endif
