/* SPDX-License-Identifier: EUPL-1.2 */
/* Whatever libgcrypt refuses, at whichever call: no key is taken, nothing half is closed, and
 * nothing opens. */
#include "base/jwe_sample.h"

#include <gcrypt.h>
#include <stdarg.h>

#include "faults/calls.h"

#define PLACES_MOST 200
#define REFUSED gcry_error(GPG_ERR_ENOMEM)

CALLS_WRAP(const char *, gcry_check_version, NULL, (const char *least), (least))
CALLS_WRAP(gcry_error_t, gcry_cipher_open, REFUSED,
           (gcry_cipher_hd_t * cipher, int kind, int mode, unsigned flags),
           (cipher, kind, mode, flags))
CALLS_WRAP(gcry_error_t, gcry_cipher_setkey, REFUSED,
           (gcry_cipher_hd_t cipher, const void *key, size_t size), (cipher, key, size))
CALLS_WRAP(gcry_error_t, gcry_cipher_setiv, REFUSED,
           (gcry_cipher_hd_t cipher, const void *iv, size_t size), (cipher, iv, size))
CALLS_WRAP(gcry_error_t, gcry_cipher_authenticate, REFUSED,
           (gcry_cipher_hd_t cipher, const void *text, size_t size), (cipher, text, size))
CALLS_WRAP(gcry_error_t, gcry_cipher_encrypt, REFUSED,
           (gcry_cipher_hd_t cipher, void *out, size_t room, const void *in, size_t size),
           (cipher, out, room, in, size))
CALLS_WRAP(gcry_error_t, gcry_cipher_decrypt, REFUSED,
           (gcry_cipher_hd_t cipher, void *out, size_t room, const void *in, size_t size),
           (cipher, out, room, in, size))
CALLS_WRAP(gcry_error_t, gcry_cipher_gettag, REFUSED,
           (gcry_cipher_hd_t cipher, void *tag, size_t size), (cipher, tag, size))
CALLS_WRAP(gcry_error_t, gcry_cipher_checktag, REFUSED,
           (gcry_cipher_hd_t cipher, const void *tag, size_t size), (cipher, tag, size))
CALLS_WRAP(gcry_error_t, gcry_pk_encrypt, REFUSED,
           (gcry_sexp_t * out, gcry_sexp_t data, gcry_sexp_t key), (out, data, key))
CALLS_WRAP(gcry_error_t, gcry_pk_decrypt, REFUSED,
           (gcry_sexp_t * out, gcry_sexp_t data, gcry_sexp_t key), (out, data, key))
CALLS_WRAP(const char *, gcry_sexp_nth_data, NULL,
           (const gcry_sexp_t list, int place, size_t *size), (list, place, size))
CALLS_WRAP(gcry_error_t, gcry_mpi_scan, REFUSED,
           (gcry_mpi_t * number, enum gcry_mpi_format form, const void *from, size_t size,
            size_t *read),
           (number, form, from, size, read))
CALLS_WRAP(gcry_error_t, gcry_mpi_print, REFUSED,
           (enum gcry_mpi_format form, unsigned char *to, size_t room, size_t *size,
            const gcry_mpi_t number),
           (form, to, room, size, number))
CALLS_WRAP(gcry_error_t, gcry_mpi_ec_new, REFUSED,
           (gcry_ctx_t * context, gcry_sexp_t key, const char *curve_name),
           (context, key, curve_name))
CALLS_WRAP(int, gcry_mpi_ec_get_affine, -1,
           (gcry_mpi_t x, gcry_mpi_t y, gcry_mpi_point_t point, gcry_ctx_t context),
           (x, y, point, context))
CALLS_WRAP(int, gcry_mpi_ec_curve_point, 0, (gcry_mpi_point_t point, gcry_ctx_t context),
           (point, context))

/* As many pairs of size and start as the form has %b; ours have three at most. */
gcry_error_t __real_gcry_sexp_build(gcry_sexp_t *out, size_t *at, const char *form, ...);
gcry_error_t __wrap_gcry_sexp_build(gcry_sexp_t *out, size_t *at, const char *form, ...);
gcry_error_t __wrap_gcry_sexp_build(gcry_sexp_t *out, size_t *at, const char *form, ...)
{
    int sizes[3] = {0};
    const void *starts[3] = {NULL};
    va_list rest;
    va_start(rest, form);
    int count = 0;
    for (const char *place = form; (place = strstr(place, "%b")); place++, count++) {
        sizes[count] = va_arg(rest, int);
        starts[count] = va_arg(rest, const void *);
    }
    va_end(rest);
    if (calls_fail_now()) return REFUSED;
    return __real_gcry_sexp_build(out, at, form, sizes[0], starts[0], sizes[1], starts[1],
                                  sizes[2], starts[2]);
}

