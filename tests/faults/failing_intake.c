/* SPDX-License-Identifier: EUPL-1.2 */
/* Rows 8, 10 and 11 for the receiver: each system call and each piece of memory of a start, a
 * hand-in and a withdrawal fails once. What was confirmed stays and is there once, what was
 * said to be gone is gone, and to ask again is always enough. */
#include "base/promise.h"

#include <errno.h>
#include <sodium.h>
#include <string.h>
#include <sys/stat.h>

#include "apps/intake_desk.h"
#include "base/file.h"
#include "base/scratch.h"
#include "faults/each_call.h"
#include "intake/request.h"

#define NOW_S 1800000000

static const int causes[] = {EIO, ENOSPC, ENOMEM, EMFILE};
static char home[64], store[96], requests[128], marks[128];
static struct intake_desk desk;
static struct bytes closed = {.limit_bytes = 4 * INTAKE_REQUEST_BYTES};
static unsigned status;   /* of the last answer */

static int begin(void **state)
{
    (void)state;
    scratch_make(home);
    snprintf(store, sizeof store, "%s/store", home);
    snprintf(requests, sizeof requests, "%s/requests.jsonl", store);
    snprintf(marks, sizeof marks, "%s/marks.jsonl", store);
    return 0;
}

static int end(void **state)
{
    (void)state;
    (void)calls_end();
    intake_store_close(&desk.store);
    scratch_remove(home);
    return 0;
}

static void start(void)
{
    assert_int_equal(intake_store_open(store, &desk.store), ERR_NONE);
}

static void start_anew(void)
{
    intake_store_close(&desk.store);
    start();
}

static void answer(const char *method, const char *path, const char *type, const char *body)
{
    struct intake_answer answer;
    struct intake_call call = {.method = method, .path = path, .now_s = NOW_S,
                               .content_type = type, .body = body,
                               .body_bytes = strlen(body), .idempotency_key = "\"" ID_A "\""};
    intake_desk_answer(&desk, &call, &answer);
    status = answer.status;
    bytes_wipe(&answer.body);
}

#define PATH "/v1/contactverzoeken"

static void hand_in(void) { answer("POST", PATH, "application/json", REQUEST(ID_A)); }
static void hand_in_closed(void) { answer("POST", PATH, "application/jose", closed.start); }
static void withdraw(void) { answer("DELETE", PATH "/" ID_A, NULL, ""); }

static int lines_with(const char *path, const char *word)
{
    struct bytes text = {.limit_bytes = 65536};
    assert_int_equal(file_read(path, &text), ERR_NONE);
    int count = 0;
    for (const char *at = text.size_bytes ? text.start : NULL; at && (at = strstr(at, word));
         at = strchr(at, '\n'))
        count++;
    bytes_wipe(&text);
    return count;
}

static void nothing_there(void)
{
    intake_store_close(&desk.store);
    scratch_remove(store);
    start();
}

static void one_there(void)
{
    nothing_there();
    hand_in();
    assert_int_equal(status, 201);
}

/* After a failed sync only a new start may help; otherwise the same call does. Nobody is told
 * that it was his fault: then the courier would not ask again. */
static void ask_again(void (*ask)(void), bool has_failed)
{
    if (has_failed) assert_in_range(status, 500, 503);
    ask();
    if (status == 503) {
        start_anew();
        ask();
    }
}

/* ---- a start ---- */

#define TORN "{\"ontvangenOp\":\"2026-03-10T09:14:00Z\",\"ver"

static void more_in(const char *path, const char *text)
{
    FILE *file = fopen(path, "a");
    assert_non_null(file);
    assert_true(fputs(text, file) >= 0);
    assert_int_equal(fclose(file), 0);
}

static void two_and_a_half_there(void)
{
    one_there();
    const char *other = REQUEST(ID_B);
    assert_int_equal(intake_store_add(&desk.store, other, strlen(other), NOW_S), ERR_NONE);
    struct id id = desk.store.list.entries[0].id;
    assert_int_equal(intake_store_mark(&desk.store, id, INTAKE_CALLED, NOW_S), ERR_NONE);
    intake_store_close(&desk.store);
    more_in(requests, TORN);
}

static enum err act_start(void) { return intake_store_open(store, &desk.store); }

static void all_there(enum err err, bool has_failed)
{
    (void)err;
    (void)has_failed;
    start_anew();
    assert_int_equal(lines_with(requests, ID_A), 1);
    assert_int_equal(lines_with(requests, ID_B), 1);
    assert_int_equal(lines_with(marks, ID_A), 1);
    assert_int_equal(desk.store.list.count, 2);
    intake_store_close(&desk.store);
}

