/* SPDX-License-Identifier: EUPL-1.2 */
#include "apps/intake_answer.h"

#include <stdio.h>

#include "base/clock.h"
#include "base/json_write.h"

#define COUNT(list) (sizeof(list) / sizeof(list)[0])
#define PROBLEM_TYPES "https://oco.example/fouten/"

static const struct problem {
    unsigned status;
    const char *type, *title;
} problems[] = {
    {400, "ongeldige-invoer", "Ongeldige invoer"},
    {401, "niet-aangemeld", "Niet aangemeld"},
    {403, "niet-toegestaan", "Niet toegestaan"},
    {404, "niet-gevonden", "Niet gevonden"},
    {405, "niet-ondersteund", "Dit kan hier niet"},
    {406, "niet-te-leveren", "Antwoord kan niet in deze vorm"},
    {413, "te-groot", "Te groot"},
    {415, "verkeerde-soort", "Verkeerd Content-Type"},
    {422, "sleutel-hergebruikt", "Idempotency-Key hoort bij een ander verzoek"},
    {503, "niet-beschikbaar", "Nu niet beschikbaar"},
};

static const struct problem storing = {500, "storing", "Storing"};

static const struct problem *find_problem(unsigned status)
{
    for (size_t i = 0; i < COUNT(problems); i++)
        if (problems[i].status == status) return &problems[i];
    return &storing;
}

/* An answer that cannot be written whole (no memory) leaves as a bare 500. */
static void close_answer(struct intake_answer *answer, const struct json_writer *writer)
{
    if (!writer->err) return;
    bytes_wipe(&answer->body);
    answer->status = 500;
    answer->kind = INTAKE_EMPTY;
}

void intake_answer_receipt(struct intake_answer *answer, unsigned status,
                           const struct intake_receipt *receipt)
{
    char id[ID_TEXT_BYTES], received[21];
    id_text(receipt->id, id);
    clock_utc_text(receipt->received_s, received);
    answer->status = status;
    answer->kind = INTAKE_JSON;
    if (status == 201)
        snprintf(answer->location, sizeof answer->location, "/v1/contactverzoeken/%s", id);

    struct json_writer writer = {.to = &answer->body};
    json_write_open(&writer, NULL, '{');
    json_write_text(&writer, "id", id);
    json_write_text(&writer, "referentie", receipt->reference);
    json_write_text(&writer, "status", "ontvangen");
    json_write_text(&writer, "ontvangenOp", received);
    json_write_text(&writer, "contactUiterlijk", receipt->contact_before);
    json_write_close(&writer, '}');
    close_answer(answer, &writer);
}

void intake_answer_problem(struct intake_answer *answer, unsigned status, const char *detail,
                           const struct intake_mistakes *mistakes)
{
    const struct problem *problem = find_problem(status);
    char type[96];
    snprintf(type, sizeof type, PROBLEM_TYPES "%s", problem->type);
    answer->status = status;
    answer->kind = INTAKE_PROBLEM;

    struct json_writer writer = {.to = &answer->body};
    json_write_open(&writer, NULL, '{');
    json_write_text(&writer, "type", type);
    json_write_text(&writer, "title", problem->title);
    json_write_whole(&writer, "status", (int64_t)status);
    json_write_text(&writer, "detail", detail);
    if (mistakes && mistakes->count > 0) {
        json_write_open(&writer, "errors", '[');
        for (int i = 0; i < mistakes->count; i++) {
            json_write_open(&writer, NULL, '{');
            json_write_text(&writer, "pointer", mistakes->all[i].pointer);
            json_write_text(&writer, "detail", mistakes->all[i].detail);
            json_write_close(&writer, '}');
        }
        json_write_close(&writer, ']');
    }
    json_write_close(&writer, '}');
    close_answer(answer, &writer);
}
