/* SPDX-License-Identifier: EUPL-1.2 */
/* From the first message to the verdict over real TLS on loopback: several messages for one
 * request, tokens that are fetched and renewed, certificates of ours. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

#include <poll.h>
#include <sodium.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "delivery/attempt.h"
#include "delivery/credential.h"
#include "delivery/deliver.h"
#include "delivery/http.h"
#include "delivery/tls_provider.h"

#define ID "8e03978e-40d5-43e8-bc93-6894a57f9324"
#define BODY                                                                                   \
    "{\"id\":\"" ID "\",\"referentie\":\"4829137508\",\"aanbieder\":\"raad\","                 \
    "\"ingediendOp\":\"2026-03-10T09:14:00Z\",\"contactUiterlijk\":\"2026-03-12\","           \
    "\"kiosk\":{\"id\":\"bieb\"},\"contact\":{\"naam\":\"Jamila\",\"kanaal\":\"telefoon\","   \
    "\"telefoonnummer\":\"+31612345678\"},\"namens\":{\"wie\":\"mijzelf\"},"                   \
    "\"toestemming\":{\"tekstversie\":\"nl-1\"}}"

static int sends;

static struct envelope envelope_with(const char *body)
{
    struct envelope envelope = {.provider = "raad", .body = {body, strlen(body)}};
    assert_int_equal(id_read(ID, &envelope.id), ERR_NONE);
    return envelope;
}

static struct route route_to(enum adapter adapter, const char *word)
{
    struct route route = {.slug = "raad", .adapter = adapter, .is_strict = true,
                          .has_dedupe = true, .client_id = "naast",
                          .klant = {.channel = "Kiosk", .team_code = "OCO", .team_type = "afd",
                                    .team_register = "obj", .team_code_kind = "idf"}};
    snprintf(route.base_url, sizeof route.base_url, "https://localhost:%u/%s",
             (unsigned)provider.port, word);
    snprintf(route.token_url, sizeof route.token_url, "https://localhost:%u/token",
             (unsigned)provider.port);
    snprintf(route.ca_path, sizeof route.ca_path, "%s", provider.authority);
    return route;
}

static void in_folder(char out[PATH_BYTES], const char *name)
{
    assert_int_equal(path_join(out, provider.folder, name), ERR_NONE);
}

static struct route route_with_secret(const char *word)
{
    struct route route = route_to(ADAPTER_OCO_V1, word);
    route.access = ACCESS_OAUTH2;
    in_folder(route.client_secret_path, "secret");
    assert_int_equal(file_replace(route.client_secret_path, "geheim\n", 7, 0600), ERR_NONE);
    return route;
}

static struct verdict delivered(const struct route *route, struct grant *grant)
{
    struct envelope envelope = envelope_with(BODY);
    return deliver_here(route, &envelope, grant, &sends);
}

static void is_verdict(struct verdict verdict, enum outcome outcome, enum reason reason)
{
    if (verdict.outcome != outcome || verdict.reason != reason)
        fail_msg("%s, %s %u", outcome_name(verdict.outcome), reason_name(verdict.reason),
                 (unsigned)verdict.status);
}

static void one_request_may_take_several_messages(void **state)
{
    (void)state;
    struct route route = route_to(ADAPTER_KLANTINTERACTIES_V1, "klant");
    struct grant grant = {0};
    is_verdict(delivered(&route, &grant), OUTCOME_DELIVERED, REASON_RECEIPT);
    assert_int_equal(sends, 5);
    route = route_to(ADAPTER_KLANTINTERACTIES_V1, "receipt");   /* no register at all */
    is_verdict(delivered(&route, &grant), OUTCOME_AMBIGUOUS, REASON_NO_RECEIPT);
    assert_int_equal(sends, 1);
}

static void what_the_adapter_cannot_send_is_not_sent(void **state)
{
    (void)state;
    struct route route = route_to(ADAPTER_KLANTINTERACTIES_V1, "klant");
    struct envelope trial = envelope_with("{\"proef\":true}");
    struct grant grant = {0};
    is_verdict(deliver_here(&route, &trial, &grant, &sends), OUTCOME_POISON, REASON_ENVELOPE);
    memset(route.klant.team_code, ':', sizeof route.klant.team_code - 1);
    memset(route.klant.team_type, ':', sizeof route.klant.team_type - 1);
    is_verdict(delivered(&route, &grant), OUTCOME_NEEDS_OPERATOR, REASON_NOT_ALLOWED);
    assert_int_equal(sends, 1);    /* the search; the question for the team does not fit */
}

static void a_token_is_fetched_used_and_handed_back(void **state)
{
    (void)state;
    struct route route = route_with_secret("bearer");
    struct grant grant = {0};
    is_verdict(delivered(&route, &grant), OUTCOME_DELIVERED, REASON_RECEIPT);
    assert_int_equal(sends, 1);    /* fetching the token is not sending the request */
    assert_true(grant.has_changed);
    assert_int_equal(grant.lives_s, 300);
    assert_int_equal(strncmp(grant.token.start, "T-", 2), 0);
    grant.has_changed = false;
    is_verdict(delivered(&route, &grant), OUTCOME_DELIVERED, REASON_RECEIPT);
    assert_false(grant.has_changed);
    grant_wipe(&grant);
}

