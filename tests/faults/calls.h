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
bool calls_end(void);         /* did one fail? */
int calls_open_files(void);   /* how many descriptors this process has */

#endif
