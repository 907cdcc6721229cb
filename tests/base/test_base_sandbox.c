/* SPDX-License-Identifier: EUPL-1.2 */
/* What base promises of a sandbox: which right opens what, what an older kernel gets, and that
 * nobody is told of a sandbox that is not there. What each program gives up: tests/secrecy.
 *
 * Built without sanitizers, under which there is no sandbox. What is tried runs in a process of
 * its own, which shares our memory: so line counts reach the disk, where it may write nothing.
 */
#include "base/promise.h"

#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <seccomp.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/ptrace.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/sandbox.h"
#include "base/scratch.h"

#define MIB (1024ul * 1024)

/* Calls that fail, and a kernel that is older or newer than it is */

enum call {
    NOTHING, GETRLIMIT, SETRLIMIT, OPEN, FSTAT, SYSCALL, PRCTL, INIT, LISTED, RULE, ATTRIBUTE,
    LOAD
};

static struct kernel {
    enum call fails;
    int before;               /* so many calls of it work first */
    int number;               /* errno of the failure */
    long version;             /* of Landlock, when not 0 */
    unsigned long long asked;   /* the rights that were asked for */
} kernel;

static bool fails(enum call call)
{
    if (kernel.fails != call || kernel.before-- != 0) return false;
    errno = kernel.number;
    return true;
}

#define WRAP(call, type, name, failed, parameters, arguments)                                  \
    type __real_##name parameters;                                                             \
    type __wrap_##name parameters;                                                             \
    type __wrap_##name parameters                                                              \
    {                                                                                          \
        return fails(call) ? (failed) : __real_##name arguments;                               \
    }

WRAP(GETRLIMIT, int, getrlimit, -1, (int what, struct rlimit *limit), (what, limit))
WRAP(SETRLIMIT, int, setrlimit, -1, (int what, const struct rlimit *limit), (what, limit))
WRAP(OPEN, int, open, -1, (const char *path, int flags, mode_t mode), (path, flags, mode))
WRAP(FSTAT, int, fstat, -1, (int fd, struct stat *facts), (fd, facts))
WRAP(PRCTL, int, prctl, -1, (int what, long a, long b, long c, long d), (what, a, b, c, d))
WRAP(INIT, scmp_filter_ctx, seccomp_init, NULL, (uint32_t otherwise), (otherwise))
WRAP(LISTED, int, seccomp_rule_add, -ENOMEM,
     (scmp_filter_ctx filter, uint32_t action, int call, unsigned none),
     (filter, action, call, none))
WRAP(RULE, int, seccomp_rule_add_array, -ENOMEM,
     (scmp_filter_ctx filter, uint32_t action, int call, unsigned count,
      const struct scmp_arg_cmp *arguments), (filter, action, call, count, arguments))
WRAP(ATTRIBUTE, int, seccomp_attr_set, -EINVAL,
     (scmp_filter_ctx filter, enum scmp_filter_attr what, uint32_t value),
     (filter, what, value))
WRAP(LOAD, int, seccomp_load, -EPERM, (scmp_filter_ctx filter), (filter))

long __real_syscall(long call, long a, long b, long c, long d);
long __wrap_syscall(long call, long a, long b, long c, long d);
long __wrap_syscall(long call, long a, long b, long c, long d)
{
    bool is_list = call == SYS_landlock_create_ruleset, asks_version = is_list && a == 0;
    if (is_list && !asks_version) memcpy(&kernel.asked, (const void *)a, sizeof kernel.asked);
    if (fails(SYSCALL)) return -1;
    if (asks_version && kernel.version > 0) return kernel.version;
    return __real_syscall(call, a, b, c, d);
}

/* The process */

static char home[64];
static char _Alignas(16) stack[256 * 1024];
static int (*work)(void);

static int run(void *with)
{
    (void)with;
    return work();
}

/* What `what` gives. Its limits, filters and open files end with it. */
static int in_a_child(int (*what)(void))
{
    int status = 0;
    work = what;
    pid_t child = clone(run, stack + sizeof stack, CLONE_VM | CLONE_VFORK | SIGCHLD, NULL);
    assert_true(child > 0);
    assert_int_equal(waitpid(child, &status, 0), child);
    if (WIFSIGNALED(status)) fail_msg("killed by signal %d", WTERMSIG(status));
    return WEXITSTATUS(status);
}

