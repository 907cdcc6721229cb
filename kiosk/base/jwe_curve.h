/* SPDX-License-Identifier: EUPL-1.2 */
/* jwe_curve.h - the curve P-256 as JWE needs it (RFC 7518 4.6, FIPS 186-4 D.1.2.3). Inside
 * base/ only.
 *
 * Numbers are 32 bytes, the highest first. Secret ones are multiplied in libgcrypt's locked
 * memory, in the same time whatever their value. */
#ifndef NAAST_BASE_JWE_CURVE_H
#define NAAST_BASE_JWE_CURVE_H
#include <gcrypt.h>
#include <stdbool.h>
#include "base/jwe.h"

bool jwe_curve_has(const uint8_t x[JWE_POINT_BYTES], const uint8_t y[JWE_POINT_BYTES]);
/* At the end of `out`, zeroes before it. ERR_SYSTEM: it does not fit. */
enum err jwe_number_store(gcry_mpi_t from, uint8_t *out, size_t out_bytes) MUST_USE;
/* A fresh pair. ERR_MEMORY, ERR_SYSTEM. */
enum err jwe_curve_new(uint8_t secret_out[JWE_POINT_BYTES], uint8_t x_out[JWE_POINT_BYTES],
                       uint8_t y_out[JWE_POINT_BYTES]) MUST_USE;
/* What both sides know: the x of secret times point. ERR_REFUSED: no point of the curve. */
enum err jwe_curve_shared(const uint8_t secret[JWE_POINT_BYTES],
                          const uint8_t x[JWE_POINT_BYTES], const uint8_t y[JWE_POINT_BYTES],
                          uint8_t shared_out[JWE_POINT_BYTES]) MUST_USE;

#endif
