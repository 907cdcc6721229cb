/* SPDX-License-Identifier: EUPL-1.2 */
/* Any bytes as JSON: what the scan lets through, cJSON reads to the same end; keys stand once,
 * lines grow, and nothing holds a zero or half a letter. */
#include "fuzz/fuzz.h"

#include "base/json.h"
#include "base/utf8.h"

int LLVMFuzzerInitialize(int *argc, char ***argv)
{
    (void)argc;
    (void)argv;
    return 0;
}

static void walk(const struct json *value, int line, int depth)
{
    fuzz_must(depth <= JSON_DEPTH);
    fuzz_must(json_line(value) >= line);
    const char *text = json_text(value);
    if (text) fuzz_must(utf8_is_valid(text, strlen(text)));
    if (json_kind(value) != JSON_OBJECT && json_kind(value) != JSON_ARRAY) return;
    size_t count = 0;
    int last = json_line(value);
    for (const struct json *inner = json_first(value); inner; inner = json_next(inner)) {
        if (json_kind(value) == JSON_OBJECT)
            fuzz_must(json_member(value, json_key(inner)) == inner);
        walk(inner, last, depth + 1);
        last = json_line(inner);
        count++;
    }
    fuzz_must(count == json_count(value));
}

int LLVMFuzzerTestOneInput(const uint8_t *input, size_t size_bytes)
{
    fuzz_count();
    char *copy = fuzz_copy(input, size_bytes);
    struct json *document = NULL, *private_one = NULL;
    struct json_problem problem;
    enum err err = json_read(copy, size_bytes, &document, &problem);
    if (err) {
        fuzz_must(!document && problem.line >= 1 && problem.what[0]);
        fuzz_must(utf8_is_valid(problem.what, strlen(problem.what)));
    } else {
        walk(document, 1, 0);
    }
    /* the same, in locked memory */
    fuzz_must(json_read_private(copy, size_bytes, &private_one, NULL) == err);
    json_free(private_one);
    json_free(document);
    free(copy);
    return 0;
}
