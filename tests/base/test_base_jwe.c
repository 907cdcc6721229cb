/* SPDX-License-Identifier: EUPL-1.2 */
/* Both sides of ours against each other, and every way in which a key can be wrong. Against
 * another implementation: tests/secrecy/jwe.test.mjs. */
#include "base/jwe_sample.h"

#include <stdio.h>

#define ZERO "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"
#define ONES "_________________________________________w8"   /* 32 bytes */

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
        {"{\"kty\":\"EC\",\"crv\":\"P-384\",\"x\":\"" CURVE_X "\",\"y\":\"" CURVE_Y "\"}",
         JWE_FAULT_CURVE, "another curve"},
        {CURVE_KEY(CURVE_Y, CURVE_X) "}", JWE_FAULT_POINT, "x and y changed places"},
        {CURVE_KEY(ZERO, ZERO) "}", JWE_FAULT_POINT, "the point of all zeroes"},
        {CURVE_KEY(ONES, CURVE_Y) "}", JWE_FAULT_POINT, "a coordinate above the prime"},
        {"{\"kty\":\"EC\",\"crv\":\"P-256\",\"x\":\"" CURVE_X "\"}", JWE_FAULT_FORM,
         "half of it"},
        {CURVE_KEY(CURVE_X, "a+b/") "}", JWE_FAULT_FORM, "not base64url"},
        {CURVE_KEY(CURVE_X, CURVE_Y "=") "}", JWE_FAULT_FORM, "base64url with padding"},
        {CURVE_KEY("AQI", CURVE_Y) "}", JWE_FAULT_FORM, "a coordinate cut short"},
        {CURVE_KEY("AAAA" CURVE_X, CURVE_Y) "}", JWE_FAULT_FORM, "a coordinate too long"},
        {"{\"kty\":\"EC\",\"x\":\"" CURVE_X "\",\"y\":\"" CURVE_Y "\"}", JWE_FAULT_CURVE,
         "no curve named"},
        {CURVE ",\"use\":7}", JWE_FAULT_USE, "a use that is no text"},
        {CURVE ",\"kid\":7}", JWE_FINE, "a name that is no text is no name"},
        {"{\"kty\":\"oct\",\"k\":\"AAAA\"}", JWE_FAULT_SECRET, "a shared secret"},
        {"{\"kty\":\"OKP\",\"crv\":\"X25519\",\"x\":\"" CURVE_X "\"}", JWE_FAULT_KIND,
         "not ours"},
        {"{\"kty\":2}", JWE_FAULT_KIND, "a kind that is no text"},
        {"{}", JWE_FAULT_KIND, "nothing"},
        {"[]", JWE_FAULT_FORM, "no object"},
        {"{\"kty\":\"RSA\",\"n\":\"AQAB\"}", JWE_FAULT_FORM, "no exponent"},
        {"{\"kty\":\"RSA\",\"n\":5,\"e\":\"AQAB\"}", JWE_FAULT_FORM, "no text"},
        {"{\"kty\":\"RSA\",\"n\":\"AAAA\",\"e\":\"AQAB\"}", JWE_FAULT_FORM, "zero"},
        {"{\"kty\":\"RSA\",\"n\":\"!\",\"e\":\"AQAB\"}", JWE_FAULT_FORM, "no base64url"},
        {RSA "}", JWE_FINE, "the other example of RFC 7517"},
        {"{\"kty\":\"RSA\",\"n\":\"AAAA" RSA_N "\",\"e\":\"AAAAAQAB\"}", JWE_FINE,
         "zeroes before a number change nothing"},
        {RSA ",\"alg\":\"RSA-OAEP-256\"}", JWE_FINE, "our way of closing"},
        {RSA ",\"alg\":\"RSA-OAEP\"}", JWE_FAULT_ALGORITHM, "the way with SHA-1"},
        {RSA ",\"alg\":\"RSA1_5\"}", JWE_FAULT_ALGORITHM, "the way of 1993"},
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
    assert_int_equal(fault_of(rsa(2048, "Aw")), JWE_FINE);
    assert_int_equal(fault_of(rsa(2048, "____________")), JWE_FAULT_EXPONENT);   /* 9 bytes */
    assert_int_equal(fault_of(rsa(4800, "AQAB")), JWE_FAULT_LARGE);
}

