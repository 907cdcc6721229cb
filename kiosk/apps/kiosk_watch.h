/* SPDX-License-Identifier: EUPL-1.2 */
/* kiosk_watch.h - telling systemd that the kiosk stands, and that it still lives.
 *
 * Rule:   a kick must be earned: only the loop that takes touches kicks, and only after a frame
 *         of this moment is on the screen. A kiosk that hangs anywhere between the two is
 *         killed and started anew (naast-kiosk.service: WatchdogSec).
 * Units:  boot-clock milliseconds.
 * Without systemd, or when nobody watches, all of it does nothing and wakes nobody. */
#ifndef NAAST_APPS_KIOSK_WATCH_H
#define NAAST_APPS_KIOSK_WATCH_H
#include <stdint.h>

struct kiosk_watch {
    uint64_t every_ms;    /* 0: nobody watches */
    uint64_t next_ms;
};

/* The first frame is on the screen and the kiosk takes touches. */
void kiosk_watch_ready(struct kiosk_watch *watch, uint64_t now_ms);
/* How long the loop may sleep: `wait_ms` (-1: without end), or less. */
int kiosk_watch_wait_ms(const struct kiosk_watch *watch, uint64_t now_ms, int wait_ms);
/* A frame of this moment is on the screen. */
void kiosk_watch_seen(struct kiosk_watch *watch, uint64_t now_ms);

#endif
