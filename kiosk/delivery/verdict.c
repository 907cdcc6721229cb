/* SPDX-License-Identifier: EUPL-1.2 */
#include "delivery/verdict.h"

#include "delivery/retry_after.h"

const char *outcome_name(enum outcome outcome)
{
    switch (outcome) {
    case OUTCOME_DELIVERED:      return "delivered";
    case OUTCOME_NOT_SENT:       return "not sent";
    case OUTCOME_TOLD_TO_WAIT:   return "told to wait";
    case OUTCOME_AMBIGUOUS:      return "ambiguous";
    case OUTCOME_NEEDS_OPERATOR: return "needs the operator";
    case OUTCOME_POISON:         return "refused";
    case OUTCOME_BAD_CONTACT:    return "contact refused";
    }
    return "unknown";
}

const char *reason_name(enum reason reason)
{
    switch (reason) {
    case REASON_RECEIPT:       return "receipt";
    case REASON_STATUS:        return "status";
    case REASON_NO_RECEIPT:    return "no receipt";
    case REASON_OTHER_RECEIPT: return "receipt for another request";
    case REASON_NO_NAME:       return "name not found";
    case REASON_NO_CONNECTION: return "no connection";
    case REASON_NO_TLS:        return "no TLS";
    case REASON_CERTIFICATE:   return "certificate";
    case REASON_TIMED_OUT:     return "timed out";
    case REASON_CUT_OFF:       return "cut off";
    case REASON_TOO_LARGE:     return "reply too large";
    case REASON_NOT_ALLOWED:   return "address not allowed";
    case REASON_TOKEN:         return "token file";
    case REASON_OWN_CERTIFICATE: return "our own certificate or its key";
    case REASON_TOKEN_SERVER:  return "the server that gives out tokens";
    case REASON_TEAM:          return "team not in the provider's register";
    case REASON_CHANNEL:       return "channel not in the provider's list";
    case REASON_SEARCH:        return "the provider's search does not work as it should";
    case REASON_ADAPTER:       return "adapter not in this program";
    case REASON_PROVIDER:      return "provider not configured";
    case REASON_ENVELOPE:      return "damaged or sealed for another key";
    case REASON_FORGOTTEN:     return "may have arrived, and the provider forgets keys sooner";
    case REASON_OURSELVES:     return "our own failure";
    case REASON_COUNT:         break;
    }
    return "unknown";
}

bool verdict_is_sound(const struct verdict *verdict)
{
    bool has_field = verdict->field != CONTACT_NONE;
    return (unsigned)verdict->outcome <= OUTCOME_BAD_CONTACT
           && (unsigned)verdict->reason < REASON_COUNT
           && (unsigned)verdict->field <= CONTACT_EMAIL && verdict->status <= 999
           && verdict->wait_s <= RETRY_AFTER_MOST_S
           && has_field == (verdict->outcome == OUTCOME_BAD_CONTACT);
}
