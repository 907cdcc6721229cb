/* SPDX-License-Identifier: EUPL-1.2 */
/* command_demo_visit.h - a whole visit by real taps, from the rest screen to "sent", for a
 * machine without a display.
 *
 * Finds what to tap in the kiosk's tree, moves the pointer there and clicks (xdotool), types on
 * the on-screen keys, takes pictures (import of ImageMagick), and says each step in plain words
 * on stdout. */
#ifndef NAAST_APPS_COMMAND_DEMO_VISIT_H
#define NAAST_APPS_COMMAND_DEMO_VISIT_H
#include "apps/command_demo_house.h"
#include "apps/command_demo_programs.h"
#include "base/id.h"

/* What the visitor of the demo types, and what the provider must receive. */
#define DEMO_NAME_TYPED "jamila"
#define DEMO_NAME "Jamila"
#define DEMO_PHONE_TYPED "0612345678"
#define DEMO_PHONE "+31612345678"

struct demo_visit {
    const struct demo_house *house;
    struct demo_program *kiosk;
    const char *pictures; /* folder, made when it is missing */
    int picture_count;
    char reference[REFERENCE_BYTES]; /* filled in: the digits on the last screen */
};

/* ERR_CLOSED: the demo was stopped. Everything else has been explained on stderr. */
enum err demo_visit_make(struct demo_visit *visit) MUST_USE;

#endif
