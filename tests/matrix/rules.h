/* SPDX-License-Identifier: EUPL-1.2 */
/* rules.h - what every finished frame must keep to, whatever screen, language, size, mode and
 * panel it was made for (DESIGN 6; reference/accessibility.md 1c and 1e).
 *
 * Shape:  matrix_judge looks at one laid-out frame and adds what is wrong to `troubles`, once
 *         a rule, scene and node, with a count and the first combination that showed it.
 * Colour: a theme changes tones only, so the pairs in use are gathered over all frames and
 *         measured once a theme (matrix_judge_colours). */
#ifndef NAAST_TESTS_MATRIX_RULES_H
#define NAAST_TESTS_MATRIX_RULES_H
#include "view/frame.h"

#define TROUBLES_MOST 600
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

struct pairs { bool text[TONE_COUNT][TONE_COUNT], border[TONE_COUNT][TONE_COUNT]; };

void troubles_add(struct troubles *troubles, const struct place_in_matrix *place,
                  const char *rule, const char *node, const char *what);
bool troubles_have(const struct troubles *troubles, const char *rule);
long troubles_print(const struct troubles *troubles);    /* gives the sum of all counts */
void troubles_merge(struct troubles *into, const struct troubles *from);

void matrix_judge(const struct frame *frame, const struct measure *measure, int text_size,
                  const struct place_in_matrix *place, struct pairs *pairs,
                  struct troubles *troubles);
/* The whole of one frame: one question, one way on, order of the keypad, targets and gaps. */
void matrix_judge_whole(const struct frame *frame, int text_size,
                        const struct place_in_matrix *place, struct troubles *troubles);
/* In reach mode on an upright panel: everything to touch in the lower 40 %. */
void matrix_judge_reach(const struct frame *frame, const struct place_in_matrix *place,
                        struct troubles *troubles);
/* Every pair that was used, in every theme. Returns how many were measured. */
int matrix_judge_colours(const struct pairs *pairs, const struct theme *const themes[],
                         struct troubles *troubles);

/* Next visible node in reading order; NULL after the last. */
const struct node *visible_next(const struct node *root, const struct node *node);
bool is_target(const struct node *node);

#endif
