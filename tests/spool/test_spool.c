/* SPDX-License-Identifier: EUPL-1.2 */
#include "spool/empty_spool.h"

#include <fcntl.h>
#include <signal.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>

#include "base/file.h"

static void path_of(struct id id, const char *state_name, const char *after,
                    char out[PATH_BYTES])
{
    char text[ID_TEXT_BYTES];
    id_text(id, text);
    snprintf(out, PATH_BYTES, "%s/%s/%s%s", folder, state_name, text, after);
}

static int64_t size_of(struct id id, const char *state_name, const char *after)
{
    char path[PATH_BYTES];
    struct stat facts;
    path_of(id, state_name, after, path);
    return stat(path, &facts) < 0 ? -1 : (int64_t)facts.st_size;
}

static bool count_entry(void *with, const struct spool_entry *entry)
{
    (void)entry;
    ++*(int *)with;
    return true;
}

static int count_in(enum spool_state state)
{
    int count = 0;
    assert_int_equal(spool_each(&spool, state, count_entry, &count), ERR_NONE);
    return count;
}

static void a_kept_request_lies_in_the_queue_whole_private_and_without_a_telling_time(
    void **state)
{
    (void)state;
    struct id id = submitted();
    char path[PATH_BYTES];
    struct stat facts;
    struct sealed again;
    path_of(id, "queue", "", path);
    assert_int_equal(stat(path, &facts), 0);
    assert_int_equal(facts.st_size, SEALED_BYTES);
    assert_int_equal(facts.st_mode & 0777, 0600);
    assert_int_equal(facts.st_mtime, NOON_S);
    assert_int_equal(spool_read(&spool, id, SPOOL_QUEUE, &again), ERR_NONE);
    assert_memory_equal(again.bytes, sealed.bytes, sizeof sealed.bytes);
}

static void what_came_by_a_clock_nobody_set_gets_its_time_later(void **state)
{
    (void)state;
    struct id id = id_new();
    enum spool_fate before;
    char path[PATH_BYTES];
    struct stat facts;
    assert_int_equal(spool_submit(&spool, id, &sealed, SPOOL_HOUR_UNKNOWN_S, &before),
                     ERR_NONE);
    path_of(id, "queue", "", path);
    assert_int_equal(stat(path, &facts), 0);
    assert_true(facts.st_mtime > NOON_S);        /* never old, by whatever clock */
    struct spool_entry entry = {.id = id, .state = SPOOL_QUEUE};
    assert_int_equal(spool_stamp(&spool, &entry, NOON_S + 1799), ERR_NONE);
    assert_int_equal(stat(path, &facts), 0);
    assert_int_equal(facts.st_mtime, NOON_S);
    entry.state = SPOOL_HOLD;
    assert_int_equal(spool_stamp(&spool, &entry, NOON_S), ERR_MISSING);
    assert_int_equal(spool_finish(&spool, id, SPOOL_QUEUE, SPOOL_DROPPED,
                                  SPOOL_HOUR_UNKNOWN_S), ERR_NONE);
    assert_int_equal(spool_sweep(&spool, NOON_S), ERR_NONE);
    entry.state = SPOOL_DONE;
    entry.is_dropped = true;
    assert_int_equal(spool_stamp(&spool, &entry, NOON_S), ERR_NONE);
    path_of(id, "done", ".dropped", path);
    assert_int_equal(stat(path, &facts), 0);
    assert_int_equal(facts.st_mtime, NOON_S);
}

