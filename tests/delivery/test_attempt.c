/* SPDX-License-Identifier: EUPL-1.2 */
/* One attempt over real TLS on loopback: what libcurl may do, and what the courier hears of
 * it. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

#include <arpa/inet.h>
#include <poll.h>
#include <sodium.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/pidfd.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/clock.h"
#include "delivery/attempt.h"
#include "delivery/deliver.h"
#include "delivery/http.h"
#include "delivery/retry_after.h"
#include "delivery/tls_provider.h"

#define ID "8e03978e-40d5-43e8-bc93-6894a57f9324"
#define BODY "{\"id\":\"" ID "\",\"contact\":{\"naam\":\"Jamila\"}}"

static int sends;

static struct envelope envelope_of_ours(void)
{
    struct envelope envelope = {.provider = "voorbeeld-mee", .body = {BODY, sizeof BODY - 1}};
    assert_int_equal(id_read(ID, &envelope.id), ERR_NONE);
    return envelope;
}

/* A route whose every request is answered as `word` says (tls_provider.h). */
static struct route route_to(const char *word)
{
    struct route route = {.slug = "voorbeeld-mee",
                          .adapter = ADAPTER_OCO_V1,
                          .is_strict = true,
                          .has_dedupe = true};
    snprintf(route.base_url, sizeof route.base_url, "https://localhost:%u/%s",
             (unsigned)provider.port, word);
    snprintf(route.ca_path, sizeof route.ca_path, "%s", provider.authority);
    return route;
}

static struct verdict delivered_to(const struct route *route)
{
    struct envelope envelope = envelope_of_ours();
    struct grant grant = {0};
    struct verdict verdict = deliver_here(route, &envelope, &grant, &sends);
    assert_false(grant.has_changed);
    return verdict;
}

