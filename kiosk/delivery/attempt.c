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

#include "base/clock.h"
#include "delivery/adapter.h"
#include "spool/keys.h"

#define TOKEN_BYTES 4096
#define CHILD_PIPE 3
#define SENDING 's'   /* from here on bytes of the request may leave */

/* Delivering */

static struct verdict cannot_start(enum reason reason)
{
    return (struct verdict){.outcome = OUTCOME_NEEDS_OPERATOR, .reason = reason};
}

/* One line of visible characters: with a line break in it, a token could add headers of its
 * own. */
static enum err read_token(const struct route *route, struct bytes *token)
{
    if (!route->token_path[0]) return bytes_add(token, "", 0);
    enum err err = secret_file_check(route->token_path);
    if (!err) err = file_read(route->token_path, token);
    if (err) return err;
    while (token->size_bytes > 0 && strchr("\r\n", token->start[token->size_bytes - 1]))
        token->start[--token->size_bytes] = 0;
    for (size_t i = 0; i < token->size_bytes; i++)
        if (token->start[i] <= 0x20 || token->start[i] > 0x7e) return ERR_FORMAT;
    return token->size_bytes > 0 ? ERR_NONE : ERR_FORMAT;
}

struct verdict attempt_deliver(const struct route *route, const struct envelope *envelope,
                               void (*before_send)(void *with), void *with)
{
    static struct http_message message;   /* large; one attempt a process */
    static struct http_answer answer;
    const struct delivery_adapter *adapter = adapter_find(route->adapter);
    if (!adapter) return cannot_start(REASON_ADAPTER);

    struct bytes token = {.limit_bytes = TOKEN_BYTES, .is_private = true};
    enum err err = read_token(route, &token);
    struct verdict verdict = cannot_start(REASON_TOKEN);
    if (!err) {
        err = adapter->write(route, envelope, token.start, &message);
        if (err) verdict = cannot_start(REASON_NOT_ALLOWED);
    }
    if (!err) {
        http_post(&message, before_send, with, &answer);
        verdict = adapter->judge(route, envelope, &answer, clock_wall_s());
    }
    bytes_wipe(&token);
    sodium_memzero(&message, sizeof message);
    sodium_memzero(&answer, sizeof answer);
    return verdict;
}

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
    (void)with;
    static const unsigned char sending = SENDING;
    tell_parent(&sending, 1);
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
                                int pipe, pid_t parent)
{
    if (!leave_all_behind(pipe, parent)) _exit(1);
    /* Locked pages do not stay locked across fork. Where the limit is reached the host must
     * have no swap. */
    (void)mlock(envelope->body.start, envelope->body.size_bytes);
    if (http_start()) _exit(1);
    struct verdict verdict = attempt_deliver(route, envelope, tell_sending, NULL);
    tell_parent(&verdict, sizeof verdict);
    /* No cleaning up: it would wait for a name server that hangs. */
    _exit(0);
}

/* The courier's side */

enum err attempt_start(const struct route *route, int route_place,
                       const struct envelope *envelope, uint64_t now_ms,
                       struct attempt *attempt_out)
{
    int ends[2];
    if (pipe2(ends, O_CLOEXEC | O_NONBLOCK) < 0) return ERR_SYSTEM;
    pid_t parent = getpid(), child = fork();
    if (child == 0) {
        /* Only our end must not block; the child may wait for us. */
        fcntl(ends[1], F_SETFL, 0);
        run_child(route, envelope, ends[1], parent);
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
    attempt_out->ends_ms = now_ms + ATTEMPT_MOST_MS;
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

static void take_report(const struct attempt *attempt, struct verdict *verdict_out)
{
    *verdict_out = attempt->report.verdict;
    if (attempt->got_bytes != sizeof attempt->report || !verdict_is_sound(verdict_out))
        *verdict_out = silent(attempt, REASON_OURSELVES);
}

enum err attempt_read(struct attempt *attempt, struct verdict *verdict_out)
{
    for (;;) {
        unsigned char in[1 + sizeof attempt->report];
        ssize_t size = read(attempt->pipe, in, sizeof in);
        if (size < 0 && errno == EINTR) continue;
        if (size < 0 && errno == EAGAIN) return ERR_TIMEOUT;
        if (size <= 0) break;
        size_t from = 0;
        /* A verdict begins with a small number, never with this letter. */
        if (!attempt->may_be_sent && attempt->got_bytes == 0 && in[0] == SENDING) {
            attempt->may_be_sent = true;
            from = 1;
        }
        size_t more = (size_t)size - from;
        if (more > sizeof attempt->report - attempt->got_bytes) {
            attempt->got_bytes = 0;
            break;
        }
        memcpy(attempt->report.bytes + attempt->got_bytes, in + from, more);
        attempt->got_bytes += more;
    }
    close(attempt->pipe);
    attempt->pipe = -1;
    if (attempt->child > 0) wait_for_end(attempt);
    take_report(attempt, verdict_out);
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
