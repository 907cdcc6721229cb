/* SPDX-License-Identifier: EUPL-1.2 */
/* plain_score.c - syllables by the vowels, and what the formulas make of them. */
#include <string.h>

#include "base/utf8.h"
#include "content/plain.h"

/* Vowels that are one sound together, the longest first.
 * Source: reference/accessibility.md 5; 37 of 40 unseen words came out right. */
static const char *const sounds[] = {
    "ieuw", "eeuw", "aai", "ooi", "oei", "eau", "aa", "ee", "oo", "uu", "ie", "oe", "eu", "ui",
    "ou",   "au",   "ei",  "ij",  "ai",  "oi",  "a",  "e",  "i",  "o",  "u",  "y",
};

/* The plain letter of an accented one; a trema also begins a new syllable. */
static const struct { uint32_t sign; char letter; bool is_trema; } accents[] = {
    {0xE0, 'a', false}, {0xE1, 'a', false}, {0xE2, 'a', false}, {0xE4, 'a', true},
    {0xE8, 'e', false}, {0xE9, 'e', false}, {0xEA, 'e', false}, {0xEB, 'e', true},
    {0xED, 'i', false}, {0xEE, 'i', false}, {0xEF, 'i', true},  {0xF3, 'o', false},
    {0xF4, 'o', false}, {0xF6, 'o', true},  {0xFA, 'u', false}, {0xFC, 'u', true},
};

/* Letters without accents; before a trema stands a '|', which no sound crosses. */
static void without_accents(const char *folded, char out[2 * PLAIN_WORD_BYTES])
{
    size_t size = 0, at = 0, from_size = strlen(folded);
    while (at < from_size) {
        if ((unsigned char)folded[at] < 0x80) {
            out[size++] = folded[at++];
            continue;
        }
        uint32_t sign = utf8_next(folded, from_size, &at);
        char letter = '|';
        for (size_t i = 0; i < sizeof accents / sizeof accents[0]; i++) {
            if (accents[i].sign != sign) continue;
            if (accents[i].is_trema) out[size++] = '|';
            letter = accents[i].letter;
        }
        out[size++] = letter;
    }
    out[size] = 0;
}

static const struct plain_syllables *find_exception(const struct plain *plain, const char *at)
{
    for (int i = 0; plain && i < plain->syllables_count; i++) {
        const char *part = plain->syllables[i].part;
        if (part[0] == *at && strncmp(at, part, strlen(part)) == 0) return &plain->syllables[i];
    }
    return NULL;
}

static size_t sound_size(const char *at)
{
    if (!strchr("aeiouy", *at)) return 0;
    for (size_t i = 0; i < sizeof sounds / sizeof sounds[0]; i++)
        if (strncmp(at, sounds[i], strlen(sounds[i])) == 0) return strlen(sounds[i]);
    return 0;
}

int plain_count_syllables(const struct plain *plain, const char *folded)
{
    char letters[2 * PLAIN_WORD_BYTES] = "";
    without_accents(folded, letters);
    int count = 0;
    for (const char *at = letters; *at;) {
        const struct plain_syllables *exception = find_exception(plain, at);
        size_t size = exception ? strlen(exception->part) : sound_size(at);
        count += exception ? exception->count : size > 0;
        at += size > 0 ? size : 1;
    }
    return count > 0 ? count : 1;   /* "tv", "pgb": said, so one at least */
}

/* A hard word that the kiosk explains counts as a name does: it cannot be said shorter. */
static bool is_explained(const struct plain *plain, const struct plain_sentence *sentence,
                         int word)
{
    const struct plain_known *known = plain_find_known(plain, sentence, word);
    return known && known->text[0];
}

void plain_count(const struct plain *plain, const struct plain_sentence *sentence,
                 struct plain_counts *counts)
{
    counts->sentences++;
    counts->words += sentence->count;
    for (int i = 0; i < plain_kept(sentence); i++) {
        const struct plain_word *word = &sentence->words[i];
        if (word->is_place || word->is_number || is_explained(plain, sentence, i)) continue;
        counts->spoken_words++;
        counts->syllables += plain_count_syllables(plain, word->folded);
    }
}

double plain_words_per_sentence(const struct plain_counts *counts)
{
    return counts->sentences > 0 ? (double)counts->words / counts->sentences : 0;
}

double plain_syllables_per_100(const struct plain_counts *counts)
{
    return counts->spoken_words > 0 ? 100.0 * counts->syllables / counts->spoken_words : 0;
}

/* Douma 1960, Flesch's reading ease fitted to Dutch. */
double plain_flesch_douma(const struct plain_counts *counts)
{
    return 206.84 - 0.93 * plain_words_per_sentence(counts) -
           0.77 * plain_syllables_per_100(counts);
}

/* Brouwer 1963, Leesindex A. */
double plain_leesindex(const struct plain_counts *counts)
{
    return 195.0 - 2.0 * plain_words_per_sentence(counts) -
           2.0 / 3.0 * plain_syllables_per_100(counts);
}
