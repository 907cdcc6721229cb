/* SPDX-License-Identifier: EUPL-1.2 */
/* What people and registers read about a request by way of Klantinteracties. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

#include <sodium.h>
#include <stdio.h>
#include <string.h>

#include "base/json.h"
#include "delivery/klant_body.h"
#include "delivery/klant_text.h"

#define UUID "8e03978e-40d5-43e8-bc93-6894a57f9324"

/* The longest request a kiosk can make, and the oddest a courier may be handed. */

static size_t note_characters(const char *body)
{
    struct json *request = NULL;
    struct json_problem problem;
    struct bytes note = {.limit_bytes = KLANT_TEXT_BYTES, .is_private = true};
    size_t characters = 0;
    assert_int_equal(json_read_private(body, strlen(body), &request, &problem), ERR_NONE);
    assert_int_equal(klant_note(request, true, &note), ERR_NONE);
    for (const char *at_sign = note.start; *at_sign; at_sign++)
        characters += ((unsigned char)*at_sign & 0xc0) != 0x80;
    json_free(request);
    bytes_wipe(&note);
    return characters;
}

static void the_longest_note_fits_the_register(void **state)
{
    (void)state;
    char email[81], place[101], body[2048];
    memset(email, 'e', sizeof email - 1);
    memset(place, 'p', sizeof place - 1);
    email[80] = place[100] = 0;
    snprintf(body, sizeof body,
             "{\"contact\":{\"kanaal\":\"huisbezoek\",\"emailadres\":\"%s\"},"
             "\"voorkeur\":{\"dagen\":[\"ma\",\"di\",\"wo\",\"do\",\"vr\",\"za\",\"zo\"],"
             "\"dagdelen\":[\"ochtend\",\"middag\",\"avond\"],\"taal\":\"uk\","
             "\"tolkNodig\":true},\"namens\":{\"wie\":\"iemand-anders\","
             "\"relatie\":\"client\",\"betrokkeneWeetErvan\":false},"
             "\"contactUiterlijk\":\"2026-03-12\",\"referentie\":\"4829137508\","
             "\"kiosk\":{\"locatie\":\"%s\"}}",
             email, place);
    size_t characters = note_characters(body);
    assert_in_range(characters, 400, KLANT_TEXT_CHARACTERS);
}

#define WHOLE                                                                                  \
    "{\"id\":\"" UUID "\",\"referentie\":\"4829137508\",\"contact\":{\"naam\":\"Jamila\","     \
    "\"kanaal\":\"telefoon\",\"telefoonnummer\":\"+31612345678\","                             \
    "\"voicemailToegestaan\":true},"                                                           \
    "\"voorkeur\":{\"dagen\":[\"ma\"],\"dagdelen\":[\"avond\"],"                               \
    "\"taal\":\"ar\",\"tolkNodig\":true},\"onderwerpen\":[\"preventieve-zorg\"],"              \
    "\"ingediendOp\":\"2026-03-10T09:14:00Z\",\"contactUiterlijk\":"                           \
    "\"2026-03-12\",\"aanbieder\":\"raad\",\"kiosk\":{\"id\":\"bieb\","                        \
    "\"locatie\":\"Bibliotheek\"},\"namens\":{\"wie\":\"iemand-anders\","                      \
    "\"relatie\":\"kind\",\"betrokkeneWeetErvan\":true},"                                      \
    "\"toestemming\":{\"tekstversie\":\"nl-1\"}}"

enum thing { THING_CONTENTS, THING_NOTE, THING_CONTACT, THING_ADDRESS, THING_TASK, THINGS };

static enum err make(enum thing thing, const struct json *request, struct bytes *out)
{
    static const struct route route = {.klant = {.channel = "Kiosk"}};
    static const struct progress progress = {.contact = UUID, .person = UUID, .team = UUID,
                                             .address_is_refused = true};
    switch (thing) {
    case THING_CONTENTS: return klant_contents(request, out);
    case THING_NOTE:     return klant_note(request, true, out);
    case THING_CONTACT:  return klant_body_contact(&route, request, &progress, out);
    case THING_ADDRESS:  return klant_body_address(request, &progress, out);
    case THING_TASK:     return klant_body_task(request, &progress, out);
    case THINGS:         break;
    }
    return ERR_SYSTEM;
}

