/* SPDX-License-Identifier: EUPL-1.2 */
/* The words stand in read-only memory here, as literals: only what a test puts into writable
 * memory is there to be found. */
#include "base/memory_scan.h"
#include "base/promise.h"

#include <fcntl.h>
#include <sodium.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/scratch.h"

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

/* Beyond the first plane UTF-16 takes two units. */
static void signs_outside_the_first_plane_are_found(void **state)
{
    (void)state;
    static const uint32_t units[] = {'Z', 'o', 0xd83d, 0xde00, 0xd83e, 0xdd84, 'w'};
    static const uint32_t points[] = {'Z', 'o', 0x1f600, 0x1f984, 'w'};
    put_wide(room + 5, units, 7, 2);
    assert_int_equal(places_of("Zo😀🦄w"), 1);
    put_wide(room + PAGE + 1, points, 5, 4);
    assert_int_equal(places_of("Zo😀🦄w"), 2);
    memset(room, 0, 2 * PAGE);
}

/* Of a wide form that is longer than there is room for, the beginning is sought. */
static void a_long_word_is_found_in_every_width_and_too_long_a_one_is_left_out(void **state)
{
    (void)state;
    static uint32_t points[400];
    char word[MEMORY_SCAN_MOST_BYTES + 2];
    for (uint32_t i = 0, mixed = 1; i < 400; i++) {   /* no part of it comes twice */
        mixed = mixed * UINT32_C(1103515245) + 12345;
        points[i] = 'a' + (mixed >> 16) % 26;
        word[i] = (char)points[i];
    }
    word[400] = 0;
    for (size_t width = 2; width <= 4; width += 2) {
        put_wide(room + 9, points, 400, width);
        assert_int_equal(places_of(word), 3);   /* and `word`, and `points` */
        memset(room, 0, PAGE);
    }
    memset(word, 'q', sizeof word - 1);
    word[sizeof word - 1] = 0;
    assert_int_equal(places_of(word), 0);
    sodium_memzero(word, sizeof word);
}

static void half_a_word_at_the_end_of_memory_is_no_word(void **state)
{
    (void)state;
    memcpy(room + ROOM_PAGES * PAGE - 5, WORD, 5);
    assert_int_equal(places_of(WORD), 0);
    memset(room + ROOM_PAGES * PAGE - 5, 0, 5);
}

/* The line of such a mapping is longer than any we keep. */
static void memory_of_a_file_with_a_very_long_name_is_looked_at_too(void **state)
{
    (void)state;
    char base[64], path[1024], name[201];
    memset(name, 'n', sizeof name - 1);
    name[sizeof name - 1] = 0;
    scratch_make(base);
    int size = snprintf(path, sizeof path, "%s", base);
    for (int i = 0; i < 3; i++) {
        size += snprintf(path + size, sizeof path - (size_t)size, "/%s", name);
        assert_int_equal(mkdir(path, 0700), 0);
    }
    snprintf(path + size, sizeof path - (size_t)size, "/f");
    int fd = open(path, O_RDWR | O_CREAT, 0600);
    assert_int_equal(ftruncate(fd, (off_t)PAGE), 0);
    unsigned char *mapped = mmap(NULL, PAGE, PROT_READ | PROT_WRITE, MAP_PRIVATE, fd, 0);
    assert_ptr_not_equal(mapped, MAP_FAILED);
    memcpy(mapped + 77, WORD, SIZE);
    assert_int_equal(places_of(WORD), 1);
    munmap(mapped, PAGE);
    close(fd);
    scratch_remove(base);
    assert_int_equal(places_of(WORD), 0);
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
    char word[16];
    for (int i = 0; i < MEMORY_SCAN_WORDS; i++) {
        snprintf(word, sizeof word, "word %d", i);
        assert_int_equal(memory_scan_add(scan, word, strlen(word)), ERR_NONE);
    }
    assert_int_equal(memory_scan_add(scan, word, strlen(word)), ERR_NONE);   /* it is there */
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
        cmocka_unit_test(signs_outside_the_first_plane_are_found),
        cmocka_unit_test(a_long_word_is_found_in_every_width_and_too_long_a_one_is_left_out),
        cmocka_unit_test(half_a_word_at_the_end_of_memory_is_no_word),
        cmocka_unit_test(memory_of_a_file_with_a_very_long_name_is_looked_at_too),
        cmocka_unit_test(many_words_are_sought_at_once_and_then_forgotten),
        cmocka_unit_test(more_words_than_there_is_room_for_are_refused),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
