/* SPDX-License-Identifier: EUPL-1.2 */
/* plain.h - how hard a Dutch text is to read: words, sentences, syllables, and two formulas.
 *
 * What is shown by default must be readable at A2: 1 in 17 has an IQ of 50 to 85, 2.5 million
 * adults read with effort, and B1 is still too hard for one in five.
 * Source: reference/accessibility.md 5 (formulas, gates and their calibration).
 * config/plain/nl.json holds the words that are a matter of taste; the grammar stands in
 * rules_plain.c. Formulas stop regressions; they do not prove that somebody understands.
 * Units:  sizes in bytes, means per sentence or per 100 words.
 * Thread: any; nothing here is kept. */
#ifndef NAAST_CONTENT_PLAIN_H
#define NAAST_CONTENT_PLAIN_H
#include <stdbool.h>
#include <stddef.h>
#include "content/language.h"

#define PLAIN_WORD_BYTES 64
#define PLAIN_INSTEAD_BYTES 128
#define PLAIN_TEXT_KEY_BYTES 64
#define PLAIN_HARD_MOST 200
#define PLAIN_HURTFUL_MOST 40
#define PLAIN_KNOWN_MOST 80
#define PLAIN_SYLLABLES_MOST 60
#define PLAIN_SENTENCE_WORDS 40    /* more are counted, not looked at */

/* A word or words to avoid. A closing * stands for any ending: "kosteloos*". */
struct plain_avoid { char word[PLAIN_WORD_BYTES]; char instead[PLAIN_INSTEAD_BYTES]; };
/* A word that may be long, or that no dictionary has; `text` is the sentence that explains it,
 * "" for a name. */
struct plain_known { char word[PLAIN_WORD_BYTES]; char text[PLAIN_TEXT_KEY_BYTES]; };
/* A part of a word that the rule of vowels counts wrong: "team" is 1. */
struct plain_syllables { char part[PLAIN_WORD_BYTES]; int count; };

/* config/plain/<tag>.json */
struct plain {
    char tag[LANGUAGE_TAG_BYTES];
    struct plain_avoid hard[PLAIN_HARD_MOST];
    struct plain_avoid hurtful[PLAIN_HURTFUL_MOST];
    struct plain_known known[PLAIN_KNOWN_MOST];
    struct plain_syllables syllables[PLAIN_SYLLABLES_MOST];
    int hard_count, hurtful_count, known_count, syllables_count;
};

struct plain_word {
    const char *start;                  /* as written, without signs around it */
    size_t size_bytes;
    char folded[PLAIN_WORD_BYTES];      /* in small letters; "" when it is longer than that */
    bool is_place, is_number;           /* {provider}, 112: words without syllables */
    bool closes;                        /* a comma or the like comes after it */
};

struct plain_sentence {
    const char *start;
    size_t size_bytes;
    struct plain_word words[PLAIN_SENTENCE_WORDS];
    int count;                          /* of all words, also those not kept in `words` */
    bool has_end;                       /* . ? ! or : closes it */
};

/* The next sentence at *at, which moves on; false at the end. Signs without a letter are no
 * word. */
bool plain_next_sentence(const char **at, struct plain_sentence *sentence_out);
/* Words that were kept. */
int plain_kept(const struct plain_sentence *sentence);
/* `pattern` as in struct plain_avoid, from word `from` on. */
bool plain_matches(const struct plain_sentence *sentence, int from, const char *pattern);
/* NULL when the word is not in the list. */
const struct plain_known *plain_find_known(const struct plain *plain,
                                           const struct plain_sentence *sentence, int word);
size_t plain_letters(const struct plain_word *word);
int plain_count_syllables(const struct plain *plain, const char *folded);

/* What the formulas are made of; add up with plain_count. */
struct plain_counts {
    int sentences, words;
    int spoken_words, syllables;        /* without places, numbers, explained words */
};

void plain_count(const struct plain *plain, const struct plain_sentence *sentence,
                 struct plain_counts *counts);
double plain_words_per_sentence(const struct plain_counts *counts);
double plain_syllables_per_100(const struct plain_counts *counts);
double plain_flesch_douma(const struct plain_counts *counts);
double plain_leesindex(const struct plain_counts *counts);

/* Texts that are scored together: those of one screen, or of a few that say little each. */
#define PLAIN_POOLS_MOST 64
#define PLAIN_POOL_WORDS_LEAST 50      /* with fewer the formulas say nothing */
#define PLAIN_POOL_NAME_BYTES 96
#define PLAIN_QUOTE_BYTES 160

struct plain_pool {
    char name[PLAIN_POOL_NAME_BYTES];   /* "explain"; "name, phone, email" */
    struct plain_counts counts;
    double hardest;                     /* Flesch-Douma of its hardest sentence ... */
    char quote[PLAIN_QUOTE_BYTES];      /* ... that sentence, and where it stands */
    char file[256];
    int line;
};

struct plain_pools { struct plain_pool all[PLAIN_POOLS_MOST]; int count; };

#endif