static void a_secret_key_of_any_kind_is_told_from_its_public_half(void **state)
{
    (void)state;
    static const char *const secrets[] = {"d", "p", "q", "dp", "dq", "qi", "k", "oth"};
    char text[2048];
    for (size_t i = 0; i < sizeof secrets / sizeof secrets[0]; i++) {
        snprintf(text, sizeof text, "%s,\"%s\":\"AQAB\"}", i % 2 ? RSA : CURVE, secrets[i]);
        assert_int_equal(fault_of(text), JWE_FAULT_SECRET);
        snprintf(text, sizeof text, "%s,\"%s\":null}", i % 2 ? RSA : CURVE, secrets[i]);
        assert_int_equal(fault_of(text), JWE_FAULT_SECRET);
    }
}

static void a_name_that_could_not_stand_in_a_header_is_left_out(void **state)
{
    (void)state;
    static const struct { const char *kid, *taken; } rows[] = {
        {"toets-1", "toets-1"}, {"", ""}, {"a\\\"b", ""}, {"a\\\\b", ""},
        {"0123456789012345678901234567890123456789012345678901234567890123",
         "0123456789012345678901234567890123456789012345678901234567890123"},
        {"01234567890123456789012345678901234567890123456789012345678901234", ""}};
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct jwe_key key;
        char text[512];
        snprintf(text, sizeof text, CURVE ",\"kid\":\"%s\"}", rows[i].kid);
        struct json *document = parse(text);
        assert_int_equal(jwe_key_read(document, &key), JWE_FINE);
        assert_string_equal(key.kid, rows[i].taken);
        json_free(document);
    }
}

static void only_the_right_key_opens_and_only_what_is_whole(void **state)
{
    (void)state;
    struct pair ours, other;
    struct bytes compact = {.limit_bytes = 8192}, again = {.limit_bytes = 8192};
    pair_new(&ours);
    pair_new(&other);
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
    pair_new(&ours);
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++)
        assert_int_equal(opens(&ours, texts[i], strlen(texts[i])), ERR_FORMAT);
}

static void nothing_is_closed_without_a_key_or_a_text(void **state)
{
    (void)state;
    struct pair ours;
    struct jwe_key none = {.kind = JWE_NONE};
    struct bytes compact = {.limit_bytes = 100};
    pair_new(&ours);
    assert_int_equal(jwe_seal(&none, PLAIN, strlen(PLAIN), &compact), ERR_FORMAT);
    assert_int_equal(jwe_seal(&ours.key, PLAIN, 0, &compact), ERR_FORMAT);
    assert_int_equal(jwe_seal(&ours.key, PLAIN, strlen(PLAIN), &compact), ERR_LARGE);
    bytes_wipe(&compact);
}

static void what_is_no_private_key_of_ours_is_refused(void **state)
{
    (void)state;
    static char large[1200];
    static const struct { const char *text; enum err err; const char *why; } rows[] = {
        {CURVE CURVE_SECRET, ERR_NONE, "the example of RFC 7517"},
        {RSA RSA_SECRET, ERR_NONE, "the other"},
        {CURVE "}", ERR_FORMAT, "the public half"},
        {RSA "}", ERR_FORMAT, "the public half of the other"},
        {CURVE ",\"d\":\"\"}", ERR_FORMAT, "empty"},
        {CURVE ",\"d\":\"" ZERO "\"}", ERR_FORMAT, "zero"},
        {CURVE ",\"d\":\"a+b/\"}", ERR_FORMAT, "not base64url"},
        {CURVE ",\"d\":5}", ERR_FORMAT, "no text"},
        {CURVE ",\"d\":\"AAAA" CURVE_X "\"}", ERR_NONE, "zeroes before it"},
        {CURVE ",\"d\":\"AQAB" CURVE_X "\"}", ERR_FORMAT, "longer than the curve"},
        {CURVE_KEY(CURVE_Y, CURVE_X) CURVE_SECRET, ERR_FORMAT, "its point is not on the curve"},
        {large, ERR_FORMAT, "longer than there is room for"},
        {"[]", ERR_FORMAT, "no object"},
    };
    char digits[800];
    memset(digits, 'A', sizeof digits);
    digits[1] = 'Q';
    snprintf(large, sizeof large, RSA ",\"d\":\"%.700s\"}", digits);
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct jwe_private secret;
        struct json *document = parse(rows[i].text);
        enum err err = jwe_private_read(document, &secret);
        if (err != rows[i].err) fail_msg("%s: %s", rows[i].why, err_name(err));
        json_free(document);
    }
}

