/* SPDX-License-Identifier: EUPL-1.2 */
/* file.h - whole files in, whole files out.
 *
 * Errors: ERR_MISSING, ERR_REFUSED (rights), ERR_LARGE (above the limit), ERR_DISK. */
#ifndef NAAST_BASE_FILE_H
#define NAAST_BASE_FILE_H
#include <stdbool.h>
#include "base/bytes.h"

#define PATH_BYTES 1024

/* Up to bytes_out->limit_bytes. */
enum err file_read(const char *path, struct bytes *bytes_out) MUST_USE;
/* Readers see the old file or the new one, never half. `mode` as in chmod. Not synced. */
enum err file_replace(const char *path, const void *from, size_t size_bytes,
                      unsigned mode) MUST_USE;
bool file_exists(const char *path);
/* Joins with one slash. ERR_LARGE when it does not fit. */
enum err path_join(char out[PATH_BYTES], const char *folder, const char *name) MUST_USE;
/* Names ending in `suffix` directly inside `folder`, sorted by byte; `each` returns false to
 * stop. */
enum err folder_each(const char *folder, const char *suffix,
                     bool (*each)(void *with, const char *name), void *with) MUST_USE;

#endif