static void the_same_id_twice_is_one_request_wherever_it_is_by_now(void **state)
{
    (void)state;
    static const struct {
        enum spool_state at;
        enum spool_fate before;
        const char *why;
    } rows[] = {
        {SPOOL_QUEUE, SPOOL_WAITING, "the answer got lost, the kiosk sends again"},
        {SPOOL_FLIGHT, SPOOL_WAITING, "it is just being sent"},
        {SPOOL_HOLD, SPOOL_WAITING, "the operator has it"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct id id = submitted();
        enum spool_fate before;
        int waiting = count_in(SPOOL_QUEUE) + count_in(SPOOL_FLIGHT) + count_in(SPOOL_HOLD);
        if (rows[i].at != SPOOL_QUEUE)
            assert_int_equal(spool_move(&spool, id, SPOOL_QUEUE, rows[i].at), ERR_NONE);
        assert_int_equal(spool_submit(&spool, id, &sealed, NOON_S, &before), ERR_NONE);
        assert_int_equal(before, rows[i].before);
        assert_int_equal(count_in(SPOOL_QUEUE) + count_in(SPOOL_FLIGHT) + count_in(SPOOL_HOLD),
                         waiting);
    }
}

static void what_was_delivered_or_dropped_never_comes_back(void **state)
{
    (void)state;
    struct id delivered = submitted(), dropped = submitted();
    enum spool_fate before;
    assert_int_equal(spool_move(&spool, delivered, SPOOL_QUEUE, SPOOL_FLIGHT), ERR_NONE);
    assert_int_equal(spool_finish(&spool, delivered, SPOOL_FLIGHT, SPOOL_DELIVERED, NOON_S),
                     ERR_NONE);
    assert_int_equal(spool_finish(&spool, dropped, SPOOL_QUEUE, SPOOL_DROPPED, NOON_S),
                     ERR_NONE);

    assert_int_equal(spool_submit(&spool, delivered, &sealed, NOON_S, &before), ERR_NONE);
    assert_int_equal(before, SPOOL_DELIVERED);
    assert_int_equal(spool_submit(&spool, dropped, &sealed, NOON_S, &before), ERR_NONE);
    assert_int_equal(before, SPOOL_DROPPED);
    assert_int_equal(count_in(SPOOL_QUEUE), 0);
    assert_int_equal(size_of(delivered, "done", ""), 0);
    assert_int_equal(size_of(dropped, "done", ".dropped"), 0);
}

static void a_move_leaves_exactly_one_file(void **state)
{
    (void)state;
    struct id id = submitted();
    enum spool_state at;
    assert_int_equal(spool_move(&spool, id, SPOOL_QUEUE, SPOOL_FLIGHT), ERR_NONE);
    assert_int_equal(size_of(id, "queue", ""), -1);
    assert_int_equal(size_of(id, "flight", ""), SEALED_BYTES);
    assert_int_equal(spool_find(&spool, id, &at), SPOOL_WAITING);
    assert_int_equal(at, SPOOL_FLIGHT);
    assert_int_equal(spool_move(&spool, id, SPOOL_QUEUE, SPOOL_FLIGHT), ERR_MISSING);
}

static void a_damaged_file_is_told_apart_and_the_others_stay_readable(void **state)
{
    (void)state;
    static const struct { int64_t size_bytes; const char *why; } rows[] = {
        {0, "emptied by a crash of the file system"},
        {100, "torn"},
        {SEALED_BYTES - 1, "one byte short"},
        {SEALED_BYTES + 1, "one byte too many"},
        {(int64_t)1 << 40, "huge"},
    };
    struct id good = submitted();
    struct sealed again;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct id id = submitted();
        char path[PATH_BYTES];
        path_of(id, "queue", "", path);
        assert_int_equal(truncate(path, rows[i].size_bytes), 0);
        enum err err = spool_read(&spool, id, SPOOL_QUEUE, &again);
        if (err != ERR_FORMAT) fail_msg("%s: %s", rows[i].why, err_name(err));
        assert_int_equal(spool_move(&spool, id, SPOOL_QUEUE, SPOOL_HOLD), ERR_NONE);
    }
    assert_int_equal(spool_read(&spool, good, SPOOL_QUEUE, &again), ERR_NONE);
}

static void a_link_or_a_folder_with_the_name_of_a_request_is_not_read(void **state)
{
    (void)state;
    struct id link_id = id_new(), folder_id = id_new();
    char path[PATH_BYTES];
    struct sealed again;
    path_of(link_id, "queue", "", path);
    assert_int_equal(symlink("/etc/passwd", path), 0);
    assert_int_equal(spool_read(&spool, link_id, SPOOL_QUEUE, &again), ERR_REFUSED);
    path_of(folder_id, "queue", "", path);
    assert_int_equal(mkdir(path, 0700), 0);
    assert_int_equal(spool_read(&spool, folder_id, SPOOL_QUEUE, &again), ERR_FORMAT);
}

static void foreign_files_are_passed_over_and_left_alone(void **state)
{
    (void)state;
    static const char *const names[] = {"lost+found",
                                        "8E03978E-40D5-43E8-BC93-6894A57F9324",
                                        "8e03978e-40d5-43e8-bc93-6894a57f9324.dropped",
                                        "8e03978e-40d5-43e8-bc93-6894a57f9324.tmp",
                                        "x",
                                        "8e03978e-40d5-43e8-bc93-6894a57f932"};
    char path[PATH_BYTES];
    submitted();
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        snprintf(path, sizeof path, "%s/queue/%s", folder, names[i]);
        assert_int_equal(file_replace(path, "x", 1, 0600), ERR_NONE);
    }
    assert_int_equal(count_in(SPOOL_QUEUE), 1);
    assert_int_equal(spool_mend(&spool, NOON_S), ERR_NONE);
    assert_true(file_exists(path));
}

