/* SPDX-License-Identifier: EUPL-1.2 */
/* half.h - a picture of half the size, and how one is read back from its PNG. Errors:
 * ERR_MEMORY, ERR_DISK. */
#ifndef NAAST_TESTS_GOLDEN_HALF_H
#define NAAST_TESTS_GOLDEN_HALF_H
#include "platform/bitmap.h"

/* Each pixel is the mean of four, in 52 levels of each colour. */
enum err half_of(const struct canvas *whole, struct canvas *half_out) MUST_USE;
enum err half_read(const char *path, struct canvas *canvas_out) MUST_USE;

#endif
