/* SPDX-License-Identifier: EUPL-1.2 */
#include "delivery/adapter_klant_v1.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "base/json.h"
#include "delivery/klant_body.h"
#include "delivery/policy.h"

enum klant_step { KLANT_SEARCH, KLANT_TEAM, KLANT_CONTACT, KLANT_ADDRESS, KLANT_TASK };

/* Writing */

static enum err set_address(struct http_message *message, const struct route *route,
                            const char *path)
{
    int size = snprintf(message->url, sizeof message->url, "%s/%s", route->base_url, path);
    return size < 0 || (size_t)size >= sizeof message->url ? ERR_LARGE : ERR_NONE;
}

/* "&name=value" behind the address, or "?name=value" the first time. */
static enum err ask(struct http_message *message, const char *name, const char *value)
{
    char *to = message->url + strlen(message->url);
    size_t room = sizeof message->url - (size_t)(to - message->url);
    int size = snprintf(to, room, "%c%s=", strchr(message->url, '?') ? '&' : '?', name);
    if (size < 0 || (size_t)size >= room) return ERR_LARGE;
    to += size;
    room -= (size_t)size;
    for (; *value; value++) {
        unsigned char sign = (unsigned char)*value;
        bool is_plain = isalnum(sign) || strchr("-._~,", sign);
        size = snprintf(to, room, is_plain ? "%c" : "%%%02X", sign);
        if (size < 0 || (size_t)size >= room) return ERR_LARGE;
        to += size;
        room -= (size_t)size;
    }
    return ERR_NONE;
}

static enum err write_search(struct http_message *message, const struct route *route,
                             struct id id)
{
    static const char subject[] = "onderwerpobject__onderwerpobjectidentificator";
    char text[ID_TEXT_BYTES], name[80];
    id_text(id, text);
    enum err err = set_address(message, route, "klantcontacten");
    snprintf(name, sizeof name, "%sObjectId", subject);
    if (!err) err = ask(message, name, text);
    snprintf(name, sizeof name, "%sCodeRegister", subject);
    if (!err) err = ask(message, name, KLANT_REGISTER);
    if (!err) err = ask(message, "expand", "hadBetrokkenen,gingOverOnderwerpobjecten");
    return err;
}

static enum err write_team(struct http_message *message, const struct route *route)
{
    const struct klant_settings *klant = &route->klant;
    enum err err = set_address(message, route, "actoren");
    if (!err) err = ask(message, "actoridentificatorObjectId", klant->team_code);
    if (!err) err = ask(message, "actoridentificatorCodeObjecttype", klant->team_type);
    if (!err) err = ask(message, "actoridentificatorCodeRegister", klant->team_register);
    if (!err) err = ask(message, "actoridentificatorCodeSoortObjectId", klant->team_code_kind);
    return err;
}

static enum err write_step(const struct route *route, const struct envelope *envelope,
                           const struct json *request, const struct progress *progress,
                           struct http_message *message)
{
    struct bytes *body = &message->made;
    enum err err = ERR_FORMAT;
    switch ((enum klant_step)progress->step) {
    case KLANT_SEARCH: return write_search(message, route, envelope->id);
    case KLANT_TEAM:   return write_team(message, route);
    case KLANT_CONTACT:
        err = set_address(message, route, "maak-klantcontact");
        return err ? err : klant_body_contact(route, request, progress, body);
    case KLANT_ADDRESS:
        err = set_address(message, route, "digitaleadressen");
        return err ? err : klant_body_address(request, progress, body);
    case KLANT_TASK:
        err = set_address(message, route, "internetaken");
        return err ? err : klant_body_task(request, progress, body);
    }
    return err;
}

static enum err write_head(struct http_message *message)
{
    enum err err = http_header(message, "Accept", "application/json");
    if (!err) err = http_header(message, "User-Agent", "oco-kiosk/" NAAST_VERSION);
    if (!err && message->method == HTTP_POST)
        err = http_header(message, "Content-Type", "application/json");
    return err;
}

/* A request that only tries the line has no place in a register of people. */
static bool is_for_real(const struct json *request)
{
    return json_kind(request) == JSON_OBJECT && !json_is_true(json_member(request, "proef"));
}