static void a_crash_between_the_two_steps_of_finishing_is_mended_at_start(void **state)
{
    (void)state;
    struct id unfinished = submitted(), restored = submitted();
    char from[PATH_BYTES], to[PATH_BYTES];
    path_of(unfinished, "queue", "", from);      /* renamed, not yet emptied */
    path_of(unfinished, "done", "", to);
    assert_int_equal(rename(from, to), 0);
    path_of(restored, "done", "", to);           /* delivered, and put back from a backup */
    assert_int_equal(file_replace(to, "", 0, 0600), ERR_NONE);

    assert_int_equal(spool_mend(&spool, NOON_S), ERR_NONE);
    assert_int_equal(size_of(unfinished, "done", ""), 0);
    assert_int_equal(size_of(restored, "queue", ""), -1);
    assert_int_equal(spool.count, 0);
}

static void of_a_move_that_the_disk_forgot_half_one_name_stays(void **state)
{
    (void)state;
    static const struct { const char *also; const char *stays; } rows[] = {
        {"flight", "queue"},    /* not sent yet, or back with a known outcome */
        {"hold", "queue"},      /* the operator had put it back */
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct id id = submitted();
        char from[PATH_BYTES], to[PATH_BYTES];
        path_of(id, "queue", "", from);
        path_of(id, rows[i].also, "", to);
        assert_int_equal(link(from, to), 0);
        assert_int_equal(spool_mend(&spool, NOON_S), ERR_NONE);
        assert_int_equal(size_of(id, rows[i].also, ""), -1);
        assert_int_equal(size_of(id, rows[i].stays, ""), SEALED_BYTES);
    }
    struct id held = submitted();
    char from[PATH_BYTES], to[PATH_BYTES];
    assert_int_equal(spool_move(&spool, held, SPOOL_QUEUE, SPOOL_HOLD), ERR_NONE);
    path_of(held, "hold", "", from);
    path_of(held, "flight", "", to);
    assert_int_equal(link(from, to), 0);
    assert_int_equal(spool_mend(&spool, NOON_S), ERR_NONE);
    assert_int_equal(size_of(held, "flight", ""), -1);
    assert_int_equal(size_of(held, "hold", ""), SEALED_BYTES);
    assert_int_equal(spool.count, 3);
}

static void the_empty_file_of_a_delivery_stays_thirty_days(void **state)
{
    (void)state;
    struct id id = submitted();
    int64_t day_s = 24 * 3600;
    assert_int_equal(spool_finish(&spool, id, SPOOL_QUEUE, SPOOL_DELIVERED, NOON_S), ERR_NONE);
    assert_int_equal(spool_sweep(&spool, NOON_S + 30 * day_s), ERR_NONE);
    assert_int_equal(size_of(id, "done", ""), 0);
    assert_int_equal(spool_sweep(&spool, NOON_S - 400 * day_s),
                     ERR_NONE); /* a dead clock erases nothing */
    assert_int_equal(size_of(id, "done", ""), 0);
    assert_int_equal(spool_sweep(&spool, NOON_S + 30 * day_s + 1), ERR_NONE);
    assert_int_equal(size_of(id, "done", ""), -1);
}

static void a_full_disk_is_told_as_full_leaves_nothing_and_heals(void **state)
{
    (void)state;
    /* A limit on the size of files fails in the middle of a write, as a full disk does. */
    struct rlimit before_limit, small = {.rlim_cur = 4096};
    assert_int_equal(getrlimit(RLIMIT_FSIZE, &before_limit), 0);
    small.rlim_max = before_limit.rlim_max;
    signal(SIGXFSZ, SIG_IGN);
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &small), 0);
    struct id id = id_new();
    enum spool_fate before;
    enum err submit_err = spool_submit(&spool, id, &sealed, NOON_S, &before);
    enum err probe_err = spool_probe(&spool);
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &before_limit), 0);

    assert_int_equal(submit_err, ERR_FULL);
    assert_int_equal(probe_err, ERR_FULL);
    assert_int_equal(count_in(SPOOL_QUEUE), 0);
    assert_int_equal(spool_probe(&spool), ERR_NONE);
    assert_int_equal(spool_submit(&spool, id, &sealed, NOON_S, &before), ERR_NONE);
}

