/* SPDX-License-Identifier: EUPL-1.2 */
/* private_text.h - what a visitor typed.
 *
 * Its own type, so that it cannot slip into log_line(), a file name or a metric by accident. It
 * lives only inside memory from sodium_malloc (the model, the frame arena) and is wiped with
 * the visit. */
#ifndef NAAST_BASE_PRIVATE_TEXT_H
#define NAAST_BASE_PRIVATE_TEXT_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "base/err.h"

#define PRIVATE_TEXT_BYTES 512   /* 100 characters of any script, 4 bytes each, and room */

struct private_text {
    char utf8[PRIVATE_TEXT_BYTES];   /* always closed with a zero */
    uint16_t size_bytes;             /* without the closing zero */
};

/* Adds at the end. ERR_FULL when it would pass `most_characters` or the buffer. */
enum err private_text_add(struct private_text *text, const char *utf8,
                          size_t most_characters) MUST_USE;
/* The last character, with its accents. */
void private_text_drop_last(struct private_text *text);
void private_text_wipe(struct private_text *text);
bool private_text_is_empty(const struct private_text *text);
size_t private_text_count(const struct private_text *text);   /* characters (code points) */

#endif