enum err adapter_klant_v1_write(const struct route *route, const struct envelope *envelope,
                                const struct progress *progress,
                                struct http_message *message_out)
{
    struct json *request = NULL;
    struct json_problem problem;
    memset(message_out, 0, sizeof *message_out);
    message_out->made = (struct bytes){.limit_bytes = KLANT_BODY_BYTES, .is_private = true};
    bool is_question = progress->step == KLANT_SEARCH || progress->step == KLANT_TEAM;
    message_out->method = is_question ? HTTP_GET : HTTP_POST;
    enum err err = json_read_private(envelope->body.start, envelope->body.size_bytes, &request,
                                     &problem);
    if (!err && !is_for_real(request)) err = ERR_FORMAT;
    if (!err) err = write_step(route, envelope, request, progress, message_out);
    if (!err) err = write_head(message_out);
    message_out->body = message_out->made.start;
    message_out->body_bytes = message_out->made.size_bytes;
    json_free(request);
    return err;
}

/* Judging */

static const struct json *object_in(const struct json *object, const char *key)
{
    const struct json *member = object ? json_member(object, key) : NULL;
    return member && json_kind(member) == JSON_OBJECT ? member : NULL;
}

static const struct json *list_in(const struct json *object, const char *key)
{
    const struct json *member = object ? json_member(object, key) : NULL;
    return member && json_kind(member) == JSON_ARRAY ? member : NULL;
}

/* What a stranger calls something goes into our next message: only a uuid does. */
static bool read_uuid(const struct json *object, char out[ID_TEXT_BYTES])
{
    const char *text = object ? json_text(json_member(object, "uuid")) : NULL;
    out[0] = 0;
    if (!text || strlen(text) != ID_TEXT_BYTES - 1
        || strspn(text, "0123456789abcdefABCDEF-") != ID_TEXT_BYTES - 1)
        return false;
    memcpy(out, text, ID_TEXT_BYTES);
    return true;
}

static enum turn over(struct verdict *verdict, enum outcome outcome, enum reason reason,
                      int status)
{
    *verdict = (struct verdict){.outcome = outcome, .reason = reason,
                                .status = (uint16_t)status};
    return TURN_OVER;
}

static enum turn go_to(struct progress *progress, enum klant_step step)
{
    progress->step = (int)step;
    return TURN_NEXT;
}

static enum turn go_on(const struct route *route, struct progress *progress)
{
    if (!progress->team[0] && route->klant.team[0])
        memcpy(progress->team, route->klant.team, sizeof progress->team);
    if (!progress->team[0]) return go_to(progress, KLANT_TEAM);
    if (!progress->contact[0]) return go_to(progress, KLANT_CONTACT);
    /* Somebody took the person out of the contact: then the note has the address. */
    bool can_add = progress->person[0] && !progress->address_is_refused;
    if (!progress->has_address && can_add) return go_to(progress, KLANT_ADDRESS);
    return go_to(progress, KLANT_TASK);
}

static bool carries_our_id(const struct json *contact, struct id id)
{
    const struct json *subjects =
        list_in(object_in(contact, "_expand"), "gingOverOnderwerpobjecten");
    struct id theirs;
    for (const struct json *subject = subjects ? json_first(subjects) : NULL; subject;
         subject = json_next(subject)) {
        if (json_kind(subject) != JSON_OBJECT) continue;
        const struct json *name = object_in(subject, "onderwerpobjectidentificator");
        const char *text = name ? json_text(json_member(name, "objectId")) : NULL;
        if (text && id_read(text, &theirs) == ERR_NONE && id_is_same(theirs, id)) return true;
    }
    return false;
}

static bool has_any(const struct json *object, const char *key)
{
    const struct json *list = list_in(object, key);
    return list && json_first(list);
}

static void note_contact(const struct json *contact, struct progress *progress)
{
    const struct json *people = list_in(object_in(contact, "_expand"), "hadBetrokkenen");
    const struct json *person = people ? json_first(people) : NULL;
    progress->person[0] = 0;
    if (!person || json_kind(person) != JSON_OBJECT) return;
    if (read_uuid(person, progress->person))
        progress->has_address = has_any(person, "digitaleAdressen");
}

