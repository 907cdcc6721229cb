/* SPDX-License-Identifier: EUPL-1.2 */
/* What the receiver makes of files that a power cut, a disk or an older receiver left. */
#include "intake/one_store.h"

/* By a receiver that has ended since. */
static void keep(const char *request)
{
    struct intake_store store = opened();
    add(&store, request);
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
    assert_int_equal(store.list.count, 1);
    assert_int_equal(size_of(requests_path), whole);
    add(&store, REQUEST(ID_B));
    intake_store_close(&store);
    store = opened();
    assert_int_equal(store.list.count, 2);
    intake_store_close(&store);
}

static void a_damaged_line_does_not_hide_the_others_and_is_not_thrown_away(void **state)
{
    (void)state;
    keep(REQUEST(ID_A));
    write_more(requests_path, "not json\n");
    struct intake_store store = opened();
    add(&store, REQUEST(ID_B));
    assert_int_equal(store.list.count, 2);
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

#define REPEATS 60 /* in three reads at least */

static void write_many(void)
{
    for (int i = 0; i < REPEATS; i++) {
        char request[2048];
        snprintf(request, sizeof request, REQUEST_WITH("%08x%s", CONTACT, ""), (unsigned)i,
                 &ID_A[8]);
        keep(request);
    }
}

static void what_the_disk_does_not_give_is_not_taken_for_the_end(void **state)
{
    (void)state;
    write_many();
    write_more(requests_path, "{\"ontvangenOp\":");
    off_t size = size_of(requests_path);
    assert_true(size > 2 * INTAKE_LINE_BYTES);
    disk.unreadable_from = INTAKE_LINE_BYTES;
    struct intake_store store;
    assert_int_equal(intake_store_open(folder, &store), ERR_DISK);
    assert_int_equal(size_of(requests_path), size);

    disk.unreadable_from = 0;
    store = opened();
    assert_int_equal(store.list.count, REPEATS);
    assert_int_equal(size_of(requests_path), store.requests_bytes);
    intake_store_close(&store);
}

/* Between the lines of A and B. */
static void insert(const char *bytes, size_t size_bytes, const char *why)
{
    struct intake_store store = opened();
    add(&store, REQUEST(ID_A));
    off_t first_bytes = store.requests_bytes;
    add(&store, REQUEST(ID_B));
    intake_store_close(&store);
    struct bytes before = {.limit_bytes = 65536}, after = {.limit_bytes = 262144};
    assert_int_equal(file_read(requests_path, &before), ERR_NONE);
    FILE *file = fopen(requests_path, "w");
    assert_non_null(file);
    assert_int_equal(fwrite(before.start, (size_t)first_bytes, 1, file), 1);
    assert_int_equal(fwrite(bytes, size_bytes, 1, file), 1);
    assert_int_equal(fwrite(before.start + first_bytes, before.size_bytes - (size_t)first_bytes,
                            1, file), 1);
    assert_int_equal(fclose(file), 0);

    store = opened();
    if (!intake_store_find(&store, id_of(ID_A)) || !intake_store_find(&store, id_of(ID_B)))
        fail_msg("%s: hides a request", why);
    intake_store_close(&store);
    assert_int_equal(file_read(requests_path, &after), ERR_NONE);
    if (after.size_bytes != before.size_bytes + size_bytes ||
        memcmp(after.start + first_bytes, bytes, size_bytes) != 0)
        fail_msg("%s: thrown away", why);
    bytes_wipe(&before);
    bytes_wipe(&after);
    assert_int_equal(unlink(requests_path), 0);
}

static void no_damaged_line_in_the_middle_ends_the_file(void **state)
{
    (void)state;
    static char zeroes[700], longer[INTAKE_LINE_BYTES + 1], longest[4 * INTAKE_LINE_BYTES];
    zeroes[sizeof zeroes - 1] = '\n';
    memset(longer, 'x', sizeof longer);
    longer[sizeof longer - 1] = '\n';
    memset(longest, 'x', sizeof longest);
    longest[sizeof longest - 1] = '\n';
    insert("{\"verzoek\":\0}\n", 14, "one byte that became zero");
    insert(zeroes, sizeof zeroes, "a block that was never written");
    insert("\xff\xfe\n", 3, "no UTF-8");
    insert("\n", 1, "nothing in it");
    insert(longer, sizeof longer, "one byte too long");
    insert(longest, sizeof longest, "a line feed that was lost");
}

static void the_longest_line_that_can_be_written_is_read(void **state)
{
    (void)state;
    keep(REQUEST(ID_A));
    struct bytes line = {.limit_bytes = 65536};
    assert_int_equal(file_read(requests_path, &line), ERR_NONE);
    FILE *file = fopen(requests_path, "w");
    assert_non_null(file);
    assert_true(fprintf(file, "%.*s%*s\n", (int)line.size_bytes - 1, line.start,
                        (int)(INTAKE_LINE_BYTES - line.size_bytes), "") > 0);
    assert_int_equal(fclose(file), 0);
    bytes_wipe(&line);
    assert_int_equal(size_of(requests_path), INTAKE_LINE_BYTES);

    struct intake_store store = opened();
    assert_int_equal(store.list.count, 1);
    intake_store_close(&store);
}

static void what_was_stored_twice_counts_once_and_both_go(void **state)
{
    (void)state;
    keep(REQUEST(ID_A));
    struct bytes line = {.limit_bytes = 65536};
    assert_int_equal(file_read(requests_path, &line), ERR_NONE);
    write_more(requests_path, line.start);
    bytes_wipe(&line);

    struct intake_store store = opened();
    add(&store, REQUEST(ID_B));
    assert_false(store.list.entries[0].is_again);
    assert_true(store.list.entries[1].is_again);
    assert_int_equal(intake_store_mark(&store, id_of(ID_A), INTAKE_WITHDRAWN, NOW_S), ERR_NONE);
    assert_int_equal(file_read(requests_path, &line), ERR_NONE);
    assert_null(strstr(line.start, ID_A));
    assert_non_null(strstr(line.start, ID_B));
    bytes_wipe(&line);
    intake_store_close(&store);
}

static void a_full_store_takes_nothing_more_writes_nothing_and_starts(void **state)
{
    (void)state;
    keep(REQUEST(ID_A));
    FILE *file = fopen(marks_path, "w");
    assert_non_null(file);
    for (int i = 0; i < INTAKE_REQUESTS_MOST; i++)
        fprintf(file, "{\"id\":\"%08x%s\",\"wat\":\"ingetrokken\"}\n", (unsigned)i, &ID_A[8]);
    assert_int_equal(fclose(file), 0);

    struct intake_store store = opened();
    assert_int_equal(store.list.count, INTAKE_REQUESTS_MOST + 1);
    off_t size = size_of(requests_path);
    assert_int_equal(try_to_add(&store, REQUEST(ID_B)), ERR_FULL);
    assert_int_equal(size_of(requests_path), size);
    assert_int_equal(try_to_add(&store, REQUEST(ID_A)), ERR_EXISTS);
    intake_store_close(&store);
}

int main(void)
{
    if (sodium_init() < 0) return 1;
    const struct CMUnitTest tests[] = {
        IN_A_FOLDER(a_torn_last_line_is_cut_off_and_the_rest_stays),
        IN_A_FOLDER(a_damaged_line_does_not_hide_the_others_and_is_not_thrown_away),
        IN_A_FOLDER(what_the_disk_does_not_give_is_not_taken_for_the_end),
        IN_A_FOLDER(no_damaged_line_in_the_middle_ends_the_file),
        IN_A_FOLDER(the_longest_line_that_can_be_written_is_read),
        IN_A_FOLDER(what_was_stored_twice_counts_once_and_both_go),
        IN_A_FOLDER(a_full_store_takes_nothing_more_writes_nothing_and_starts),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
