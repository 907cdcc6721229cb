/* SPDX-License-Identifier: EUPL-1.2 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

#include <errno.h>
#include <grp.h>
#include <sodium.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>

#include "link/courier_link.h"
#include "base/scratch.h"

static char folder[64];
static char path[96];
static struct courier_link courier;

static int listen_in_empty_folder(void **state)
{
    (void)state;
    scratch_make(folder);
    snprintf(path, sizeof path, "%s/socket", folder);
    return courier_link_open(path, &courier) ? -1 : 0;
}

static int stop_listening(void **state)
{
    (void)state;
    courier_link_close(&courier);
    scratch_remove(folder);
    return 0;
}

static struct kiosk_link connected(void)
{
    struct kiosk_link kiosk;
    assert_int_equal(kiosk_link_open(path, &kiosk), ERR_NONE);
    assert_int_equal(courier_link_accept(&courier), ERR_NONE);
    return kiosk;
}

static struct sealed some_sealed(void)
{
    struct sealed sealed;
    randombytes_buf(sealed.bytes, sizeof sealed.bytes);
    return sealed;
}

static void what_a_kiosk_asks_arrives_as_it_was_asked(void **state)
{
    (void)state;
    struct kiosk_link kiosk = connected();
    struct link_request request;
    struct sealed sealed = some_sealed();
    struct id id = id_new();
    assert_int_equal(kiosk_link_hello(&kiosk), ERR_NONE);
    assert_int_equal(kiosk_link_submit(&kiosk, id, &sealed), ERR_NONE);
    assert_int_equal(kiosk_link_take_back(&kiosk, id), ERR_NONE);

    assert_int_equal(courier_link_receive(&courier, 0, &request), ERR_NONE);
    assert_int_equal(request.ask, LINK_HELLO);
    assert_int_equal(courier_link_receive(&courier, 0, &request), ERR_NONE);
    assert_int_equal(request.ask, LINK_SUBMIT);
    assert_true(id_is_same(request.id, id));
    assert_memory_equal(request.sealed.bytes, sealed.bytes, sizeof sealed.bytes);
    assert_int_equal(courier_link_receive(&courier, 0, &request), ERR_NONE);
    assert_int_equal(request.ask, LINK_TAKE_BACK);
    assert_true(id_is_same(request.id, id));
    assert_int_equal(courier_link_receive(&courier, 0, &request), ERR_TIMEOUT);
    kiosk_link_close(&kiosk);
    assert_int_equal(courier_link_receive(&courier, 0, &request), ERR_CLOSED);
}

static void every_news_arrives_as_it_was_told(void **state)
{
    (void)state;
    struct kiosk_link kiosk = connected();
    struct link_event rows[] = {{.news = LINK_READY},
                                {.news = LINK_NOT_READY},
                                {.news = LINK_KEPT},
                                {.news = LINK_NOT_KEPT},
                                {.news = LINK_DELIVERED},
                                {.news = LINK_WAITING},
                                {.news = LINK_BAD_CONTACT, .field = LINK_FIELD_EMAIL}};
    randombytes_buf(rows[0].key.bytes, 32);
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct link_event event;
        if (i > 1) rows[i].id = id_new();
        courier_link_tell(&courier, courier_link_number(&courier, 0), &rows[i]);
        assert_int_equal(kiosk_link_receive(&kiosk, &event), ERR_NONE);
        assert_int_equal(event.news, rows[i].news);
        assert_int_equal(event.field, rows[i].field);
        assert_memory_equal(event.id.bytes, rows[i].id.bytes, 16);
        assert_memory_equal(event.key.bytes, rows[i].key.bytes, 32);
    }
    kiosk_link_close(&kiosk);
}

static void nonsense_is_answered_by_closing_that_peer_only(void **state)
{
    (void)state;
    static uint8_t good[DATAGRAM_SUBMIT_BYTES + 64];
    struct link_request submit = {.ask = LINK_SUBMIT, .id = id_new(), .sealed = some_sealed()};
    assert_int_equal(datagram_write_request(&submit, good), DATAGRAM_SUBMIT_BYTES);
    static const struct {
        size_t size_bytes;
        int flip_at;
        uint8_t to;
        const char *why;
    } rows[] = {
        {1, -1, 0, "one byte"},
        {DATAGRAM_BYTES - 1, -1, 0, "a cut head"},
        {DATAGRAM_BYTES, -1, 0, "a submit without its sealed part"},
        {DATAGRAM_SUBMIT_BYTES - 1, -1, 0, "a cut submit"},
        {DATAGRAM_SUBMIT_BYTES + 1, -1, 0, "a submit with a byte too many"},
        {sizeof good, -1, 0, "far too long"},
        {DATAGRAM_SUBMIT_BYTES, 0, 'X', "another magic"},
        {DATAGRAM_SUBMIT_BYTES, 4, 2, "a version we do not know"},
        {DATAGRAM_SUBMIT_BYTES, 5, 3, "no such question"},
        {DATAGRAM_SUBMIT_BYTES, 5, 66, "an answer where a question belongs"},
        {DATAGRAM_SUBMIT_BYTES, 6, 1, "a field in a submit"},
        {DATAGRAM_SUBMIT_BYTES, 7, 1, "the zero byte is not zero"},
        {DATAGRAM_SUBMIT_BYTES, 30, 1, "a key in a submit"},
    };
    struct kiosk_link calm = connected();
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct kiosk_link kiosk = connected();
        struct link_request request;
        uint8_t bad[sizeof good];
        memcpy(bad, good, sizeof bad);
        if (rows[i].flip_at >= 0) bad[rows[i].flip_at] = rows[i].to;
        assert_true(send(kiosk.fd, bad, rows[i].size_bytes, MSG_NOSIGNAL) >= 0);
        enum err err = courier_link_receive(&courier, 1, &request);
        if (err != ERR_FORMAT) fail_msg("%s: %s", rows[i].why, err_name(err));
        struct link_event event;
        assert_int_equal(kiosk_link_receive(&kiosk, &event), ERR_CLOSED);
        kiosk_link_close(&kiosk);
        assert_true(courier_link_number(&courier, 0) != 0);
    }
    kiosk_link_close(&calm);
}

static void a_kiosk_does_not_believe_nonsense_either(void **state)
{
    (void)state;
    static const struct { int at; uint8_t to; const char *why; } rows[] = {
        {0, 'X', "another magic"},
        {4, 9, "another version"},
        {5, 0, "a question"},
        {5, 64 + LINK_BAD_CONTACT + 1, "no such news"},
        {6, 9, "no such field"},
        {6, 1, "a field it does not have"},
        {24, 1, "a key it does not have"},
        {5, 64 + LINK_READY, "ready without a key"},
        {5, 64 + LINK_BAD_CONTACT, "a bad contact without a field"}};
    struct link_event kept = {.news = LINK_KEPT, .id = id_new()}, event;
    uint8_t good[DATAGRAM_BYTES];
    datagram_write_event(&kept, good);
    assert_int_equal(datagram_read_event(good, sizeof good, &event), ERR_NONE);
    assert_int_equal(datagram_read_event(good, sizeof good - 1, &event), ERR_FORMAT);
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        uint8_t bad[DATAGRAM_BYTES];
        memcpy(bad, good, sizeof bad);
        bad[rows[i].at] = rows[i].to;
        enum err err = datagram_read_event(bad, sizeof bad, &event);
        if (err != ERR_FORMAT) fail_msg("%s: %s", rows[i].why, err_name(err));
    }
    memset(good + 8, 0, 16);
    assert_int_equal(datagram_read_event(good, sizeof good, &event),
                     ERR_FORMAT); /* kept, but what? */
}

