/* SPDX-License-Identifier: EUPL-1.2 */
#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>
#include <cmocka.h>
#include <sodium.h>

#include "apps/intake_store.h"
#include "intake/request.h"

#define NOW_S 1800000000

/* Ours come before the library's, so that a test decides what the disk does. */
static struct {
    bool sync_fails, is_full;
    int syncs;
} disk;

int fdatasync(int fd)
{
    disk.syncs++;
    if (!disk.sync_fails) return (int)syscall(SYS_fdatasync, fd);
    errno = EIO;
    return -1;
}

/* A full disk takes the first ten bytes and then no more. */
ssize_t pwrite(int fd, const void *from, size_t size, off_t at)
{
    if (!disk.is_full) return syscall(SYS_pwrite64, fd, from, size, at);
    if (size > 10) return syscall(SYS_pwrite64, fd, from, (size_t)10, at);
    errno = ENOSPC;
    return -1;
}

static char folder[] = "/tmp/naast-test-XXXXXX";
static char requests_path[64], marks_path[64];

static int make_folder(void **state)
{
    (void)state;
    memset(&disk, 0, sizeof disk);
    memcpy(folder + sizeof folder - 7, "XXXXXX", 6);
    if (!mkdtemp(folder)) return -1;
    snprintf(requests_path, sizeof requests_path, "%s/requests.jsonl", folder);
    snprintf(marks_path, sizeof marks_path, "%s/marks.jsonl", folder);
    return 0;
}

static int remove_folder(void **state)
{
    (void)state;
    unlink(requests_path);
    unlink(marks_path);
    return rmdir(folder);
}

static struct intake_store opened(void)
{
    struct intake_store store;
    assert_int_equal(intake_store_open(folder, &store), ERR_NONE);
    return store;
}

static void add(struct intake_store *store, const char *request)
{
    assert_int_equal(intake_store_add(store, request, strlen(request), NOW_S), ERR_NONE);
}

static struct id id_of(const char *text)
{
    struct id id;
    assert_int_equal(id_read(text, &id), ERR_NONE);
    return id;
}

static off_t size_of(const char *path)
{
    struct stat facts;
    assert_int_equal(stat(path, &facts), 0);
    return facts.st_size;
}

static void write_more(const char *path, const char *text)
{
    FILE *file = fopen(path, "a");
    assert_non_null(file);
    assert_true(fputs(text, file) >= 0);
    assert_int_equal(fclose(file), 0);
}

static void what_was_stored_is_there_after_a_restart(void **state)
{
    (void)state;
    struct intake_store store = opened();
    add(&store, REQUEST(ID_A));
    add(&store, REQUEST(ID_B));
    intake_store_close(&store);

    store = opened();
    assert_int_equal(store.count, 2);
    const struct intake_entry *entry = intake_store_find(&store, id_of(ID_A));
    assert_non_null(entry);
    assert_string_equal(entry->reference, "4829137508");
    assert_string_equal(entry->contact_before, "2026-03-12");
    assert_int_equal(entry->received_s, NOW_S);
    unsigned char fingerprint[INTAKE_FINGERPRINT_BYTES];
    intake_store_fingerprint(REQUEST(ID_A), strlen(REQUEST(ID_A)), fingerprint);
    assert_memory_equal(fingerprint, entry->fingerprint, sizeof fingerprint);
    intake_store_close(&store);
}

static void a_torn_last_line_is_cut_off_and_the_rest_stays(void **state)
{
    (void)state;
    struct intake_store store = opened();
    add(&store, REQUEST(ID_A));
    off_t whole = store.requests_bytes;
    intake_store_close(&store);
    write_more(requests_path, "{\"ontvangenOp\":\"2026-03-10T09:14:00Z\",\"ver");

    store = opened();
    assert_int_equal(store.count, 1);
    assert_int_equal(size_of(requests_path), whole);
    add(&store, REQUEST(ID_B));
    intake_store_close(&store);
    store = opened();
    assert_int_equal(store.count, 2);
    intake_store_close(&store);
}

static void a_damaged_line_does_not_hide_the_others_and_is_not_thrown_away(void **state)
{
    (void)state;
    struct intake_store store = opened();
    add(&store, REQUEST(ID_A));
    intake_store_close(&store);
    write_more(requests_path, "not json\n");
    store = opened();
    add(&store, REQUEST(ID_B));
    assert_int_equal(store.count, 2);
    assert_int_equal(intake_store_mark(&store, id_of(ID_A), INTAKE_WITHDRAWN, NOW_S), ERR_NONE);
    struct bytes line = {.limit_bytes = INTAKE_LINE_BYTES};
    assert_int_equal(intake_store_line(&store, intake_store_find(&store, id_of(ID_B)), &line),
                     ERR_NONE);
    assert_non_null(strstr(line.start, ID_B));
    bytes_wipe(&line);
    intake_store_close(&store);

    struct bytes file = {.limit_bytes = 65536};
    assert_int_equal(file_read(requests_path, &file), ERR_NONE);
    assert_non_null(strstr(file.start, "not json\n"));
    assert_null(strstr(file.start, ID_A));
    bytes_wipe(&file);
}

