/* SPDX-License-Identifier: EUPL-1.2 */
/* What somebody on the way, or a sender who does not know what he does, may hand to the
 * provider's side: each thing said in the header, each part of a wrong size, each kind of
 * encoding that is not ours. Nothing of it opens, and the cause is named. */
#include "base/jwe_sample.h"

#include <gcrypt.h>
#include <stdbool.h>
#include <stdio.h>

#define URLSAFE sodium_base64_VARIANT_URLSAFE_NO_PADDING
#define PART_BYTES 1024
#define PARTS 5

enum { HEADER, CLOSED_KEY, IV, CONTENT, TAG };

struct letter {
    unsigned char parts[PARTS][PART_BYTES];
    size_t sizes[PARTS];
};

static struct pair curve, rsa;
static struct letter curve_letter, rsa_letter;

static void take_apart(const struct pair *pair, struct letter *letter)
{
    struct bytes compact = {.limit_bytes = 8192};
    assert_int_equal(jwe_seal(&pair->key, PLAIN, strlen(PLAIN), &compact), ERR_NONE);
    const char *at = compact.start;
    for (int i = 0; i < PARTS; i++) {
        size_t size = strcspn(at, ".");
        assert_int_equal(sodium_base642bin(letter->parts[i], PART_BYTES, at, size, NULL,
                                           &letter->sizes[i], NULL, URLSAFE),
                         0);
        letter->parts[i][letter->sizes[i]] = 0;
        at += size + 1;
    }
    bytes_wipe(&compact);
}

static int set_up(void **state)
{
    if (jwe_set_up(state)) return 1;
    pair_read(&curve, CURVE ",\"kid\":\"toets-1\"}", CURVE CURVE_SECRET);
    pair_read(&rsa, RSA "}", RSA RSA_SECRET);
    take_apart(&curve, &curve_letter);
    take_apart(&rsa, &rsa_letter);
    return 0;
}

static enum err opens_letter(const struct pair *pair, const struct letter *letter)
{
    char text[4 * PART_BYTES];
    size_t at = 0;
    for (int i = 0; i < PARTS; i++) {
        if (i > 0) text[at++] = '.';
        sodium_bin2base64(text + at, sizeof text - at, letter->parts[i], letter->sizes[i],
                          URLSAFE);
        at += strlen(text + at);
    }
    return opens(pair, text, at);
}

/* Puts `to` in the place of `from`, which must stand in the header. */
static void change_header(struct letter *letter, const char *from, const char *to)
{
    char header[PART_BYTES], *start = (char *)letter->parts[HEADER], *at = strstr(start, from);
    if (!at) fail_msg("no %s in %s", from, start);
    int size = snprintf(header, sizeof header, "%.*s%s%s", (int)(at - start), start, to,
                        at + strlen(from));
    assert_in_range(size, 1, PART_BYTES - 1);
    memcpy(start, header, (size_t)size + 1);
    letter->sizes[HEADER] = (size_t)size;
}

struct row {
    const char *from, *to;
    enum err err;
    const char *why;
};

static void try_headers(const struct pair *pair, const struct letter *whole,
                        const struct row *rows, size_t count)
{
    assert_int_equal(opens_letter(pair, whole), ERR_NONE);
    for (size_t i = 0; i < count; i++) {
        struct letter letter = *whole;
        change_header(&letter, rows[i].from, rows[i].to);
        enum err err = opens_letter(pair, &letter);
        if (err != rows[i].err) fail_msg("%s: %s", rows[i].why, err_name(err));
    }
}

#define TRY_HEADERS(pair, letter, rows) \
    try_headers(pair, letter, rows, sizeof(rows) / sizeof(rows)[0])

#define ALG "\"alg\":\"ECDH-ES+A256KW\""
#define ENC "\"enc\":\"A256GCM\""

