/* SPDX-License-Identifier: EUPL-1.2 */
/* rules.h - what every finished frame must keep to, whatever screen, language, size, mode and
 * panel it was made for (DESIGN 6; reference/accessibility.md 1a, 1c and 1e).
 *
 * Shape:  matrix_judge looks at one laid-out frame and adds what is wrong to `troubles`, once
 *         a rule, scene and node, with a count and the first combination that showed it.
 * Colour: a theme changes tones only, so the pairs in use are gathered over all frames and
 *         measured once a theme (matrix_judge_colours). */
#ifndef NAAST_TESTS_MATRIX_RULES_H
#define NAAST_TESTS_MATRIX_RULES_H
#include "view/frame.h"

#define TROUBLES_MOST 2000
#define WHERE_BYTES 160

struct trouble {
    char rule[32], scene[32], node[48], where[WHERE_BYTES];
    char what[WHERE_BYTES];
    long count;
};

struct troubles {
    struct trouble all[TROUBLES_MOST];
    int count;
    long lost;                    /* did not fit any more */
};

/* Which frame is being judged. */
struct place_in_matrix { const char *scene, *where; };

/* Which tones met: text on its ground; border (or own ground) of what can be pressed, line
 * picture, and focus ring on what lies behind. */
enum pair_kind { PAIR_TEXT, PAIR_BORDER, PAIR_PICTURE, PAIR_RING, PAIR_KINDS };
struct pairs { bool met[PAIR_KINDS][TONE_COUNT][TONE_COUNT]; };

/* Where the ways that every screen offers stood when they were first seen, in one language,
 * size, panel and mode. */
#define STEADY_MOST 16
struct steady {
    struct { char id[24]; struct rect rect; } all[STEADY_MOST];
    int count;
};

bool is_within(struct rect inner, struct rect outer);
bool meet(struct rect a, struct rect b);

void troubles_add(struct troubles *troubles, const struct place_in_matrix *place,
                  const char *rule, const char *node, const char *what);
bool troubles_have(const struct troubles *troubles, const char *rule);
/* Those of the rules named, between spaces; NULL: all. Gives the sum of their counts. */
long troubles_print(const struct troubles *troubles, const char *rules);
void troubles_merge(struct troubles *into, const struct troubles *from);

void matrix_judge(const struct frame *frame, const struct model *model,
                  const struct measure *measure, const struct place_in_matrix *place,
                  struct pairs *pairs, struct troubles *troubles);
/* The whole of one frame: one question, one way on, order of the keypad, targets and gaps. */
void matrix_judge_whole(const struct frame *frame, int text_size,
                        const struct place_in_matrix *place, struct troubles *troubles);
/* In reach mode on an upright panel: everything to touch in the lower 40 %. */
void matrix_judge_reach(const struct frame *frame, const struct place_in_matrix *place,
                        struct troubles *troubles);
/* What every screen offers stands where it stood on the screens before (WCAG 2.2, 3.2.3). */
void matrix_judge_steady(const struct frame *frame, struct steady *steady,
                         const struct place_in_matrix *place, struct troubles *troubles);
/* The ring round the node that has the focus, as it is drawn. */
void matrix_judge_ring(const struct frame *frame, const struct model *model,
                       const struct place_in_matrix *place, struct pairs *pairs,
                       struct troubles *troubles);
/* The colours of a tree that is not laid out. */
void matrix_note_colours(const struct node *root, const struct model *model,
                         struct pairs *pairs);
/* Every pair that was used, in every theme. Returns how many were measured. */
int matrix_judge_colours(const struct pairs *pairs, const struct theme *const themes[],
                         struct troubles *troubles);

/* Next visible node in reading order; NULL after the last. */
const struct node *visible_next(const struct node *root, const struct node *node);
bool is_target(const struct node *node);
bool has_words_below(const struct node *node);
enum tone ground_behind(const struct node *node);   /* what its parent lies on */

#endif
