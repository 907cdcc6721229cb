/* SPDX-License-Identifier: EUPL-1.2 */
/* Row 11: each piece of memory that base and delivery ask for is refused once. What was to be
 * done is then not done, said to be so, and nothing is left behind (the leak sanitizer looks).
 * Left out: what libgcrypt takes by itself, because it ends the program when there is none. */
#include "faults/each_allocation.h"

#include <sodium.h>
#include <stdio.h>

#include "base/arena.h"
#include "base/file.h"
#include "base/jwe_sample.h"
#include "base/memory_scan.h"
#include "delivery/adapter.h"
#include "delivery/envelope.h"
#include "delivery/grant.h"
#include "delivery/klant_text.h"
#include "delivery/oauth.h"
#include "delivery/schedule.h"

#define ID "8e03978e-40d5-43e8-bc93-6894a57f9324"
#define NOON_S 1795348800
#define REQUEST                                                                                \
    "{\"versie\":\"1.0\",\"id\":\"" ID "\",\"referentie\":\"4829137508\",\"proef\":false,"     \
    "\"contact\":{\"naam\":\"Jamila\",\"kanaal\":\"telefoon\","                                \
    "\"telefoonnummer\":\"+31612345678\",\"voicemailToegestaan\":true},"                       \
    "\"voorkeur\":{\"dagen\":[\"ma\"],\"dagdelen\":[\"avond\"],\"taal\":\"nl\"},"              \
    "\"ingediendOp\":\"2026-03-10T09:14:00Z\",\"contactUiterlijk\":\"2026-03-12\","            \
    "\"aanbieder\":\"raad\",\"kiosk\":{\"id\":\"bieb\"},\"namens\":{\"wie\":\"mijzelf\"},"     \
    "\"toestemming\":{\"tekstversie\":\"nl-1\"}}"

/* Base */

static enum err read_json(void)
{
    struct json *document = NULL;
    struct json_problem problem;
    enum err err = json_read(REQUEST, strlen(REQUEST), &document, &problem);
    assert_int_equal(document == NULL, err != ERR_NONE);
    json_free(document);
    return err;
}

static enum err read_json_private(void)
{
    struct json *document = NULL;
    enum err err = json_read_private(REQUEST, strlen(REQUEST), &document, NULL);
    assert_int_equal(document == NULL, err != ERR_NONE);
    json_free(document);
    return err;
}

static enum err fill_bytes(bool is_private)
{
    struct bytes bytes = {.limit_bytes = 4096, .is_private = is_private};
    enum err err = ERR_NONE;
    size_t added_bytes = 0;
    for (int i = 0; i < 300 && !err; i++) {
        err = i % 2 ? bytes_add_text(&bytes, "word") : bytes_add_format(&bytes, "%04d", i);
        if (!err) added_bytes += 4;
        assert_int_equal(bytes.size_bytes, added_bytes);   /* what was there stays whole */
    }
    bytes_wipe(&bytes);
    return err;
}

static enum err fill_open_bytes(void) { return fill_bytes(false); }
static enum err fill_private_bytes(void) { return fill_bytes(true); }

static enum err read_file(void)
{
    struct bytes bytes = {.limit_bytes = 64 * 1024};
    enum err err = file_read(SOURCE_DIR "/config/kiosk.json", &bytes);
    bytes_wipe(&bytes);
    return err;
}

static bool count_name(void *with, const char *name)
{
    (void)name;
    ++*(int *)with;
    return true;
}

static enum err list_folder(void)
{
    int count = 0;
    enum err err = folder_each(SOURCE_DIR "/tests/golden", ".png", count_name, &count);
    assert_true(err ? count == 0 : count > 32);   /* all names or none */
    return err;
}

static enum err make_arena(void)
{
    struct arena arena;
    enum err err = arena_init(&arena, 1000);
    arena_finish(&arena);
    return err;
}

static enum err open_memory_scan(void)
{
    struct memory_scan *scan;
    enum err err = memory_scan_open(&scan);
    assert_int_equal(scan == NULL, err != ERR_NONE);
    memory_scan_close(scan);
    return err;
}

static void base_says_so_and_leaves_nothing_behind(void **state)
{
    (void)state;
    at_each_allocation("JSON", read_json);
    at_each_allocation("private JSON", read_json_private);
    at_each_allocation("bytes", fill_open_bytes);
    at_each_allocation("private bytes", fill_private_bytes);
    at_each_allocation("a file", read_file);
    at_each_allocation("a folder", list_folder);
    at_each_allocation("an arena", make_arena);
    at_each_allocation("a memory scan", open_memory_scan);
}

