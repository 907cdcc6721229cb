/* SPDX-License-Identifier: EUPL-1.2 */
/* Reading JSON that others wrote: what cJSON would let through is refused, and every value
 * knows its line. */
#include "base/promise.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/json.h"

static enum err read_text(const char *text, struct json **document,
                          struct json_problem *problem)
{
    return json_read(text, strlen(text), document, problem);
}

static void what_is_not_strict_json_is_refused_by_line(void **state)
{
    (void)state;
    static const struct { const char *text; int line; const char *says, *why;
    } rows[] = {
        {"", 1, "too soon", "an empty file"},
        {"\n\n  ", 3, "too soon", "only space"},
        {"{\n\"a\": 1,\n\"b\": }\n", 3, "a value is expected", "a value is missing"},
        {"{\"a\": 1\n\"b\": 2}", 2, "comma or }", "a comma is missing"},
        {"[1\n2]", 2, "comma or ]", "a comma is missing in a list"},
        {"{\"a\": 1,\n}", 2, "before the closing bracket", "a comma too many"},
        {"[1,\n]", 2, "before the closing bracket", "a comma too many in a list"},
        {"{\n'a': 1}", 2, "double quotes", "single quotes"},
        {"{a: 1}", 1, "double quotes", "a bare key"},
        {"{\"a\" 1}", 1, "colon", "no colon"},
        {"{}\n{}", 2, "after the end", "a second document"},
        {"{}\nx", 2, "after the end", "a word after the end"},
        {"{\"a\": 1, \"b\": 2,\n\"a\": 3}", 2, "\"a\" stands here for the second time",
         "a key twice"},
        {"{\"x\": {\"b\": 1,\n\n\"b\": 2}}", 3, "second time", "a key twice, deeper"},
        {"{\"x\": [{\"a\": 1, \"\\u0061\": 2}]}", 1, "second time",
         "the same key, written as an escape"},
        {"[\"a\\u0000b\"]", 1, "\\u0000", "a zero inside a text"},
        {"[\"a\\ud800b\"]", 1, "half a pair", "half a surrogate pair"},
        {"[\"a\\udc00\\ud800\"]", 1, "half a pair", "a pair the wrong way round"},
        {"[\"a\\ud800\\u0041\"]", 1, "half a pair", "half a pair and a letter"},
        {"[\"\\u12g4\"]", 1, "four hexadecimal", "no hexadecimal digit"},
        {"[\"\\u12", 1, "four hexadecimal", "an escape that is cut off"},
        {"[\"\\x\"]", 1, "unknown escape", "no such escape"},
        {"[\"a", 1, "closing quote", "a text that does not end"},
        {"[\"a\\", 1, "unknown escape", "a text that ends in an escape"},
        {"[\"a\nb\"]", 1, "end of its line", "a text over two lines"},
        {"[\"a\tb\"]", 1, "control sign", "a tab in a text"},
        {"[1,\n\xff]", 2, "not UTF-8", "a byte that is no UTF-8"},
        {"[\"\xc0\xaf\"]", 1, "not UTF-8", "an overlong form"},
        {"\xef\xbb\xbf{}", 1, "byte order mark", "a byte order mark"},
        {"[01]", 1, "not a number", "a leading zero"},
        {"[1.]", 1, "not a number", "no digit after the point"},
        {"[-]", 1, "not a number", "a lone sign"},
        {"[1e]", 1, "not a number", "no digit in the exponent"},
        {"[+1]", 1, "a value is expected", "a plus sign"},
        {"[.5]", 1, "a value is expected", "no digit before the point"},
        {"[NaN]", 1, "a value is expected", "not a number, literally"},
        {"[tru]", 1, "a value is expected", "half a word"},
        {"[11111111111111111111111111111111111111111111111111]", 1, "too many digits",
         "cJSON would cut it"},
        {"[[[[[[[[[[[[[[[[[1]]]]]]]]]]]]]]]]]", 1, "inside each other", "17 deep"},
        {"/* */ {}", 1, "a value is expected", "a comment"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct json *document;
        struct json_problem problem = {0};
        if (read_text(rows[i].text, &document, &problem) != ERR_FORMAT)
            fail_msg("accepted: %s", rows[i].why);
        assert_null(document);
        if (problem.line != rows[i].line || !strstr(problem.what, rows[i].says))
            fail_msg("%s: line %d, %s", rows[i].why, problem.line, problem.what);
    }
}

static void all_that_json_allows_is_read(void **state)
{
    (void)state;
    static const char text[] =
        "\t{ \"text\": \"a\\\"\\\\\\/\\b\\f\\n\\r\\t\\u00e9\\ud83d\\ude00é\",\r\n"
        "  \"numbers\": [0, -0.5, 1e3, 12E-1, 1.25e+2], \"yes\": true,\n"
        "  \"no\": false, \"null\": null, \"\": {}, \"list\": [] }\n\n";
    struct json *document;
    assert_int_equal(read_text(text, &document, NULL), ERR_NONE);
    assert_int_equal(json_kind(document), JSON_OBJECT);
    assert_int_equal(json_count(document), 7);
    assert_string_equal(json_text(json_member(document, "text")), "a\"\\/\b\f\n\r\té😀é");
    static const double numbers[] = {0, -0.5, 1000, 1.2, 125};
    const struct json *number = json_first(json_member(document, "numbers"));
    for (size_t i = 0; i < 5; i++, number = json_next(number)) {
        assert_int_equal(json_kind(number), JSON_NUMBER);
        assert_true(json_number(number) == numbers[i]);
        assert_null(json_key(number));
    }
    assert_null(number);
    assert_true(json_is_true(json_member(document, "yes")));
    assert_false(json_is_true(json_member(document, "no")));
    assert_int_equal(json_kind(json_member(document, "no")), JSON_BOOLEAN);
    assert_int_equal(json_kind(json_member(document, "null")), JSON_NULL);
    assert_int_equal(json_kind(json_member(document, "list")), JSON_ARRAY);
    assert_null(json_first(json_member(document, "")));
    json_free(document);
}

static void every_value_knows_its_line(void **state)
{
    (void)state;
    static const char text[] =
        "{\n\"a\": 1,\n\"b\": {\n  \"c\":\n    [10,\n 20,\n\n30]}, \"d\": 2\n}";
    struct json *document;
    assert_int_equal(read_text(text, &document, NULL), ERR_NONE);
    assert_int_equal(json_line(document), 1);
    assert_int_equal(json_line(json_member(document, "a")), 2);
    const struct json *b = json_member(document, "b"), *c = json_member(b, "c");
    assert_int_equal(json_line(b), 3);
    assert_int_equal(json_line(c), 4);   /* where its key stands */
    const struct json *ten = json_first(c), *twenty = json_next(ten);
    assert_int_equal(json_line(ten), 5);
    assert_int_equal(json_line(twenty), 6);
    assert_int_equal(json_line(json_next(twenty)), 8);
    assert_int_equal(json_line(json_member(document, "d")), 8);
    assert_string_equal(json_key(b), "b");
    json_free(document);
}

static void the_first_and_last_pairs_of_escapes_are_read(void **state)
{
    (void)state;
    struct json *document;
    assert_int_equal(read_text("[\"\\ud800\\udc00\\uDBFF\\uDFFF\\u0001\"]", &document, NULL),
                     ERR_NONE);
    assert_string_equal(json_text(json_first(document)),
                        "\xf0\x90\x80\x80\xf4\x8f\xbf\xbf\x01");
    json_free(document);
}

static void asking_for_what_is_not_there_gives_nothing(void **state)
{
    (void)state;
    struct json *document;
    assert_int_equal(read_text("[\"x\", 5]", &document, NULL), ERR_NONE);
    assert_null(json_member(document, "x"));
    assert_null(json_member(NULL, "x"));
    assert_null(json_text(json_next(json_first(document))));
    assert_null(json_text(NULL));
    assert_true(json_number(json_first(document)) == 0);
    assert_true(json_number(NULL) == 0);
    assert_false(json_is_true(NULL));
    json_free(document);
    json_free(NULL);
}

static void keys_are_told_apart_by_case(void **state)
{
    (void)state;
    struct json *document;
    assert_int_equal(read_text("{\"A\": 1, \"a\": 2}", &document, NULL), ERR_NONE);
    assert_true(json_number(json_member(document, "a")) == 2);
    json_free(document);
}

static void a_document_above_the_limit_is_refused(void **state)
{
    (void)state;
    char *text = malloc(JSON_SIZE_BYTES + 2);
    assert_non_null(text);
    memset(text, ' ', JSON_SIZE_BYTES + 1);
    text[0] = '[';
    text[JSON_SIZE_BYTES - 1] = ']';
    struct json *document;
    struct json_problem problem;
    assert_int_equal(json_read(text, JSON_SIZE_BYTES, &document, &problem), ERR_NONE);
    json_free(document);
    assert_int_equal(json_read(text, JSON_SIZE_BYTES + 1, &document, &problem), ERR_LARGE);
    assert_non_null(strstr(problem.what, "256 KiB"));
    free(text);
}

static void what_a_visitor_typed_is_read_into_locked_memory(void **state)
{
    (void)state;
    static const char text[] = "{\"naam\": \"Jamila\", \"lijst\": [1, 2, 3]}";
    struct json *document;
    assert_int_equal(json_read_private(text, sizeof text - 1, &document, NULL), ERR_NONE);
    assert_string_equal(json_text(json_member(document, "naam")), "Jamila");
    json_free(document);
    assert_int_equal(json_read_private(text, sizeof text - 2, &document, NULL), ERR_FORMAT);
}

/* A document with every kind of thing in it. */
static const char sample[] = "{\"versie\":\"1.0\",\"n\":[-1.5e2,0,true,false,null,[],{}],\"t\":"
                             "\"\\u00e9\\ud83d\\ude00\\n\",\n"
                             "\"diep\":[[[[[[{\"a\":{\"b\":[1]}}]]]]]],\"é\":\"\xe1\x88\xb0\"}";

static void cut_off_anywhere_it_is_refused(void **state)
{
    (void)state;
    for (size_t size = 0; size < sizeof sample - 1; size++) {
        /* An exact copy on the heap, so that the sanitizer sees a read past the end. */
        char *text = malloc(size + 1);
        assert_non_null(text);
        memcpy(text, sample, size);
        char *exact = realloc(text, size ? size : 1);
        assert_non_null(exact);
        struct json *document;
        struct json_problem problem;
        assert_int_equal(json_read(exact, size, &document, &problem), ERR_FORMAT);
        assert_true(problem.line >= 1 && problem.line <= 2);
        free(exact);
    }
}

static void with_any_byte_changed_it_is_refused_or_whole(void **state)
{
    (void)state;
    static const unsigned char bytes[] = {0,   1,   '"', '\\', '{', '}', '[',  ']',
                                          ',', ':', '0', 'e',  '-', 'u', 0x80, 0xff};
    int accepted = 0;
    for (size_t at = 0; at < sizeof sample - 1; at++) {
        for (size_t b = 0; b < sizeof bytes; b++) {
            char text[sizeof sample];
            memcpy(text, sample, sizeof sample);
            text[at] = (char)bytes[b];
            struct json *document;
            enum err err = json_read(text, sizeof sample - 1, &document, NULL);
            if (!err) accepted++;
            else assert_int_equal(err, ERR_FORMAT);
            json_free(document);
        }
    }
    assert_true(accepted > 0);
}

static uint32_t next_random(uint32_t *seed)
{
    *seed = *seed * 1664525u + 1013904223u;
    return *seed >> 8;
}

static void random_pieces_of_json_never_break_the_reader(void **state)
{
    (void)state;
    static const char *const pieces[] = {
        "{",      "}",    "[",    "]", ",",  ":",  "\"a\"", "\"b\"",   "1",
        "-2.5e3", "true", "null", " ", "\n", "\\", "\"",    "\\u00e9", "\xc3",
    };
    uint32_t seed = 20261121;
    for (int round = 0; round < 20000; round++) {
        char text[64] = "";
        size_t size = 0;
        for (uint32_t n = next_random(&seed) % 12; n > 0; n--) {
            const char *piece = pieces[next_random(&seed) % (sizeof pieces / sizeof pieces[0])];
            memcpy(text + size, piece, strlen(piece));
            size += strlen(piece);
            if (size > sizeof text - 10) break;
        }
        struct json *document;
        enum err err = json_read(text, size, &document, NULL);
        assert_true(err == ERR_NONE || err == ERR_FORMAT);
        json_free(document);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_not_strict_json_is_refused_by_line),
        cmocka_unit_test(all_that_json_allows_is_read),
        cmocka_unit_test(every_value_knows_its_line),
        cmocka_unit_test(the_first_and_last_pairs_of_escapes_are_read),
        cmocka_unit_test(asking_for_what_is_not_there_gives_nothing),
        cmocka_unit_test(keys_are_told_apart_by_case),
        cmocka_unit_test(a_document_above_the_limit_is_refused),
        cmocka_unit_test(what_a_visitor_typed_is_read_into_locked_memory),
        cmocka_unit_test(cut_off_anywhere_it_is_refused),
        cmocka_unit_test(with_any_byte_changed_it_is_refused_or_whole),
        cmocka_unit_test(random_pieces_of_json_never_break_the_reader),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
