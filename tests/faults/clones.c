/* SPDX-License-Identifier: EUPL-1.2 */
/* Row 62: kiosks made from one image begin with the same memory, to the last byte. A fork is
 * that: both go on from one state of every generator. What they draw must differ all the same,
 * because it comes from the kernel at that moment and not from memory. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

#include <sodium.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/id.h"
#include "spool/seal.h"

#define CLONES 8
#define IDS 500

/* What one kiosk makes of the same visit, typed by the same hand. */
struct life {
    struct id ids[IDS];
    char references[IDS][REFERENCE_BYTES];
    struct sealed sealed;
};

static struct life *lives;
static struct public_key key;

static void live(struct life *life)
{
    static char text[] = "the same request";
    struct bytes plain = {.start = text, .size_bytes = sizeof text - 1,
                          .limit_bytes = SEALED_PLAIN_BYTES};
    for (int i = 0; i < IDS; i++) {
        life->ids[i] = id_new();
        reference_new(life->references[i]);
    }
    if (seal(&key, &plain, &life->sealed)) _exit(1);
}

static int set_up(void **state)
{
    (void)state;
    uint8_t secret[crypto_box_SECRETKEYBYTES];
    lives = mmap(NULL, CLONES * sizeof *lives, PROT_READ | PROT_WRITE,
                 MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (lives == MAP_FAILED) return 1;
    crypto_box_keypair(key.bytes, secret);
    live(&lives[0]);     /* every generator has been used, and holds what it holds */
    for (int i = 0; i < CLONES; i++) {
        pid_t child = fork();
        int status = 1;
        if (child < 0) return 1;
        if (child == 0) {
            live(&lives[i]);
            _exit(0);
        }
        if (waitpid(child, &status, 0) != child || status != 0) return 1;
    }
    return 0;
}

static int by_bytes(const void *a, const void *b)
{
    return memcmp(a, b, sizeof(struct id));
}

static void clones_of_one_image_never_make_the_same_id(void **state)
{
    (void)state;
    static struct id all[CLONES * IDS];
    for (int i = 0; i < CLONES; i++) memcpy(all + i * IDS, lives[i].ids, sizeof lives[i].ids);
    qsort(all, CLONES * IDS, sizeof all[0], by_bytes);
    for (int i = 1; i < CLONES * IDS; i++) assert_false(id_is_same(all[i - 1], all[i]));
}

/* Ten digits may meet by chance; a whole row of them not. */
static void nor_the_same_row_of_references(void **state)
{
    (void)state;
    for (int i = 1; i < CLONES; i++) {
        int same = 0;
        for (int at = 0; at < IDS; at++)
            same += strcmp(lives[i].references[at], lives[i - 1].references[at]) == 0;
        assert_true(same < 2);
    }
}

static void nor_the_same_sealed_bytes(void **state)
{
    (void)state;
    for (int i = 1; i < CLONES; i++)
        assert_memory_not_equal(lives[i].sealed.bytes + SEALED_HEADER_BYTES,
                                lives[i - 1].sealed.bytes + SEALED_HEADER_BYTES, 32);
}

int main(void)
{
    if (sodium_init() < 0) return 1;
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(clones_of_one_image_never_make_the_same_id),
        cmocka_unit_test(nor_the_same_row_of_references),
        cmocka_unit_test(nor_the_same_sealed_bytes),
    };
    return cmocka_run_group_tests(tests, set_up, NULL);
}
