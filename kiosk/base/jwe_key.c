/* SPDX-License-Identifier: EUPL-1.2 */
#include <gcrypt.h>
#include <sodium.h>
#include <stdio.h>
#include <string.h>

#include "base/jwe.h"
#include "base/jwe_curve.h"

#define URLSAFE sodium_base64_VARIANT_URLSAFE_NO_PADDING
#define NUMBER_BYTES (JWE_RSA_MOST_BYTES + 64)   /* zeroes may stand before it */
#define SECURE_BYTES 16384   /* libgcrypt's own locked memory: for one request at a time */

enum err jwe_start(void)
{
    if (gcry_control(GCRYCTL_INITIALIZATION_FINISHED_P)) return ERR_NONE;
    if (!gcry_check_version(GCRYPT_VERSION)) return ERR_SYSTEM;
    gcry_control(GCRYCTL_SUSPEND_SECMEM_WARN);
    gcry_control(GCRYCTL_INIT_SECMEM, SECURE_BYTES, 0);
    gcry_control(GCRYCTL_RESUME_SECMEM_WARN);
    gcry_control(GCRYCTL_INITIALIZATION_FINISHED, 0);
    return ERR_NONE;
}

/* Reading */

/* A number in base64url, without leading zeroes. 0: it is not there, or no such thing; more
 * than there is room for: it is too large. */
static size_t number_of(const struct json *jwk, const char *name, uint8_t *out,
                        size_t room_bytes)
{
    const char *text = json_text(json_member(jwk, name));
    uint8_t bytes[NUMBER_BYTES];
    size_t size = 0, zeroes = 0;
    if (!text || sodium_base642bin(bytes, sizeof bytes, text, strlen(text), NULL, &size, NULL,
                                   URLSAFE) != 0)
        size = 0;
    while (zeroes < size && bytes[zeroes] == 0) zeroes++;
    size -= zeroes;
    memcpy(out, bytes + zeroes, size > room_bytes ? 0 : size);
    sodium_memzero(bytes, sizeof bytes);
    return size;
}

/* A coordinate is always written whole. */
static bool coordinate_of(const struct json *jwk, const char *name,
                          uint8_t out[JWE_POINT_BYTES])
{
    const char *text = json_text(json_member(jwk, name));
    size_t size = 0;
    return text &&
           sodium_base642bin(out, JWE_POINT_BYTES, text, strlen(text), NULL, &size, NULL,
                             URLSAFE) == 0 &&
           size == JWE_POINT_BYTES;
}

static bool is_text(const struct json *jwk, const char *name, const char *wanted)
{
    const struct json *member = json_member(jwk, name);
    const char *text = json_text(member);
    return !member || (text && strcmp(text, wanted) == 0);
}

static enum jwe_fault read_rsa(const struct json *jwk, struct jwe_key *key)
{
    const char *text = json_text(json_member(jwk, "n"));
    if (text && strlen(text) > NUMBER_BYTES / 3 * 4) return JWE_FAULT_LARGE;
    size_t modulus = number_of(jwk, "n", key->modulus, sizeof key->modulus);
    size_t exponent = number_of(jwk, "e", key->exponent, sizeof key->exponent);
    if (modulus == 0 || exponent == 0) return JWE_FAULT_FORM;
    if (modulus > sizeof key->modulus) return JWE_FAULT_LARGE;
    if (exponent > sizeof key->exponent) return JWE_FAULT_EXPONENT;
    /* The first byte is not zero, so its highest bit says whether all bits are there. */
    bool is_whole = modulus > JWE_RSA_LEAST_BITS / 8 || key->modulus[0] & 0x80;
    if (modulus < JWE_RSA_LEAST_BITS / 8 || !is_whole) return JWE_FAULT_SMALL;
    bool is_odd = key->exponent[exponent - 1] & 1;
    if (!is_odd || (exponent == 1 && key->exponent[0] < 3)) return JWE_FAULT_EXPONENT;
    if (!(key->modulus[modulus - 1] & 1)) return JWE_FAULT_FORM;
    key->kind = JWE_RSA_OAEP_256;
    key->modulus_bytes = (uint16_t)modulus;
    key->exponent_bytes = (uint16_t)exponent;
    return is_text(jwk, "alg", "RSA-OAEP-256") ? JWE_FINE : JWE_FAULT_ALGORITHM;
}

static enum jwe_fault read_curve(const struct json *jwk, struct jwe_key *key)
{
    const char *curve = json_text(json_member(jwk, "crv"));
    if (!curve || strcmp(curve, "P-256") != 0) return JWE_FAULT_CURVE;
    if (!coordinate_of(jwk, "x", key->x) || !coordinate_of(jwk, "y", key->y))
        return JWE_FAULT_FORM;
    if (!jwe_curve_has(key->x, key->y)) return JWE_FAULT_POINT;
    key->kind = JWE_ECDH_ES_A256KW;
    return is_text(jwk, "alg", "ECDH-ES+A256KW") ? JWE_FINE : JWE_FAULT_ALGORITHM;
}

static enum jwe_fault read_key(const struct json *jwk, struct jwe_key *key)
{
    if (json_kind(jwk) != JSON_OBJECT) return JWE_FAULT_FORM;
    const char *kind = json_text(json_member(jwk, "kty"));
    const char *name = json_text(json_member(jwk, "kid"));
    if (!is_text(jwk, "use", "enc")) return JWE_FAULT_USE;
    if (name && strlen(name) < sizeof key->kid && !strpbrk(name, "\"\\"))
        memcpy(key->kid, name, strlen(name) + 1);
    if (kind && strcmp(kind, "RSA") == 0) return read_rsa(jwk, key);
    if (kind && strcmp(kind, "EC") == 0) return read_curve(jwk, key);
    return JWE_FAULT_KIND;
}

