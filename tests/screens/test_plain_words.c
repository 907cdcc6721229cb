/* SPDX-License-Identifier: EUPL-1.2 */
/* Every Dutch sentence is one that somebody who reads at A2 can follow
 * (reference/accessibility.md 5): at most ten words, eight on average; no long word that is
 * not explained; none of the words of offices. And what a resident has a right to know is
 * said at all. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <sodium.h>
#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"
#include "content/content.h"

#define SENTENCE_WORDS_MOST 10
#define SENTENCE_WORDS_MEAN 8.0
#define WORD_LETTERS_MOST 12
#define WORD_BYTES 80

static struct content *content;

static int open_content(void **state)
{
    (void)state;
    struct findings *findings = calloc(1, sizeof *findings);
    content = calloc(1, sizeof *content);
    if (sodium_init() < 0 || !findings || !content) return -1;
    enum err err = content_load(SOURCE_DIR "/config", content, findings);
    free(findings);
    return err ? -1 : 0;
}

static int close_content(void **state)
{
    (void)state;
    content_finish(content);
    free(content);
    return 0;
}

/* One form of one text. */
struct form { enum text text; int plural; };
#define EACH_FORM struct form form = {0, -1}; next_form(&form);

static bool next_form(struct form *form)
{
    do {
        if (++form->plural == PLURAL_COUNT) {
            form->plural = 0;
            form->text++;
        }
        if (form->text >= TEXT_COUNT) return false;
    } while (!content->texts[0].all[form->text].form[form->plural]);
    return true;
}

static const char *form_utf8(struct form form)
{
    return content->texts[0].all[form.text].form[form.plural];
}

/* The next word of a text into `word`; NULL at the end. A place such as {provider} counts as
 * one word. */
static const char *next_word(const char *at, char word[WORD_BYTES], bool *ends_sentence_out)
{
    at += strspn(at, " \n");
    if (*at == 0) return NULL;
    size_t size = strcspn(at, " \n");
    assert_true(size < WORD_BYTES);
    memcpy(word, at, size);
    word[size] = 0;
    *ends_sentence_out = strchr(".?!:", word[size - 1]) != NULL;
    return at + size;
}

static bool has_letter_or_digit(const char *word)
{
    for (; *word; word++)
        if ((*word >= '0' && *word <= '9') || (*word >= 'A' && *word <= 'Z') ||
            (*word >= 'a' && *word <= 'z') ||
            (unsigned char)*word >= 0xc3)
            return true;
    return false;
}

static void no_sentence_has_more_than_ten_words(void **state)
{
    (void)state;
    for (EACH_FORM) {
        char word[WORD_BYTES];
        int words = 0;
        bool ends = false;
        for (const char *at = form_utf8(form); (at = next_word(at, word, &ends));) {
            words += has_letter_or_digit(word);
            if (words > SENTENCE_WORDS_MOST)
                fail_msg("%s: %s", text_key(form.text), form_utf8(form));
            if (ends) words = 0;
        }
    }
}

static void a_sentence_has_eight_words_or_fewer_on_average(void **state)
{
    (void)state;
    int words = 0, sentences = 0;
    for (EACH_FORM) {
        char word[WORD_BYTES];
        bool ends = false;
        /* a label is no sentence and must not help the average */
        if (!strpbrk(form_utf8(form), ".?!")) continue;
        for (const char *at = form_utf8(form); (at = next_word(at, word, &ends));) {
            words += has_letter_or_digit(word);
            sentences += ends;
        }
    }
    assert_true(sentences > 100);
    assert_true((double)words / sentences <= SENTENCE_WORDS_MEAN);
}

/* Letters only, small, without accents: as in the keys "word.clientondersteuner". */
static size_t plain_letters(const char *word, char out[WORD_BYTES])
{
    static const struct { const char *letter; char plain; } accents[] = {
        {"ë", 'e'}, {"é", 'e'}, {"è", 'e'}, {"ï", 'i'}, {"ö", 'o'}, {"ü", 'u'}, {"ç", 'c'},
        {"ó", 'o'}, {"á", 'a'},
    };
    size_t count = 0;
    for (const char *at = word; *at; at++) {
        if (*at >= 'A' && *at <= 'Z') out[count++] = (char)(*at - 'A' + 'a');
        else if (*at >= 'a' && *at <= 'z') out[count++] = *at;
        for (size_t i = 0; i < sizeof accents / sizeof accents[0]; i++)
            if (strncmp(at, accents[i].letter, strlen(accents[i].letter)) == 0)
                out[count++] = accents[i].plain;
    }
    out[count] = 0;
    return count;
}

/* "onafhankelijke" is explained where "onafhankelijk" is. */
static bool is_explained(const char *letters)
{
    for (int i = 0; i < TEXT_COUNT; i++) {
        const char *key = text_key((enum text)i);
        if (strncmp(key, "word.", 5) == 0 && strncmp(letters, key + 5, strlen(key + 5)) == 0)
            return true;
    }
    return false;
}

static void every_long_word_is_explained(void **state)
{
    (void)state;
    for (EACH_FORM) {
        char word[WORD_BYTES], letters[WORD_BYTES];
        bool ends = false;
        for (const char *at = form_utf8(form); (at = next_word(at, word, &ends));) {
            if (strchr(word, '{')) continue;
            if (plain_letters(word, letters) > WORD_LETTERS_MOST && !is_explained(letters))
                fail_msg("%s: %s", text_key(form.text), word);
        }
    }
}

