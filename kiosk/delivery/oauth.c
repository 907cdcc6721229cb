/* SPDX-License-Identifier: EUPL-1.2 */
#include "delivery/oauth.h"

#include <ctype.h>
#include <sodium.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "base/json.h"
#include "delivery/credential.h"
#include "delivery/policy.h"

#define BODY_BYTES 2048
#define PAIR_BYTES (4 * CREDENTIAL_BYTES)
#define BASIC_BYTES (HTTP_HEADER_BYTES - 32)

/* Letters of application/x-www-form-urlencoded; everything else as %XX. */
static enum err add_encoded(struct bytes *to, const char *text)
{
    enum err err = ERR_NONE;
    for (; !err && *text; text++) {
        unsigned char sign = (unsigned char)*text;
        if (isalnum(sign) || strchr("-._~", sign)) err = bytes_add(to, text, 1);
        else err = bytes_add_format(to, "%%%02X", (unsigned)sign);
    }
    return err;
}

static enum err add_pair(struct bytes *to, const char *name, const char *value)
{
    enum err err = bytes_add_format(to, "%s%s=", to->size_bytes > 0 ? "&" : "", name);
    return err ? err : add_encoded(to, value);
}

static enum err add_basic(struct http_message *message, const char *client_id,
                          const char *secret)
{
    struct bytes pair = {.limit_bytes = PAIR_BYTES, .is_private = true};
    char basic[BASIC_BYTES] = "Basic ";
    enum err err = add_encoded(&pair, client_id);
    if (!err) err = bytes_add(&pair, ":", 1);
    if (!err) err = add_encoded(&pair, secret);
    if (!err
        && sodium_base64_encoded_len(pair.size_bytes, sodium_base64_VARIANT_ORIGINAL)
               > sizeof basic - 6)
        err = ERR_LARGE;
    if (!err) {
        sodium_bin2base64(basic + 6, sizeof basic - 6, (const unsigned char *)pair.start,
                          pair.size_bytes, sodium_base64_VARIANT_ORIGINAL);
        err = http_header(message, "Authorization", basic);
    }
    sodium_memzero(basic, sizeof basic);
    bytes_wipe(&pair);
    return err;
}

enum err oauth_write(const struct route *route, const char *secret,
                     struct http_message *message_out)
{
    memset(message_out, 0, sizeof *message_out);
    struct bytes *body = &message_out->made;
    *body = (struct bytes){.limit_bytes = BODY_BYTES, .is_private = true};
    snprintf(message_out->url, sizeof message_out->url, "%s", route->token_url);
    enum err err = add_pair(body, "grant_type", "client_credentials");
    if (!err && route->scope[0]) err = add_pair(body, "scope", route->scope);
    if (!err && !secret[0]) err = add_pair(body, "client_id", route->client_id);
    if (!err)
        err = http_header(message_out, "Content-Type", "application/x-www-form-urlencoded");
    if (!err) err = http_header(message_out, "Accept", "application/json");
    if (!err) err = http_header(message_out, "User-Agent", "oco-kiosk/" NAAST_VERSION);
    if (!err && secret[0]) err = add_basic(message_out, route->client_id, secret);
    message_out->body = body->start;
    message_out->body_bytes = body->size_bytes;
    return err;
}

bool oauth_token_is_sound(const char *token, size_t size_bytes)
{
    if (size_bytes == 0 || size_bytes > OAUTH_TOKEN_BYTES) return false;
    for (size_t i = 0; i < size_bytes; i++)
        if (token[i] <= 0x20 || token[i] > 0x7e) return false;
    return true;
}

static uint32_t life_of(const struct json *grant)
{
    double lives_s = json_number(json_member(grant, "expires_in"));
    if (!(lives_s >= 1)) return OAUTH_LIVES_LEAST_S;
    return lives_s > OAUTH_LIVES_MOST_S ? OAUTH_LIVES_MOST_S : (uint32_t)lives_s;
}

static enum err read_grant(const struct http_answer *answer, struct bytes *token_out,
                           uint32_t *lives_s_out)
{
    struct json *grant = NULL;
    struct json_problem problem;
    enum err err = json_read_private(answer->body, answer->body_bytes, &grant, &problem);
    if (!err && json_kind(grant) != JSON_OBJECT) err = ERR_FORMAT;
    const char *token = err ? NULL : json_text(json_member(grant, "access_token"));
    const char *kind = err ? NULL : json_text(json_member(grant, "token_type"));
    if (!err && (!token || !kind || strcasecmp(kind, "Bearer") != 0)) err = ERR_FORMAT;
    if (!err && !oauth_token_is_sound(token, strlen(token))) err = ERR_FORMAT;
    if (!err) err = bytes_add_text(token_out, token);
    if (!err) *lives_s_out = life_of(grant);
    json_free(grant);
    return err;
}

/* No token, so our request stayed here: whatever is unclear about the answer, nothing of it was
 * sent. And what the server thinks of us is no fault of this one request. */
static struct verdict without_token(struct verdict verdict)
{
    switch (verdict.outcome) {
    case OUTCOME_AMBIGUOUS: case OUTCOME_DELIVERED: case OUTCOME_NOT_SENT:
        verdict.outcome = OUTCOME_NOT_SENT;
        break;
    case OUTCOME_POISON: case OUTCOME_BAD_CONTACT:
        verdict.outcome = OUTCOME_NEEDS_OPERATOR;
        break;
    case OUTCOME_TOLD_TO_WAIT: case OUTCOME_NEEDS_OPERATOR:
        break;
    }
    if (verdict.reason == REASON_STATUS || verdict.reason == REASON_NO_RECEIPT)
        verdict.reason = REASON_TOKEN_SERVER;
    return verdict;
}

bool oauth_read(const struct http_answer *answer, int64_t wall_s, struct bytes *token_out,
                uint32_t *lives_s_out, struct verdict *verdict_out)
{
    if (answer->end != HTTP_ANSWERED) {
        *verdict_out = without_token(policy_of_end(answer));
    } else if (answer->status != 200) {
        *verdict_out = without_token(policy_of_status(answer, wall_s));
    } else {
        if (!read_grant(answer, token_out, lives_s_out)) return true;
        *verdict_out = (struct verdict){.outcome = OUTCOME_NEEDS_OPERATOR,
                                        .reason = REASON_TOKEN_SERVER, .status = 200};
    }
    return false;
}