static void random_datagrams_never_do_harm(void **state)
{
    (void)state;
    static uint8_t noise[DATAGRAM_SUBMIT_BYTES];
    for (int i = 0; i < 3000; i++) {
        static struct link_request request;
        struct link_event event;
        size_t size_bytes =
            randombytes_uniform(2) ? randombytes_uniform(sizeof noise + 1) : DATAGRAM_BYTES;
        randombytes_buf(noise, size_bytes);
        if (i % 2) memcpy(noise, "NLNK\1", 5);
        noise[5] = (uint8_t)randombytes_uniform(72);
        if (datagram_read_request(noise, size_bytes, &request) == ERR_NONE)
            assert_true(request.ask <= LINK_TAKE_BACK);
        if (datagram_read_event(noise, size_bytes, &event) == ERR_NONE)
            assert_true(event.news <= LINK_BAD_CONTACT);
    }
}

static void eight_kiosks_may_come_and_a_ninth_hears_at_once_that_it_may_not(void **state)
{
    (void)state;
    struct kiosk_link kiosks[COURIER_LINK_PEERS], ninth;
    struct link_event event;
    for (int i = 0; i < COURIER_LINK_PEERS; i++) kiosks[i] = connected();
    assert_int_equal(kiosk_link_open(path, &ninth), ERR_NONE);
    assert_int_equal(courier_link_accept(&courier), ERR_FULL);
    assert_int_equal(kiosk_link_receive(&ninth, &event), ERR_CLOSED);
    kiosk_link_close(&ninth);
    for (int i = 0; i < COURIER_LINK_PEERS; i++) kiosk_link_close(&kiosks[i]);
}