static void what_does_not_fit_is_an_error_and_never_cut(void **state)
{
    (void)state;
    struct json *request = NULL;
    struct json_problem problem;
    assert_int_equal(json_read(WHOLE, sizeof WHOLE - 1, &request, &problem), ERR_NONE);
    for (enum thing thing = THING_CONTENTS; thing < THINGS; thing++) {
        struct bytes whole = {.limit_bytes = KLANT_BODY_BYTES};
        assert_int_equal(make(thing, request, &whole), ERR_NONE);
        for (size_t limit = 1; limit < whole.size_bytes; limit++) {
            struct bytes part = {.limit_bytes = limit};
            enum err err = make(thing, request, &part);
            if (err != ERR_LARGE)
                fail_msg("thing %d fits %zu of %zu bytes: %s", (int)thing, limit,
                         whole.size_bytes, err_name(err));
            bytes_wipe(&part);
        }
        bytes_wipe(&whole);
    }
    json_free(request);
}

/* A courier may meet a newer kiosk, or none of ours: what is of another kind is left out. */
static void what_is_of_another_kind_is_left_out_of_the_note(void **state)
{
    (void)state;
    static const char body[] =
        "{\"contact\":{\"kanaal\":\"telefoon\",\"telefoonnummer\":\"+31612345678\","
        "\"voicemailToegestaan\":\"ja\"},\"voorkeur\":{\"dagen\":7,\"dagdelen\":[],"
        "\"taal\":\"qq\",\"tolkNodig\":7},\"namens\":7,\"onderwerpen\":{},"
        "\"contactUiterlijk\":\"2026-03-12\",\"referentie\":\"4829137508\"}";
    struct json *request = NULL;
    struct json_problem problem;
    struct bytes note = {.limit_bytes = KLANT_TEXT_BYTES},
                 contents = {.limit_bytes = KLANT_TEXT_BYTES};
    assert_int_equal(json_read(body, sizeof body - 1, &request, &problem), ERR_NONE);
    assert_int_equal(klant_note(request, false, &note), ERR_NONE);
    assert_string_equal(note.start, "Wil graag: bellen.\nTaal: qq.\n"
                                    "Beloofd op het scherm: contact uiterlijk 12-03-2026.\n"
                                    "Referentie van de inwoner: 482 913 7508.");
    assert_int_equal(klant_contents(request, &contents), ERR_NONE);
    assert_null(strstr(contents.start, "Onderwerpen"));
    bytes_wipe(&note);
    bytes_wipe(&contents);
    json_free(request);
}

static void languages_have_the_letters_of_the_register(void **state)
{
    (void)state;
    static const struct { const char *body, *three; } rows[] = {
        {"{\"voorkeur\":{\"taal\":\"nl\"}}", "nld"},
        {"{\"voorkeur\":{\"taal\":\"ar\"}}", "ara"},
        {"{\"voorkeur\":{\"taal\":\"ti\"}}", "tir"},
        {"{\"voorkeur\":{\"taal\":\"fa\"}}", "fas"},
        {"{\"voorkeur\":{\"taal\":\"de\"}}", "deu"},
        {"{\"voorkeur\":{\"taal\":\"qq\"}}", "nld"},
        {"{\"voorkeur\":{}}", "nld"},
        {"{}", "nld"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct json *request = NULL;
        struct json_problem problem;
        char three[4];
        assert_int_equal(json_read(rows[i].body, strlen(rows[i].body), &request, &problem),
                         ERR_NONE);
        klant_language(request, three);
        assert_string_equal(three, rows[i].three);
        json_free(request);
    }
}

static int start(void **state)
{
    (void)state;
    return sodium_init() < 0 ? -1 : 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_longest_note_fits_the_register),
        cmocka_unit_test(what_does_not_fit_is_an_error_and_never_cut),
        cmocka_unit_test(what_is_of_another_kind_is_left_out_of_the_note),
        cmocka_unit_test(languages_have_the_letters_of_the_register),
    };
    return cmocka_run_group_tests(tests, start, NULL);
}
