/* SPDX-License-Identifier: EUPL-1.2 */
#include "delivery/grant.h"

#include <string.h>

#define MARGIN_MOST_MS 30000

void grant_wipe(struct grant *grant)
{
    bytes_wipe(&grant->token);
    memset(grant, 0, sizeof *grant);
}

void grant_take(struct grant *to, struct grant *from, uint64_t now_ms)
{
    if (!from->has_changed) return;
    grant_wipe(to);
    *to = *from;
    memset(from, 0, sizeof *from);
    to->has_changed = false;
    /* Over a little early: it must still hold when the request arrives. */
    uint64_t lives_ms = (uint64_t)to->lives_s * 1000, margin_ms = lives_ms / 10;
    if (margin_ms > MARGIN_MOST_MS) margin_ms = MARGIN_MOST_MS;
    to->until_ms = now_ms + lives_ms - margin_ms;
}

const char *grant_token(struct grant *grant, uint64_t now_ms)
{
    if (grant->token.size_bytes > 0 && now_ms >= grant->until_ms) grant_wipe(grant);
    return grant->token.size_bytes > 0 ? grant->token.start : "";
}
