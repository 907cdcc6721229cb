/* SPDX-License-Identifier: EUPL-1.2 */
/* parts.h - what a screen is made of. A part asks for everything that speech and keypad need.
 *
 * Every screen calls, in this order: part_header, part_title (and part_lead), body_open ..
 * body_close with blocks inside, part_nav. The toolbar is added by screen_build
 * (screens/screens.h) to every screen by itself. */
#ifndef NAAST_VIEW_PARTS_H
#define NAAST_VIEW_PARTS_H
#include "view/build.h"

/* The mark and, at the end side, the place's name or "Nog 4 vragen" (words with utf8 NULL:
 * nothing). */
void part_header(struct build *build, struct words at_end);
/* The lead of a question is only said, not shown, where pictures do the work (preferences,
 * has_pictograms); a speaker beside the title then reads everything aloud.
 * The question or title of the screen, with an optional picture before it. `is_question`: at
 * most one a screen. */
void part_title(struct build *build, struct words title, enum pictogram pictogram,
                bool is_question);
void part_lead(struct build *build, struct words lead);

/* The part of the screen that goes to further pages when it does not fit. Blocks inside share
 * spare room. */
void body_open(struct build *build);
void body_close(struct build *build);
/* Two halves: side by side in landscape, under each other in portrait. Close each with
 * part_close. */
void split_open(struct build *build, const char *id);
/* share of the width, 1 = equal */
void column_open(struct build *build, const char *id, double share);
/* equal cells; rows may go to further pages */
void grid_open(struct build *build, const char *id, int columns_most);
/* the same, in rows that are all full: 4, 2 or 1 across */
void examples_open(struct build *build, const char *id, int columns_most);
void row_open(struct build *build, const char *id);                      /* wraps when full */
/* framed, not pressable */
void card_open(struct build *build, const char *id, struct words name, enum tone ground);
void part_close(struct build *build);

void part_text(struct build *build, const char *id, struct words text);
/* the few sentences a screen is about: larger */
void part_say(struct build *build, const char *id, struct words text);
void part_heading(struct build *build, const char *id, struct words text);
void part_small(struct build *build, const char *id, struct words text);
/* "Met plaatjes": a large picture above a sentence, to read or hear only. */
struct card_part {
    const char *id;
    enum pictogram pictogram;
    bool is_crossed;           /* not this */
    struct words text;
};
void part_card(struct build *build, struct card_part part);
/* "1. ... belt u." */
void part_step(struct build *build, const char *id, int number, struct words text);
/* sun-tint: promise, consent */
void part_notice(struct build *build, const char *id, enum pictogram pictogram,
                 struct words text);
/* said and shown, beside the field */
void part_mistake(struct build *build, struct words what_and_what_to_do);
/* "Gratis" */
void part_chip(struct build *build, const char *id, enum pictogram pictogram,
               struct words text);
void part_picture(struct build *build, const char *id, enum pictogram pictogram,
                  struct words name, double side_mm);
/* an outline of this very size, in the middle: a bank card to hold against it */
void part_outline(struct build *build, const char *id, struct words name, double width_mm,
                  double height_mm);
/* the two bars, large */
void part_mark(struct build *build, double height_mm);
/* the promise on rest; a number to call */
void part_display(struct build *build, const char *id, struct words text);
/* QR */
void part_code(struct build *build, const char *id, const char *content, struct words name,
               double side_mm);
void part_reference(struct build *build, struct words label, const char *shown_digits);

/* A card to press: picture, word, a line below. `grows` as the large cards of `home`. */
struct choice {
    const char *id;
    enum pictogram pictogram;
    struct words label, explanation;
    struct message press;
    bool is_selected, is_checkbox, is_primary;
    bool is_tile;              /* picture above the word */
    bool is_own_language;      /* label is a language's own name: no picture asked */
};
void part_choice(struct build *build, struct choice choice);

struct button {
    const char *id;
    enum pictogram pictogram;  /* may be NONE */
    struct words label;
    struct message press;
    bool is_primary, is_selected, is_danger;
};
void part_button(struct build *build, struct button button);

#define FACT_PICTURES_MOST 3
/* An answer on the review, or a fact about a provider. Without `change` there is no button. */
struct fact {
    const char *id;
    enum pictogram pictogram;
    struct words label, value;
    /* what was answered, "met plaatjes"; the first NONE: the pictogram above */
    enum pictogram pictures[FACT_PICTURES_MOST];
    struct button change;      /* change.id NULL: none */
};
void part_fact(struct build *build, struct fact fact);

/* The field and what is in it; the keyboard or pad comes as its own part. */
struct field_part { const char *id; struct words name; struct words value; bool has_mistake; };
void part_field(struct build *build, struct field_part field);
enum keyboard_kind { KEYBOARD_NAME, KEYBOARD_EMAIL };
/* letters of the visitor's language; page from the model */
void part_keyboard(struct build *build, enum keyboard_kind kind);
/* 3x4 digits with + and erase */
void part_pad(struct build *build);

/* One provider in the list: every provider gets the same room and the same buttons (DESIGN
 * 5). */
struct provider_row { int place; struct words kind, facts; };
void part_provider(struct build *build, struct provider_row row);

/* Terug at the start, what leads on at the end; paging ("Meer", "2 van 3") is put in by layout
 * when needed. */
struct nav {
    bool has_back;
    struct button skip;        /* .id NULL: none */
    struct button extra;       /* .id NULL: none */
    struct button next;        /* .id NULL: none */
};
void part_nav(struct build *build, struct nav nav);
void part_toolbar(struct build *build);

#endif
