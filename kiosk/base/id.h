/* SPDX-License-Identifier: EUPL-1.2 */
/* id.h - the name of a request, for machines and for people.
 *
 * id:         128 random bits as UUID version 4 (RFC 9562); also the Idempotency-Key. Never
 *             shown.
 * reference:  10 digits, 9 random and a Damm check digit, so that one wrong or two swapped
 *             digits are found when it is read out over the phone. Shown as "482 913 7508".
 * randomness: libsodium (getrandom). Call sodium_init() first. */
#ifndef NAAST_BASE_ID_H
#define NAAST_BASE_ID_H
#include <stdbool.h>
#include <stdint.h>
#include "base/err.h"

#define ID_TEXT_BYTES 37
#define REFERENCE_BYTES 11
#define REFERENCE_SHOWN_BYTES 13

struct id { uint8_t bytes[16]; };

struct id id_new(void);
void id_text(struct id id, char out[ID_TEXT_BYTES]);   /* lower case, with dashes */
enum err id_read(const char *text, struct id *id_out) MUST_USE;       /* ERR_FORMAT */
bool id_is_same(struct id a, struct id b);
bool id_is_zero(struct id id);   /* none */
void id_short(struct id id, char out[9]);   /* 8 hex characters of a hash, for logs */

void reference_new(char out[REFERENCE_BYTES]);
bool reference_is_valid(const char *digits);   /* 10 digits, check digit right */
void reference_shown(const char *digits, char out[REFERENCE_SHOWN_BYTES]);

#endif
