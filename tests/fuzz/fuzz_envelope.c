/* SPDX-License-Identifier: EUPL-1.2 */
/* What a kiosk sealed, opened: read by our own reader, because the body is cut out byte for
 * byte. Whatever that one accepts, cJSON reads too, and both read the same in it.
 *
 * A first letter that no envelope begins with says that it is something else of that road:
 *   'k' a key as a provider publishes it, or keeps it; who can close can also open
 *   'c' and 'r' a request closed for the key of RFC 7517, A.2, on its curve or by RSA */
#include "fuzz/fuzz.h"

#include <sodium.h>

#include "base/json.h"
#include "base/jwe.h"
#include "base/jwe_keys.h"
#include "delivery/envelope.h"

static struct jwe_private *curve, *rsa;

static struct jwe_private *private_of(const char *jwk)
{
    struct json *document = NULL;
    struct jwe_private *key = sodium_malloc(sizeof *key);
    fuzz_must(key && json_read(jwk, strlen(jwk), &document, NULL) == ERR_NONE);
    fuzz_must(jwe_private_read(document, key) == ERR_NONE);
    json_free(document);
    return key;
}

int LLVMFuzzerInitialize(int *argc, char ***argv)
{
    (void)argc;
    (void)argv;
    fuzz_must(sodium_init() >= 0 && jwe_start() == ERR_NONE);
    curve = private_of(CURVE CURVE_SECRET);
    rsa = private_of(RSA RSA_SECRET);
    return 0;
}

static void read_key(const char *text, size_t size_bytes)
{
    static const char plain[] = "{}";
    struct bytes closed = {.limit_bytes = 8192};
    struct json *document = NULL;
    struct jwe_key key;
    static struct jwe_private secret;
    if (json_read(text, size_bytes, &document, NULL) != ERR_NONE) return;
    enum jwe_fault fault = jwe_key_read(document, &key);
    fuzz_must((fault == JWE_FINE) == (key.kind != JWE_NONE));
    fuzz_must(fault == JWE_FINE || (jwe_fault_what(fault)[0] && jwe_fault_mend(fault)[0]));
    if (fault == JWE_FINE && jwe_seal(&key, plain, sizeof plain - 1, &closed) == ERR_NONE) {
        int dots = 0;
        for (size_t i = 0; i < closed.size_bytes; i++) dots += closed.start[i] == '.';
        fuzz_must(dots == 4);
    }
    fuzz_must(jwe_private_read(document, &secret) != ERR_NONE ||
              (secret.secret_bytes > 0 && secret.secret_bytes <= sizeof secret.secret));
    bytes_wipe(&closed);
    json_free(document);
}

/* Only what was closed for this key opens, and then it is whole. */
static void open_request(const struct jwe_private *key, const char *compact, size_t size_bytes)
{
    struct bytes plain = {.limit_bytes = 8192, .is_private = true};
    if (jwe_open(key, compact, size_bytes, &plain) == ERR_NONE)
        fuzz_must(plain.size_bytes <= size_bytes && plain.start);
    else fuzz_must(plain.size_bytes == 0);
    bytes_wipe(&plain);
}

static void compare(const struct json *document, const struct envelope *envelope)
{
    struct json *body = NULL;
    struct id id;
    fuzz_must(json_kind(document) == JSON_OBJECT);
    const char *text = json_text(json_member(document, "id"));
    fuzz_must(text && id_read(text, &id) == ERR_NONE && id_is_same(id, envelope->id));
    const char *provider = json_text(json_member(document, "provider"));
    fuzz_must(provider && strcmp(provider, envelope->provider) == 0);
    fuzz_must(json_number(json_member(document, "made_s")) == (double)envelope->made_s);
    enum err err =
        json_read(envelope->body.start, envelope->body.size_bytes, &body, NULL);
    fuzz_must(err == ERR_NONE);
    fuzz_must(json_kind(body) == JSON_OBJECT);
    fuzz_must(json_count(body) == json_count(json_member(document, "body")));
    json_free(body);
}

int LLVMFuzzerTestOneInput(const uint8_t *input, size_t size_bytes)
{
    fuzz_count();
    char *copy = fuzz_copy(input, size_bytes);
    char first = size_bytes > 0 ? copy[0] : 0;
    if (first == 'k') read_key(copy + 1, size_bytes - 1);
    if (first == 'c') open_request(curve, copy + 1, size_bytes - 1);
    if (first == 'r') open_request(rsa, copy + 1, size_bytes - 1);
    struct envelope envelope;
    struct json *document = NULL;
    if (envelope_read(copy, size_bytes, &envelope) == ERR_NONE) {
        fuzz_must(envelope.body.start > copy);
        fuzz_must(envelope.body.start + envelope.body.size_bytes < copy + size_bytes);
        fuzz_must(strlen(envelope.provider) > 0 && strlen(envelope.provider) < SLUG_BYTES);
        fuzz_must(json_read(copy, size_bytes, &document, NULL) == ERR_NONE);
        compare(document, &envelope);
        json_free(document);
    }
    free(copy);
    return 0;
}