gcry_error_t __real_gcry_sexp_extract_param(gcry_sexp_t from, const char *path,
                                            const char *names, ...);
gcry_error_t __wrap_gcry_sexp_extract_param(gcry_sexp_t from, const char *path,
                                            const char *names, ...);
gcry_error_t __wrap_gcry_sexp_extract_param(gcry_sexp_t from, const char *path,
                                            const char *names, ...)
{
    va_list rest;
    va_start(rest, names);
    gcry_mpi_t *number = va_arg(rest, gcry_mpi_t *);
    va_end(rest);
    return calls_fail_now() ? REFUSED
                            : __real_gcry_sexp_extract_param(from, path, names, number, NULL);
}

static struct pair *pair;
static struct bytes whole = {.limit_bytes = 8192};

static enum err close_message(void)
{
    struct bytes compact = {.limit_bytes = 8192};
    enum err err = jwe_seal(&pair->key, PLAIN, strlen(PLAIN), &compact);
    (void)calls_end();
    assert_int_equal(opens(pair, compact.start, compact.size_bytes) == ERR_NONE, !err);
    bytes_wipe(&compact);
    return err;
}

static enum err open_message(void) { return opens(pair, whole.start, whole.size_bytes); }

static struct json *published_key;

static enum err take_key(void)
{
    struct jwe_key key;
    enum jwe_fault fault = jwe_key_read(published_key, &key);
    assert_int_equal(key.kind == JWE_NONE, fault != JWE_FINE);
    return fault ? ERR_REFUSED : ERR_NONE;
}

static enum err make_pair(void)
{
    struct bytes secret = {.limit_bytes = 1024, .is_private = true};
    struct bytes published = {.limit_bytes = 1024};
    enum err err = jwe_new(&secret, &published);
    bytes_wipe(&secret);
    bytes_wipe(&published);
    return err;
}

static void at_each_refusal(const char *what, enum err (*act)(void))
{
    bool has_failed = true;
    for (int at = 1; has_failed; at++) {
        assert_true(at < PLACES_MOST);
        calls_begin(at, 0);
        enum err err = act();
        has_failed = calls_end();
        if (!err != !has_failed) fail_msg("%s, refusal %d: %s", what, at, err_name(err));
    }
}

/* The first test: libgcrypt has not begun yet. */
static void a_libgcrypt_that_is_too_old_is_refused(void **state)
{
    (void)state;
    calls_begin(1, 0);
    assert_int_equal(jwe_start(), ERR_SYSTEM);
    assert_true(calls_end());
    calls_begin(1, 0);
    assert_int_equal(make_pair(), ERR_SYSTEM);
    assert_true(calls_end());
    assert_int_equal(jwe_start(), ERR_NONE);
    assert_int_equal(jwe_start(), ERR_NONE);
}

static void nothing_is_closed_or_opened_by_halves(void **state)
{
    (void)state;
    struct pair curve, rsa, *pairs[] = {&curve, &rsa};
    pair_read(&curve, CURVE "}", CURVE CURVE_SECRET);
    pair_read(&rsa, RSA "}", RSA RSA_SECRET);
    for (int i = 0; i < 2; i++) {
        pair = pairs[i];
        assert_int_equal(jwe_seal(&pair->key, PLAIN, strlen(PLAIN), &whole), ERR_NONE);
        at_each_refusal("closing", close_message);
        at_each_refusal("opening", open_message);
        bytes_wipe(&whole);
    }
}

static void a_key_is_taken_or_made_whole_or_not_at_all(void **state)
{
    (void)state;
    published_key = parse(CURVE "}");
    at_each_refusal("taking a key", take_key);
    json_free(published_key);
    at_each_refusal("making a pair", make_pair);
}

int main(void)
{
    if (sodium_init() < 0) return 1;
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_libgcrypt_that_is_too_old_is_refused),
        cmocka_unit_test(nothing_is_closed_or_opened_by_halves),
        cmocka_unit_test(a_key_is_taken_or_made_whole_or_not_at_all),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
