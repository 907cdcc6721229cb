/* SPDX-License-Identifier: EUPL-1.2 */
#include "apps/intake_desk.h"

#include <stdio.h>
#include <string.h>

#include "apps/intake_contract.h"
#include "apps/intake_head.h"
#include "apps/intake_page.h"
#include "apps/intake_rules.h"
#include "base/log.h"

#define COUNT(list) (sizeof(list) / sizeof(list)[0])
#define REQUESTS_PATH "/v1/contactverzoeken"
/* "__Host-": the browser takes it only over https, for this host and every path. */
#define COOKIE "__Host-sessie"
#define RETRY_AFTER_S 60

static void problem(struct intake_answer *answer, unsigned status, const char *detail)
{
    intake_answer_problem(answer, status, detail, NULL);
}

/* ---- a request comes in ---- */

static bool is_receivable(const struct intake_desk *desk, const struct intake_call *call,
                          struct intake_answer *answer)
{
    bool is_known = intake_head_is_json(call->content_type) ||
                    (desk->jwe_key && intake_head_is_jose(call->content_type));
    if (!intake_head_takes_json(call->accept))
        problem(answer, 406, "Het antwoord is application/json");
    else if (!is_known)
        problem(answer, 415, "Stuur het verzoek als application/json");
    else if (call->is_too_large) problem(answer, 413, "Een verzoek is hoogstens 16 KiB");
    else return true;
    return false;
}

/* The header's mistakes count along with those of the body, so that all are told at once. */
static struct id check_key(const struct intake_call *call, const struct json *request,
                           struct intake_mistakes *mistakes, const char **detail)
{
    struct id key = {0}, id = {0};
    enum err err = intake_head_key(call->idempotency_key, &key);
    if (err == ERR_MISSING) *detail = "De Idempotency-Key ontbreekt";
    else if (err) *detail = "De Idempotency-Key is geen UUID tussen aanhalingstekens";
    if (err) return key;
    const char *text = intake_rules_text(request, NULL, "id");
    if (text && id_read(text, &id) == ERR_NONE && !id_is_same(key, id))
        intake_mistakes_add(mistakes, "#/id", "Het id is niet gelijk aan de Idempotency-Key");
    return key;
}

static void tell_mistakes(struct intake_answer *answer, const struct intake_mistakes *mistakes,
                          const char *detail)
{
    char count[48];
    snprintf(count, sizeof count,
             mistakes->count == 1 ? "%d veld klopt niet" : "%d velden kloppen niet",
             mistakes->count);
    intake_answer_problem(answer, 400, detail ? detail : count, mistakes);
}

/* Not the request's fault: told that it was, the courier would hold it for ever. */
static bool is_our_fault(enum err err)
{
    return err == ERR_MEMORY || err == ERR_SYSTEM;
}

static void tell_not_stored(struct intake_answer *answer, enum err err)
{
    log_line(LOG_FAULT, "a request could not be stored: %s", err_name(err));
    problem(answer, 503, "Het verzoek is niet vastgelegd");
    answer->retry_after_s = RETRY_AFTER_S;
}

/* Seen before: the same request gets its receipt again, another one under the same key is
 * refused. */
static void answer_again(const struct intake_entry *entry, const struct intake_call *call,
                         const struct intake_receipt *fresh, struct intake_answer *answer)
{
    if (entry->mark == INTAKE_WITHDRAWN) { /* nothing of it is left to compare with */
        intake_answer_receipt(answer, 200, fresh);
        return;
    }
    unsigned char fingerprint[INTAKE_FINGERPRINT_BYTES];
    enum err err = intake_store_fingerprint(call->body, call->body_bytes, fingerprint);
    if (err) {
        tell_not_stored(answer, err);
        return;
    }
    if (memcmp(fingerprint, entry->fingerprint, sizeof fingerprint) != 0) {
        problem(answer, 422, "Deze Idempotency-Key hoort al bij een ander verzoek");
        return;
    }
    struct intake_receipt receipt = {
        .id = entry->id,
        .reference = entry->reference,
        .received_s = entry->received_s,
        .contact_before = entry->contact_before,
    };
    intake_answer_receipt(answer, 200, &receipt);
}

static void answer_new(struct intake_desk *desk, const struct intake_call *call,
                       const struct intake_receipt *receipt, struct intake_answer *answer)
{
    enum err err = intake_store_add(&desk->store, call->body, call->body_bytes, call->now_s);
    if (err) tell_not_stored(answer, err);
    else intake_answer_receipt(answer, 201, receipt);
}

static void answer_valid(struct intake_desk *desk, const struct intake_call *call, struct id id,
                         const struct json *request, struct intake_answer *answer)
{
    struct intake_receipt receipt = {
        .id = id,
        .reference = intake_rules_text(request, NULL, "referentie"),
        .received_s = call->now_s,
        .contact_before = intake_rules_text(request, NULL, "contactUiterlijk"),
    };
    const struct intake_entry *entry = intake_store_find(&desk->store, id);
    if (json_is_true(json_member(request, "proef")))
        intake_answer_receipt(answer, 201, &receipt);
    else if (entry) answer_again(entry, call, &receipt, answer);
    else answer_new(desk, call, &receipt, answer);
}

