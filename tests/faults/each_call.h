/* SPDX-License-Identifier: EUPL-1.2 */
/* each_call.h - rows 8 and 10: something is done again and again, and each time the next system
 * call of it fails, for each of a list of causes, until none did; or the next write takes only
 * a part. */
#ifndef NAAST_TESTS_FAULTS_EACH_CALL_H
#define NAAST_TESTS_FAULTS_EACH_CALL_H
#include "base/promise.h"

#include <string.h>

#include "base/err.h"
#include "faults/calls.h"

#define EACH_CALL_MOST 400   /* so many calls no one thing makes */

struct each_call {
    const int *causes;
    size_t cause_count;
    void (*prepare)(void);                         /* undisturbed, before each time; or NULL */
    enum err (*act)(void);                         /* with one call that fails */
    void (*judge)(enum err err, bool has_failed);  /* undisturbed; what came of it */
};

#define EACH_CAUSE(list) .causes = (list), .cause_count = sizeof(list) / sizeof(list)[0]

/* What act gives is fine when nothing failed, and after judge as many files are open as before
 * prepare. */
static inline void at_each_call(struct each_call it)
{
    for (size_t i = 0; i < it.cause_count; i++) {
        bool has_failed = true;
        for (int at = 1; has_failed; at++) {
            assert_true(at < EACH_CALL_MOST);
            int files = calls_open_files();
            if (it.prepare) it.prepare();
            calls_begin(at, it.causes[i]);
            enum err err = it.act();
            has_failed = calls_end();
            if (!has_failed && err) fail_msg("nothing failed, and yet: %s", err_name(err));
            it.judge(err, has_failed);
            if (files != calls_open_files())
                fail_msg("call %d, %s: a file stays open", at, strerror(it.causes[i]));
        }
    }
}

/* Row 10: each write in turn takes only a part; all is done whole all the same, and judge is
 * told that nothing failed. */
static inline void at_each_short_write(struct each_call it)
{
    int strikes = 0;
    for (enum calls_part part = CALLS_HALF; part <= CALLS_ALL_BUT_ONE; part++) {
        bool was_short = true;
        for (int at = 1; was_short; at++) {
            assert_true(at < EACH_CALL_MOST);
            if (it.prepare) it.prepare();
            calls_begin_short(at, part);
            enum err err = it.act();
            was_short = calls_end();
            if (err) fail_msg("write %d took a part, and then: %s", at, err_name(err));
            it.judge(err, false);
            strikes += was_short;
        }
    }
    assert_true(strikes >= 2);
}

#endif
