/* SPDX-License-Identifier: EUPL-1.2 */
#include "intake/one_store.h"

static void hash(const char *request, unsigned char out[INTAKE_FINGERPRINT_BYTES])
{
    assert_int_equal(intake_store_fingerprint(request, strlen(request), out), ERR_NONE);
}

static void what_was_stored_is_there_after_a_restart(void **state)
{
    (void)state;
    struct intake_store store = opened();
    add(&store, REQUEST(ID_A));
    add(&store, REQUEST(ID_B));
    intake_store_close(&store);

    store = opened();
    assert_int_equal(store.list.count, 2);
    const struct intake_entry *entry = intake_store_find(&store, id_of(ID_A));
    assert_non_null(entry);
    assert_string_equal(entry->reference, "4829137508");
    assert_string_equal(entry->contact_before, "2026-03-12");
    assert_int_equal(entry->received_s, NOW_S);
    unsigned char fingerprint[INTAKE_FINGERPRINT_BYTES];
    hash(REQUEST(ID_A), fingerprint);
    assert_memory_equal(fingerprint, entry->fingerprint, sizeof fingerprint);
    intake_store_close(&store);
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
    hash(tight, a);
    hash(wide, b);
    hash(other, c);
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

/* After a power cut the old file may be back, without what was added since. */
static void after_a_failed_sync_of_a_new_file_nothing_is_promised_either(void **state)
{
    (void)state;
    struct intake_store store = opened();
    add(&store, REQUEST(ID_A));
    disk.folder_sync_fails = true;
    assert_int_equal(intake_store_mark(&store, id_of(ID_A), INTAKE_WITHDRAWN, NOW_S), ERR_DISK);
    disk.folder_sync_fails = false;
    assert_int_equal(try_to_add(&store, REQUEST(ID_B)), ERR_DISK);
    assert_int_equal(intake_store_mark(&store, id_of(ID_A), INTAKE_WITHDRAWN, NOW_S), ERR_DISK);
    intake_store_close(&store);
    store = opened();
    assert_int_equal(intake_store_mark(&store, id_of(ID_A), INTAKE_WITHDRAWN, NOW_S), ERR_NONE);
    add(&store, REQUEST(ID_B));
    intake_store_close(&store);
}

static bool is_synced(const char *path)
{
    struct stat facts;
    assert_int_equal(stat(path, &facts), 0);
    for (int i = 0; i < disk.synced_count; i++)
        if (disk.synced[i].st_ino == facts.st_ino && disk.synced[i].st_dev == facts.st_dev)
            return true;
    return false;
}

static void a_first_start_puts_every_name_it_makes_on_the_disk(void **state)
{
    (void)state;
    char inner[96];
    snprintf(inner, sizeof inner, "%s/store", folder);
    struct intake_store store;
    assert_int_equal(intake_store_open(inner, &store), ERR_NONE);
    assert_true(is_synced(folder));
    assert_true(is_synced(inner));
    intake_store_close(&store);
    scratch_remove(inner);

    disk.folder_sync_fails = true;
    assert_int_equal(intake_store_open(inner, &store), ERR_DISK);
    scratch_remove(inner);
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
    assert_int_equal(store.list.count, 1);
    intake_store_close(&store);
}

int main(void)
{
    if (sodium_init() < 0) return 1;
    const struct CMUnitTest tests[] = {
        IN_A_FOLDER(what_was_stored_is_there_after_a_restart),
        IN_A_FOLDER(a_withdrawal_that_a_crash_cut_short_is_finished_at_the_next_start),
        IN_A_FOLDER(a_mark_holds_after_a_restart),
        cmocka_unit_test(spaces_between_the_parts_do_not_make_another_request),
        IN_A_FOLDER(a_second_program_cannot_open_the_same_store),
        IN_A_FOLDER(only_the_owner_can_read_the_files),
        IN_A_FOLDER(a_request_counts_only_after_a_sync),
        IN_A_FOLDER(after_a_failed_sync_nothing_is_promised_until_the_next_start),
        IN_A_FOLDER(after_a_failed_sync_of_a_new_file_nothing_is_promised_either),
        IN_A_FOLDER(a_first_start_puts_every_name_it_makes_on_the_disk),
        IN_A_FOLDER(a_full_disk_leaves_no_half_line_and_is_over_when_there_is_room),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
