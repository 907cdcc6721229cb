/* SPDX-License-Identifier: EUPL-1.2 */
#include "platform/hyphens.h"

#include <ctype.h>
#include <hyphen.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"

#define LETTERS_MOST 99 /* libhyphen's own limit is 100 */
#define SIDE_LEAST                                                                             \
    3 /* letters on each side: who reads slowly must know the word from either half */

/* The letters of a word as the dictionary counts them: one byte each, or UTF-8. */
struct word {
    char bytes[4 * LETTERS_MOST + 1];
    int size_bytes;
    size_t
        offsets[LETTERS_MOST + 1]; /* of each letter in the text it came from, and of the end */
    int count;
};

static HyphenDict *dictionary_open(const char *tag)
{
    char path[64];
    for (const char *at = tag; *at; at++)
        if (!isalnum((unsigned char)*at) && *at != '-')
            return NULL; /* a tag becomes part of a path */
    snprintf(path, sizeof path, "/usr/share/hyphen/hyph_%.9s.dic", tag);
    return hnj_hyphen_load(path);
}

static HyphenDict *dictionary_get(struct hyphens *hyphens, const char *tag)
{
    for (int i = 0; i < hyphens->count; i++)
        if (strcmp(hyphens->all[i].tag, tag) == 0) return hyphens->all[i].dictionary;
    if (hyphens->count == HYPHEN_LANGUAGES_MOST || strlen(tag) >= sizeof hyphens->all[0].tag)
        return NULL;
    int at = hyphens->count++;
    memcpy(hyphens->all[at].tag, tag, strlen(tag) + 1);
    hyphens->all[at].dictionary = dictionary_open(tag);
    return hyphens->all[at].dictionary;
}

/* Patterns are written in small letters. */
static uint32_t small_letter(uint32_t letter)
{
    if (letter >= 'A' && letter <= 'Z') return letter + 32;
    if (letter >= 0xc0 && letter <= 0xde && letter != 0xd7) return letter + 32;
    if (letter >= 0x410 && letter <= 0x42f) return letter + 32;
    return letter;
}

static bool is_letter(uint32_t letter)
{
    bool is_sign = letter == 0xf7 || (letter >= 0x2000 && letter <= 0x2bff);
    return (letter >= 'a' && letter <= 'z') || letter == '\'' || (letter >= 0xdf && !is_sign);
}

/* Takes the first stretch of letters: quotes before and a question mark after a word are none
 * of the patterns' business. False when a letter does not exist in the dictionary's
 * alphabet. */
static bool word_read(struct word *word, const char *utf8, size_t size_bytes, bool is_utf8)
{
    *word = (struct word){0};
    size_t at = 0;
    while (at < size_bytes && word->count < LETTERS_MOST) {
        size_t start = at;
        uint32_t letter = small_letter(utf8_next(utf8, size_bytes, &at));
        if (!is_letter(letter)) {
            if (word->count > 0) break;
            continue;
        }
        if (!is_utf8 && letter > 0xff) return false;
        word->offsets[word->count++] = start;
        word->offsets[word->count] = at;
        if (is_utf8)
            word->size_bytes += (int)utf8_write(letter, word->bytes + word->size_bytes);
        else word->bytes[word->size_bytes++] = (char)letter;
    }
    return word->count > 0;
}

/* Two words that the patterns do not know apart: "cliën-tondersteuner". Who reads slowly then
 * sees a word that does not exist, in the very word this kiosk is about. */
static const struct { const char *within, *second; } compounds[] = {
    { "iëntondersteun", "ondersteun" },
};

static const char *find_in(const char *utf8, size_t size_bytes, const char *wanted)
{
    size_t size = strlen(wanted);
    for (size_t at = 0; at + size <= size_bytes; at++)
        if (memcmp(utf8 + at, wanted, size) == 0) return utf8 + at;
    return NULL;
}

/* Before which letter the second word begins; -1: no such compound. */
static int joint_of(const struct word *word, const char *utf8, size_t size_bytes)
{
    for (size_t i = 0; i < sizeof compounds / sizeof compounds[0]; i++) {
        const char *found = find_in(utf8, size_bytes, compounds[i].within);
        if (!found) continue;
        size_t at = (size_t)(strstr(compounds[i].within, compounds[i].second) -
                             compounds[i].within + (found - utf8));
        for (int letter = 0; letter < word->count; letter++)
            if (word->offsets[letter] == at) return letter;
    }
    return -1;
}

int hyphens_find(struct hyphens *hyphens, const char *tag, const char *utf8, size_t size_bytes,
                 size_t *offsets_out, int most)
{
    HyphenDict *dictionary = tag ? dictionary_get(hyphens, tag) : NULL;
    struct word word;
    if (!dictionary || !word_read(&word, utf8, size_bytes, dictionary->utf8 != 0)) return 0;
    char marks[sizeof word.bytes + 5] = "";
    char **replaced = NULL;
    int *places = NULL, *cuts = NULL, count = 0;
    int failed = hnj_hyphen_hyphenate2(dictionary, word.bytes, word.size_bytes, marks, NULL,
                                       &replaced, &places, &cuts);
    int joint = joint_of(&word, utf8, size_bytes);
    for (int i = SIDE_LEAST - 1; !failed && i + SIDE_LEAST < word.count && count < most; i++) {
        if (i + 1 == joint - 1) continue;
        if (i + 1 == joint) marks[i] = 1;
        bool changes_letters =
            replaced &&
            replaced
                [i]; /* "omaatje" would become "oma-tje": we cut only where nothing changes */
        if ((marks[i] & 1) != 0 && !changes_letters) offsets_out[count++] = word.offsets[i + 1];
    }
    for (int i = 0; replaced && i < word.count; i++) free(replaced[i]);
    free(replaced);
    free(places);
    free(cuts);
    return count;
}

void hyphens_finish(struct hyphens *hyphens)
{
    for (int i = 0; i < hyphens->count; i++)
        if (hyphens->all[i].dictionary) hnj_hyphen_free(hyphens->all[i].dictionary);
    *hyphens = (struct hyphens){0};
}
