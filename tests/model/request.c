/* SPDX-License-Identifier: EUPL-1.2 */
/* request.c - what a provider gets: all that was asked, as the contract has it, and nothing
 * else. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

#include "base/json.h"
#include "model/phone.h"
#include "model/request.h"
#include "model/visitor.h"

#define REQUEST_MOST_BYTES 8192

struct written { struct bytes bytes; struct json *json; };

static void write_request(struct written *w, const struct model *model)
{
    struct json_problem problem;
    *w = (struct written){.bytes = {.limit_bytes = REQUEST_MOST_BYTES, .is_private = true}};
    assert_int_equal(request_write(model, &w->bytes), ERR_NONE);
    if (json_read(w->bytes.start, w->bytes.size_bytes, &w->json, &problem) != ERR_NONE)
        fail_msg("%s", problem.what);
}

static void written_free(struct written *w)
{
    json_free(w->json);
    bytes_wipe(&w->bytes);
}

/* "contact.naam" or "onderwerpen.1"; NULL when it is not there. */
static const struct json *at(const struct written *w, const char *path)
{
    const struct json *value = w->json;
    char name[64];
    while (value && *path) {
        size_t size = strcspn(path, ".");
        snprintf(name, sizeof name, "%.*s", (int)size, path);
        if (json_kind(value) == JSON_ARRAY) {
            const struct json *item = json_first(value);
            for (char c = name[0]; item && c > '0'; c--) item = json_next(item);
            value = item;
        } else {
            value = json_member(value, name);
        }
        path += size + (path[size] == '.');
    }
    return value;
}

static void assert_text(const struct written *w, const char *path, const char *text)
{
    const struct json *value = at(w, path);
    if (!value || !json_text(value) || strcmp(json_text(value), text) != 0)
        fail_msg("%s is not %s", path, text);
}

static void assert_truth(const struct written *w, const char *path, bool is_true)
{
    const struct json *value = at(w, path);
    if (!value || json_kind(value) != JSON_BOOLEAN || json_is_true(value) != is_true)
        fail_msg("%s is wrong", path);
}

static void visitor_sends(struct visitor *v)
{
    visitor_walk_to(v, SCREEN_REVIEW, 0);
    visitor_press(v, MSG_SEND, 0);
    assert_int_equal(v->model.screen, SCREEN_SENDING);
}

static void the_shortest_request_says_what_was_answered(void **state)
{
    (void)state;
    struct visitor v;
    struct written w;
    char id[ID_TEXT_BYTES];
    visitor_arrive(&v);
    visitor_sends(&v);
    write_request(&w, &v.model);
    id_text(v.model.form.id, id);
    assert_text(&w, "versie", "1.0");
    assert_text(&w, "id", id);
    assert_text(&w, "referentie", v.model.form.reference);
    assert_truth(&w, "proef", false);
    assert_text(&w, "ingediendOp", "2026-03-10T09:14:00Z");
    assert_text(&w, "contactUiterlijk", "2026-03-12");
    assert_text(&w, "aanbieder", "voorbeeld-mee");
    assert_text(&w, "kiosk.id", "bieb-voorbeeld-1");
    assert_text(&w, "kiosk.locatie", "Bibliotheek Voorbeeldstad");
    assert_text(&w, "contact.naam", "Jamila");
    assert_text(&w, "contact.kanaal", "telefoon");
    assert_text(&w, "contact.telefoonnummer", "+31612345678");
    assert_truth(&w, "contact.voicemailToegestaan", false);
    assert_null(at(&w, "contact.emailadres"));
    assert_text(&w, "voorkeur.taal", "nl");
    assert_truth(&w, "voorkeur.tolkNodig", false);
    /* any day is no list: an empty one reads like never */
    assert_null(at(&w, "voorkeur.dagen"));
    assert_null(at(&w, "voorkeur.dagdelen"));
    assert_int_equal(json_count(at(&w, "onderwerpen")), 0);
    assert_text(&w, "namens.wie", "mijzelf");
    assert_null(at(&w, "namens.relatie"));
    assert_truth(&w, "toestemming.gegeven", true);
    assert_text(&w, "toestemming.gegevenOp", "2026-03-10T09:14:00Z");
    assert_text(&w, "toestemming.tekstversie", "nl-2026-11");
    written_free(&w);
}

