/* SPDX-License-Identifier: EUPL-1.2 */
/* Memory that a frame, a file or a visitor lives in. */
#include "base/promise.h"

#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#include "base/arena.h"
#include "base/bytes.h"
#include "base/private_text.h"

static bool is_zero(const void *start, size_t size_bytes)
{
    const unsigned char *at = start;
    for (size_t i = 0; i < size_bytes; i++)
        if (at[i]) return false;
    return true;
}

static void an_arena_hands_out_zeroed_aligned_memory(void **state)
{
    (void)state;
    struct arena arena;
    assert_int_equal(arena_init(&arena, 1000), ERR_NONE);
    for (size_t size = 0; size < 40; size += 7) {
        unsigned char *start = arena_alloc(&arena, size);
        assert_non_null(start);
        assert_int_equal((uintptr_t)start % 16, 0);
        assert_true(is_zero(start, size));
        memset(start, 0xaa, size);
    }
    arena_finish(&arena);
}

static void a_full_arena_stays_full_until_the_reset(void **state)
{
    (void)state;
    struct arena arena;
    assert_int_equal(arena_init(&arena, 64), ERR_NONE);
    assert_non_null(arena_alloc(&arena, 48));
    assert_null(arena_alloc(&arena, 17));
    assert_true(arena.is_full);
    assert_null(
        arena_alloc(&arena, 1));   /* a frame that lacks a node must not get a later one */
    assert_null(arena_text(&arena, ""));
    assert_null(arena_format(&arena, "x"));
    arena_reset(&arena);
    assert_false(arena.is_full);
    assert_non_null(arena_alloc(&arena, 64));
    assert_int_equal(arena.peak_bytes, 64);
    arena_finish(&arena);
}

static void nothing_of_a_frame_is_left_after_the_reset(void **state)
{
    (void)state;
    struct arena arena;
    assert_int_equal(arena_init(&arena, 256), ERR_NONE);
    assert_string_equal(arena_text(&arena, "Jamila"), "Jamila");
    assert_string_equal(arena_format(&arena, "%s %d", "kamer", 12), "kamer 12");
    arena_reset(&arena);
    assert_true(is_zero(arena.block, arena.size_bytes));
    arena_finish(&arena);
}

static void a_sentence_that_does_not_fit_leaves_nothing_half(void **state)
{
    (void)state;
    struct arena arena;
    assert_int_equal(arena_init(&arena, 16), ERR_NONE);
    assert_null(arena_format(&arena, "%s", "seventeen bytes!!"));
    assert_true(is_zero(arena.block, arena.size_bytes));
    assert_int_equal(arena.used_bytes, 0);
    arena_finish(&arena);
    arena_finish(&arena);   /* a zeroed arena is accepted */
}

static void bytes_grow_up_to_their_limit_and_keep_what_they_had(void **state)
{
    (void)state;
    for (int is_private = 0; is_private < 2; is_private++) {
        struct bytes bytes = {.limit_bytes = 1000, .is_private = is_private};
        for (int i = 0; i < 100; i++)
            assert_int_equal(bytes_add(&bytes, "0123456789", 10), ERR_NONE);
        assert_int_equal(bytes_add(&bytes, "x", 1), ERR_LARGE);
        assert_int_equal(bytes.size_bytes, 1000);
        assert_int_equal(strlen(bytes.start), 1000);
        bytes_wipe(&bytes);
        assert_null(bytes.start);
        bytes_wipe(&bytes);   /* a zeroed value is accepted */
    }
}

static void bytes_take_texts_and_formats(void **state)
{
    (void)state;
    struct bytes bytes = {.limit_bytes = 12};
    assert_int_equal(bytes_add_text(&bytes, "a="), ERR_NONE);
    assert_int_equal(bytes_add_format(&bytes, "%d,%s", 12, "bc"), ERR_NONE);
    assert_string_equal(bytes.start, "a=12,bc");
    assert_int_equal(bytes_add_format(&bytes, "%d", 123456), ERR_LARGE);
    assert_string_equal(bytes.start, "a=12,bc");
    bytes_wipe(&bytes);
}

static void without_a_limit_nothing_fits(void **state)
{
    (void)state;
    struct bytes bytes = {0};
    assert_int_equal(bytes_add(&bytes, "x", 1), ERR_LARGE);
    assert_null(bytes.start);
}

static void private_bytes_never_move(void **state)
{
    (void)state;
    struct bytes bytes = {.limit_bytes = 5000, .is_private = true};
    assert_int_equal(bytes_add(&bytes, "a", 1), ERR_NONE);
    const char *start = bytes.start;
    for (int i = 0; i < 4999; i++) assert_int_equal(bytes_add(&bytes, "b", 1), ERR_NONE);
    assert_ptr_equal(bytes.start, start);   /* a move would leave a copy behind */
    bytes_wipe(&bytes);
}

