/* SPDX-License-Identifier: EUPL-1.2 */
#include "delivery/klant_body.h"

#include <string.h>

#include "base/json_write.h"
#include "delivery/klant_text.h"

static const char *text_of(const struct json *request, const char *group, const char *key)
{
    const struct json *object = group ? json_member(request, group) : request;
    if (!object || json_kind(object) != JSON_OBJECT) return NULL;
    return json_text(json_member(object, key));
}

/* What the contract demands of every request; a missing text becomes ERR_FORMAT. */
static void write_needed(struct json_writer *w, const char *key, const char *text)
{
    if (text) json_write_text(w, key, text);
    else if (!w->err) w->err = ERR_FORMAT;
}

static void write_link(struct json_writer *w, const char *key, const char *uuid)
{
    json_write_open(w, key, '{');
    json_write_text(w, "uuid", uuid);
    json_write_close(w, '}');
}

/* The register knows each number once. When another contact has ours already, which nine random
 * digits can come to, the visitor's reference still stands in the note. */
static void write_number(struct json_writer *w, const struct json *request, bool is_taken)
{
    if (!is_taken)
        write_needed(w, "referentienummer", text_of(request, NULL, "referentie"));
}

static void write_text_of(struct json_writer *w, const char *key, struct bytes *text,
                          enum err err)
{
    if (!w->err) w->err = err;
    if (!w->err) json_write_text(w, key, text->start);
    bytes_wipe(text);
}

static void write_contact(struct json_writer *w, const struct route *route,
                          const struct json *request, const struct progress *progress)
{
    struct bytes contents = {.limit_bytes = KLANT_TEXT_BYTES, .is_private = true};
    char language[4];
    klant_language(request, language);
    enum err err = klant_contents(request, &contents);
    json_write_open(w, "klantcontact", '{');
    json_write_text(w, "kanaal", route->klant.channel);
    json_write_text(w, "onderwerp", "Contactverzoek onafhankelijke cliëntondersteuning");
    write_text_of(w, "inhoud", &contents, err);
    json_write_text(w, "taal", language);
    json_write_boolean(w, "vertrouwelijk", true);
    write_needed(w, "plaatsgevondenOp", text_of(request, NULL, "ingediendOp"));
    write_number(w, request, progress->contact_number_is_taken);
    json_write_open(w, "metadata", '{');
    write_needed(w, "kiosk", text_of(request, "kiosk", "id"));
    write_needed(w, "aanbieder", text_of(request, NULL, "aanbieder"));
    write_needed(w, "tekstversie", text_of(request, "toestemming", "tekstversie"));
    json_write_close(w, '}');
    json_write_close(w, '}');
}

static void write_person(struct json_writer *w, const struct json *request)
{
    const char *who = text_of(request, "namens", "wie");
    bool is_for_other = who && strcmp(who, "iemand-anders") == 0;
    json_write_open(w, "betrokkene", '{');
    json_write_text(w, "wasPartij", NULL);   /* nobody is identified, and there is no BSN */
    json_write_text(w, "rol", is_for_other ? "vertegenwoordiger" : "klant");
    json_write_boolean(w, "initiator", true);
    json_write_text(w, "organisatienaam", "");
    json_write_open(w, "contactnaam", '{');
    json_write_text(w, "voorletters", "");
    write_needed(w, "voornaam", text_of(request, "contact", "naam"));
    json_write_text(w, "voorvoegselAchternaam", "");
    json_write_text(w, "achternaam", "");
    json_write_close(w, '}');
    json_write_close(w, '}');
}

static void write_subject(struct json_writer *w, const struct json *request)
{
    json_write_open(w, "onderwerpobject", '{');
    json_write_text(w, "wasKlantcontact", NULL);
    json_write_open(w, "onderwerpobjectidentificator", '{');
    write_needed(w, "objectId", text_of(request, NULL, "id"));
    json_write_text(w, "codeObjecttype", "contactverzoek");
    json_write_text(w, "codeRegister", KLANT_REGISTER);
    json_write_text(w, "codeSoortObjectId", "uuid");
    json_write_close(w, '}');
    json_write_close(w, '}');
}

enum err klant_body_contact(const struct route *route, const struct json *request,
                            const struct progress *progress, struct bytes *out)
{
    struct json_writer writer = {.to = out};
    json_write_open(&writer, NULL, '{');
    write_contact(&writer, route, request, progress);
    write_person(&writer, request);
    write_subject(&writer, request);
    json_write_close(&writer, '}');
    return writer.err;
}

enum err klant_body_address(const struct json *request, const struct progress *progress,
                            struct bytes *out)
{
    struct json_writer writer = {.to = out};
    const char *phone = text_of(request, "contact", "telefoonnummer");
    const char *kind = phone ? "telefoonnummer" : "email";
    json_write_open(&writer, NULL, '{');
    write_link(&writer, "verstrektDoorBetrokkene", progress->person);
    json_write_text(&writer, "verstrektDoorPartij", NULL);
    write_needed(&writer, "adres", phone ? phone : text_of(request, "contact", "emailadres"));
    json_write_text(&writer, "soortDigitaalAdres", kind);
    json_write_text(&writer, "omschrijving", phone ? "telefoonnummer" : "e-mailadres");
    json_write_close(&writer, '}');
    return writer.err;
}

enum err klant_body_task(const struct json *request, const struct progress *progress,
                         struct bytes *out)
{
    struct json_writer writer = {.to = out};
    struct bytes note = {.limit_bytes = KLANT_TEXT_BYTES, .is_private = true};
    bool with_address = progress->address_is_refused || !progress->has_address;
    enum err err = klant_note(request, with_address, &note);
    json_write_open(&writer, NULL, '{');
    json_write_text(&writer, "gevraagdeHandeling", "Contact opnemen met betrokkene");
    write_link(&writer, "aanleidinggevendKlantcontact", progress->contact);
    json_write_open(&writer, "toegewezenAanActoren", '[');
    write_link(&writer, NULL, progress->team);
    json_write_close(&writer, ']');
    write_text_of(&writer, "toelichting", &note, err);
    write_number(&writer, request, progress->task_number_is_taken);
    json_write_text(&writer, "status", "te_verwerken");
    json_write_close(&writer, '}');
    return writer.err;
}
