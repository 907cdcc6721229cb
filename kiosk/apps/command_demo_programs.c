/* SPDX-License-Identifier: EUPL-1.2 */
#include "apps/command_demo_programs.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdint.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "base/clock.h"

#define ASK_MS 20 /* between two looks at something we wait for */
#define END_MS 5000

static volatile sig_atomic_t was_stopped;

static void note_stop(int signal_number)
{
    (void)signal_number;
    was_stopped = 1;
}

void demo_catch_stops(void)
{
    struct sigaction action = {.sa_handler =
                                   note_stop}; /* no SA_RESTART: waiting ends at once */
    sigaction(SIGINT, &action, NULL);
    sigaction(SIGTERM, &action, NULL);
    sigaction(SIGHUP, &action, NULL);
}

bool demo_was_stopped(void)
{
    return was_stopped;
}

static void sleep_ms(int wait_ms)
{
    struct timespec time = {.tv_sec = wait_ms / 1000,
                            .tv_nsec = (long)(wait_ms % 1000) * 1000000};
    nanosleep(&time, NULL);
}

void demo_pause(int wait_ms)
{
    uint64_t end_ms = clock_boot_ms() + (uint64_t)wait_ms;
    while (!was_stopped && clock_boot_ms() < end_ms)
        sleep_ms(wait_ms < ASK_MS ? wait_ms : ASK_MS);
}

enum err demo_wait_until(bool (*is)(void *with), void *with, int wait_ms)
{
    uint64_t end_ms = clock_boot_ms() + (uint64_t)wait_ms;
    while (!is(with)) {
        if (was_stopped) return ERR_CLOSED;
        if (clock_boot_ms() >= end_ms) return ERR_TIMEOUT;
        sleep_ms(ASK_MS);
    }
    return ERR_NONE;
}

/* Runs between fork and exec: calls only what is safe there. */
static void become(const char *const words[], unsigned how, int stdout_fd, pid_t parent)
{
    signal(SIGINT, SIG_DFL);
    signal(SIGTERM, SIG_DFL);
    signal(SIGHUP, SIG_DFL);
    setpgid(0, 0);
    prctl(PR_SET_PDEATHSIG, SIGTERM);
    if (getppid() != parent) _exit(127);
    int null_fd = open("/dev/null", O_RDWR);
    if (null_fd < 0) _exit(127);
    dup2(null_fd, STDIN_FILENO);
    dup2(stdout_fd >= 0 ? stdout_fd : null_fd, STDOUT_FILENO);
    if (how & DEMO_IS_QUIET) dup2(null_fd, STDERR_FILENO);
    /* execvp takes its words without const and does not write to them. */
    execvp(words[0], (char *const *)(uintptr_t)words);
    _exit(127);
}

enum err demo_start(struct demo_program *program, const char *name, const char *const words[],
                    unsigned how)
{
    int ends[2] = {-1, -1};
    *program = (struct demo_program){.name = name, .said_fd = -1};
    if ((how & DEMO_SPEAKS) && pipe2(ends, O_CLOEXEC) < 0) return ERR_SYSTEM;
    pid_t parent = getpid();
    pid_t pid = fork();
    if (pid == 0) become(words, how, ends[1], parent);
    if (ends[1] >= 0) close(ends[1]);
    if (pid < 0) {
        if (ends[0] >= 0) close(ends[0]);
        return ERR_SYSTEM;
    }
    setpgid(pid, pid);
    program->pid = pid;
    program->said_fd = ends[0];
    return ERR_NONE;
}

static void forget(struct demo_program *program)
{
    program->pid = 0;
    if (program->said_fd >= 0) close(program->said_fd);
    program->said_fd = -1;
}

/* Takes note of its end. */
static bool has_ended(struct demo_program *program)
{
    int status = 0;
    if (program->pid == 0) return true;
    pid_t pid = waitpid(program->pid, &status, WNOHANG);
    if (pid == 0 || (pid < 0 && errno == EINTR)) return false;
    program->pid = 0;
    program->failed = !WIFEXITED(status) || WEXITSTATUS(status) != 0;
    program->status = WIFEXITED(status) ? WEXITSTATUS(status) : 0;
    return true;
}

bool demo_is_running(struct demo_program *program)
{
    return !has_ended(program);
}

static bool is_gone(void *with)
{
    return !demo_is_running(with);
}

void demo_stop(struct demo_program *program)
{
    if (!demo_is_running(program)) {
        if (program->name) forget(program);
        return;
    }
    kill(program->pid, SIGTERM);
    uint64_t end_ms = clock_boot_ms() + END_MS;
    while (!is_gone(program)) { /* also when the demo itself was stopped */
        if (clock_boot_ms() >= end_ms) {
            kill(program->pid, SIGKILL);
            waitpid(program->pid, NULL, 0);
            break;
        }
        sleep_ms(ASK_MS);
    }
    forget(program);
}

enum err demo_run(const char *const words[], unsigned how)
{
    struct demo_program program;
    enum err err = demo_start(&program, words[0], words, how);
    if (err) return err;
    while (!has_ended(&program)) {
        if (was_stopped) {
            demo_stop(&program);
            return ERR_CLOSED;
        }
        sleep_ms(2);
    }
    return program.failed ? ERR_REFUSED : ERR_NONE;
}

enum err demo_first_line(struct demo_program *program, char *out, size_t room_bytes,
                         int wait_ms)
{
    uint64_t end_ms = clock_boot_ms() + (uint64_t)wait_ms;
    size_t size = 0;
    while (size + 1 < room_bytes) {
        if (was_stopped) return ERR_CLOSED;
        if (clock_boot_ms() >= end_ms) return ERR_TIMEOUT;
        struct pollfd fd = {.fd = program->said_fd, .events = POLLIN};
        if (poll(&fd, 1, ASK_MS) <= 0) continue;
        ssize_t count = read(program->said_fd, out + size, 1);
        if (count < 0 && errno == EINTR) continue;
        if (count <= 0) return ERR_CLOSED;
        if (out[size] == '\n') {
            out[size] = 0;
            return ERR_NONE;
        }
        size++;
    }
    return ERR_LARGE;
}
