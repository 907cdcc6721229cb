/* SPDX-License-Identifier: EUPL-1.2 */
/* Retry-After, in any clothes: 0, or a wait within its bounds; of a number the number. */
#include "fuzz/fuzz.h"

#include "delivery/retry_after.h"

int LLVMFuzzerInitialize(int *argc, char ***argv)
{
    (void)argc;
    (void)argv;
    return 0;
}

int LLVMFuzzerTestOneInput(const uint8_t *input, size_t size_bytes)
{
    fuzz_count();
    static const int64_t clocks_s[] = {0, 1773134040, INT64_MAX / 4, -1773134040};
    char *text = malloc(size_bytes + 1);
    fuzz_must(text);
    memcpy(text, input, size_bytes);
    text[size_bytes] = 0;
    uint32_t first_s = retry_after_s(text, clocks_s[0]);
    for (size_t i = 0; i < sizeof clocks_s / sizeof clocks_s[0]; i++) {
        uint32_t wait_s = retry_after_s(text, clocks_s[i]);
        fuzz_must(wait_s == 0 ||
                  (wait_s >= RETRY_AFTER_LEAST_S && wait_s <= RETRY_AFTER_MOST_S));
        fuzz_must((wait_s == 0) == (first_s == 0));   /* whether it is one, no clock decides */
    }
    size_t digits = strspn(text, "0123456789");
    if (digits > 0 && digits < 5 && text[digits] == 0) {
        unsigned long asked_s = strtoul(text, NULL, 10);
        if (asked_s == 0) asked_s = RETRY_AFTER_LEAST_S;
        fuzz_must(first_s == (asked_s > RETRY_AFTER_MOST_S ? RETRY_AFTER_MOST_S : asked_s));
    }
    free(text);
    return 0;
}
