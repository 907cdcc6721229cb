/* SPDX-License-Identifier: EUPL-1.2 */
/* A request as it reaches the reference receiver: any body, any header that decides something.
 * What it has against a body can be said without repeating what a visitor typed. */
#include "fuzz/fuzz.h"

#include "apps/intake_head.h"
#include "apps/intake_rules.h"
#include "base/utf8.h"

#define TEXT_BYTES 512

int LLVMFuzzerInitialize(int *argc, char ***argv)
{
    (void)argc;
    (void)argv;
    return 0;
}

static void read_head(struct fuzz_input *in)
{
    char text[TEXT_BYTES], out[64];
    struct id id;
    fuzz_text(in, in->left, text, sizeof text);
    (void)intake_head_has_token(text, "0123456789abcdef");
    (void)intake_head_is_json(text);
    (void)intake_head_takes_json(text);
    (void)intake_head_is_form(text);
    if (intake_head_key(text, &id) == ERR_NONE) fuzz_must(text[0] == '"');
    if (intake_head_cookie(text, "naast", out, sizeof out) == ERR_NONE)
        fuzz_must(strlen(out) < sizeof out);
    if (intake_head_form_value(text, "token", out, sizeof out) == ERR_NONE)
        fuzz_must(strlen(out) < sizeof out);
}

static void read_body(struct fuzz_input *in)
{
    static struct intake_mistakes mistakes;
    struct json *request = NULL;
    char *copy = fuzz_copy(in->at, in->left);
    if (json_read_private(copy, in->left, &request, NULL) == ERR_NONE) {
        intake_rules_check(request, &mistakes);
        fuzz_must(mistakes.count >= 0 && mistakes.count <= INTAKE_MISTAKES_MOST);
        for (int i = 0; i < mistakes.count; i++) {
            fuzz_must(mistakes.all[i].pointer[0] == '#' && mistakes.all[i].detail);
            fuzz_must(strlen(mistakes.all[i].pointer) < INTAKE_POINTER_BYTES);
        }
        const char *name = intake_rules_text(request, "contact", "naam");
        if (name) fuzz_must(utf8_is_valid(name, strlen(name)));
        json_free(request);
    }
    free(copy);
}

int LLVMFuzzerTestOneInput(const uint8_t *input, size_t size_bytes)
{
    fuzz_count();
    struct fuzz_input in = {.at = input, .left = size_bytes};
    if (size_bytes > 0 && input[0] == '{') read_body(&in);
    else read_head(&in);
    return 0;
}
