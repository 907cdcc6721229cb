/* SPDX-License-Identifier: EUPL-1.2 */
#include "view/code.h"
#include <qrencode.h>

enum err code_modules(const char *text, struct code_modules *modules_out)
{
    QRcode *code = QRcode_encodeString8bit(text, 0, QR_ECLEVEL_M);
    if (!code) return ERR_LARGE;
    if (code->width > CODE_SIDE_MOST) {
        QRcode_free(code);
        return ERR_LARGE;
    }
    modules_out->side = code->width;
    /* The lowest bit is the colour; the others say why. */
    for (int i = 0; i < code->width * code->width; i++)
        modules_out->dark[i] = code->data[i] & 1;
    QRcode_free(code);
    return ERR_NONE;
}
