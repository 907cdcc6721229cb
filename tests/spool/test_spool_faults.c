/* SPDX-License-Identifier: EUPL-1.2 */
/* Every system call of the spool fails once, at every place; and nothing is answered before it
 * is synced. */
#include "spool/empty_spool.h"

#include <errno.h>
#include <string.h>
#include <sys/stat.h>

#define FDS_MOST 64

enum fault { FAULT_ERROR, FAULT_SHORT };

/* The calls of one action, as they happen. */
static struct {
    int calls;                  /* so far */
    int fails_at;               /* 1 is the first; 0: none */
    int number;                 /* errno of the failure */
    enum fault fault;
    bool is_dirty[FDS_MOST];    /* this file or folder was changed and not yet synced */
    bool linked_unsynced;       /* a file got its name before its bytes were on the disk */
    int failed_syncs;
    bool used_after_failed_sync;
    int failed_sync_fd;
} watch;

static bool fails_now(void)
{
    watch.calls++;
    if (watch.calls != watch.fails_at) return false;
    errno = watch.number;
    return true;
}

static void mark(int fd, bool is_dirty)
{
    if (fd >= 0 && fd < FDS_MOST) watch.is_dirty[fd] = is_dirty;
}

int __real_fsync(int fd);
int __wrap_fsync(int fd);
int __wrap_fsync(int fd)
{
    if (watch.failed_syncs > 0 && fd == watch.failed_sync_fd)
        watch.used_after_failed_sync = true;
    if (fails_now()) {
        watch.failed_syncs++;
        watch.failed_sync_fd = fd;
        return -1;
    }
    mark(fd, false);
    return __real_fsync(fd);
}

ssize_t __real_write(int fd, const void *from, size_t size);
ssize_t __wrap_write(int fd, const void *from, size_t size);
ssize_t __wrap_write(int fd, const void *from, size_t size)
{
    bool fails = fails_now();
    if (fails && watch.fault == FAULT_ERROR) return -1;
    mark(fd, true);
    return __real_write(fd, from, fails && size > 1 ? size / 2 : size);
}

int __real_linkat(int from, const char *old, int to, const char *name, int flags);
int __wrap_linkat(int from, const char *old, int to, const char *name, int flags);
int __wrap_linkat(int from, const char *old, int to, const char *name, int flags)
{
    int fd = -1;
    if (fails_now()) return -1;
    if (sscanf(old, "/proc/self/fd/%d", &fd) == 1 && fd < FDS_MOST && watch.is_dirty[fd])
        watch.linked_unsynced = true;
    mark(to, true);
    return __real_linkat(from, old, to, name, flags);
}

int __real_renameat(int from, const char *old, int to, const char *name);
int __wrap_renameat(int from, const char *old, int to, const char *name);
int __wrap_renameat(int from, const char *old, int to, const char *name)
{
    if (fails_now()) return -1;
    mark(from, true);
    mark(to, true);
    return __real_renameat(from, old, to, name);
}

int __real_ftruncate(int fd, off_t size);
int __wrap_ftruncate(int fd, off_t size);
int __wrap_ftruncate(int fd, off_t size)
{
    if (fails_now()) return -1;
    mark(fd, true);
    return __real_ftruncate(fd, size);
}

int __real_futimens(int fd, const struct timespec times[2]);
int __wrap_futimens(int fd, const struct timespec times[2]);
int __wrap_futimens(int fd, const struct timespec times[2])
{
    return fails_now() ? -1 : __real_futimens(fd, times);
}

int __real_close(int fd);
int __wrap_close(int fd);
int __wrap_close(int fd)
{
    bool fails = fails_now();
    int result = __real_close(fd);
    return fails ? -1 : result;
}

static int stop_and_end(void **state)
{
    memset(&watch, 0, sizeof watch);
    return spool_end(state);
}

static void begin(int fails_at, int number, enum fault fault)
{
    memset(&watch, 0, sizeof watch);
    watch.fails_at = fails_at;
    watch.number = number;
    watch.fault = fault;
}

static bool nothing_is_dirty(void)
{
    for (int fd = 0; fd < FDS_MOST; fd++)
        if (watch.is_dirty[fd]) return false;
    return true;
}

static void nothing_is_answered_before_it_is_synced(void **state)
{
    (void)state;
    struct id id = id_new();
    begin(0, 0, FAULT_ERROR);
    assert_int_equal(submit(id), ERR_NONE);
    assert_true(nothing_is_dirty());
    assert_false(watch.linked_unsynced);
    assert_int_equal(spool_move(&spool, id, SPOOL_QUEUE, SPOOL_FLIGHT), ERR_NONE);
    assert_true(nothing_is_dirty());
    assert_int_equal(spool_finish(&spool, id, SPOOL_FLIGHT, SPOOL_DELIVERED, NOON_S), ERR_NONE);
    assert_true(nothing_is_dirty());
}

