/* SPDX-License-Identifier: EUPL-1.2 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

#include <sodium.h>
#include <stdlib.h>
#include <string.h>

#include "delivery/envelope.h"

#define ID "8e03978e-40d5-43e8-bc93-6894a57f9324"
#define HEAD \
    "{\"version\":1,\"id\":\"" ID "\",\"provider\":\"voorbeeld-mee\",\"made_s\":1773134040,"
#define WHOLE \
    HEAD "\"deadline_s\":1773306000,\"body\":{\"id\":\"" ID \
         "\",\"contact\":{\"naam\":\"O\\\"Brien }\"}}}"

/* A copy of exactly this size, so that the address sanitizer sees every step outside it. */
static enum err read_exact(const char *text, size_t size_bytes, struct envelope *envelope_out)
{
    char *copy = malloc(size_bytes ? size_bytes : 1);
    assert_non_null(copy);
    memcpy(copy, text, size_bytes);
    enum err err = envelope_read(copy, size_bytes, envelope_out);
    free(copy);
    return err;
}

static void the_body_is_cut_out_byte_for_byte(void **state)
{
    (void)state;
    static const char text[] =
        " { \"body\" : {\"a\": [1, {\"b\":\"}\\\\\\\"]\"} ]}  ,\"made_s\":5,\"version\":1,"
        "\"provider\":\"x\",\"later\":[true,null,-1.5e3],\"id\":\"" ID "\" }\n";
    struct envelope envelope;
    assert_int_equal(envelope_read(text, sizeof text - 1, &envelope), ERR_NONE);
    static const char body[] = "{\"a\": [1, {\"b\":\"}\\\\\\\"]\"} ]}";
    assert_int_equal(envelope.body.size_bytes, sizeof body - 1);
    assert_memory_equal(envelope.body.start, body, sizeof body - 1);
    assert_int_equal(envelope.made_s, 5);
    assert_int_equal(envelope.deadline_s, 0);
    assert_string_equal(envelope.provider, "x");
}

static void a_body_that_only_the_provider_can_read_comes_without_its_quotes(void **state)
{
    (void)state;
    static const char text[] = HEAD "\"jwe\":\"eyJ-_9.a..b\"}";
    static const char *const wrong[] = {
        HEAD "\"jwe\":\"\"}", HEAD "\"jwe\":\"a b\"}", HEAD "\"jwe\":\"a/b\"}",
        HEAD "\"jwe\":123}", HEAD "\"jwe\":{}}", HEAD "\"jwe\":\"a\\u0041\"}",
        HEAD "\"jwe\":\"a\",\"body\":{}}", HEAD "\"jwe\":\"a{b\"}"};
    struct envelope envelope;
    assert_int_equal(envelope_read(text, sizeof text - 1, &envelope), ERR_NONE);
    assert_true(envelope.is_jwe);
    assert_int_equal(envelope.body.size_bytes, 11);
    assert_memory_equal(envelope.body.start, "eyJ-_9.a..b", 11);
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++)
        if (envelope_read(wrong[i], strlen(wrong[i]), &envelope) != ERR_FORMAT)
            fail_msg("%s", wrong[i]);
}

static void the_envelope_of_the_kiosk_is_understood(void **state)
{
    (void)state;
    struct envelope envelope;
    char id[ID_TEXT_BYTES];
    assert_int_equal(envelope_read(WHOLE, sizeof WHOLE - 1, &envelope), ERR_NONE);
    id_text(envelope.id, id);
    assert_string_equal(id, ID);
    assert_string_equal(envelope.provider, "voorbeeld-mee");
    assert_int_equal(envelope.deadline_s, 1773306000);
}

