/* SPDX-License-Identifier: EUPL-1.2 */
/* Each step of Klantinteracties alone: what is sent from where, and where each answer leads. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "delivery/adapter.h"

#define ID "8e03978e-40d5-43e8-bc93-6894a57f9324"
#define K "11111111-0000-4000-8000-00000000000a"
#define P "22222222-0000-4000-8000-00000000000b"
#define A "33333333-0000-4000-8000-00000000000c"
#define T "44444444-0000-4000-8000-00000000000d"
#define NOON_S 1795348800
#define BASE "https://ok.example/klantinteracties/api/v1"

#define BODY_START "{\"versie\":\"1.0\",\"id\":\"" ID "\",\"referentie\":\"4829137508\","
#define BODY_END                                                                               \
    "\"ingediendOp\":\"2026-03-10T09:14:00Z\",\"contactUiterlijk\":\"2026-03-12\","           \
    "\"aanbieder\":\"raad\",\"kiosk\":{\"id\":\"bieb\"},"                                      \
    "\"namens\":{\"wie\":\"mijzelf\"},\"toestemming\":{\"tekstversie\":\"nl-1\"}}"
#define PHONE                                                                                  \
    "\"contact\":{\"naam\":\"Jamila\",\"kanaal\":\"telefoon\",\"telefoonnummer\":"            \
    "\"+31612345678\",\"voicemailToegestaan\":true},"
#define EMAIL                                                                                  \
    "\"contact\":{\"naam\":\"Jamila\",\"kanaal\":\"email\",\"emailadres\":\"j@a.example\"},"
#define BODY BODY_START "\"proef\":false," PHONE BODY_END

enum { SEARCH, TEAM, CONTACT, ADDRESS, TASK };

static struct route route = {.slug = "raad",
                             .adapter = ADAPTER_KLANTINTERACTIES_V1,
                             .base_url = BASE,
                             .klant = {.channel = "Kiosk", .team_code = "Team OCO",
                                       .team_type = "afd", .team_register = "obj",
                                       .team_code_kind = "idf"}};
static struct http_message message;
static const struct delivery_adapter *adapter;

static int start(void **state)
{
    (void)state;
    adapter = adapter_find(ADAPTER_KLANTINTERACTIES_V1);
    return adapter && sodium_init() >= 0 ? 0 : -1;
}

static struct envelope envelope_with(const char *body)
{
    struct envelope envelope = {.provider = "raad", .body = {body, strlen(body)}};
    assert_int_equal(id_read(ID, &envelope.id), ERR_NONE);
    return envelope;
}

static struct progress at(int step)
{
    struct progress progress = {.step = step};
    if (step > TEAM) snprintf(progress.team, sizeof progress.team, A);
    if (step > CONTACT) {
        snprintf(progress.contact, sizeof progress.contact, K);
        snprintf(progress.person, sizeof progress.person, P);
    }
    progress.has_address = step > ADDRESS;
    return progress;
}

static enum err written(const char *body, const struct progress *progress)
{
    struct envelope envelope = envelope_with(body);
    http_message_wipe(&message);
    return adapter->write(&route, &envelope, progress, &message);
}

/* Judging one answer. */

struct judged {
    enum turn turn;
    struct verdict verdict;
    struct progress progress;
};

static struct judged judge_from(struct progress progress, int status, const char *body)
{
    static struct http_answer answer;
    struct envelope envelope = envelope_with(BODY);
    struct judged judged = {.progress = progress};
    memset(&answer, 0, sizeof answer);
    answer.end = HTTP_ANSWERED;
    answer.may_be_sent = true;
    answer.status = status;
    answer.body_bytes = strlen(body);
    memcpy(answer.body, body, answer.body_bytes + 1);
    judged.turn = adapter->judge(&route, &envelope, &answer, NOON_S, &judged.progress,
                                 &judged.verdict);
    return judged;
}

static struct judged judge(int step, int status, const char *body)
{
    return judge_from(at(step), status, body);
}

static void leads_to(struct judged judged, int step)
{
    if (judged.turn != TURN_NEXT)
        fail_msg("over: %s, %s", outcome_name(judged.verdict.outcome),
                 reason_name(judged.verdict.reason));
    assert_int_equal(judged.progress.step, step);
}

