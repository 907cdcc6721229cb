/* SPDX-License-Identifier: EUPL-1.2 */
/* disk.h - the few system calls the spool's promise rests on, with every return value looked
 * at.
 *
 * Errors: ERR_FULL (no room left), ERR_MISSING, ERR_EXISTS, ERR_REFUSED (rights), ERR_MEMORY,
 *         ERR_DISK (all else). */
#ifndef NAAST_SPOOL_DISK_H
#define NAAST_SPOOL_DISK_H
#include <stddef.h>
#include "base/err.h"

enum err disk_cause(int number);   /* of errno */
/* Goes on after an interruption or a short write. */
enum err disk_write(int fd, const void *from, size_t size_bytes) MUST_USE;
/* Up to `size_bytes`; less only at the end of the file. */
enum err disk_read(int fd, void *to, size_t size_bytes, size_t *read_bytes_out) MUST_USE;
enum err disk_sync_folder(const char *folder) MUST_USE;
/* Makes it when it is missing, and then its name is synced too: what lies in a folder that the
 * disk forgets is lost. */
enum err disk_make_folder(const char *folder, unsigned mode) MUST_USE;

#endif
