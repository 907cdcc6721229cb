/* SPDX-License-Identifier: EUPL-1.2 */
#include "base/private_text.h"

#include <sodium.h>
#include <string.h>

#include "base/utf8.h"

/* Signs that belong to the letter before them: "drop the last letter" must not leave a letter
 * without its accent. Source: Unicode 15, general categories Mn and Mc of the scripts we offer.
 * */
static bool joins_the_letter_before(uint32_t code_point)
{
    static const struct { uint32_t first, last;
    } ranges[] = {
        {0x0300, 0x036f}, {0x0483, 0x0489}, {0x0591, 0x05bd}, {0x0610, 0x061a},
        {0x064b, 0x065f}, {0x0670, 0x0670}, {0x06d6, 0x06dc}, {0x135d, 0x135f},
        {0x1ab0, 0x1aff}, {0x1dc0, 0x1dff}, {0x200d, 0x200d}, {0x20d0, 0x20ff},
        {0xfe00, 0xfe0f}, {0xfe20, 0xfe2f},
    };
    for (size_t i = 0; i < sizeof ranges / sizeof ranges[0]; i++)
        if (code_point >= ranges[i].first && code_point <= ranges[i].last) return true;
    return false;
}

enum err private_text_add(struct private_text *text, const char *utf8, size_t most_characters)
{
    size_t size_bytes = strlen(utf8);
    if (!utf8_is_valid(utf8, size_bytes)) return ERR_FORMAT;
    if (size_bytes > PRIVATE_TEXT_BYTES - 1u - text->size_bytes) return ERR_FULL;
    if (private_text_count(text) + utf8_count(utf8, size_bytes) > most_characters)
        return ERR_FULL;
    memcpy(text->utf8 + text->size_bytes, utf8, size_bytes);
    text->size_bytes = (uint16_t)(text->size_bytes + size_bytes);
    text->utf8[text->size_bytes] = 0;
    return ERR_NONE;
}

void private_text_drop_last(struct private_text *text)
{
    while (text->size_bytes > 0) {
        size_t size = utf8_last_size(text->utf8, text->size_bytes);
        size_t at = text->size_bytes - size;
        uint32_t dropped = utf8_next(text->utf8, text->size_bytes, &at);
        text->size_bytes = (uint16_t)(text->size_bytes - size);
        sodium_memzero(text->utf8 + text->size_bytes, size);
        if (!joins_the_letter_before(dropped)) break;
    }
}

void private_text_wipe(struct private_text *text)
{
    sodium_memzero(text, sizeof *text);
}

bool private_text_is_empty(const struct private_text *text)
{
    return text->size_bytes == 0;
}

size_t private_text_count(const struct private_text *text)
{
    return utf8_count(text->utf8, text->size_bytes);
}
