/* SPDX-License-Identifier: EUPL-1.2 */
#include "base/bytes.h"

#include <assert.h>
#include <sodium.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define FIRST_ROOM_BYTES 256

static enum err reserve_private(struct bytes *bytes)
{
    if (bytes->start) return ERR_NONE;
    if (sodium_init() < 0) return ERR_SYSTEM;
    bytes->start = sodium_malloc(bytes->limit_bytes + 1);
    if (!bytes->start) return ERR_MEMORY;
    bytes->start[0] = 0;
    bytes->room_bytes = bytes->limit_bytes + 1;
    return ERR_NONE;
}

/* Makes room for `more_bytes` and the closing zero. */
static enum err reserve(struct bytes *bytes, size_t more_bytes)
{
    assert(bytes->limit_bytes < SIZE_MAX / 2 && bytes->size_bytes <= bytes->limit_bytes);
    if (more_bytes > bytes->limit_bytes - bytes->size_bytes) return ERR_LARGE;
    if (bytes->is_private) return reserve_private(bytes);

    size_t needed_bytes = bytes->size_bytes + more_bytes + 1;
    if (needed_bytes <= bytes->room_bytes) return ERR_NONE;
    size_t room_bytes =
        bytes->room_bytes < FIRST_ROOM_BYTES ? FIRST_ROOM_BYTES : bytes->room_bytes * 2;
    if (room_bytes > bytes->limit_bytes + 1) room_bytes = bytes->limit_bytes + 1;
    if (room_bytes < needed_bytes) room_bytes = needed_bytes;
    char *start = realloc(bytes->start, room_bytes);
    if (!start) return ERR_MEMORY;
    start[bytes->size_bytes] = 0;
    bytes->start = start;
    bytes->room_bytes = room_bytes;
    return ERR_NONE;
}

enum err bytes_add(struct bytes *bytes, const void *from, size_t size_bytes)
{
    enum err err = reserve(bytes, size_bytes);
    if (err) return err;
    if (size_bytes > 0) memcpy(bytes->start + bytes->size_bytes, from, size_bytes);
    bytes->size_bytes += size_bytes;
    bytes->start[bytes->size_bytes] = 0;
    return ERR_NONE;
}

enum err bytes_add_text(struct bytes *bytes, const char *utf8)
{
    return bytes_add(bytes, utf8, strlen(utf8));
}

enum err bytes_add_format(struct bytes *bytes, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    int size = vsnprintf(NULL, 0, format, arguments);
    va_end(arguments);
    if (size < 0) return ERR_FORMAT;

    enum err err = reserve(bytes, (size_t)size);
    if (err) return err;
    va_start(arguments, format);
    vsnprintf(bytes->start + bytes->size_bytes, (size_t)size + 1, format, arguments);
    va_end(arguments);
    bytes->size_bytes += (size_t)size;
    return ERR_NONE;
}

void bytes_wipe(struct bytes *bytes)
{
    if (bytes->is_private) {
        sodium_free(bytes->start);   /* zeroes first */
    } else if (bytes->start) {
        sodium_memzero(bytes->start, bytes->room_bytes);
        free(bytes->start);
    }
    bytes->start = NULL;
    bytes->size_bytes = 0;
    bytes->room_bytes = 0;
}
