/* SPDX-License-Identifier: EUPL-1.2 */
/* UTF-8, ids and references, hashes, clocks, names of errors. */
#include "base/promise.h"

#include <sodium.h>
#include <stdio.h>
#include <string.h>

#include "base/clock.h"
#include "base/err.h"
#include "base/hash.h"
#include "base/id.h"
#include "base/utf8.h"

static void only_utf8_of_rfc_3629_is_valid(void **state)
{
    (void)state;
    static const struct {
        const char *bytes;
        size_t size;
        bool is_valid;
        const char *why;
    } rows[] = {
        {"", 0, true, "nothing"},
        {"a\0b", 3, true, "a zero is a code point"},
        {"\xc3\xa9", 2, true, "é"},
        {"\xe2\x82\xac", 3, true, "euro sign"},
        {"\xf4\x8f\xbf\xbf", 4, true, "the last code point"},
        {"\xf4\x90\x80\x80", 4, false, "past the last code point"},
        {"\xf5\x80\x80\x80", 4, false, "a first byte that cannot be"},
        {"\xc0\xaf", 2, false, "overlong slash, two bytes"},
        {"\xe0\x80\xaf", 3, false, "overlong slash, three bytes"},
        {"\xf0\x80\x80\xaf", 4, false, "overlong slash, four bytes"},
        {"\xed\xa0\x80", 3, false, "surrogate"},
        {"\xc3", 1, false, "cut off"},
        {"\xe2\x82", 2, false, "cut off after two"},
        {"\xa9", 1, false, "a following byte alone"},
        {"\xc3z", 2, false, "no following byte"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
        if (utf8_is_valid(rows[i].bytes, rows[i].size) != rows[i].is_valid)
            fail_msg("%s", rows[i].why);
}

static void every_code_point_comes_back_as_it_was_written(void **state)
{
    (void)state;
    for (uint32_t code = 1; code <= 0x10ffff; code += code < 0x3000 ? 1 : 97) {
        if (code >= 0xd800 && code <= 0xdfff) continue;
        char out[4];
        size_t size = utf8_write(code, out), at = 0;
        assert_true(utf8_is_valid(out, size));
        assert_int_equal(utf8_next(out, size, &at), code);
        assert_int_equal(at, size);
        assert_int_equal(utf8_count(out, size), 1);
        assert_int_equal(utf8_last_size(out, size), size);
    }
}

static void reading_past_the_end_gives_zero(void **state)
{
    (void)state;
    size_t at = 2;
    assert_int_equal(utf8_next("ab", 2, &at), 0);
    assert_int_equal(at, 2);
    assert_int_equal(utf8_last_size("", 0), 0);
}

static void ids_are_version_4_and_never_the_same(void **state)
{
    (void)state;
    struct id seen[200];
    for (int i = 0; i < 200; i++) {
        seen[i] = id_new();
        char text[ID_TEXT_BYTES];
        id_text(seen[i], text);
        assert_int_equal(strlen(text), 36);
        assert_int_equal(text[14], '4');
        assert_non_null(strchr("89ab", text[19]));
        struct id again;
        assert_int_equal(id_read(text, &again), ERR_NONE);
        assert_true(id_is_same(seen[i], again));
        for (int j = 0; j < i; j++) assert_false(id_is_same(seen[i], seen[j]));
    }
}

static void an_id_is_read_whole_or_not_at_all(void **state)
{
    (void)state;
    static const struct { const char *text; enum err err; } rows[] = {
        {"8e03978e-40d5-43e8-bc93-6894a57f9324", ERR_NONE},
        {"8E03978E-40D5-43E8-BC93-6894A57F9324", ERR_NONE},
        {"", ERR_FORMAT},
        {"8e03978e-40d5-43e8-bc93-6894a57f932", ERR_FORMAT},
        {"8e03978e-40d5-43e8-bc93-6894a57f93245", ERR_FORMAT},
        {"8e03978e040d5-43e8-bc93-6894a57f9324", ERR_FORMAT},
        {"8e03978e-40d5-43e8-bc93-6894a57f93g4", ERR_FORMAT},
        {"8e03978e-40d5-43e8-bc93-6894a57f932 ", ERR_FORMAT},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct id id;
        if (id_read(rows[i].text, &id) != rows[i].err) fail_msg("%s", rows[i].text);
    }
}

static void the_short_name_tells_nothing_of_the_id(void **state)
{
    (void)state;
    struct id id;
    char name[9], again[9], text[ID_TEXT_BYTES];
    assert_int_equal(id_read("8e03978e-40d5-43e8-bc93-6894a57f9324", &id), ERR_NONE);
    id_short(id, name);
    id_short(id, again);
    id_text(id, text);
    assert_int_equal(strlen(name), 8);
    assert_string_equal(name, again);
    assert_null(strstr(text, name));
}

static void a_wrong_or_swapped_digit_in_a_reference_is_found(void **state)
{
    (void)state;
    for (int i = 0; i < 200; i++) {
        char right[REFERENCE_BYTES], wrong[REFERENCE_BYTES];
        reference_new(right);
        assert_true(reference_is_valid(right));
        for (int at = 0; at < 10; at++) {
            for (char digit = '0'; digit <= '9'; digit++) {
                memcpy(wrong, right, sizeof wrong);
                wrong[at] = digit;
                assert_int_equal(reference_is_valid(wrong), digit == right[at]);
            }
            if (at == 9 || right[at] == right[at + 1]) continue;
            memcpy(wrong, right, sizeof wrong);
            wrong[at] = right[at + 1];
            wrong[at + 1] = right[at];
            assert_false(reference_is_valid(wrong));
        }
    }
}

static void a_reference_is_ten_digits(void **state)
{
    (void)state;
    assert_false(reference_is_valid(""));
    assert_false(reference_is_valid("000000000"));
    assert_false(reference_is_valid("00000000000"));
    assert_false(reference_is_valid("00000000a0"));
    assert_true(reference_is_valid("0000005724")); /* Damm's own example: 572 and its digit 4 */
    assert_false(reference_is_valid("0000005727"));
    assert_true(reference_is_valid("0000000000"));
    char shown[REFERENCE_SHOWN_BYTES];
    reference_shown("4829137508", shown);
    assert_string_equal(shown, "482 913 7508");
}

static void hashes_differ_by_seed_text_and_absence(void **state)
{
    (void)state;
    assert_true(hash_text(1, "a") == hash_text(1, "a"));
    assert_true(hash_text(1, "a") != hash_text(2, "a"));
    assert_true(hash_text(1, "a") != hash_text(1, "b"));
    assert_true(hash_text(1, NULL) != hash_text(1, ""));
    assert_true(hash_text(1, NULL) != hash_text(1, "absent"));
    assert_true(hash_bytes(1, "a\0b", 3) != hash_bytes(1, "a\0c", 3));
}

static void time_is_written_as_utc(void **state)
{
    (void)state;
    static const struct { int64_t wall_s; const char *text; } rows[] = {
        {0, "1970-01-01T00:00:00Z"},
        {1795291440, "2026-11-21T20:04:00Z"},
        {1835395199, "2028-02-28T23:59:59Z"},
        {INT64_MAX, "1970-01-01T00:00:00Z"},
        {999999999999, "1970-01-01T00:00:00Z"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        char text[21];
        clock_utc_text(rows[i].wall_s, text);
        assert_string_equal(text, rows[i].text);
    }
}

static void the_clock_of_schedules_never_goes_back(void **state)
{
    (void)state;
    uint64_t before = clock_boot_ms();
    assert_true(before > 0);
    assert_true(clock_boot_ms() >= before);
    assert_true(clock_wall_s() > 1700000000);
}

static void every_cause_has_a_name_of_its_own(void **state)
{
    (void)state;
    for (int i = ERR_NONE; i <= ERR_SYSTEM; i++)
        for (int j = ERR_NONE; j < i; j++)
            assert_string_not_equal(err_name((enum err)i), err_name((enum err)j));
    assert_string_equal(err_name((enum err)99), "unknown");
}

static int start_sodium(void **state)
{
    (void)state;
    return sodium_init() < 0;
}

static void halves_of_letters_are_dropped_and_whole_ones_stay(void **state)
{
    (void)state;
    static const struct { const char *from, *to; } rows[] = {
        {"", ""}, {"abc", "abc"}, {"\xc3\xab", "\xc3\xab"}, {"a\xc3", "a"},
        {"\xc3\" b", "\" b"}, {"\xab\xab" "c", "c"},
        {"\xe2\x82\"\xe2\x82\xac", "\"\xe2\x82\xac"},
        {"\xf0\x9f\x98", ""}, {"\xed\xa0\x80x", "x"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        char text[16];
        snprintf(text, sizeof text, "%s", rows[i].from);
        utf8_drop_halves(text);
        assert_string_equal(text, rows[i].to);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(only_utf8_of_rfc_3629_is_valid),
        cmocka_unit_test(every_code_point_comes_back_as_it_was_written),
        cmocka_unit_test(reading_past_the_end_gives_zero),
        cmocka_unit_test(ids_are_version_4_and_never_the_same),
        cmocka_unit_test(an_id_is_read_whole_or_not_at_all),
        cmocka_unit_test(the_short_name_tells_nothing_of_the_id),
        cmocka_unit_test(a_wrong_or_swapped_digit_in_a_reference_is_found),
        cmocka_unit_test(a_reference_is_ten_digits),
        cmocka_unit_test(hashes_differ_by_seed_text_and_absence),
        cmocka_unit_test(time_is_written_as_utc),
        cmocka_unit_test(the_clock_of_schedules_never_goes_back),
        cmocka_unit_test(every_cause_has_a_name_of_its_own),
        cmocka_unit_test(halves_of_letters_are_dropped_and_whole_ones_stay),
    };
    return cmocka_run_group_tests(tests, start_sodium, NULL);
}