static void the_fullest_request_says_it_all_in_codes(void **state)
{
    (void)state;
    struct visitor v;
    struct written w;
    visitor_at(&v, SCREEN_TOPICS, 0);
    /* the provider gets the same codes whatever the language */
    visitor_press(&v, MSG_LANGUAGE, AR);
    visitor_press(&v, MSG_TOPIC, TOPIC_INCOME);
    visitor_press(&v, MSG_TOPIC, TOPIC_LIVING);
    visitor_press(&v, MSG_NEXT, 0);
    visitor_press(&v, MSG_FOR_WHOM, FOR_SOMEONE_ELSE);
    visitor_press(&v, MSG_NEXT, 0);
    visitor_press(&v, MSG_RELATION, RELATION_CHILD);
    visitor_press(&v, MSG_NEXT, 0);
    visitor_press(&v, MSG_OTHER_KNOWS, ANSWER_NO);
    visitor_press(&v, MSG_NEXT, 0);
    visitor_walk_to(&v, SCREEN_PHONE, PHONE_STEP_VOICEMAIL);
    visitor_press(&v, MSG_VOICEMAIL, ANSWER_YES);
    visitor_press(&v, MSG_NEXT, 0);
    visitor_press(&v, MSG_DAY, DAY_WEDNESDAY);
    visitor_press(&v, MSG_DAY, DAY_MONDAY);
    visitor_press(&v, MSG_NEXT, 0);
    visitor_press(&v, MSG_DAY_PART, DAY_PART_MORNING);
    visitor_press(&v, MSG_NEXT, 0);
    visitor_press(&v, MSG_NEXT, 0);
    visitor_press(&v, MSG_INTERPRETER, ANSWER_YES);
    visitor_press(&v, MSG_NEXT, 0);
    visitor_sends(&v);
    write_request(&w, &v.model);
    assert_text(&w, "onderwerpen.0", "wonen");
    assert_text(&w, "onderwerpen.1", "inkomen");
    assert_text(&w, "namens.wie", "iemand-anders");
    assert_text(&w, "namens.relatie", "kind");
    assert_truth(&w, "namens.betrokkeneWeetErvan", false);
    assert_truth(&w, "contact.voicemailToegestaan", true);
    assert_text(&w, "voorkeur.dagen.0", "ma");
    assert_text(&w, "voorkeur.dagen.1", "wo");
    assert_int_equal(json_count(at(&w, "voorkeur.dagen")), 2);
    assert_text(&w, "voorkeur.dagdelen.0", "ochtend");
    assert_text(&w, "voorkeur.taal", "ar");
    assert_truth(&w, "voorkeur.tolkNodig", true);
    written_free(&w);
}

static void only_the_address_or_the_number_that_was_asked_goes_along(void **state)
{
    (void)state;
    struct visitor v;
    struct written w;
    visitor_at(&v, SCREEN_REVIEW, 0);   /* a phone number has been typed */
    visitor_press(&v, MSG_CHANGE, SCREEN_CHANNEL);
    visitor_press(&v, MSG_CHANNEL, CHANNEL_EMAIL);
    visitor_press(&v, MSG_NEXT, 0);
    visitor_type(&v, "jan@b.nl");
    visitor_press(&v, MSG_NEXT, 0);
    visitor_sends(&v);
    write_request(&w, &v.model);
    assert_text(&w, "contact.kanaal", "email");
    assert_text(&w, "contact.emailadres", "jan@b.nl");
    assert_null(at(&w, "contact.telefoonnummer"));
    assert_null(at(&w, "contact.voicemailToegestaan"));
    assert_null(strstr(w.bytes.start, "612345678"));
    written_free(&w);
}

