/* SPDX-License-Identifier: EUPL-1.2 */
/* Recorded answers: tests/delivery/answers/oco-v1. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "delivery/adapter.h"

#define ID "8e03978e-40d5-43e8-bc93-6894a57f9324"
#define BODY "{\"id\":\"" ID "\"}"
#define NOON_S 1795348800

static struct route route = {.slug = "voorbeeld-mee",
                             .adapter = ADAPTER_OCO_V1,
                             .base_url = "https://intake.voorbeeld-mee.example/v1",
                             .ca_path = "/ca.pem",
                             .is_strict = true,
                             .has_dedupe = true};

static struct envelope envelope_of_ours(void)
{
    struct envelope envelope = {.provider = "voorbeeld-mee", .body = {BODY, sizeof BODY - 1}};
    assert_int_equal(id_read(ID, &envelope.id), ERR_NONE);
    return envelope;
}

static struct http_answer *recorded(int status, const char *name)
{
    static struct http_answer answer;
    char path[PATH_BYTES];
    struct bytes body = {.limit_bytes = HTTP_BODY_BYTES};
    memset(&answer, 0, sizeof answer);
    answer.end = HTTP_ANSWERED;
    answer.may_be_sent = true;
    answer.status = status;
    snprintf(path, sizeof path, "%s/tests/delivery/answers/oco-v1/%s", SOURCE_DIR, name);
    assert_int_equal(file_read(path, &body), ERR_NONE);
    memcpy(answer.body, body.start, body.size_bytes);
    answer.body_bytes = body.size_bytes;
    bytes_wipe(&body);
    return &answer;
}

struct row {
    int status;
    const char *body;
    enum outcome outcome;
    enum reason reason;
    enum contact_field field;
    const char *why;
};

static void judge_rows(const struct row *rows, size_t count)
{
    const struct delivery_adapter *adapter = adapter_find(ADAPTER_OCO_V1);
    struct envelope envelope = envelope_of_ours();
    for (size_t i = 0; i < count; i++) {
        struct progress progress = {0};
        struct verdict verdict;
        enum turn turn = adapter->judge(&route, &envelope,
                                        recorded(rows[i].status, rows[i].body), NOON_S,
                                        &progress, &verdict);
        assert_int_equal(turn, TURN_OVER);
        if (verdict.outcome != rows[i].outcome || verdict.reason != rows[i].reason
            || verdict.field != rows[i].field)
            fail_msg("%s: %s, %s, field %d", rows[i].why, outcome_name(verdict.outcome),
                     reason_name(verdict.reason), (int)verdict.field);
        if (!verdict_is_sound(&verdict)) fail_msg("%s: unsound", rows[i].why);
        assert_int_equal(verdict.status, rows[i].status);
    }
}

static void a_strict_provider_delivers_only_with_a_receipt_that_names_our_id(void **state)
{
    (void)state;
    static const struct row rows[] = {
        {201, "receipt.json", OUTCOME_DELIVERED, REASON_RECEIPT, CONTACT_NONE, "made"},
        {200, "receipt.json", OUTCOME_DELIVERED, REASON_RECEIPT, CONTACT_NONE,
         "the same key again"},
        {202, "receipt.json", OUTCOME_DELIVERED, REASON_RECEIPT, CONTACT_NONE, "accepted"},
        {204, "empty", OUTCOME_AMBIGUOUS, REASON_NO_RECEIPT, CONTACT_NONE,
         "no content is no receipt"},
        {206, "receipt.json", OUTCOME_AMBIGUOUS, REASON_NO_RECEIPT, CONTACT_NONE,
         "part of an answer"},
        {200, "portal.html", OUTCOME_AMBIGUOUS, REASON_NO_RECEIPT, CONTACT_NONE,
         "a captive portal"},
        {200, "empty", OUTCOME_AMBIGUOUS, REASON_NO_RECEIPT, CONTACT_NONE, "an empty answer"},
        {201, "receipt-other-id.json", OUTCOME_AMBIGUOUS, REASON_OTHER_RECEIPT, CONTACT_NONE,
         "somebody else's"},
        {201, "receipt-without-id.json", OUTCOME_AMBIGUOUS, REASON_NO_RECEIPT, CONTACT_NONE,
         "names nobody"},
        {201, "receipt-twice.json", OUTCOME_AMBIGUOUS, REASON_NO_RECEIPT, CONTACT_NONE,
         "two ids are none"},
        {201, "receipt-cut.json", OUTCOME_AMBIGUOUS, REASON_NO_RECEIPT, CONTACT_NONE,
         "half a receipt"},
        {201, "receipt-list.json", OUTCOME_AMBIGUOUS, REASON_NO_RECEIPT, CONTACT_NONE,
         "no object"},
        {201, "receipt-zero.json", OUTCOME_AMBIGUOUS, REASON_NO_RECEIPT, CONTACT_NONE,
         "more after a zero byte"},
    };
    judge_rows(rows, sizeof rows / sizeof rows[0]);
}

static void a_simple_web_hook_delivers_with_any_2xx(void **state)
{
    (void)state;
    static const struct row rows[] = {
        {200, "portal.html", OUTCOME_DELIVERED, REASON_STATUS, CONTACT_NONE,
         "whatever it says"},
        {204, "empty", OUTCOME_DELIVERED, REASON_STATUS, CONTACT_NONE, "nothing to say"},
        {299, "empty", OUTCOME_DELIVERED, REASON_STATUS, CONTACT_NONE, "the last of them"},
        {302, "empty", OUTCOME_NEEDS_OPERATOR, REASON_STATUS, CONTACT_NONE, "but no redirect"},
    };
    route.is_strict = false;
    judge_rows(rows, sizeof rows / sizeof rows[0]);
    route.is_strict = true;
}

static void only_a_mistake_in_what_was_typed_goes_back_to_the_visitor(void **state)
{
    (void)state;
    static const struct row rows[] = {
        {400, "problem-phone.json", OUTCOME_BAD_CONTACT, REASON_STATUS, CONTACT_PHONE,
         "the phone number"},
        {400, "problem-email-and-name.json", OUTCOME_BAD_CONTACT, REASON_STATUS, CONTACT_EMAIL,
         "the first of two"},
        {400, "problem-mixed.json", OUTCOME_POISON, REASON_STATUS, CONTACT_NONE,
         "our mistake too: no use asking"},
        {400, "problem-channel.json", OUTCOME_POISON, REASON_STATUS, CONTACT_NONE,
         "not typed by the visitor"},
        {400, "problem-empty.json", OUTCOME_POISON, REASON_STATUS, CONTACT_NONE,
         "no field named"},
        {400, "problem-odd.json", OUTCOME_POISON, REASON_STATUS, CONTACT_NONE,
         "not the shape of the contract"},
        {400, "portal.html", OUTCOME_POISON, REASON_STATUS, CONTACT_NONE, "no problem details"},
        {400, "empty", OUTCOME_POISON, REASON_STATUS, CONTACT_NONE, "nothing"},
        {400, "receipt-list.json", OUTCOME_POISON, REASON_STATUS, CONTACT_NONE, "a list"},
        {422, "problem-phone.json", OUTCOME_POISON, REASON_STATUS, CONTACT_NONE,
         "422 is about the key"},
    };
    judge_rows(rows, sizeof rows / sizeof rows[0]);
}

static void other_answers_are_judged_by_their_status(void **state)
{
    (void)state;
    static const struct row rows[] = {
        {401, "empty", OUTCOME_NEEDS_OPERATOR, REASON_STATUS, CONTACT_NONE, "wrong token"},
        {409, "empty", OUTCOME_AMBIGUOUS, REASON_STATUS, CONTACT_NONE, "still busy with it"},
        {429, "problem-busy.json", OUTCOME_TOLD_TO_WAIT, REASON_STATUS, CONTACT_NONE, "later"},
        {500, "receipt.json", OUTCOME_AMBIGUOUS, REASON_STATUS, CONTACT_NONE,
         "a receipt with an error is none"},
        {301, "receipt.json", OUTCOME_NEEDS_OPERATOR, REASON_STATUS, CONTACT_NONE,
         "nor with a redirect"},
    };
    judge_rows(rows, sizeof rows / sizeof rows[0]);
}

static bool has_header(const struct http_message *message, const char *whole)
{
    for (int i = 0; i < message->header_count; i++)
        if (strcmp(message->headers[i], whole) == 0) return true;
    return false;
}

static void the_message_is_the_one_of_the_contract(void **state)
{
    (void)state;
    struct http_message *message = calloc(1, sizeof *message);
    struct envelope envelope = envelope_of_ours();
    const struct delivery_adapter *adapter = adapter_find(ADAPTER_OCO_V1);
    assert_non_null(message);
    const struct progress progress = {0};
    assert_int_equal(adapter->write(&route, &envelope, &progress, message), ERR_NONE);
    assert_int_equal(message->method, HTTP_POST);
    assert_string_equal(message->url,
                        "https://intake.voorbeeld-mee.example/v1/contactverzoeken");
    assert_true(has_header(message, "Idempotency-Key: \"" ID "\""));
    assert_true(has_header(message, "Content-Type: application/json"));
    assert_true(has_header(message, "Accept: application/json, application/problem+json"));
    assert_true(has_header(message, "User-Agent: oco-kiosk/" NAAST_VERSION));
    assert_ptr_equal(message->body, envelope.body.start); /* byte for byte what was sealed */
    assert_int_equal(message->body_bytes, envelope.body.size_bytes);
    assert_int_equal(message->header_count, 4);
    assert_string_equal(adapter->token_word, "Bearer");
    free(message);
}

