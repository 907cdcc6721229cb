/* SPDX-License-Identifier: EUPL-1.2 */
/* each_allocation.h - row 11: something is done again and again, and each time the next piece
 * of memory is refused, until nothing was. */
#ifndef NAAST_TESTS_FAULTS_EACH_ALLOCATION_H
#define NAAST_TESTS_FAULTS_EACH_ALLOCATION_H
#include "base/promise.h"

#include <stdlib.h>
#include <string.h>

#include "base/err.h"
#include "faults/calls.h"

/* NAAST_FAULTS_LONG=1: every one, where otherwise `sample` of them in even steps are tried. */
static inline int allocation_step(int allocations, int sample)
{
    const char *is_long = getenv("NAAST_FAULTS_LONG");
    if (is_long && strcmp(is_long, "1") == 0) return 1;
    return allocations > sample ? allocations / sample : 1;
}

/* `act` leaves nothing behind, whatever it gives. Without memory it must give ERR_MEMORY. */
static inline void at_each_allocation(const char *what, enum err (*act)(void))
{
    bool has_failed = true;
    int files = calls_open_files();
    for (int at = 1; has_failed; at++) {
        calls_begin_memory(at);
        enum err err = act();
        has_failed = calls_end();
        if (err != (has_failed ? ERR_MEMORY : ERR_NONE))
            fail_msg("%s, without the memory of place %d: %s", what, at, err_name(err));
        if (files != calls_open_files()) fail_msg("%s, %d: a file stays open", what, at);
    }
    assert_true(calls_count() > 0);
}

#endif