static struct pair curve, rsa, *pair;
static struct bytes whole = {.limit_bytes = 8192};

static enum err close_message(void)
{
    struct bytes compact = {.limit_bytes = 8192};
    enum err err = jwe_seal(&pair->key, PLAIN, strlen(PLAIN), &compact);
    if (err) assert_int_not_equal(opens(pair, compact.start, compact.size_bytes), ERR_NONE);
    bytes_wipe(&compact);
    return err;
}

static enum err open_message(void) { return opens(pair, whole.start, whole.size_bytes); }

static enum err make_pair(void)
{
    struct bytes secret = {.limit_bytes = 1024, .is_private = true};
    struct bytes published = {.limit_bytes = 1024};
    enum err err = jwe_new(&secret, &published);
    bytes_wipe(&secret);
    bytes_wipe(&published);
    return err;
}

static void a_message_is_closed_whole_or_not_at_all(void **state)
{
    (void)state;
    struct pair *pairs[] = {&curve, &rsa};
    pair_read(&curve, CURVE "}", CURVE CURVE_SECRET);
    pair_read(&rsa, RSA "}", RSA RSA_SECRET);
    for (int i = 0; i < 2; i++) {
        pair = pairs[i];
        assert_int_equal(jwe_seal(&pair->key, PLAIN, strlen(PLAIN), &whole), ERR_NONE);
        at_each_allocation("closing", close_message);
        at_each_allocation("opening", open_message);
        bytes_wipe(&whole);
    }
    at_each_allocation("a new pair", make_pair);
}

/* Delivery */

static struct route route = {
    .slug = "raad", .base_url = "https://ok.example/v1", .is_strict = true, .has_dedupe = true,
    .klant = {.channel = "Kiosk", .team_code = "Team OCO", .team_type = "afd",
              .team_register = "obj", .team_code_kind = "idf"},
    .access = ACCESS_OAUTH2, .token_url = "https://ok.example/token", .client_id = "naast"};
static struct envelope envelope = {.provider = "raad", .body = {REQUEST, sizeof REQUEST - 1}};
static struct progress progress;
static const char sealed_text[] = "{\"version\":1,\"id\":\"" ID
                                  "\",\"provider\":\"raad\",\"made_s\":1,\"body\":" REQUEST "}";
static struct http_message message;
static struct http_answer answer;
static const struct delivery_adapter *adapter;

static void answer_is(int status, const char *body)
{
    memset(&answer, 0, sizeof answer);
    answer.end = HTTP_ANSWERED;
    answer.may_be_sent = true;
    answer.status = status;
    answer.body_bytes = strlen(body);
    memcpy(answer.body, body, answer.body_bytes);
}

static enum err write_message(void)
{
    enum err err = adapter->write(&route, &envelope, &progress, &message);
    http_message_wipe(&message);
    return err;
}

static enum err read_envelope(void)
{
    struct envelope read;
    return envelope_read(sealed_text, sizeof sealed_text - 1, &read);
}

/* "Damaged" would hold it for the operator: a lack of memory says nothing about a request. */
static void a_request_is_not_called_damaged_because_memory_is_short(void **state)
{
    (void)state;
    at_each_allocation("an envelope", read_envelope);
}

static void every_message_is_written_whole_or_not_at_all(void **state)
{
    (void)state;
    static const int kinds[] = {ADAPTER_OCO_V1, ADAPTER_KLANTINTERACTIES_V1};
    assert_int_equal(id_read(ID, &envelope.id), ERR_NONE);
    for (size_t i = 0; i < 2; i++) {
        adapter = adapter_find((enum adapter)kinds[i]);
        for (int step = 0; step < (i == 0 ? 1 : 5); step++) {
            progress = (struct progress){.step = step, .contact = ID, .person = ID, .team = ID};
            calls_begin_memory(0);
            assert_int_equal(write_message(), ERR_NONE);
            (void)calls_end();
            if (calls_count() > 0) at_each_allocation("a message", write_message);
        }
    }
}

