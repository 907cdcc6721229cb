/* SPDX-License-Identifier: EUPL-1.2 */
/* Tokens: asking for one, believing one, keeping one, and files that hold secrets. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "delivery/credential.h"
#include "delivery/grant.h"
#include "delivery/oauth.h"
#include "base/scratch.h"

#define NOON_S 1795348800

static struct route route = {.token_url = "https://inloggen.example/oauth2/token",
                             .client_id = "naast@stad",
                             .access = ACCESS_OAUTH2};
static struct http_message message;
static char folder[64];

static int start(void **state)
{
    (void)state;
    scratch_make(folder);
    return sodium_init() < 0 ? -1 : 0;
}

static int stop(void **state)
{
    (void)state;
    scratch_remove(folder);
    return 0;
}

static bool has_header(const char *whole)
{
    for (int i = 0; i < message.header_count; i++)
        if (strcmp(message.headers[i], whole) == 0) return true;
    return false;
}

static void the_secret_goes_in_the_head_and_never_in_the_address(void **state)
{
    (void)state;
    assert_int_equal(oauth_write(&route, "ge:heim", &message), ERR_NONE);
    assert_string_equal(message.url, route.token_url);
    assert_string_equal(message.body, "grant_type=client_credentials");
    /* naast%40stad:ge%3Aheim */
    assert_true(has_header("Authorization: Basic bmFhc3QlNDBzdGFkOmdlJTNBaGVpbQ=="));
    assert_true(has_header("Content-Type: application/x-www-form-urlencoded"));
    http_message_wipe(&message);
}

static void without_a_secret_the_certificate_says_who_we_are(void **state)
{
    (void)state;
    snprintf(route.scope, sizeof route.scope, "lezen schrijven");
    assert_int_equal(oauth_write(&route, "", &message), ERR_NONE);
    assert_string_equal(message.body, "grant_type=client_credentials&"
                                      "scope=lezen%20schrijven&client_id=naast%40stad");
    assert_int_equal(message.header_count, 3);
    route.scope[0] = 0;
    http_message_wipe(&message);
}

static void a_secret_that_fits_no_header_is_not_cut(void **state)
{
    (void)state;
    static char large[CREDENTIAL_BYTES];
    memset(large, '%', sizeof large - 1);
    assert_int_equal(oauth_write(&route, large, &message), ERR_LARGE);
    http_message_wipe(&message);
}

struct reply {
    bool is_granted;
    struct bytes token;
    uint32_t lives_s;
    struct verdict verdict;
};

static struct reply read_reply(enum http_end end, int status, const char *body)
{
    static struct http_answer answer;
    struct reply reply = {.token = {.limit_bytes = OAUTH_TOKEN_BYTES + 1, .is_private = true}};
    memset(&answer, 0, sizeof answer);
    answer.end = end;
    answer.status = status;
    answer.may_be_sent = end == HTTP_ANSWERED || end == HTTP_TIMED_OUT;
    answer.body_bytes = strlen(body);
    memcpy(answer.body, body, answer.body_bytes + 1);
    snprintf(answer.retry_after, sizeof answer.retry_after, "%s", status == 429 ? "7" : "");
    reply.is_granted =
        oauth_read(&answer, NOON_S, &reply.token, &reply.lives_s, &reply.verdict);
    return reply;
}

static void a_token_is_taken_with_its_life(void **state)
{
    (void)state;
    static const struct { const char *body; uint32_t lives_s; } rows[] = {
        {"{\"access_token\":\"ABC\",\"token_type\":\"Bearer\",\"expires_in\":300}", 300},
        {"{\"access_token\":\"ABC\",\"token_type\":\"bearer\"}", OAUTH_LIVES_LEAST_S},
        {"{\"access_token\":\"ABC\",\"token_type\":\"BEARER\",\"expires_in\":-5}",
         OAUTH_LIVES_LEAST_S},
        {"{\"access_token\":\"ABC\",\"token_type\":\"Bearer\",\"expires_in\":1e15}",
         OAUTH_LIVES_MOST_S},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct reply reply = read_reply(HTTP_ANSWERED, 200, rows[i].body);
        assert_true(reply.is_granted);
        assert_string_equal(reply.token.start, "ABC");
        assert_int_equal(reply.lives_s, rows[i].lives_s);
        bytes_wipe(&reply.token);
    }
}

