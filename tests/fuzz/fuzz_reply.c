/* SPDX-License-Identifier: EUPL-1.2 */
/* What a provider's server may answer. Bytes 0 and 1: the status; 2: strict or not, and how the
 * exchange ended; 3: size of Retry-After; then that header, then the body. A request counts as
 * delivered only when a strict provider's receipt names its id. */
#include "fuzz/fuzz.h"

#include "delivery/adapter.h"
#include "delivery/retry_after.h"

#define OUR_ID "0b54a5f5-7f3a-4f0e-9d0e-6a1c2b3d4e5f"

static struct http_answer answer;

int LLVMFuzzerInitialize(int *argc, char ***argv)
{
    (void)argc;
    (void)argv;
    return 0;
}

static void judge(enum adapter kind, bool is_strict)
{
    static struct route route;
    struct envelope envelope = {.made_s = 1773134040};
    const struct delivery_adapter *adapter = adapter_find(kind);
    if (!adapter) return;
    route = (struct route){.adapter = kind, .is_strict = is_strict, .has_dedupe = true};
    fuzz_must(id_read(OUR_ID, &envelope.id) == ERR_NONE);
    struct verdict verdict = adapter->judge(&route, &envelope, &answer, 1773134100);
    fuzz_must(verdict_is_sound(&verdict));
    fuzz_must(verdict.wait_s <= RETRY_AFTER_MOST_S);
    if (verdict.outcome != OUTCOME_DELIVERED) return;
    fuzz_must(answer.end == HTTP_ANSWERED && answer.status >= 200 && answer.status < 300);
    if (is_strict) fuzz_must(memmem(answer.body, answer.body_bytes, "b54a5f5", 7) != NULL ||
                             memmem(answer.body, answer.body_bytes, "\\u", 2) != NULL ||
                             memmem(answer.body, answer.body_bytes, "B54A5F5", 7) != NULL);
}

int LLVMFuzzerTestOneInput(const uint8_t *input, size_t size_bytes)
{
    fuzz_count();
    struct fuzz_input in = {.at = input, .left = size_bytes};
    memset(&answer, 0, sizeof answer);
    unsigned status = fuzz_byte(&in);
    status |= (unsigned)fuzz_byte(&in) << 8;
    uint8_t how = fuzz_byte(&in), retry_bytes = fuzz_byte(&in);
    answer.status = (int)(status % 1000);
    answer.end = (enum http_end)((how >> 4) % (HTTP_OURSELVES + 1));
    answer.may_be_sent = answer.end == HTTP_ANSWERED || (how & 2);
    fuzz_text(&in, retry_bytes, answer.retry_after, sizeof answer.retry_after);
    answer.body_bytes = in.left < HTTP_BODY_BYTES ? in.left : HTTP_BODY_BYTES;
    memcpy(answer.body, in.at, answer.body_bytes);
    judge(ADAPTER_OCO_V1, how & 1);
    judge(ADAPTER_KLANTINTERACTIES_V1, how & 1);
    return 0;
}
