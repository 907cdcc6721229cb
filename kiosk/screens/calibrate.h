/* SPDX-License-Identifier: EUPL-1.2 */
/* calibrate.h - the installer's screen: an outline that is made as large as a real bank card,
 * and then the lines for kiosk.json. No visitor sees it.
 *
 * Source: ISO/IEC 7810, ID-1: every bank card is 85.60 x 53.98 mm, its corners 3.18 mm.
 * Units:  the outline in pixels of the screen; everything else keeps the configured size. */
#ifndef NAAST_SCREENS_CALIBRATE_H
#define NAAST_SCREENS_CALIBRATE_H
#include "view/build.h"

#define CARD_WIDTH_MM 85.60
#define CARD_HEIGHT_MM 53.98

struct calibration {
    int card_px;               /* width of the outline now */
    const char *lines[2];      /* of kiosk.json; NULL while it is still being measured */
};

void screen_calibrate(struct build *build, const struct calibration *calibration);

#endif
