/* SPDX-License-Identifier: EUPL-1.2 */
#include "base/promise.h"
#include "spool/key_ring.h"
#include "base/scratch.h"

#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define NOW INT64_C(1800000000)
#define DAY INT64_C(86400)

static char home[64], key_path[128], data[128];
static struct key_ring ring;
static struct spool spool;

static int set_up(void **state)
{
    (void)state;
    struct public_key made;
    char base[128];
    if (sodium_init() < 0) return 1;
    scratch_make(home);
    snprintf(key_path, sizeof key_path, "%s/base/courier.key", home);
    snprintf(data, sizeof data, "%s/data", home);
    snprintf(base, sizeof base, "%s/base", home);
    if (mkdir(data, 0700) < 0 || keys_new(base, &made) || spool_open(data, &spool)) return 1;
    return key_ring_open(key_path, data, NOW, &ring) != ERR_NONE;
}

static int tear_down(void **state)
{
    (void)state;
    key_ring_close(&ring);
    spool_close(&spool);
    scratch_remove(home);
    return 0;
}

static void reopen(const char *path, int64_t wall_s)
{
    key_ring_close(&ring);
    assert_int_equal(key_ring_open(path, data, wall_s, &ring), ERR_NONE);
}

static struct sealed sealed_now(void)
{
    struct sealed sealed;
    struct bytes plain = {.limit_bytes = 64};
    assert_int_equal(bytes_add_text(&plain, "hello"), ERR_NONE);
    assert_int_equal(seal(key_ring_newest(&ring), &plain, &sealed), ERR_NONE);
    bytes_wipe(&plain);
    return sealed;
}

static bool can_open(const struct sealed *sealed)
{
    struct bytes plain = {.limit_bytes = SEALED_PLAIN_BYTES, .is_private = true};
    const struct key_pair *pair = key_ring_find(&ring, sealed);
    bool can = pair && !unseal(&pair->public_key, pair->secret_key, sealed, &plain) &&
               strcmp(plain.start, "hello") == 0;
    bytes_wipe(&plain);
    return can;
}

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

int main(void)
{
    const struct CMUnitTest tests[] = {
#define RING(test) cmocka_unit_test_setup_teardown(test, set_up, tear_down)
        RING(what_was_sealed_before_a_restart_opens_after_it),
        RING(a_week_later_there_is_a_new_key_and_the_old_one_still_opens),
        RING(an_old_key_is_destroyed_only_when_nothing_waits_under_it),
        RING(without_the_base_key_new_requests_are_still_taken),
        RING(a_base_key_that_others_may_read_is_no_reason_to_make_another),
        RING(a_wrong_clock_keeps_no_key_for_years_and_makes_no_heap_of_them),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