static const char *at(const char *name)
{
    static char paths[8][128];
    static unsigned next;
    char *path = paths[next++ % 8];
    snprintf(path, sizeof paths[0], "%s/%s", home, name);
    return path;
}

static int set_up(void **state)
{
    (void)state;
    static const char *const folders[] = {"read", "write", "socket"};
    static const char *const files[] = {"read/a", "write/a", "device", "one", "secret"};
    scratch_make(home);
    for (size_t i = 0; i < sizeof folders / sizeof folders[0]; i++)
        if (mkdir(at(folders[i]), 0700) < 0) return 1;
    for (size_t i = 0; i < sizeof files / sizeof files[0]; i++) {
        int fd = open(at(files[i]), O_WRONLY | O_CREAT, 0600);
        if (fd < 0) return 1;
        close(fd);
    }
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    scratch_remove(home);
    return 0;
}

/* Paths */

static int said(long result) { return result < 0 ? errno : 0; }

static int opened(const char *name, int flags)
{
    int fd = open(at(name), flags, 0600), number = said(fd);
    if (fd >= 0) close(fd);
    return number;
}

static int listened(const char *name)
{
    struct sockaddr_un address = {.sun_family = AF_UNIX};
    snprintf(address.sun_path, sizeof address.sun_path, "%s", at(name));
    int fd = socket(AF_UNIX, SOCK_STREAM, 0);
    int number = said(bind(fd, (const struct sockaddr *)&address, sizeof address));
    close(fd);
    return number;
}

static enum err close_paths(struct sandbox_state *state)
{
    const struct sandbox_path paths[] = {
        {at("read"), SANDBOX_READ},     {at("write"), SANDBOX_WRITE},
        {at("socket"), SANDBOX_SOCKET}, {at("device"), SANDBOX_DEVICE},
        {at("one"), SANDBOX_READ},      {at("not-there"), SANDBOX_WRITE},
    };
    return sandbox_paths(paths, sizeof paths / sizeof paths[0], state);
}

#define EXPECT(number, what)                                                                   \
    do {                                                                                       \
        int got = what;                                                                        \
        if (got != (number)) {                                                                 \
            fprintf(stderr, "%s: %s\n", #what, strerror(got));                                 \
            wrong++;                                                                           \
        }                                                                                      \
    } while (0)

static int try_paths(void)
{
    struct sandbox_state state = {0};
    char *const words[] = {(char *)(uintptr_t) "true", NULL};
    int wrong = 0;
    if (close_paths(&state) || state.paths_version < 2) return 99;
    EXPECT(0, opened("read/a", O_RDONLY));
    EXPECT(EACCES, opened("read/a", O_WRONLY));
    EXPECT(EACCES, opened("read/new", O_WRONLY | O_CREAT));
    EXPECT(EACCES, said(unlink(at("read/a"))));
    EXPECT(0, opened("write/new", O_WRONLY | O_CREAT));
    EXPECT(0, said(rename(at("write/new"), at("write/newer"))));
    EXPECT(0, said(unlink(at("write/newer"))));
    EXPECT(EACCES, said(mkdir(at("write/folder"), 0700)));
    EXPECT(EACCES, listened("write/listening"));
    EXPECT(0, opened("device", O_RDWR));
    EXPECT(EACCES, said(unlink(at("device"))));
    EXPECT(0, listened("socket/listening"));
    EXPECT(0, said(unlink(at("socket/listening"))));
    EXPECT(EACCES, opened("socket/file", O_WRONLY | O_CREAT));
    EXPECT(0, opened("one", O_RDONLY));
    EXPECT(EACCES, opened("one", O_WRONLY));
    EXPECT(EACCES, opened("secret", O_RDONLY));
    EXPECT(EACCES, said(execve("/bin/true", words, NULL)));
    return wrong;
}

static void each_path_opens_as_far_as_its_right_and_no_other_at_all(void **state)
{
    (void)state;
    assert_int_equal(in_a_child(try_paths), 0);
}

static int ask_to_read(void)
{
    struct sandbox_state state = {0};
    const struct sandbox_path path = {at("read"), SANDBOX_READ};
    return (int)sandbox_paths(&path, 1, &state);
}

static int ask_to_write(void)
{
    struct sandbox_state state = {0};
    enum err err = close_paths(&state);
    return !err && state.paths_version == 0 && opened("secret", O_RDONLY) == 0 ? 0 : 99;
}

static void a_kernel_is_asked_only_for_what_it_knows(void **state)
{
    (void)state;
    static const struct { long version; unsigned bits; } rows[] = {
        {1, 13}, {2, 14}, {3, 15}, {4, 15}, {5, 16}, {6, 16}};
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        /* The list itself is refused: this kernel may know less than that. */
        kernel = (struct kernel){.fails = SYSCALL, .before = 1, .version = rows[i].version};
        assert_int_equal(in_a_child(ask_to_read), ERR_SYSTEM);
        assert_int_equal(kernel.asked, (1ull << rows[i].bits) - 1);
    }
}