/* What was delivered may look uncertain without memory; never the other way round. */
static void an_answer_that_cannot_be_read_is_no_delivery(void **state)
{
    (void)state;
    adapter = adapter_find(ADAPTER_OCO_V1);
    bool has_failed = true;
    for (int at = 1; has_failed; at++) {
        struct verdict verdict;
        progress = (struct progress){0};
        answer_is(201, "{\"id\":\"" ID "\",\"referentie\":\"4829137508\","
                       "\"status\":\"ontvangen\"}");
        calls_begin_memory(at);
        enum turn turn =
            adapter->judge(&route, &envelope, &answer, NOON_S, &progress, &verdict);
        has_failed = calls_end();
        assert_int_equal(turn, TURN_OVER);
        assert_true(verdict_is_sound(&verdict));
        assert_int_equal(verdict.outcome, has_failed ? OUTCOME_AMBIGUOUS : OUTCOME_DELIVERED);
    }
}

static void a_step_whose_answer_cannot_be_read_is_not_taken(void **state)
{
    (void)state;
    static const char found[] = "{\"count\":0,\"next\":null,\"previous\":null,\"results\":[]}";
    adapter = adapter_find(ADAPTER_KLANTINTERACTIES_V1);
    bool has_failed = true;
    for (int at = 1; has_failed; at++) {
        struct verdict verdict = {0};
        progress = (struct progress){0};
        answer_is(200, found);
        calls_begin_memory(at);
        enum turn turn =
            adapter->judge(&route, &envelope, &answer, NOON_S, &progress, &verdict);
        has_failed = calls_end();
        if (!has_failed) {
            assert_int_equal(turn, TURN_NEXT);
            break;
        }
        assert_int_equal(turn, TURN_OVER);
        assert_true(verdict_is_sound(&verdict));
        assert_int_not_equal(verdict.outcome, OUTCOME_DELIVERED);
    }
}

static enum err ask_token(void)
{
    enum err err = oauth_write(&route, "geheim", &message);
    http_message_wipe(&message);
    return err;
}

static enum err believe_token(void)
{
    struct bytes token = {.limit_bytes = OAUTH_TOKEN_BYTES, .is_private = true};
    struct verdict verdict;
    uint32_t lives_s = 0;
    answer_is(200, "{\"access_token\":\"abc\",\"token_type\":\"Bearer\",\"expires_in\":60}");
    bool is_given = oauth_read(&answer, NOON_S, &token, &lives_s, &verdict);
    if (!is_given) {
        assert_int_equal(token.size_bytes, 0);
        assert_true(verdict_is_sound(&verdict));
    }
    bytes_wipe(&token);
    return is_given ? ERR_NONE : ERR_MEMORY;
}

static void a_token_is_there_or_it_is_not(void **state)
{
    (void)state;
    at_each_allocation("asking for a token", ask_token);
    at_each_allocation("believing a token", believe_token);
}

static struct json *request;

static enum err write_klant(void)
{
    struct bytes text = {.limit_bytes = KLANT_TEXT_BYTES, .is_private = true};
    struct bytes note = {.limit_bytes = KLANT_TEXT_BYTES, .is_private = true};
    enum err err = klant_contents(request, &text);
    if (!err) err = klant_note(request, true, &note);
    bytes_wipe(&text);
    bytes_wipe(&note);
    return err;
}

static enum err wait_for_many(void)
{
    struct schedule schedule = {0};
    enum err err = ERR_NONE;
    int added = 0;
    for (; added < 200 && !err; added++) {
        struct waiting waiting = {.id = id_new(), .route = SCHEDULE_UNREAD};
        err = schedule_add(&schedule, &waiting);
        assert_int_equal(schedule.count, err ? added : added + 1);
    }
    schedule_finish(&schedule);
    return err;
}

static void what_people_read_and_what_waits_is_whole_or_an_error(void **state)
{
    (void)state;
    request = parse(REQUEST);
    at_each_allocation("words for the register", write_klant);
    json_free(request);
    at_each_allocation("a queue", wait_for_many);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(base_says_so_and_leaves_nothing_behind),
        cmocka_unit_test(a_message_is_closed_whole_or_not_at_all),
        cmocka_unit_test(a_request_is_not_called_damaged_because_memory_is_short),
        cmocka_unit_test(every_message_is_written_whole_or_not_at_all),
        cmocka_unit_test(an_answer_that_cannot_be_read_is_no_delivery),
        cmocka_unit_test(a_step_whose_answer_cannot_be_read_is_not_taken),
        cmocka_unit_test(a_token_is_there_or_it_is_not),
        cmocka_unit_test(what_people_read_and_what_waits_is_whole_or_an_error),
    };
    return cmocka_run_group_tests(tests, jwe_set_up, NULL);
}
