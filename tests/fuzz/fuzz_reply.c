/* SPDX-License-Identifier: EUPL-1.2 */
/* A whole attempt at a provider whose server answers anything. Byte 0: strict (1), Open Klant
 * (2), its team known (4), a token asked for first (8). Then the answers, one after the other:
 * status (2), how the exchange ended (1), size of Retry-After (1), size of the body (2), these
 * two. What a server says goes into our next message, so that is looked at too; a request
 * counts as delivered only on a good answer that names its id. */
#include "fuzz/fuzz.h"

#include <sodium.h>

#include "base/json.h"
#include "delivery/adapter.h"
#include "delivery/oauth.h"
#include "delivery/retry_after.h"

#define OUR_ID "0b54a5f5-7f3a-4f0e-9d0e-6a1c2b3d4e5f"
#define BASE "https://ok.example/klantinteracties/api/v1"
#define NOW_S 1773134100

static const char body[] =
    "{\"versie\":\"1.0\",\"id\":\"" OUR_ID "\",\"referentie\":\"4829137508\",\"proef\":false,"
    "\"contact\":{\"naam\":\"Jamila\",\"kanaal\":\"telefoon\",\"telefoonnummer\":"
    "\"+31612345678\",\"voicemailToegestaan\":true},\"ingediendOp\":\"2026-03-10T09:14:00Z\","
    "\"contactUiterlijk\":\"2026-03-12\",\"aanbieder\":\"raad\",\"kiosk\":{\"id\":\"bieb\"},"
    "\"namens\":{\"wie\":\"mijzelf\"},\"toestemming\":{\"tekstversie\":\"nl-1\"}}";

static struct http_answer answer;
static struct http_message message;
static struct route route;

int LLVMFuzzerInitialize(int *argc, char ***argv)
{
    (void)argc;
    (void)argv;
    fuzz_must(sodium_init() >= 0);
    return 0;
}

static void take_answer(struct fuzz_input *in)
{
    memset(&answer, 0, sizeof answer);
    unsigned status = fuzz_byte(in);
    status |= (unsigned)fuzz_byte(in) << 8;
    uint8_t how = fuzz_byte(in), retry_bytes = fuzz_byte(in);
    size_t body_bytes = fuzz_byte(in);
    body_bytes |= (size_t)fuzz_byte(in) << 8;
    answer.status = (int)(status % 1000);
    answer.end = (enum http_end)(how % (HTTP_OURSELVES + 1));
    answer.may_be_sent = answer.end == HTTP_ANSWERED || (how & 0x80);
    fuzz_text(in, retry_bytes, answer.retry_after, sizeof answer.retry_after);
    if (body_bytes > in->left) body_bytes = in->left;
    if (body_bytes > HTTP_BODY_BYTES) body_bytes = HTTP_BODY_BYTES;
    memcpy(answer.body, in->at, body_bytes);
    answer.body_bytes = body_bytes;
    in->at += body_bytes;
    in->left -= body_bytes;
}

static bool is_json(const char *text, size_t size_bytes)
{
    struct json *document = NULL;
    enum err err = json_read(text, size_bytes, &document, NULL);
    json_free(document);
    return err == ERR_NONE;
}

/* Nothing a server said leads us elsewhere, adds a header, or spoils the JSON. */
static void look_at_message(void)
{
    fuzz_must(strncmp(message.url, BASE, sizeof BASE - 1) == 0);
    for (const char *at = message.url; *at; at++) fuzz_must(*at > 0x20 && *at < 0x7f);
    for (int i = 0; i < message.header_count; i++)
        fuzz_must(!strpbrk(message.headers[i], "\r\n"));
    if (message.body_bytes > 0) fuzz_must(is_json(message.body, message.body_bytes));
}

static void look_at_verdict(const struct verdict *verdict)
{
    fuzz_must(verdict_is_sound(verdict));
    fuzz_must(verdict->wait_s <= RETRY_AFTER_MOST_S);
    if (verdict->outcome != OUTCOME_DELIVERED) return;
    fuzz_must(answer.end == HTTP_ANSWERED && answer.status >= 200 && answer.status < 300);
    if (!route.is_strict && route.adapter == ADAPTER_OCO_V1) return;
    struct json *document = NULL;   /* a receipt is JSON, and an object */
    fuzz_must(json_read(answer.body, answer.body_bytes, &document, NULL) == ERR_NONE);
    fuzz_must(json_kind(document) == JSON_OBJECT);
    struct id id = {0}, ours;
    const char *text = json_text(json_member(document, "id"));
    fuzz_must(id_read(OUR_ID, &ours) == ERR_NONE);
    if (route.adapter == ADAPTER_OCO_V1)
        fuzz_must(text && id_read(text, &id) == ERR_NONE && id_is_same(id, ours));
    json_free(document);
}

static void attempt(struct fuzz_input *in)
{
    struct progress progress = {0};
    struct envelope envelope = {.made_s = 1773134040, .provider = "raad",
                                .body = {body, sizeof body - 1}};
    const struct delivery_adapter *adapter = adapter_find(route.adapter);
    fuzz_must(adapter && id_read(OUR_ID, &envelope.id) == ERR_NONE);
    enum turn turn = TURN_NEXT;
    for (int i = 0; i < adapter->messages_most && turn == TURN_NEXT && in->left > 0; i++) {
        struct verdict verdict = {0};
        memset(&message, 0, sizeof message);
        bool is_written =
            adapter->write(&route, &envelope, &progress, &message) == ERR_NONE;
        fuzz_must(is_written);
        look_at_message();
        http_message_wipe(&message);
        take_answer(in);
        turn = adapter->judge(&route, &envelope, &answer, NOW_S, &progress, &verdict);
        if (turn == TURN_OVER) look_at_verdict(&verdict);
    }
}

static void ask_token(struct fuzz_input *in)
{
    struct bytes token = {.limit_bytes = OAUTH_TOKEN_BYTES, .is_private = true};
    struct verdict verdict = {0};
    uint32_t lives_s = 0;
    take_answer(in);
    if (oauth_read(&answer, NOW_S, &token, &lives_s, &verdict)) {
        fuzz_must(oauth_token_is_sound(token.start, token.size_bytes));
        fuzz_must(lives_s <= OAUTH_LIVES_MOST_S);
        fuzz_must(answer.status >= 200 && answer.status < 300);
    } else {
        fuzz_must(verdict_is_sound(&verdict) && verdict.outcome != OUTCOME_DELIVERED);
    }
    bytes_wipe(&token);
}

int LLVMFuzzerTestOneInput(const uint8_t *input, size_t size_bytes)
{
    fuzz_count();
    struct fuzz_input in = {.at = input, .left = size_bytes};
    uint8_t flags = fuzz_byte(&in);
    route = (struct route){
        .slug = "raad", .base_url = BASE, .has_dedupe = true, .is_strict = flags & 1,
        .adapter = flags & 2 ? ADAPTER_KLANTINTERACTIES_V1 : ADAPTER_OCO_V1,
        .klant = {.channel = "Kiosk", .team_code = "Team OCO", .team_type = "afd",
                  .team_register = "obj", .team_code_kind = "idf"}};
    if (flags & 4)
        memcpy(route.klant.team, "33333333-0000-4000-8000-00000000000c", 37);
    if (flags & 8) ask_token(&in);
    attempt(&in);
    return 0;
}