static void ends_with(struct judged judged, enum outcome outcome, enum reason reason)
{
    assert_int_equal(judged.turn, TURN_OVER);
    assert_true(verdict_is_sound(&judged.verdict));
    if (judged.verdict.outcome != outcome || judged.verdict.reason != reason)
        fail_msg("%s, %s", outcome_name(judged.verdict.outcome),
                 reason_name(judged.verdict.reason));
}

/* A contact as the search brings it. */
#define FOUND(id, people, tasks)                                                               \
    "{\"uuid\":\"" K "\",\"leiddeTotInterneTaken\":[" tasks "],\"_expand\":{"                 \
    "\"gingOverOnderwerpobjecten\":[{\"onderwerpobjectidentificator\":{\"objectId\":\"" id     \
    "\"}}],\"hadBetrokkenen\":[" people "]}}"
#define PERSON(addresses) "{\"uuid\":\"" P "\",\"digitaleAdressen\":[" addresses "]}"
#define LINK "{\"uuid\":\"" T "\"}"
#define LIST(results) "{\"count\":1,\"results\":[" results "]}"

static void the_first_question_names_our_id_and_our_register(void **state)
{
    (void)state;
    struct progress progress = at(SEARCH);
    assert_int_equal(written(BODY, &progress), ERR_NONE);
    assert_int_equal(message.method, HTTP_GET);
    assert_string_equal(
        message.url,
        BASE "/klantcontacten?onderwerpobject__onderwerpobjectidentificatorObjectId=" ID
             "&onderwerpobject__onderwerpobjectidentificatorCodeRegister=oco-kiosk"
             "&expand=hadBetrokkenen,gingOverOnderwerpobjecten");
    assert_int_equal(message.body_bytes, 0);
    assert_string_equal(adapter->token_word, "Token");
    progress = at(TEAM);
    assert_int_equal(written(BODY, &progress), ERR_NONE);
    assert_string_equal(message.url,
                        BASE "/actoren?actoridentificatorObjectId=Team%20OCO"
                             "&actoridentificatorCodeObjecttype=afd"
                             "&actoridentificatorCodeRegister=obj"
                             "&actoridentificatorCodeSoortObjectId=idf");
    http_message_wipe(&message);
}

static bool body_has(const char *text)
{
    return strstr(message.made.start, text) != NULL;
}

static void what_is_made_names_what_was_made_before(void **state)
{
    (void)state;
    struct progress progress = at(CONTACT);
    assert_int_equal(written(BODY, &progress), ERR_NONE);
    assert_string_equal(message.url, BASE "/maak-klantcontact");
    assert_true(body_has("\"objectId\":\"" ID "\""));
    assert_true(body_has("\"referentienummer\":\"4829137508\""));
    assert_true(body_has("\"wasPartij\":null,\"rol\":\"klant\""));
    progress = at(ADDRESS);
    assert_int_equal(written(BODY, &progress), ERR_NONE);
    assert_string_equal(message.url, BASE "/digitaleadressen");
    assert_true(body_has("\"verstrektDoorBetrokkene\":{\"uuid\":\"" P "\"}"));
    assert_int_equal(written(BODY_START EMAIL BODY_END, &progress), ERR_NONE);
    assert_true(body_has("\"adres\":\"j@a.example\",\"soortDigitaalAdres\":\"email\""));
    progress = at(TASK);
    assert_int_equal(written(BODY, &progress), ERR_NONE);
    assert_string_equal(message.url, BASE "/internetaken");
    assert_true(body_has("\"aanleidinggevendKlantcontact\":{\"uuid\":\"" K "\"}"));
    assert_true(body_has("\"toegewezenAanActoren\":[{\"uuid\":\"" A "\"}]"));
    assert_false(body_has("+31612345678"));
    progress.task_number_is_taken = progress.address_is_refused = true;
    assert_int_equal(written(BODY, &progress), ERR_NONE);
    assert_true(body_has("Telefoon: +31612345678"));
    assert_false(body_has("referentienummer"));
    assert_ptr_equal(message.body, message.made.start);
    http_message_wipe(&message);
}

