/* SPDX-License-Identifier: EUPL-1.2 */
/* The kiosk's line to the courier: news comes through, and a line that broke comes back. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <poll.h>
#include <semaphore.h>
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "apps/kiosk_courier.h"
#include "link/courier_link.h"

#define PATIENCE_MS 10000

static char folder[] = "/tmp/naast-kiosk-courier-XXXXXX";
static char socket_path[64];
static sem_t woken;
static struct courier_link courier_end;
static struct kiosk_courier *courier;

static const struct link_event ready = {.news = LINK_READY, .key.bytes = {1}};

static void wake(void)
{
    sem_post(&woken);
}

static int make_folder(void **state)
{
    (void)state;
    if (sodium_init() < 0 || !mkdtemp(folder)) return -1;
    snprintf(socket_path, sizeof socket_path, "%s/s", folder);
    return 0;
}

static int remove_folder(void **state)
{
    (void)state;
    unlink(socket_path);
    return rmdir(folder);
}

static int start(void **state)
{
    (void)state;
    sem_init(&woken, 0, 0);
    return courier_link_open(socket_path, &courier_end) ||
                   kiosk_courier_start(socket_path, wake, &courier)
               ? -1
               : 0;
}

static int start_alone(void **state)
{
    (void)state;
    sem_init(&woken, 0, 0);
    return kiosk_courier_start(socket_path, wake, &courier) ? -1 : 0;
}

static int stop(void **state)
{
    (void)state;
    kiosk_courier_stop(courier);
    courier = NULL;
    sem_destroy(&woken);
    return 0;
}

static int stop_both(void **state)
{
    courier_link_close(&courier_end);
    return stop(state);
}

/* The courier's end sees one question from the kiosk, accepting it first if need be. */
static enum link_ask next_question(uint32_t *number_out)
{
    for (;;) {
        struct pollfd fds[COURIER_LINK_FDS];
        courier_link_watch(&courier_end, fds);
        assert_true(poll(fds, COURIER_LINK_FDS, PATIENCE_MS) > 0);
        if (fds[0].revents & POLLIN)
            assert_int_equal(courier_link_accept(&courier_end), ERR_NONE);
        for (int i = 1; i < COURIER_LINK_FDS; i++) {
            struct link_request request;
            if (fds[i].fd < 0 || !(fds[i].revents & POLLIN)) continue;
            *number_out = courier_link_number(&courier_end, i - 1);
            if (courier_link_receive(&courier_end, i - 1, &request) == ERR_NONE)
                return request.ask;
        }
    }
}

static struct link_event next_news(void)
{
    struct link_event event;
    struct timespec until;
    clock_gettime(CLOCK_REALTIME, &until);
    until.tv_sec += PATIENCE_MS / 1000;
    while (!kiosk_courier_news(courier, &event))
        assert_int_equal(sem_timedwait(&woken, &until), 0);
    return event;
}

static void an_open_line_begins_with_a_question(void **state)
{
    (void)state;
    uint32_t number;
    assert_int_equal(next_question(&number), LINK_HELLO);
}

static void news_comes_through_in_its_order(void **state)
{
    (void)state;
    uint32_t number;
    struct link_event told[3] = {
        ready, {.news = LINK_KEPT, .id = id_new()}, {.news = LINK_DELIVERED}};
    told[2].id = told[1].id;
    next_question(&number);
    for (int i = 0; i < 3; i++) courier_link_tell(&courier_end, number, &told[i]);
    for (int i = 0; i < 3; i++) {
        struct link_event heard = next_news();
        assert_int_equal(heard.news, told[i].news);
        assert_true(id_is_same(heard.id, told[i].id));
    }
}

static void no_news_is_lost_when_nobody_looks_for_a_while(void **state)
{
    (void)state;
    uint32_t number;
    next_question(&number);
    struct link_event event = {.news = LINK_WAITING, .id = id_new()};
    for (uint8_t i = 0; i < 100; i++) {
        event.id.bytes[0] = i;
        courier_link_tell(&courier_end, number, &event);
    }
    for (uint8_t i = 0; i < 100; i++) assert_int_equal(next_news().id.bytes[0], i);
}

static void a_courier_that_was_restarted_is_found_again(void **state)
{
    (void)state;
    uint32_t number;
    next_question(&number);
    courier_link_close(&courier_end);
    assert_int_equal(courier_link_open(socket_path, &courier_end), ERR_NONE);
    assert_int_equal(next_question(&number), LINK_HELLO);
    courier_link_tell(&courier_end, number, &ready);
    assert_int_equal(next_news().news, LINK_READY);
    assert_int_equal(kiosk_courier_hello(courier), ERR_NONE);
}

static void a_courier_that_stays_away_is_told(void **state)
{
    (void)state;
    assert_int_equal(kiosk_courier_hello(courier), ERR_CLOSED);
    assert_int_equal(next_news().news, LINK_NOT_READY);
}

static void without_a_line_nothing_can_be_handed_over(void **state)
{
    (void)state;
    assert_int_equal(kiosk_courier_take_back(courier, id_new()), ERR_CLOSED);
    assert_int_equal(kiosk_courier_submit(courier, NULL),
                     ERR_CLOSED); /* no key, so nothing is written to seal either */
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(an_open_line_begins_with_a_question, start, stop_both),
        cmocka_unit_test_setup_teardown(news_comes_through_in_its_order, start, stop_both),
        cmocka_unit_test_setup_teardown(no_news_is_lost_when_nobody_looks_for_a_while, start,
                                        stop_both),
        cmocka_unit_test_setup_teardown(a_courier_that_was_restarted_is_found_again, start,
                                        stop_both),
        cmocka_unit_test_setup_teardown(a_courier_that_stays_away_is_told, start_alone, stop),
        cmocka_unit_test_setup_teardown(without_a_line_nothing_can_be_handed_over, start_alone,
                                        stop),
    };
    return cmocka_run_group_tests(tests, make_folder, remove_folder);
}
