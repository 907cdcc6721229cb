/* SPDX-License-Identifier: EUPL-1.2 */
/* code.h - a text as the squares of a QR code (ISO/IEC 18004, error correction M; libqrencode
 * only in code.c).
 *
 * Errors: ERR_LARGE when the text does not fit. */
#ifndef NAAST_VIEW_CODE_H
#define NAAST_VIEW_CODE_H
#include <stdbool.h>
#include <stdint.h>
#include "base/err.h"

#define CODE_SIDE_MOST 177

struct code_modules {
    /* modules along one side, without the quiet zone */
    int side;
    uint8_t dark[CODE_SIDE_MOST * CODE_SIDE_MOST];   /* 1 is dark; row by row, `side` a row */
};

enum err code_modules(const char *text, struct code_modules *modules_out) MUST_USE;

#endif
