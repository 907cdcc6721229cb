/* SPDX-License-Identifier: EUPL-1.2 */
/* fuzz.h - what every harness includes first (libFuzzer, clang).
 *
 * A harness ends by itself after FUZZ_CPU_S seconds of processor time, so that a busy machine
 * does not make it look at less. It demands with fuzz_must, which stays in every build. */
#ifndef NAAST_TESTS_FUZZ_H
#define NAAST_TESTS_FUZZ_H
#include <signal.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

int LLVMFuzzerTestOneInput(const uint8_t *input, size_t size_bytes);
int LLVMFuzzerInitialize(int *argc, char ***argv);

#define fuzz_must(promise)                                                                     \
    do {                                                                                       \
        if (!(promise)) {                                                                      \
            fprintf(stderr, "%s:%d: broken: %s\n", __FILE__, __LINE__, #promise);              \
            abort();                                                                           \
        }                                                                                      \
    } while (0)

/* libFuzzer takes SIGUSR1 for "finish, tell your figures, exit 0". */
static inline void fuzz_count(void)
{
    static long long runs;
    static double most_s = -1;
    if (++runs % 64 != 0) return;
    if (most_s < 0) {
        const char *wish = getenv("FUZZ_CPU_S");
        most_s = wish ? strtod(wish, NULL) : 0;
    }
    if (most_s > 0 && (double)clock() / CLOCKS_PER_SEC > most_s) raise(SIGUSR1);
}

/* The next `size_bytes` of the input, or what is left. */
struct fuzz_input {
    const uint8_t *at;
    size_t left;
};

static inline uint8_t fuzz_byte(struct fuzz_input *input)
{
    if (input->left == 0) return 0;
    input->left--;
    return *input->at++;
}

/* Closed with a zero; cut at room_bytes - 1. */
static inline void fuzz_text(struct fuzz_input *input, size_t size_bytes, char *out,
                             size_t room_bytes)
{
    if (size_bytes > input->left) size_bytes = input->left;
    if (size_bytes > room_bytes - 1) size_bytes = room_bytes - 1;
    memcpy(out, input->at, size_bytes);
    out[size_bytes] = 0;
    input->at += size_bytes;
    input->left -= size_bytes;
}

/* A copy of exactly this size on the heap, so that one byte too far is seen. */
static inline char *fuzz_copy(const void *from, size_t size_bytes)
{
    char *copy = malloc(size_bytes > 0 ? size_bytes : 1);
    fuzz_must(copy);
    if (size_bytes > 0) memcpy(copy, from, size_bytes);
    return copy;
}

#endif
