/* SPDX-License-Identifier: EUPL-1.2 */
#include "base/id.h"

#include <sodium.h>
#include <stdio.h>
#include <string.h>

/* UUID text is five groups; a dash stands before the bytes with these numbers. */
static bool dash_before(size_t byte)
{
    return byte == 4 || byte == 6 || byte == 8 || byte == 10;
}

struct id id_new(void)
{
    struct id id;
    randombytes_buf(id.bytes, sizeof id.bytes);
    id.bytes[6] = (uint8_t)((id.bytes[6] & 0x0f) | 0x40);   /* version 4 */
    id.bytes[8] = (uint8_t)((id.bytes[8] & 0x3f) | 0x80);   /* variant of RFC 9562 */
    return id;
}

void id_text(struct id id, char out[ID_TEXT_BYTES])
{
    static const char digits[] = "0123456789abcdef";
    size_t at = 0;
    for (size_t i = 0; i < sizeof id.bytes; i++) {
        if (dash_before(i)) out[at++] = '-';
        out[at++] = digits[id.bytes[i] >> 4];
        out[at++] = digits[id.bytes[i] & 15];
    }
    out[at] = 0;
}

static int hex_value(char sign)
{
    if (sign >= '0' && sign <= '9') return sign - '0';
    if (sign >= 'a' && sign <= 'f') return sign - 'a' + 10;
    if (sign >= 'A' && sign <= 'F') return sign - 'A' + 10;
    return -1;
}

enum err id_read(const char *text, struct id *id_out)
{
    struct id id;
    if (strnlen(text, ID_TEXT_BYTES) != ID_TEXT_BYTES - 1) return ERR_FORMAT;
    for (size_t i = 0; i < sizeof id.bytes; i++) {
        if (dash_before(i) && *text++ != '-') return ERR_FORMAT;
        int high = hex_value(text[0]), low = hex_value(text[1]);
        if (high < 0 || low < 0) return ERR_FORMAT;
        id.bytes[i] = (uint8_t)(high * 16 + low);
        text += 2;
    }
    *id_out = id;
    return ERR_NONE;
}

bool id_is_same(struct id a, struct id b)
{
    return memcmp(a.bytes, b.bytes, sizeof a.bytes) == 0;
}

bool id_is_zero(struct id id)
{
    return id_is_same(id, (struct id){0});
}

void id_short(struct id id, char out[9])
{
    unsigned char hash[crypto_generichash_BYTES_MIN];
    crypto_generichash(hash, sizeof hash, id.bytes, sizeof id.bytes, NULL, 0);
    snprintf(out, 9, "%02x%02x%02x%02x", hash[0], hash[1], hash[2], hash[3]);
}

/* Damm's totally anti-symmetric quasigroup of order 10: finds every wrong digit and every swap
 * of two neighbours. Source: H. M. Damm, Total anti-symmetrische Quasigruppen, Marburg 2004. */
static int damm(const char *digits, int count)
{
    static const char table[10][11] = {
        "0317598642", "7092154863", "4206871359", "1750983426", "6123045978",
        "3674209581", "5869720134", "8945362017", "9438617205", "2581436790",
    };
    int row = 0;
    for (int i = 0; i < count; i++) row = table[row][digits[i] - '0'] - '0';
    return row;
}

void reference_new(char out[REFERENCE_BYTES])
{
    for (int i = 0; i < REFERENCE_BYTES - 2; i++)
        out[i] = (char)('0' + randombytes_uniform(10));
    out[REFERENCE_BYTES - 2] = (char)('0' + damm(out, REFERENCE_BYTES - 2));
    out[REFERENCE_BYTES - 1] = 0;
}

bool reference_is_valid(const char *digits)
{
    if (strnlen(digits, REFERENCE_BYTES) != REFERENCE_BYTES - 1) return false;
    for (int i = 0; i < REFERENCE_BYTES - 1; i++)
        if (digits[i] < '0' || digits[i] > '9') return false;
    return damm(digits, REFERENCE_BYTES - 1) == 0;
}

void reference_shown(const char *digits, char out[REFERENCE_SHOWN_BYTES])
{
    snprintf(out, REFERENCE_SHOWN_BYTES, "%.3s %.3s %.4s", digits, digits + 3, digits + 6);
}