static void whichever_call_of_a_start_fails_what_was_confirmed_stays(void **state)
{
    (void)state;
    at_each_call((struct each_call){
        EACH_CAUSE(causes), .prepare = two_and_a_half_there, .act = act_start,
        .judge = all_there});
}

/* ---- a hand-in ---- */

static enum err act_hand_in(void)
{
    hand_in();
    return status == 201 ? ERR_NONE : ERR_DISK;
}

static void there_once(enum err err, bool has_failed)
{
    (void)has_failed;
    if (!err) assert_int_equal(lines_with(requests, ID_A), 1);
    ask_again(hand_in, err);
    assert_in_range(status, 200, 201);
    assert_int_equal(lines_with(requests, ID_A), 1);
    start_anew();
    assert_int_equal(desk.store.list.count, 1);
    intake_store_close(&desk.store);
}

static void whichever_call_of_a_hand_in_fails_after_the_next_it_is_there_once(void **state)
{
    (void)state;
    at_each_call((struct each_call){
        EACH_CAUSE(causes), .prepare = nothing_there, .act = act_hand_in, .judge = there_once});
}

static enum err act_hand_in_again(void)
{
    hand_in();
    return status == 200 ? ERR_NONE : ERR_DISK;
}

static void whichever_call_of_a_second_hand_in_fails_it_is_not_taken_for_another_request(
    void **state)
{
    (void)state;
    at_each_call((struct each_call){
        EACH_CAUSE(causes), .prepare = one_there, .act = act_hand_in_again,
        .judge = there_once});
}

static void close_request(void)
{
    struct bytes secret = {.limit_bytes = 4096}, open = {.limit_bytes = 4096};
    struct json *document = NULL;
    struct json_problem problem;
    desk.jwe_key = sodium_malloc(sizeof *desk.jwe_key);
    assert_non_null(desk.jwe_key);
    assert_int_equal(jwe_start(), ERR_NONE);
    assert_int_equal(jwe_new(&secret, &open), ERR_NONE);
    assert_int_equal(json_read(secret.start, secret.size_bytes, &document, &problem), ERR_NONE);
    assert_int_equal(jwe_private_read(document, desk.jwe_key), ERR_NONE);
    assert_int_equal(jwe_seal(&desk.jwe_key->key, REQUEST(ID_A), strlen(REQUEST(ID_A)),
                              &closed), ERR_NONE);
    json_free(document);
    bytes_wipe(&secret);
    bytes_wipe(&open);
}

static enum err act_hand_in_closed(void)
{
    hand_in_closed();
    return status == 201 ? ERR_NONE : ERR_DISK;
}

static void whichever_call_of_opening_a_closed_one_fails_it_is_there_once(void **state)
{
    (void)state;
    close_request();
    at_each_call((struct each_call){
        EACH_CAUSE(causes), .prepare = nothing_there, .act = act_hand_in_closed,
        .judge = there_once});
    sodium_free(desk.jwe_key);
    desk.jwe_key = NULL;
    bytes_wipe(&closed);
}

/* ---- a withdrawal ---- */

static enum err act_withdraw(void)
{
    withdraw();
    return status == 204 ? ERR_NONE : ERR_DISK;
}

static void gone_when_it_is_said(enum err err, bool has_failed)
{
    (void)has_failed;
    if (!err) assert_int_equal(lines_with(requests, ID_A), 0);
    ask_again(withdraw, err);
    assert_int_equal(status, 204);
    assert_int_equal(lines_with(requests, ID_A), 0);
    intake_store_close(&desk.store);
}

static void whichever_call_of_a_withdrawal_fails_what_is_said_to_be_gone_is_gone(void **state)
{
    (void)state;
    at_each_call((struct each_call){
        EACH_CAUSE(causes), .prepare = one_there, .act = act_withdraw,
        .judge = gone_when_it_is_said});
}

#define IN_A_HOME(test) cmocka_unit_test_setup_teardown(test, begin, end)

int main(void)
{
    if (sodium_init() < 0) return 1;
    desk.store = (struct intake_store){.folder_fd = -1, .requests_fd = -1, .marks_fd = -1};
    const struct CMUnitTest tests[] = {
        IN_A_HOME(whichever_call_of_a_start_fails_what_was_confirmed_stays),
        IN_A_HOME(whichever_call_of_a_hand_in_fails_after_the_next_it_is_there_once),
        IN_A_HOME(whichever_call_of_a_second_hand_in_fails_it_is_not_taken_for_another_request),
        IN_A_HOME(whichever_call_of_opening_a_closed_one_fails_it_is_there_once),
        IN_A_HOME(whichever_call_of_a_withdrawal_fails_what_is_said_to_be_gone_is_gone),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
