/* SPDX-License-Identifier: EUPL-1.2 */
/* goldens.h - which screens have a golden picture: all seven languages, four sizes, four
 * themes, every mode, upright and lying, and each kind of screen at least once. */
#ifndef NAAST_TESTS_GOLDEN_GOLDENS_H
#define NAAST_TESTS_GOLDEN_GOLDENS_H
#include "model/model.h"

enum { WITH_PICTOGRAMS = 1, WITH_REACH = 2, WITH_CALM = 4, WITH_VOICE = 8, WITH_DUTCH = 16 };

struct golden {
    const char *name;                       /* of the picture, without .png */
    const char *scene, *language;           /* tests/screens/stage.c */
    struct { int width_px, height_px; double width_mm; } panel;
    int text_size;
    enum theme_id theme;
    int wishes;                             /* WITH_... */
    int page;                               /* 0 and 1: the first */
    enum mistake mistake;
    const char *focus;                      /* NULL: nobody uses keys */
};
extern const struct golden goldens[];
extern const int goldens_count;

#endif
