/* SPDX-License-Identifier: EUPL-1.2 */
/* Row 8, inside: every call that the spool and the keys make fails once, with every cause the
 * kernel has, and nothing is lost, left open or answered wrongly. */
#include "spool/empty_spool.h"

#include <errno.h>
#include <string.h>
#include <sys/stat.h>

#include "base/file.h"
#include "faults/each_call.h"
#include "spool/disk.h"
#include "spool/keys.h"

static const int causes[] = {EIO, ENOSPC, EROFS, EACCES, ENOENT, EEXIST, ENOMEM, EINTR, EMFILE};

static int stop_and_end(void **state)
{
    (void)calls_end();
    return spool_end(state);
}

static struct id one;     /* of the request at hand */

#define EACH_CALL(act_, prepare_, judge_) \
    at_each_call((struct each_call){EACH_CAUSE(causes), .act = (act_), \
                                    .prepare = (prepare_), .judge = (judge_)})

static void new_id(void) { one = id_new(); }
static void keep_one(void) { one = submitted(); }

static enum err open_and_close(void)
{
    struct spool again;
    char path[96];
    snprintf(path, sizeof path, "%s/again", folder);
    enum err err = spool_open(path, &again);
    if (!err) spool_close(&again);
    return err;
}

static enum err visit(void)
{
    struct spool guest;
    enum err err = spool_visit(folder, &guest);
    if (err) return err;
    (void)spool_is_served(&guest);
    spool_close(&guest);
    return ERR_NONE;
}

static void no_matter(enum err err, bool has_failed)
{
    (void)err;
    (void)has_failed;
}

static void an_opening_that_fails_leaves_nothing_open(void **state)
{
    (void)state;
    EACH_CALL(open_and_close, new_id, no_matter);
    EACH_CALL(visit, new_id, no_matter);
}

static enum err submit_it(void) { return submit(one); }

static void is_kept_or_nowhere(enum err err, bool has_failed)
{
    (void)has_failed;
    if (err) assert_int_equal(fate_of(one), SPOOL_UNKNOWN);
    else assert_int_equal(fate_of(one), SPOOL_WAITING);
    assert_int_equal(submit(one), ERR_NONE);
    if (spool.count > 0) assert_int_equal(spool_finish(&spool, one, SPOOL_QUEUE, SPOOL_DROPPED,
                                                       NOON_S), ERR_NONE);
}

static void a_submit_is_kept_or_nowhere(void **state)
{
    (void)state;
    EACH_CALL(submit_it, new_id, is_kept_or_nowhere);
    spool.count = SPOOL_MOST;      /* at the limit it counts again, and that may fail too */
    EACH_CALL(submit_it, new_id, is_kept_or_nowhere);
}

static enum err move_on(void)
{
    return spool_move(&spool, one, SPOOL_QUEUE, SPOOL_HOLD);
}

static void is_somewhere(enum err err, bool has_failed)
{
    (void)err;
    (void)has_failed;
    assert_true(fate_of(one) == SPOOL_WAITING || fate_of(one) == SPOOL_DELIVERED);
}

static enum err finish(void)
{
    return spool_finish(&spool, one, SPOOL_QUEUE, SPOOL_DELIVERED, NOON_S);
}

static enum err read_it(void)
{
    static struct sealed again;
    enum err err = spool_read(&spool, one, SPOOL_QUEUE, &again);
    if (!err) assert_memory_equal(&again, &sealed, sizeof sealed);
    return err;
}

static void what_is_moved_read_or_finished_is_never_lost(void **state)
{
    (void)state;
    EACH_CALL(read_it, keep_one, is_somewhere);
    EACH_CALL(move_on, keep_one, is_somewhere);
    EACH_CALL(finish, keep_one, is_somewhere);
}

/* One whose end was cut off before it was emptied, one in two places, and one forgotten long
 * ago. */
static void half_done(void)
{
    struct id cut = submitted(), twice = submitted(), old = submitted();
    char text[ID_TEXT_BYTES], from[PATH_BYTES], to[PATH_BYTES];
    id_text(cut, text);
    snprintf(from, sizeof from, "%s/queue/%s", folder, text);
    snprintf(to, sizeof to, "%s/done/%s", folder, text);
    assert_int_equal(rename(from, to), 0);
    id_text(twice, text);
    snprintf(from, sizeof from, "%s/queue/%s", folder, text);
    snprintf(to, sizeof to, "%s/flight/%s", folder, text);
    assert_int_equal(link(from, to), 0);
    assert_int_equal(
        spool_finish(&spool, old, SPOOL_QUEUE, SPOOL_DROPPED, NOON_S - 40 * 24 * 3600),
        ERR_NONE);
    one = twice;
}