static void every_answer_comes_to_its_verdict(void **state)
{
    (void)state;
    static const struct {
        const char *word;
        enum outcome outcome;
        enum reason reason;
        uint32_t wait_s;
        const char *why;
    } rows[] = {
        {"receipt", OUTCOME_DELIVERED, REASON_RECEIPT, 0, "the provider has it"},
        {"busy", OUTCOME_TOLD_TO_WAIT, REASON_STATUS, 7, "and says for how long"},
        {"long-wait", OUTCOME_TOLD_TO_WAIT, REASON_STATUS, 0,
         "a time that does not fit is no time"},
        {"redirect", OUTCOME_NEEDS_OPERATOR, REASON_STATUS, 0, "not followed"},
        {"refuse", OUTCOME_NEEDS_OPERATOR, REASON_STATUS, 0,
         "the status counts, its long reason does not"},
        {"large", OUTCOME_AMBIGUOUS, REASON_NO_RECEIPT, 0, "cut at the limit"},
        {"heads", OUTCOME_AMBIGUOUS, REASON_TOO_LARGE, 0, "cut at the limit"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct route route = route_to(rows[i].word);
        struct verdict verdict = delivered_to(&route);
        if (verdict.outcome != rows[i].outcome || verdict.reason != rows[i].reason
            || verdict.wait_s != rows[i].wait_s)
            fail_msg("%s, %s: %s, %s, %u s", rows[i].word, rows[i].why,
                     outcome_name(verdict.outcome), reason_name(verdict.reason),
                     verdict.wait_s);
        assert_int_equal(sends, 1);
    }
}

static uint16_t port_nobody_listens_on(void)
{
    struct sockaddr_in address = {.sin_family = AF_INET,
                                  .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    socklen_t size = sizeof address;
    int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    assert_int_equal(bind(fd, (const struct sockaddr *)&address, sizeof address), 0);
    assert_int_equal(getsockname(fd, (struct sockaddr *)&address, &size), 0);
    close(fd);
    return ntohs(address.sin_port);
}

static void what_never_left_is_known_never_to_have_left(void **state)
{
    (void)state;
    struct route refused = route_to("receipt"), nameless = refused, stranger = refused,
                 no_list = refused;
    struct route other_name = refused, plain = refused, file = refused;
    snprintf(refused.base_url, sizeof refused.base_url, "https://127.0.0.1:%u/v1",
             (unsigned)port_nobody_listens_on());
    /* Longer than a name may be, so that it fails here, without asking a name server. */
    snprintf(nameless.base_url, sizeof nameless.base_url, "https://%064d.invalid/v1", 0);
    snprintf(stranger.ca_path, sizeof stranger.ca_path, "%s", provider.stranger);
    snprintf(no_list.ca_path, sizeof no_list.ca_path, "%s/no-such-file", provider.folder);
    snprintf(other_name.base_url, sizeof other_name.base_url, "https://127.0.0.1:%u/receipt",
             (unsigned)provider.port);
    snprintf(plain.base_url, sizeof plain.base_url, "http://localhost:%u/receipt",
             (unsigned)provider.port);
    snprintf(file.base_url, sizeof file.base_url, "file:///etc");
    const struct {
        const struct route *route;
        enum outcome outcome;
        enum reason reason;
        const char *why;
    } rows[] = {
        {&refused, OUTCOME_NOT_SENT, REASON_NO_CONNECTION, "nobody listens"},
        {&nameless, OUTCOME_NOT_SENT, REASON_NO_NAME, "no such host"},
        {&stranger, OUTCOME_NEEDS_OPERATOR, REASON_CERTIFICATE,
         "signed by somebody we do not trust"},
        {&no_list, OUTCOME_NEEDS_OPERATOR, REASON_CERTIFICATE,
         "we trust nobody without a list"},
        {&other_name, OUTCOME_NEEDS_OPERATOR, REASON_CERTIFICATE,
         "a certificate for another name"},
        {&plain, OUTCOME_NEEDS_OPERATOR, REASON_NOT_ALLOWED, "plain http"},
        {&file, OUTCOME_NEEDS_OPERATOR, REASON_NOT_ALLOWED, "a file of ours"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct verdict verdict = delivered_to(rows[i].route);
        if (verdict.outcome != rows[i].outcome || verdict.reason != rows[i].reason)
            fail_msg("%s: %s, %s", rows[i].why, outcome_name(verdict.outcome),
                     reason_name(verdict.reason));
        assert_int_equal(sends, 0);
    }
}

static void the_environment_cannot_send_it_another_way(void **state)
{
    (void)state;
    struct route route = route_to("receipt");
    setenv("https_proxy", "http://127.0.0.1:1", 1);
    setenv("ALL_PROXY", "http://127.0.0.1:1", 1);
    struct verdict verdict = delivered_to(&route);
    unsetenv("https_proxy");
    unsetenv("ALL_PROXY");
    assert_int_equal(verdict.outcome, OUTCOME_DELIVERED);
}

static void a_token_is_read_only_from_a_file_that_is_fit_for_a_secret(void **state)
{
    (void)state;
    static const struct {
        const char *content;
        mode_t mode;
        enum outcome outcome;
        const char *why;
    } rows[] = {
        {"TESTTOKEN\n", 0600, OUTCOME_DELIVERED, "one line"},
        {"TESTTOKEN", 0400, OUTCOME_DELIVERED, "without a line break"},
        {"TESTTOKEN\n", 0644, OUTCOME_NEEDS_OPERATOR, "others can read it"},
        {"", 0600, OUTCOME_NEEDS_OPERATOR, "empty"},
        {"TEST TOKEN\n", 0600, OUTCOME_NEEDS_OPERATOR, "a space in it"},
        {"TEST\nX-Other: y\n", 0600, OUTCOME_NEEDS_OPERATOR, "a second line"},
        {"T\xc3\xa9st\n", 0600, OUTCOME_NEEDS_OPERATOR, "a sign outside ASCII"},
    };
    struct route route = route_to("receipt");
    snprintf(route.token_path, sizeof route.token_path, "%s/token", provider.folder);
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        assert_int_equal(file_replace(route.token_path, rows[i].content,
                                      strlen(rows[i].content), rows[i].mode),
                         ERR_NONE);
        struct verdict verdict = delivered_to(&route);
        if (verdict.outcome != rows[i].outcome)
            fail_msg("%s: %s", rows[i].why, outcome_name(verdict.outcome));
        if (verdict.outcome != OUTCOME_DELIVERED)
            assert_int_equal(verdict.reason, REASON_TOKEN);
    }
    assert_int_equal(unlink(route.token_path), 0);
    assert_int_equal(delivered_to(&route).reason, REASON_TOKEN);
}

static void a_route_without_its_adapter_waits_for_the_operator(void **state)
{
    (void)state;
    struct route route = route_to("receipt");
    route.adapter = ADAPTER_NONE;
    struct verdict verdict = delivered_to(&route);
    assert_int_equal(verdict.outcome, OUTCOME_NEEDS_OPERATOR);
    assert_int_equal(verdict.reason, REASON_ADAPTER);
}

static struct attempt started(const struct route *route)
{
    struct attempt attempt;
    struct envelope envelope = envelope_of_ours();
    assert_int_equal(attempt_here(route, &envelope, "", 1000, &attempt), ERR_NONE);
    assert_int_equal(attempt.route, 3);
    assert_int_equal(attempt.ends_ms, 1000 + ATTEMPT_MOST_MS);
    return attempt;
}

static enum err wait_and_read(struct attempt *attempt, struct verdict *verdict)
{
    struct pollfd fd = {.fd = attempt->channel, .events = POLLIN};
    assert_int_equal(poll(&fd, 1, 20000), 1);
    return attempt_read(attempt, verdict);
}

static void an_attempt_in_its_own_process_reports_its_verdict(void **state)
{
    (void)state;
    struct route route = route_to("receipt");
    struct attempt attempt = started(&route);
    assert_true(attempt.is_running);
    assert_int_equal(attempt_verdict(&attempt).outcome, OUTCOME_DELIVERED);
    assert_false(attempt.is_running);
    assert_true(attempt.may_be_sent);
}

static void a_killed_attempt_is_ambiguous_only_when_it_had_begun_to_send(void **state)
{
    (void)state;
    struct verdict verdict;
    struct route silent = route_to("silent");
    struct attempt sending = started(&silent);
    assert_int_equal(wait_and_read(&sending, &verdict),
                     ERR_TIMEOUT); /* connected, and about to send */
    attempt_kill(&sending, &verdict);
    assert_int_equal(verdict.outcome, OUTCOME_AMBIGUOUS);
    assert_int_equal(verdict.reason, REASON_TIMED_OUT);

    /* A listener that never shakes hands: no TLS, so nothing was sent. */
    struct sockaddr_in address = {.sin_family = AF_INET,
                                  .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    socklen_t size = sizeof address;
    int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    assert_int_equal(bind(fd, (const struct sockaddr *)&address, sizeof address), 0);
    assert_int_equal(listen(fd, 1), 0);
    assert_int_equal(getsockname(fd, (struct sockaddr *)&address, &size), 0);
    struct route mute = route_to("receipt");
    snprintf(mute.base_url, sizeof mute.base_url, "https://localhost:%u/v1",
             (unsigned)ntohs(address.sin_port));
    struct attempt connecting = started(&mute);
    assert_int_equal(attempt_read(&connecting, &verdict), ERR_TIMEOUT);
    attempt_kill(&connecting, &verdict);
    assert_int_equal(verdict.outcome, OUTCOME_NOT_SENT);
    close(fd);
}

static bool has_something_to_say(const struct attempt *attempt)
{
    struct pollfd fd = {.fd = attempt->channel, .events = POLLIN};
    return poll(&fd, 1, 20000) == 1;
}

static void what_an_attempt_said_with_its_last_breath_counts(void **state)
{
    (void)state;
    struct verdict verdict;
    struct route silent = route_to("silent"), open = route_to("receipt");
    struct attempt sending = started(&silent);
    assert_true(has_something_to_say(&sending));
    attempt_kill(&sending, &verdict);    /* nobody had heard that it was about to send */
    assert_int_equal(verdict.outcome, OUTCOME_AMBIGUOUS);
    assert_int_equal(verdict.reason, REASON_TIMED_OUT);
    struct attempt done = started(&open);
    struct pollfd death = {.fd = done.handle, .events = POLLIN};
    assert_int_equal(poll(&death, 1, 20000), 1);
    attempt_kill(&done, &verdict);
    assert_int_equal(verdict.outcome, OUTCOME_DELIVERED);
}

static int handle_of_a_dead_process(void)
{
    pid_t child = fork();
    if (child == 0) _exit(0);
    int handle = pidfd_open(child, 0);
    assert_true(handle >= 0);
    assert_int_equal(waitpid(child, NULL, 0), child);
    return handle;
}

/* What comes through the channel, written by hand; the process is long gone. */
static struct verdict reported(const void *from, size_t size_bytes, struct grant *grant_out)
{
    int ends[2];
    struct attempt attempt = {.report = {.limit_bytes = 8192, .is_private = true}};
    struct verdict verdict;
    assert_int_equal(socketpair(AF_UNIX, SOCK_STREAM, 0, ends), 0);
    assert_int_equal(write(ends[1], from, size_bytes), (ssize_t)size_bytes);
    close(ends[1]);
    attempt.channel = ends[0];
    attempt.handle = handle_of_a_dead_process();
    assert_int_equal(attempt_read(&attempt, &verdict), ERR_NONE);
    assert_null(attempt.report.start);
    if (grant_out) *grant_out = attempt.grant;
    else grant_wipe(&attempt.grant);
    return verdict;
}

struct report { unsigned char text[256]; size_t size_bytes; };

static void say(struct report *report, const void *from, size_t size_bytes)
{
    memcpy(report->text + report->size_bytes, from, size_bytes);
    report->size_bytes += size_bytes;
}

static struct report report_of(const char *before, const struct verdict *verdict)
{
    struct report report = {0};
    say(&report, before, strlen(before));
    say(&report, verdict, sizeof *verdict);
    return report;
}

static const struct verdict good = {.outcome = OUTCOME_DELIVERED,
                                    .reason = REASON_RECEIPT,
                                    .status = 201};

static void a_report_that_is_cut_long_or_unsound_is_not_believed(void **state)
{
    (void)state;
    struct verdict bad = good;
    bad.outcome = (enum outcome)99;
    struct report whole = report_of("sv", &good), early = report_of("v", &good),
                  twice = whole, wrong = report_of("v", &bad), other = report_of("sx", &good);
    say(&twice, "v", 1);
    assert_int_equal(reported(whole.text, whole.size_bytes, NULL).outcome, OUTCOME_DELIVERED);
    assert_int_equal(reported(early.text, early.size_bytes, NULL).outcome, OUTCOME_DELIVERED);
    assert_int_equal(reported(whole.text, whole.size_bytes - 1, NULL).outcome,
                     OUTCOME_AMBIGUOUS); /* a byte short */
    assert_int_equal(reported(twice.text, twice.size_bytes, NULL).outcome, OUTCOME_AMBIGUOUS);
    assert_int_equal(reported(other.text, other.size_bytes, NULL).outcome, OUTCOME_AMBIGUOUS);
    assert_int_equal(reported(wrong.text, wrong.size_bytes, NULL).outcome, OUTCOME_NOT_SENT);
    assert_int_equal(reported("s", 1, NULL).outcome, OUTCOME_AMBIGUOUS); /* died sending */
    assert_int_equal(reported("", 0, NULL).outcome, OUTCOME_NOT_SENT);   /* died before */
}

static void say_grant(struct report *report, uint32_t lives_s, uint32_t size, const char *token)
{
    uint32_t head[2] = {lives_s, size};
    say(report, "g", 1);
    say(report, head, sizeof head);
    say(report, token, strlen(token));
}

static void a_token_comes_along_only_when_it_is_sound(void **state)
{
    (void)state;
    static const struct {
        uint32_t lives_s, size;
        const char *token;
        bool is_good;
        const char *why;
    } rows[] = {
        {300, 5, "ABCDE", true, "a token"},
        {0, 0, "", true, "none any more"},
        {300, 5, "AB\r\nC", false, "could add a header"},
        {300, 99, "ABCDE", false, "longer than what came"},
        {99999999, 5, "ABCDE", false, "lives for years"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct report report = {0};
        struct grant grant;
        say(&report, "s", 1);
        say_grant(&report, rows[i].lives_s, rows[i].size, rows[i].token);
        say(&report, "v", 1);
        say(&report, &good, sizeof good);
        struct verdict verdict = reported(report.text, report.size_bytes, &grant);
        if ((verdict.outcome == OUTCOME_DELIVERED) != rows[i].is_good
            || grant.has_changed != rows[i].is_good)
            fail_msg("%s: %s", rows[i].why, outcome_name(verdict.outcome));
        if (rows[i].is_good && rows[i].size > 0)
            assert_string_equal(grant.token.start, rows[i].token);
        grant_wipe(&grant);
    }
}

static void a_route_knows_where_its_files_are(void **state)
{
    (void)state;
    struct providers *providers = calloc(1, sizeof *providers);
    struct routes *routes = calloc(1, sizeof *routes);
    assert_non_null(providers);
    assert_non_null(routes);
    providers->count = 3;
    snprintf(providers->all[0].slug, SLUG_BYTES, "telefoon"); /* no endpoint: no route */
    snprintf(providers->all[1].slug, SLUG_BYTES, "een");
    providers->all[1].endpoint = (struct endpoint){.adapter = ADAPTER_OCO_V1,
                                                   .base_url = "https://een.example/v1",
                                                   .token_file = "een.token",
                                                   .client_secret_file = "een.secret",
                                                   .client_certificate_file = "een.pem",
                                                   .client_key_file = "/etc/een.key",
                                                   .ca_file = "/etc/een.pem",
                                                   .has_dedupe = true};
    snprintf(providers->all[2].slug, SLUG_BYTES, "twee");
    providers->all[2].endpoint =
        (struct endpoint){.adapter = ADAPTER_KLANTINTERACTIES_V1, .is_strict = true};
    assert_int_equal(routes_fill(providers, "/run/credentials", routes), ERR_NONE);
    assert_int_equal(routes->count, 2);
    assert_int_equal(route_find(routes, "telefoon"), -1);
    assert_int_equal(route_find(routes, "een"), 0);
    assert_string_equal(routes->all[0].token_path, "/run/credentials/een.token");
    assert_string_equal(routes->all[0].client_secret_path, "/run/credentials/een.secret");
    assert_string_equal(routes->all[0].certificate_path, "/run/credentials/een.pem");
    assert_string_equal(routes->all[0].key_path, "/etc/een.key");
    assert_string_equal(routes->all[0].ca_path, "/etc/een.pem");
    assert_true(routes->all[1].has_dedupe); /* it looks before it makes */
    assert_string_equal(routes->all[1].certificate_path, "");
    assert_string_equal(routes->all[1].klant.team_type, "afd");
    assert_string_equal(routes->all[1].klant.team_register, "obj");
    assert_string_equal(routes->all[1].klant.team_code_kind, "idf");
    assert_string_equal(routes->all[1].token_path, "");
    assert_string_equal(routes->all[1].ca_path, HTTP_SYSTEM_CA_FILE);
    char folder[PATH_BYTES];    /* with a file's name behind it, it is too long */
    memset(folder, 'x', sizeof folder - 1);
    folder[sizeof folder - 1] = 0;
    assert_int_equal(routes_fill(providers, folder, routes), ERR_LARGE);
    free(providers);
    free(routes);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_answer_comes_to_its_verdict),
        cmocka_unit_test(what_never_left_is_known_never_to_have_left),
        cmocka_unit_test(the_environment_cannot_send_it_another_way),
        cmocka_unit_test(a_token_is_read_only_from_a_file_that_is_fit_for_a_secret),
        cmocka_unit_test(a_route_without_its_adapter_waits_for_the_operator),
        cmocka_unit_test(an_attempt_in_its_own_process_reports_its_verdict),
        cmocka_unit_test(a_killed_attempt_is_ambiguous_only_when_it_had_begun_to_send),
        cmocka_unit_test(what_an_attempt_said_with_its_last_breath_counts),
        cmocka_unit_test(a_report_that_is_cut_long_or_unsound_is_not_believed),
        cmocka_unit_test(a_token_comes_along_only_when_it_is_sound),
        cmocka_unit_test(a_route_knows_where_its_files_are),
    };
    return cmocka_run_group_tests(tests, tls_provider_set_up, tls_provider_tear_down);
}
