/* SPDX-License-Identifier: EUPL-1.2 */
/* courier_words.c - what the log says of a request and of a provider, for the operator. */
#include <stdio.h>

#include "apps/courier.h"
#include "base/log.h"

#define WORDS_BYTES 96

static void write_verdict(const struct verdict *verdict, char out[WORDS_BYTES])
{
    char status[12] = "";
    if (verdict->status > 0)
        snprintf(status, sizeof status, " %u", (unsigned)verdict->status);
    snprintf(out, WORDS_BYTES, "%s, %s%s", outcome_name(verdict->outcome),
             reason_name(verdict->reason), status);
}

void courier_log_hold(struct id id, const struct verdict *verdict, enum err err)
{
    char name[9], words[WORDS_BYTES];
    id_short(id, name);
    write_verdict(verdict, words);
    if (err) log_line(LOG_FAULT, "%s: cannot be held (%s)", name, err_name(err));
    else log_line(LOG_FAULT, "%s: held for the operator: %s", name, words);
}

void courier_log_end(struct id id, const struct verdict *verdict)
{
    char name[9], words[WORDS_BYTES];
    id_short(id, name);
    write_verdict(verdict, words);
    log_line(verdict->outcome == OUTCOME_DELIVERED ? LOG_NOTE : LOG_WARNING, "%s: %s", name,
             words);
}

/* Where a file is what is wrong. */
static void log_mend(const struct route *route, enum reason reason)
{
    if (reason == REASON_TOKEN)
        log_line(LOG_FAULT,
                 "%s: mend %s: it must be there, one line, and the courier's alone (chmod 600)",
                 route->slug,
                 route->access == ACCESS_OAUTH2 ? route->client_secret_path
                                                : route->token_path);
    if (reason == REASON_OWN_CERTIFICATE && route->certificate_path[0])
        log_line(LOG_FAULT,
                 "%s: mend %s: it must be there, not have ended and be known to the provider; "
                 "and %s its key, the courier's alone (chmod 600)",
                 route->slug, route->certificate_path, route->key_path);
    else if (reason == REASON_OWN_CERTIFICATE)
        log_line(LOG_FAULT,
                 "%s: asks for a certificate of ours: client_certificate_file is not set",
                 route->slug);
    if (reason == REASON_CERTIFICATE)
        log_line(LOG_FAULT,
                 "%s: its certificate has ended, is for another name, or not signed by what is "
                 "in %s",
                 route->slug, route->ca_path);
}

static void log_turn(const struct courier *courier, int route, const struct verdict *verdict)
{
    char words[WORDS_BYTES];
    const struct route *to = &courier->routes.all[route];
    if (!courier->schedule.breakers[route].is_open) {
        log_line(LOG_NOTE, "provider %s is back", to->slug);
        return;
    }
    write_verdict(verdict, words);
    log_line(LOG_FAULT, "provider %s is out of reach (%s); its requests stay in the queue",
             to->slug, words);
    log_mend(to, verdict->reason);
}

void courier_log_provider(struct courier *courier, int route, const struct verdict *verdict,
                          bool has_turned)
{
    bool is_for_operator = courier->schedule.breakers[route].is_open
                           && verdict->outcome == OUTCOME_NEEDS_OPERATOR
                           && verdict->reason != courier->told[route];
    if (!has_turned && !is_for_operator) return;
    courier->told[route] = verdict->reason;
    log_turn(courier, route, verdict);
}
