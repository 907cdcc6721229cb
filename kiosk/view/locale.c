/* SPDX-License-Identifier: EUPL-1.2 */
#include "view/locale.h"
#include <stdio.h>
#include <string.h>
#include <unicode/ucasemap.h>
#include <unicode/udat.h>
#include <unicode/udatpg.h>
#include <unicode/uldnames.h>
#include <unicode/ulistformatter.h>
#include <unicode/ustring.h>
#include "content/language.h"

#define SHORT_UNITS 256
#define LIST_UNITS 1024

/* What ICU made for one language. The tables are as long as the list of languages can be. */
struct local {
    char tag[LANGUAGE_TAG_BYTES];
    UDateFormat *date;
    UListFormatter *list;
    ULocaleDisplayNames *names;
};
static struct local locals[LANGUAGES_MOST];

static struct local *local_get(const char *tag)
{
    for (int i = 0; i < LANGUAGES_MOST; i++) {
        if (strcmp(locals[i].tag, tag) == 0) return &locals[i];
        if (locals[i].tag[0]) continue;
        snprintf(locals[i].tag, sizeof locals[i].tag, "%s", tag);
        return &locals[i];
    }
    return &locals[0];
}

static const char *keep(struct arena *arena, const UChar *units, int32_t count)
{
    char utf8[3 * LIST_UNITS + 1];
    UErrorCode code = U_ZERO_ERROR;
    u_strToUTF8(utf8, (int32_t)sizeof utf8, NULL, units, count, &code);
    return U_SUCCESS(code) ? arena_text(arena, utf8) : NULL;
}

static UDateFormat *date_format(struct local *local)
{
    if (local->date) return local->date;
    char name[LANGUAGE_TAG_BYTES + 16];
    snprintf(name, sizeof name, "%s@numbers=latn", local->tag);
    UErrorCode code = U_ZERO_ERROR;
    UChar pattern[64];
    UDateTimePatternGenerator *patterns = udatpg_open(name, &code);
    udatpg_getBestPattern(patterns, u"EEEEdMMMM", -1, pattern, 64, &code);
    udatpg_close(patterns);
    local->date = udat_open(UDAT_PATTERN, UDAT_PATTERN, name, u"Europe/Amsterdam", -1, pattern,
                            -1, &code);
    return U_SUCCESS(code) ? local->date : NULL;
}

const char *locale_date(struct arena *arena, const char *tag, int64_t wall_s)
{
    UDateFormat *format = date_format(local_get(tag));
    UChar units[SHORT_UNITS];
    UErrorCode code = U_ZERO_ERROR;
    if (!format) return arena_text(arena, "");
    int32_t count = udat_format(format, (UDate)wall_s * 1000.0, units, SHORT_UNITS, NULL,
                                &code);
    return U_SUCCESS(code) ? keep(arena, units, count) : arena_text(arena, "");
}

const char *locale_list(struct arena *arena, const char *tag, const char *const *each,
                        int count)
{
    struct local *local = local_get(tag);
    UErrorCode code = U_ZERO_ERROR;
    if (!local->list) local->list = ulistfmt_open(tag, &code);
    UChar room[LIST_UNITS], joined[LIST_UNITS];
    const UChar *units[64];
    int32_t lengths[64], used = 0;
    for (int i = 0; i < count && i < 64 && U_SUCCESS(code); i++) {
        u_strFromUTF8(room + used, LIST_UNITS - used, &lengths[i], each[i], -1, &code);
        units[i] = room + used;
        used += lengths[i];
    }
    if (U_FAILURE(code) || count > 64) return arena_text(arena, "");
    int32_t size = ulistfmt_format(local->list, units, lengths, count, joined, LIST_UNITS,
                                   &code);
    return U_SUCCESS(code) ? keep(arena, joined, size) : arena_text(arena, "");
}

const char *locale_language(struct arena *arena, const char *tag, const char *named)
{
    struct local *local = local_get(tag);
    UErrorCode code = U_ZERO_ERROR;
    if (!local->names) local->names = uldn_open(tag, ULDN_STANDARD_NAMES, &code);
    UChar units[SHORT_UNITS];
    int32_t count = U_SUCCESS(code)
                        ? uldn_localeDisplayName(local->names, named, units, SHORT_UNITS, &code)
                        : 0;
    if (U_FAILURE(code) || count == 0) return NULL;
    const char *name = keep(arena, units, count);
    return name && strcmp(name, named) == 0
               ? NULL
               : name; /* ICU gives the tag back when it has no name */
}

const char *locale_upper(struct arena *arena, const char *tag, const char *utf8)
{
    char upper[64];
    UErrorCode code = U_ZERO_ERROR;
    UCaseMap *map = ucasemap_open(tag, 0, &code);
    int32_t size = U_SUCCESS(code)
                       ? ucasemap_utf8ToUpper(map, upper, sizeof upper, utf8, -1, &code)
                       : 0;
    ucasemap_close(map);
    bool fits = U_SUCCESS(code) && size < (int32_t)sizeof upper;
    return arena_text(arena, fits ? upper : utf8);
}

void locale_warm(const char *tag)
{
    struct local *local = local_get(tag);
    UErrorCode code = U_ZERO_ERROR;
    date_format(local);
    if (!local->list) local->list = ulistfmt_open(tag, &code);
    if (!local->names) local->names = uldn_open(tag, ULDN_STANDARD_NAMES, &code);
}