static void news_for_a_kiosk_that_left_is_not_told_to_the_next_one(void **state)
{
    (void)state;
    struct kiosk_link first = connected();
    struct link_request request;
    uint32_t number = courier_link_number(&courier, 0);
    kiosk_link_close(&first);
    assert_int_equal(courier_link_receive(&courier, 0, &request), ERR_CLOSED);
    assert_false(courier_link_has(&courier, number));
    struct kiosk_link second = connected();
    struct link_event late = {.news = LINK_BAD_CONTACT,
                              .id = id_new(),
                              .field = LINK_FIELD_NAME};
    struct link_event own = {.news = LINK_KEPT, .id = id_new()}, event;
    courier_link_tell(&courier, number, &late);
    courier_link_tell(&courier, courier_link_number(&courier, 0), &own);
    assert_int_equal(kiosk_link_receive(&second, &event), ERR_NONE);
    assert_int_equal(event.news, LINK_KEPT);
    kiosk_link_close(&second);
}

static void a_kiosk_that_never_reads_is_closed_and_holds_nobody_up(void **state)
{
    (void)state;
    struct kiosk_link deaf = connected(), other = connected();
    struct link_event news = {.news = LINK_WAITING, .id = id_new()}, event;
    uint32_t deaf_number = courier_link_number(&courier, 0);
    uint32_t other_number = courier_link_number(&courier, 1);
    for (int i = 0; i < 100000 && courier_link_has(&courier, deaf_number); i++)
        courier_link_tell(&courier, deaf_number, &news);
    assert_false(courier_link_has(&courier, deaf_number));
    courier_link_tell_all(&courier, &news);
    assert_int_equal(kiosk_link_receive(&other, &event), ERR_NONE);
    assert_true(courier_link_has(&courier, other_number));
    kiosk_link_close(&deaf);
    kiosk_link_close(&other);
}

static void a_stopped_link_wakes_the_thread_that_waits(void **state)
{
    (void)state;
    struct kiosk_link kiosk = connected();
    struct link_event event;
    kiosk_link_stop(&kiosk);
    assert_int_equal(kiosk_link_receive(&kiosk, &event), ERR_CLOSED);
    assert_int_equal(kiosk_link_hello(&kiosk), ERR_CLOSED);
    kiosk_link_close(&kiosk);
}

static void the_socket_is_for_owner_and_group_only_and_goes_with_the_courier(void **state)
{
    (void)state;
    struct stat facts;
    struct kiosk_link kiosk;
    assert_int_equal(stat(path, &facts), 0);
    assert_int_equal(facts.st_mode & 07777, 0660);
    courier_link_close(&courier);
    assert_int_equal(stat(path, &facts), -1);
    assert_int_equal(kiosk_link_open(path, &kiosk), ERR_MISSING);
    assert_int_equal(courier_link_open(path, &courier), ERR_NONE);
}

static void a_socket_left_by_a_killed_courier_is_taken_over_a_live_one_is_not(void **state)
{
    (void)state;
    struct courier_link second;
    assert_int_equal(courier_link_open(path, &second), ERR_EXISTS);
    close(courier.listener);                 /* as a kill -9 does: the name stays */
    courier.listener = -1;
    courier.path[0] = 0;
    assert_int_equal(courier_link_open(path, &courier), ERR_NONE);

    char file[128];
    snprintf(file, sizeof file, "%s/note", folder);
    FILE *note = fopen(file, "w");
    assert_non_null(note);
    fclose(note);
    assert_int_equal(courier_link_open(file, &second),
                     ERR_EXISTS); /* never removes what is no socket */
    assert_int_equal(access(file, F_OK), 0);
}

