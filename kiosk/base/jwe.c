/* SPDX-License-Identifier: EUPL-1.2 */
#include "base/jwe.h"

#include <assert.h>
#include <gcrypt.h>
#include <sodium.h>
#include <stdlib.h>
#include <string.h>

#include "base/json_write.h"
#include "base/jwe_curve.h"

#define URLSAFE sodium_base64_VARIANT_URLSAFE_NO_PADDING
#define CONTENT_KEY_BYTES 32
#define WRAPPED_BYTES 40
#define IV_BYTES 12
#define TAG_BYTES 16
#define HEADER_BYTES 640
#define PARTS 5

static const char rsa_name[] = "RSA-OAEP-256", curve_name[] = "ECDH-ES+A256KW",
                  content_name[] = "A256GCM";

/* What must not stay; in locked memory. */
struct work {
    uint8_t content_key[CONTENT_KEY_BYTES], shared[JWE_POINT_BYTES], wrapping[32];
    uint8_t secret[JWE_POINT_BYTES];
    uint8_t hashed[4 + JWE_POINT_BYTES + 64];
};

/* One side or the other of a cipher with a 256-bit key. */
static enum err wrap(const struct work *work, bool opens, uint8_t *out, size_t out_bytes,
                     const uint8_t *in, size_t in_bytes)
{
    gcry_cipher_hd_t cipher = NULL;
    if (gcry_cipher_open(&cipher, GCRY_CIPHER_AES256, GCRY_CIPHER_MODE_AESWRAP,
                         GCRY_CIPHER_SECURE))
        return ERR_MEMORY;
    gcry_error_t failed = gcry_cipher_setkey(cipher, work->wrapping, sizeof work->wrapping);
    if (!failed && opens) failed = gcry_cipher_decrypt(cipher, out, out_bytes, in, in_bytes);
    else if (!failed) failed = gcry_cipher_encrypt(cipher, out, out_bytes, in, in_bytes);
    gcry_cipher_close(cipher);
    return failed ? ERR_REFUSED : ERR_NONE;
}

static size_t put_number(uint8_t *to, uint32_t number)
{
    for (int i = 0; i < 4; i++) to[i] = (uint8_t)(number >> (24 - 8 * i));
    return 4;
}

/* Concat KDF with one round of SHA-256. Source: RFC 7518 4.6.2; NIST SP 800-56A 5.8.1. */
static void derive(struct work *work)
{
    uint8_t *at = work->hashed;
    size_t name_bytes = sizeof curve_name - 1;
    at += put_number(at, 1);
    memcpy(at, work->shared, sizeof work->shared);
    at += sizeof work->shared;
    at += put_number(at, (uint32_t)name_bytes);
    memcpy(at, curve_name, name_bytes);
    at += name_bytes;
    at += put_number(at, 0);   /* nobody is named in it */
    at += put_number(at, 0);
    at += put_number(at, 8 * sizeof work->wrapping);
    crypto_hash_sha256(work->wrapping, work->hashed, (size_t)(at - work->hashed));
}

/* The content */

static enum err crypt_content(const struct work *work, bool opens, const uint8_t iv[IV_BYTES],
                              const char *header, size_t header_bytes, uint8_t *out,
                              const uint8_t *in, size_t size_bytes, uint8_t tag[TAG_BYTES])
{
    gcry_cipher_hd_t cipher = NULL;
    if (gcry_cipher_open(&cipher, GCRY_CIPHER_AES256, GCRY_CIPHER_MODE_GCM,
                         GCRY_CIPHER_SECURE))
        return ERR_MEMORY;
    gcry_error_t failed =
        gcry_cipher_setkey(cipher, work->content_key, sizeof work->content_key);
    if (!failed) failed = gcry_cipher_setiv(cipher, iv, IV_BYTES);
    if (!failed) failed = gcry_cipher_authenticate(cipher, header, header_bytes);
    if (!failed)
        failed = opens ? gcry_cipher_decrypt(cipher, out, size_bytes, in, size_bytes)
                       : gcry_cipher_encrypt(cipher, out, size_bytes, in, size_bytes);
    if (!failed)
        failed = opens ? gcry_cipher_checktag(cipher, tag, TAG_BYTES)
                       : gcry_cipher_gettag(cipher, tag, TAG_BYTES);
    gcry_cipher_close(cipher);
    return failed ? ERR_REFUSED : ERR_NONE;
}

