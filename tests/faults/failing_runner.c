/* SPDX-License-Identifier: EUPL-1.2 */
/* Every call that courier, runner and attempt make from the fork to the verdict fails once, in
 * whichever of them makes it: nobody hangs, nothing stays open, the lock is given back, and the
 * verdict never says that something was sent. */
#include "base/promise.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdarg.h>
#include <sodium.h>
#include <string.h>
#include <sys/pidfd.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <unistd.h>

#include "base/scratch.h"
#include "delivery/attempt.h"
#include "faults/calls.h"

#define ID "8e03978e-40d5-43e8-bc93-6894a57f9324"
#define PLACES 45          /* more than any of the three makes */
#define WAIT_MOST_MS 20000

CALLS_WRAP(int, socketpair, -1, (int family, int kind, int protocol, int ends[2]),
           (family, kind, protocol, ends))
CALLS_WRAP(int, pidfd_open, -1, (pid_t process, unsigned flags), (process, flags))
CALLS_WRAP(int, pidfd_send_signal, -1,
           (int handle, int number, siginfo_t *facts, unsigned flags),
           (handle, number, facts, flags))
CALLS_WRAP(int, poll, -1, (struct pollfd * fds, nfds_t count, int wait_ms),
           (fds, count, wait_ms))
CALLS_WRAP(int, dup2, -1, (int from, int to), (from, to))
CALLS_WRAP(int, close_range, -1, (unsigned from, unsigned to, int flags), (from, to, flags))
CALLS_WRAP(int, clearenv, -1, (void), ())
CALLS_WRAP(int, setenv, -1, (const char *name, const char *value, int replace),
           (name, value, replace))
CALLS_WRAP(pid_t, getppid, 1, (void), ())
CALLS_WRAP(ssize_t, sendmsg, -1, (int fd, const struct msghdr *message, int flags),
           (fd, message, flags))
CALLS_WRAP(ssize_t, recvmsg, -1, (int fd, struct msghdr *message, int flags),
           (fd, message, flags))

int __real_prctl(int what, ...);
int __wrap_prctl(int what, ...);
int __wrap_prctl(int what, ...)
{
    va_list rest;
    va_start(rest, what);
    unsigned long value = va_arg(rest, unsigned long);
    va_end(rest);
    return calls_fail_now() ? -1 : __real_prctl(what, value, 0, 0, 0);
}

static char path[64];
static int folder;
static struct routes routes;

static bool comes_within(int fd, int wait_ms)
{
    struct pollfd waits = {.fd = fd, .events = POLLIN};
    return __real_poll(&waits, 1, wait_ms) == 1;
}

static struct verdict verdict_of(struct attempt *attempt)
{
    struct verdict verdict;
    do {
        if (!comes_within(attempt->channel, WAIT_MOST_MS)) fail_msg("it hangs");
    } while (attempt_read(attempt, &verdict) == ERR_TIMEOUT);
    return verdict;
}

/* What a build with line counts does at the end of a process is none of its calls. */
static void run_and_stop_counting(int channel, const void *with)
{
    attempt_run(channel, with);
    (void)calls_end();
}

/* A route that needs no network: its adapter is not in this program. */
static enum err deliver_once(struct verdict *verdict_out)
{
    static const char body[] = "{}";
    const struct runner_work work = {.run = run_and_stop_counting, .with = &routes};
    struct envelope envelope = {.provider = "raad", .body = {body, sizeof body - 1}};
    struct attempt attempt;
    struct runner runner;
    enum err err = id_read(ID, &envelope.id);
    if (!err) err = runner_start(folder, &work, &runner);
    if (err) return err;
    err = attempt_start(&runner, &routes, 0, &envelope, "token", 1000, &attempt);
    if (!err) *verdict_out = verdict_of(&attempt);
    runner_end(&runner);
    return err;
}

static bool is_harmless(const struct verdict *verdict)
{
    bool is_whole = verdict->outcome == OUTCOME_NEEDS_OPERATOR
                    && verdict->reason == REASON_ADAPTER;
    bool is_nothing = verdict->outcome == OUTCOME_NOT_SENT
                      && verdict->reason == REASON_OURSELVES;
    return is_whole || is_nothing;
}

/* The runner of a failed start may live a moment longer. */
static enum err deliver_in_time(struct verdict *verdict_out)
{
    enum err err = ERR_EXISTS;
    for (int i = 0; err == ERR_EXISTS && i < 500; i++) {
        err = deliver_once(verdict_out);
        if (err == ERR_EXISTS) __real_poll(NULL, 0, 10);
    }
    return err;
}

static void whichever_call_fails_nothing_hangs_or_is_called_sent(void **state)
{
    (void)state;
    static const int causes[] = {EIO, EINTR, EAGAIN};
    int refused = 0, not_begun = 0;
    for (size_t i = 0; i < sizeof causes / sizeof causes[0]; i++) {
        for (int at = 1; at <= PLACES; at++) {
            struct verdict verdict = {.outcome = OUTCOME_NOT_SENT, .reason = REASON_OURSELVES};
            int files = calls_open_files();
            calls_begin(at, causes[i]);
            enum err err = deliver_once(&verdict);
            (void)calls_end();
            if (!is_harmless(&verdict))
                fail_msg("call %d, %s: %s", at, strerror(causes[i]),
                         outcome_name(verdict.outcome));
            refused += err != ERR_NONE;
            not_begun += !err && verdict.outcome == OUTCOME_NOT_SENT;
            if (files != calls_open_files())
                fail_msg("call %d, %s: a file stays open", at, strerror(causes[i]));
            assert_int_equal(deliver_in_time(&verdict), ERR_NONE);
            assert_int_equal(verdict.reason, REASON_ADAPTER);
        }
    }
    print_message("%d refused, %d ended before they began\n", refused, not_begun);
    assert_true(refused > 10 && not_begun > 5);
}

static int set_up(void **state)
{
    (void)state;
    scratch_make(path);
    routes.count = 1;
    routes.all[0].adapter = ADAPTER_NONE;
    folder = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    return folder < 0 || sodium_init() < 0 ? -1 : 0;
}

static int tear_down(void **state)
{
    (void)state;
    (void)calls_end();
    close(folder);
    scratch_remove(path);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(whichever_call_fails_nothing_hangs_or_is_called_sent),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