static void take_request(struct intake_desk *desk, const struct intake_call *call,
                         struct intake_answer *answer)
{
    struct json *request = NULL;
    struct json_problem json_problem;
    enum err err = json_read_private(call->body, call->body_bytes, &request, &json_problem);
    if (is_our_fault(err)) {
        tell_not_stored(answer, err);
        return;
    }
    if (err) {
        struct intake_mistakes mistakes = {0};
        intake_mistakes_add(&mistakes, "#", "Dit is geen geldige JSON");
        tell_mistakes(answer, &mistakes, NULL);
        return;
    }
    struct intake_mistakes mistakes;
    const char *detail = NULL;
    intake_rules_check(request, &mistakes);
    struct id id = check_key(call, request, &mistakes, &detail);
    if (mistakes.count > 0 || detail) tell_mistakes(answer, &mistakes, detail);
    else answer_valid(desk, call, id, request, answer);
    json_free(request);
}

static void tell_closed(struct intake_answer *answer)
{
    struct intake_mistakes mistakes = {0};
    intake_mistakes_add(&mistakes, "#", "Dit is niet versleuteld met onze sleutel");
    tell_mistakes(answer, &mistakes, NULL);
}

static void hand_in(struct intake_desk *desk, const struct intake_call *call,
                    struct intake_answer *answer)
{
    if (!is_receivable(desk, call, answer)) return;
    if (!desk->jwe_key || !intake_head_is_jose(call->content_type)) {
        take_request(desk, call, answer);
        return;
    }
    struct bytes plain = {.limit_bytes = INTAKE_REQUEST_BYTES, .is_private = true};
    struct intake_call opened = *call;
    enum err err = jwe_open(desk->jwe_key, call->body, call->body_bytes, &plain);
    if (is_our_fault(err)) {
        tell_not_stored(answer, err);
    } else if (err) {
        tell_closed(answer);
    } else {
        opened.body = plain.start;
        opened.body_bytes = plain.size_bytes;
        take_request(desk, &opened, answer);
    }
    bytes_wipe(&plain);
}

static void withdraw(struct intake_desk *desk, const struct intake_call *call,
                     struct intake_answer *answer)
{
    struct id id;
    enum err err = id_read(call->path + strlen(REQUESTS_PATH "/"), &id);
    if (!err) err = intake_store_mark(&desk->store, id, INTAKE_WITHDRAWN, call->now_s);
    if (err == ERR_FORMAT || err == ERR_MISSING) {
        problem(answer, 404, "Dit verzoek is hier niet bekend");
    } else if (err) {
        log_line(LOG_FAULT, "a request could not be withdrawn: %s", err_name(err));
        problem(answer, 503, "Het verzoek is nog niet ingetrokken");
        answer->retry_after_s = RETRY_AFTER_S;
    } else {
        answer->status = 204;
    }
}

static void contract(struct intake_desk *desk, const struct intake_call *call,
                     struct intake_answer *answer)
{
    (void)desk;
    if (!intake_head_takes_json(call->accept)) {
        problem(answer, 406, "De beschrijving is application/json");
        return;
    }
    answer->status = 200;
    answer->kind = INTAKE_JSON;
    answer->fixed = intake_contract_json;
    answer->is_for_everyone = true;
}

/* ---- the provider's page ---- */

static bool is_logged_in(const struct intake_desk *desk, const struct intake_call *call)
{
    char name[INTAKE_SESSION_TEXT_BYTES];
    if (intake_head_cookie(call->cookie, COOKIE, name, sizeof name)) return false;
    return intake_session_is_open(&desk->sessions, name, call->now_s);
}

/* Another website must not press our buttons with the visitor's cookie. Source: Fetch Metadata
 * (W3C). */
static bool is_own_form(const struct intake_call *call)
{
    bool is_own = !call->fetch_site || strcmp(call->fetch_site, "same-origin") == 0;
    return is_own && !call->is_too_large && intake_head_is_form(call->content_type);
}

static void set_cookie(struct intake_answer *answer, const char *name, int age_s)
{
    snprintf(answer->cookie, sizeof answer->cookie,
             COOKIE "=%s; Path=/; Max-Age=%d; Secure; HttpOnly; SameSite=Strict", name, age_s);
}

/* "See other": after a form the page is asked for again, so that going back does not send it
 * twice. */
static void to_page(struct intake_answer *answer)
{
    answer->status = 303;
    snprintf(answer->location, sizeof answer->location, "/");
}

static void page(struct intake_desk *desk, const struct intake_call *call,
                 struct intake_answer *answer)
{
    if (!desk->token[0])
        problem(answer, 403, "Zonder sleutel (--token-file) is er geen pagina");
    else if (is_logged_in(desk, call)) intake_page_list(answer, &desk->store, call->now_s);
    else intake_page_login(answer, 200, false);
}