/* RSA */

/* In memory that libgcrypt has locked, so that the copies it makes are too. */
static void *locked_copy(const void *from, size_t size_bytes)
{
    void *copy = gcry_malloc_secure(size_bytes);
    if (copy) memcpy(copy, from, size_bytes);
    return copy;
}

static enum err rsa_close(const struct jwe_key *key, const struct work *work, uint8_t *out)
{
    gcry_sexp_t to = NULL, data = NULL, closed = NULL;
    gcry_mpi_t number = NULL;
    void *locked = locked_copy(work->content_key, CONTENT_KEY_BYTES);
    enum err err = locked ? ERR_NONE : ERR_MEMORY;
    if (!err && (gcry_sexp_build(&to, NULL, "(public-key (rsa (n %b) (e %b)))",
                                 (int)key->modulus_bytes, key->modulus,
                                 (int)key->exponent_bytes, key->exponent) ||
                 gcry_sexp_build(&data, NULL,
                                 "(data (flags oaep) (hash-algo sha256) (value %b))",
                                 CONTENT_KEY_BYTES, locked)))
        err = ERR_MEMORY;
    if (!err && (gcry_pk_encrypt(&closed, data, to) ||
                 gcry_sexp_extract_param(closed, "enc-val!rsa", "a", &number, NULL)))
        err = ERR_REFUSED;
    if (!err) err = jwe_number_store(number, out, key->modulus_bytes);
    gcry_mpi_release(number);
    gcry_sexp_release(closed);
    gcry_sexp_release(data);
    gcry_sexp_release(to);
    gcry_free(locked);
    return err;
}

static enum err rsa_open(const struct jwe_private *key, const uint8_t *closed,
                         size_t closed_bytes, struct work *work)
{
    gcry_sexp_t with = NULL, data = NULL, opened = NULL;
    void *locked = locked_copy(key->secret, key->secret_bytes);
    enum err err = locked ? ERR_NONE : ERR_MEMORY;
    size_t size = 0;
    if (!err &&
        (gcry_sexp_build(&with, NULL, "(private-key (rsa (n %b) (e %b) (d %b)))",
                         (int)key->key.modulus_bytes, key->key.modulus,
                         (int)key->key.exponent_bytes, key->key.exponent,
                         (int)key->secret_bytes, locked) ||
         gcry_sexp_build(&data, NULL,
                         "(enc-val (flags oaep) (hash-algo sha256) (rsa (a %b)))",
                         (int)closed_bytes, closed)))
        err = ERR_MEMORY;
    if (!err && gcry_pk_decrypt(&opened, data, with)) err = ERR_REFUSED;
    const char *value = err ? NULL : gcry_sexp_nth_data(opened, 1, &size);
    if (!err && (!value || size != CONTENT_KEY_BYTES)) err = ERR_REFUSED;
    if (!err) memcpy(work->content_key, value, size);
    gcry_sexp_release(opened);
    gcry_sexp_release(data);
    gcry_sexp_release(with);
    gcry_free(locked);
    return err;
}

/* Closing */

static void write_header(struct json_writer *json, const struct jwe_key *to, const uint8_t *x,
                         const uint8_t *y)
{
    bool is_curve = to->kind == JWE_ECDH_ES_A256KW;
    json_write_open(json, NULL, '{');
    json_write_text(json, "alg", is_curve ? curve_name : rsa_name);
    json_write_text(json, "enc", content_name);
    json_write_text(json, "cty", "json");
    if (to->kid[0]) json_write_text(json, "kid", to->kid);
    if (is_curve) {
        char text[48];
        json_write_open(json, "epk", '{');
        json_write_text(json, "kty", "EC");
        json_write_text(json, "crv", "P-256");
        sodium_bin2base64(text, sizeof text, x, JWE_POINT_BYTES, URLSAFE);
        json_write_text(json, "x", text);
        sodium_bin2base64(text, sizeof text, y, JWE_POINT_BYTES, URLSAFE);
        json_write_text(json, "y", text);
        json_write_close(json, '}');
    }
    json_write_close(json, '}');
}