/* Version 1 lets no file move between folders, which a spool cannot do without. */
static void a_kernel_that_knows_too_little_gives_no_paths_and_says_so(void **state)
{
    (void)state;
    kernel = (struct kernel){.version = 1};
    assert_int_equal(in_a_child(ask_to_write), 0);
    kernel = (struct kernel){.fails = SYSCALL, .number = ENOSYS};
    assert_int_equal(in_a_child(ask_to_write), 0);
}

/* Limits */

static int get(int what, rlim_t unit)
{
    struct rlimit limit;
    return getrlimit(what, &limit) < 0 ? -1 : (int)(limit.rlim_max / unit);
}

static enum sandbox_program program;

static int limit_all(void)
{
    int wrong = 0;
    bool has_screen = program == SANDBOX_KIOSK || program == SANDBOX_DEMO;
    if (sandbox_limits(program)) return 99;
    EXPECT(0, get(RLIMIT_CORE, 1));
    EXPECT(256, get(RLIMIT_NOFILE, 1));
    EXPECT(has_screen ? 128 : 16, get(RLIMIT_FSIZE, MIB));
    EXPECT(has_screen ? 4096 : 1024, get(RLIMIT_AS, MIB));
    return wrong;
}

static int limit_less(void)
{
    int wrong = 0;
    struct rlimit few = {64, 64};
    if (setrlimit(RLIMIT_NOFILE, &few) < 0 || sandbox_limits(SANDBOX_KIOSK)) return 99;
    EXPECT(64, get(RLIMIT_NOFILE, 1));
    return wrong;
}

static void limits_are_set_and_never_raised(void **state)
{
    (void)state;
    for (program = SANDBOX_KIOSK; program <= SANDBOX_ATTEMPT; program++)
        assert_int_equal(in_a_child(limit_all), 0);
    assert_int_equal(in_a_child(limit_less), 0);
}

/* Calls */

static int try_calls(void)
{
    struct sandbox_state state = {0};
    char *const words[] = {(char *)(uintptr_t) "true", NULL};
    int wrong = 0;
    if (sandbox_calls(program, &state) || !state.has_calls) return 99;
    EXPECT(EPERM, said(execve("/bin/true", words, NULL)));
    EXPECT(EPERM, said(ptrace(PTRACE_ATTACH, getppid(), NULL, NULL)));
    EXPECT(EPERM, said(kill(getppid(), SIGTERM)));
    EXPECT(EPERM, said(socket(AF_PACKET, SOCK_RAW, 0)));
    EXPECT(EPERM, said(prctl(PR_SET_DUMPABLE, 1, 0, 0, 0)));
    EXPECT(0, said(prctl(PR_SET_NAME, (long)(uintptr_t) "naast-test", 0, 0, 0)));
    EXPECT(0, opened("one", O_RDONLY));
    EXPECT(0, said(socket(AF_UNIX, SOCK_SEQPACKET, 0)));
    EXPECT(program == SANDBOX_RUNNER ? 0 : EPERM, said(socket(AF_INET, SOCK_STREAM, 0)));
    return wrong;
}

