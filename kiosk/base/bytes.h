/* SPDX-License-Identifier: EUPL-1.2 */
/* bytes.h - a growing run of bytes with a limit, always closed with a zero.
 *
 * Shape:  start from {.limit_bytes = N}. With `is_private` the memory is locked
 *         (sodium_malloc), is reserved whole at the first write and zeroed by bytes_wipe, so
 *         that no copy is left behind.
 * Errors: ERR_LARGE when the limit would be passed; what was there stays whole. */
#ifndef NAAST_BASE_BYTES_H
#define NAAST_BASE_BYTES_H
#include <stdbool.h>
#include <stddef.h>
#include "base/err.h"

struct bytes {
    char *start;
    size_t size_bytes;
    size_t room_bytes;
    size_t limit_bytes;
    bool is_private;
};

enum err bytes_add(struct bytes *bytes, const void *from, size_t size_bytes) MUST_USE;
enum err bytes_add_text(struct bytes *bytes, const char *utf8) MUST_USE;
enum err bytes_add_format(struct bytes *bytes, const char *format, ...)
    PRINTF_LIKE(2, 3) MUST_USE;
void bytes_wipe(struct bytes *bytes);   /* zeroes, frees; accepts a zeroed value */

#endif
