/* SPDX-License-Identifier: EUPL-1.2 */
#include "spool/one_ring.h"

#include <errno.h>
#include <unistd.h>

static void what_was_sealed_before_a_restart_opens_after_it(void **state)
{
    (void)state;
    struct sealed sealed = sealed_now();
    assert_int_equal(ring.count, 1);
    assert_true(can_open(&sealed));
    reopen(key_path, NOW + DAY);
    assert_int_equal(ring.count, 1);
    assert_true(can_open(&sealed));
}

static void a_week_later_there_is_a_new_key_and_the_old_one_still_opens(void **state)
{
    (void)state;
    struct sealed before = sealed_now();
    assert_false(key_ring_turn(&ring, NOW + 6 * DAY));
    assert_true(key_ring_turn(&ring, NOW + 7 * DAY));
    assert_false(key_ring_turn(&ring, NOW + 7 * DAY + 1));
    struct sealed after = sealed_now();
    reopen(key_path, NOW + 7 * DAY);
    assert_true(can_open(&before));
    assert_true(can_open(&after));
    assert_memory_not_equal(before.bytes, after.bytes, SEALED_HEADER_BYTES);
}

static void an_old_key_is_destroyed_only_when_nothing_waits_under_it(void **state)
{
    (void)state;
    struct sealed sealed = sealed_now();
    struct id id = id_new();
    enum spool_fate before;
    assert_int_equal(spool_submit(&spool, id, &sealed, NOW, &before), ERR_NONE);
    assert_int_equal(spool_move(&spool, id, SPOOL_QUEUE, SPOOL_HOLD), ERR_NONE);
    assert_true(key_ring_turn(&ring, NOW + 7 * DAY));
    assert_int_equal(key_ring_drop_unused(&ring, &spool, NOW + 30 * DAY), 0);
    assert_true(can_open(&sealed));
    assert_int_equal(spool_finish(&spool, id, SPOOL_HOLD, SPOOL_DELIVERED, NOW), ERR_NONE);
    assert_int_equal(key_ring_drop_unused(&ring, &spool, NOW + 7 * DAY + 3600), 0);
    assert_int_equal(key_ring_drop_unused(&ring, &spool, NOW + 8 * DAY), 1);
    assert_false(can_open(&sealed));
    reopen(key_path, NOW + 8 * DAY);
    assert_int_equal(ring.count, 1);
    assert_false(can_open(&sealed));
}

static void without_the_base_key_new_requests_are_still_taken(void **state)
{
    (void)state;
    char lost[160];
    struct sealed old = sealed_now();
    snprintf(lost, sizeof lost, "%s.lost", key_path);
    reopen(lost, NOW + DAY);
    assert_true(ring.base_is_lost);
    assert_false(can_open(&old));
    struct sealed fresh = sealed_now();
    assert_true(can_open(&fresh));
    reopen(lost, NOW + 2 * DAY);
    assert_true(can_open(&fresh));
    reopen(key_path, NOW + 2 * DAY);   /* it came back */
    assert_false(ring.base_is_lost);
    assert_true(can_open(&old));
    assert_true(can_open(&fresh));
    /* The one of the time between lies on this disk; nothing more goes under it. */
    int count = ring.count;
    for (int i = 0; i < 3; i++) {
        struct sealed newest = sealed_now();
        reopen(key_path, NOW + 2 * DAY);
        assert_true(can_open(&newest));
        assert_true(can_open(&fresh));
        assert_false(ring.all[ring.count - 1].is_under_own);
    }
    assert_int_equal(ring.count, count);
}

static void a_base_key_that_others_may_read_is_no_reason_to_make_another(void **state)
{
    (void)state;
    struct key_ring other;
    assert_int_equal(chmod(key_path, 0644), 0);
    assert_int_equal(key_ring_open(key_path, data, NOW, &other), ERR_REFUSED);
    assert_int_equal(chmod(key_path, 0600), 0);
}

static void a_wrong_clock_keeps_no_key_for_years_and_makes_no_heap_of_them(void **state)
{
    (void)state;
    assert_true(key_ring_turn(&ring, NOW + 3650 * DAY));
    assert_true(key_ring_turn(&ring, NOW));
    assert_false(key_ring_turn(&ring, NOW + DAY));
    for (int i = 0; i < 40; i++) (void)key_ring_turn(&ring, NOW + (i % 2 ? 0 : 3650) * DAY);
    assert_int_equal(ring.count, KEY_RING_MOST);
    struct sealed sealed = sealed_now();
    assert_true(can_open(&sealed));
}

