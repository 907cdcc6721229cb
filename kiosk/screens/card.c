/* SPDX-License-Identifier: EUPL-1.2 */
/* card.c - the provider's contact card as vCard 3.0 (RFC 2426), the form that every
 * telephone reads.
 *
 * The signs \ , ; and line ends carry meaning in a vCard and are escaped with a backslash
 * (RFC 2426, 4). */
#include "screens/facts.h"

#include <stdio.h>
#include <string.h>

#define CARD_BYTES 2048

struct card { char *text; size_t size_bytes; };

static void add(struct card *card, const char *text)
{
    size_t size = strlen(text);
    if (card->size_bytes + size + 1 > CARD_BYTES) return;
    memcpy(card->text + card->size_bytes, text, size + 1);
    card->size_bytes += size;
}

static void add_line(struct card *card, const char *name, const char *value)
{
    if (value[0] == 0) return;
    add(card, name);
    for (const char *at = value; *at; at++) {
        char one[2] = {*at, 0};
        if (strchr("\\,;", *at)) add(card, "\\");
        add(card, *at == '\n' ? "\\n" : one);
    }
    add(card, "\r\n");
}

const char *facts_card(struct build *build, const struct provider *provider,
                       const char *reference)
{
    struct card card = {.text = arena_alloc(build->arena, CARD_BYTES)};
    if (!card.text) return "";
    add(&card, "BEGIN:VCARD\r\nVERSION:3.0\r\n");
    add_line(&card, "N:", provider->name);
    add_line(&card, "FN:", provider->name);
    add_line(&card, "TEL;TYPE=WORK,VOICE:", provider->phone);
    add_line(&card, "EMAIL;TYPE=INTERNET:", provider->email);
    add_line(&card, "NOTE:", reference ? reference : "");
    add(&card, "END:VCARD\r\n");
    return card.text;
}
