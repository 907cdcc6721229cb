/* SPDX-License-Identifier: EUPL-1.2 */
/* verdict.h - what one attempt to deliver came to. The five ways to fail are those of
 * reliability.md D4.
 *
 * A verdict is plain data: it crosses the channel from the process that talked to the provider
 * to the courier, and it holds nothing of what the provider said but numbers. */
#ifndef NAAST_DELIVERY_VERDICT_H
#define NAAST_DELIVERY_VERDICT_H
#include <stdbool.h>
#include <stdint.h>

enum outcome {
    OUTCOME_DELIVERED,
    OUTCOME_NOT_SENT,        /* certainly not a byte of the request left: try again */
    OUTCOME_TOLD_TO_WAIT,    /* refused for now, not taken: try again, not before `wait_s` */
    OUTCOME_AMBIGUOUS,       /* nobody here knows whether it was taken */
    OUTCOME_NEEDS_OPERATOR,  /* nothing works for this provider until somebody mends it */
    OUTCOME_POISON,          /* this one request cannot work; the next one may */
    OUTCOME_BAD_CONTACT      /* as poison, but the visitor can mend it, if still here */
};

/* Why, for the log and the operator. */
enum reason {
    REASON_RECEIPT, REASON_STATUS, REASON_NO_RECEIPT, REASON_OTHER_RECEIPT, REASON_NO_NAME,
    REASON_NO_CONNECTION, REASON_NO_TLS, REASON_CERTIFICATE, REASON_TIMED_OUT, REASON_CUT_OFF,
    REASON_TOO_LARGE, REASON_NOT_ALLOWED, REASON_TOKEN, REASON_OWN_CERTIFICATE,
    REASON_TOKEN_SERVER, REASON_TEAM, REASON_CHANNEL, REASON_SEARCH, REASON_ADAPTER,
    REASON_PROVIDER, REASON_ENVELOPE, REASON_FORGOTTEN, REASON_OURSELVES, REASON_COUNT
};

enum contact_field { CONTACT_NONE, CONTACT_NAME, CONTACT_PHONE, CONTACT_EMAIL };

struct verdict {
    enum outcome outcome;
    enum reason reason;
    enum contact_field field;   /* only with BAD_CONTACT */
    uint16_t status;            /* of the HTTP answer; 0: there was none */
    uint32_t wait_s;            /* Retry-After, clamped; 0: the provider named no time */
};

const char *outcome_name(enum outcome outcome);
const char *reason_name(enum reason reason);
/* It comes from a process that read what a stranger sent: are all numbers in their range? */
bool verdict_is_sound(const struct verdict *verdict);

#endif
