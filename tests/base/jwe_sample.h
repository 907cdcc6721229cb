/* SPDX-License-Identifier: EUPL-1.2 */
/* jwe_sample.h - what a test does with keys. */
#ifndef NAAST_TESTS_BASE_JWE_SAMPLE_H
#define NAAST_TESTS_BASE_JWE_SAMPLE_H
#include "base/jwe_keys.h"
#include "base/promise.h"

#include <sodium.h>
#include <string.h>

#include "base/jwe.h"

#define PLAIN "{\"naam\":\"Söüß\"}"

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
