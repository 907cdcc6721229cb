/* SPDX-License-Identifier: EUPL-1.2 */
/* attempt_child.c - the attempt's own side: hears its order, delivers, reports. */
#include <errno.h>
#include <sodium.h>
#include <sys/socket.h>
#include <unistd.h>

#include "base/sandbox.h"
#include "delivery/attempt.h"
#include "delivery/attempt_words.h"
#include "delivery/deliver.h"
#include "spool/seal.h"

#define PART_BYTES 4096

/* Hearing. Whoever falls silent is the courier that is gone, and so must we be. */

static void hear(int channel, void *to, size_t size_bytes)
{
    char *at = to;
    while (size_bytes > 0) {
        ssize_t size = recv(channel, at, size_bytes, MSG_WAITALL);
        if (size < 0 && errno == EINTR) continue;
        if (size <= 0) runner_leave(1);
        at += size;
        size_bytes -= (size_t)size;
    }
}

static void hear_text(int channel, size_t size_bytes, bool is_private, struct bytes *text)
{
    char part[PART_BYTES];
    *text = (struct bytes){.limit_bytes = size_bytes + 1, .is_private = is_private};
    if (bytes_add(text, "", 0)) runner_leave(1);
    while (size_bytes > 0) {
        size_t size = size_bytes < sizeof part ? size_bytes : sizeof part;
        hear(channel, part, size);
        if (bytes_add(text, part, size)) runner_leave(1);
        size_bytes -= size;
    }
    sodium_memzero(part, sizeof part);
}

/* Reporting */

struct report { int channel; bool is_sending; };

static void tell(const struct report *report, const void *from, size_t size_bytes)
{
    const char *at = from;
    while (size_bytes > 0) {
        ssize_t size = send(report->channel, at, size_bytes, MSG_NOSIGNAL);
        if (size < 0 && errno == EINTR) continue;
        if (size <= 0) runner_leave(1);
        at += size;
        size_bytes -= (size_t)size;
    }
}

static void tell_sending(void *with)
{
    static const char sending = REPORT_SENDING;
    struct report *report = with;
    if (!report->is_sending) tell(report, &sending, 1);
    report->is_sending = true;
}

static void tell_grant(const struct report *report, const struct grant *grant)
{
    static const char kind = REPORT_GRANT;
    struct report_grant head = {grant->lives_s, (uint32_t)grant->token.size_bytes};
    if (!grant->has_changed) return;
    tell(report, &kind, 1);
    tell(report, &head, sizeof head);
    tell(report, grant->token.start, head.token_bytes);
}

static void tell_verdict(const struct report *report, const struct verdict *verdict)
{
    static const char kind = REPORT_VERDICT;
    tell(report, &kind, 1);
    tell(report, verdict, sizeof *verdict);
}

static void hear_order(int channel, const struct routes *routes, struct attempt_order *order,
                       struct bytes texts[ORDER_TEXTS])
{
    static const uint32_t most_bytes[ORDER_TEXTS] = {
        [ORDER_BODY] = SEALED_PLAIN_BYTES, [ORDER_GRANT] = OAUTH_TOKEN_BYTES,
        [ORDER_SECRET] = CREDENTIAL_BYTES, [ORDER_CERTIFICATE] = PEM_BYTES,
        [ORDER_KEY] = PEM_BYTES, [ORDER_AUTHORITY] = AUTHORITY_BYTES};
    hear(channel, order, sizeof *order);
    if (order->route < 0 || order->route >= routes->count) runner_leave(1);
    for (int i = 0; i < ORDER_TEXTS; i++) {
        if (order->text_bytes[i] == ORDER_NO_TEXT) continue;
        if (order->text_bytes[i] > most_bytes[i]) runner_leave(1);
        hear_text(channel, order->text_bytes[i], i != ORDER_AUTHORITY, &texts[i]);
    }
    order->envelope.body =
        (struct span){texts[ORDER_BODY].start, texts[ORDER_BODY].size_bytes};
}

void attempt_run(int channel, const void *with)
{
    const struct routes *routes = with;
    struct report report = {.channel = channel};
    struct sandbox_state sandbox = {0};
    struct attempt_order order;
    struct bytes texts[ORDER_TEXTS] = {{0}};
    if (sandbox_calls(SANDBOX_ATTEMPT, &sandbox)) runner_leave(1);
    hear_order(channel, routes, &order, texts);
    struct credentials credentials = {.secret = texts[ORDER_SECRET],
                                      .certificate = texts[ORDER_CERTIFICATE],
                                      .key = texts[ORDER_KEY],
                                      .authority = texts[ORDER_AUTHORITY]};
    struct grant grant = {.token = texts[ORDER_GRANT]};
    if (http_start()) runner_leave(1);
    struct verdict verdict = deliver(&routes->all[order.route], &order.envelope, &credentials,
                                     &grant, tell_sending, &report);
    tell_grant(&report, &grant);
    tell_verdict(&report, &verdict);
    /* No cleaning up: it would wait for a name server that hangs. */
}
