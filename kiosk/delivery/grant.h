/* SPDX-License-Identifier: EUPL-1.2 */
/* grant.h - a token that a provider gave out, kept in the courier's memory until it is over.
 *
 * It is fetched and used in the process of an attempt, which ends; so it travels to the courier
 * through the attempt's channel and from there into the next attempt. Never on disk.
 * Units:  boot-clock milliseconds.
 * Thread: one. */
#ifndef NAAST_DELIVERY_GRANT_H
#define NAAST_DELIVERY_GRANT_H
#include "base/bytes.h"

#include <stdint.h>

struct grant {
    struct bytes token;      /* private; empty: none */
    uint32_t lives_s;        /* from when it was given */
    bool has_changed;        /* the courier should know: a new one, or no longer any */
    uint64_t until_ms;       /* the courier's: not used from then on */
};

void grant_wipe(struct grant *grant);    /* accepts a zeroed value */
/* What an attempt brought takes the place of what we had; `from` is empty after it. */
void grant_take(struct grant *to, struct grant *from, uint64_t now_ms);
/* On loan; "" when there is none or it is over. */
const char *grant_token(struct grant *grant, uint64_t now_ms);

#endif