static enum err mend_and_sweep(void)
{
    enum err err = spool_mend(&spool, NOON_S);
    enum err sweep_err = spool_sweep(&spool, NOON_S);
    return err ? err : sweep_err;
}

static void is_mended_later(enum err err, bool has_failed)
{
    (void)err;
    (void)has_failed;
    assert_int_equal(mend_and_sweep(), ERR_NONE);
    enum spool_state at;
    assert_int_equal(spool_find(&spool, one, &at), SPOOL_WAITING);
    assert_int_equal(at, SPOOL_QUEUE);
    assert_int_equal(spool_finish(&spool, one, SPOOL_QUEUE, SPOOL_DELIVERED, NOON_S), ERR_NONE);
    assert_int_equal(spool_sweep(&spool, NOON_S + 40 * 24 * 3600), ERR_NONE);
}

static void mending_that_fails_is_mended_later(void **state)
{
    (void)state;
    EACH_CALL(mend_and_sweep, half_done, is_mended_later);
}

static enum err probe(void)
{
    return spool_probe(&spool);
}

static void a_probe_that_fails_says_so(void **state)
{
    (void)state;
    EACH_CALL(probe, new_id, no_matter);
}

static char key_folder[96], secret_path[128];

static void no_keys(void)
{
    snprintf(key_folder, sizeof key_folder, "%s/keys", folder);
    snprintf(secret_path, sizeof secret_path, "%s/courier.key", key_folder);
    scratch_remove(key_folder);
}

static enum err make_keys(void)
{
    struct public_key key;
    return keys_new(key_folder, &key);
}

static void is_whole_or_absent(enum err err, bool has_failed)
{
    (void)has_failed;
    struct key_pair pair;
    if (err && !file_exists(secret_path)) return;
    assert_int_equal(keys_read(secret_path, &pair), ERR_NONE);
    keys_wipe(&pair);
    assert_int_equal(make_keys(), ERR_EXISTS);
}

static enum err read_keys(void)
{
    struct key_pair pair;
    enum err err = keys_read(secret_path, &pair);
    if (!err) keys_wipe(&pair);
    return err;
}

static void keys_are_whole_or_absent(void **state)
{
    (void)state;
    EACH_CALL(make_keys, no_keys, is_whole_or_absent);
    no_keys();
    assert_int_equal(make_keys(), ERR_NONE);
    EACH_CALL(read_keys, NULL, no_matter);
}

static void is_read_back(enum err err, bool has_failed)
{
    (void)err;
    (void)has_failed;
    assert_int_equal(read_it(), ERR_NONE);
    assert_int_equal(finish(), ERR_NONE);
}

static void what_a_write_takes_in_parts_is_whole(void **state)
{
    (void)state;
    at_each_short_write((struct each_call){
        .prepare = new_id, .act = submit_it, .judge = is_read_back});
    at_each_short_write((struct each_call){
        .prepare = no_keys, .act = make_keys, .judge = is_whole_or_absent});
}

static void every_cause_of_the_kernel_has_a_name_of_ours(void **state)
{
    (void)state;
    static const struct { int number; enum err err; } rows[] = {
        {ENOSPC, ERR_FULL}, {EDQUOT, ERR_FULL}, {EFBIG, ERR_FULL}, {ENOENT, ERR_MISSING},
        {ENOTDIR, ERR_MISSING}, {EEXIST, ERR_EXISTS}, {EACCES, ERR_REFUSED},
        {EPERM, ERR_REFUSED}, {ELOOP, ERR_REFUSED}, {ENOMEM, ERR_MEMORY}, {EIO, ERR_DISK}};
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
        assert_int_equal(disk_cause(rows[i].number), rows[i].err);
    char long_path[PATH_BYTES + 8];
    memset(long_path, 'a', sizeof long_path - 1);
    long_path[sizeof long_path - 1] = 0;
    assert_int_equal(disk_make_folder(long_path, 0700), ERR_LARGE);
    assert_int_equal(disk_sync_folder("/no/such/folder"), ERR_MISSING);
}

#define PROMISE(name) cmocka_unit_test_setup_teardown(name, spool_begin, stop_and_end)

int main(void)
{
    if (sodium_init() < 0) return 1;
    const struct CMUnitTest tests[] = {
        PROMISE(an_opening_that_fails_leaves_nothing_open),
        PROMISE(a_submit_is_kept_or_nowhere),
        PROMISE(what_is_moved_read_or_finished_is_never_lost),
        PROMISE(mending_that_fails_is_mended_later),
        PROMISE(a_probe_that_fails_says_so),
        PROMISE(keys_are_whole_or_absent),
        PROMISE(what_a_write_takes_in_parts_is_whole),
        PROMISE(every_cause_of_the_kernel_has_a_name_of_ours),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
