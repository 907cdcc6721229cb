/* SPDX-License-Identifier: EUPL-1.2 */
/* intake_lines.h - reads a file of lines whose end may have been torn by a power cut.
 *
 * Errors: ERR_DISK when the disk does not give all of it: then nobody knows where the file
 *         ends, and nothing may be cut off. Or what `each` answers, which stops the reading.
 * Thread: any. */
#ifndef NAAST_APPS_INTAKE_LINES_H
#define NAAST_APPS_INTAKE_LINES_H
#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>
#include "base/err.h"

#define INTAKE_REQUEST_BYTES (16 * 1024) /* the contract's limit */
#define INTAKE_LINE_BYTES (INTAKE_REQUEST_BYTES + 512)

struct intake_line {
    const char *text;  /* with its line feed and without a closing zero; a loan */
    size_t text_bytes; /* 0: longer than INTAKE_LINE_BYTES, we never wrote it */
    off_t at, bytes;   /* where it begins, and all of it */
    int number;        /* 1 is the first */
};

typedef enum err intake_line_read(void *with, const struct intake_line *line);

/* Calls `each` for each line that ends in a line feed. *end_out is where the last of them ends,
 * *is_torn_out says whether more comes after that. */
enum err intake_lines_read(int fd, intake_line_read *each, void *with, off_t *end_out,
                           bool *is_torn_out) MUST_USE;

#endif