static void anything_else_is_refused(void **state)
{
    (void)state;
    static const struct { const char *text; const char *why; } rows[] = {
        {"", "nothing"},
        {"[]", "no object"},
        {"{}", "nothing in it"},
        {WHOLE "x", "something after it"},
        {HEAD "\"body\":{}}{}", "two of them"},
        {HEAD "\"body\":{}", "no end"},
        {HEAD "\"body\":[]}", "a body that is no object"},
        {HEAD "\"body\":\"x\"}", "a body that is no object"},
        {HEAD "\"made_s\":1}", "no body, and a member twice"},
        {HEAD "\"body\":{},\"body\":{}}", "two bodies"},
        {HEAD "\"body\":{]}}", "brackets that do not match"},
        {HEAD "\"body\":{{{{{{{{{{{{{{{{{}}}}}}}}}}}}}}}}}}", "deeper than sixteen"},
        {HEAD "\"body\":{\"a\":\"x}}", "a string without an end"},
        {HEAD "\"body\":{\"a\":\"\n\"}}", "a control sign in a string"},
        {HEAD "\"body\":{},}", "a comma too many"},
        {HEAD "\"body\":{\"a\":1,\"a\":2}}", "a member twice: a provider takes either"},
        {HEAD "\"body\":{\"a\":[{\"b\":1,\"\\u0062\":2}]}}", "the same, deep and in disguise"},
        {HEAD "\"body\":{},\"later\":1,\"later\":2}", "a member twice that we do not know"},
        {HEAD "\"body\" {}}", "no colon"},
        /* all of these reached the provider before a fuzzer tried them */
        {HEAD "\"body\":{\"a\":\"\xda\"}}", "no UTF-8 in the body"},
        {HEAD "\"body\":{\"a\":\"\\u0000\"}}", "a zero in the body"},
        {HEAD "\"body\":{\"a\":01}}", "a number as JSON does not write it"},
        {HEAD "\"body\":{\"a\" \"b\"}}", "no colon in the body"},
        {"{\"version\":2,\"id\":\"" ID "\",\"provider\":\"x\",\"made_s\":1,\"body\":{}}",
         "a version to come"},
        {"{\"version\":1,\"id\":\"nope\",\"provider\":\"x\",\"made_s\":1,\"body\":{}}",
         "no id"},
        {"{\"version\":1,\"id\":\"" ID "\",\"provider\":\"\",\"made_s\":1,\"body\":{}}",
         "no provider"},
        {"{\"version\":1,\"id\":\"" ID "\",\"provider\":\"a\\u0000\",\"made_s\":1,\"body\":{}}",
         "an escape in a slug"},
        {"{\"version\":1,\"id\":\"" ID "\",\"provider\":"
         "\"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\",\"made_"
         "s\":1,\"body\":{}}",
         "a slug too long"},
        {"{\"version\":1,\"id\":\"" ID "\",\"provider\":\"x\",\"made_s\":-1,\"body\":{}}",
         "a time before 1970"},
        {"{\"version\":1,\"id\":\"" ID "\",\"provider\":\"x\",\"made_s\":1e9,\"body\":{}}",
         "not a whole number"},
        {"{\"version\":1,\"id\":\"" ID
         "\",\"provider\":\"x\",\"made_s\":9999999999999999,\"body\":{}}",
         "far too late"},
        {"{\"version\":1,\"id\":\"" ID "\",\"provider\":\"x\",\"body\":{}}", "no time"},
    };
    struct envelope envelope;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
        if (read_exact(rows[i].text, strlen(rows[i].text), &envelope) != ERR_FORMAT)
            fail_msg("%s", rows[i].why);
}

static void cut_anywhere_or_with_any_byte_changed_it_does_no_harm(void **state)
{
    (void)state;
    struct envelope envelope;
    for (size_t size = 0; size < sizeof WHOLE - 1; size++)
        assert_int_equal(read_exact(WHOLE, size, &envelope), ERR_FORMAT);
    for (int round = 0; round < 20000; round++) {
        char text[sizeof WHOLE];
        memcpy(text, WHOLE, sizeof text);
        static const char signs[] = "{}[]\",:\\ \0\n19ae";
        for (int i = 0; i < 1 + round % 3; i++)
            text[randombytes_uniform(sizeof text - 1)] =
                signs[randombytes_uniform(sizeof signs)];
        if (read_exact(text, sizeof text - 1, &envelope) == ERR_NONE)
            assert_true(envelope.body.size_bytes >= 2
                        && envelope.body.size_bytes < sizeof text);
    }
}

int main(void)
{
    if (sodium_init() < 0) return 1;
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_body_is_cut_out_byte_for_byte),
        cmocka_unit_test(a_body_that_only_the_provider_can_read_comes_without_its_quotes),
        cmocka_unit_test(the_envelope_of_the_kiosk_is_understood),
        cmocka_unit_test(anything_else_is_refused),
        cmocka_unit_test(cut_anywhere_or_with_any_byte_changed_it_does_no_harm),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
