/* SPDX-License-Identifier: EUPL-1.2 */
/* Writing JSON: what is written is read back the same. */
#include "base/promise.h"

#include <locale.h>
#include <math.h>
#include <stdbool.h>
#include <string.h>

#include "base/json.h"
#include "base/json_write.h"

static void commas_and_keys_come_by_themselves(void **state)
{
    (void)state;
    struct bytes out = {.limit_bytes = 500};
    struct json_writer writer = {.to = &out};
    json_write_open(&writer, NULL, '{');
    json_write_text(&writer, "a", "x");
    json_write_open(&writer, "list", '[');
    json_write_whole(&writer, NULL, -5);
    json_write_boolean(&writer, NULL, true);
    json_write_boolean(&writer, NULL, false);
    json_write_text(&writer, NULL, NULL);
    json_write_open(&writer, NULL, '{');
    json_write_close(&writer, '}');
    json_write_close(&writer, ']');
    json_write_raw(&writer, "raw", "[1]", 3);
    json_write_text_sized(&writer, "cut", "abcdef", 3);
    json_write_close(&writer, '}');
    assert_int_equal(writer.err, ERR_NONE);
    assert_string_equal(
        out.start,
        "{\"a\":\"x\",\"list\":[-5,true,false,null,{}],\"raw\":[1],\"cut\":\"abc\"}");
    bytes_wipe(&out);
}

static void any_text_is_read_back_as_it_was(void **state)
{
    (void)state;
    char text[300];
    size_t size = 0;
    for (int sign = 1; sign < 0x80; sign++) text[size++] = (char)sign;
    memcpy(text + size, "éا😀\xe1\x88\xb0", 12);
    size += strlen("éا😀\xe1\x88\xb0");
    text[size] = 0;
    struct bytes out = {.limit_bytes = 2000, .is_private = true};
    struct json_writer writer = {.to = &out};
    json_write_open(&writer, NULL, '{');
    json_write_text(&writer, text, text);
    json_write_close(&writer, '}');
    assert_int_equal(writer.err, ERR_NONE);
    struct json *document;
    assert_int_equal(json_read(out.start, out.size_bytes, &document, NULL), ERR_NONE);
    assert_string_equal(json_text(json_first(document)), text);
    assert_string_equal(json_key(json_first(document)), text);
    json_free(document);
    bytes_wipe(&out);
}

static void numbers_are_short_and_without_a_dutch_comma(void **state)
{
    (void)state;
    static const struct { double number; const char *text;
    } rows[] = {
        {0, "0"},           {1, "1"},       {-1.5, "-1.5"},
        {0.1, "0.1"},       {2.00004, "2"}, {-0.00001, "0"},
        {4.0347, "4.0347"}, {0.99999, "1"}, {123456789.5, "123456789.5"},
    };
    setlocale(LC_ALL, "nl_NL.UTF-8");
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct bytes out = {.limit_bytes = 50};
        struct json_writer writer = {.to = &out};
        json_write_real(&writer, NULL, rows[i].number);
        assert_int_equal(writer.err, ERR_NONE);
        assert_string_equal(out.start, rows[i].text);
        bytes_wipe(&out);
    }
    setlocale(LC_ALL, "C");
}

static void what_json_cannot_say_is_an_error(void **state)
{
    (void)state;
    const double impossible[] = {NAN, INFINITY, -INFINITY, 1e300};
    for (size_t i = 0; i < 4; i++) {
        struct bytes out = {.limit_bytes = 50};
        struct json_writer writer = {.to = &out};
        json_write_real(&writer, NULL, impossible[i]);
        assert_int_equal(writer.err, ERR_FORMAT);
        bytes_wipe(&out);
    }
    struct bytes out = {.limit_bytes = 50};
    struct json_writer writer = {.to = &out};
    json_write_text(&writer, NULL, "\xff");
    assert_int_equal(writer.err, ERR_FORMAT);
    bytes_wipe(&out);
}

static void the_first_error_sticks(void **state)
{
    (void)state;
    struct bytes out = {.limit_bytes = 8};
    struct json_writer writer = {.to = &out};
    json_write_text(&writer, NULL, "too long for this");
    assert_int_equal(writer.err, ERR_LARGE);
    size_t size = out.size_bytes;
    json_write_text(&writer, NULL, "\xff");
    json_write_real(&writer, NULL, NAN);
    json_write_whole(&writer, NULL, 1);
    assert_int_equal(writer.err, ERR_LARGE);
    assert_int_equal(out.size_bytes, size);
    bytes_wipe(&out);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(commas_and_keys_come_by_themselves),
        cmocka_unit_test(any_text_is_read_back_as_it_was),
        cmocka_unit_test(numbers_are_short_and_without_a_dutch_comma),
        cmocka_unit_test(what_json_cannot_say_is_an_error),
        cmocka_unit_test(the_first_error_sticks),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
