/* SPDX-License-Identifier: EUPL-1.2 */
/* kiosk_sandbox.h - what the kiosk keeps of the machine once its first screen stands: its
 * pictures, letters and voices to read, the sound card, and the socket to the courier. No
 * network, no file to write, no program to run. What may be opened to write is no file: sound
 * cards, and graphics cards for drivers under Wayland (the unit lets only the first through).
 *
 * Why so late: what is opened before stays open, and the visitor does not wait for it.
 * Errors: ERR_SYSTEM. A kernel without Landlock is told in the log, and is none.
 * Thread: call it while there is one. */
#ifndef NAAST_APPS_KIOSK_SANDBOX_H
#define NAAST_APPS_KIOSK_SANDBOX_H
#include "base/err.h"

struct kiosk_places {
    const char *assets;
    const char *tree, *speech_log;   /* only in a demo; NULL: none */
};

enum err kiosk_sandbox(const struct kiosk_places *places) MUST_USE;

#endif