static void a_withdrawal_that_a_crash_cut_short_is_finished_at_the_next_start(void **state)
{
    (void)state;
    struct intake_store store = opened();
    add(&store, REQUEST(ID_A));
    add(&store, REQUEST(ID_B));
    intake_store_close(&store);
    write_more(marks_path, "{\"id\":\"" ID_A
                           "\",\"wat\":\"ingetrokken\",\"op\":\"2026-03-10T09:14:00Z\"}\n");

    store = opened();
    intake_store_close(&store);
    struct bytes file = {.limit_bytes = 65536};
    assert_int_equal(file_read(requests_path, &file), ERR_NONE);
    assert_null(strstr(file.start, ID_A));
    assert_non_null(strstr(file.start, ID_B));
    bytes_wipe(&file);
}

static void a_mark_holds_after_a_restart(void **state)
{
    (void)state;
    struct intake_store store = opened();
    add(&store, REQUEST(ID_A));
    assert_int_equal(intake_store_mark(&store, id_of(ID_A), INTAKE_CALLED, NOW_S), ERR_NONE);
    intake_store_close(&store);
    store = opened();
    assert_int_equal(intake_store_find(&store, id_of(ID_A))->mark, INTAKE_CALLED);
    assert_int_equal(intake_store_mark(&store, id_of(ID_A), INTAKE_OPEN, NOW_S), ERR_NONE);
    intake_store_close(&store);
    store = opened();
    assert_int_equal(intake_store_find(&store, id_of(ID_A))->mark, INTAKE_OPEN);
    intake_store_close(&store);
}

static void spaces_between_the_parts_do_not_make_another_request(void **state)
{
    (void)state;
    unsigned char a[INTAKE_FINGERPRINT_BYTES], b[INTAKE_FINGERPRINT_BYTES],
        c[INTAKE_FINGERPRINT_BYTES];
    const char *tight = "{\"a\":\"x y\\\" z\"}", *wide = "{ \"a\" :\n\t\"x y\\\" z\" }",
               *other = "{\"a\":\"xy\\\" z\"}";
    intake_store_fingerprint(tight, strlen(tight), a);
    intake_store_fingerprint(wide, strlen(wide), b);
    intake_store_fingerprint(other, strlen(other), c);
    assert_memory_equal(a, b, sizeof a);
    assert_memory_not_equal(a, c, sizeof a);
}

static void a_second_program_cannot_open_the_same_store(void **state)
{
    (void)state;
    struct intake_store store = opened(), second;
    assert_int_equal(intake_store_open(folder, &second), ERR_EXISTS);
    intake_store_close(&store);
}

static void only_the_owner_can_read_the_files(void **state)
{
    (void)state;
    struct intake_store store = opened();
    struct stat facts;
    assert_int_equal(stat(requests_path, &facts), 0);
    assert_int_equal(facts.st_mode & 0777, 0600);
    intake_store_close(&store);
}

static enum err try_to_add(struct intake_store *store, const char *request)
{
    return intake_store_add(store, request, strlen(request), NOW_S);
}

static void a_request_counts_only_after_a_sync(void **state)
{
    (void)state;
    struct intake_store store = opened();
    add(&store, REQUEST(ID_A));
    assert_int_equal(disk.syncs, 1);
    intake_store_close(&store);
}

static void after_a_failed_sync_nothing_is_promised_until_the_next_start(void **state)
{
    (void)state;
    struct intake_store store = opened();
    disk.sync_fails = true;
    assert_int_equal(try_to_add(&store, REQUEST(ID_A)), ERR_DISK);
    assert_null(intake_store_find(&store, id_of(ID_A)));
    disk.sync_fails = false; /* the kernel says so once; the page may be lost all the same */
    assert_int_equal(try_to_add(&store, REQUEST(ID_B)), ERR_DISK);
    assert_int_equal(disk.syncs, 1);
    intake_store_close(&store);
}

static void a_full_disk_leaves_no_half_line_and_is_over_when_there_is_room(void **state)
{
    (void)state;
    struct intake_store store = opened();
    disk.is_full = true;
    assert_int_equal(try_to_add(&store, REQUEST(ID_A)), ERR_FULL);
    assert_int_equal(size_of(requests_path), 0);
    disk.is_full = false;
    add(&store, REQUEST(ID_A));
    intake_store_close(&store);
    store = opened();
    assert_int_equal(store.count, 1);
    intake_store_close(&store);
}

#define IN_A_FOLDER(test) cmocka_unit_test_setup_teardown(test, make_folder, remove_folder)

int main(void)
{
    if (sodium_init() < 0) return 1;
    const struct CMUnitTest tests[] = {
        IN_A_FOLDER(what_was_stored_is_there_after_a_restart),
        IN_A_FOLDER(a_torn_last_line_is_cut_off_and_the_rest_stays),
        IN_A_FOLDER(a_damaged_line_does_not_hide_the_others_and_is_not_thrown_away),
        IN_A_FOLDER(a_withdrawal_that_a_crash_cut_short_is_finished_at_the_next_start),
        IN_A_FOLDER(a_mark_holds_after_a_restart),
        cmocka_unit_test(spaces_between_the_parts_do_not_make_another_request),
        IN_A_FOLDER(a_second_program_cannot_open_the_same_store),
        IN_A_FOLDER(only_the_owner_can_read_the_files),
        IN_A_FOLDER(a_request_counts_only_after_a_sync),
        IN_A_FOLDER(after_a_failed_sync_nothing_is_promised_until_the_next_start),
        IN_A_FOLDER(a_full_disk_leaves_no_half_line_and_is_over_when_there_is_room),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
