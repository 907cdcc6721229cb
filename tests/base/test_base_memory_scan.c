/* SPDX-License-Identifier: EUPL-1.2 */
/* The words stand in read-only memory here, as literals: only what a test puts into writable
 * memory is there to be found. */
#include "base/memory_scan.h"
#include "base/promise.h"

#include <sodium.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

#define PAGE ((size_t)4096)
#define WORD "Qzwaxive"
#define SIZE (sizeof WORD - 1)

static struct memory_scan *scan;
static unsigned char *room;   /* writable memory of our own */
#define ROOM_PAGES 40

static int set_up(void **state)
{
    (void)state;
    int places;
    if (sodium_init() < 0 || memory_scan_open(&scan)) return 1;
    /* The first call of a function in a library goes by way of the linker, which puts the
     * registers, and so perhaps a word, on the stack: not in the middle of a test. */
    if (memory_scan_add(scan, "warm", 4) || memory_scan_count(scan, &places)) return 1;
    memory_scan_forget(scan);
    room = mmap(NULL, ROOM_PAGES * PAGE, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS,
                -1, 0);
    return room == MAP_FAILED;
}

static int tear_down(void **state)
{
    (void)state;
    munmap(room, ROOM_PAGES * PAGE);
    memory_scan_close(scan);
    return 0;
}

static int places_of(const char *word)
{
    int places = -1;
    assert_int_equal(memory_scan_add(scan, word, strlen(word)), ERR_NONE);
    assert_int_equal(memory_scan_count(scan, &places), ERR_NONE);
    memory_scan_forget(scan);
    return places;
}

static void what_was_never_written_is_not_found(void **state)
{
    (void)state;
    assert_int_equal(places_of(WORD), 0);
    assert_int_equal(places_of("Ļūdzu čau"), 0);
}

static void a_word_is_found_wherever_it_begins(void **state)
{
    (void)state;
    /* in the middle, across a page, across a read of 64 KiB, at the very end */
    const size_t places[] = {0, 5, PAGE - 3, 16 * PAGE - 4, 32 * PAGE - 7,
                             ROOM_PAGES * PAGE - SIZE};
    for (size_t i = 0; i < sizeof places / sizeof places[0]; i++) {
        for (size_t page = 0; page < ROOM_PAGES; page++) room[page * PAGE] = 1;
        memcpy(room + places[i], WORD, SIZE);
        assert_int_equal(places_of(WORD), 1);
        memset(room + places[i], 0, SIZE);
        assert_int_equal(places_of(WORD), 0);
    }
}

/* Pages beside it that were never touched are passed over, also in the middle of a word. */
static void a_word_alone_on_its_page_is_found(void **state)
{
    (void)state;
    madvise(room, ROOM_PAGES * PAGE, MADV_DONTNEED);
    memcpy(room + 20 * PAGE + 100, WORD, SIZE);
    memcpy(room + 30 * PAGE - SIZE, WORD, SIZE);
    assert_int_equal(places_of(WORD), 2);
    memset(room, 0, ROOM_PAGES * PAGE);
}

static void put_wide(unsigned char *to, const uint32_t *points, size_t count, size_t width)
{
    for (size_t i = 0; i < count; i++)
        for (size_t byte = 0; byte < width; byte++)
            to[i * width + byte] = (unsigned char)(points[i] >> 8 * byte);
}

static void libraries_letters_of_two_and_four_bytes_are_found(void **state)
{
    (void)state;
    static const uint32_t name[] = {0x130, 'l', 'k', 'a', 'y'};   /* Latin A and beyond */
    static const uint32_t kidane[] = {0x12aa, 0x12f3, 0x1290};    /* Ethiopic */
    put_wide(room + 33, name, 5, 2);
    put_wide(room + 2 * PAGE - 6, name, 5, 4);
    assert_int_equal(places_of("İlkay"), 2);
    put_wide(room + 3 * PAGE, kidane, 3, 2);
    assert_int_equal(places_of("ኪዳነ"), 1);
    memset(room, 0, 4 * PAGE);
}

static void many_words_are_sought_at_once_and_then_forgotten(void **state)
{
    (void)state;
    int places = -1;
    memcpy(room + 10, "0639271845", 10);
    assert_int_equal(memory_scan_add(scan, WORD, SIZE), ERR_NONE);
    assert_int_equal(memory_scan_add(scan, "639271845", 9), ERR_NONE);
    assert_int_equal(memory_scan_add(scan, "abc", 3), ERR_NONE);   /* too short: left out */
    assert_int_equal(memory_scan_count(scan, &places), ERR_NONE);
    assert_int_equal(places, 1);
    memory_scan_forget(scan);
    assert_int_equal(memory_scan_count(scan, &places), ERR_NONE);
    assert_int_equal(places, 0);
    memset(room, 0, PAGE);
}

static void more_words_than_there_is_room_for_are_refused(void **state)
{
    (void)state;
    enum err err = ERR_NONE;
    for (int i = 0; i < MEMORY_SCAN_WORDS; i++) {
        assert_int_equal(err, ERR_NONE);
        err = memory_scan_add(scan, WORD, SIZE);
    }
    assert_int_equal(memory_scan_add(scan, WORD, SIZE), ERR_FULL);
    memory_scan_forget(scan);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_was_never_written_is_not_found),
        cmocka_unit_test(a_word_is_found_wherever_it_begins),
        cmocka_unit_test(a_word_alone_on_its_page_is_found),
        cmocka_unit_test(libraries_letters_of_two_and_four_bytes_are_found),
        cmocka_unit_test(many_words_are_sought_at_once_and_then_forgotten),
        cmocka_unit_test(more_words_than_there_is_room_for_are_refused),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
