/* SPDX-License-Identifier: EUPL-1.2 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <cmocka.h>
#include <sodium.h>

#include "apps/intake_contract.h"
#include "apps/intake_desk.h"
#include "apps/intake_format.h"
#include "apps/intake_head.h"
#include "apps/intake_rules.h"
#include "intake/request.h"

#define COUNT(list) (sizeof(list) / sizeof(list)[0])
#define TOKEN "0123456789abcdef0123456789abcdef"

/* ---- single values ---- */

static void every_format_takes_what_is_right_and_refuses_what_is_nearly_right(void **state)
{
    (void)state;
    static const struct {
        bool (*fits)(const char *);
        const char *text;
        bool is_right;
        const char *why;
    } rows[] = {
        {intake_format_is_id, ID_A, true, "version 4"},
        {intake_format_is_id, "8E03978e-40d5-43e8-bc93-6894a57f9324", false, "capitals"},
        {intake_format_is_id, "8e03978e-40d5-13e8-bc93-6894a57f9324", false, "version 1"},
        {intake_format_is_id, "8e03978e-40d5-43e8-cc93-6894a57f9324", false, "another variant"},
        {intake_format_is_reference, "4829137508", true, "check digit"},
        {intake_format_is_reference, "4829137509", false, "wrong check digit"},
        {intake_format_is_reference, "4829173508", false, "two digits swapped"},
        {intake_format_is_slug, "a", true, "shortest"},
        {intake_format_is_slug, "", false, "empty"},
        {intake_format_is_slug, "Bieb", false, "capital"},
        {intake_format_is_name, "O'Brien-de Wit", true, "apostrophe and hyphen"},
        {intake_format_is_name, "ሰላም", true, "any script"},
        {intake_format_is_name, "  ", false, "only spaces"},
        {intake_format_is_name, "a\x01z", false, "a control sign"},
        {intake_format_is_name, "a\xe2\x80\xaez", false, "right-to-left override"},
        {intake_format_is_phone, "+31612345678", true, "mobile"},
        {intake_format_is_phone, "+31880123456", true, "088 can be called back"},
        {intake_format_is_phone, "+318001234567", false, "0800"},
        {intake_format_is_phone, "+31900123456", false, "0900"},
        {intake_format_is_phone, "+3114023456", false, "14xx"},
        {intake_format_is_phone, "0612345678", false, "not E.164"},
        {intake_format_is_phone, "+0612345678", false, "no country starts with 0"},
        {intake_format_is_phone, "+1234567890123456", false, "16 digits"},
        {intake_format_is_email, "a@b.nl", true, "shortest"},
        {intake_format_is_email, "a@b.c", false, "one letter at the end"},
        {intake_format_is_email, "a@b..nl", false, "empty label"},
        {intake_format_is_email, "a@@b.nl", false, "two at signs"},
        {intake_format_is_email, "a b@c.nl", false, "space"},
        {intake_format_is_email, "@b.nl", false, "nobody"},
        {intake_format_is_language, "nl", true, "two letters"},
        {intake_format_is_language, "zh-Hant-TW", true, "script and country"},
        {intake_format_is_language, "nl-", false, "nothing after the dash"},
        {intake_format_is_language, "NL", false, "capitals"},
        {intake_format_is_date, "2028-02-29", true, "leap year"},
        {intake_format_is_date, "2026-02-29", false, "no leap year"},
        {intake_format_is_date, "2026-3-1", false, "one digit"},
        {intake_format_is_moment, "2026-03-10T09:14:00Z", true, "UTC"},
        {intake_format_is_moment, "2026-03-10T09:14:00.123Z", true, "parts of a second"},
        {intake_format_is_moment, "2026-03-10T09:14:00+01:00", false, "not UTC"},
        {intake_format_is_moment, "2026-03-10T24:00:00Z", false, "hour 24"},
        {intake_format_is_moment, "2026-03-10T09:14:00.Z", false, "dot without digits"},
        {intake_format_is_text_version, "nl-2026.01_b", true, "all its signs"},
        {intake_format_is_text_version, "nl 2026", false, "space"},
    };
    for (size_t i = 0; i < COUNT(rows); i++)
        if (rows[i].fits(rows[i].text) != rows[i].is_right)
            fail_msg("%s: %s", rows[i].text, rows[i].why);
}

