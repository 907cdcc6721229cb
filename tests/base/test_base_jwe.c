/* SPDX-License-Identifier: EUPL-1.2 */
/* Both sides of ours against each other, and every way in which a key can be wrong. Against
 * another implementation: tests/secrecy/jwe.test.mjs. */
#include "base/jwe.h"
#include "base/promise.h"

#include <sodium.h>
#include <stdio.h>
#include <string.h>

#define PLAIN "{\"naam\":\"Söüß\"}"

static struct json *parse(const char *text)
{
    struct json *document = NULL;
    struct json_problem problem;
    assert_int_equal(json_read(text, strlen(text), &document, &problem), ERR_NONE);
    return document;
}

static enum jwe_fault fault_of(const char *text)
{
    struct jwe_key key;
    struct json *document = parse(text);
    enum jwe_fault fault = jwe_key_read(document, &key);
    assert_int_equal(key.kind == JWE_NONE, fault != JWE_FINE);
    json_free(document);
    return fault;
}

/* "n" of so many bits, all ones. */
static const char *rsa(int bits, const char *exponent)
{
    static char text[1200];
    unsigned char modulus[600];
    char encoded[900];
    memset(modulus, 0xff, sizeof modulus);
    modulus[0] = (unsigned char)(0xff >> (7 - (bits - 1) % 8));
    sodium_bin2base64(encoded, sizeof encoded, modulus, (size_t)(bits + 7) / 8,
                      sodium_base64_VARIANT_URLSAFE_NO_PADDING);
    snprintf(text, sizeof text, "{\"kty\":\"RSA\",\"n\":\"%s\",\"e\":\"%s\"}", encoded,
             exponent);
    return text;
}

#define X "MKBCTNIcKUSDii11ySs3526iDZ8AiTo7Tu6KPAqv7D4"   /* RFC 7517, A.1 */
#define Y "4Etl6SRW2YiLUrN5vfvVHuhp7x8PxltmWWlbbM4IFyM"
#define CURVE "{\"kty\":\"EC\",\"crv\":\"P-256\",\"x\":\"" X "\",\"y\":\"" Y "\""

static void every_wrong_key_is_named(void **state)
{
    (void)state;
    static const struct { const char *text; enum jwe_fault fault; const char *why; } keys[] = {
        {CURVE "}", JWE_FINE, "the example of RFC 7517"},
        {CURVE ",\"use\":\"enc\",\"alg\":\"ECDH-ES+A256KW\",\"x5c\":[\"a\"]}", JWE_FINE,
         "what else a key file may hold"},
        {CURVE ",\"use\":\"sig\"}", JWE_FAULT_USE, "a key for signatures"},
        {CURVE ",\"alg\":\"ECDH-ES\"}", JWE_FAULT_ALGORITHM, "no content key of its own"},
        {CURVE ",\"d\":\"AAAA\"}", JWE_FAULT_SECRET, "published by mistake"},
        {"{\"kty\":\"EC\",\"crv\":\"P-384\",\"x\":\"" X "\",\"y\":\"" Y "\"}",
         JWE_FAULT_CURVE, "another curve"},
        {"{\"kty\":\"EC\",\"crv\":\"P-256\",\"x\":\"" Y "\",\"y\":\"" X "\"}",
         JWE_FAULT_POINT, "x and y changed places"},
        {"{\"kty\":\"EC\",\"crv\":\"P-256\",\"x\":\"" X "\"}", JWE_FAULT_FORM, "half of it"},
        {"{\"kty\":\"EC\",\"crv\":\"P-256\",\"x\":\"" X "\",\"y\":\"a+b/\"}", JWE_FAULT_FORM,
         "not base64url"},
        {"{\"kty\":\"oct\",\"k\":\"AAAA\"}", JWE_FAULT_SECRET, "a shared secret"},
        {"{\"kty\":\"OKP\",\"crv\":\"X25519\",\"x\":\"" X "\"}", JWE_FAULT_KIND, "not ours"},
        {"{}", JWE_FAULT_KIND, "nothing"},
        {"[]", JWE_FAULT_FORM, "no object"},
        {"{\"kty\":\"RSA\",\"n\":\"AQAB\"}", JWE_FAULT_FORM, "no exponent"},
    };
    for (size_t i = 0; i < sizeof keys / sizeof keys[0]; i++) {
        print_message("%s\n", keys[i].why);
        assert_int_equal(fault_of(keys[i].text), keys[i].fault);
        assert_int_equal(jwe_fault_what(keys[i].fault)[0] != 0, keys[i].fault != JWE_FINE);
        assert_int_equal(jwe_fault_mend(keys[i].fault)[0] != 0, keys[i].fault != JWE_FINE);
    }
    assert_int_equal(fault_of(rsa(2048, "AQAB")), JWE_FINE);
    assert_int_equal(fault_of(rsa(4096, "AQAB")), JWE_FINE);
    assert_int_equal(fault_of(rsa(2047, "AQAB")), JWE_FAULT_SMALL);
    assert_int_equal(fault_of(rsa(1024, "AQAB")), JWE_FAULT_SMALL);
    assert_int_equal(fault_of(rsa(4104, "AQAB")), JWE_FAULT_LARGE);
    assert_int_equal(fault_of(rsa(2048, "AQ")), JWE_FAULT_EXPONENT);
    assert_int_equal(fault_of(rsa(2048, "AQAA")), JWE_FAULT_EXPONENT);
}

