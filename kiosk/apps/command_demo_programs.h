/* SPDX-License-Identifier: EUPL-1.2 */
/* command_demo_programs.h - the programs a demo starts, waits for and ends. Never by way of a
 * shell.
 *
 * Shape:  every program gets its own process group, so that Ctrl-C reaches only the demo, which
 * then ends them in order; should the demo itself be killed, the kernel ends them. Thread: one.
 */
#ifndef NAAST_APPS_COMMAND_DEMO_PROGRAMS_H
#define NAAST_APPS_COMMAND_DEMO_PROGRAMS_H
#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>
#include "base/err.h"

struct demo_program {
    const char *name;
    pid_t pid;   /* 0: not running */
    bool failed; /* it ended by itself, and not with status 0 */
    int status;  /* when it exited: its exit status */
    int said_fd; /* what it says on stdout, when asked for; -1: none */
};

#define DEMO_SPEAKS 1   /* read its stdout through said_fd */
#define DEMO_IS_QUIET 2 /* its stderr is of no use to anyone */

/* `words[0]` is the program: a path, or a name to look for in PATH. */
enum err demo_start(struct demo_program *program, const char *name, const char *const words[],
                    unsigned how) MUST_USE;
/* Starts it and waits for its end. ERR_REFUSED: it ended with another status than 0;
 * ERR_CLOSED: the demo was stopped. */
enum err demo_run(const char *const words[], unsigned how) MUST_USE;
void demo_stop(
    struct demo_program *program); /* asks, waits 5 s, insists; accepts one that does not run */
bool demo_is_running(struct demo_program *program);
/* Its first line on stdout, without the line end. ERR_TIMEOUT, ERR_CLOSED (it ended),
 * ERR_LARGE. */
enum err demo_first_line(struct demo_program *program, char *out, size_t room_bytes,
                         int wait_ms) MUST_USE;

void demo_catch_stops(void); /* Ctrl-C and SIGTERM from now on only set a mark */
bool demo_was_stopped(void);
void demo_pause(int wait_ms); /* cut short when the demo is stopped */
/* Asks `is` again and again. ERR_TIMEOUT; ERR_CLOSED when the demo was stopped. */
enum err demo_wait_until(bool (*is)(void *with), void *with, int wait_ms) MUST_USE;

#endif