static void a_header_that_says_anything_else_is_refused(void **state)
{
    (void)state;
    static const struct row rows[] = {
        {ALG, "\"alg\":\"none\"", ERR_FORMAT, "not closed at all"},
        {ALG, "\"alg\":\"dir\"", ERR_FORMAT, "a key agreed on elsewhere"},
        {ALG, "\"alg\":\"ECDH-ES\"", ERR_FORMAT, "no content key of its own"},
        {ALG, "\"alg\":\"ECDH-ES+A128KW\"", ERR_FORMAT, "a shorter key"},
        {ALG, "\"alg\":\"RSA-OAEP-256\"", ERR_FORMAT, "the other kind of key"},
        {ALG, "\"alg\":\"ecdh-es+a256kw\"", ERR_FORMAT, "small letters"},
        {ALG, "\"alg\":256", ERR_FORMAT, "a number"},
        {ALG, "\"Alg\":\"ECDH-ES+A256KW\"", ERR_FORMAT, "no alg"},
        {ALG, ALG "," ALG, ERR_FORMAT, "said twice"},
        {ENC, "\"enc\":\"A128GCM\"", ERR_FORMAT, "a shorter content key"},
        {ENC, "\"enc\":\"A256CBC-HS512\"", ERR_FORMAT, "another cipher"},
        {ENC, "\"enc\":null", ERR_FORMAT, "no text"},
        {ENC, "\"cty2\":\"json\"", ERR_FORMAT, "no enc"},
        {ENC, ENC ",\"zip\":\"DEF\"", ERR_FORMAT, "packed: a bomb, or a guess at its size"},
        {ENC, ENC ",\"crit\":[\"exp\"]", ERR_FORMAT, "something we would have to understand"},
        {ENC, ENC ",\"apu\":\"QWxpY2U\"", ERR_FORMAT, "a sender named in the key"},
        {ENC, ENC ",\"apv\":\"Qm9i\"", ERR_FORMAT, "a receiver named in the key"},
        {"\"epk\"", "\"epq\"", ERR_FORMAT, "no point"},
        {"\"epk\":{", "\"epk\":[{", ERR_FORMAT, "no JSON"},
        {"{\"alg\"", "[\"alg\"", ERR_FORMAT, "no JSON either"},
        {ENC, ENC ",\"later\":1", ERR_REFUSED, "added on the way"},
        {"\"kid\":\"toets-1\"", "\"kid\":\"toets-2\"", ERR_REFUSED, "changed on the way"},
        {ENC, " " ENC, ERR_REFUSED, "one space more"},
    };
    TRY_HEADERS(&curve, &curve_letter, rows);
}

