/* SPDX-License-Identifier: EUPL-1.2 */
/* plain_words.c - a text as sentences and words. Our own splitter and not ICU's: it must
 * agree with rules_sentence, keep {places} whole, and never end a sentence inside "12.30" or
 * ".nl". */
#include <stdint.h>
#include <string.h>
#include <unicode/uchar.h>

#include "base/utf8.h"
#include "content/plain.h"

/* A sign that ends a sentence, also of Arabic and Ethiopic: they end as ours do. */
static bool is_end(uint32_t sign)
{
    switch (sign) {
    case '.': case '?': case '!': case ':': case 0x061F: case 0x1362: case 0x1367: return true;
    }
    return false;
}

static bool is_part(uint32_t sign)
{
    return u_isalnum((UChar32)sign) || sign == '{' || sign == '}';
}

/* Leaves off the signs around a word; says whether they end the sentence or a part of it. */
static void trim(struct plain_word *word, bool *ends_out)
{
    const char *start = word->start, *end = start + word->size_bytes;
    while (start < end) {
        size_t at = 0;
        if (is_part(utf8_next(start, (size_t)(end - start), &at))) break;
        start += at;
    }
    *ends_out = word->closes = false;
    while (end > word->start) {
        size_t size = utf8_last_size(word->start, (size_t)(end - word->start)), at = 0;
        uint32_t sign = utf8_next(end - size, size, &at);
        if (is_part(sign)) break;
        *ends_out = *ends_out || is_end(sign);
        word->closes = true;
        end -= size;
    }
    word->size_bytes = end > start ? (size_t)(end - start) : 0;
    word->start = start;
}

static void fold(struct plain_word *word)
{
    size_t size = 0, at = 0;
    bool has_letter = false;
    while (at < word->size_bytes && size + 4 < sizeof word->folded) {
        uint32_t sign = utf8_next(word->start, word->size_bytes, &at);
        has_letter = has_letter || u_isalpha((UChar32)sign);
        size += utf8_write((uint32_t)u_tolower((UChar32)sign), word->folded + size);
    }
    if (at < word->size_bytes) size = 0;
    word->folded[size] = 0;
    word->is_place = memchr(word->start, '{', word->size_bytes) != NULL;
    word->is_number = !has_letter && !word->is_place;
}

bool plain_next_sentence(const char **at, struct plain_sentence *sentence_out)
{
    const char *next = *at + strspn(*at, " \n");
    sentence_out->start = next;
    sentence_out->size_bytes = 0;
    sentence_out->count = 0;
    sentence_out->has_end = false;
    while (*next && !sentence_out->has_end) {
        struct plain_word word = {.start = next, .size_bytes = strcspn(next, " \n")};
        next += word.size_bytes;
        trim(&word, &sentence_out->has_end);
        sentence_out->size_bytes = (size_t)(next - sentence_out->start);
        next += strspn(next, " \n");
        if (word.size_bytes == 0) continue;
        if (sentence_out->count < PLAIN_SENTENCE_WORDS) {
            fold(&word);
            sentence_out->words[sentence_out->count] = word;
        }
        sentence_out->count++;
    }
    *at = next;
    return sentence_out->size_bytes > 0;
}

int plain_kept(const struct plain_sentence *sentence)
{
    return sentence->count < PLAIN_SENTENCE_WORDS ? sentence->count : PLAIN_SENTENCE_WORDS;
}

/* One word of a pattern, `size` bytes long. */
static bool word_matches(const char *folded, const char *pattern, size_t size)
{
    if (size > 0 && pattern[size - 1] == '*') return strncmp(folded, pattern, size - 1) == 0;
    return strncmp(folded, pattern, size) == 0 && folded[size] == 0;
}

bool plain_matches(const struct plain_sentence *sentence, int from, const char *pattern)
{
    int kept = plain_kept(sentence);
    for (int word = from; *pattern; word++) {
        if (word >= kept || sentence->words[word].folded[0] != *pattern) return false;
        size_t size = strcspn(pattern, " ");
        if (!word_matches(sentence->words[word].folded, pattern, size)) return false;
        pattern += size;
        if (*pattern == ' ' && sentence->words[word].closes) return false;
        pattern += *pattern == ' ';
    }
    return true;
}

const struct plain_known *plain_find_known(const struct plain *plain,
                                           const struct plain_sentence *sentence, int word)
{
    char first = sentence->words[word].folded[0];
    for (int i = 0; first && i < plain->known_count; i++)
        if (plain->known[i].word[0] == first &&
            plain_matches(sentence, word, plain->known[i].word))
            return &plain->known[i];
    return NULL;
}

size_t plain_letters(const struct plain_word *word)
{
    size_t letters = 0, at = 0;
    while (at < word->size_bytes)
        letters += u_isalpha((UChar32)utf8_next(word->start, word->size_bytes, &at)) != 0;
    return letters;
}
