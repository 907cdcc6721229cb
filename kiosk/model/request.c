/* SPDX-License-Identifier: EUPL-1.2 */
#include "model/request.h"

#include "base/clock.h"
#include "base/json_write.h"
#include "base/jwe.h"
#include "model/phone.h"
#include "model/visit.h"

#define CONTRACT_VERSION "1.0"
#define ENVELOPE_VERSION 1
#define BODY_MOST_BYTES 5000   /* a third more once it is closed: still fits a sealed record */
/* "2026-03-12" of "2026-03-12T11:00:00Z": noon in Amsterdam is the same day in UTC */
#define DATE_CHARACTERS 10

static const struct provider *provider_of(const struct model *m)
{
    return &m->content->providers.all[m->form.provider];
}

/* The name without the spaces round it, which a visitor cannot see. */
static void write_name(struct json_writer *w, const struct private_text *name)
{
    size_t from = 0, to = name->size_bytes;
    while (from < to && name->utf8[from] == ' ') from++;
    while (to > from && name->utf8[to - 1] == ' ') to--;
    json_write_text_sized(w, "naam", name->utf8 + from, to - from);
}

/* E.164 goes into a buffer of our own only while it is written; the caller of request_write
 * keeps the rest locked. */
static enum err write_phone(struct json_writer *w, const struct form *form)
{
    struct private_text number = {0};
    enum err err = phone_normalise(&form->phone, &number);
    if (err == ERR_NONE) {
        json_write_text(w, "telefoonnummer", number.utf8);
        json_write_boolean(w, "voicemailToegestaan", form->voicemail == ANSWER_YES);
    }
    private_text_wipe(&number);
    return err;
}

static enum err write_contact(struct json_writer *w, const struct model *m)
{
    enum err err = ERR_NONE;
    json_write_open(w, "contact", '{');
    write_name(w, &m->form.name);
    json_write_text(w, "kanaal", channel_code((enum channel)m->form.channel));
    if (model_asks(m, FIELD_PHONE)) err = write_phone(w, &m->form);
    else json_write_text(w, "emailadres", m->form.email.utf8);
    json_write_close(w, '}');
    return err;
}

/* No days means any day: then there is no list, because an empty one reads like "never". */
static void write_when(struct json_writer *w, const struct form *form)
{
    if (form->days != 0) {
        json_write_open(w, "dagen", '[');
        for (unsigned i = 0; i < DAY_COUNT; i++)
            if (form->days & 1u << i) json_write_text(w, NULL, day_code((enum day)i));
        json_write_close(w, ']');
    }
    if (form->day_parts != 0) {
        json_write_open(w, "dagdelen", '[');
        for (unsigned i = 0; i < DAY_PART_COUNT; i++)
            if (form->day_parts & 1u << i)
                json_write_text(w, NULL, day_part_code((enum day_part)i));
        json_write_close(w, ']');
    }
}

static void write_preference(struct json_writer *w, const struct model *m)
{
    const struct form *form = &m->form;
    bool is_answered = form->interpreter == ANSWER_YES || form->interpreter == ANSWER_NO;
    json_write_open(w, "voorkeur", '{');
    write_when(w, form);
    if (form->talk_language >= 0)
        json_write_text(w, "taal", m->content->languages.all[form->talk_language].tag);
    if (form->talk_language == 0) json_write_boolean(w, "tolkNodig", false);
    else if (is_answered) json_write_boolean(w, "tolkNodig", form->interpreter == ANSWER_YES);
    json_write_close(w, '}');
}

static void write_topics(struct json_writer *w, const struct model *m)
{
    const struct topics *topics = &m->content->topics;
    if (!provider_of(m)->endpoint.sends_topics || !model_asks(m, FIELD_TOPICS)) return;
    json_write_open(w, "onderwerpen", '[');
    for (int i = 0; i < topics->count; i++)
        if (m->form.topics & 1u << i) json_write_text(w, NULL, topics->all[i].code);
    json_write_close(w, ']');
}

