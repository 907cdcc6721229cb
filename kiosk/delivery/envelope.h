/* SPDX-License-Identifier: EUPL-1.2 */
/* envelope.h - what the kiosk sealed:
 * {"version","id","provider","made_s","deadline_s","body":{...}}, or with "jwe":"..." in place
 * of "body" when only the provider can read it.
 *
 * Shape:  the spans point into the text that was read; nothing is copied but the id and the
 *         provider's slug.
 * Why cut out: the body must reach the provider byte for byte, each time the same, so it is
 *         never parsed and written again. Providers compare a repeated key with what it came
 *         with the first time. base/json.h only judges the whole, in locked memory that is
 *         zeroed before this returns.
 * Errors: ERR_FORMAT, ERR_LARGE; ERR_MEMORY, which says nothing about the request. */
#ifndef NAAST_DELIVERY_ENVELOPE_H
#define NAAST_DELIVERY_ENVELOPE_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "base/err.h"
#include "base/id.h"
#include "content/settings.h"

struct span {
    const char *start;
    size_t size_bytes;
};

struct envelope {
    struct id id;
    char provider[SLUG_BYTES];
    int64_t made_s;         /* Unix seconds: when the visitor pressed send */
    int64_t deadline_s;     /* what the screen promised: contact by then; 0 when not said */
    struct span body;       /* a JSON object, or a JWE in compact form */
    bool is_jwe;
};

enum err envelope_read(const char *text, size_t size_bytes,
                       struct envelope *envelope_out) MUST_USE;

#endif