static void a_name_may_have_a_hundred_characters_of_any_script_and_no_more(void **state)
{
    (void)state;
    char name[4 * 101 + 1] = "";
    for (int i = 0; i < 100; i++) memcpy(name + 3 * i, "ሰ", 4);
    assert_true(intake_format_is_name(name));
    memcpy(name + 300, "ሰ", 4);
    assert_false(intake_format_is_name(name));
}

/* ---- the whole request ---- */

static struct intake_mistakes check(const char *text)
{
    struct json *request = NULL;
    struct json_problem problem;
    struct intake_mistakes mistakes;
    assert_int_equal(json_read(text, strlen(text), &request, &problem), ERR_NONE);
    intake_rules_check(request, &mistakes);
    json_free(request);
    return mistakes;
}

static bool names(const struct intake_mistakes *mistakes, const char *pointer)
{
    for (int i = 0; i < mistakes->count; i++)
        if (strcmp(mistakes->all[i].pointer, pointer) == 0) return true;
    return false;
}

static void a_right_request_has_no_mistakes(void **state)
{
    (void)state;
    struct intake_mistakes mistakes = check(REQUEST(ID_A));
    assert_int_equal(mistakes.count, 0);
}

static void members_the_contract_does_not_know_are_ignored(void **state)
{
    (void)state;
    struct intake_mistakes mistakes =
        check(REQUEST_WITH(ID_A, CONTACT, "\"nieuw\":{\"a\":[1,2]},"));
    assert_int_equal(mistakes.count, 0);
}

static void an_empty_object_hears_of_every_missing_member_at_once(void **state)
{
    (void)state;
    static const char *const pointers[] = {"#/versie",    "#/id",          "#/referentie",
                                           "#/proef",     "#/ingediendOp", "#/contactUiterlijk",
                                           "#/aanbieder", "#/kiosk",       "#/contact",
                                           "#/namens",    "#/toestemming"};
    struct intake_mistakes mistakes = check("{}");
    assert_int_equal(mistakes.count, (int)COUNT(pointers));
    for (size_t i = 0; i < COUNT(pointers); i++) assert_true(names(&mistakes, pointers[i]));
}

static void what_one_answer_asks_of_another_is_checked(void **state)
{
    (void)state;
    static const struct {
        const char *contact, *pointer;
    } rows[] = {
        {"{\"naam\":\"A\",\"kanaal\":\"huisbezoek\"}", "#/contact"},
        {"{\"naam\":\"A\",\"kanaal\":\"telefoon\",\"emailadres\":\"a@b.nl\"}",
         "#/contact/telefoonnummer"},
        {"{\"naam\":\"A\",\"kanaal\":\"email\",\"telefoonnummer\":\"+31612345678\","
         "\"voicemailToegestaan\":true}",
         "#/contact/emailadres"},
        {"{\"naam\":\"A\",\"kanaal\":\"telefoon\",\"telefoonnummer\":\"+31612345678\"}",
         "#/contact/voicemailToegestaan"},
    };
    for (size_t i = 0; i < COUNT(rows); i++) {
        char text[2048];
        snprintf(text, sizeof text, REQUEST_WITH(ID_A, "%s", ""), rows[i].contact);
        struct intake_mistakes mistakes = check(text);
        if (mistakes.count != 1 || !names(&mistakes, rows[i].pointer))
            fail_msg("%s", rows[i].contact);
    }
}