static bool text_has_word(const char *text, const char *wanted)
{
    char word[WORD_BYTES], letters[WORD_BYTES];
    bool ends = false;
    while ((text = next_word(text, word, &ends))) {
        plain_letters(word, letters);
        if (strcmp(letters, wanted) == 0) return true;
    }
    return false;
}

static void nobody_speaks_like_an_office(void **state)
{
    /* offices' words; the passive; speaking as to a child or a friend; shortened words */
    static const char *const banned[] = {
        "dient", "dienen", "middels", "kosteloos", "kosteloze", "betreffende", "indien",
        "tevens", "aangaande",
        "teneinde", "omtrent", "conform", "derhalve", "wordt", "worden", "werd", "werden", "je",
        "jij", "jouw", "jullie",
        "eenvoudig", "makkelijk", "bijv", "evt", "mbt", "tm", "enz", "etc", "oco",
        "beschikking", "indicatie",
    };
    (void)state;
    for (EACH_FORM)
        for (size_t i = 0; i < sizeof banned / sizeof banned[0]; i++)
            if (text_has_word(form_utf8(form), banned[i]))
                fail_msg("%s: \"%s\" in: %s", text_key(form.text), banned[i], form_utf8(form));
}

static void there_are_no_brackets_percent_signs_or_stars(void **state)
{
    (void)state;
    for (EACH_FORM)
        if (strpbrk(form_utf8(form), "()[]<>%*;&/"))
            fail_msg("%s: %s", text_key(form.text), form_utf8(form));
}

static void what_a_resident_must_know_is_said(void **state)
{
    static const struct { const char *key, *says, *why; } facts[] = {
        {"explain.free.1", "niets", "free: Amstelveen 3, Ieder(in) check 3"},
        {"explain.free.title", "gratis", "free: Amstelveen 3, Ieder(in) check 3"},
        {"explain.everyone.title", "inwoner", "every resident: Westfriesland 1.4"},
        {"explain.everyone.2", "vragen", "all areas of life: Amstelveen 3"},
        {"explain.independent.2", "gemeente", "does not work for the town hall: Amstelveen 4"},
        {"explain.independent.title", "recht", "independence is a right: Ieder(in) check 2"},
        {"explain.rights.title", "kiest", "you choose: Westfriesland 1.6"},
        {"explain.rights.1", "andere", "another supporter: MEE"},
        {"explain.rights.2", "waarom", "without a reason: MEE"},
        {"explain.does.3", "gesprekken", "along to talks: Westfriesland 1.3"},
        {"explain.secret.title", "geheim", "secrecy: Westfriesland 1.5"},
        {"explain.secret.2", "melden", "the duty to report: Westfriesland 1.5"},
        {"explain.secret.3", "eerst", "you are told first: Westfriesland 1.5"},
        {"explain.free.3", "besluit", "no decision needed: Westfriesland 1.6"},
        {"explain.then.1", "{count}", "the term of contact: Westfriesland 1.6"},
        {"explain.then.2", "{count}", "the term of the appointment: Westfriesland 1.6"},
        {"explain.not.1", "beslist", "no part in the decision: MEE"},
        {"explain.not.2", "zorg", "gives no care: Westfriesland 1.5"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof facts / sizeof facts[0]; i++) {
        enum text text = text_find(facts[i].key);
        if (text == TEXT_COUNT) fail_msg("%s is gone (%s)", facts[i].key, facts[i].why);
        const char *utf8 = text_get(&content->texts[0], text, -1);
        if (!utf8 || !strstr(utf8, facts[i].says))
            fail_msg("%s does not say: %s", facts[i].key, facts[i].why);
    }
}

/* DESIGN 4: nine areas of Amstelveen 3, pgb and mantelzorg of Ieder(in) check 4, and "I
 * don't know". */
static void every_area_of_life_is_a_topic(void **state)
{
    static const char *const codes[] = {
        "maatschappelijke-ondersteuning", "preventieve-zorg", "zorg", "jeugdhulp", "onderwijs",
        "welzijn", "wonen",
        "werk", "inkomen", "pgb", "mantelzorg", "weet-ik-niet",
    };
    (void)state;
    for (size_t i = 0; i < sizeof codes / sizeof codes[0]; i++) {
        int place = topic_find(&content->topics, codes[i]);
        if (place < 0) fail_msg("%s is no topic", codes[i]);
        const struct topic *topic = &content->topics.all[place];
        assert_true(topic->pictogram != PICTOGRAM_NONE);
        assert_int_equal(topic->is_unsure, strcmp(codes[i], "weet-ik-niet") == 0);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(no_sentence_has_more_than_ten_words),
        cmocka_unit_test(a_sentence_has_eight_words_or_fewer_on_average),
        cmocka_unit_test(every_long_word_is_explained),
        cmocka_unit_test(nobody_speaks_like_an_office),
        cmocka_unit_test(there_are_no_brackets_percent_signs_or_stars),
        cmocka_unit_test(what_a_resident_must_know_is_said),
        cmocka_unit_test(every_area_of_life_is_a_topic),
    };
    return cmocka_run_group_tests(tests, open_content, close_content);
}