enum jwe_fault jwe_key_read(const struct json *jwk, struct jwe_key *key_out)
{
    static const char *const secrets[] = {"d", "p", "q", "dp", "dq", "qi", "k", "oth"};
    bool is_object = json_kind(jwk) == JSON_OBJECT;
    memset(key_out, 0, sizeof *key_out);
    for (size_t i = 0; is_object && i < sizeof secrets / sizeof secrets[0]; i++)
        if (json_member(jwk, secrets[i])) return JWE_FAULT_SECRET;
    enum jwe_fault fault = read_key(jwk, key_out);
    if (fault) key_out->kind = JWE_NONE;
    return fault;
}

enum err jwe_private_read(const struct json *jwk, struct jwe_private *private_out)
{
    memset(private_out, 0, sizeof *private_out);
    if (read_key(jwk, &private_out->key)) return ERR_FORMAT;
    size_t most = private_out->key.kind == JWE_ECDH_ES_A256KW ? JWE_POINT_BYTES
                                                              : sizeof private_out->secret;
    size_t size = number_of(jwk, "d", private_out->secret, most);
    if (size == 0 || size > most) return ERR_FORMAT;
    private_out->secret_bytes = (uint16_t)size;
    return ERR_NONE;
}

/* Faults */

static const struct { const char *what, *mend; } faults[] = {
    [JWE_FINE] = {"", ""},
    [JWE_FAULT_FORM] = {"this is no key: its numbers are missing or not base64url",
                        "ask the provider for its public key as a JWK file"},
    [JWE_FAULT_KIND] = {"this kind of key is not for closing requests",
                        "ask for an RSA key, or an EC key on P-256"},
    [JWE_FAULT_SECRET] = {"this is the provider's secret key, and everyone can read this file",
                          "remove it, tell the provider to make a new pair, and ask for the "
                          "public half only"},
    [JWE_FAULT_SMALL] = {"an RSA key of less than 2048 bits can be broken",
                         "ask for one of 3072 bits"},
    [JWE_FAULT_LARGE] = {"an RSA key of more than 4096 bits does not fit",
                         "ask for one of 3072 bits, or an EC key on P-256"},
    [JWE_FAULT_EXPONENT] = {"the exponent of this RSA key closes nothing",
                            "ask for a key with exponent 65537 (\"AQAB\")"},
    [JWE_FAULT_CURVE] = {"this key is on another curve than P-256",
                         "ask for an EC key on P-256, or an RSA key"},
    [JWE_FAULT_POINT] = {"this key is damaged: its point is not on the curve",
                         "copy the file again, byte for byte"},
    [JWE_FAULT_USE] = {"this key is not meant for encryption (\"use\")",
                       "ask for the key with \"use\": \"enc\""},
    [JWE_FAULT_ALGORITHM] = {"this key names another way of closing (\"alg\")",
                             "ask for one with RSA-OAEP-256 or ECDH-ES+A256KW"},
};

const char *jwe_fault_what(enum jwe_fault fault) { return faults[fault].what; }
const char *jwe_fault_mend(enum jwe_fault fault) { return faults[fault].mend; }

/* Making */

static enum err write_pair(const uint8_t secret[JWE_POINT_BYTES],
                           const uint8_t x[JWE_POINT_BYTES], const uint8_t y[JWE_POINT_BYTES],
                           struct bytes *private_out, struct bytes *public_out)
{
    char text[3][48], kid[17];
    uint8_t hash[crypto_generichash_BYTES_MIN];
    crypto_generichash(hash, sizeof hash, x, JWE_POINT_BYTES, NULL, 0);
    sodium_bin2hex(kid, sizeof kid, hash, sizeof kid / 2);
    sodium_bin2base64(text[0], sizeof text[0], x, JWE_POINT_BYTES, URLSAFE);
    sodium_bin2base64(text[1], sizeof text[1], y, JWE_POINT_BYTES, URLSAFE);
    sodium_bin2base64(text[2], sizeof text[2], secret, JWE_POINT_BYTES, URLSAFE);
    static const char public_form[] =
        "{\"kty\":\"EC\",\"crv\":\"P-256\",\"use\":\"enc\",\"alg\":\"ECDH-ES+A256KW\","
        "\"kid\":\"%s\",\"x\":\"%s\",\"y\":\"%s\"";
    enum err err = bytes_add_format(public_out, public_form, kid, text[0], text[1]);
    if (!err) err = bytes_add(private_out, public_out->start, public_out->size_bytes);
    if (!err) err = bytes_add_text(public_out, "}\n");
    if (!err) err = bytes_add_text(private_out, ",\"d\":\"");
    if (!err) err = bytes_add_text(private_out, text[2]);
    if (!err) err = bytes_add_text(private_out, "\"}\n");
    sodium_memzero(text, sizeof text);
    return err;
}

enum err jwe_new(struct bytes *private_out, struct bytes *public_out)
{
    uint8_t secret[JWE_POINT_BYTES], x[JWE_POINT_BYTES], y[JWE_POINT_BYTES];
    enum err err = jwe_curve_new(secret, x, y);
    if (!err) err = write_pair(secret, x, y, private_out, public_out);
    sodium_memzero(secret, sizeof secret);
    return err;
}
