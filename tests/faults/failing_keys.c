/* SPDX-License-Identifier: EUPL-1.2 */
/* Row 8 for the keys: every call that the key ring makes fails once. Whatever a kiosk was told
 * to seal to opens after a restart, and no key goes under which something waits. */
#include "spool/one_ring.h"

#include <errno.h>

#include "faults/each_call.h"

static const int causes[] = {EIO, ENOSPC, EACCES, ENOMEM, EMFILE};
static struct sealed waiting;   /* in the spool, under the first key */
static struct id waits_already;

static int stop_and_end(void **state)
{
    (void)calls_end();
    return ring_end(state);
}

static int begin_and_wait(void **state)
{
    enum spool_fate before;
    if (ring_begin(state)) return 1;
    waiting = sealed_now();
    waits_already = id_new();
    return spool_submit(&spool, waits_already, &waiting, NOW, &before) != ERR_NONE;
}

/* What is told is true after a restart. */
static void judge(enum err err, bool has_failed)
{
    (void)err;
    (void)has_failed;
    struct sealed told = sealed_now();
    assert_true(can_open(&told));
    reopen(key_path, NOW + 8 * DAY);
    assert_true(can_open(&told));
    assert_true(can_open(&waiting));
}

static void no_key_more(enum err err, bool has_failed)
{
    judge(err, has_failed);
    assert_int_equal(ring.count, 1);
}

static enum err open_ring(void)
{
    key_ring_close(&ring);
    enum err err = key_ring_open(key_path, data, NOW + 8 * DAY, &ring);
    if (!err) return ERR_NONE;
    (void)calls_end();   /* refused as a whole: then the courier does not start */
    reopen(key_path, NOW + 8 * DAY);
    return err;
}

static void an_opened_ring_opens_what_it_had_sealed_to(void **state)
{
    (void)state;
    at_each_call((struct each_call){
        EACH_CAUSE(causes), .act = open_ring, .judge = no_key_more});
}

static void without_base(void)
{
    char lost[160];
    snprintf(lost, sizeof lost, "%s.lost", key_path);
    key_ring_close(&ring);
    if (key_ring_open(lost, data, NOW, &ring)) return;
    (void)calls_end();
    struct sealed told = sealed_now();
    reopen(lost, NOW);
    assert_true(can_open(&told));
}

static void a_ring_that_lost_its_base_key_keeps_what_it_told(void **state)
{
    (void)state;
    bool has_failed = true;
    for (int at = 1; has_failed; at++) {
        char keys[160];
        snprintf(keys, sizeof keys, "%s/keys", data);
        scratch_remove(keys);
        calls_begin(at, EIO);
        without_base();
        has_failed = calls_end();
    }
}

static int64_t wall_s = NOW;
static bool has_turned;

static void turn(void)
{
    wall_s += 7 * DAY;
    has_turned = key_ring_turn(&ring, wall_s);
}

static void drop_spare(void)
{
    for (int i = ring.count - 1; i > 0 && ring.count > 2; i--)
        (void)key_ring_drop_unused(&ring, &spool, wall_s + 2 * DAY);
}

static void a_turn_that_fails_tells_nobody_of_a_key(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof causes / sizeof causes[0]; i++) {
        bool has_failed = true;
        int in_spite_of_it = 0;
        for (int at = 1; has_failed; at++) {
            calls_begin(at, causes[i]);
            turn();
            has_failed = calls_end();
            in_spite_of_it += has_failed && has_turned;
            assert_true(has_failed || has_turned);
            judge(ERR_NONE, has_failed);
            drop_spare();
        }
        assert_in_range(in_spite_of_it, 0, 1);   /* closing the folder, once it is synced */
    }
}

static int dropped;

static void have_three(void)
{
    while (ring.count < 3) {
        wall_s += 7 * DAY;
        assert_true(key_ring_turn(&ring, wall_s));
    }
}

static enum err drop(void)
{
    dropped = key_ring_drop_unused(&ring, &spool, wall_s + 2 * DAY);
    return ERR_NONE;
}

static void only_the_unused_went(enum err err, bool has_failed)
{
    assert_int_equal(dropped, 3 - ring.count);
    assert_true(can_open(&waiting));
    if (!has_failed) assert_int_equal(dropped, 1);
    judge(err, has_failed);
}

/* Of three keys the first is in use, the second is not. */
static void no_key_goes_under_which_something_waits(void **state)
{
    (void)state;
    at_each_call((struct each_call){
        EACH_CAUSE(causes), .prepare = have_three, .act = drop, .judge = only_the_unused_went});
}

static enum err turn_or_say(void)
{
    turn();
    return has_turned ? ERR_NONE : ERR_DISK;
}

static void has_a_whole_key(enum err err, bool has_failed)
{
    judge(err, has_failed);
    drop_spare();
}

static void a_key_that_a_write_takes_in_parts_is_whole(void **state)
{
    (void)state;
    at_each_short_write((struct each_call){.act = turn_or_say, .judge = has_a_whole_key});
}

static struct id moving;
static struct spool operators;

static void operator_retries(void)
{
    assert_int_equal(spool_move(&operators, moving, SPOOL_HOLD, SPOOL_QUEUE), ERR_NONE);
}

/* `naast spool retry` may come between any two calls of the search for what waits. */
static void no_key_goes_under_what_the_operator_moves_meanwhile(void **state)
{
    (void)state;
    enum spool_fate before;
    bool was_moved = true;
    moving = id_new();
    assert_int_equal(spool_submit(&spool, moving, &waiting, NOW, &before), ERR_NONE);
    assert_int_equal(spool_move(&spool, moving, SPOOL_QUEUE, SPOOL_HOLD), ERR_NONE);
    /* Nothing else keeps the key. */
    assert_int_equal(spool_finish(&spool, waits_already, SPOOL_QUEUE, SPOOL_DELIVERED, NOW),
                     ERR_NONE);
    assert_int_equal(spool_visit(data, &operators), ERR_NONE);
    have_three();
    for (int at = 1; was_moved; at++) {
        calls_begin_meanwhile(at, operator_retries);
        (void)key_ring_drop_unused(&ring, &spool, wall_s + 2 * DAY);
        was_moved = calls_end();
        if (!can_open(&waiting)) fail_msg("moved before call %d: its key went", at);
        if (was_moved)
            assert_int_equal(spool_move(&spool, moving, SPOOL_QUEUE, SPOOL_HOLD), ERR_NONE);
        have_three();
    }
    spool_close(&operators);
}

#define PROMISE(name) cmocka_unit_test_setup_teardown(name, begin_and_wait, stop_and_end)

int main(void)
{
    if (sodium_init() < 0) return 1;
    const struct CMUnitTest tests[] = {
        PROMISE(an_opened_ring_opens_what_it_had_sealed_to),
        PROMISE(a_ring_that_lost_its_base_key_keeps_what_it_told),
        PROMISE(a_turn_that_fails_tells_nobody_of_a_key),
        PROMISE(a_key_that_a_write_takes_in_parts_is_whole),
        PROMISE(no_key_goes_under_which_something_waits),
        PROMISE(no_key_goes_under_what_the_operator_moves_meanwhile),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