static void style(struct intake_desk *desk, const struct intake_call *call,
                  struct intake_answer *answer)
{
    (void)desk;
    (void)call;
    answer->status = 200;
    answer->kind = INTAKE_CSS;
    answer->fixed = intake_page_style();
}

static void log_in(struct intake_desk *desk, const struct intake_call *call,
                   struct intake_answer *answer)
{
    char given[INTAKE_TOKEN_BYTES] = "";
    bool is_right = desk->token[0] && is_own_form(call) &&
                    !intake_head_form_value(call->body, "sleutel", given, sizeof given) &&
                    intake_head_is_same_secret(given, desk->token);
    if (!is_right) {
        log_line(LOG_WARNING, "someone tried to open the page with a wrong token");
        intake_page_login(answer, 401, true);
        return;
    }
    set_cookie(answer, intake_session_begin(&desk->sessions, call->now_s), INTAKE_SESSION_S);
    to_page(answer);
}

static void log_out(struct intake_desk *desk, const struct intake_call *call,
                    struct intake_answer *answer)
{
    char name[INTAKE_SESSION_TEXT_BYTES];
    if (is_own_form(call) && !intake_head_cookie(call->cookie, COOKIE, name, sizeof name))
        intake_session_end(&desk->sessions, name);
    set_cookie(answer, "", 0);
    to_page(answer);
}

static void mark(struct intake_desk *desk, const struct intake_call *call, enum intake_mark to,
                 struct intake_answer *answer)
{
    char text[ID_TEXT_BYTES];
    struct id id;
    if (!is_logged_in(desk, call)) {
        to_page(answer);
        return;
    }
    enum err err = is_own_form(call)
                       ? intake_head_form_value(call->body, "id", text, sizeof text)
                       : ERR_REFUSED;
    if (!err) err = id_read(text, &id);
    if (!err) err = intake_store_mark(&desk->store, id, to, call->now_s);
    if (err)
        problem(answer, err == ERR_DISK || err == ERR_FULL ? 503 : 400,
                "Dit is niet vastgelegd");
    else to_page(answer);
}

static void called(struct intake_desk *desk, const struct intake_call *call,
                   struct intake_answer *answer)
{
    mark(desk, call, INTAKE_CALLED, answer);
}

static void open_again(struct intake_desk *desk, const struct intake_call *call,
                       struct intake_answer *answer)
{
    mark(desk, call, INTAKE_OPEN, answer);
}

/* ---- which way ---- */

static const struct route {
    const char *path; /* "/.../": what follows the last slash is an id */
    const char *method;
    bool needs_token;
    void (*answer)(struct intake_desk *desk, const struct intake_call *call,
                   struct intake_answer *answer);
} routes[] = {
    {REQUESTS_PATH, "POST", true, hand_in},
    {REQUESTS_PATH "/", "DELETE", true, withdraw},
    {"/v1/openapi.json", "GET", false, contract},
    {"/", "GET", false, page},
    {"/stijl.css", "GET", false, style},
    {"/inloggen", "POST", false, log_in},
    {"/uitloggen", "POST", false, log_out},
    {"/gebeld", "POST", false, called},
    {"/weer-open", "POST", false, open_again},
};

static const struct route *find_route(const char *path)
{
    for (size_t i = 0; i < COUNT(routes); i++) {
        size_t size = strlen(routes[i].path);
        bool has_rest = size > 1 && routes[i].path[size - 1] == '/';
        if (has_rest ? strncmp(path, routes[i].path, size) == 0 && path[size]
                     : strcmp(path, routes[i].path) == 0)
            return &routes[i];
    }
    return NULL;
}

static bool is_method(const struct route *route, const char *method)
{
    if (strcmp(route->method, method) == 0) return true;
    return strcmp(route->method, "GET") == 0 && strcmp(method, "HEAD") == 0;
}

void intake_desk_answer(struct intake_desk *desk, const struct intake_call *call,
                        struct intake_answer *answer_out)
{
    *answer_out = (struct intake_answer){.body = {.limit_bytes = INTAKE_ANSWER_BYTES}};
    const struct route *route = find_route(call->path);
    if (!route) {
        problem(answer_out, 404, "Dit adres bestaat hier niet");
    } else if (!is_method(route, call->method)) {
        problem(answer_out, 405, "Dit kan op dit adres niet");
        snprintf(answer_out->allow, sizeof answer_out->allow, "%s%s", route->method,
                 strcmp(route->method, "GET") == 0 ? ", HEAD" : "");
    } else if (route->needs_token && desk->token[0] &&
               !intake_head_has_token(call->authorization, desk->token)) {
        problem(answer_out, 401, "De sleutel ontbreekt of is niet geldig");
        answer_out->asks_token = true;
    } else {
        route->answer(desk, call, answer_out);
    }
}
