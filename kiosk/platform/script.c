/* SPDX-License-Identifier: EUPL-1.2 */
#include "platform/script.h"

#include "base/utf8.h"

static const struct {
    uint32_t first, last;
    const char *script;
} letters[] = {
    {0x0041, 0x005a, "Latn"}, {0x0061, 0x007a, "Latn"}, {0x00c0, 0x024f, "Latn"},
    {0x0370, 0x03ff, "Grek"}, {0x0400, 0x052f, "Cyrl"}, {0x0620, 0x06ff, "Arab"},
    {0x0750, 0x077f, "Arab"}, {0x08a0, 0x08ff, "Arab"}, {0x1200, 0x139f, "Ethi"},
    {0x1e00, 0x1eff, "Latn"}, {0x2d80, 0x2ddf, "Ethi"}, {0xfb50, 0xfdff, "Arab"},
    {0xfe70, 0xfefc, "Arab"},
};

static const char *face_script(enum face face)
{
    switch (face) {
    case FACE_LATIN: return "Latn";
    case FACE_ARABIC: return "Arab";
    case FACE_ETHIOPIC: return "Ethi";
    case FACE_COUNT: break;
    }
    return "Latn";
}

const char *script_of(const char *utf8, size_t size_bytes, enum face face)
{
    size_t at = 0;
    while (at < size_bytes) {
        uint32_t code_point = utf8_next(utf8, size_bytes, &at);
        for (size_t i = 0; i < sizeof letters / sizeof letters[0]; i++)
            if (code_point >= letters[i].first && code_point <= letters[i].last)
                return letters[i].script;
    }
    return face_script(face);
}