static enum err add_part(struct bytes *compact, const void *from, size_t size_bytes)
{
    size_t room = sodium_base64_encoded_len(size_bytes, URLSAFE);
    char *text = malloc(room);
    if (!text) return ERR_MEMORY;
    sodium_bin2base64(text, room, from, size_bytes, URLSAFE);
    enum err err = compact->size_bytes > 0 ? bytes_add_text(compact, ".") : ERR_NONE;
    if (!err) err = bytes_add_text(compact, text);
    free(text);
    return err;
}

static enum err close_key(const struct jwe_key *to, struct work *work, struct bytes *header,
                          uint8_t *closed, size_t *closed_bytes)
{
    struct json_writer json = {.to = header};
    uint8_t x[JWE_POINT_BYTES], y[JWE_POINT_BYTES];
    if (to->kind == JWE_RSA_OAEP_256) {
        write_header(&json, to, NULL, NULL);
        *closed_bytes = to->modulus_bytes;
        return json.err ? json.err : rsa_close(to, work, closed);
    }
    enum err err = jwe_curve_new(work->secret, x, y);
    if (!err) err = jwe_curve_shared(work->secret, to->x, to->y, work->shared);
    if (err) return err;
    write_header(&json, to, x, y);
    derive(work);
    *closed_bytes = WRAPPED_BYTES;
    return json.err ? json.err
                    : wrap(work, false, closed, WRAPPED_BYTES, work->content_key,
                           CONTENT_KEY_BYTES);
}

static enum err close_content(const struct work *work, const char *plain, size_t plain_bytes,
                              struct bytes *compact, size_t header_bytes)
{
    uint8_t iv[IV_BYTES], tag[TAG_BYTES], *closed = malloc(plain_bytes);
    if (!closed) return ERR_MEMORY;
    randombytes_buf(iv, sizeof iv);
    enum err err = crypt_content(work, false, iv, compact->start, header_bytes, closed,
                                 (const uint8_t *)plain, plain_bytes, tag);
    if (!err) err = add_part(compact, iv, sizeof iv);
    if (!err) err = add_part(compact, closed, plain_bytes);
    if (!err) err = add_part(compact, tag, sizeof tag);
    free(closed);
    return err;
}

enum err jwe_seal(const struct jwe_key *to, const char *plain, size_t plain_bytes,
                  struct bytes *compact_out)
{
    uint8_t closed[JWE_RSA_MOST_BYTES];
    size_t closed_bytes = 0;
    struct bytes header = {.limit_bytes = HEADER_BYTES};
    if (to->kind == JWE_NONE || plain_bytes == 0 || compact_out->size_bytes > 0)
        return ERR_FORMAT;
    struct work *work = sodium_malloc(sizeof *work);
    if (!work) return ERR_MEMORY;
    randombytes_buf(work->content_key, sizeof work->content_key);
    enum err err = jwe_start();
    if (!err) err = close_key(to, work, &header, closed, &closed_bytes);
    if (!err) err = add_part(compact_out, header.start, header.size_bytes);
    size_t header_bytes = compact_out->size_bytes;
    if (!err) err = add_part(compact_out, closed, closed_bytes);
    if (!err) err = close_content(work, plain, plain_bytes, compact_out, header_bytes);
    bytes_wipe(&header);
    sodium_free(work);
    return err;
}

/* Opening */

struct part { const char *text; size_t text_bytes; uint8_t *bytes; size_t size_bytes; };