static void a_point_that_is_not_a_fresh_public_one_of_our_curve_is_refused(void **state)
{
    (void)state;
    static const char other[] = CURVE "}";
    static const struct { const char *point; enum err err; const char *why; } rows[] = {
        {other, ERR_REFUSED, "another point of the curve"},
        {CURVE CURVE_SECRET, ERR_FORMAT, "with its secret"},
        {CURVE_KEY(CURVE_Y, CURVE_X) "}", ERR_FORMAT, "beside the curve"},
        {CURVE_KEY("AA", "AA") "}", ERR_FORMAT, "too short"},
        {"{\"kty\":\"EC\",\"crv\":\"P-384\",\"x\":\"" CURVE_X "\",\"y\":\"" CURVE_Y "\"}",
         ERR_FORMAT, "another curve"},
        {"{\"kty\":\"OKP\",\"crv\":\"X25519\",\"x\":\"" CURVE_X "\"}", ERR_FORMAT, "X25519"},
        {"{\"kty\":\"RSA\",\"n\":\"" RSA_N "\",\"e\":\"AQAB\"}", ERR_FORMAT, "no point at all"},
        {"\"" CURVE_X "\"", ERR_FORMAT, "a text"},
        {"null", ERR_FORMAT, "nothing"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct letter letter = curve_letter;
        int size = snprintf((char *)letter.parts[HEADER], PART_BYTES, "{" ALG "," ENC
                            ",\"cty\":\"json\",\"epk\":%s}", rows[i].point);
        assert_in_range(size, 1, PART_BYTES - 1);
        letter.sizes[HEADER] = (size_t)size;
        enum err err = opens_letter(&curve, &letter);
        if (err != rows[i].err) fail_msg("%s: %s", rows[i].why, err_name(err));
    }
}

static void an_rsa_header_that_says_anything_else_is_refused(void **state)
{
    (void)state;
#define RSA_ALG "\"alg\":\"RSA-OAEP-256\""
    static const struct row rows[] = {
        {RSA_ALG, "\"alg\":\"RSA-OAEP\"", ERR_FORMAT, "with SHA-1"},
        {RSA_ALG, "\"alg\":\"RSA1_5\"", ERR_FORMAT, "the way of 1993, that answers too much"},
        {RSA_ALG, "\"alg\":\"RSA-OAEP-512\"", ERR_FORMAT, "with another hash"},
        {RSA_ALG, ALG, ERR_FORMAT, "the other kind of key"},
        {RSA_ALG, "\"a\":1", ERR_FORMAT, "no alg"},
        {ENC, "\"enc\":\"A256CBC-HS512\"", ERR_FORMAT, "another cipher"},
        {ENC, ENC ",\"later\":1", ERR_REFUSED, "added on the way"},
    };
    TRY_HEADERS(&rsa, &rsa_letter, rows);
}

static void a_part_of_another_size_is_refused(void **state)
{
    (void)state;
    static const struct {
        bool is_rsa;
        int part;
        size_t size_bytes;
        enum err err;
        const char *why;
    } rows[] = {
        {false, HEADER, 0, ERR_FORMAT, "no header"},
        {false, CLOSED_KEY, 0, ERR_FORMAT, "no key"},
        {false, CLOSED_KEY, 39, ERR_FORMAT, "a key one byte short"},
        {false, CLOSED_KEY, 41, ERR_FORMAT, "a key one byte long"},
        {false, CLOSED_KEY, 24, ERR_FORMAT, "a key of 128 bits"},
        {false, IV, 0, ERR_FORMAT, "no start value"},
        {false, IV, 11, ERR_FORMAT, "a start value one byte short"},
        {false, IV, 16, ERR_FORMAT, "a start value of another cipher"},
        {false, CONTENT, 0, ERR_FORMAT, "no content"},
        {false, CONTENT, 1, ERR_REFUSED, "one byte of content"},
        {false, CONTENT, sizeof PLAIN - 2, ERR_REFUSED, "content one byte short"},
        {false, CONTENT, sizeof PLAIN, ERR_REFUSED, "content one byte long"},
        {false, TAG, 0, ERR_FORMAT, "no tag"},
        {false, TAG, 4, ERR_FORMAT, "a tag that can be guessed"},
        {false, TAG, 12, ERR_FORMAT, "a tag cut as GCM would allow"},
        {false, TAG, 17, ERR_FORMAT, "a tag one byte long"},
        {true, CLOSED_KEY, 0, ERR_REFUSED, "no key"},
        {true, CLOSED_KEY, 255, ERR_REFUSED, "a key one byte short"},
        {true, CLOSED_KEY, 257, ERR_REFUSED, "a key one byte long"},
        {true, CLOSED_KEY, 512, ERR_REFUSED, "a key for a longer modulus"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct letter letter = rows[i].is_rsa ? rsa_letter : curve_letter;
        letter.sizes[rows[i].part] = rows[i].size_bytes;
        enum err err = opens_letter(rows[i].is_rsa ? &rsa : &curve, &letter);
        if (err != rows[i].err) fail_msg("%s: %s", rows[i].why, err_name(err));
    }
}

static void any_bit_that_was_changed_is_seen(void **state)
{
    (void)state;
    for (int part = CLOSED_KEY; part < PARTS; part++) {
        for (size_t at = 0; at < curve_letter.sizes[part]; at++) {
            struct letter letter = curve_letter;
            letter.parts[part][at] ^= (unsigned char)(1u << at % 8);
            assert_int_equal(opens_letter(&curve, &letter), ERR_REFUSED);
        }
        for (size_t at = 0; at < rsa_letter.sizes[part]; at += part == CLOSED_KEY ? 31 : 1) {
            struct letter letter = rsa_letter;
            letter.parts[part][at] ^= (unsigned char)(1u << at % 8);
            assert_int_equal(opens_letter(&rsa, &letter), ERR_REFUSED);
        }
    }
    struct letter above = rsa_letter;   /* no number below the modulus */
    memset(above.parts[CLOSED_KEY], 0xff, above.sizes[CLOSED_KEY]);
    assert_int_equal(opens_letter(&rsa, &above), ERR_REFUSED);
    memset(above.parts[CLOSED_KEY], 0, above.sizes[CLOSED_KEY]);
    assert_int_equal(opens_letter(&rsa, &above), ERR_REFUSED);
}

static void close_key(struct letter *letter, const unsigned char *key, int key_bytes)
{
    gcry_sexp_t to = NULL, text = NULL, closed = NULL;
    gcry_mpi_t number = NULL;
    size_t size = 0;
    assert_int_equal(gcry_sexp_build(&to, NULL, "(public-key (rsa (n %b) (e %b)))",
                                     (int)rsa.key.modulus_bytes, rsa.key.modulus,
                                     (int)rsa.key.exponent_bytes, rsa.key.exponent), 0);
    assert_int_equal(
        gcry_sexp_build(&text, NULL, "(data (flags oaep) (hash-algo sha256) (value %b))",
                        key_bytes, key), 0);
    assert_int_equal(gcry_pk_encrypt(&closed, text, to), 0);
    assert_int_equal(gcry_sexp_extract_param(closed, "enc-val!rsa", "a", &number, NULL), 0);
    memset(letter->parts[CLOSED_KEY], 0, 256);
    gcry_mpi_print(GCRYMPI_FMT_USG, NULL, 0, &size, number);
    gcry_mpi_print(GCRYMPI_FMT_USG, letter->parts[CLOSED_KEY] + 256 - size, size, NULL, number);
    gcry_mpi_release(number);
    gcry_sexp_release(closed);
    gcry_sexp_release(text);
    gcry_sexp_release(to);
}

/* Under a key of which all but the first bytes are zero. */
static void close_content(struct letter *letter, const unsigned char key[32])
{
    char header[2 * PART_BYTES];
    gcry_cipher_hd_t cipher = NULL;
    sodium_bin2base64(header, sizeof header, letter->parts[HEADER], letter->sizes[HEADER],
                      URLSAFE);
    assert_int_equal(gcry_cipher_open(&cipher, GCRY_CIPHER_AES256, GCRY_CIPHER_MODE_GCM, 0), 0);
    assert_int_equal(gcry_cipher_setkey(cipher, key, 32), 0);
    assert_int_equal(gcry_cipher_setiv(cipher, letter->parts[IV], letter->sizes[IV]), 0);
    assert_int_equal(gcry_cipher_authenticate(cipher, header, strlen(header)), 0);
    assert_int_equal(gcry_cipher_encrypt(cipher, letter->parts[CONTENT], strlen(PLAIN), PLAIN,
                                         strlen(PLAIN)), 0);
    assert_int_equal(gcry_cipher_gettag(cipher, letter->parts[TAG], 16), 0);
    gcry_cipher_close(cipher);
}

/* A sender who follows the rules but for the size of the content key: whoever took what there
 * is of it, or its beginning, would open the message. */
static void a_content_key_of_another_size_is_refused(void **state)
{
    (void)state;
    static const int sizes[] = {32, 1, 16, 31, 33, 64, 190};
    unsigned char key[190] = {1};
    struct letter letter = rsa_letter;
    close_content(&letter, key);
    for (size_t i = 0; i < sizeof sizes / sizeof sizes[0]; i++) {
        close_key(&letter, key, sizes[i]);
        assert_int_equal(opens_letter(&rsa, &letter), i == 0 ? ERR_NONE : ERR_REFUSED);
    }
}

static void only_base64url_without_padding_is_read(void **state)
{
    (void)state;
    struct bytes whole = {.limit_bytes = 8192}, spoilt = {.limit_bytes = 8192};
    static const char *const signs[] = {"+", "/", "=", " ", "\n", "%", "\"", "é"};
    assert_int_equal(jwe_seal(&curve.key, PLAIN, strlen(PLAIN), &whole), ERR_NONE);
    const char *at = whole.start;
    for (int part = 0; part < PARTS; part++, at += strcspn(at, ".") + 1) {
        for (size_t i = 0; i < sizeof signs / sizeof signs[0]; i++) {
            size_t before = (size_t)(at - whole.start) + strcspn(at, ".");
            spoilt.size_bytes = 0;
            assert_int_equal(bytes_add(&spoilt, whole.start, before), ERR_NONE);
            assert_int_equal(bytes_add_text(&spoilt, signs[i]), ERR_NONE);
            assert_int_equal(bytes_add_text(&spoilt, whole.start + before), ERR_NONE);
            assert_int_equal(opens(&curve, spoilt.start, spoilt.size_bytes), ERR_FORMAT);
        }
    }
    assert_int_equal(bytes_add_text(&whole, ".AAAA"), ERR_NONE);   /* a sixth part */
    assert_int_equal(opens(&curve, whole.start, whole.size_bytes), ERR_FORMAT);
    bytes_wipe(&whole);
    bytes_wipe(&spoilt);
}

/* jwe_key_read lets no such key in; somebody may have changed it in memory. */
static void nothing_is_closed_for_a_point_beside_the_curve(void **state)
{
    (void)state;
    struct jwe_key beside = curve.key;
    struct bytes compact = {.limit_bytes = 8192};
    beside.y[31] ^= 1;
    assert_int_equal(jwe_seal(&beside, PLAIN, strlen(PLAIN), &compact), ERR_REFUSED);
    assert_int_equal(compact.size_bytes, 0);
    bytes_wipe(&compact);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_header_that_says_anything_else_is_refused),
        cmocka_unit_test(a_point_that_is_not_a_fresh_public_one_of_our_curve_is_refused),
        cmocka_unit_test(an_rsa_header_that_says_anything_else_is_refused),
        cmocka_unit_test(a_part_of_another_size_is_refused),
        cmocka_unit_test(any_bit_that_was_changed_is_seen),
        cmocka_unit_test(a_content_key_of_another_size_is_refused),
        cmocka_unit_test(only_base64url_without_padding_is_read),
        cmocka_unit_test(nothing_is_closed_for_a_point_beside_the_curve),
    };
    return cmocka_run_group_tests(tests, set_up, NULL);
}
