/* SPDX-License-Identifier: EUPL-1.2 */
#include "base/jwe_curve.h"

#include <sodium.h>
#include <string.h>

struct curve {
    gcry_ctx_t context;
    gcry_mpi_point_t point, product;
    gcry_mpi_t x, y, secret;
};

static void finish(struct curve *curve)
{
    gcry_mpi_release(curve->x);
    gcry_mpi_release(curve->y);
    gcry_mpi_release(curve->secret);
    gcry_mpi_point_release(curve->point);
    gcry_mpi_point_release(curve->product);
    gcry_ctx_release(curve->context);
}

static enum err begin(struct curve *curve)
{
    memset(curve, 0, sizeof *curve);
    if (jwe_start() || gcry_mpi_ec_new(&curve->context, NULL, "NIST P-256") != 0)
        return ERR_SYSTEM;
    /* These never give NULL: without memory libgcrypt ends the program. */
    curve->point = gcry_mpi_point_new(0);
    curve->product = gcry_mpi_point_new(0);
    curve->x = gcry_mpi_snew(8 * JWE_POINT_BYTES);
    curve->y = gcry_mpi_snew(8 * JWE_POINT_BYTES);
    curve->secret = gcry_mpi_snew(8 * JWE_POINT_BYTES);
    return ERR_NONE;
}

static enum err scan(gcry_mpi_t *to, const uint8_t bytes[JWE_POINT_BYTES])
{
    gcry_mpi_t read = NULL;
    if (gcry_mpi_scan(&read, GCRYMPI_FMT_USG, bytes, JWE_POINT_BYTES, NULL)) return ERR_SYSTEM;
    gcry_mpi_release(*to);
    *to = read;
    return ERR_NONE;
}

/* Into memory that libgcrypt has locked. */
static enum err scan_locked(gcry_mpi_t *to, const uint8_t bytes[JWE_POINT_BYTES])
{
    uint8_t *locked = gcry_malloc_secure(JWE_POINT_BYTES);
    if (!locked) return ERR_MEMORY;
    memcpy(locked, bytes, JWE_POINT_BYTES);
    enum err err = scan(to, locked);
    gcry_free(locked);
    return err;
}

enum err jwe_number_store(gcry_mpi_t from, uint8_t *out, size_t out_bytes)
{
    size_t size = 0;
    if (gcry_mpi_print(GCRYMPI_FMT_USG, out, out_bytes, &size, from)) return ERR_SYSTEM;
    memmove(out + out_bytes - size, out, size);
    memset(out, 0, out_bytes - size);
    return ERR_NONE;
}

/* curve->x and curve->y are those of the point. */
static enum err check_point(struct curve *curve)
{
    gcry_mpi_point_set(curve->point, curve->x, curve->y, GCRYMPI_CONST_ONE);
    return gcry_mpi_ec_curve_point(curve->point, curve->context) ? ERR_NONE : ERR_REFUSED;
}

bool jwe_curve_has(const uint8_t x[JWE_POINT_BYTES], const uint8_t y[JWE_POINT_BYTES])
{
    struct curve curve;
    enum err err = begin(&curve);
    if (!err) err = scan(&curve.x, x);
    if (!err) err = scan(&curve.y, y);
    if (!err) err = check_point(&curve);
    finish(&curve);
    return !err;
}

enum err jwe_curve_new(uint8_t secret_out[JWE_POINT_BYTES], uint8_t x_out[JWE_POINT_BYTES],
                       uint8_t y_out[JWE_POINT_BYTES])
{
    struct curve curve;
    enum err err = begin(&curve);
    /* Below the order of the curve, which begins with ffffffff 00000000. */
    do randombytes_buf(secret_out, JWE_POINT_BYTES);
    while (memcmp(secret_out, "\xff\xff\xff\xff", 4) == 0);
    if (!err) err = scan_locked(&curve.secret, secret_out);
    if (!err) {
        gcry_mpi_point_t base = gcry_mpi_ec_get_point("g", curve.context, 1);
        gcry_mpi_ec_mul(curve.product, curve.secret, base, curve.context);
        gcry_mpi_point_release(base);
        if (gcry_mpi_ec_get_affine(curve.x, curve.y, curve.product, curve.context))
            err = ERR_SYSTEM;
    }
    if (!err) err = jwe_number_store(curve.x, x_out, JWE_POINT_BYTES);
    if (!err) err = jwe_number_store(curve.y, y_out, JWE_POINT_BYTES);
    finish(&curve);
    return err;
}

enum err jwe_curve_shared(const uint8_t secret[JWE_POINT_BYTES],
                          const uint8_t x[JWE_POINT_BYTES], const uint8_t y[JWE_POINT_BYTES],
                          uint8_t shared_out[JWE_POINT_BYTES])
{
    struct curve curve;
    enum err err = begin(&curve);
    /* The point is no secret, but what comes of it is, and lies where the point lay. */
    if (!err) err = scan_locked(&curve.x, x);
    if (!err) err = scan_locked(&curve.y, y);
    if (!err) err = check_point(&curve);
    if (!err) err = scan_locked(&curve.secret, secret);
    if (!err) {
        gcry_mpi_ec_mul(curve.product, curve.secret, curve.point, curve.context);
        if (gcry_mpi_ec_get_affine(curve.x, NULL, curve.product, curve.context))
            err = ERR_REFUSED;
    }
    if (!err) err = jwe_number_store(curve.x, shared_out, JWE_POINT_BYTES);
    finish(&curve);
    return err;
}
