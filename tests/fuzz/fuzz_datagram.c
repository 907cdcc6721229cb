/* SPDX-License-Identifier: EUPL-1.2 */
/* A datagram from the other end of the socket, both ways: there is one way to say a thing, so
 * what is understood is written back byte for byte the same. */
#include "fuzz/fuzz.h"

#include "link/datagram.h"

static struct link_request request;
static uint8_t written[DATAGRAM_SUBMIT_BYTES];

int LLVMFuzzerInitialize(int *argc, char ***argv)
{
    (void)argc;
    (void)argv;
    return 0;
}

static void both_ways(const uint8_t *from, size_t size_bytes)
{
    struct link_event event;
    bool is_request = datagram_read_request(from, size_bytes, &request) == ERR_NONE;
    bool is_event = datagram_read_event(from, size_bytes, &event) == ERR_NONE;
    fuzz_must(!(is_request && is_event));   /* an echo is no answer */
    if (is_request) {
        fuzz_must(datagram_write_request(&request, written) == size_bytes);
        fuzz_must(memcmp(written, from, size_bytes) == 0);
    }
    if (is_event) {
        datagram_write_event(&event, written);
        fuzz_must(memcmp(written, from, size_bytes) == 0);
    }
}

/* A submit is 8 KiB: a short input stands for its head, with a first byte that says so. */
int LLVMFuzzerTestOneInput(const uint8_t *input, size_t size_bytes)
{
    fuzz_count();
    if (size_bytes > 0 && input[0] == 'S') {
        uint8_t *whole = calloc(1, DATAGRAM_SUBMIT_BYTES);
        fuzz_must(whole);
        size_bytes--;
        if (size_bytes > DATAGRAM_SUBMIT_BYTES) size_bytes = DATAGRAM_SUBMIT_BYTES;
        memcpy(whole, input + 1, size_bytes);
        both_ways(whole, DATAGRAM_SUBMIT_BYTES);
        free(whole);
        return 0;
    }
    char *copy = fuzz_copy(input, size_bytes);
    both_ways((const uint8_t *)copy, size_bytes);
    free(copy);
    return 0;
}