/* The flags of the mapping that holds it, as the kernel has them: "lo" locked, "dd" in no
 * dump. The address sanitizer locks nothing. */
static bool is_locked(const void *place)
{
#ifdef __SANITIZE_ADDRESS__
    const char *lock = " ";
#else
    const char *lock = " lo";
#endif
    char line[512];
    unsigned long from = 0, to = 0;
    bool is_here = false, is_locked = false;
    FILE *maps = fopen("/proc/self/smaps", "r");
    assert_non_null(maps);
    while (fgets(line, sizeof line, maps)) {
        if (sscanf(line, "%lx-%lx ", &from, &to) == 2)
            is_here = from <= (uintptr_t)place && (uintptr_t)place < to;
        if (is_here && strncmp(line, "VmFlags:", 8) == 0)
            is_locked = strstr(line, lock) && strstr(line, " dd");
    }
    fclose(maps);
    return is_locked;
}

static void private_bytes_and_frames_reach_neither_swap_nor_dump(void **state)
{
    (void)state;
    struct bytes bytes = {.limit_bytes = 5000, .is_private = true}, plain = {.limit_bytes = 9};
    struct arena arena;
    assert_int_equal(bytes_add(&bytes, "a", 1), ERR_NONE);
    assert_int_equal(bytes_add(&plain, "a", 1), ERR_NONE);
    assert_int_equal(arena_init(&arena, 9000), ERR_NONE);
    assert_true(is_locked(bytes.start));
    assert_true(is_locked(arena_text(&arena, "a")));
    assert_false(is_locked(plain.start));
    arena_finish(&arena);
    bytes_wipe(&bytes);
    bytes_wipe(&plain);
}

static void typed_text_stops_at_its_characters_and_at_its_bytes(void **state)
{
    (void)state;
    struct private_text text = {0};
    for (int i = 0; i < 100; i++) assert_int_equal(private_text_add(&text, "ä", 100), ERR_NONE);
    assert_int_equal(private_text_add(&text, "b", 100), ERR_FULL);
    assert_int_equal(private_text_count(&text), 100);
    assert_int_equal(text.size_bytes, 200);

    private_text_wipe(&text);
    assert_true(is_zero(&text, sizeof text));
    int count = 0;
    while (private_text_add(&text, "😀", 1000) == ERR_NONE) count++;
    assert_int_equal(count, (PRIVATE_TEXT_BYTES - 1) / 4);
    assert_int_equal(text.utf8[text.size_bytes], 0);
}

static void typed_text_that_is_no_utf8_is_refused(void **state)
{
    (void)state;
    struct private_text text = {0};
    assert_int_equal(private_text_add(&text, "\xc3", 100), ERR_FORMAT);
    assert_true(private_text_is_empty(&text));
}

static void erase_takes_the_letter_with_its_accents(void **state)
{
    (void)state;
    static const struct { const char *typed, *left, *why;
    } rows[] = {
        {"Ann", "An", "one byte"},
        {"René", "Ren", "a letter of two bytes"},
        {"Rene\xcc\x81", "Ren", "a loose accent belongs to its letter"},
        {"a\xcc\xa8\xcc\x81", "", "two accents on one letter"},
        {"\xd9\x85\xd9\x8f\xd8\xad\xd9\x8e", "\xd9\x85\xd9\x8f",
         "Arabic vowel signs go with the letter"},
        {"ስላም", "ስላ", "an Ethiopic sign is one character"},
        {"", "", "nothing to erase"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct private_text text = {0};
        assert_int_equal(private_text_add(&text, rows[i].typed, 100), ERR_NONE);
        private_text_drop_last(&text);
        if (strcmp(text.utf8, rows[i].left) != 0) fail_msg("%s: %s", rows[i].why, text.utf8);
        assert_true(is_zero(text.utf8 + text.size_bytes, sizeof text.utf8 - text.size_bytes));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_arena_hands_out_zeroed_aligned_memory),
        cmocka_unit_test(a_full_arena_stays_full_until_the_reset),
        cmocka_unit_test(nothing_of_a_frame_is_left_after_the_reset),
        cmocka_unit_test(a_sentence_that_does_not_fit_leaves_nothing_half),
        cmocka_unit_test(bytes_grow_up_to_their_limit_and_keep_what_they_had),
        cmocka_unit_test(bytes_take_texts_and_formats),
        cmocka_unit_test(without_a_limit_nothing_fits),
        cmocka_unit_test(private_bytes_never_move),
        cmocka_unit_test(private_bytes_and_frames_reach_neither_swap_nor_dump),
        cmocka_unit_test(typed_text_stops_at_its_characters_and_at_its_bytes),
        cmocka_unit_test(typed_text_that_is_no_utf8_is_refused),
        cmocka_unit_test(erase_takes_the_letter_with_its_accents),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