static void each_wrong_place_in_a_list_is_named(void **state)
{
    (void)state;
    struct intake_mistakes mistakes = check(
        REQUEST_WITH(ID_A, CONTACT, "\"onderwerpen\":[\"wonen\",\"roken\",\"wonen\",4],"));
    assert_int_equal(mistakes.count, 3);
    assert_true(names(&mistakes, "#/onderwerpen/1"));
    assert_true(names(&mistakes, "#/onderwerpen/2"));
    assert_true(names(&mistakes, "#/onderwerpen/3"));
}

/* ---- headers ---- */

static void only_the_whole_token_opens_the_door(void **state)
{
    (void)state;
    assert_true(intake_head_has_token("Bearer " TOKEN, TOKEN));
    assert_true(
        intake_head_has_token("bearer " TOKEN, TOKEN)); /* RFC 9110: the scheme ignores case */
    assert_false(intake_head_has_token("Bearer " TOKEN "0", TOKEN));
    assert_false(intake_head_has_token("Bearer 0123", TOKEN));
    assert_false(intake_head_has_token("Token " TOKEN, TOKEN));
    assert_false(intake_head_has_token("Bearer ", TOKEN));
    assert_false(intake_head_has_token(NULL, TOKEN));
}

static void the_key_is_a_quoted_uuid(void **state)
{
    (void)state;
    struct id id;
    assert_int_equal(intake_head_key("\"" ID_A "\"", &id), ERR_NONE);
    assert_int_equal(intake_head_key(ID_A, &id), ERR_FORMAT);
    assert_int_equal(intake_head_key("\"" ID_A, &id), ERR_FORMAT);
    assert_int_equal(intake_head_key("", &id), ERR_FORMAT);
    assert_int_equal(intake_head_key(NULL, &id), ERR_MISSING);
}

static void media_types_are_read_with_their_parameters(void **state)
{
    (void)state;
    assert_true(intake_head_is_json("application/json; charset=utf-8"));
    assert_false(intake_head_is_json("application/jsonp"));
    assert_false(intake_head_is_json(NULL));
    assert_true(intake_head_takes_json("text/html, application/json;q=0.5"));
    assert_true(intake_head_takes_json("*/*"));
    assert_true(intake_head_takes_json(NULL));
    assert_false(intake_head_takes_json("text/html"));
}

static void a_form_value_is_decoded_and_never_longer_than_its_room(void **state)
{
    (void)state;
    char out[8];
    assert_int_equal(intake_head_form_value("x=1&naam=a%20b+c", "naam", out, sizeof out),
                     ERR_NONE);
    assert_string_equal(out, "a b c");
    assert_int_equal(intake_head_form_value("naam=12345678", "naam", out, sizeof out),
                     ERR_LARGE);
    assert_int_equal(intake_head_form_value("naam=%0", "naam", out, sizeof out), ERR_FORMAT);
    assert_int_equal(intake_head_form_value("naam=%00", "naam", out, sizeof out), ERR_FORMAT);
    assert_int_equal(intake_head_form_value("namen=1", "naam", out, sizeof out), ERR_MISSING);
}

/* ---- the desk ---- */

static struct intake_desk desk;
static char folder[] = "/tmp/naast-test-XXXXXX";

static int open_desk(void **state)
{
    (void)state;
    memcpy(folder + sizeof folder - 7, "XXXXXX", 6);
    if (!mkdtemp(folder)) return -1;
    desk = (struct intake_desk){.token = TOKEN};
    return intake_store_open(folder, &desk.store);
}

static int close_desk(void **state)
{
    (void)state;
    char path[64];
    intake_store_close(&desk.store);
    snprintf(path, sizeof path, "%s/requests.jsonl", folder);
    unlink(path);
    snprintf(path, sizeof path, "%s/marks.jsonl", folder);
    unlink(path);
    return rmdir(folder);
}

static struct intake_call call_with(const char *body)
{
    return (struct intake_call){.method = "POST",
                                .path = "/v1/contactverzoeken",
                                .authorization = "Bearer " TOKEN,
                                .content_type = "application/json",
                                .idempotency_key = "\"" ID_A "\"",
                                .body = body,
                                .body_bytes = strlen(body),
                                .now_s = 1800000000};
}

