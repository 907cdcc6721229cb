/* SPDX-License-Identifier: EUPL-1.2 */
/* Plain Dutch: how texts fall apart into sentences, words and syllables, what the formulas make
 * of them, and that an office's paragraph is refused where one at A2 is not. */
#include "content/sample.h"

#include "base/utf8.h"
#include "content/plain.h"
#include "content/readers.h"

static struct plain plain;
static struct findings findings;
static struct plain_pools pools;

static int start(void **state)
{
    static struct content content;
    struct bytes bytes;
    struct json *document = NULL;
    struct json_problem problem;
    if (sample_make(state) != 0) return -1;
    sample_read(sample_folder, "plain/nl.json", &bytes);
    if (json_read(bytes.start, bytes.size_bytes, &document, &problem) != ERR_NONE) return -1;
    struct reading reading = {.file = "nl.json", .findings = &findings, .content = &content};
    plain_read(&reading, document, "nl", &plain);
    json_free(document);
    bytes_wipe(&bytes);
    return findings.count == 0 && plain.hard_count > 100 ? 0 : -1;
}

static void a_text_falls_apart_where_a_reader_pauses(void **state)
{
    (void)state;
    static const struct { const char *text; int sentences, words; const char *why; } rows[] = {
        {"U betaalt niets.", 1, 3, "one sentence"},
        {"Terug", 1, 1, "a button"},
        {"Wilt u hulp? Dat mag! Bel ons.", 3, 7, "three ends"},
        {"Kies: hulp of uitleg.", 2, 4, "a colon is a pause"},
        {"Wij zijn open van 12.30 tot 17.00 uur.", 1, 8, "no end inside a time"},
        {"Typ bijvoorbeeld .nl erachter.", 1, 4, "no end at the start of a word"},
        {"{provider} belt u. Uiterlijk {date}.", 2, 5, "a place is a word"},
        {"{topics} · {languages}", 1, 2, "a sign alone is no word"},
        {"Wij zeggen: \"Dat mag.\" En nu?", 3, 6, "an end before a closing quote"},
        {"  Ja,  dat   mag ", 1, 3, "spaces count for nothing"},
        {"", 0, 0, "nothing"},
        {"...", 1, 0, "only signs"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct plain_sentence sentence;
        const char *at = rows[i].text;
        int sentences = 0, words = 0;
        while (plain_next_sentence(&at, &sentence)) {
            sentences++;
            words += sentence.count;
        }
        if (sentences != rows[i].sentences || words != rows[i].words)
            fail_msg("%s: %d sentences, %d words", rows[i].why, sentences, words);
    }
}

static void a_word_is_found_in_small_letters_and_with_any_ending(void **state)
{
    (void)state;
    static const struct { const char *text, *pattern; bool is_found; const char *why;
    } rows[] = {
        {"Kosteloze hulp", "kosteloze", true, "a capital"},
        {"Onafhankelijke hulp", "onafhankelijk*", true, "an ending"},
        {"onafhankelijk", "onafhankelijk*", true, "no ending"},
        {"hulpen", "hulp", false, "another word that begins alike"},
        {"hul", "hulp", false, "a shorter word"},
        {"Met betrekking tot zorg", "met betrekking tot", true, "three words"},
        {"Met betrekking op zorg", "met betrekking tot", false, "one of them differs"},
        {"met betrekking", "met betrekking tot", false, "the sentence ends first"},
        {"Ga mee, betrekking tot", "mee betrekking", false, "a comma between them"},
        {"(CLIËNTONDERSTEUNER)", "cliëntondersteuner", true, "signs around it, an accent"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct plain_sentence sentence;
        const char *at = rows[i].text;
        bool is_found = false;
        assert_true(plain_next_sentence(&at, &sentence));
        for (int word = 0; word < plain_kept(&sentence); word++)
            is_found = is_found || plain_matches(&sentence, word, rows[i].pattern);
        if (is_found != rows[i].is_found) fail_msg("%s", rows[i].why);
    }
}

static void very_long_sentences_and_words_are_counted_and_harm_nothing(void **state)
{
    (void)state;
    char text[4096];
    for (int i = 0; i < 200; i++) snprintf(text + 6 * i, 7, "woord ");
    struct plain_sentence sentence;
    const char *at = text;
    assert_true(plain_next_sentence(&at, &sentence));
    assert_int_equal(sentence.count, 200);
    assert_int_equal(plain_kept(&sentence), PLAIN_SENTENCE_WORDS);
    memset(text, 'a', 500);
    text[500] = 0;
    at = text;
    assert_true(plain_next_sentence(&at, &sentence));
    assert_int_equal(plain_letters(&sentence.words[0]), 500);
    assert_string_equal(sentence.words[0].folded, "");
    assert_false(plain_matches(&sentence, 0, "a*"));
}

static void syllables_are_those_one_hears(void **state)
{
    (void)state;
    static const struct { const char *word; int syllables; } rows[] = {
        {"hulp", 1},      {"zorg", 1},       {"vragen", 2},       {"gemeente", 3},
        {"ondersteuner", 4}, {"cliënt", 2},  {"cliëntondersteuner", 6}, {"onafhankelijk", 5},
        {"betaalt", 2},   {"niets", 1},      {"nieuw", 1},        {"nieuwe", 2},
        {"eeuwen", 2},    {"mooi", 1},       {"mooie", 2},        {"bloeien", 2},
        {"zaaien", 2},    {"buurt", 1},      {"thuis", 1},        {"bijna", 2},
        {"ijs", 1},       {"geïnteresseerd", 5}, {"ruïne", 3},    {"tweeën", 2},
        {"beëindigen", 4}, {"reünie", 3},    {"coördineren", 5},  {"oekraïne", 4},
        {"privé", 2},     {"één", 1},        {"dossier", 2},      {"adres", 2},
        {"mailadres", 3}, {"afspraak", 2},   {"familie", 3},      {"wijkteam", 2},
        {"website", 2},   {"teams", 1},      {"baby", 2},         {"typ", 1},
        {"pgb", 1},       {"uw", 1},         {"u", 1},            {"zee", 1},
        {"keuzes", 2},    {"nauw", 1},       {"hout", 1},         {"leeftijd", 2},
        {"vrijwilliger", 4}, {"beroepskracht", 3}, {"duidelijk", 3}, {"maandag", 2},
    };
    int wrong = 0;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        int count = plain_count_syllables(&plain, rows[i].word);
        if (count != rows[i].syllables) {
            print_message("%s: %d, not %d\n", rows[i].word, count, rows[i].syllables);
            wrong++;
        }
    }
    assert_int_equal(wrong, 0);
}

static bool is_near(double value, double wanted)
{
    return value > wanted - 0.01 && value < wanted + 0.01;
}

/* Worked out by hand: 2 sentences, 8 words, of them 6 with 7 syllables. */
static void the_formulas_are_those_of_the_books(void **state)
{
    (void)state;
    struct plain_counts counts = {0};
    struct plain_sentence sentence;
    const char *at = "Wij bellen u om 12. {provider} komt mee.";
    while (plain_next_sentence(&at, &sentence)) plain_count(&plain, &sentence, &counts);
    assert_int_equal(counts.sentences, 2);
    assert_int_equal(counts.words, 8);
    assert_int_equal(counts.spoken_words, 6);
    assert_int_equal(counts.syllables, 7);
    assert_true(is_near(plain_words_per_sentence(&counts), 4));
    assert_true(is_near(plain_syllables_per_100(&counts), 116.667));
    assert_true(is_near(plain_flesch_douma(&counts), 206.84 - 3.72 - 0.77 * 116.667));
    assert_true(is_near(plain_leesindex(&counts), 195 - 8 - 77.778));
}

/* Findings and pools of a text as if it stood on one screen. */
static void look_at(const char *text, const struct experts *experts)
{
    struct check check = {.experts = experts};
    struct reading reading = {.file = "nl.json", .findings = &findings, .check = &check,
                              .plain = &plain, .pools = &pools};
    struct bytes json = {.limit_bytes = 8192};
    struct json *document = NULL;
    struct json_problem problem;
    memset(&findings, 0, sizeof findings);
    memset(&pools, 0, sizeof pools);
    struct json_writer writer = {.to = &json};
    json_write_open(&writer, NULL, '[');
    json_write_text(&writer, NULL, text);
    json_write_close(&writer, ']');
    assert_int_equal(json_read(json.start, json.size_bytes, &document, &problem), ERR_NONE);
    rules_plain(&reading, json_first(document), "screen");
    rules_pools(&pools, &findings);
    json_free(document);
    bytes_wipe(&json);
}

static int findings_of(const char *rule)
{
    int count = 0;
    for (int i = 0; i < findings.count; i++) count += strcmp(findings.all[i].rule, rule) == 0;
    return count;
}

static const char office[] =
    "Indien u in aanmerking wenst te komen voor ondersteuning, dient u een aanvraag in "
    "te dienen bij de gemeente. De door u verstrekte gegevens worden uitsluitend "
    "gebruikt ten behoeve van de beoordeling van uw aanvraag. Na ontvangst van uw "
    "aanvraag wordt binnen acht weken een beschikking afgegeven, waartegen u "
    "schriftelijk bezwaar kunt maken bij het college.";

static const char plain_dutch[] =
    "Hebt u hulp nodig? Vraag het aan ons. Wij praten met u. Wij lezen uw brieven. Wij "
    "gaan met u mee naar een gesprek. U betaalt niets. U kiest zelf wie u helpt. Wilt u "
    "toch iemand anders? Dat mag. U hoeft niet te zeggen waarom. Wij vertellen niets "
    "door. Bel ons of kom langs op maandag of dinsdag.";

static void a_paragraph_of_an_office_is_refused(void **state)
{
    (void)state;
    look_at(office, NULL);
    static const char *const rules[] = {"plain-score",   "plain-sentence", "plain-word",
                                        "plain-passive", "plain-tang"};
    for (size_t i = 0; i < sizeof rules / sizeof rules[0]; i++)
        if (findings_of(rules[i]) == 0) fail_msg("not found: %s", rules[i]);
    print_message("an office: Flesch-Douma %.1f, Leesindex %.1f\n",
                  plain_flesch_douma(&pools.all[0].counts),
                  plain_leesindex(&pools.all[0].counts));
    assert_true(plain_flesch_douma(&pools.all[0].counts) < 70);   /* below B1 */
    assert_true(plain_leesindex(&pools.all[0].counts) < 65);
    for (int i = 0; i < findings.count; i++)   /* each shows a sentence */
        assert_non_null(strchr(findings.all[i].what, '"'));
}

static void a_paragraph_at_a2_is_accepted(void **state)
{
    (void)state;
    look_at(plain_dutch, NULL);
    sample_print(&findings);
    assert_int_equal(findings_of("plain-many"), findings.count);   /* for one text it is long */
    print_message("A2: Flesch-Douma %.1f, Leesindex %.1f\n",
                  plain_flesch_douma(&pools.all[0].counts),
                  plain_leesindex(&pools.all[0].counts));
    assert_true(pools.all[0].counts.words >= PLAIN_POOL_WORDS_LEAST);
    assert_true(plain_flesch_douma(&pools.all[0].counts) >= 90);
}

/* Short sentences alone do not make it plain. */
static void hard_words_in_short_sentences_are_refused(void **state)
{
    (void)state;
    look_at("Medewerkers geven informatie. Adviseurs beoordelen aanvragen. Inwoners formuleren "
            "hulpvragen. Deskundigen leveren adviezen. Organisaties bewaken resultaten. "
            "Gemeenten betalen activiteiten. Werkgevers bieden opleidingen. Familieleden "
            "ontlasten mantelzorg. Cliënten waarderen contacten. Instanties delen dossiers. "
            "Bewoners bezoeken bureaus. Specialisten geven behandeling. Scholen organiseren "
            "begeleiding. Raadsleden bespreken uitkomsten. Bestuurders tekenen contracten. "
            "Juristen verklaren besluiten. Artsen onderzoeken patiënten.", NULL);
    assert_int_equal(findings_of("plain-score"), 1);
}

/* Of few words no formula says anything. */
static void one_hard_sentence_alone_has_no_score(void **state)
{
    (void)state;
    look_at("Adviseurs beoordelen aanvragen.", NULL);
    assert_int_equal(findings.count, 0);
}

/* A word list that knows only "hulp" and "en". */
static bool knows_two_words(void *with, const char *word, char near_out[CHECK_NEAR_BYTES])
{
    (void)with;
    snprintf(near_out, CHECK_NEAR_BYTES, "%s", word[0] == 'h' ? "hulp" : "");
    return strcmp(word, "hulp") == 0 || strcmp(word, "en") == 0;
}

static void a_word_that_no_dictionary_has_is_doubted_with_a_near_one(void **state)
{
    (void)state;
    static const struct experts experts = {.knows_word = knows_two_words};
    static const struct { const char *text; int doubts; const char *why; } rows[] = {
        {"hulp en hulp", 0, "known"},
        {"hupl en zorrg", 2, "slips"},
        {"{provider} en 112 en u", 0, "places, numbers and single letters are no words"},
        {"Wlz en tolken en @ en .nl", 0, "explained words and signs"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        look_at(rows[i].text, &experts);
        if (findings_of("spelling") != rows[i].doubts) fail_msg("%s", rows[i].why);
    }
    look_at("hupl", &experts);
    assert_non_null(strstr(findings.all[0].mend, "\"hulp\""));
    look_at("zorrg", &experts);
    assert_non_null(strstr(findings.all[0].mend, "correct it"));
}

/* A finding is cut at a letter, never inside one: it goes into JSON. */
static void a_long_finding_ends_in_a_whole_letter(void **state)
{
    (void)state;
    char text[1500];
    for (int i = 0; i < 600; i++) snprintf(text + 2 * i, 3, "ë");
    memset(&findings, 0, sizeof findings);
    for (int i = 0; i < 3; i++) {
        struct finding *finding = findings_add(&findings, SEVERITY_WARNING, "f", 1, "r");
        finding_what(finding, "%.*s%s", i, "xx", text);
        finding_mend(finding, "%.*s%s", i, "xx", text);
        assert_true(utf8_is_valid(finding->what, strlen(finding->what)));
        assert_true(utf8_is_valid(finding->mend, strlen(finding->mend)));
        assert_true(strlen(finding->mend) > 200);
        finding_what(finding, "\"%.*s\" stands here", 9 + i, text);   /* cut in the middle */
        assert_true(utf8_is_valid(finding->what, strlen(finding->what)));
        assert_non_null(strstr(finding->what, "ë\" stands here"));
    }
}

static void a_noun_long_after_its_article_is_found(void **state)
{
    (void)state;
    static const struct { const char *text; bool is_found; } rows[] = {
        {"Lees de door u getypte brief.", true},
        {"Dat is het door u gekozen woord.", true},
        {"Dit is een voor u goede dag.", true},
        {"Vraag het aan ons.", false},
        {"Wij doen het voor niets anders.", false},
        {"Neem de tram of de bus.", false},
        {"Wij lezen het, van voor tot achter.", false},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        look_at(rows[i].text, NULL);
        if ((findings_of("plain-tang") == 1) != rows[i].is_found) fail_msg("%s", rows[i].text);
    }
}

static void screens_that_say_little_are_scored_together(void **state)
{
    (void)state;
    struct check check = {.config = sample_folder, .pools_out = &pools};
    check_in_full(&check, &findings);
    assert_true(pools.count > 8);
    for (int i = 0; i < pools.count; i++) {
        if (pools.all[i].counts.words < PLAIN_POOL_WORDS_LEAST)
            fail_msg("%s has too few words", pools.all[i].name);
        assert_true(pools.all[i].quote[0] && pools.all[i].line > 0);
    }
}

static void without_its_list_of_words_the_gate_says_that_it_is_open(void **state)
{
    (void)state;
    sample_remove("plain/nl.json");
    check_config(sample_folder, NULL, 0, &findings);
    assert_int_equal(findings.count, 1);
    assert_true(sample_has(&findings, "plain/nl.json", 0, "missing-file"));
    assert_int_equal(findings.all[0].severity, SEVERITY_WARNING);
    sample_restore("plain/nl.json");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_text_falls_apart_where_a_reader_pauses),
        cmocka_unit_test(a_word_is_found_in_small_letters_and_with_any_ending),
        cmocka_unit_test(very_long_sentences_and_words_are_counted_and_harm_nothing),
        cmocka_unit_test(syllables_are_those_one_hears),
        cmocka_unit_test(the_formulas_are_those_of_the_books),
        cmocka_unit_test(a_paragraph_of_an_office_is_refused),
        cmocka_unit_test(a_paragraph_at_a2_is_accepted),
        cmocka_unit_test(hard_words_in_short_sentences_are_refused),
        cmocka_unit_test(one_hard_sentence_alone_has_no_score),
        cmocka_unit_test(a_word_that_no_dictionary_has_is_doubted_with_a_near_one),
        cmocka_unit_test(a_long_finding_ends_in_a_whole_letter),
        cmocka_unit_test(a_noun_long_after_its_article_is_found),
        cmocka_unit_test(screens_that_say_little_are_scored_together),
        cmocka_unit_test(without_its_list_of_words_the_gate_says_that_it_is_open),
    };
    return cmocka_run_group_tests(tests, start, sample_leave);
}
