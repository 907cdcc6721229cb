/* SPDX-License-Identifier: EUPL-1.2 */
/* supervise.c - what systemd does for a service with Type=notify, Restart=always and
 * WatchdogSec, where there is no systemd:  faults_supervise SECONDS PROGRAM WORD...
 *
 * Starts the program, kills it when it has been silent for so many seconds after it was ready,
 * starts it again when it ended, and prints what happens: "started PID", "ready", "kick",
 * "silent", "ended" with its status or signal, and whether it left a core. Ends, and with it
 * the program, when its input ends.
 * Source: sd_notify(3), sd_watchdog_enabled(3), systemd.service(5). */
#include <poll.h>
#include <signal.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#define RESTART_MS 100

static uint64_t now_ms(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (uint64_t)now.tv_sec * 1000 + (uint64_t)now.tv_nsec / 1000000;
}

/* An abstract address: nothing is left in any folder. */
static int listen_for_notes(void)
{
    struct sockaddr_un address = {.sun_family = AF_UNIX};
    char name[64];
    int size = snprintf(name, sizeof name, "@naast-supervise-%d", (int)getpid());
    int fd = socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0);
    memcpy(address.sun_path, name, (size_t)size);
    address.sun_path[0] = 0;
    socklen_t bytes = (socklen_t)(offsetof(struct sockaddr_un, sun_path) + (size_t)size);
    if (fd < 0 || bind(fd, (struct sockaddr *)&address, bytes) < 0) exit(3);
    setenv("NOTIFY_SOCKET", name, 1);
    return fd;
}

static pid_t start(char **words, uint64_t most_ms)
{
    pid_t child = fork();
    if (child < 0) exit(3);
    if (child == 0) {
        char text[32];
        snprintf(text, sizeof text, "%llu", (unsigned long long)most_ms * 1000);
        setenv("WATCHDOG_USEC", text, 1);
        snprintf(text, sizeof text, "%d", (int)getpid());
        setenv("WATCHDOG_PID", text, 1);
        prctl(PR_SET_PDEATHSIG, SIGKILL);
        execv(words[0], words);
        _exit(127);
    }
    printf("started %d\n", (int)child);
    return child;
}

/* True when it is ready now, or has just said that it lives. */
static bool hear(int notes)
{
    char note[4096];
    ssize_t size = recv(notes, note, sizeof note - 1, 0);
    if (size < 0) exit(3);
    note[size] = 0;
    bool is_ready = strstr(note, "READY=1"), is_kick = strstr(note, "WATCHDOG=1");
    if (is_ready) puts("ready");
    if (is_kick) puts("kick");
    return is_ready || is_kick;
}

/* "ended 75", "ended by signal 11", "ended by signal 11 with a core" */
static void say_end(int status)
{
    if (WIFSIGNALED(status))
        printf("ended by signal %d%s\n", WTERMSIG(status),
               WCOREDUMP(status) ? " with a core" : "");
    else printf("ended %d\n", WEXITSTATUS(status));
}

int main(int argc, char **argv)
{
    if (argc < 3) return 2;
    uint64_t most_ms = strtoull(argv[1], NULL, 10) * 1000, silent_ms = 0;
    setvbuf(stdout, NULL, _IOLBF, 0);
    int notes = listen_for_notes();
    pid_t child = start(argv + 2, most_ms);
    for (;;) {
        struct pollfd fds[2] = {{.fd = notes, .events = POLLIN}, {.fd = STDIN_FILENO}};
        if (poll(fds, 2, RESTART_MS) < 0) return 3;
        if (fds[1].revents) return 0;
        if (fds[0].revents && hear(notes)) silent_ms = now_ms() + most_ms;
        if (silent_ms != 0 && now_ms() >= silent_ms) {
            puts("silent");
            kill(child, SIGKILL);
            silent_ms = 0;
        }
        int status = 0;
        if (waitpid(child, &status, WNOHANG) != child) continue;
        say_end(status);
        silent_ms = 0;
        child = start(argv + 2, most_ms);
    }
}
