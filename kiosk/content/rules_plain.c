/* SPDX-License-Identifier: EUPL-1.2 */
/* rules_plain.c - Dutch that somebody who reads at A2 can follow (reference/accessibility.md
 * 5).
 *
 * All of them warn: a heuristic that is wrong about one sentence may not keep a kiosk from
 * helping people. `naast check --strict` is the gate. Every text is shown by default, so all of
 * them are held to A2; nothing is marked "meer uitleg" and allowed to be harder. */
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "content/check.h"
#include "content/readers.h"

#define WORDS_MOST 10
#define SENTENCES_MOST 3
#define LETTERS_MOST 12
#define QUOTE_WORD(word) (int)(word)->size_bytes, (word)->start

struct looking {
    struct reading *reading;
    const struct json *value;
    const struct plain_sentence *sentence;
};

void plain_quote(const struct plain_sentence *sentence, char out[PLAIN_QUOTE_BYTES])
{
    size_t size = sentence->size_bytes;
    if (size < PLAIN_QUOTE_BYTES) {
        memcpy(out, sentence->start, size);
        out[size] = 0;
        return;
    }
    size = PLAIN_QUOTE_BYTES - 5;
    while (size > 0 && sentence->start[size] != ' ') size--;
    memcpy(out, sentence->start, size);
    memcpy(out + size, " ...", 5);
}

/* What is wrong, and in which sentence. */
static void warn(const struct looking *looking, const char *rule, const char *mend,
                 const char *format, ...) PRINTF_LIKE(4, 5);

static void warn(const struct looking *looking, const char *rule, const char *mend,
                 const char *format, ...)
{
    char what[160], quote[PLAIN_QUOTE_BYTES];
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(what, sizeof what, format, arguments);
    va_end(arguments);
    plain_quote(looking->sentence, quote);
    reading_warning(looking->reading, looking->value, rule, mend, "%s: \"%s\"", what, quote);
}

static bool is_one_of(const struct plain_word *word, const char *const *list)
{
    for (; *list; list++)
        if (strcmp(word->folded, *list) == 0) return true;
    return false;
}

static void check_avoided(const struct looking *looking, int at,
                          const struct plain_avoid *avoided, int count, const char *rule,
                          const char *why)
{
    char first = looking->sentence->words[at].folded[0];
    for (int i = 0; first && i < count; i++) {
        if (avoided[i].word[0] != first ||
            !plain_matches(looking->sentence, at, avoided[i].word))
            continue;
        char mend[160];
        snprintf(mend, sizeof mend, "write: %s", avoided[i].instead);
        warn(looking, rule, mend, "\"%s\" %s", avoided[i].word, why);
        return;
    }
}

/* "wordt", "werden": somebody does something, and it is not said who. */
static void check_passive(const struct looking *looking, const struct plain_word *word)
{
    static const char *const passive[] = {"wordt", "worden", "werd", "werden", NULL};
    if (is_one_of(word, passive))
        warn(looking, "plain-passive", "say who does it: \"Wij sturen ...\"",
             "\"%s\" does not say who", word->folded);
}

/* Words from `at` up to a comma or the end. */
static int words_in_one_go(const struct plain_sentence *sentence, int at)
{
    int words = 0;
    while (at + words < plain_kept(sentence) && !sentence->words[at + words].closes) words++;
    return at + words < plain_kept(sentence) ? words + 1 : words;
}

/* "de door u gevraagde hulp": the noun comes long after its article. "Vraag het aan ons" is
 * none: "het" with so little after it stands for something. */
static void check_tang(const struct looking *looking, int at)
{
    static const char *const articles[] = {"de", "een", "het", NULL};
    static const char *const openers[] = {"door", "in",  "op",  "van", "voor",     "aan",
                                          "met",  "uit", "bij", "volgens", NULL};
    const struct plain_word *word = &looking->sentence->words[at];
    if (words_in_one_go(looking->sentence, at) < (strcmp(word->folded, "het") == 0 ? 5 : 2))
        return;
    if (is_one_of(word, articles) && is_one_of(word + 1, openers))
        warn(looking, "plain-tang", "put the noun right after its article",
             "\"%s %s\" keeps the reader waiting for the noun", word->folded, word[1].folded);
}

