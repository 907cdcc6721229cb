/* SPDX-License-Identifier: EUPL-1.2 */
#include "apps/intake_head.h"

#include <sodium.h>
#include <string.h>
#include <strings.h>

bool intake_head_is_same_secret(const char *given, const char *secret)
{
    /* Compared by hash, so that neither the length nor the first wrong byte shows in the time
     * it takes. */
    unsigned char a[crypto_generichash_BYTES], b[crypto_generichash_BYTES];
    crypto_generichash(a, sizeof a, (const unsigned char *)given, strlen(given), NULL, 0);
    crypto_generichash(b, sizeof b, (const unsigned char *)secret, strlen(secret), NULL, 0);
    return sodium_memcmp(a, b, sizeof a) == 0;
}

bool intake_head_has_token(const char *authorization, const char *token)
{
    static const char scheme[] = "Bearer ";
    if (!authorization || strncasecmp(authorization, scheme, sizeof scheme - 1) != 0)
        return false;
    return intake_head_is_same_secret(authorization + sizeof scheme - 1, token);
}

enum err intake_head_key(const char *idempotency_key, struct id *id_out)
{
    if (!idempotency_key) return ERR_MISSING;
    if (strlen(idempotency_key) != ID_TEXT_BYTES + 1) return ERR_FORMAT;
    if (idempotency_key[0] != '"' || idempotency_key[ID_TEXT_BYTES] != '"') return ERR_FORMAT;
    char text[ID_TEXT_BYTES];
    memcpy(text, idempotency_key + 1, ID_TEXT_BYTES - 1);
    text[ID_TEXT_BYTES - 1] = 0;
    return id_read(text, id_out);
}

/* Is the media type at `from` this one, whatever parameters follow? */
static bool is_type(const char *from, const char *type)
{
    size_t size = strlen(type);
    if (strncasecmp(from, type, size) != 0) return false;
    return from[size] == 0 || strchr("; \t,", from[size]) != NULL;
}

bool intake_head_is_json(const char *content_type)
{
    return content_type && is_type(content_type, "application/json");
}

bool intake_head_is_jose(const char *content_type)
{
    return content_type && (is_type(content_type, "application/jose+json") ||
                            is_type(content_type, "application/jose"));
}

bool intake_head_is_form(const char *content_type)
{
    return content_type && is_type(content_type, "application/x-www-form-urlencoded");
}

bool intake_head_takes_json(const char *accept)
{
    if (!accept || !*accept) return true;
    for (const char *at = accept; at; at = strchr(at, ',')) {
        at += strspn(at, ", \t");
        if (is_type(at, "application/json") || is_type(at, "application/*") ||
            is_type(at, "*/*"))
            return true;
    }
    return false;
}

/* The value after "name=" among parts divided by `divider`; its size in *size_out. NULL: not
 * there. */
static const char *find_part(const char *list, const char *name, char divider, size_t *size_out)
{
    size_t name_size = strlen(name);
    const char divider_text[] = {divider, 0};
    while (list && *list) {
        list += strspn(list, " ");
        size_t size = strcspn(list, divider_text);
        if (size > name_size && strncmp(list, name, name_size) == 0 && list[name_size] == '=') {
            *size_out = size - name_size - 1;
            return list + name_size + 1;
        }
        list += size;
        if (*list) list++;
    }
    return NULL;
}

enum err intake_head_cookie(const char *cookie, const char *name, char *out, size_t room_bytes)
{
    size_t size = 0;
    const char *value = find_part(cookie, name, ';', &size);
    if (!value) return ERR_MISSING;
    if (size >= room_bytes) return ERR_LARGE;
    memcpy(out, value, size);
    out[size] = 0;
    return ERR_NONE;
}

static int hex_value(char sign)
{
    if (sign >= '0' && sign <= '9') return sign - '0';
    if (sign >= 'a' && sign <= 'f') return sign - 'a' + 10;
    if (sign >= 'A' && sign <= 'F') return sign - 'A' + 10;
    return -1;
}

enum err intake_head_form_value(const char *form, const char *name, char *out,
                                size_t room_bytes)
{
    size_t size = 0, at = 0;
    const char *value = find_part(form, name, '&', &size);
    if (!value) return ERR_MISSING;
    for (size_t i = 0; i < size; i++) {
        if (at + 1 >= room_bytes) return ERR_LARGE;
        char sign = value[i] == '+' ? ' ' : value[i];
        if (value[i] == '%') {
            if (i + 2 >= size) return ERR_FORMAT;
            int high = hex_value(value[i + 1]), low = hex_value(value[i + 2]);
            if (high < 0 || low < 0 || (high == 0 && low == 0)) return ERR_FORMAT;
            sign = (char)(high * 16 + low);
            i += 2;
        }
        out[at++] = sign;
    }
    out[at] = 0;
    return ERR_NONE;
}