static int process(void)
{
    pid_t child = fork();
    if (child == 0) _exit(0);
    return said(child);
}

/* It takes from what the runner has. */
static int try_attempt(void)
{
    struct sandbox_state state = {0};
    int wrong = 0;
    program = SANDBOX_RUNNER;
    if (try_calls() != 0) return 98;
    EXPECT(0, process());
    if (sandbox_calls(SANDBOX_ATTEMPT, &state) || !state.has_calls) return 99;
    EXPECT(EPERM, process());
    EXPECT(0, said(socket(AF_INET, SOCK_STREAM, 0)));
    EXPECT(0, opened("one", O_RDONLY));
    return wrong;
}

static void no_program_starts_another_or_looks_into_one(void **state)
{
    (void)state;
    for (program = SANDBOX_KIOSK; program <= SANDBOX_RUNNER; program++)
        assert_int_equal(in_a_child(try_calls), 0);
}

static void an_attempt_gives_up_new_processes_too(void **state)
{
    (void)state;
    assert_int_equal(in_a_child(try_attempt), 0);
}

/* Failures */

static int close_all(void)
{
    struct sandbox_state state = {0};
    enum err err = sandbox_limits(SANDBOX_COURIER);
    if (!err) err = close_paths(&state);
    if (!err) err = sandbox_calls(SANDBOX_COURIER, &state);
    if (err && state.has_calls) return 99;
    if (!err && (!state.has_calls || state.paths_version == 0)) return 98;
    return (int)err;
}

static void what_cannot_be_closed_is_an_error(void **state)
{
    (void)state;
    static const struct { enum call fails; int before, number; enum err err; } rows[] = {
        {NOTHING, 0, 0, ERR_NONE},
        {GETRLIMIT, 0, EPERM, ERR_SYSTEM}, {SETRLIMIT, 0, EPERM, ERR_SYSTEM},
        {SETRLIMIT, 1, EPERM, ERR_SYSTEM}, {SETRLIMIT, 2, EPERM, ERR_SYSTEM},
        {SETRLIMIT, 3, EPERM, ERR_SYSTEM},
        {OPEN, 0, EMFILE, ERR_SYSTEM}, {OPEN, 3, ENOMEM, ERR_SYSTEM},
        {OPEN, 0, ENOTDIR, ERR_NONE}, {OPEN, 0, EACCES, ERR_NONE},
        {FSTAT, 0, EIO, ERR_SYSTEM},
        {SYSCALL, 1, EINVAL, ERR_SYSTEM},   /* the list itself */
        {SYSCALL, 2, ENOMEM, ERR_SYSTEM},   /* its first path */
        {SYSCALL, 7, EPERM, ERR_SYSTEM},    /* after five paths: to be bound by it */
        {PRCTL, 0, EINVAL, ERR_SYSTEM},
        {INIT, 0, ENOMEM, ERR_MEMORY}, {LISTED, 0, ENOMEM, ERR_SYSTEM},
        {LISTED, 60, ENOMEM, ERR_SYSTEM}, {RULE, 0, ENOMEM, ERR_SYSTEM},
        {RULE, 9, ENOMEM, ERR_SYSTEM}, {ATTRIBUTE, 0, EINVAL, ERR_SYSTEM},
        {ATTRIBUTE, 1, EINVAL, ERR_SYSTEM}, {LOAD, 0, EPERM, ERR_SYSTEM},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        kernel = (struct kernel){rows[i].fails, rows[i].before, rows[i].number, 0, 0};
        int got = in_a_child(close_all);
        if (got != (int)rows[i].err)
            fail_msg("call %d, after %d: %d", rows[i].fails, rows[i].before, got);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_path_opens_as_far_as_its_right_and_no_other_at_all),
        cmocka_unit_test(a_kernel_is_asked_only_for_what_it_knows),
        cmocka_unit_test(a_kernel_that_knows_too_little_gives_no_paths_and_says_so),
        cmocka_unit_test(limits_are_set_and_never_raised),
        cmocka_unit_test(no_program_starts_another_or_looks_into_one),
        cmocka_unit_test(an_attempt_gives_up_new_processes_too),
        cmocka_unit_test(what_cannot_be_closed_is_an_error),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