/* "d.w.z.", "o.a.", "OCO" */
static bool is_shortened(const struct plain_word *word)
{
    size_t part = 0, dots = 0, capitals = 0, others = 0;
    for (size_t i = 0; i < word->size_bytes; i++) {
        char sign = word->start[i];
        if (sign == '.') {
            dots++;
            part = 0;
        } else if (++part > 2) {
            dots = 9;   /* a name with a dot, such as a web address */
        }
        if (sign >= 'A' && sign <= 'Z') capitals++;
        else others++;
    }
    return (dots > 0 && dots < 9) || (capitals > 1 && others == 0);
}

static void check_spelling(const struct looking *looking, const struct plain_word *word)
{
    const struct check *check = looking->reading->check;
    const struct experts *experts = check ? check->experts : NULL;
    if (!experts || !experts->knows_word || word->size_bytes >= PLAIN_WORD_BYTES) return;
    char written[PLAIN_WORD_BYTES], near[CHECK_NEAR_BYTES] = "";
    snprintf(written, sizeof written, "%.*s", QUOTE_WORD(word));
    if (strpbrk(written, "0123456789@.") || plain_letters(word) < 2) return;
    if (experts->knows_word(experts->with, written, near)) return;
    char mend[200];
    snprintf(mend, sizeof mend, near[0] ? "did you mean \"%s\"? If it is right, add it to"
                                          " \"known\" in config/plain"
                                        : "correct it%s, or add it to \"known\" in "
                                          "config/plain",
             near);
    warn(looking, "spelling", mend, "no dictionary has \"%s\"", written);
}

static void check_word(const struct looking *looking, int at)
{
    const struct plain *plain = looking->reading->plain;
    const struct plain_word *word = &looking->sentence->words[at];
    if (word->is_place || word->is_number) return;
    const struct plain_known *known = plain_find_known(plain, looking->sentence, at);
    if (plain_letters(word) > LETTERS_MOST && !(known && known->text[0]))
        warn(looking, "plain-long",
             "use a shorter word, or explain it: \"known\" in config/plain",
             "\"%.*s\" has more than %d letters and is not explained", QUOTE_WORD(word),
             LETTERS_MOST);
    if (!known && is_shortened(word))
        warn(looking, "plain-short", "write the whole words, or explain it in config/plain",
             "\"%.*s\" is shortened", QUOTE_WORD(word));
    else if (!known) check_spelling(looking, word);
    check_avoided(looking, at, plain->hard, plain->hard_count, "plain-word", "is hard to read");
    check_avoided(looking, at, plain->hurtful, plain->hurtful_count, "plain-hurtful",
                  "hurts or talks down");
    check_passive(looking, word);
    check_tang(looking, at);
}

static void check_sentence(const struct looking *looking)
{
    static const char *const noes[] = {"niet",   "geen",     "nooit", "niets",
                                       "niemand", "nergens", NULL};
    int no = 0;
    for (int i = 0; i < plain_kept(looking->sentence); i++) {
        check_word(looking, i);
        no += is_one_of(&looking->sentence->words[i], noes);
    }
    if (no > 1)
        warn(looking, "plain-double-no", "say what is, not what is not",
             "it says no %d times", no);
    if (looking->sentence->count > WORDS_MOST)
        warn(looking, "plain-sentence", "make two sentences of it",
             "%d words in one sentence; the most is %d", looking->sentence->count, WORDS_MOST);
}

/* Words that stand alone on a button are no sentence and must not help the average. */
static bool is_scored(const struct plain_sentence *sentence)
{
    return sentence->has_end ? sentence->count > 0 : sentence->count >= 4;
}

void rules_plain(struct reading *reading, const struct json *value, const char *pool)
{
    if (!reading->plain) return;
    const char *text = json_text(value), *at = text;
    struct plain_sentence sentence;
    struct looking looking = {.reading = reading, .value = value, .sentence = &sentence};
    int sentences = 0;
    while (plain_next_sentence(&at, &sentence)) {
        sentences++;
        check_sentence(&looking);
        if (pool && is_scored(&sentence)) plain_pool_add(reading, value, &sentence, pool);
    }
    if (sentences > SENTENCES_MOST)
        reading_warning(reading, value, "plain-many", "leave something out, or make two texts",
                        "%d sentences at once; the most is %d: \"%.150s\"", sentences,
                        SENTENCES_MOST, text);
    const char *sign = strpbrk(text, "()[]<>%*;&/");
    if (sign)
        reading_warning(reading, value, "plain-sign", "say it in words",
                        "the sign %c is hard to read: \"%.150s\"", *sign, text);
}