static void a_name_that_was_never_synced_is_synced_before_kept_is_said_again(void **state)
{
    (void)state;
    struct id id = id_new();
    assert_int_equal(submit(id), ERR_NONE);
    begin(0, 0, FAULT_ERROR);
    mark(spool_folder(&spool, SPOOL_QUEUE),
         true); /* as after a courier that died at the link */
    assert_int_equal(submit(id), ERR_NONE);
    assert_true(nothing_is_dirty());
}

/* One submit in which call number `at` fails. True when that call was never reached. */
static bool submit_with_a_fault(int at, int number)
{
    struct id id = id_new();
    begin(at, number, FAULT_ERROR);
    enum err err = submit(id);
    bool was_reached = watch.calls >= at;
    if (was_reached && !err) fail_msg("call %d failed and the answer was still kept", at);
    if (err && fate_of(id) != SPOOL_UNKNOWN) fail_msg("call %d: not kept, yet it is there", at);
    if (watch.used_after_failed_sync) fail_msg("call %d: synced again after a failed sync", at);
    begin(0, 0, FAULT_ERROR);
    assert_int_equal(submit(id), ERR_NONE);             /* the same id a moment later */
    assert_int_equal(fate_of(id), SPOOL_WAITING);
    return !was_reached;
}

static void whichever_call_fails_a_submit_is_kept_or_nowhere(void **state)
{
    (void)state;
    static const int numbers[] = {EIO, ENOSPC, EROFS, ENOMEM};
    for (size_t i = 0; i < sizeof numbers / sizeof numbers[0]; i++) {
        int at = 1;
        while (!submit_with_a_fault(at, numbers[i])) at++;
        assert_true(at > 5);     /* write, times, fsync, link, fsync, close */
    }
}

static void a_short_or_interrupted_write_goes_on(void **state)
{
    (void)state;
    struct id cut = id_new(), interrupted = id_new();
    struct sealed again;
    begin(1, 0, FAULT_SHORT);
    assert_int_equal(submit(cut), ERR_NONE);
    assert_int_equal(spool_read(&spool, cut, SPOOL_QUEUE, &again), ERR_NONE);
    assert_memory_equal(again.bytes, sealed.bytes, sizeof sealed.bytes);
    begin(1, EINTR, FAULT_ERROR);
    assert_int_equal(submit(interrupted), ERR_NONE);
    assert_int_equal(spool_read(&spool, interrupted, SPOOL_QUEUE, &again), ERR_NONE);
    assert_memory_equal(again.bytes, sealed.bytes, sizeof sealed.bytes);
}

static void whichever_call_fails_a_move_or_an_end_loses_nothing(void **state)
{
    (void)state;
    bool was_reached = true;
    for (int at = 1; was_reached; at++) {
        struct id id = id_new();
        begin(0, 0, FAULT_ERROR);
        assert_int_equal(submit(id), ERR_NONE);
        begin(at, EIO, FAULT_ERROR);
        enum err err = spool_move(&spool, id, SPOOL_QUEUE, SPOOL_FLIGHT);
        was_reached = watch.calls >= at;
        if (was_reached) assert_int_equal(err, ERR_DISK);
        assert_int_equal(fate_of(id), SPOOL_WAITING);
    }
    was_reached = true;
    for (int at = 1; was_reached; at++) {
        struct id id = id_new();
        begin(0, 0, FAULT_ERROR);
        assert_int_equal(submit(id), ERR_NONE);
        begin(at, EIO, FAULT_ERROR);
        enum err err = spool_finish(&spool, id, SPOOL_QUEUE, SPOOL_DELIVERED, NOON_S);
        was_reached = watch.calls >= at;
        if (was_reached) assert_int_equal(err, ERR_DISK);
        assert_true(fate_of(id) == SPOOL_WAITING || fate_of(id) == SPOOL_DELIVERED);
        begin(0, 0, FAULT_ERROR);
        assert_int_equal(spool_mend(&spool, NOON_S), ERR_NONE);
    }
}

static void a_probe_finds_a_disk_that_takes_no_write(void **state)
{
    (void)state;
    bool was_reached = true;
    for (int at = 1; was_reached; at++) {
        begin(at, EROFS, FAULT_ERROR);
        enum err err = spool_probe(&spool);
        was_reached = watch.calls >= at;
        assert_int_equal(err, was_reached ? ERR_DISK : ERR_NONE);
    }
}

#define PROMISE(name) cmocka_unit_test_setup_teardown(name, spool_begin, stop_and_end)

int main(void)
{
    if (sodium_init() < 0) return 1;
    const struct CMUnitTest tests[] = {
        PROMISE(nothing_is_answered_before_it_is_synced),
        PROMISE(a_name_that_was_never_synced_is_synced_before_kept_is_said_again),
        PROMISE(whichever_call_fails_a_submit_is_kept_or_nowhere),
        PROMISE(a_short_or_interrupted_write_goes_on),
        PROMISE(whichever_call_fails_a_move_or_an_end_loses_nothing),
        PROMISE(a_probe_finds_a_disk_that_takes_no_write),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