static void a_token_that_is_no_longer_taken_is_renewed_once(void **state)
{
    (void)state;
    struct route route = route_with_secret("bearer");
    struct grant grant = {.token = {.limit_bytes = 64, .is_private = true}};
    assert_int_equal(bytes_add_text(&grant.token, "oud"), ERR_NONE);
    is_verdict(delivered(&route, &grant), OUTCOME_DELIVERED, REASON_RECEIPT);
    assert_int_equal(sends, 2);
    assert_true(grant.has_changed);
    route = route_with_secret("refuse");
    is_verdict(delivered(&route, &grant), OUTCOME_NEEDS_OPERATOR, REASON_STATUS);
    assert_int_equal(sends, 2);
    grant_wipe(&grant);
}

static void without_a_token_nothing_is_sent(void **state)
{
    (void)state;
    struct route route = route_with_secret("bearer");
    struct grant grant = {0};
    snprintf(route.token_url, sizeof route.token_url, "https://localhost:%u/busy",
             (unsigned)provider.port);
    struct verdict verdict = delivered(&route, &grant);
    is_verdict(verdict, OUTCOME_TOLD_TO_WAIT, REASON_TOKEN_SERVER);
    assert_int_equal(verdict.wait_s, 7);
    assert_int_equal(chmod(route.client_secret_path, 0644), 0);
    is_verdict(delivered(&route, &grant), OUTCOME_NEEDS_OPERATOR, REASON_TOKEN);
    route.client_secret_path[0] = 0;    /* then the certificate must say who we are */
    is_verdict(delivered(&route, &grant), OUTCOME_TOLD_TO_WAIT, REASON_TOKEN_SERVER);
    assert_int_equal(sends, 0);
    grant_wipe(&grant);
}

static void a_certificate_is_looked_at_before_it_is_shown(void **state)
{
    (void)state;
    struct route route = route_to(ADAPTER_OCO_V1, "receipt");
    struct grant grant = {0};
    route.access = ACCESS_CERTIFICATE;
    in_folder(route.key_path, "server.key");
    in_folder(route.certificate_path, "server.pem");
    assert_int_equal(chmod(route.key_path, 0600), 0);
    is_verdict(delivered(&route, &grant), OUTCOME_DELIVERED, REASON_RECEIPT);
    struct route page = route_to(ADAPTER_OCO_V1, "page");
    memcpy(page.key_path, route.key_path, sizeof page.key_path);
    memcpy(page.certificate_path, route.certificate_path, sizeof page.certificate_path);
    is_verdict(delivered(&page, &grant), OUTCOME_NEEDS_OPERATOR, REASON_OWN_CERTIFICATE);
    page.certificate_path[0] = 0;       /* without one it is this request that is refused */
    is_verdict(delivered(&page, &grant), OUTCOME_POISON, REASON_STATUS);
    in_folder(route.certificate_path, "over.pem");
    is_verdict(delivered(&route, &grant), OUTCOME_NEEDS_OPERATOR, REASON_OWN_CERTIFICATE);
    assert_int_equal(sends, 0);
    in_folder(route.certificate_path, "ca.pem");    /* good, but of another key */
    is_verdict(delivered(&route, &grant), OUTCOME_NEEDS_OPERATOR, REASON_OWN_CERTIFICATE);
    assert_int_equal(sends, 0);
}

static void the_process_of_an_attempt_brings_its_token_along(void **state)
{
    (void)state;
    struct route route = route_with_secret("bearer");
    struct envelope envelope = envelope_with(BODY);
    struct attempt attempt;
    assert_int_equal(attempt_here(&route, &envelope, "oud", 1000, &attempt), ERR_NONE);
    assert_int_equal(attempt.ends_ms, 1000 + ATTEMPT_SEVERAL_MOST_MS);
    is_verdict(attempt_verdict(&attempt), OUTCOME_DELIVERED, REASON_RECEIPT);
    assert_true(attempt.grant.has_changed);
    assert_int_equal(strncmp(attempt.grant.token.start, "T-", 2), 0);
    grant_wipe(&attempt.grant);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(one_request_may_take_several_messages),
        cmocka_unit_test(what_the_adapter_cannot_send_is_not_sent),
        cmocka_unit_test(a_token_is_fetched_used_and_handed_back),
        cmocka_unit_test(a_token_that_is_no_longer_taken_is_renewed_once),
        cmocka_unit_test(without_a_token_nothing_is_sent),
        cmocka_unit_test(a_certificate_is_looked_at_before_it_is_shown),
        cmocka_unit_test(the_process_of_an_attempt_brings_its_token_along),
    };
    return cmocka_run_group_tests(tests, tls_provider_set_up, tls_provider_tear_down);
}
