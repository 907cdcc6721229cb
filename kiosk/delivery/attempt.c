/* SPDX-License-Identifier: EUPL-1.2 */
#include "delivery/attempt.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/close_range.h>
#include <signal.h>
#include <sodium.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include "delivery/adapter.h"
#include "delivery/deliver.h"
#include "delivery/oauth.h"

#define CHILD_PIPE 3
#define SENDING 's'   /* from here on bytes of the request may leave */
#define GRANT 'g'     /* then struct grant_head and the token; no bytes: there is none now */
#define VERDICT 'v'   /* then struct verdict, the last thing said */

struct grant_head { uint32_t lives_s, token_bytes; };

#define REPORT_BYTES \
    (3 + sizeof(struct grant_head) + OAUTH_TOKEN_BYTES + sizeof(struct verdict))

/* The child */

static void tell_parent(const void *from, size_t size_bytes)
{
    const char *at = from;
    while (size_bytes > 0) {
        ssize_t size = write(CHILD_PIPE, at, size_bytes);
        if (size < 0 && errno == EINTR) continue;
        if (size <= 0) _exit(1);   /* nobody listens: the courier is gone, so must we be */
        at += size;
        size_bytes -= (size_t)size;
    }
}

static void tell_sending(void *with)
{
    static const unsigned char sending = SENDING;
    bool *is_told = with;
    if (!*is_told) tell_parent(&sending, 1);
    *is_told = true;
}

static void tell_grant(const struct grant *grant)
{
    static const unsigned char kind = GRANT;
    struct grant_head head = {grant->lives_s, (uint32_t)grant->token.size_bytes};
    if (!grant->has_changed) return;
    tell_parent(&kind, 1);
    tell_parent(&head, sizeof head);
    if (head.token_bytes > 0) tell_parent(grant->token.start, head.token_bytes);
}

static void tell_verdict(const struct verdict *verdict)
{
    static const unsigned char kind = VERDICT;
    tell_parent(&kind, 1);
    tell_parent(verdict, sizeof *verdict);
}

/* Nothing of the courier's but the request and the pipe. */
static bool leave_all_behind(int pipe, pid_t parent)
{
    sigset_t none;
    sigemptyset(&none);
    /* An attempt must not outlive the courier: its successor would send the same request beside
     * it. */
    if (prctl(PR_SET_PDEATHSIG, SIGKILL) < 0 || getppid() != parent) return false;
    if (prctl(PR_SET_DUMPABLE, 0) < 0) return false;
    if (dup2(pipe, CHILD_PIPE) < 0 || close_range(CHILD_PIPE + 1, ~0U, 0) < 0) return false;
    signal(SIGTERM, SIG_DFL);
    signal(SIGINT, SIG_DFL);
    sigprocmask(SIG_SETMASK, &none, NULL);
    /* No proxy, key log or library switch of the environment may change how we send. */
    if (clearenv() != 0) return false;
    return setenv("RES_OPTIONS", "timeout:2 attempts:2", 1) == 0;
}

static _Noreturn void run_child(const struct route *route, const struct envelope *envelope,
                                const char *token, int pipe, pid_t parent)
{
    struct grant grant = {
        .token = {.limit_bytes = OAUTH_TOKEN_BYTES + 1, .is_private = true}};
    bool is_told = false;
    if (!leave_all_behind(pipe, parent)) _exit(1);
    /* Locked pages do not stay locked across fork. Where the limit is reached the host must
     * have no swap. */
    (void)mlock(envelope->body.start, envelope->body.size_bytes);
    if (token[0] && bytes_add_text(&grant.token, token)) _exit(1);
    if (http_start()) _exit(1);
    struct verdict verdict = deliver(route, envelope, &grant, tell_sending, &is_told);
    tell_grant(&grant);
    tell_verdict(&verdict);
    /* No cleaning up: it would wait for a name server that hangs. */
    _exit(0);
}

/* The courier's side */

static uint64_t most_ms_of(const struct route *route)
{
    const struct delivery_adapter *adapter = adapter_find(route->adapter);
    bool is_one = !adapter || adapter->messages_most == 1;
    return is_one && route->access != ACCESS_OAUTH2 ? ATTEMPT_MOST_MS : ATTEMPT_SEVERAL_MOST_MS;
}

enum err attempt_start(const struct route *route, int route_place,
                       const struct envelope *envelope, const char *token, uint64_t now_ms,
                       struct attempt *attempt_out)
{
    int ends[2];
    if (pipe2(ends, O_CLOEXEC | O_NONBLOCK) < 0) return ERR_SYSTEM;
    pid_t parent = getpid(), child = fork();
    if (child == 0) {
        /* Only our end must not block; the child may wait for us. */
        fcntl(ends[1], F_SETFL, 0);
        run_child(route, envelope, token, ends[1], parent);
    }
    close(ends[1]);
    if (child < 0) {
        close(ends[0]);
        return ERR_SYSTEM;
    }
    memset(attempt_out, 0, sizeof *attempt_out);
    attempt_out->child = child;
    attempt_out->pipe = ends[0];
    attempt_out->id = envelope->id;
    attempt_out->route = route_place;
    attempt_out->ends_ms = now_ms + most_ms_of(route);
    attempt_out->report = (struct bytes){.limit_bytes = REPORT_BYTES, .is_private = true};
    return ERR_NONE;
}

static void wait_for_end(struct attempt *attempt)
{
    while (waitpid(attempt->child, NULL, 0) < 0 && errno == EINTR) continue;
    attempt->child = 0;
}

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
    struct grant_head head;
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
        if (kind == SENDING) continue;
        if (kind == GRANT && take_grant(&unread, &attempt->grant)) continue;
        return kind == VERDICT && take(&unread, verdict_out, sizeof *verdict_out)
               && unread.size_bytes == 0 && verdict_is_sound(verdict_out);
    }
    return false;
}

enum err attempt_read(struct attempt *attempt, struct verdict *verdict_out)
{
    for (;;) {
        char in[512];
        ssize_t size = read(attempt->pipe, in, sizeof in);
        if (size < 0 && errno == EINTR) continue;
        if (size < 0 && errno == EAGAIN) return ERR_TIMEOUT;
        if (size <= 0) break;
        if (attempt->report.size_bytes == 0 && in[0] == SENDING) attempt->may_be_sent = true;
        enum err err = bytes_add(&attempt->report, in, (size_t)size);
        sodium_memzero(in, sizeof in);
        if (err) break;
    }
    close(attempt->pipe);
    attempt->pipe = -1;
    if (attempt->child > 0) wait_for_end(attempt);
    if (!take_report(attempt, verdict_out)) {
        *verdict_out = silent(attempt, REASON_OURSELVES);
        grant_wipe(&attempt->grant);
    }
    bytes_wipe(&attempt->report);
    return ERR_NONE;
}

void attempt_kill(struct attempt *attempt, struct verdict *verdict_out)
{
    kill(attempt->child, SIGKILL);
    /* Dead first, read then: what it wrote with its last breath ("the request is about to
     * leave") must count. */
    wait_for_end(attempt);
    if (attempt_read(attempt, verdict_out)) *verdict_out = silent(attempt, REASON_TIMED_OUT);
    if (verdict_out->reason == REASON_OURSELVES) verdict_out->reason = REASON_TIMED_OUT;
}
