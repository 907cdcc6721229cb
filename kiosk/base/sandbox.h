/* SPDX-License-Identifier: EUPL-1.2 */
/* sandbox.h - what a program of ours gives up once it has started, so that whoever takes it
 * over finds nothing to go on with.
 *
 * Paths:  Landlock. What is not named cannot be opened; no file can be run. A kernel before
 *         5.13 (or one without it) has none; before 5.19 only programs that move no file
 *         between folders get it.
 * Calls:  seccomp (libseccomp), a list of what the program needs; everything else fails with
 *         EPERM. No program can be started, no other process looked into, stopped or killed;
 *         but the courier kills those that handed it a handle on themselves.
 * Limits: open files, file size, address space; no core dumps.
 * Rule:   no way back, and children inherit all of it; SANDBOX_ATTEMPT is no list but a few
 *         calls taken from the runner's. Best effort for paths, because what the kernel lacks
 *         it cannot give; struct sandbox_state says what holds.
 * Errors: ERR_SYSTEM.
 * Thread: call it while there is one; threads begun later inherit it. */
#ifndef NAAST_BASE_SANDBOX_H
#define NAAST_BASE_SANDBOX_H
#include <stdbool.h>
#include "base/err.h"

/* The address sanitizer maps all addresses, looks into the program from another process, and
 * a test run with it writes its counts at the end. */
#ifdef __SANITIZE_ADDRESS__
#define SANDBOX_IS_OFF 1
#else
#define SANDBOX_IS_OFF 0
#endif

enum sandbox_right {
    SANDBOX_READ,      /* files and folders below */
    SANDBOX_WRITE,     /* that, and making, renaming and removing them */
    SANDBOX_DEVICE,    /* reading, writing and steering what is there already */
    SANDBOX_SOCKET     /* making and removing sockets there, no more */
};

/* A path that does not exist is passed over. */
struct sandbox_path {
    const char *path;
    enum sandbox_right right;
};

enum sandbox_program {
    SANDBOX_KIOSK,     /* a screen and sound; no network, no new process, no new file */
    SANDBOX_DEMO,      /* a kiosk that writes the tree of its frames */
    SANDBOX_COURIER,   /* a spool; no network, no new process */
    SANDBOX_RUNNER,    /* network and processes, for the attempts; writes no file */
    SANDBOX_ATTEMPT    /* a child of the runner, which gives up starting processes too */
};

struct sandbox_state {
    int paths_version;   /* of Landlock; 0: the kernel has none */
    bool has_calls;
};

enum err sandbox_limits(enum sandbox_program program) MUST_USE;
enum err sandbox_paths(const struct sandbox_path *paths, int count,
                       struct sandbox_state *state) MUST_USE;
enum err sandbox_calls(enum sandbox_program program, struct sandbox_state *state) MUST_USE;

#endif