static void what_is_no_request_of_the_contract_is_not_sent(void **state)
{
    (void)state;
    static const struct { const char *body; int step; const char *why; } rows[] = {
        {"[1]", SEARCH, "a list"},
        {"{\"a\":", SEARCH, "half"},
        {BODY_START "\"proef\":true," PHONE BODY_END, SEARCH, "only to try the line"},
        {BODY_START BODY_END, CONTACT, "without a contact"},
        {BODY_START "\"contact\":7," BODY_END, CONTACT, "a number for a contact"},
        {BODY_START BODY_END, ADDRESS, "without an address"},
        {BODY_START BODY_END, TASK, "without a way to reach somebody"},
        {BODY_START "\"contact\":{\"kanaal\":\"email\"}," BODY_END, TASK, "no address"},
        {"{\"contact\":{\"kanaal\":\"email\",\"emailadres\":\"a\"},\"referentie\":\"1\"}", TASK,
         "no date"},
        {"{\"contact\":{\"kanaal\":\"email\",\"emailadres\":\"a\"},\"referentie\":\"1\","
         "\"contactUiterlijk\":\"2026-03-12\"}",
         TASK, "a reference with a wrong digit"},
        {BODY_START PHONE "\"voorkeur\":{\"dagen\":[1]}," BODY_END, TASK, "a day in figures"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct progress progress = at(rows[i].step);
        if (written(rows[i].body, &progress) != ERR_FORMAT) fail_msg("%s", rows[i].why);
    }
    struct progress odd = at(SEARCH);
    odd.step = 99;
    assert_int_equal(written(BODY, &odd), ERR_FORMAT);
    http_message_wipe(&message);
}

static void an_address_that_does_not_fit_is_not_cut(void **state)
{
    (void)state;
    struct route usual = route;
    memset(route.klant.team_code, ':', sizeof route.klant.team_code - 1);
    memset(route.klant.team_type, ':', sizeof route.klant.team_type - 1);
    struct progress progress = at(TEAM);
    assert_int_equal(written(BODY, &progress), ERR_LARGE);
    route = usual;
    http_message_wipe(&message);
}

static void the_search_says_where_to_go_on(void **state)
{
    (void)state;
    leads_to(judge(SEARCH, 200, "{\"count\":0,\"results\":[]}"), TEAM);
    leads_to(judge_from(at(TEAM), 200, LIST("{\"uuid\":\"" A "\",\"actoridentificator\":"
                                            "{\"objectId\":\"Team OCO\"}}")),
             CONTACT);
    ends_with(judge(SEARCH, 200, LIST(FOUND(ID, PERSON(LINK), LINK))), OUTCOME_DELIVERED,
              REASON_RECEIPT);
    struct progress known = at(CONTACT);    /* asked again, the team is known already */
    known.step = SEARCH;
    leads_to(judge_from(known, 200, LIST(FOUND(ID, PERSON(""), ""))), ADDRESS);
    struct judged half = judge_from(known, 200, LIST(FOUND(ID, PERSON(LINK), "")));
    leads_to(half, TASK);
    assert_string_equal(half.progress.contact, K);
    assert_string_equal(half.progress.person, P);
    assert_true(half.progress.has_address);
    /* Somebody took the person out: the note has the address then. */
    leads_to(judge_from(known, 200, LIST(FOUND(ID, "", ""))), TASK);
    leads_to(judge_from(known, 200, LIST(FOUND(ID, "7", ""))), TASK);
    /* Two contacts with our id: one with a task is enough, else the first goes on. */
    ends_with(judge(SEARCH, 200,
                    LIST(FOUND(ID, PERSON(""), "") "," FOUND(ID, PERSON(""), LINK))),
              OUTCOME_DELIVERED, REASON_RECEIPT);
    leads_to(judge_from(known, 200,
                        LIST(FOUND(ID, PERSON(""), "") "," FOUND(ID, PERSON(LINK), ""))),
             ADDRESS);
}

static void somebody_elses_contact_is_never_taken_for_ours(void **state)
{
    (void)state;
    static const char *const rows[] = {
        LIST(FOUND(T, PERSON(LINK), LINK)),
        LIST(FOUND("zaak-1", PERSON(LINK), LINK)),
        LIST("{\"uuid\":\"" K "\",\"leiddeTotInterneTaken\":[" LINK "]}"),
        LIST("7"),
        LIST("{\"uuid\":\"" K "\",\"_expand\":{\"gingOverOnderwerpobjecten\":[7,{},"
             "{\"onderwerpobjectidentificator\":null}]}}"),
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
        ends_with(judge(SEARCH, 200, rows[i]), OUTCOME_NEEDS_OPERATOR, REASON_SEARCH);
    ends_with(judge(SEARCH, 200, LIST("{\"uuid\":\"niks\",\"_expand\":{"
                                      "\"gingOverOnderwerpobjecten\":["
                                      "{\"onderwerpobjectidentificator\":{\"objectId\":\"" ID
                                      "\"}}]}}")),
              OUTCOME_AMBIGUOUS, REASON_NO_RECEIPT);
}

static void only_the_team_that_was_named_calls_back(void **state)
{
    (void)state;
    static const char *const rows[] = {
        LIST(""),
        LIST("7"),
        LIST("{\"uuid\":\"" A "\"}"),
        LIST("{\"uuid\":\"" A "\",\"actoridentificator\":{\"objectId\":\"Balie\"}}"),
        LIST("{\"uuid\":\"" A "\",\"indicatieActief\":false,"
             "\"actoridentificator\":{\"objectId\":\"Team OCO\"}}"),
        LIST("{\"uuid\":\"x\",\"actoridentificator\":{\"objectId\":\"Team OCO\"}}"),
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
        ends_with(judge(TEAM, 200, rows[i]), OUTCOME_NEEDS_OPERATOR, REASON_TEAM);
    ends_with(judge(TEAM, 200, "{}"), OUTCOME_AMBIGUOUS, REASON_NO_RECEIPT);
    snprintf(route.klant.team, sizeof route.klant.team, A);
    leads_to(judge(SEARCH, 200, "{\"results\":[]}"), CONTACT);
    route.klant.team[0] = 0;
}

static void each_thing_made_is_believed_only_with_its_receipt(void **state)
{
    (void)state;
    leads_to(judge(CONTACT, 201, "{\"klantcontact\":" LINK ",\"betrokkene\":" LINK "}"),
             ADDRESS);
    leads_to(judge(ADDRESS, 201, LINK), TASK);
    ends_with(judge(TASK, 201, "{\"uuid\":\"" T "\",\"aanleidinggevendKlantcontact\":"
                               "{\"uuid\":\"" K "\"}}"),
              OUTCOME_DELIVERED, REASON_RECEIPT);
    ends_with(judge(TASK, 201, "{\"uuid\":\"" T "\",\"aanleidinggevendKlantcontact\":" LINK
                               "}"),
              OUTCOME_AMBIGUOUS, REASON_OTHER_RECEIPT);
    static const struct { int step, status; const char *body; } rows[] = {
        {CONTACT, 201, "{\"klantcontact\":" LINK "}"},
        {CONTACT, 201, "{\"betrokkene\":" LINK ",\"klantcontact\":{\"uuid\":7}}"},
        {CONTACT, 200, "{\"klantcontact\":" LINK ",\"betrokkene\":" LINK "}"},
        {CONTACT, 201, "[]"},
        {CONTACT, 201, "<html>"},
        {ADDRESS, 201, "{}"},
        {TASK, 201, LINK},
        {TASK, 201, "{}"},
        {TASK, 204, ""},
        {SEARCH, 200, "{}"},
        {SEARCH, 201, LIST("")},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
        ends_with(judge(rows[i].step, rows[i].status, rows[i].body), OUTCOME_AMBIGUOUS,
                  REASON_NO_RECEIPT);
}

#define WRONG(names) "{\"status\":400,\"invalidParams\":[" names "]}"
#define NAMED(name) "{\"name\":\"" name "\",\"code\":\"invalid\"}"

static void a_refusal_leads_to_the_one_who_can_mend_it(void **state)
{
    (void)state;
    static const struct {
        int step;
        const char *body;
        enum outcome outcome;
        enum reason reason;
    } rows[] = {
        {CONTACT, WRONG(NAMED("klantcontact.kanaal")), OUTCOME_NEEDS_OPERATOR, REASON_CHANNEL},
        {CONTACT, WRONG(NAMED("betrokkene.contactnaam.voornaam")), OUTCOME_BAD_CONTACT,
         REASON_STATUS},
        {CONTACT, WRONG(NAMED("betrokkene.contactnaam.voornaam") "," NAMED("x")),
         OUTCOME_POISON, REASON_STATUS},
        {CONTACT, WRONG(NAMED("klantcontact.kanaal") "," NAMED("x")), OUTCOME_POISON,
         REASON_STATUS},
        {CONTACT,
         WRONG(NAMED("klantcontact.kanaal") "," NAMED("betrokkene.contactnaam.voornaam")),
         OUTCOME_POISON, REASON_STATUS},
        {CONTACT, WRONG("7,{}"), OUTCOME_POISON, REASON_STATUS},
        {CONTACT, "{}", OUTCOME_POISON, REASON_STATUS},
        {CONTACT, "niet goed", OUTCOME_POISON, REASON_STATUS},
        {CONTACT, "[]", OUTCOME_POISON, REASON_STATUS},
        {TASK, WRONG(NAMED("toegewezenAanActoren.0.uuid")), OUTCOME_NEEDS_OPERATOR,
         REASON_TEAM},
        {TASK, WRONG(NAMED("toegewezenAanActor") "," NAMED("status")), OUTCOME_POISON,
         REASON_STATUS},
        {SEARCH, "{}", OUTCOME_NEEDS_OPERATOR, REASON_SEARCH},
        {TEAM, "{}", OUTCOME_NEEDS_OPERATOR, REASON_SEARCH},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
        ends_with(judge(rows[i].step, 400, rows[i].body), rows[i].outcome, rows[i].reason);
    struct judged address = judge(ADDRESS, 400, WRONG(NAMED("adres")));
    leads_to(address, TASK);
    assert_true(address.progress.address_is_refused);
}

static void a_number_that_is_taken_makes_us_look_again_and_then_go_without(void **state)
{
    (void)state;
    struct judged contact = judge(CONTACT, 400, WRONG(NAMED("klantcontact.referentienummer")));
    leads_to(contact, SEARCH);
    assert_true(contact.progress.contact_number_is_taken);
    assert_false(contact.progress.task_number_is_taken);
    leads_to(judge_from(contact.progress, 200, "{\"results\":[]}"), CONTACT);
    leads_to(judge(TASK, 400, WRONG(NAMED("referentienummer"))), SEARCH);
    struct progress again = at(TASK);
    again.task_number_is_taken = true;
    ends_with(judge_from(again, 400, WRONG(NAMED("referentienummer"))), OUTCOME_POISON,
              REASON_STATUS);
}

static void every_other_answer_is_judged_as_with_any_provider(void **state)
{
    (void)state;
    static const struct { int status; enum outcome outcome; } rows[] = {
        {401, OUTCOME_NEEDS_OPERATOR}, {403, OUTCOME_NEEDS_OPERATOR},
        {404, OUTCOME_NEEDS_OPERATOR}, {302, OUTCOME_NEEDS_OPERATOR},
        {409, OUTCOME_AMBIGUOUS},      {429, OUTCOME_TOLD_TO_WAIT},
        {500, OUTCOME_AMBIGUOUS},      {503, OUTCOME_TOLD_TO_WAIT},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
        for (int step = SEARCH; step <= TASK; step++)
            ends_with(judge(step, rows[i].status, "{}"), rows[i].outcome, REASON_STATUS);
    struct envelope envelope = envelope_with(BODY);
    static const struct http_answer refused = {.end = HTTP_NO_CONNECTION};
    struct judged judged = {0};
    judged.turn = adapter->judge(&route, &envelope, &refused, NOON_S, &judged.progress,
                                 &judged.verdict);
    ends_with(judged, OUTCOME_NOT_SENT, REASON_NO_CONNECTION);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_first_question_names_our_id_and_our_register),
        cmocka_unit_test(what_is_made_names_what_was_made_before),
        cmocka_unit_test(what_is_no_request_of_the_contract_is_not_sent),
        cmocka_unit_test(an_address_that_does_not_fit_is_not_cut),
        cmocka_unit_test(the_search_says_where_to_go_on),
        cmocka_unit_test(somebody_elses_contact_is_never_taken_for_ours),
        cmocka_unit_test(only_the_team_that_was_named_calls_back),
        cmocka_unit_test(each_thing_made_is_believed_only_with_its_receipt),
        cmocka_unit_test(a_refusal_leads_to_the_one_who_can_mend_it),
        cmocka_unit_test(a_number_that_is_taken_makes_us_look_again_and_then_go_without),
        cmocka_unit_test(every_other_answer_is_judged_as_with_any_provider),
    };
    return cmocka_run_group_tests(tests, start, NULL);
}
