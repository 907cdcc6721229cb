/* SPDX-License-Identifier: EUPL-1.2 */
/* Whole files, folders, and the log. */
#include "base/promise.h"

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "base/log.h"
#include "base/scratch.h"

static char place[64];

static int make_folder(void **state)
{
    (void)state;
    scratch_make(place);
    return 0;
}

static int remove_folder(void **state)
{
    (void)state;
    scratch_remove(place);
    return 0;
}

static void path_in(const char *name, char out[PATH_BYTES])
{
    assert_int_equal(path_join(out, place, name), ERR_NONE);
}

static void a_file_is_read_as_it_was_written(void **state)
{
    (void)state;
    char path[PATH_BYTES], big[10000];
    path_in("big", path);
    memset(big, 'x', sizeof big);
    big[5000] = 0;
    assert_int_equal(file_replace(path, big, sizeof big, 0600), ERR_NONE);
    struct bytes bytes = {.limit_bytes = sizeof big};
    assert_int_equal(file_read(path, &bytes), ERR_NONE);
    assert_int_equal(bytes.size_bytes, sizeof big);
    assert_memory_equal(bytes.start, big, sizeof big);
    bytes_wipe(&bytes);
}

static void an_empty_file_is_an_empty_text(void **state)
{
    (void)state;
    char path[PATH_BYTES];
    path_in("empty", path);
    assert_int_equal(file_replace(path, "", 0, 0600), ERR_NONE);
    struct bytes bytes = {.limit_bytes = 10};
    assert_int_equal(file_read(path, &bytes), ERR_NONE);
    assert_string_equal(bytes.start, "");
    bytes_wipe(&bytes);
}

static void a_file_above_the_limit_is_refused(void **state)
{
    (void)state;
    char path[PATH_BYTES];
    path_in("large", path);
    assert_int_equal(file_replace(path, "0123456789", 10, 0600), ERR_NONE);
    struct bytes bytes = {.limit_bytes = 9, .is_private = true};
    assert_int_equal(file_read(path, &bytes), ERR_LARGE);
    bytes_wipe(&bytes);
}

static void what_is_no_plain_file_is_refused_without_waiting(void **state)
{
    (void)state;
    char path[PATH_BYTES];
    struct bytes bytes = {.limit_bytes = 10};
    path_in("pipe", path);
    assert_int_equal(mkfifo(path, 0600), 0);
    assert_int_equal(file_read(path, &bytes), ERR_REFUSED);
    assert_int_equal(file_read(place, &bytes), ERR_REFUSED);
    path_in("absent", path);
    assert_int_equal(file_read(path, &bytes), ERR_MISSING);
    assert_false(file_exists(path));
    path_in("circle", path);
    assert_int_equal(symlink(path, path), 0);
    assert_int_equal(file_read(path, &bytes), ERR_REFUSED);
    bytes_wipe(&bytes);
}

static void a_replaced_file_has_its_rights_and_no_half_file_stays(void **state)
{
    (void)state;
    char path[PATH_BYTES];
    path_in("rights", path);
    assert_int_equal(file_replace(path, "one", 3, 0644), ERR_NONE);
    assert_int_equal(file_replace(path, "two", 3, 0600), ERR_NONE);
    struct stat facts;
    assert_int_equal(stat(path, &facts), 0);
    assert_int_equal(facts.st_mode & 0777, 0600);
    assert_int_equal(facts.st_nlink, 1);

    char inside[PATH_BYTES];
    assert_int_equal(path_join(inside, path, "below-a-file"), ERR_NONE);
    assert_int_equal(file_replace(inside, "x", 1, 0600), ERR_MISSING);
    assert_int_equal(file_replace(place, "x", 1, 0600), ERR_DISK);   /* a folder */
    char too_long[PATH_BYTES];
    memset(too_long, 'a', sizeof too_long - 1);
    too_long[sizeof too_long - 1] = 0;
    assert_int_equal(file_replace(too_long, "x", 1, 0600), ERR_LARGE);
}

static void paths_are_joined_with_one_slash(void **state)
{
    (void)state;
    char path[PATH_BYTES], folder[PATH_BYTES];
    assert_int_equal(path_join(path, "/a/b", "c"), ERR_NONE);
    assert_string_equal(path, "/a/b/c");
    assert_int_equal(path_join(path, "/a/b/", "c"), ERR_NONE);
    assert_string_equal(path, "/a/b/c");
    memset(folder, 'a', sizeof folder - 1);
    folder[sizeof folder - 1] = 0;
    assert_int_equal(path_join(path, folder, "c"), ERR_LARGE);
}

struct names { char list[512]; int most; };

static bool add_name(void *with, const char *name)
{
    struct names *names = with;
    size_t size = strlen(names->list);
    snprintf(names->list + size, sizeof names->list - size, "%s ", name);
    return --names->most > 0;
}

static void a_folder_is_told_in_the_order_of_bytes(void **state)
{
    (void)state;
    static const char *const files[] = {"b.json", "a.json", "é.json", "B.json", "a.txt"};
    char path[PATH_BYTES];
    for (size_t i = 0; i < sizeof files / sizeof files[0]; i++) {
        path_in(files[i], path);
        assert_int_equal(file_replace(path, "", 0, 0600), ERR_NONE);
    }
    struct names names = {.most = 99};
    assert_int_equal(folder_each(place, ".json", add_name, &names), ERR_NONE);
    assert_string_equal(names.list, "B.json a.json b.json é.json ");
    struct names two = {.most = 2};
    assert_int_equal(folder_each(place, ".json", add_name, &two), ERR_NONE);
    assert_string_equal(two.list, "B.json a.json ");
    struct names none = {.most = 2};
    assert_int_equal(folder_each(place, ".none", add_name, &none), ERR_NONE);
    assert_int_equal(folder_each("/tmp/naast-no-such-folder", "", add_name, &none),
                     ERR_MISSING);
    path_in("a.json", path);
    assert_int_equal(folder_each(path, "", add_name, &none), ERR_MISSING);
}