static void a_provider_that_wants_no_topics_gets_none(void **state)
{
    (void)state;
    struct visitor v;
    struct written w;
    visitor_at(&v, SCREEN_TOPICS, 0);
    visitor_press(&v, MSG_TOPIC, TOPIC_PGB);
    visitor_walk_to(&v, SCREEN_PROVIDERS, 0);
    visitor_press(&v, MSG_CHOOSE_PROVIDER, ERVARING);
    visitor_sends(&v);
    write_request(&w, &v.model);
    assert_null(at(&w, "onderwerpen"));
    written_free(&w);
}

static void who_switches_sends_no_reason(void **state)
{
    (void)state;
    struct visitor v;
    struct written w;
    visitor_at(&v, SCREEN_TOPICS, 0);
    visitor_press(&v, MSG_TOPIC, TOPIC_PGB);   /* on a way that was not gone to the end */
    visitor_press(&v, MSG_BACK, 0);
    visitor_press(&v, MSG_OPEN, SCREEN_SWITCH);
    visitor_press(&v, MSG_NEXT, 0);
    visitor_sends(&v);
    write_request(&w, &v.model);
    assert_null(at(&w, "onderwerpen"));
    assert_text(&w, "namens.wie", "mijzelf");
    written_free(&w);
}

static void names_of_every_kind_arrive_as_they_were_typed(void **state)
{
    (void)state;
    static const struct { const char *typed, *naam; } rows[] = {
        {"O'Brien", "O'Brien"}, {"\u0645\u062d\u0645\u062f", "\u0645\u062d\u0645\u062f"},
        {"Jose\u0301", "Jose\u0301"}, {"Jamila ", "Jamila"},
        {"\u1230\u120b\u121d", "\u1230\u120b\u121d"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct visitor v;
        struct written w;
        visitor_at(&v, SCREEN_NAME, 0);
        visitor_write(&v, rows[i].typed);
        visitor_press(&v, MSG_NEXT, 0);
        visitor_sends(&v);
        write_request(&w, &v.model);
        assert_text(&w, "contact.naam", rows[i].naam);
        written_free(&w);
    }
}

static void the_longest_request_fits_into_a_sealed_record(void **state)
{
    (void)state;
    struct visitor v;
    struct bytes envelope = {.limit_bytes = REQUEST_MOST_BYTES, .is_private = true};
    visitor_at(&v, SCREEN_REVIEW, 0);
    private_text_wipe(&v.model.form.name);
    for (int i = 0; i < NAME_MOST_CHARACTERS; i++)   /* four bytes a letter */
        assert_int_equal(private_text_add(&v.model.form.name, "\U00020000",
                                          NAME_MOST_CHARACTERS), ERR_NONE);
    v.model.form.topics = (1u << SAMPLE_TOPICS) - 1;
    v.model.form.days = 0x7f;
    v.model.form.day_parts = 7;
    visitor_press(&v, MSG_SEND, 0);
    assert_int_equal(v.model.screen, SCREEN_SENDING);
    assert_int_equal(request_write_envelope(&v.model, &envelope), ERR_NONE);
    assert_true(envelope.size_bytes < REQUEST_MOST_BYTES / 2);
    bytes_wipe(&envelope);
}

static void written_twice_it_is_the_same_to_the_byte(void **state)
{
    (void)state;
    struct visitor v;
    struct bytes first = {.limit_bytes = REQUEST_MOST_BYTES, .is_private = true}, again = first;
    visitor_arrive(&v);
    visitor_sends(&v);
    assert_int_equal(request_write_envelope(&v.model, &first), ERR_NONE);
    visitor_wait(&v, 3000);   /* resent meanwhile, a few seconds later */
    assert_int_equal(v.submits, 2);
    assert_int_equal(request_write_envelope(&v.model, &again), ERR_NONE);
    assert_int_equal(first.size_bytes, again.size_bytes);
    assert_memory_equal(first.start, again.start, first.size_bytes);
    bytes_wipe(&first);
    bytes_wipe(&again);
}

static void the_envelope_tells_the_courier_where_and_until_when(void **state)
{
    (void)state;
    struct visitor v;
    struct written w = {.bytes = {.limit_bytes = REQUEST_MOST_BYTES, .is_private = true}};
    struct json_problem problem;
    char id[ID_TEXT_BYTES];
    visitor_arrive(&v);
    visitor_sends(&v);
    assert_int_equal(request_write_envelope(&v.model, &w.bytes), ERR_NONE);
    assert_int_equal(json_read(w.bytes.start, w.bytes.size_bytes, &w.json, &problem), ERR_NONE);
    id_text(v.model.form.id, id);
    assert_true(json_number(at(&w, "version")) == 1);
    assert_text(&w, "id", id);
    assert_text(&w, "provider", "voorbeeld-mee");
    assert_true(json_number(at(&w, "made_s")) == (double)v.wall_s);
    assert_true(json_number(at(&w, "deadline_s")) ==
                (double)promise_contact_s(&v.model.content->providers.all[MEE], v.wall_s));
    assert_text(&w, "body.id", id);
    assert_text(&w, "body.contact.naam", "Jamila");
    written_free(&w);
}

static void a_form_that_is_not_complete_is_never_written(void **state)
{
    (void)state;
    struct visitor v;
    struct bytes bytes = {.limit_bytes = REQUEST_MOST_BYTES, .is_private = true};
    visitor_at(&v, SCREEN_REVIEW, 0);
    assert_int_equal(request_write(&v.model, &bytes), ERR_FORMAT);   /* nobody said yes yet */
    visitor_press(&v, MSG_SEND, 0);
    struct model whole = v.model;
    v.model.form.provider = -1;
    assert_int_equal(request_write(&v.model, &bytes), ERR_FORMAT);
    assert_int_equal(request_write_envelope(&v.model, &bytes), ERR_FORMAT);
    v.model = whole;
    private_text_wipe(&v.model.form.phone);
    assert_int_equal(request_write(&v.model, &bytes), ERR_FORMAT);
    v.model = whole;
    v.model.form.for_whom = FOR_WHOM_NONE;
    assert_int_equal(request_write(&v.model, &bytes), ERR_FORMAT);
    v.model = whole;
    v.model.form.id = (struct id){0};
    assert_int_equal(request_write(&v.model, &bytes), ERR_FORMAT);
    bytes_wipe(&bytes);
}

static void too_little_room_is_said_and_not_cut(void **state)
{
    (void)state;
    struct visitor v;
    struct bytes bytes = {.limit_bytes = 300, .is_private = true};
    visitor_arrive(&v);
    visitor_sends(&v);
    assert_int_equal(request_write(&v.model, &bytes), ERR_LARGE);
    bytes_wipe(&bytes);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_shortest_request_says_what_was_answered),
        cmocka_unit_test(the_fullest_request_says_it_all_in_codes),
        cmocka_unit_test(only_the_address_or_the_number_that_was_asked_goes_along),
        cmocka_unit_test(a_provider_that_wants_no_topics_gets_none),
        cmocka_unit_test(who_switches_sends_no_reason),
        cmocka_unit_test(names_of_every_kind_arrive_as_they_were_typed),
        cmocka_unit_test(the_longest_request_fits_into_a_sealed_record),
        cmocka_unit_test(written_twice_it_is_the_same_to_the_byte),
        cmocka_unit_test(the_envelope_tells_the_courier_where_and_until_when),
        cmocka_unit_test(a_form_that_is_not_complete_is_never_written),
        cmocka_unit_test(too_little_room_is_said_and_not_cut),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