static void what_is_no_token_is_not_used(void **state)
{
    (void)state;
    static const char *const rows[] = {
        "{\"access_token\":\"A\\r\\nX: y\",\"token_type\":\"Bearer\"}",
        "{\"access_token\":\"\",\"token_type\":\"Bearer\"}",
        "{\"access_token\":\"ABC\",\"token_type\":\"mac\"}",
        "{\"access_token\":\"ABC\"}",
        "{\"access_token\":7,\"token_type\":\"Bearer\"}",
        "[]",
        "<html>",
        "",
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct reply reply = read_reply(HTTP_ANSWERED, 200, rows[i]);
        assert_false(reply.is_granted);
        assert_int_equal(reply.verdict.outcome, OUTCOME_NEEDS_OPERATOR);
        assert_int_equal(reply.verdict.reason, REASON_TOKEN_SERVER);
        assert_int_equal(reply.token.size_bytes, 0);
        bytes_wipe(&reply.token);
    }
}

static void without_a_token_the_request_certainly_stayed_here(void **state)
{
    (void)state;
    static const struct {
        enum http_end end;
        int status;
        enum outcome outcome;
        enum reason reason;
        uint32_t wait_s;
    } rows[] = {
        {HTTP_ANSWERED, 400, OUTCOME_NEEDS_OPERATOR, REASON_TOKEN_SERVER, 0},
        {HTTP_ANSWERED, 401, OUTCOME_NEEDS_OPERATOR, REASON_TOKEN_SERVER, 0},
        {HTTP_ANSWERED, 302, OUTCOME_NEEDS_OPERATOR, REASON_TOKEN_SERVER, 0},
        {HTTP_ANSWERED, 429, OUTCOME_TOLD_TO_WAIT, REASON_TOKEN_SERVER, 7},
        {HTTP_ANSWERED, 500, OUTCOME_NOT_SENT, REASON_TOKEN_SERVER, 0},
        {HTTP_ANSWERED, 204, OUTCOME_NOT_SENT, REASON_TOKEN_SERVER, 0},
        {HTTP_TIMED_OUT, 0, OUTCOME_NOT_SENT, REASON_TIMED_OUT, 0},
        {HTTP_NO_NAME, 0, OUTCOME_NOT_SENT, REASON_NO_NAME, 0},
        {HTTP_BAD_CERTIFICATE, 0, OUTCOME_NEEDS_OPERATOR, REASON_CERTIFICATE, 0},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct reply reply = read_reply(rows[i].end, rows[i].status, "");
        assert_false(reply.is_granted);
        assert_true(verdict_is_sound(&reply.verdict));
        assert_int_equal(reply.verdict.outcome, rows[i].outcome);
        assert_int_equal(reply.verdict.reason, rows[i].reason);
        assert_int_equal(reply.verdict.wait_s, rows[i].wait_s);
    }
}

static struct grant granted(const char *token, uint32_t lives_s)
{
    struct grant grant = {.token = {.limit_bytes = 64, .is_private = true},
                          .lives_s = lives_s, .has_changed = true};
    assert_int_equal(bytes_add_text(&grant.token, token), ERR_NONE);
    return grant;
}

static void a_token_is_kept_until_a_little_before_its_end(void **state)
{
    (void)state;
    struct grant kept = {0}, none = {0}, gone = {.has_changed = true};
    struct grant first = granted("EEN", 100), second = granted("TWEE", 3600);
    assert_string_equal(grant_token(&kept, 0), "");
    grant_take(&kept, &first, 1000);
    assert_null(first.token.start);
    assert_string_equal(grant_token(&kept, 90999), "EEN");
    grant_take(&kept, &none, 50000);    /* an attempt that used it has nothing to tell */
    assert_string_equal(grant_token(&kept, 90999), "EEN");
    assert_string_equal(grant_token(&kept, 91000), "");
    assert_null(kept.token.start);
    grant_take(&kept, &second, 0);
    assert_string_equal(grant_token(&kept, 3600000 - 30001), "TWEE");
    grant_take(&kept, &gone, 10);       /* the provider no longer takes it */
    assert_string_equal(grant_token(&kept, 11), "");
    grant_wipe(&kept);
}

