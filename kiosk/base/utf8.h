/* SPDX-License-Identifier: EUPL-1.2 */
/* utf8.h - UTF-8 as RFC 3629 has it: no overlong forms, no surrogates, nothing above
 * U+10FFFF. */
#ifndef NAAST_BASE_UTF8_H
#define NAAST_BASE_UTF8_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

bool utf8_is_valid(const char *utf8, size_t size_bytes);
/* Reads one code point at *at and moves *at past it; 0 at the end. The text must be valid. */
uint32_t utf8_next(const char *utf8, size_t size_bytes, size_t *at);
size_t utf8_write(uint32_t code_point, char out[4]);          /* bytes written, 1 to 4 */
size_t utf8_count(const char *utf8, size_t size_bytes);       /* code points */
/* Takes out what is no whole letter: "%.60s" may have cut one in two. */
void utf8_drop_halves(char *text);
size_t utf8_last_size(const char *utf8, size_t size_bytes);   /* bytes of the last code point */

#endif
