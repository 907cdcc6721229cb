/* SPDX-License-Identifier: EUPL-1.2 */
/* calls.h - system and library calls that a test lets fail, one at a time. A program that links
 * calls.c with the --wrap options of CMakeLists.txt here gets these instead of the real ones.
 *
 * For each place where a call may fail: begin(n), do something, end(). The n-th call then fails
 * with the given errno; all others are the real ones. A child of fork() goes on counting. */
#ifndef NAAST_TESTS_FAULTS_CALLS_H
#define NAAST_TESTS_FAULTS_CALLS_H
#include <stdbool.h>

void calls_begin(int fails_at, int number);
void calls_begin_memory(int fails_at);   /* only what takes memory is counted, and may fail */
/* No call fails, but before the n-th somebody else does something (with calls that do not
 * count). */
void calls_begin_meanwhile(int at, void (*meanwhile)(void));
/* Only write() is counted, and the n-th takes no more than a part of what it is given: half, or
 * all but the last byte. It succeeds, as a real one may. */
enum calls_part { CALLS_HALF, CALLS_ALL_BUT_ONE };
void calls_begin_short(int at, enum calls_part part);
bool calls_end(void);         /* did it happen? */
int calls_count(void);        /* how many there were between begin and end */
int calls_open_files(void);   /* how many descriptors this process has */

/* For a call that calls.c does not know: does it fail now? Then errno is set. */
bool calls_fail_now(void);
bool calls_memory_fails_now(void);

#define CALLS_WRAP_WHEN(fails, type, name, failed, parameters, arguments)                      \
    type __real_##name parameters;                                                             \
    type __wrap_##name parameters;                                                             \
    type __wrap_##name parameters                                                              \
    {                                                                                          \
        return fails() ? (failed) : __real_##name arguments;                                   \
    }
#define CALLS_WRAP(type, name, failed, parameters, arguments)                                  \
    CALLS_WRAP_WHEN(calls_fail_now, type, name, failed, parameters, arguments)

#endif
