/* SPDX-License-Identifier: EUPL-1.2 */
/* kiosk_run.h - the kiosk at work: input becomes messages, update() answers with effects, the
 * frame is drawn.
 *
 * Sleeps in the event wait until something comes or until the model's own next moment; at rest
 * it never wakes, but to tell systemd that it lives where systemd asks for that.
 * Thread: one. */
#ifndef NAAST_APPS_KIOSK_RUN_H
#define NAAST_APPS_KIOSK_RUN_H
#include "apps/kiosk_courier.h"
#include "apps/kiosk_demo.h"
#include "apps/kiosk_sandbox.h"
#include "apps/kiosk_voice.h"
#include "apps/kiosk_watch.h"
#include "apps/kiosk_wipe.h"
#include "content/content.h"
#include "platform/painter.h"
#include "platform/window.h"
#include "view/keypad.h"

struct kiosk {
    const struct content *content;
    struct model *model;               /* in locked memory */
    struct arena arenas[2];            /* take turns: one frame stays while the next is made */
    int turn;
    struct window *window;
    struct painter *painter;
    struct measure measure;
    struct frame frame;                /* the last one; nodes lie in arenas[turn] */
    struct touch touch;
    struct keypad keypad;
    const char *socket_path;
    struct kiosk_places places;
    struct kiosk_courier *courier;     /* NULL until the first frame is on the screen */
    struct id unanswered;              /* handed in, and the courier said nothing of it yet */
    struct id refused;                 /* for its contact; zeroed: none */
    struct kiosk_demo demo;
    struct kiosk_voice voice;
    struct kiosk_wipe *wipe;
    struct kiosk_watch watch;
    bool must_start_over;              /* a visit left something behind */
};

/* Draws the first screen, connects to the courier, and goes on until the window is closed (only
 * in a demo), or until memory cannot be wiped: then ERR_EXISTS, and only a new process may go
 * on. */
enum err kiosk_run(struct kiosk *kiosk) MUST_USE;

#endif
