/* SPDX-License-Identifier: EUPL-1.2 */
/* Row 8 for base: every call that files, folders and the search through our own memory make
 * fails once. A file is the old one or the new one, a list is whole or an error, and a search
 * that could not look never says that nothing is there. */
#include "base/promise.h"

#include <errno.h>
#include <sodium.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#include "base/arena.h"
#include "base/file.h"
#include "base/json.h"
#include "base/memory_scan.h"
#include "base/scratch.h"
#include "faults/each_call.h"

static const int causes[] = {EIO, ENOSPC, EACCES, ENOENT, ENOMEM, EMFILE};
static char folder[64], path[96];

static int make_folder(void **state)
{
    (void)state;
    scratch_make(folder);
    snprintf(path, sizeof path, "%s/a.json", folder);
    return 0;
}

static int remove_folder(void **state)
{
    (void)state;
    (void)calls_end();
    scratch_remove(folder);
    return 0;
}

static void each(enum err (*act)(void), void (*judge)(enum err err, bool has_failed))
{
    at_each_call((struct each_call){EACH_CAUSE(causes), .act = act, .judge = judge});
}

/* Closing after reading loses nothing; all else that fails must be told. */
static struct bytes bytes = {.limit_bytes = 8192};

static enum err read_it(void)
{
    bytes_wipe(&bytes);
    return file_read(path, &bytes);
}

static void is_read_whole(enum err err, bool has_failed)
{
    (void)has_failed;
    if (!err) assert_string_equal(bytes.start, "old");
    bytes_wipe(&bytes);
}

static enum err replace(void) { return file_replace(path, "new", 3, 0600); }

static bool count_name(void *with, const char *name)
{
    (void)name;
    ++*(int *)with;
    return true;
}

static int names_in(const char *suffix)
{
    int count = 0;
    assert_int_equal(folder_each(folder, suffix, count_name, &count), ERR_NONE);
    return count;
}

static void is_old_or_new(enum err err, bool has_failed)
{
    assert_int_equal(err != ERR_NONE, has_failed);
    assert_int_equal(file_read(path, &bytes), ERR_NONE);
    assert_string_equal(bytes.start, err ? "old" : "new");
    bytes_wipe(&bytes);
    assert_int_equal(names_in(""), 1);   /* nothing half beside it */
    assert_int_equal(file_replace(path, "old", 3, 0600), ERR_NONE);
}

static void a_file_is_the_old_one_or_the_new_one(void **state)
{
    (void)state;
    assert_int_equal(file_replace(path, "old", 3, 0600), ERR_NONE);
    each(read_it, is_read_whole);
    each(replace, is_old_or_new);
}

static void an_interrupted_call_is_made_again(void **state)
{
    (void)state;
    assert_int_equal(file_replace(path, "old", 3, 0600), ERR_NONE);
    calls_begin(2, EINTR);               /* mkostemp, write */
    assert_int_equal(replace(), ERR_NONE);
    assert_true(calls_end());
    bool was_interrupted = false;
    for (int at = 1; at < 8; at++) {
        calls_begin(at, EINTR);
        enum err err = read_it();
        was_interrupted = (calls_end() && !err) || was_interrupted;
        if (!err) assert_string_equal(bytes.start, "new");
    }
    assert_true(was_interrupted);
    bytes_wipe(&bytes);
}

static int told;

static enum err list(void)
{
    told = 0;
    return folder_each(folder, ".json", count_name, &told);
}

static void is_whole(enum err err, bool has_failed)
{
    (void)has_failed;
    assert_int_equal(told, err ? 0 : 40);
}

static void a_list_is_whole_or_an_error(void **state)
{
    (void)state;
    for (int i = 0; i < 40; i++) {
        char name[128];
        snprintf(name, sizeof name, "%s/%02d.json", folder, i);
        assert_int_equal(file_replace(name, "", 0, 0600), ERR_NONE);
    }
    each(list, is_whole);
}

/* The search through memory */

static struct memory_scan *scan;

static enum err open_scan(void)
{
    enum err err = memory_scan_open(&scan);
    memory_scan_close(scan);
    return err;
}

static void is_told(enum err err, bool has_failed)
{
    assert_int_equal(err != ERR_NONE, has_failed);
}

static void a_search_that_cannot_begin_says_so(void **state)
{
    (void)state;
    for (int at = 1; at <= 4; at++) {    /* memory, and three files of /proc */
        calls_begin(at, EACCES);
        enum err err = open_scan();
        assert_true(calls_end());
        is_told(err, true);
    }
    assert_int_equal(open_scan(), ERR_NONE);
}

/* The first calls of a search, one of its middle, and one of its end. */
static void a_search_that_cannot_look_says_so_or_still_finds_the_word(void **state)
{
    (void)state;
    static char kept[] = "Yqxwaziven";   /* in writable memory: there to be found */
    int places = 0, last = 0;
    assert_int_equal(memory_scan_open(&scan), ERR_NONE);
    assert_int_equal(memory_scan_add(scan, kept, strlen(kept)), ERR_NONE);
    calls_begin(0, 0);
    assert_int_equal(memory_scan_count(scan, &places), ERR_NONE);
    (void)calls_end();
    last = calls_count();
    assert_true(places > 0);
    int all = places;
    for (int at = 1; at <= last; at += at < 12 ? 1 : last / 10) {
        calls_begin(at, EIO);
        enum err err = memory_scan_count(scan, &places);
        assert_true(calls_end());
        /* to the start of the list, the list, which pages are there; then the pages */
        if (at <= 3) assert_int_equal(err, ERR_SYSTEM);
        /* Memory that was given back meanwhile is passed over; that is one place at most. */
        if (!err) assert_in_range(places, all - 1, all);
    }
    memory_scan_close(scan);
}

/* libsodium */

static enum err begin_arena(void)
{
    struct arena arena;
    enum err err = arena_init(&arena, 100);
    arena_finish(&arena);
    return err;
}

static enum err begin_private(void)
{
    struct bytes typed = {.limit_bytes = 10, .is_private = true};
    enum err err = bytes_add_text(&typed, "abc");
    bytes_wipe(&typed);
    return err;
}

static enum err begin_json(void)
{
    struct json *document = NULL;
    enum err err = json_read("[]", 2, &document, NULL);
    json_free(document);
    return err;
}

static void without_locked_memory_nothing_private_begins(void **state)
{
    (void)state;
    each(begin_arena, is_told);
    each(begin_private, is_told);
    each(begin_json, is_told);
}

#define IN_A_FOLDER(name) cmocka_unit_test_setup_teardown(name, make_folder, remove_folder)

int main(void)
{
    if (sodium_init() < 0) return 1;
    const struct CMUnitTest tests[] = {
        IN_A_FOLDER(a_file_is_the_old_one_or_the_new_one),
        IN_A_FOLDER(an_interrupted_call_is_made_again),
        IN_A_FOLDER(a_list_is_whole_or_an_error),
        IN_A_FOLDER(a_search_that_cannot_begin_says_so),
        IN_A_FOLDER(a_search_that_cannot_look_says_so_or_still_finds_the_word),
        IN_A_FOLDER(without_locked_memory_nothing_private_begins),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