static void a_stranger_who_gets_through_to_the_socket_is_sent_away(void **state)
{
    (void)state;
    if (geteuid() != 0) skip();              /* only root can try as somebody else */
    assert_int_equal(chmod(folder, 0755), 0);
    assert_int_equal(chmod(path, 0666), 0);  /* a wrong mode: the last guard is ours */
    pid_t child = fork();
    assert_true(child >= 0);
    if (child == 0) {
        struct kiosk_link kiosk;
        struct link_event event;
        gid_t none = 65534;
        if (setgroups(1, &none) || setresgid(none, none, none) || setresuid(none, none, none))
            _exit(3);
        if (kiosk_link_open(path, &kiosk) != ERR_NONE) _exit(2);
        _exit(kiosk_link_receive(&kiosk, &event) == ERR_CLOSED ? 0 : 1);
    }
    struct pollfd fds[COURIER_LINK_FDS];
    courier_link_watch(&courier, fds);
    assert_int_equal(poll(fds, 1, 10000), 1);
    assert_int_equal(courier_link_accept(&courier), ERR_REFUSED);
    int status = -1;
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_int_equal(status, 0);
}

/* What systemd does before it starts us: the socket as file 3, and two words that say so. */
static int open_as_handed_over(int fd, const char *count)
{
    char pid[16];
    struct courier_link handed;
    snprintf(pid, sizeof pid, "%d", (int)getpid());
    if (dup2(fd, 3) < 0 || setenv("LISTEN_PID", pid, 1) || setenv("LISTEN_FDS", count, 1))
        return 99;
    enum err err = courier_link_open(NULL, &handed);
    if (err) return (int)err;
    struct pollfd fds[COURIER_LINK_FDS];
    courier_link_watch(&handed, fds);
    if (fds[0].fd != 3 || handed.path[0] || getenv("LISTEN_FDS")) return 98;
    /* Nobody knocks: an answer at once, not a wait. */
    return courier_link_accept(&handed) == ERR_NONE ? 0 : 97;
}

static int in_child(int (*run)(int fd, const char *count), int fd, const char *count)
{
    int status = -1;
    pid_t child = fork();
    assert_true(child >= 0);
    if (child == 0) _exit(run(fd, count));
    assert_int_equal(waitpid(child, &status, 0), child);
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

static void a_socket_from_systemd_is_used_and_anything_else_from_it_refused(void **state)
{
    (void)state;
    int pair[2];
    struct courier_link none;
    assert_int_equal(in_child(open_as_handed_over, courier.listener, "1"), 0);
    assert_int_equal(socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, pair), 0);
    assert_int_equal(in_child(open_as_handed_over, pair[0], "1"), ERR_FORMAT);
    close(pair[0]);
    close(pair[1]);
    assert_int_equal(courier_link_open(NULL, &none), ERR_MISSING);
}

static void a_path_that_is_too_long_is_refused(void **state)
{
    (void)state;
    char longest[200];
    struct kiosk_link kiosk;
    struct courier_link other;
    memset(longest, 'a', sizeof longest);
    longest[sizeof longest - 1] = 0;
    assert_int_equal(kiosk_link_open(longest, &kiosk), ERR_LARGE);
    assert_int_equal(courier_link_open(longest, &other), ERR_LARGE);
}

#define PROMISE(name) \
    cmocka_unit_test_setup_teardown(name, listen_in_empty_folder, stop_listening)

int main(void)
{
    if (sodium_init() < 0) return 1;
    const struct CMUnitTest tests[] = {
        PROMISE(what_a_kiosk_asks_arrives_as_it_was_asked),
        PROMISE(every_news_arrives_as_it_was_told),
        PROMISE(nonsense_is_answered_by_closing_that_peer_only),
        PROMISE(a_kiosk_does_not_believe_nonsense_either),
        PROMISE(random_datagrams_never_do_harm),
        PROMISE(eight_kiosks_may_come_and_a_ninth_hears_at_once_that_it_may_not),
        PROMISE(news_for_a_kiosk_that_left_is_not_told_to_the_next_one),
        PROMISE(a_kiosk_that_never_reads_is_closed_and_holds_nobody_up),
        PROMISE(a_stopped_link_wakes_the_thread_that_waits),
        PROMISE(the_socket_is_for_owner_and_group_only_and_goes_with_the_courier),
        PROMISE(a_socket_left_by_a_killed_courier_is_taken_over_a_live_one_is_not),
        PROMISE(a_stranger_who_gets_through_to_the_socket_is_sent_away),
        PROMISE(a_socket_from_systemd_is_used_and_anything_else_from_it_refused),
        PROMISE(a_path_that_is_too_long_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
