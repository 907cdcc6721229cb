/* SPDX-License-Identifier: EUPL-1.2 */
/* runner.h - the process that attempts are forked from.
 *
 * Why:    the courier has keys and spool, and may, once it runs, neither open an internet
 *         socket nor start a process. The runner may do both, and has neither keys nor spool:
 *         it is forked before the keys are read, and goes into a sandbox of its own.
 * Shape:  courier and runner share a socket. For an attempt the courier sends one end of a
 *         fresh channel through it; the runner forks and forgets. The child sends a handle on
 *         itself (a pidfd) back through the channel, and only then is told what to do: nobody
 *         who cannot be killed hears a word of a visitor, and the runner hears none at all.
 * Ends:   a child dies with the runner, the runner with the courier (PR_SET_PDEATHSIG). All of
 *         them hold the lock of one empty file, which the kernel gives back when the last one
 *         is gone; the next courier begins only then, so that no two ever send.
 * Errors: ERR_EXISTS (an earlier runner or child of it still lives), ERR_CLOSED (the runner or
 *         the child is gone), ERR_TIMEOUT, ERR_DISK, ERR_SYSTEM.
 * Thread: one. Start it from a process with one thread (fork). */
#ifndef NAAST_DELIVERY_RUNNER_H
#define NAAST_DELIVERY_RUNNER_H
#include "base/err.h"

#define RUNNER_LOCK_NAME "sending"
#define RUNNER_CHANNEL 3           /* a child's end of it */
#define RUNNER_PATIENCE_S 5        /* for a word of the child, or its ear */

struct runner {
    int handle;            /* readable when it has died */
    int socket;
};

struct runner_work {
    enum err (*confine)(void);                      /* in the runner, once; NULL: not */
    void (*run)(int channel, const void *with);     /* in each child */
    const void *with;
};

/* `folder` is open and the courier's own; the lock lies in it. Comes back when the runner is in
 * its sandbox. `work` and what it points to are copied by fork. */
enum err runner_start(int folder, const struct runner_work *work,
                      struct runner *runner_out) MUST_USE;
/* A child that waits at the other end of the channel (blocking, RUNNER_PATIENCE_S). */
enum err runner_fork(const struct runner *runner, int *channel_out, int *handle_out) MUST_USE;
void runner_end(struct runner *runner);    /* and its children; accepts a zeroed value */

/* Comes back when that process is dead, and closes the handle. */
void runner_kill(int handle);
/* The end of a runner or child: at once, nothing is cleaned up. */
_Noreturn void runner_leave(int status);

#endif
