/* SPDX-License-Identifier: EUPL-1.2 */
#include "delivery/deliver.h"

#include <ctype.h>
#include <sodium.h>
#include <stdio.h>
#include <string.h>

#include "base/clock.h"
#include "delivery/adapter.h"
#include "delivery/oauth.h"

/* Both are large; one attempt a process. */
static struct http_message message;
static struct http_answer answer;

struct delivering {
    const struct route *route;
    const struct envelope *envelope;
    const struct credentials *credentials;
    const struct delivery_adapter *adapter;
    struct grant *grant;
    bool has_renewed;              /* one new token an attempt, then it is something else */
    void (*before_send)(void *with);
    void *with;
};

static struct verdict cannot_start(enum reason reason)
{
    return (struct verdict){.outcome = OUTCOME_NEEDS_OPERATOR, .reason = reason};
}

static void send_message(const struct delivering *d, void (*before_send)(void *with))
{
    if (strcmp(d->route->ca_path, HTTP_SYSTEM_CA_FILE) != 0)
        message.authority = &d->credentials->authority;
    if (d->route->certificate_path[0]) {
        message.certificate = &d->credentials->certificate;
        message.key = &d->credentials->key;
    }
    http_send(&message, before_send, d->with, &answer);
}

/* Who we are */

/* False: the verdict says why there is none. */
static bool fetch_token(const struct delivering *d, struct verdict *verdict_out)
{
    /* Without a secret the certificate alone says who we are. */
    const char *secret =
        d->route->client_secret_path[0] ? d->credentials->secret.start : "";
    bool is_granted = false;
    *verdict_out = cannot_start(REASON_TOKEN);
    if (secret && oauth_write(d->route, secret, &message) == ERR_NONE) {
        send_message(d, NULL);
        d->grant->token =
            (struct bytes){.limit_bytes = OAUTH_TOKEN_BYTES + 1, .is_private = true};
        is_granted = oauth_read(&answer, clock_wall_s(), &d->grant->token, &d->grant->lives_s,
                                verdict_out);
    }
    http_message_wipe(&message);
    sodium_memzero(&answer, sizeof answer);
    d->grant->has_changed = true;
    return is_granted;
}

static enum err add_authorization(const char *word, const char *token)
{
    char line[HTTP_HEADER_BYTES];
    int size = snprintf(line, sizeof line, "%s %s", word, token);
    enum err err = size < 0 || (size_t)size >= sizeof line
                       ? ERR_LARGE
                       : http_header(&message, "Authorization", line);
    sodium_memzero(line, sizeof line);
    return err;
}

static enum err add_fixed_token(const struct delivering *d)
{
    const char *token = d->credentials->secret.start;
    if (!d->route->token_path[0]) return ERR_NONE;
    return token ? add_authorization(d->adapter->token_word, token) : ERR_MISSING;
}

static enum err show_who_we_are(const struct delivering *d)
{
    switch (d->route->access) {
    case ACCESS_TOKEN:       return add_fixed_token(d);
    case ACCESS_OAUTH2:      return add_authorization("Bearer", d->grant->token.start);
    case ACCESS_CERTIFICATE: return ERR_NONE;
    }
    return ERR_FORMAT;
}

/* nginx and its like refuse a client certificate with 400 and a page of their own. That is not
 * the provider's system saying that this one request is wrong. */
static bool certificate_is_refused(const struct route *route)
{
    if (!route->certificate_path[0] || answer.end != HTTP_ANSWERED || answer.status != 400)
        return false;
    const char *body = answer.body;
    while (isspace((unsigned char)*body)) body++;
    return *body != '{';
}

/* A token that the provider no longer takes: given back too early, or its keys have changed. */
static bool token_is_refused(const struct delivering *d)
{
    return d->route->access == ACCESS_OAUTH2 && !d->has_renewed && answer.end == HTTP_ANSWERED
           && answer.status == 401;
}

/* From message to message */

/* False: the verdict holds. */
static bool exchange(const struct delivering *d, const struct progress *progress,
                     struct verdict *verdict_out)
{
    enum err err = d->adapter->write(d->route, d->envelope, progress, &message);
    *verdict_out = cannot_start(REASON_NOT_ALLOWED);
    /* The request is not what this adapter can send: no attempt will change that. */
    if (err == ERR_FORMAT)
        *verdict_out =
            (struct verdict){.outcome = OUTCOME_POISON, .reason = REASON_ENVELOPE};
    if (err == ERR_MEMORY)
        *verdict_out =
            (struct verdict){.outcome = OUTCOME_NOT_SENT, .reason = REASON_OURSELVES};
    if (!err) {
        err = show_who_we_are(d);
        if (err) *verdict_out = cannot_start(REASON_TOKEN);
    }
    if (!err) send_message(d, d->before_send);
    http_message_wipe(&message);
    return !err;
}

static struct verdict run(struct delivering *d)
{
    struct progress progress = {0};
    struct verdict verdict;
    for (int sent = 0; sent < d->adapter->messages_most; sent++) {
        bool needs_token = d->route->access == ACCESS_OAUTH2 && d->grant->token.size_bytes == 0;
        if (needs_token && !fetch_token(d, &verdict)) return verdict;
        if (!exchange(d, &progress, &verdict)) return verdict;
        if (certificate_is_refused(d->route)) return cannot_start(REASON_OWN_CERTIFICATE);
        if (token_is_refused(d)) {
            d->has_renewed = true;
            bytes_wipe(&d->grant->token);
            d->grant->has_changed = true;
            sent--;
            continue;
        }
        if (d->adapter->judge(d->route, d->envelope, &answer, clock_wall_s(), &progress,
                              &verdict)
            == TURN_OVER)
            return verdict;
    }
    return (struct verdict){.outcome = OUTCOME_AMBIGUOUS, .reason = REASON_OURSELVES};
}

/* What the route wants and is not there keeps the request here. */
static bool has_certificates(const struct route *route, const struct credentials *credentials,
                             struct verdict *verdict_out)
{
    *verdict_out = cannot_start(REASON_OWN_CERTIFICATE);
    if (route->certificate_path[0]
        && (!credentials->certificate.start || !credentials->key.start
            || credential_check_certificate(&credentials->certificate)))
        return false;
    *verdict_out = cannot_start(REASON_CERTIFICATE);
    return strcmp(route->ca_path, HTTP_SYSTEM_CA_FILE) == 0 || credentials->authority.start;
}

struct verdict deliver(const struct route *route, const struct envelope *envelope,
                       const struct credentials *credentials, struct grant *grant,
                       void (*before_send)(void *with), void *with)
{
    struct delivering d = {.route = route, .envelope = envelope, .credentials = credentials,
                           .grant = grant, .adapter = adapter_find(route->adapter),
                           .before_send = before_send, .with = with};
    struct verdict verdict;
    if (!d.adapter) return cannot_start(REASON_ADAPTER);
    if (!has_certificates(route, credentials, &verdict)) return verdict;
    verdict = run(&d);
    sodium_memzero(&answer, sizeof answer);
    return verdict;
}