struct pair {
    struct jwe_key key;
    struct jwe_private secret;
};

static void make(struct pair *pair)
{
    struct bytes secret = {.limit_bytes = 1024, .is_private = true};
    struct bytes published = {.limit_bytes = 1024};
    assert_int_equal(jwe_new(&secret, &published), ERR_NONE);
    struct json *theirs = parse(published.start), *ours = parse(secret.start);
    assert_int_equal(jwe_key_read(theirs, &pair->key), JWE_FINE);
    assert_int_equal(jwe_private_read(ours, &pair->secret), ERR_NONE);
    json_free(theirs);
    json_free(ours);
    bytes_wipe(&secret);
    bytes_wipe(&published);
}

static enum err opens(const struct pair *pair, const char *compact, size_t size_bytes)
{
    struct bytes plain = {.limit_bytes = 8192, .is_private = true};
    enum err err = jwe_open(&pair->secret, compact, size_bytes, &plain);
    if (!err) assert_string_equal(plain.start, PLAIN);
    else assert_int_equal(plain.size_bytes, 0);
    bytes_wipe(&plain);
    return err;
}

static void only_the_right_key_opens_and_only_what_is_whole(void **state)
{
    (void)state;
    struct pair ours, other;
    struct bytes compact = {.limit_bytes = 8192}, again = {.limit_bytes = 8192};
    make(&ours);
    make(&other);
    assert_int_equal(jwe_seal(&ours.key, PLAIN, strlen(PLAIN), &compact), ERR_NONE);
    assert_int_equal(jwe_seal(&ours.key, PLAIN, strlen(PLAIN), &again), ERR_NONE);
    assert_string_not_equal(compact.start, again.start);
    assert_int_equal(opens(&ours, compact.start, compact.size_bytes), ERR_NONE);
    assert_int_equal(opens(&other, compact.start, compact.size_bytes), ERR_REFUSED);
    for (size_t i = 0; i < compact.size_bytes; i++) {
        char kept = compact.start[i];
        /* the last letter of a part may hold bits that mean nothing */
        if (i + 1 == compact.size_bytes || compact.start[i + 1] == '.') continue;
        compact.start[i] = kept == 'A' ? 'B' : 'A';
        assert_int_not_equal(opens(&ours, compact.start, compact.size_bytes), ERR_NONE);
        compact.start[i] = kept;
    }
    for (size_t size = 0; size < compact.size_bytes; size += 7)
        assert_int_not_equal(opens(&ours, compact.start, size), ERR_NONE);
    bytes_wipe(&compact);
    bytes_wipe(&again);
}

static void what_is_no_jwe_of_ours_is_refused(void **state)
{
    (void)state;
    static const char *const texts[] = {
        "", ".", "....", "a.b.c.d.e", "e30.AA.AA.AA.AA", "e30.e30.e30.e30.e30.e30",
        "bnVsbA.AA.AA.AA.AA", "{}.AA.AA.AA.AA"};
    struct pair ours;
    make(&ours);
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++)
        assert_int_equal(opens(&ours, texts[i], strlen(texts[i])), ERR_FORMAT);
}

static void nothing_is_closed_without_a_key_or_a_text(void **state)
{
    (void)state;
    struct pair ours;
    struct jwe_key none = {.kind = JWE_NONE};
    struct bytes compact = {.limit_bytes = 100};
    make(&ours);
    assert_int_equal(jwe_seal(&none, PLAIN, strlen(PLAIN), &compact), ERR_FORMAT);
    assert_int_equal(jwe_seal(&ours.key, PLAIN, 0, &compact), ERR_FORMAT);
    assert_int_equal(jwe_seal(&ours.key, PLAIN, strlen(PLAIN), &compact), ERR_LARGE);
    bytes_wipe(&compact);
}

static void a_half_key_is_no_private_key(void **state)
{
    (void)state;
    struct jwe_private secret;
    struct json *document = parse(CURVE "}");
    assert_int_equal(jwe_private_read(document, &secret), ERR_FORMAT);
    json_free(document);
}

static int set_up(void **state)
{
    (void)state;
    return sodium_init() < 0 || jwe_start();
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_wrong_key_is_named),
        cmocka_unit_test(only_the_right_key_opens_and_only_what_is_whole),
        cmocka_unit_test(what_is_no_jwe_of_ours_is_refused),
        cmocka_unit_test(nothing_is_closed_without_a_key_or_a_text),
        cmocka_unit_test(a_half_key_is_no_private_key),
    };
    return cmocka_run_group_tests(tests, set_up, NULL);
}