static enum turn judge_search(const struct route *route, const struct envelope *envelope,
                              const struct json *found, struct progress *progress,
                              struct verdict *verdict)
{
    const struct json *results = list_in(found, "results");
    if (!results) return over(verdict, OUTCOME_AMBIGUOUS, REASON_NO_RECEIPT, 200);
    progress->contact[0] = 0;
    for (const struct json *contact = json_first(results); contact;
         contact = json_next(contact)) {
        if (json_kind(contact) != JSON_OBJECT || !carries_our_id(contact, envelope->id))
            return over(verdict, OUTCOME_NEEDS_OPERATOR, REASON_SEARCH, 200);
        if (has_any(contact, "leiddeTotInterneTaken"))
            return over(verdict, OUTCOME_DELIVERED, REASON_RECEIPT, 200);
        if (progress->contact[0]) continue;
        if (!read_uuid(contact, progress->contact))
            return over(verdict, OUTCOME_AMBIGUOUS, REASON_NO_RECEIPT, 200);
        note_contact(contact, progress);
    }
    return go_on(route, progress);
}

static enum turn judge_team(const struct route *route, const struct json *found,
                            struct progress *progress, struct verdict *verdict)
{
    const struct json *results = list_in(found, "results");
    if (!results) return over(verdict, OUTCOME_AMBIGUOUS, REASON_NO_RECEIPT, 200);
    for (const struct json *actor = json_first(results); actor; actor = json_next(actor)) {
        if (json_kind(actor) != JSON_OBJECT) continue;
        const struct json *name = object_in(actor, "actoridentificator");
        const char *code = name ? json_text(json_member(name, "objectId")) : NULL;
        const struct json *active = json_member(actor, "indicatieActief");
        bool is_gone = active && json_kind(active) == JSON_BOOLEAN && !json_is_true(active);
        if (!code || strcmp(code, route->klant.team_code) != 0 || is_gone) continue;
        if (read_uuid(actor, progress->team)) return go_on(route, progress);
    }
    return over(verdict, OUTCOME_NEEDS_OPERATOR, REASON_TEAM, 200);
}

static enum turn judge_contact(const struct route *route, const struct json *made,
                               struct progress *progress, struct verdict *verdict)
{
    if (!read_uuid(object_in(made, "klantcontact"), progress->contact)
        || !read_uuid(object_in(made, "betrokkene"), progress->person))
        return over(verdict, OUTCOME_AMBIGUOUS, REASON_NO_RECEIPT, 201);
    return go_on(route, progress);
}

static enum turn judge_address(const struct route *route, const struct json *made,
                               struct progress *progress, struct verdict *verdict)
{
    char uuid[ID_TEXT_BYTES];
    if (!read_uuid(made, uuid))
        return over(verdict, OUTCOME_AMBIGUOUS, REASON_NO_RECEIPT, 201);
    progress->has_address = true;
    return go_on(route, progress);
}

static enum turn judge_task(const struct json *made, const struct progress *progress,
                            struct verdict *verdict)
{
    char task[ID_TEXT_BYTES], contact[ID_TEXT_BYTES];
    if (!read_uuid(made, task)
        || !read_uuid(object_in(made, "aanleidinggevendKlantcontact"), contact))
        return over(verdict, OUTCOME_AMBIGUOUS, REASON_NO_RECEIPT, 201);
    if (strcasecmp(contact, progress->contact) != 0)
        return over(verdict, OUTCOME_AMBIGUOUS, REASON_OTHER_RECEIPT, 201);
    return over(verdict, OUTCOME_DELIVERED, REASON_RECEIPT, 201);
}

static enum turn judge_success(const struct route *route, const struct envelope *envelope,
                               const struct http_answer *answer, struct progress *progress,
                               struct verdict *verdict)
{
    struct json *document = NULL;
    struct json_problem problem;
    bool is_question = progress->step == KLANT_SEARCH || progress->step == KLANT_TEAM;
    enum turn turn =
        over(verdict, OUTCOME_AMBIGUOUS, REASON_NO_RECEIPT, answer->status);
    if (answer->status != (is_question ? 200 : 201)
        || json_read_private(answer->body, answer->body_bytes, &document, &problem))
        return turn;
    if (json_kind(document) == JSON_OBJECT)
        switch ((enum klant_step)progress->step) {
        case KLANT_SEARCH:
            turn = judge_search(route, envelope, document, progress, verdict);
            break;
        case KLANT_TEAM:
            turn = judge_team(route, document, progress, verdict);
            break;
        case KLANT_CONTACT:
            turn = judge_contact(route, document, progress, verdict);
            break;
        case KLANT_ADDRESS:
            turn = judge_address(route, document, progress, verdict);
            break;
        case KLANT_TASK:
            turn = judge_task(document, progress, verdict);
            break;
        }
    json_free(document);
    return turn;
}

