/* SPDX-License-Identifier: EUPL-1.2 */
/* kiosk_demo.h - what only a demo tells the outside: the tree of every presented frame, and
 * what the voice said.
 *
 * Never in production: the tree holds what the visitor sees, so also what was typed. */
#ifndef NAAST_APPS_KIOSK_DEMO_H
#define NAAST_APPS_KIOSK_DEMO_H
#include "view/frame.h"

struct kiosk_demo {
    const char *tree_path;         /* NULL: none */
    unsigned long frame_number;    /* of the last presented frame; the first is 1 */
    uint64_t seen_hash;            /* of what a reader of the tree could tell apart */
};

/* Rewrites the tree when this frame is another one than the last. */
void kiosk_demo_present(struct kiosk_demo *demo, const struct frame *frame,
                        const struct model *model);
/* Makes the file, or empties it. */
enum err kiosk_demo_open_speech_log(const char *path) MUST_USE;

#endif
