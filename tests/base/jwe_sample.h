/* SPDX-License-Identifier: EUPL-1.2 */
/* jwe_sample.h - the keys of RFC 7517, appendix A.2, and what a test does with keys. */
#ifndef NAAST_TESTS_BASE_JWE_SAMPLE_H
#define NAAST_TESTS_BASE_JWE_SAMPLE_H
#include "base/promise.h"

#include <sodium.h>
#include <string.h>

#include "base/jwe.h"

#define PLAIN "{\"naam\":\"Söüß\"}"

#define CURVE_X "MKBCTNIcKUSDii11ySs3526iDZ8AiTo7Tu6KPAqv7D4"
#define CURVE_Y "4Etl6SRW2YiLUrN5vfvVHuhp7x8PxltmWWlbbM4IFyM"
#define CURVE_KEY(x, y) \
    "{\"kty\":\"EC\",\"crv\":\"P-256\",\"x\":\"" x "\",\"y\":\"" y "\""
#define CURVE CURVE_KEY(CURVE_X, CURVE_Y)   /* the closing brace follows */
#define CURVE_SECRET ",\"d\":\"870MB6gfuTJ4HtUnUvYMyJpr5eUZNP4Bk43bVdj3eAE\"}"

#define RSA_N                                                                                  \
    "0vx7agoebGcQSuuPiLJXZptN9nndrQmbXEps2aiAFbWhM78LhWx4cbbfAAtVT86zwu1RK7aPFFxuhDR1L6tSoc_B" \
    "JECPebWKRXjBZCiFV4n3oknjhMstn64tZ_2W-5JsGY4Hc5n9yBXArwl93lqt7_RN5w6Cf0h4QyQ5v-65YGjQR0_F" \
    "DW2QvzqY368QQMicAtaSqzs8KJZgnYb9c7d0zgdAZHzu6qMQvRL5hajrn1n91CbOpbISD08qNLyrdkt-bFTWhAI4" \
    "vMQFh6WeZu0fM4lFd2NcRwr3XPksINHaQ-G_xBniIqbw0Ls1jF44-csFCur-kEgU8awapJzKnqDKgw"
#define RSA "{\"kty\":\"RSA\",\"n\":\"" RSA_N "\",\"e\":\"AQAB\""
#define RSA_SECRET                                                                             \
    ",\"d\":\"X4cTteJY_gn4FYPsXB8rdXix5vwsg1FLN5E3EaG6RJoVH-HLLKD9M7dx5oo7GURknchnrRweUkC7hT5" \
    "fJLM0WbFAKNLWY2vv7B6NqXSzUvxT0_YSfqijwp3RTzlBaCxWp4doFk5N2o8Gy_nHNKroADIkJ46pRUohsXywbRe" \
    "AdYaMwFs9tv8d_cPVY3i07a3t8MN6TNwm0dSawm9v47UiCl3Sk5ZiG7xojPLu4sbg1U2jx4IBTNBznbJSzFHK66j" \
    "T8bgkuqsk0GjskDJk19Z4qwjwbsnn4j2WBii3RL-Us2lGVkY8fkFzme1z0HbIkfz0Y6mqnOYtqc0X4jfcKoAC8Q"  \
    "\"}"

static inline struct json *parse(const char *text)
{
    struct json *document = NULL;
    struct json_problem problem;
    assert_int_equal(json_read(text, strlen(text), &document, &problem), ERR_NONE);
    return document;
}

static inline enum jwe_fault fault_of(const char *text)
{
    struct jwe_key key;
    struct json *document = parse(text);
    enum jwe_fault fault = jwe_key_read(document, &key);
    assert_int_equal(key.kind == JWE_NONE, fault != JWE_FINE);
    json_free(document);
    return fault;
}

struct pair {
    struct jwe_key key;
    struct jwe_private secret;
};

static inline void pair_read(struct pair *pair, const char *published, const char *secret)
{
    struct json *theirs = parse(published), *ours = parse(secret);
    assert_int_equal(jwe_key_read(theirs, &pair->key), JWE_FINE);
    assert_int_equal(jwe_private_read(ours, &pair->secret), ERR_NONE);
    json_free(theirs);
    json_free(ours);
}

static inline void pair_new(struct pair *pair)
{
    struct bytes secret = {.limit_bytes = 1024, .is_private = true};
    struct bytes published = {.limit_bytes = 1024};
    assert_int_equal(jwe_new(&secret, &published), ERR_NONE);
    pair_read(pair, published.start, secret.start);
    bytes_wipe(&secret);
    bytes_wipe(&published);
}

/* Never a wrong text, and none at all when it does not open. */
static inline enum err opens(const struct pair *pair, const char *compact, size_t size_bytes)
{
    struct bytes plain = {.limit_bytes = 8192, .is_private = true};
    enum err err = jwe_open(&pair->secret, compact, size_bytes, &plain);
    if (!err) assert_string_equal(plain.start, PLAIN);
    else assert_int_equal(plain.size_bytes, 0);
    bytes_wipe(&plain);
    return err;
}

static inline int jwe_set_up(void **state)
{
    (void)state;
    return sodium_init() < 0 || jwe_start();
}

#endif
