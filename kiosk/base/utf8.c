/* SPDX-License-Identifier: EUPL-1.2 */
#include "base/utf8.h"

#include <assert.h>
#include <string.h>

/* Bytes of the sequence that `first` begins; 0 when nothing may begin with it. */
static size_t sequence_size(unsigned char first)
{
    if (first < 0x80) return 1;
    if (first < 0xc2) return 0;   /* a following byte, or an overlong form */
    if (first < 0xe0) return 2;
    if (first < 0xf0) return 3;
    if (first < 0xf5) return 4;
    return 0;
}

static bool is_following(unsigned char byte)
{
    return (byte & 0xc0) == 0x80;
}

static uint32_t decode(const unsigned char *from, size_t size)
{
    static const unsigned char first_mask[] = {0, 0x7f, 0x1f, 0x0f, 0x07};
    uint32_t code_point = (uint32_t)(from[0] & first_mask[size]);
    for (size_t i = 1; i < size; i++)
        code_point = code_point << 6 | (uint32_t)(from[i] & 0x3f);
    return code_point;
}

bool utf8_is_valid(const char *utf8, size_t size_bytes)
{
    static const uint32_t smallest[] = {0, 0, 0x80, 0x800, 0x10000};
    const unsigned char *from = (const unsigned char *)utf8;
    size_t at = 0;
    while (at < size_bytes) {
        size_t size = sequence_size(from[at]);
        if (size == 0 || size > size_bytes - at) return false;
        for (size_t i = 1; i < size; i++)
            if (!is_following(from[at + i])) return false;
        uint32_t code_point = decode(from + at, size);
        if (code_point < smallest[size] || code_point > 0x10ffff) return false;
        if (code_point >= 0xd800 && code_point <= 0xdfff) return false;
        at += size;
    }
    return true;
}

uint32_t utf8_next(const char *utf8, size_t size_bytes, size_t *at)
{
    if (*at >= size_bytes) return 0;
    const unsigned char *from = (const unsigned char *)utf8 + *at;
    size_t size = sequence_size(from[0]);
    assert(size > 0 && size <= size_bytes - *at);
    *at += size;
    return decode(from, size);
}

size_t utf8_write(uint32_t code_point, char out[4])
{
    assert(code_point <= 0x10ffff && !(code_point >= 0xd800 && code_point <= 0xdfff));
    if (code_point < 0x80) {
        out[0] = (char)code_point;
        return 1;
    }
    size_t size = code_point < 0x800 ? 2 : code_point < 0x10000 ? 3 : 4;
    static const unsigned char first_bits[] = {0, 0, 0xc0, 0xe0, 0xf0};
    for (size_t i = size - 1; i > 0; i--) {
        out[i] = (char)(0x80 | (code_point & 0x3f));
        code_point >>= 6;
    }
    out[0] = (char)(first_bits[size] | code_point);
    return size;
}

size_t utf8_count(const char *utf8, size_t size_bytes)
{
    size_t count = 0;
    for (size_t i = 0; i < size_bytes; i++)
        if (!is_following((unsigned char)utf8[i])) count++;
    return count;
}

size_t utf8_last_size(const char *utf8, size_t size_bytes)
{
    size_t size = 0;
    while (size < size_bytes) {
        size++;
        if (!is_following((unsigned char)utf8[size_bytes - size])) break;
    }
    return size;
}

void utf8_drop_halves(char *text)
{
    size_t size_bytes = strlen(text), to = 0;
    for (size_t at = 0; at < size_bytes;) {
        size_t size = sequence_size((unsigned char)text[at]);
        bool is_whole = size > 0 && size <= size_bytes - at && utf8_is_valid(text + at, size);
        if (!is_whole) {
            at++;
            continue;
        }
        memmove(text + to, text + at, size);
        to += size;
        at += size;
    }
    text[to] = 0;
}
