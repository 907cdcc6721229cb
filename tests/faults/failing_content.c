/* SPDX-License-Identifier: EUPL-1.2 */
/* Row 11 for the configuration: each piece of memory that loading the sample takes is refused
 * once, ICU's own included. The kiosk must not start with half of it, nor with a rule that was
 * not looked at. */
#include "faults/each_allocation.h"

#include <stdbool.h>
#include <stdio.h>
#include <unicode/uclean.h>

#include "content/check.h"

#define SAMPLE 15

void *__real_malloc(size_t size);
void *__real_realloc(void *old, size_t size);

static bool is_of_icu;   /* what was refused */

static bool refuses(void)
{
    bool fails = calls_memory_fails_now();
    is_of_icu = is_of_icu || fails;
    return fails;
}

static void *icu_take(const void *with, size_t size)
{
    (void)with;
    return refuses() ? NULL : __real_malloc(size);
}

static void *icu_take_more(const void *with, void *old, size_t size)
{
    (void)with;
    return refuses() ? NULL : __real_realloc(old, size);
}

static void icu_give_back(const void *with, void *memory)
{
    (void)with;
    free(memory);
}

static struct content content;
static struct findings findings;

static enum err load(void)
{
    enum err err = content_load(SOURCE_DIR "/config", &content, &findings);
    content_finish(&content);
    return err;
}

static int set_up(void **state)
{
    (void)state;
    UErrorCode status = U_ZERO_ERROR;
    u_setMemoryFunctions(NULL, icu_take, icu_take_more, icu_give_back, &status);
    return U_FAILURE(status) || load();   /* what ICU keeps, it has now */
}

static int tear_down(void **state)
{
    (void)state;
    u_cleanup();
    return 0;
}

static void a_configuration_is_loaded_whole_or_not_at_all(void **state)
{
    (void)state;
    calls_begin_memory(0);
    assert_int_equal(load(), ERR_NONE);
    assert_false(calls_end());
    int all = calls_count(), step = allocation_step(all, SAMPLE), files = calls_open_files();
    print_message("%d allocations, each %d. tried\n", all, step);
    assert_true(all > SAMPLE);
    for (int at = 1; at <= all; at += step) {
        is_of_icu = false;
        calls_begin_memory(at);
        enum err err = load();
        assert_true(calls_end());
        /* ICU 72 keeps it to itself when it lacks memory while it copies plural rules. */
        if (err != ERR_MEMORY && !(is_of_icu && !err))
            fail_msg("without the memory of place %d: %s", at, err_name(err));
        if (files != calls_open_files()) fail_msg("place %d: a file stays open", at);
    }
    assert_int_equal(load(), ERR_NONE);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_configuration_is_loaded_whole_or_not_at_all),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