/* What was wrong, by the names the register gives its fields. */
struct wrong { bool number, channel, name, team, other; };

static bool starts(const char *text, const char *start)
{
    return strncmp(text, start, strlen(start)) == 0;
}

static void note_wrong(const struct json *param, struct wrong *wrong)
{
    const char *name = NULL;
    if (json_kind(param) == JSON_OBJECT) name = json_text(json_member(param, "name"));
    if (!name) name = "";
    if (strcmp(name, "klantcontact.referentienummer") == 0
        || strcmp(name, "referentienummer") == 0)
        wrong->number = true;
    else if (strcmp(name, "klantcontact.kanaal") == 0) wrong->channel = true;
    else if (starts(name, "betrokkene.contactnaam")) wrong->name = true;
    else if (starts(name, "toegewezenAanActor")) wrong->team = true;
    else wrong->other = true;
}

static struct wrong read_wrong(const struct http_answer *answer)
{
    struct wrong wrong = {0};
    struct json *document = NULL;
    struct json_problem problem;
    const struct json *params = NULL;
    if (json_read_private(answer->body, answer->body_bytes, &document, &problem) == ERR_NONE
        && json_kind(document) == JSON_OBJECT)
        params = list_in(document, "invalidParams");
    for (const struct json *param = params ? json_first(params) : NULL; param;
         param = json_next(param))
        note_wrong(param, &wrong);
    json_free(document);
    return wrong;
}

/* 400: the register wants something else. Nothing was made by this message. */
static enum turn judge_wrong(const struct route *route, const struct http_answer *answer,
                             struct progress *progress, struct verdict *verdict)
{
    struct wrong wrong = read_wrong(answer);
    if (progress->step == KLANT_ADDRESS) {
        /* The contact is there already. The team gets the address in its note, which is better
         * than half a request that nobody sees. */
        progress->address_is_refused = true;
        return go_on(route, progress);
    }
    bool *is_taken = progress->step == KLANT_TASK ? &progress->task_number_is_taken
                                                  : &progress->contact_number_is_taken;
    if (wrong.number && !*is_taken) {
        *is_taken = true;
        return go_to(progress, KLANT_SEARCH);
    }
    if (wrong.channel && !wrong.name && !wrong.other)
        return over(verdict, OUTCOME_NEEDS_OPERATOR, REASON_CHANNEL, 400);
    if (wrong.team && !wrong.other)
        return over(verdict, OUTCOME_NEEDS_OPERATOR, REASON_TEAM, 400);
    if (wrong.name && !wrong.channel && !wrong.other) {
        over(verdict, OUTCOME_BAD_CONTACT, REASON_STATUS, 400);
        verdict->field = CONTACT_NAME;
        return TURN_OVER;
    }
    return over(verdict, OUTCOME_POISON, REASON_STATUS, 400);
}

enum turn adapter_klant_v1_judge(const struct route *route, const struct envelope *envelope,
                                 const struct http_answer *answer, int64_t wall_s,
                                 struct progress *progress, struct verdict *verdict_out)
{
    if (answer->end != HTTP_ANSWERED) {
        *verdict_out = policy_of_end(answer);
        return TURN_OVER;
    }
    if (answer->status >= 200 && answer->status <= 299)
        return judge_success(route, envelope, answer, progress, verdict_out);
    bool is_question = progress->step == KLANT_SEARCH || progress->step == KLANT_TEAM;
    if (answer->status == 400 && !is_question)
        return judge_wrong(route, answer, progress, verdict_out);
    *verdict_out = policy_of_status(answer, wall_s);
    /* Our questions are the same for every request: if one is wrong, all are. */
    if (is_question && verdict_out->outcome == OUTCOME_POISON) {
        verdict_out->outcome = OUTCOME_NEEDS_OPERATOR;
        verdict_out->reason = REASON_SEARCH;
    }
    return TURN_OVER;
}