static void folders_with_many_files_are_told_whole(void **state)
{
    (void)state;
    for (int i = 0; i < 80; i++) {
        char name[16], path[PATH_BYTES];
        snprintf(name, sizeof name, "%02d.many", i);
        path_in(name, path);
        assert_int_equal(file_replace(path, "", 0, 0600), ERR_NONE);
    }
    struct names names = {.most = 999};
    assert_int_equal(folder_each(place, ".many", add_name, &names), ERR_NONE);
    assert_int_equal(names.most, 999 - 80);
}

/* Runs `say` with stderr going to a file, and gives what stood there. */
static void listen_to(void (*say)(void), struct bytes *heard)
{
    char path[PATH_BYTES];
    path_in("heard", path);
    fflush(stderr);
    int kept = dup(STDERR_FILENO);
    assert_non_null(freopen(path, "w", stderr));
    say();
    fflush(stderr);
    dup2(kept, STDERR_FILENO);
    close(kept);
    assert_int_equal(file_read(path, heard), ERR_NONE);
}

static uint64_t later_ms;

uint64_t __real_clock_boot_ms(void);
uint64_t __wrap_clock_boot_ms(void);
uint64_t __wrap_clock_boot_ms(void) { return __real_clock_boot_ms() + later_ms; }

static void say_three(void)
{
    log_name("naast-test");
    log_line(LOG_NOTE, "kept %d", 1);
    log_line(LOG_WARNING, "two\nlines");
    log_line(LOG_FAULT, "fault");
}

static void a_log_line_is_level_program_sentence_on_one_line(void **state)
{
    (void)state;
    struct bytes heard = {.limit_bytes = 4096};
    unsetenv("JOURNAL_STREAM");
    listen_to(say_three, &heard);
    assert_string_equal(heard.start, "naast-test: kept 1\nnaast-test: warning: two lines\n"
                                     "naast-test: fault: fault\n");
    bytes_wipe(&heard);
    setenv("JOURNAL_STREAM", "8:1", 1);
    listen_to(say_three, &heard);
    assert_string_equal(
        heard.start, "<6>naast-test: kept 1\n<4>naast-test: two lines\n<3>naast-test: fault\n");
    unsetenv("JOURNAL_STREAM");
    bytes_wipe(&heard);
}

static void say_too_much(void)
{
    char long_word[2000];
    memset(long_word, 'x', sizeof long_word - 1);
    long_word[sizeof long_word - 1] = 0;
    for (int i = 0; i < LOG_LINES_A_MINUTE * 3; i++) log_line(LOG_NOTE, "%s", long_word);
}

static void a_flood_of_lines_does_not_leave_the_program(void **state)
{
    (void)state;
    struct bytes heard = {.limit_bytes = 1 << 20};
    listen_to(say_too_much, &heard);
    int lines = 0;
    for (const char *at = heard.start; (at = strchr(at, '\n')); at++) lines++;
    assert_true(lines > 0);
    assert_true(lines <= LOG_LINES_A_MINUTE);
    bytes_wipe(&heard);
}

static void say_too_much_and_wait(void)
{
    later_ms += 61 * 1000;
    log_line(LOG_NOTE, "before");   /* and what other tests left out */
    later_ms += 61 * 1000;
    say_too_much();
    later_ms += 61 * 1000;
    log_line(LOG_NOTE, "a minute later");
    later_ms += 61 * 1000;
    log_line(LOG_NOTE, "two minutes later");
}

static void what_was_left_out_is_counted_a_minute_later(void **state)
{
    (void)state;
    struct bytes heard = {.limit_bytes = 1 << 20};
    listen_to(say_too_much_and_wait, &heard);
    char told[160];
    snprintf(told, sizeof told, "naast-test: warning: %d more lines were left out\n"
                                "naast-test: a minute later\n"
                                "naast-test: two minutes later\n", 2 * LOG_LINES_A_MINUTE);
    assert_in_range(strlen(told), 1, heard.size_bytes);
    assert_string_equal(heard.start + heard.size_bytes - strlen(told), told);
    bytes_wipe(&heard);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_file_is_read_as_it_was_written),
        cmocka_unit_test(an_empty_file_is_an_empty_text),
        cmocka_unit_test(a_file_above_the_limit_is_refused),
        cmocka_unit_test(what_is_no_plain_file_is_refused_without_waiting),
        cmocka_unit_test(a_replaced_file_has_its_rights_and_no_half_file_stays),
        cmocka_unit_test(paths_are_joined_with_one_slash),
        cmocka_unit_test(a_folder_is_told_in_the_order_of_bytes),
        cmocka_unit_test(folders_with_many_files_are_told_whole),
        cmocka_unit_test(a_log_line_is_level_program_sentence_on_one_line),
        cmocka_unit_test(a_flood_of_lines_does_not_leave_the_program),
        cmocka_unit_test(what_was_left_out_is_counted_a_minute_later),
    };
    return cmocka_run_group_tests(tests, make_folder, remove_folder);
}