static unsigned status_of(const struct intake_call *call)
{
    struct intake_answer answer;
    intake_desk_answer(&desk, call, &answer);
    unsigned status = answer.status;
    bytes_wipe(&answer.body);
    return status;
}

static void the_same_request_twice_is_stored_once(void **state)
{
    (void)state;
    struct intake_call call = call_with(REQUEST(ID_A));
    assert_int_equal(status_of(&call), 201);
    assert_int_equal(status_of(&call), 200);
    assert_int_equal(desk.store.list.count, 1);
}

static void a_key_with_another_request_is_refused(void **state)
{
    (void)state;
    struct intake_call call = call_with(REQUEST(ID_A));
    assert_int_equal(status_of(&call), 201);
    struct intake_call other =
        call_with(REQUEST_WITH(ID_A, CONTACT, "\"onderwerpen\":[\"wonen\"],"));
    assert_int_equal(status_of(&other), 422);
    assert_int_equal(desk.store.list.count, 1);
}

static void a_trial_request_is_checked_answered_and_not_kept(void **state)
{
    (void)state;
    char body[2048];
    snprintf(body, sizeof body, "%s", REQUEST(ID_A));
    memcpy(strstr(body, "\"proef\":false"), "\"proef\":true ", 13);
    struct intake_call call = call_with(body);
    assert_int_equal(status_of(&call), 201);
    assert_int_equal(desk.store.list.count, 0);
}

static void every_reason_to_refuse_has_its_own_status_and_stores_nothing(void **state)
{
    (void)state;
    struct intake_call rows[10];
    static const unsigned statuses[] = {401, 401, 406, 415, 413, 400, 400, 404, 405, 400};
    for (size_t i = 0; i < COUNT(rows); i++) rows[i] = call_with(REQUEST(ID_A));
    rows[0].authorization = NULL;
    rows[1].authorization = "Bearer 0123456789abcdef";
    rows[2].accept = "text/html";
    rows[3].content_type = "application/jose+json";
    rows[4].is_too_large = true;
    rows[5].idempotency_key = NULL;
    rows[6].idempotency_key = "\"" ID_B "\"";
    rows[7].path = "/v1/contactverzoek";
    rows[8].method = "PUT";
    rows[9].body_bytes = 40;
    for (size_t i = 0; i < COUNT(rows); i++)
        if (status_of(&rows[i]) != statuses[i])
            fail_msg("row %zu gives %u", i, status_of(&rows[i]));
    assert_int_equal(desk.store.list.count, 0);
}

static void a_missing_key_is_told_together_with_the_other_mistakes(void **state)
{
    (void)state;
    struct intake_call call = call_with("{}");
    call.idempotency_key = NULL;
    struct intake_answer answer;
    intake_desk_answer(&desk, &call, &answer);
    assert_int_equal(answer.status, 400);
    assert_non_null(strstr(answer.body.start, "Idempotency-Key ontbreekt"));
    assert_non_null(strstr(answer.body.start, "#/contact"));
    bytes_wipe(&answer.body);
}

static void a_withdrawn_request_is_erased_and_does_not_come_back(void **state)
{
    (void)state;
    struct intake_call call = call_with(REQUEST(ID_A));
    assert_int_equal(status_of(&call), 201);
    struct intake_call withdraw = call_with("");
    withdraw.method = "DELETE";
    withdraw.path = "/v1/contactverzoeken/" ID_A;
    assert_int_equal(status_of(&withdraw), 204);
    assert_int_equal(status_of(&withdraw), 204);
    assert_int_equal(desk.store.requests_bytes, 0);
    assert_int_equal(status_of(&call), 200); /* the courier had not heard of it yet */
    assert_int_equal(desk.store.requests_bytes, 0);
    withdraw.path = "/v1/contactverzoeken/" ID_B;
    assert_int_equal(status_of(&withdraw), 404);
}