static void a_spool_at_its_limit_takes_no_more_until_some_are_gone(void **state)
{
    (void)state;
    struct id id = submitted();
    enum spool_fate before;
    spool.count = SPOOL_MOST; /* wrong on purpose: counted again before anybody is refused */
    submitted();
    assert_int_equal(spool.count, 2);

    char first[PATH_BYTES], path[PATH_BYTES];
    path_of(id, "queue", "", first);
    for (int i = spool.count; i < SPOOL_MOST; i++) {
        path_of(id_new(), "hold", "", path);
        assert_int_equal(link(first, path), 0);   /* quicker than a file */
    }
    spool.count = SPOOL_MOST;
    assert_int_equal(spool_submit(&spool, id_new(), &sealed, NOON_S, &before), ERR_FULL);
    assert_int_equal(spool_probe(&spool), ERR_FULL);
    assert_int_equal(spool_submit(&spool, id, &sealed, NOON_S, &before),
                     ERR_NONE); /* what is kept is kept */
    assert_int_equal(spool_finish(&spool, id, SPOOL_QUEUE, SPOOL_DELIVERED, NOON_S), ERR_NONE);
    assert_int_equal(spool_probe(&spool), ERR_NONE);
}

static void two_couriers_cannot_have_one_spool_but_the_operator_can_look(void **state)
{
    (void)state;
    struct spool other;
    submitted();
    assert_int_equal(spool_open(folder, &other), ERR_EXISTS);
    assert_int_equal(spool_visit(folder, &other), ERR_NONE);
    assert_int_equal(other.count, 1);
    assert_true(spool_is_served(&other));
    spool_close(&spool);
    assert_false(spool_is_served(&other));
    spool_close(&other);
    assert_int_equal(spool_open(folder, &spool), ERR_NONE);
}

static void a_folder_that_others_can_write_in_is_refused(void **state)
{
    (void)state;
    char path[PATH_BYTES];
    spool_close(&spool);
    assert_int_equal(chmod(folder, 0777), 0);
    assert_int_equal(spool_open(folder, &spool), ERR_REFUSED);
    assert_int_equal(chmod(folder, 0755), 0);
    snprintf(path, sizeof path, "%s/hold", folder);
    assert_int_equal(chmod(path, 0770), 0);
    assert_int_equal(spool_open(folder, &spool), ERR_REFUSED);
    assert_int_equal(chmod(path, 0700), 0);
    assert_int_equal(spool_open(folder, &spool), ERR_NONE);
}

static void a_visit_to_what_is_no_spool_makes_nothing(void **state)
{
    (void)state;
    struct spool other = {0};
    char path[PATH_BYTES];
    assert_int_equal(spool_visit("/tmp/naast-no-such-folder", &other), ERR_MISSING);
    snprintf(path, sizeof path, "%s/queue", folder);
    assert_int_equal(spool_visit(path, &other), ERR_MISSING);
    snprintf(path, sizeof path, "%s/queue/queue", folder);
    assert_false(file_exists(path));
    spool_close(&other);
}

#define PROMISE(name) cmocka_unit_test_setup_teardown(name, spool_begin, spool_end)

int main(void)
{
    if (sodium_init() < 0) return 1;
    const struct CMUnitTest tests[] = {
        PROMISE(a_kept_request_lies_in_the_queue_whole_private_and_without_a_telling_time),
        PROMISE(what_came_by_a_clock_nobody_set_gets_its_time_later),
        PROMISE(the_same_id_twice_is_one_request_wherever_it_is_by_now),
        PROMISE(what_was_delivered_or_dropped_never_comes_back),
        PROMISE(a_move_leaves_exactly_one_file),
        PROMISE(a_damaged_file_is_told_apart_and_the_others_stay_readable),
        PROMISE(a_link_or_a_folder_with_the_name_of_a_request_is_not_read),
        PROMISE(foreign_files_are_passed_over_and_left_alone),
        PROMISE(a_crash_between_the_two_steps_of_finishing_is_mended_at_start),
        PROMISE(of_a_move_that_the_disk_forgot_half_one_name_stays),
        PROMISE(the_empty_file_of_a_delivery_stays_thirty_days),
        PROMISE(a_full_disk_is_told_as_full_leaves_nothing_and_heals),
        PROMISE(a_spool_at_its_limit_takes_no_more_until_some_are_gone),
        PROMISE(two_couriers_cannot_have_one_spool_but_the_operator_can_look),
        PROMISE(a_folder_that_others_can_write_in_is_refused),
        PROMISE(a_visit_to_what_is_no_spool_makes_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