/* Damaged, missing and foreign files */

static void read_newest(struct bytes *file)
{
    char path[PATH_BYTES];
    newest_path(path);
    *file = (struct bytes){.limit_bytes = 1024};
    assert_int_equal(file_read(path, file), ERR_NONE);
}

/* The newest key's file now holds this. What was sealed under the old key must still open, what
 * was sealed under the spoilt one must not, and there is a key for what comes. */
static void judge_spoilt(const char *path, const void *bytes, size_t size_bytes,
                         const struct sealed *old, const struct sealed *spoilt)
{
    assert_int_equal(file_replace(path, bytes, size_bytes, 0600), ERR_NONE);
    reopen(key_path, NOW + 8 * DAY);
    assert_int_equal(ring.count, 1);
    assert_true(can_open(old));
    assert_false(can_open(spoilt));
    struct sealed fresh = sealed_now();
    assert_true(can_open(&fresh));
    assert_true(file_exists(path));   /* left alone: a backup may bring it back */
}

static void a_damaged_key_is_passed_over_and_the_others_serve(void **state)
{
    (void)state;
    struct sealed old = sealed_now();
    struct bytes file;
    char path[PATH_BYTES];
    assert_true(key_ring_turn(&ring, NOW + 7 * DAY));
    struct sealed spoilt = sealed_now();
    newest_path(path);
    read_newest(&file);
    for (size_t size = 0; size < file.size_bytes; size += 9)
        judge_spoilt(path, file.start, size, &old, &spoilt);
    for (size_t at = 0; at < file.size_bytes; at++) {
        char kept = file.start[at];
        file.start[at] ^= (char)(1u << at % 7);
        judge_spoilt(path, file.start, file.size_bytes, &old, &spoilt);
        file.start[at] = kept;
    }
    assert_int_equal(bytes_add_text(&file, "x"), ERR_NONE);
    judge_spoilt(path, file.start, file.size_bytes, &old, &spoilt);
    assert_int_equal(file_replace(path, file.start, file.size_bytes - 1, 0600), ERR_NONE);
    reopen(key_path, NOW + 8 * DAY);   /* it came back */
    assert_true(can_open(&spoilt));
    bytes_wipe(&file);
}

static void what_is_no_key_of_ours_in_the_folder_is_left_alone(void **state)
{
    (void)state;
    struct sealed sealed = sealed_now();
    char path[PATH_BYTES];
    static const char *const names[] = {"notes.txt", "a.wrapped.tmp", ".wrapped", "wrapped"};
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        snprintf(path, sizeof path, "%s/keys/%s", data, names[i]);
        assert_int_equal(file_replace(path, "x", 1, 0600), ERR_NONE);
    }
    snprintf(path, sizeof path, "%s/keys/folder.wrapped", data);
    assert_int_equal(mkdir(path, 0700), 0);
    snprintf(path, sizeof path, "%s/keys/pipe.wrapped", data);
    assert_int_equal(mkfifo(path, 0600), 0);
    snprintf(path, sizeof path, "%s/keys/link.wrapped", data);
    assert_int_equal(symlink("/no/such/file", path), 0);
    reopen(key_path, NOW + DAY);
    assert_int_equal(ring.count, 1);
    assert_true(can_open(&sealed));
    assert_true(file_exists(path) || errno == ENOENT);
}

static void a_key_of_another_courier_does_not_open(void **state)
{
    (void)state;
    struct sealed foreign = sealed_now();
    struct public_key made;
    char other[128], path[160];
    snprintf(other, sizeof other, "%s/other", home);
    snprintf(path, sizeof path, "%s/courier.key", other);
    assert_int_equal(keys_new(other, &made), ERR_NONE);
    assert_false(ring.has_foreign);
    reopen(path, NOW + DAY);          /* another base key: its own weekly key is made */
    assert_false(ring.base_is_lost);
    assert_true(ring.has_foreign);    /* and somebody should hear of the first */
    assert_int_equal(ring.count, 1);
    assert_false(can_open(&foreign));
    struct sealed no_header = foreign;
    no_header.bytes[0] ^= 1;
    assert_null(key_ring_find(&ring, &no_header));
}