static const char *write_file(const char *name, const char *text, mode_t mode)
{
    static char path[2][PATH_BYTES];
    static int turn;
    char *to = path[turn++ % 2];
    assert_int_equal(path_join(to, folder, name), ERR_NONE);
    assert_int_equal(file_replace(to, text, strlen(text), mode), ERR_NONE);
    return to;
}

static bool has_own_certificate(const char *certificate, const char *key)
{
    struct route own = {.access = ACCESS_CERTIFICATE, .ca_path = HTTP_SYSTEM_CA_FILE};
    struct credentials credentials;
    snprintf(own.certificate_path, sizeof own.certificate_path, "%s", certificate);
    snprintf(own.key_path, sizeof own.key_path, "%s", key);
    credentials_read(&own, &credentials);
    bool has_both = credentials.certificate.start && credentials.key.start;
    assert_null(credentials.secret.start);
    assert_null(credentials.authority.start);
    credentials_wipe(&credentials);
    return has_both;
}

static void a_certificate_that_cannot_be_shown_is_found_before_anything_is_sent(void **state)
{
    (void)state;
    const char *key = write_file("key", "x", 0600), *text = write_file("text", "geen", 0644);
    const struct bytes none = {.start = (char[]){"geen"}, .size_bytes = 4};
    assert_int_equal(credential_check_certificate(&none), ERR_FORMAT);
    assert_true(has_own_certificate(text, key));
    assert_false(has_own_certificate("/nergens", key));
    assert_false(has_own_certificate(text, "/nergens"));
    assert_int_equal(chmod(key, 0640), 0);
    assert_false(has_own_certificate(text, key));
}

static void only_what_the_route_wants_is_read_and_each_time_anew(void **state)
{
    (void)state;
    struct route own = {.access = ACCESS_TOKEN};
    struct credentials credentials;
    snprintf(own.token_path, sizeof own.token_path, "%s",
             write_file("token", "EEN\n", 0600));
    snprintf(own.client_secret_path, sizeof own.client_secret_path, "%s",
             write_file("secret", "GEHEIM", 0600));
    snprintf(own.ca_path, sizeof own.ca_path, "%s", write_file("ca", "PEM", 0644));
    credentials_read(&own, &credentials);
    assert_string_equal(credentials.secret.start, "EEN");
    assert_string_equal(credentials.authority.start, "PEM");
    assert_null(credentials.certificate.start);
    credentials_wipe(&credentials);
    write_file("token", "TWEE\n", 0600);
    assert_int_equal(unlink(own.ca_path), 0);
    credentials_read(&own, &credentials);
    assert_string_equal(credentials.secret.start, "TWEE");
    assert_null(credentials.authority.start);
    credentials_wipe(&credentials);
    own.access = ACCESS_OAUTH2;
    credentials_read(&own, &credentials);
    assert_string_equal(credentials.secret.start, "GEHEIM");
    credentials_wipe(&credentials);
    credentials_wipe(&credentials);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_secret_goes_in_the_head_and_never_in_the_address),
        cmocka_unit_test(without_a_secret_the_certificate_says_who_we_are),
        cmocka_unit_test(a_secret_that_fits_no_header_is_not_cut),
        cmocka_unit_test(a_token_is_taken_with_its_life),
        cmocka_unit_test(what_is_no_token_is_not_used),
        cmocka_unit_test(without_a_token_the_request_certainly_stayed_here),
        cmocka_unit_test(a_token_is_kept_until_a_little_before_its_end),
        cmocka_unit_test(a_certificate_that_cannot_be_shown_is_found_before_anything_is_sent),
        cmocka_unit_test(only_what_the_route_wants_is_read_and_each_time_anew),
    };
    return cmocka_run_group_tests(tests, start, stop);
}
