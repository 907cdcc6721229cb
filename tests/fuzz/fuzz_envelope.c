/* SPDX-License-Identifier: EUPL-1.2 */
/* What a kiosk sealed, opened: read by our own reader because cJSON would copy a name to the
 * heap. Whatever that one accepts, cJSON reads too, and both read the same in it. */
#include "fuzz/fuzz.h"

#include "base/json.h"
#include "delivery/envelope.h"

int LLVMFuzzerInitialize(int *argc, char ***argv)
{
    (void)argc;
    (void)argv;
    return 0;
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
    struct envelope envelope;
    struct json *document = NULL;
    if (envelope_read(copy, size_bytes, &envelope) == ERR_NONE) {
        fuzz_must(envelope.body.start > copy);
        fuzz_must(envelope.body.start + envelope.body.size_bytes < copy + size_bytes);
        fuzz_must(strlen(envelope.provider) > 0 && strlen(envelope.provider) < SLUG_BYTES);
        struct json_problem problem;
        enum err err = json_read(copy, size_bytes, &document, &problem);
        /* a member twice, deep inside, is for the provider to judge */
        fuzz_must(!err || strstr(problem.what, "second time"));
        if (!err) compare(document, &envelope);
        json_free(document);
    }
    free(copy);
    return 0;
}