/* What waits can still be delivered from a disk that takes nothing. */
static void without_a_place_for_weekly_keys_the_base_key_serves(void **state)
{
    (void)state;
    char nowhere[128];
    snprintf(nowhere, sizeof nowhere, "%s/no/such/folder", home);
    key_ring_close(&ring);
    assert_int_equal(key_ring_open(key_path, nowhere, NOW, &ring), ERR_NONE);
    assert_int_equal(ring.count, 0);
    assert_false(key_ring_turn(&ring, NOW + 7 * DAY));
    assert_int_equal(key_ring_drop_unused(&ring, &spool, NOW + 30 * DAY), 0);
    struct sealed sealed = sealed_now();
    assert_true(can_open(&sealed));
    reopen(key_path, NOW);            /* the disk is there again */
    assert_int_equal(ring.count, 1);
    assert_true(can_open(&sealed));
    key_ring_close(&ring);
    char too_long[PATH_BYTES + 8];
    memset(too_long, 'a', sizeof too_long - 1);
    too_long[sizeof too_long - 1] = 0;
    assert_int_equal(key_ring_open(key_path, too_long, NOW, &ring), ERR_LARGE);
}

static void a_base_key_that_is_no_key_is_as_good_as_lost(void **state)
{
    (void)state;
    static const char *const texts[] = {"", "\n", "naast-secret-key-1 \n",
                                        "naast-public-key-1 00\n", "naast-secret-key-1 zz\n"};
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
        assert_int_equal(file_replace(key_path, texts[i], strlen(texts[i]), 0600), ERR_NONE);
        reopen(key_path, NOW);
        assert_true(ring.base_is_lost);
        struct sealed sealed = sealed_now();
        assert_true(can_open(&sealed));
    }
}

/* As many as lie in DATA/keys of a courier.key that was set aside. */
static bool count_aside(void *with, const char *name)
{
    (*(int *)with) += strncmp(name, "courier.key.damaged-", 20) == 0;
    return true;
}

/* Of its own too: half of it, from a disk that had not kept what it said, must not stop the
 * courier at every start. */
static void half_a_key_of_its_own_is_set_aside_and_replaced(void **state)
{
    (void)state;
    char keys[144], own[160], published[160], lost[160];
    int aside = 0;
    snprintf(keys, sizeof keys, "%s/keys", data);
    snprintf(own, sizeof own, "%s/keys/courier.key", data);
    snprintf(published, sizeof published, "%s/keys/courier.pub", data);
    snprintf(lost, sizeof lost, "%s.lost", key_path);
    for (size_t size = 0; size <= 20; size += 20) {
        reopen(lost, NOW);
        assert_int_equal(file_replace(own, "naast-secret-key-1 0f", size, 0600), ERR_NONE);
        reopen(lost, NOW + DAY + (int64_t)size);
        assert_true(ring.base_is_lost);
        assert_true(ring.has_foreign);   /* what was closed by the whole one */
        assert_true(file_exists(published));
        struct sealed sealed = sealed_now();
        reopen(lost, NOW + 2 * DAY);
        assert_true(can_open(&sealed));
    }
    assert_int_equal(folder_each(keys, "", count_aside, &aside), ERR_NONE);
    assert_int_equal(aside, 2);

    /* The base key is back: half a key is none, and nobody waits for the rest of it. */
    assert_int_equal(file_replace(own, "x", 1, 0600), ERR_NONE);
    reopen(key_path, NOW + 3 * DAY);
    assert_false(ring.base_is_lost || ring.misses_some);
}

static void its_own_key_that_could_not_be_read_is_read_again(void **state)
{
    (void)state;
    char own[160], lost[160];
    snprintf(own, sizeof own, "%s/keys/courier.key", data);
    snprintf(lost, sizeof lost, "%s.lost", key_path);
    reopen(lost, NOW);
    struct sealed sealed = sealed_now();
    assert_int_equal(chmod(own, 0644), 0);
    reopen(key_path, NOW + DAY);
    assert_true(ring.misses_some && ring.has_foreign);
    assert_false(can_open(&sealed));
    assert_int_equal(chmod(own, 0600), 0);
    key_ring_read_again(&ring);
    assert_false(ring.misses_some || ring.has_foreign);
    assert_true(can_open(&sealed));
}