static enum err split(const char *compact, size_t compact_bytes, struct part parts[PARTS])
{
    const char *at = compact, *end = compact + compact_bytes;
    if (compact_bytes == 0) return ERR_FORMAT;   /* of nothing there need be no address */
    for (int i = 0; i < PARTS; i++) {
        const char *dot = i < PARTS - 1 ? memchr(at, '.', (size_t)(end - at)) : end;
        if (!dot) return ERR_FORMAT;
        parts[i].text = at;
        parts[i].text_bytes = (size_t)(dot - at);
        parts[i].bytes = malloc(parts[i].text_bytes + 1);
        if (!parts[i].bytes) return ERR_MEMORY;
        if (sodium_base642bin(parts[i].bytes, parts[i].text_bytes + 1, at, parts[i].text_bytes,
                              NULL, &parts[i].size_bytes, NULL, URLSAFE) != 0)
            return ERR_FORMAT;
        at = dot + 1;
    }
    return parts[3].size_bytes > 0 ? ERR_NONE : ERR_FORMAT;
}

static bool says(const struct json *header, const char *name, const char *wanted)
{
    const char *text = json_text(json_member(header, name));
    return text && strcmp(text, wanted) == 0;
}

static enum err open_key(const struct jwe_private *key, const struct json *header,
                         const struct part *closed, struct work *work)
{
    struct jwe_key theirs;
    if (key->key.kind == JWE_RSA_OAEP_256) {
        if (!says(header, "alg", rsa_name)) return ERR_FORMAT;
        if (closed->size_bytes != key->key.modulus_bytes) return ERR_REFUSED;
        return rsa_open(key, closed->bytes, closed->size_bytes, work);
    }
    const struct json *point = json_member(header, "epk");
    if (!says(header, "alg", curve_name) || !point || json_member(header, "apu") ||
        json_member(header, "apv") || jwe_key_read(point, &theirs) ||
        theirs.kind != JWE_ECDH_ES_A256KW || closed->size_bytes != WRAPPED_BYTES)
        return ERR_FORMAT;
    assert(key->secret_bytes <= JWE_POINT_BYTES);   /* jwe_private_read */
    memcpy(work->secret + JWE_POINT_BYTES - key->secret_bytes, key->secret, key->secret_bytes);
    enum err err = jwe_curve_shared(work->secret, theirs.x, theirs.y, work->shared);
    if (err) return err;
    derive(work);
    return wrap(work, true, work->content_key, CONTENT_KEY_BYTES, closed->bytes,
                WRAPPED_BYTES);
}

static enum err open_parts(const struct jwe_private *key, const struct part parts[PARTS],
                           struct work *work, struct bytes *plain_out)
{
    struct json *header = NULL;
    struct json_problem problem;
    enum err err =
        json_read((const char *)parts[0].bytes, parts[0].size_bytes, &header, &problem);
    if (!err && (json_kind(header) != JSON_OBJECT || !says(header, "enc", content_name) ||
                 json_member(header, "crit") || json_member(header, "zip") ||
                 parts[2].size_bytes != IV_BYTES || parts[4].size_bytes != TAG_BYTES))
        err = ERR_FORMAT;
    if (!err) err = open_key(key, header, &parts[1], work);
    json_free(header);
    uint8_t *plain = err ? NULL : sodium_malloc(parts[3].size_bytes);
    if (!err && !plain) err = ERR_MEMORY;
    if (!err)
        err = crypt_content(work, true, parts[2].bytes, parts[0].text, parts[0].text_bytes,
                            plain, parts[3].bytes, parts[3].size_bytes, parts[4].bytes);
    if (!err) err = bytes_add(plain_out, plain, parts[3].size_bytes);
    sodium_free(plain);
    return err;
}

enum err jwe_open(const struct jwe_private *key, const char *compact, size_t compact_bytes,
                  struct bytes *plain_out)
{
    struct part parts[PARTS] = {0};
    struct work *work = sodium_malloc(sizeof *work);
    if (!work) return ERR_MEMORY;
    memset(work, 0, sizeof *work);
    enum err err = jwe_start();
    if (!err) err = split(compact, compact_bytes, parts);
    if (!err) err = open_parts(key, parts, work, plain_out);
    for (int i = 0; i < PARTS; i++) free(parts[i].bytes);
    sodium_free(work);
    return err;
}
