/* SPDX-License-Identifier: EUPL-1.2 */
#include "apps/kiosk_watch.h"

#include <systemd/sd-daemon.h>

void kiosk_watch_ready(struct kiosk_watch *watch, uint64_t now_ms)
{
    uint64_t most_us = 0;
    sd_notify(0, "READY=1");
    if (sd_watchdog_enabled(0, &most_us) <= 0) return;
    watch->every_ms = most_us / 1000 / 2;   /* as sd_watchdog_enabled(3) advises */
    watch->next_ms = now_ms + watch->every_ms;
}

int kiosk_watch_wait_ms(const struct kiosk_watch *watch, uint64_t now_ms, int wait_ms)
{
    if (watch->every_ms == 0) return wait_ms;
    uint64_t left_ms = watch->next_ms > now_ms ? watch->next_ms - now_ms : 0;
    return wait_ms < 0 || left_ms < (uint64_t)wait_ms ? (int)left_ms : wait_ms;
}

void kiosk_watch_seen(struct kiosk_watch *watch, uint64_t now_ms)
{
    if (watch->every_ms == 0 || now_ms < watch->next_ms) return;
    watch->next_ms = now_ms + watch->every_ms;
    sd_notify(0, "WATCHDOG=1");
}