/* The secret 0x0102, whose first 30 bytes are zero. */
static void a_small_secret_opens_too(void **state)
{
    (void)state;
    struct pair pair;
    struct bytes compact = {.limit_bytes = 8192};
#define SMALL                                                                                  \
    CURVE_KEY("u16j2wr1AhEJx9GVIt-3p3SQZdTlkIWabuKYukjEVtI",                                   \
              "ZrBIBJLIR3Ue3D-DYG-vqKBBDClRxrvOnu4WmUILNK8")
    pair_read(&pair, SMALL "}", SMALL ",\"d\":\"AQI\"}");
    assert_int_equal(jwe_seal(&pair.key, PLAIN, strlen(PLAIN), &compact), ERR_NONE);
    assert_int_equal(opens(&pair, compact.start, compact.size_bytes), ERR_NONE);
    bytes_wipe(&compact);
}

static void both_kinds_of_key_open_what_was_closed_for_them(void **state)
{
    (void)state;
    struct pair curve, rsa_pair;
    pair_read(&curve, CURVE "}", CURVE CURVE_SECRET);
    pair_read(&rsa_pair, RSA ",\"kid\":\"toets-1\"}", RSA RSA_SECRET);
    struct pair *pairs[] = {&curve, &rsa_pair};
    for (int i = 0; i < 2; i++) {
        struct bytes compact = {.limit_bytes = 8192};
        assert_int_equal(jwe_seal(&pairs[i]->key, PLAIN, strlen(PLAIN), &compact), ERR_NONE);
        assert_int_equal(opens(pairs[i], compact.start, compact.size_bytes), ERR_NONE);
        assert_int_equal(opens(pairs[1 - i], compact.start, compact.size_bytes), ERR_FORMAT);
        bytes_wipe(&compact);
    }
}

/* A message is whole or there is none: whatever the limit, never a piece that looks whole. */
static void what_does_not_fit_is_an_error_at_every_limit(void **state)
{
    (void)state;
    struct pair pair;
    struct bytes whole = {.limit_bytes = 8192};
    pair_read(&pair, RSA "}", RSA RSA_SECRET);
    assert_int_equal(jwe_seal(&pair.key, PLAIN, strlen(PLAIN), &whole), ERR_NONE);
    for (size_t limit = 0; limit < whole.size_bytes; limit++) {
        struct bytes compact = {.limit_bytes = limit};
        assert_int_equal(jwe_seal(&pair.key, PLAIN, strlen(PLAIN), &compact), ERR_LARGE);
        bytes_wipe(&compact);
    }
    for (size_t limit = 0; limit < strlen(PLAIN); limit++) {
        struct bytes plain = {.limit_bytes = limit, .is_private = true};
        assert_int_equal(jwe_open(&pair.secret, whole.start, whole.size_bytes, &plain),
                         ERR_LARGE);
        assert_int_equal(plain.size_bytes, 0);
        bytes_wipe(&plain);
    }
    /* into what holds something already */
    assert_int_equal(jwe_seal(&pair.key, PLAIN, strlen(PLAIN), &whole), ERR_FORMAT);
    bytes_wipe(&whole);
}

static void a_new_pair_that_does_not_fit_is_an_error_at_every_limit(void **state)
{
    (void)state;
    struct bytes secret = {.limit_bytes = 1024, .is_private = true};
    struct bytes published = {.limit_bytes = 1024};
    assert_int_equal(jwe_new(&secret, &published), ERR_NONE);
    for (size_t limit = 0; limit < secret.size_bytes; limit += 3) {
        struct bytes small = {.limit_bytes = limit}, wide = {.limit_bytes = 1024};
        assert_int_equal(jwe_new(&small, &wide), ERR_LARGE);
        bytes_wipe(&small);
        bytes_wipe(&wide);
        if (limit >= published.size_bytes) continue;
        small.limit_bytes = limit;
        assert_int_equal(jwe_new(&wide, &small), ERR_LARGE);
        bytes_wipe(&small);
        bytes_wipe(&wide);
    }
    bytes_wipe(&secret);
    bytes_wipe(&published);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_wrong_key_is_named),
        cmocka_unit_test(only_the_right_key_opens_and_only_what_is_whole),
        cmocka_unit_test(what_is_no_jwe_of_ours_is_refused),
        cmocka_unit_test(nothing_is_closed_without_a_key_or_a_text),
        cmocka_unit_test(a_secret_key_of_any_kind_is_told_from_its_public_half),
        cmocka_unit_test(a_name_that_could_not_stand_in_a_header_is_left_out),
        cmocka_unit_test(what_is_no_private_key_of_ours_is_refused),
        cmocka_unit_test(a_small_secret_opens_too),
        cmocka_unit_test(both_kinds_of_key_open_what_was_closed_for_them),
        cmocka_unit_test(what_does_not_fit_is_an_error_at_every_limit),
        cmocka_unit_test(a_new_pair_that_does_not_fit_is_an_error_at_every_limit),
    };
    return cmocka_run_group_tests(tests, jwe_set_up, NULL);
}
