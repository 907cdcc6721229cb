/* SPDX-License-Identifier: EUPL-1.2 */
/* Every call that both ends of the link make fails once: no end hangs, leaks or lies, and the
 * next try works. */
#include "base/promise.h"

#include <errno.h>
#include <sodium.h>
#include <string.h>
#include <unistd.h>

#include "faults/each_call.h"
#include "link/courier_link.h"
#include "link/kiosk_link.h"
#include "base/scratch.h"

static const int causes[] = {EIO,    EACCES, ENOENT, ECONNREFUSED, EADDRINUSE,
                             ENOMEM, EINTR,  EAGAIN, EMFILE,       EPROTOTYPE};
static char folder[64];
static char path[96];
static struct courier_link courier;
static struct kiosk_link kiosk;

static int empty_folder(void **state)
{
    (void)state;
    scratch_make(folder);
    snprintf(path, sizeof path, "%s/socket", folder);
    return 0;
}

static int remove_folder(void **state)
{
    (void)state;
    (void)calls_end();
    scratch_remove(folder);
    return 0;
}

static enum err open_courier(void) { return courier_link_open(path, &courier); }

/* As after a courier that was killed. */
static enum err open_over_a_stale_socket(void)
{
    bool is_first = access(path, F_OK) != 0;
    return is_first ? ERR_MISSING : courier_link_open(path, &courier);
}

static void close_courier(enum err err, bool has_failed)
{
    (void)err;
    (void)has_failed;
    courier_link_close(&courier);
}

static void leave_stale(enum err err, bool has_failed)
{
    (void)err;
    (void)has_failed;
    courier_link_close(&courier);
    assert_int_equal(courier_link_open(path, &courier), ERR_NONE);
    courier.path[0] = 0;                       /* dies without taking its name away */
    courier_link_close(&courier);
}

static void a_courier_that_cannot_listen_leaves_nothing_open(void **state)
{
    (void)state;
    at_each_call((struct each_call){
        EACH_CAUSE(causes), .act = open_courier, .judge = close_courier});
    leave_stale(ERR_NONE, false);
    at_each_call((struct each_call){
        EACH_CAUSE(causes), .act = open_over_a_stale_socket, .judge = leave_stale});
    unlink(path);
}

static enum err open_kiosk(void)
{
    kiosk.fd = -1;
    return kiosk_link_open(path, &kiosk);
}

static void listen_anew(enum err err, bool has_failed)
{
    (void)err;
    (void)has_failed;
    kiosk_link_close(&kiosk);
    courier_link_close(&courier);
    assert_int_equal(open_courier(), ERR_NONE);
}

static void a_kiosk_that_cannot_connect_leaves_nothing_open(void **state)
{
    (void)state;
    assert_int_equal(open_courier(), ERR_NONE);
    for (int i = 0; i < 3; i++) {
        assert_int_equal(open_kiosk(), ERR_NONE);
        assert_int_equal(courier_link_accept(&courier), ERR_NONE);
        listen_anew(ERR_NONE, false);
    }
    at_each_call((struct each_call){
        EACH_CAUSE(causes), .act = open_kiosk, .judge = listen_anew});
    courier_link_close(&courier);
}

/* A whole talk: accepted, asked, answered. What fails is told, and both ends can be closed. */
static enum err talk(void)
{
    static struct link_request request;
    static struct sealed sealed;
    struct link_event event = {.news = LINK_KEPT, .id = id_new()};
    enum err err = courier_link_accept(&courier);
    if (err) return err;
    uint32_t number = courier_link_number(&courier, 0);
    if (number == 0) return ERR_CLOSED;
    err = kiosk_link_hello(&kiosk);
    if (!err) err = kiosk_link_submit(&kiosk, event.id, &sealed);
    if (!err) err = kiosk_link_take_back(&kiosk, event.id);
    for (int i = 0; i < 3 && !err; i++) {
        err = courier_link_receive(&courier, 0, &request);
        if (err == ERR_TIMEOUT) err = courier_link_receive(&courier, 0, &request);
    }
    if (err) return err;
    courier_link_tell(&courier, number, &event);
    if (!courier_link_has(&courier, number)) return ERR_CLOSED;
    err = kiosk_link_receive(&kiosk, &event);
    courier_link_tell_all(&courier, &event);
    return err;
}

static void connect_both(void)
{
    assert_int_equal(open_courier(), ERR_NONE);
    assert_int_equal(open_kiosk(), ERR_NONE);
}

static void close_both(enum err err, bool has_failed)
{
    kiosk_link_close(&kiosk);
    close_courier(err, has_failed);
}

static void a_talk_that_breaks_off_is_told_and_closed(void **state)
{
    (void)state;
    at_each_call((struct each_call){
        EACH_CAUSE(causes), .prepare = connect_both, .act = talk, .judge = close_both});
}

#define PROMISE(name) cmocka_unit_test_setup_teardown(name, empty_folder, remove_folder)

int main(void)
{
    if (sodium_init() < 0) return 1;
    const struct CMUnitTest tests[] = {
        PROMISE(a_courier_that_cannot_listen_leaves_nothing_open),
        PROMISE(a_kiosk_that_cannot_connect_leaves_nothing_open),
        PROMISE(a_talk_that_breaks_off_is_told_and_closed),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
