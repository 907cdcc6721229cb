/* SPDX-License-Identifier: EUPL-1.2 */
/* attempt.c - the courier's side of an attempt; attempt_child.c is the other. */
#include "delivery/attempt.h"

#include <errno.h>
#include <sodium.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "delivery/adapter.h"
#include "delivery/attempt_words.h"

/* Starting */

static uint64_t most_ms_of(const struct route *route)
{
    const struct delivery_adapter *adapter = adapter_find(route->adapter);
    bool is_one = !adapter || adapter->messages_most == 1;
    return is_one && route->access != ACCESS_OAUTH2 ? ATTEMPT_MOST_MS : ATTEMPT_SEVERAL_MOST_MS;
}

static enum err say(int channel, const void *from, size_t size_bytes)
{
    const char *at = from;
    while (size_bytes > 0) {
        ssize_t size = send(channel, at, size_bytes, MSG_NOSIGNAL);
        if (size < 0 && errno == EINTR) continue;
        if (size <= 0) return errno == EAGAIN ? ERR_TIMEOUT : ERR_CLOSED;
        at += size;
        size_bytes -= (size_t)size;
    }
    return ERR_NONE;
}

static enum err say_order(int channel, int route_place, const struct envelope *envelope,
                          const char *token, const struct credentials *credentials)
{
    const struct { const char *start; size_t size_bytes; } texts[ORDER_TEXTS] = {
        [ORDER_BODY] = {envelope->body.start, envelope->body.size_bytes},
        [ORDER_GRANT] = {token, strlen(token)},
        [ORDER_SECRET] = {credentials->secret.start, credentials->secret.size_bytes},
        [ORDER_CERTIFICATE] = {credentials->certificate.start,
                               credentials->certificate.size_bytes},
        [ORDER_KEY] = {credentials->key.start, credentials->key.size_bytes},
        [ORDER_AUTHORITY] = {credentials->authority.start, credentials->authority.size_bytes},
    };
    struct attempt_order order;
    memset(&order, 0, sizeof order);
    order.envelope = *envelope;
    order.envelope.body = (struct span){NULL, 0};
    order.route = route_place;
    for (int i = 0; i < ORDER_TEXTS; i++)
        order.text_bytes[i] =
            texts[i].start ? (uint32_t)texts[i].size_bytes : ORDER_NO_TEXT;
    enum err err = say(channel, &order, sizeof order);
    for (int i = 0; i < ORDER_TEXTS && !err; i++)
        err = say(channel, texts[i].start, texts[i].size_bytes);
    return err;
}

enum err attempt_start(const struct runner *runner, const struct routes *routes,
                       int route_place, const struct envelope *envelope, const char *token,
                       uint64_t now_ms, struct attempt *attempt_out)
{
    const struct route *route = &routes->all[route_place];
    struct credentials credentials;
    int channel = -1, handle = -1;
    enum err err = runner_fork(runner, &channel, &handle);
    if (err) return err;
    credentials_read(route, &credentials);
    err = say_order(channel, route_place, envelope, token, &credentials);
    credentials_wipe(&credentials);
    if (err) {
        runner_kill(handle);
        close(channel);
        return err;
    }
    *attempt_out = (struct attempt){
        .is_running = true, .handle = handle, .channel = channel, .id = envelope->id,
        .route = route_place, .ends_ms = now_ms + most_ms_of(route),
        .report = {.limit_bytes = REPORT_BYTES, .is_private = true}};
    return ERR_NONE;
}

/* Ending */

/* It ended without a word. */
static struct verdict silent(const struct attempt *attempt, enum reason reason)
{
    enum outcome outcome = attempt->may_be_sent ? OUTCOME_AMBIGUOUS : OUTCOME_NOT_SENT;
    return (struct verdict){.outcome = outcome, .reason = reason};
}

struct unread { const char *at; size_t size_bytes; };

static bool take(struct unread *from, void *to, size_t size_bytes)
{
    if (from->size_bytes < size_bytes) return false;
    memcpy(to, from->at, size_bytes);
    from->at += size_bytes;
    from->size_bytes -= size_bytes;
    return true;
}

static bool take_grant(struct unread *from, struct grant *grant)
{
    struct report_grant head;
    if (!take(from, &head, sizeof head) || head.token_bytes > from->size_bytes
        || head.lives_s > OAUTH_LIVES_MOST_S)
        return false;
    grant->has_changed = true;
    grant->lives_s = head.lives_s;
    if (head.token_bytes > 0) {
        grant->token = (struct bytes){.limit_bytes = OAUTH_TOKEN_BYTES + 1, .is_private = true};
        if (!oauth_token_is_sound(from->at, head.token_bytes)
            || bytes_add(&grant->token, from->at, head.token_bytes))
            return false;
    }
    from->at += head.token_bytes;
    from->size_bytes -= head.token_bytes;
    return true;
}

static bool take_report(struct attempt *attempt, struct verdict *verdict_out)
{
    struct unread unread = {attempt->report.start, attempt->report.size_bytes};
    char kind = 0;
    while (take(&unread, &kind, 1)) {
        if (kind == REPORT_SENDING) continue;
        if (kind == REPORT_GRANT && take_grant(&unread, &attempt->grant)) continue;
        return kind == REPORT_VERDICT && take(&unread, verdict_out, sizeof *verdict_out)
               && unread.size_bytes == 0 && verdict_is_sound(verdict_out);
    }
    return false;
}

/* True: nothing more will come. */
static bool has_said_all(struct attempt *attempt)
{
    for (;;) {
        char in[512];
        ssize_t size = recv(attempt->channel, in, sizeof in, MSG_DONTWAIT);
        if (size < 0 && errno == EINTR) continue;
        if (size < 0 && errno == EAGAIN) return false;
        if (size <= 0) return true;
        if (attempt->report.size_bytes == 0 && in[0] == REPORT_SENDING)
            attempt->may_be_sent = true;
        enum err err = bytes_add(&attempt->report, in, (size_t)size);
        sodium_memzero(in, sizeof in);
        if (err) return true;
    }
}

static void end(struct attempt *attempt, struct verdict *verdict_out)
{
    if (!take_report(attempt, verdict_out)) {
        *verdict_out = silent(attempt, REASON_OURSELVES);
        grant_wipe(&attempt->grant);
    }
    bytes_wipe(&attempt->report);
    close(attempt->channel);
    attempt->is_running = false;
}

enum err attempt_read(struct attempt *attempt, struct verdict *verdict_out)
{
    if (!has_said_all(attempt)) return ERR_TIMEOUT;
    runner_kill(attempt->handle);
    end(attempt, verdict_out);
    return ERR_NONE;
}

void attempt_kill(struct attempt *attempt, struct verdict *verdict_out)
{
    /* Dead first, read then: what it wrote with its last breath ("the request is about to
     * leave") must count. */
    runner_kill(attempt->handle);
    (void)has_said_all(attempt);
    end(attempt, verdict_out);
    if (verdict_out->reason == REASON_OURSELVES) verdict_out->reason = REASON_TIMED_OUT;
}