static void a_public_half_alone_does_not_stand_in_the_way(void **state)
{
    (void)state;
    char path[160], lost[160];
    snprintf(lost, sizeof lost, "%s.lost", key_path);
    snprintf(path, sizeof path, "%s/keys/courier.pub", data);
    assert_int_equal(file_replace(path, "x", 1, 0644), ERR_NONE);
    reopen(lost, NOW);
    struct sealed sealed = sealed_now();
    assert_true(can_open(&sealed));
}

static void of_more_keys_than_there_is_room_for_as_many_serve(void **state)
{
    (void)state;
    char path[PATH_BYTES], aside[PATH_BYTES + 8];
    for (int i = 1; i < KEY_RING_MOST; i++)
        assert_true(key_ring_turn(&ring, NOW + 7 * i * DAY));
    newest_path(path);
    snprintf(aside, sizeof aside, "%s.aside", path);
    assert_int_equal(rename(path, aside), 0);
    reopen(key_path, NOW + 100 * DAY);
    assert_int_equal(ring.count, KEY_RING_MOST - 1);
    assert_true(key_ring_turn(&ring, NOW + 101 * DAY));
    assert_int_equal(rename(aside, path), 0);
    reopen(key_path, NOW + 102 * DAY);
    assert_int_equal(ring.count, KEY_RING_MOST);
    for (int i = 1; i < ring.count; i++)     /* the oldest first */
        assert_true(ring.all[i - 1].made_s <= ring.all[i].made_s);
    struct sealed sealed = sealed_now();
    assert_true(can_open(&sealed));
}

static void a_key_whose_file_cannot_be_destroyed_stays(void **state)
{
    (void)state;
    struct sealed old = sealed_now();
    char path[PATH_BYTES];
    newest_path(path);
    assert_true(key_ring_turn(&ring, NOW + 7 * DAY));
    assert_int_equal(remove(path), 0);
    assert_int_equal(mkdir(path, 0700), 0);
    assert_int_equal(key_ring_drop_unused(&ring, &spool, NOW + 30 * DAY), 0);
    assert_int_equal(ring.count, 2);
    assert_true(can_open(&old));
}

/* A torn request cannot be opened by any key; it must not keep one for ever. */
static void only_what_can_be_read_keeps_a_key(void **state)
{
    (void)state;
    struct sealed old = sealed_now();
    enum spool_fate before;
    struct id torn = id_new(), headless = id_new();
    char id[ID_TEXT_BYTES], path[PATH_BYTES];
    assert_int_equal(spool_submit(&spool, torn, &old, NOW, &before), ERR_NONE);
    old.bytes[0] ^= 1;
    assert_int_equal(spool_submit(&spool, headless, &old, NOW, &before), ERR_NONE);
    id_text(torn, id);
    snprintf(path, sizeof path, "%s/queue/%s", data, id);
    assert_int_equal(truncate(path, 100), 0);
    assert_true(key_ring_turn(&ring, NOW + 7 * DAY));
    struct sealed fresh = sealed_now();
    assert_int_equal(spool_submit(&spool, id_new(), &fresh, NOW, &before), ERR_NONE);
    assert_int_equal(key_ring_drop_unused(&ring, &spool, NOW + 30 * DAY), 1);
    assert_true(can_open(&fresh));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
#define RING(test) cmocka_unit_test_setup_teardown(test, ring_begin, ring_end)
        RING(what_was_sealed_before_a_restart_opens_after_it),
        RING(a_week_later_there_is_a_new_key_and_the_old_one_still_opens),
        RING(an_old_key_is_destroyed_only_when_nothing_waits_under_it),
        RING(without_the_base_key_new_requests_are_still_taken),
        RING(a_base_key_that_others_may_read_is_no_reason_to_make_another),
        RING(a_wrong_clock_keeps_no_key_for_years_and_makes_no_heap_of_them),
        RING(a_damaged_key_is_passed_over_and_the_others_serve),
        RING(what_is_no_key_of_ours_in_the_folder_is_left_alone),
        RING(a_key_of_another_courier_does_not_open),
        RING(without_a_place_for_weekly_keys_the_base_key_serves),
        RING(a_base_key_that_is_no_key_is_as_good_as_lost),
        RING(half_a_key_of_its_own_is_set_aside_and_replaced),
        RING(its_own_key_that_could_not_be_read_is_read_again),
        RING(a_public_half_alone_does_not_stand_in_the_way),
        RING(of_more_keys_than_there_is_room_for_as_many_serve),
        RING(a_key_whose_file_cannot_be_destroyed_stays),
        RING(only_what_can_be_read_keeps_a_key),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
