/* SPDX-License-Identifier: EUPL-1.2 */
#include "delivery/adapter_oco_v1.h"

#include <stdio.h>
#include <string.h>

#include "base/json.h"
#include "delivery/policy.h"

static enum err write_head(struct http_message *message, const struct envelope *envelope)
{
    char text[ID_TEXT_BYTES], key[ID_TEXT_BYTES + 2];
    id_text(envelope->id, text);
    snprintf(key, sizeof key, "\"%s\"", text);   /* a structured string, so with its quotes */
    enum err err = http_header(message, "Content-Type",
                               envelope->is_jwe ? "application/jose+json" : "application/json");
    if (!err)
        err = http_header(message, "Accept", "application/json, application/problem+json");
    if (!err) err = http_header(message, "Idempotency-Key", key);
    if (!err) err = http_header(message, "User-Agent", "oco-kiosk/" NAAST_VERSION);
    return err;
}

enum err adapter_oco_v1_write(const struct route *route, const struct envelope *envelope,
                              const struct progress *progress,
                              struct http_message *message_out)
{
    (void)progress;    /* one message is all */
    memset(message_out, 0, sizeof *message_out);
    int size = snprintf(message_out->url, sizeof message_out->url, "%s/contactverzoeken",
                        route->base_url);
    if (size < 0 || (size_t)size >= sizeof message_out->url) return ERR_LARGE;
    message_out->body = envelope->body.start;
    message_out->body_bytes = envelope->body.size_bytes;
    return write_head(message_out, envelope);
}

/* The answer's body comes from outside: read with limits, and never shown or logged. It may
 * repeat what a visitor typed, so it is read into locked memory. */
static struct json *read_answer(const struct http_answer *answer)
{
    struct json *document = NULL;
    struct json_problem problem;
    if (json_read_private(answer->body, answer->body_bytes, &document, &problem)) return NULL;
    return document;
}

static struct verdict judge_receipt(const struct http_answer *answer, struct id ours)
{
    struct verdict verdict = {.outcome = OUTCOME_AMBIGUOUS, .reason = REASON_NO_RECEIPT,
                              .status = (uint16_t)answer->status};
    struct json *receipt = read_answer(answer);
    const char *text = NULL;
    struct id theirs;
    if (receipt && json_kind(receipt) == JSON_OBJECT)
        text = json_text(json_member(receipt, "id"));
    if (text && id_read(text, &theirs) == ERR_NONE) {
        bool is_ours = id_is_same(theirs, ours);
        verdict.reason = is_ours ? REASON_RECEIPT : REASON_OTHER_RECEIPT;
        if (is_ours) verdict.outcome = OUTCOME_DELIVERED;
    }
    json_free(receipt);
    return verdict;
}

static struct verdict judge_success(const struct route *route, const struct envelope *envelope,
                                    const struct http_answer *answer)
{
    if (!route->is_strict)
        return (struct verdict){.outcome = OUTCOME_DELIVERED, .reason = REASON_STATUS,
                                .status = (uint16_t)answer->status};
    if (answer->status <= 202) return judge_receipt(answer, envelope->id);
    return (struct verdict){.outcome = OUTCOME_AMBIGUOUS, .reason = REASON_NO_RECEIPT,
                            .status = (uint16_t)answer->status};
}

static enum contact_field field_of(const char *pointer)
{
    static const struct { const char *name; enum contact_field field; } fields[] = {
        {"/contact/naam", CONTACT_NAME}, {"/contact/telefoonnummer", CONTACT_PHONE},
        {"/contact/emailadres", CONTACT_EMAIL}};
    if (!pointer) return CONTACT_NONE;
    if (*pointer == '#') pointer++;
    for (size_t i = 0; i < sizeof fields / sizeof fields[0]; i++)
        if (strcmp(pointer, fields[i].name) == 0) return fields[i].field;
    return CONTACT_NONE;
}

/* The first wrong field, when all that is wrong is what the visitor typed: only then can the
 * visitor mend it. */
static enum contact_field wrong_contact(const struct http_answer *answer)
{
    struct json *problem = read_answer(answer);
    const struct json *errors = NULL;
    enum contact_field first = CONTACT_NONE;
    if (problem && json_kind(problem) == JSON_OBJECT) errors = json_member(problem, "errors");
    if (!errors || json_kind(errors) != JSON_ARRAY) goto out;
    for (const struct json *error = json_first(errors); error; error = json_next(error)) {
        enum contact_field field = CONTACT_NONE;
        if (json_kind(error) == JSON_OBJECT)
            field = field_of(json_text(json_member(error, "pointer")));
        if (field == CONTACT_NONE) {
            first = CONTACT_NONE;
            break;
        }
        if (first == CONTACT_NONE) first = field;
    }
out:
    json_free(problem);
    return first;
}

static struct verdict judge_answer(const struct route *route, const struct envelope *envelope,
                                   const struct http_answer *answer, int64_t wall_s)
{
    if (answer->end != HTTP_ANSWERED) return policy_of_end(answer);
    if (answer->status >= 200 && answer->status <= 299)
        return judge_success(route, envelope, answer);
    struct verdict verdict = policy_of_status(answer, wall_s);
    if (answer->status == 400) {
        verdict.field = wrong_contact(answer);
        if (verdict.field != CONTACT_NONE) verdict.outcome = OUTCOME_BAD_CONTACT;
    }
    return verdict;
}

enum turn adapter_oco_v1_judge(const struct route *route, const struct envelope *envelope,
                               const struct http_answer *answer, int64_t wall_s,
                               struct progress *progress, struct verdict *verdict_out)
{
    (void)progress;
    *verdict_out = judge_answer(route, envelope, answer, wall_s);
    return TURN_OVER;
}