static void a_value_cannot_add_a_header(void **state)
{
    (void)state;
    struct http_message *message = calloc(1, sizeof *message);
    static char large[HTTP_HEADER_BYTES];
    assert_non_null(message);
    assert_int_equal(http_header(message, "Authorization", "a\r\nX-Other: b"), ERR_FORMAT);
    memset(large, 'a', sizeof large - 1);
    assert_int_equal(http_header(message, "Authorization", large), ERR_LARGE);
    assert_int_equal(message->header_count, 0);
    for (int i = 0; i < HTTP_HEADERS_MOST; i++)
        assert_int_equal(http_header(message, "X", "y"), ERR_NONE);
    assert_int_equal(http_header(message, "X", "y"), ERR_LARGE);
    free(message);
}

static void an_adapter_that_is_not_in_this_program_is_not_found(void **state)
{
    (void)state;
    assert_null(adapter_find(ADAPTER_NONE));
    assert_int_equal(adapter_find(ADAPTER_OCO_V1)->kind, ADAPTER_OCO_V1);
    assert_int_equal(adapter_find(ADAPTER_KLANTINTERACTIES_V1)->kind,
                     ADAPTER_KLANTINTERACTIES_V1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_strict_provider_delivers_only_with_a_receipt_that_names_our_id),
        cmocka_unit_test(a_simple_web_hook_delivers_with_any_2xx),
        cmocka_unit_test(only_a_mistake_in_what_was_typed_goes_back_to_the_visitor),
        cmocka_unit_test(other_answers_are_judged_by_their_status),
        cmocka_unit_test(the_message_is_the_one_of_the_contract),
        cmocka_unit_test(a_value_cannot_add_a_header),
        cmocka_unit_test(an_adapter_that_is_not_in_this_program_is_not_found),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