static void write_on_behalf(struct json_writer *w, const struct form *form)
{
    bool is_for_other = form->for_whom == FOR_SOMEONE_ELSE;
    json_write_open(w, "namens", '{');
    json_write_text(w, "wie", is_for_other ? "iemand-anders" : "mijzelf");
    if (is_for_other) {
        json_write_text(w, "relatie", relation_code(form->relation));
        json_write_boolean(w, "betrokkeneWeetErvan", form->other_knows == ANSWER_YES);
    }
    json_write_close(w, '}');
}

static void write_kiosk(struct json_writer *w, const struct settings *settings)
{
    json_write_open(w, "kiosk", '{');
    json_write_text(w, "id", settings->kiosk_id);
    if (settings->location[0]) json_write_text(w, "locatie", settings->location);
    json_write_close(w, '}');
}

static void write_consent(struct json_writer *w, const struct model *m, const char *consent_utc)
{
    json_write_open(w, "toestemming", '{');
    json_write_boolean(w, "gegeven", true);
    json_write_text(w, "gegevenOp", consent_utc);
    json_write_text(w, "tekstversie", m->content->settings.consent_version);
    json_write_close(w, '}');
}

/* Everything comes from the model, the time too: made again, the request is the same to the
 * byte (reliability.md D3). */
static enum err write_body(struct json_writer *w, const char *key, const struct model *m)
{
    char id[ID_TEXT_BYTES], consent_utc[21], contact_utc[21];
    enum mistake mistake;
    if (model_first_problem(m, &mistake) != FIELD_NONE || m->form.consent_wall_s == 0 ||
        !visit_has_id(m))
        return ERR_FORMAT;
    id_text(m->form.id, id);
    clock_utc_text(m->form.consent_wall_s, consent_utc);
    clock_utc_text(promise_contact_s(provider_of(m), m->form.consent_wall_s), contact_utc);
    json_write_open(w, key, '{');
    json_write_text(w, "versie", CONTRACT_VERSION);
    json_write_text(w, "id", id);
    json_write_text(w, "referentie", m->form.reference);
    json_write_boolean(w, "proef", false);
    json_write_text(w, "ingediendOp", consent_utc);
    json_write_text_sized(w, "contactUiterlijk", contact_utc, DATE_CHARACTERS);
    json_write_text(w, "aanbieder", provider_of(m)->slug);
    write_kiosk(w, &m->content->settings);
    enum err err = write_contact(w, m);
    write_preference(w, m);
    write_topics(w, m);
    write_on_behalf(w, &m->form);
    write_consent(w, m, consent_utc);
    json_write_close(w, '}');
    return err ? err : w->err;
}

enum err request_write(const struct model *model, struct bytes *json_out)
{
    struct json_writer writer = {.to = json_out};
    return write_body(&writer, NULL, model);
}

/* Closed for the provider: what the courier gets has no member "body". */
static enum err write_closed(struct json_writer *w, const struct model *m)
{
    struct bytes plain = {.limit_bytes = BODY_MOST_BYTES, .is_private = true};
    struct bytes compact = {.limit_bytes = 2 * BODY_MOST_BYTES};
    enum err err = request_write(m, &plain);
    if (!err)
        err = jwe_seal(&provider_of(m)->endpoint.jwe_key, plain.start, plain.size_bytes,
                       &compact);
    if (!err) json_write_text(w, "jwe", compact.start);
    bytes_wipe(&plain);
    bytes_wipe(&compact);
    return err;
}

enum err request_write_envelope(const struct model *model, struct bytes *json_out)
{
    struct json_writer writer = {.to = json_out};
    const struct form *form = &model->form;
    char id[ID_TEXT_BYTES];
    if (form->provider < 0) return ERR_FORMAT;
    id_text(form->id, id);
    json_write_open(&writer, NULL, '{');
    json_write_whole(&writer, "version", ENVELOPE_VERSION);
    json_write_text(&writer, "id", id);
    json_write_text(&writer, "provider", provider_of(model)->slug);
    json_write_whole(&writer, "made_s", form->consent_wall_s);
    json_write_whole(&writer, "deadline_s",
                     promise_contact_s(provider_of(model), form->consent_wall_s));
    bool is_closed = provider_of(model)->endpoint.jwe_key.kind != JWE_NONE;
    enum err err =
        is_closed ? write_closed(&writer, model) : write_body(&writer, "body", model);
    json_write_close(&writer, '}');
    return err ? err : writer.err;
}