static void the_page_shows_a_name_as_text_whatever_is_in_it(void **state)
{
    (void)state;
    struct intake_call call = call_with(REQUEST_WITH(
        ID_A, "{\"naam\":\"<script>&'\",\"kanaal\":\"email\",\"emailadres\":\"a@b.nl\"}", ""));
    assert_int_equal(status_of(&call), 201);

    char cookie[64];
    snprintf(cookie, sizeof cookie, "__Host-sessie=%s",
             intake_session_begin(&desk.sessions, call.now_s));
    struct intake_call page = {
        .method = "GET", .path = "/", .cookie = cookie, .body = "", .now_s = call.now_s};
    struct intake_answer answer;
    intake_desk_answer(&desk, &page, &answer);
    assert_int_equal(answer.status, 200);
    assert_non_null(strstr(answer.body.start, "&lt;script&gt;&amp;&#39;"));
    assert_null(strstr(answer.body.start, "<script"));
    bytes_wipe(&answer.body);
}

static void nobody_sees_the_page_without_the_token(void **state)
{
    (void)state;
    struct intake_call call = call_with(REQUEST(ID_A));
    assert_int_equal(status_of(&call), 201);
    struct intake_call page = {.method = "GET",
                               .path = "/",
                               .body = "",
                               .now_s = call.now_s,
                               .cookie = "__Host-sessie=00000000000000000000000000000000"};
    struct intake_answer answer;
    intake_desk_answer(&desk, &page, &answer);
    assert_null(strstr(answer.body.start, "Jamila"));
    bytes_wipe(&answer.body);
}

static void a_session_ends_by_itself(void **state)
{
    (void)state;
    struct intake_sessions sessions = {0};
    const char *name = intake_session_begin(&sessions, 1000);
    assert_true(intake_session_is_open(&sessions, name, 1000 + INTAKE_SESSION_S - 1));
    assert_false(intake_session_is_open(&sessions, name, 1000 + INTAKE_SESSION_S));
    assert_false(intake_session_is_open(&sessions, "", 1000));
}

static void the_api_version_is_that_of_the_contract(void **state)
{
    (void)state;
    assert_non_null(strstr(intake_contract_json, "\"version\":\"" INTAKE_API_VERSION "\""));
}

#define AT_THE_DESK(test) cmocka_unit_test_setup_teardown(test, open_desk, close_desk)

int main(void)
{
    if (sodium_init() < 0) return 1;
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_format_takes_what_is_right_and_refuses_what_is_nearly_right),
        cmocka_unit_test(a_name_may_have_a_hundred_characters_of_any_script_and_no_more),
        cmocka_unit_test(a_right_request_has_no_mistakes),
        cmocka_unit_test(members_the_contract_does_not_know_are_ignored),
        cmocka_unit_test(an_empty_object_hears_of_every_missing_member_at_once),
        cmocka_unit_test(what_one_answer_asks_of_another_is_checked),
        cmocka_unit_test(each_wrong_place_in_a_list_is_named),
        cmocka_unit_test(only_the_whole_token_opens_the_door),
        cmocka_unit_test(the_key_is_a_quoted_uuid),
        cmocka_unit_test(media_types_are_read_with_their_parameters),
        cmocka_unit_test(a_form_value_is_decoded_and_never_longer_than_its_room),
        AT_THE_DESK(the_same_request_twice_is_stored_once),
        AT_THE_DESK(a_key_with_another_request_is_refused),
        AT_THE_DESK(a_trial_request_is_checked_answered_and_not_kept),
        AT_THE_DESK(every_reason_to_refuse_has_its_own_status_and_stores_nothing),
        AT_THE_DESK(a_missing_key_is_told_together_with_the_other_mistakes),
        AT_THE_DESK(a_withdrawn_request_is_erased_and_does_not_come_back),
        AT_THE_DESK(the_page_shows_a_name_as_text_whatever_is_in_it),
        AT_THE_DESK(nobody_sees_the_page_without_the_token),
        cmocka_unit_test(a_session_ends_by_itself),
        cmocka_unit_test(the_api_version_is_that_of_the_contract),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
