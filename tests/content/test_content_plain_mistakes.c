/* SPDX-License-Identifier: EUPL-1.2 */
/* Dutch that is too hard, planted one slip at a time: on the screen and in what a provider says
 * of itself. Each is found on its own line by its own rule, and nothing else is. */
#include "content/mistake.h"

static const struct mistake mistakes[] = {
    {"texts/nl.json", "\"nav.back\": \"Terug\"",
     "\"nav.back\": \"Ga nu maar eens terug naar het scherm van zo net\"", "nav.back",
     "plain-sentence", "eleven words", 0},
    {"texts/nl.json", "\"explain.free.1\": \"U betaalt niets.\"",
     "\"explain.free.1\": \"Dit is kosteloos: u betaalt niets.\"", "explain.free.1",
     "plain-word",
     "a word of offices", 0},
    {"texts/nl.json",
     "\"sending.lead\": \"Wacht even.", "\"sending.lead\": \"U dient te wachten.",
     "sending.lead", "plain-word", "two words of offices", 0},
    {MEE, "Wij helpen bij vragen over zorg", "Wij helpen middels advies over zorg",
     "\"nl\": \"Wij helpen", "plain-word", "a provider's word of offices", 0},
    {"texts/nl.json",
     "\"tool.pictures\": \"Plaatjes\"", "\"tool.pictures\": \"Eenvoudige taal\"",
     "tool.pictures", "plain-hurtful", "who wants pictures is not called slow", 0},
    {MEE, "Wij zijn met 20 mensen.", "Ook voor laaggeletterden.", "\"nl\": \"Wij helpen",
     "plain-hurtful", "a name nobody wants to choose; it is long too", 1},
    {"texts/nl.json",
     "\"nav.back\": \"Terug\"", "\"nav.back\": \"Beginschermpagina\"", "nav.back",
     "plain-long", "a long word", 0},
    {"texts/nl.json", "\"sending.title\": \"Wij sturen uw vraag\"",
     "\"sending.title\": \"Uw vraag wordt gestuurd\"", "sending.title", "plain-passive",
     "who sends it?", 0},
    {"texts/nl.json", "\"sending.lead\": \"Wacht even. Dit duurt kort.\"",
     "\"sending.lead\": \"Wij sturen de door u getypte brief.\"", "sending.lead", "plain-tang",
     "the letter comes late", 0},
    {"texts/nl.json",
     "\"wiped.lead\": \"Niemand ziet", "\"wiped.lead\": \"Niemand ziet niets van",
     "wiped.lead", "plain-double-no", "no and no", 0},
    {"texts/nl.json", "\"nav.back\": \"Terug\"", "\"nav.back\": \"O.a. terug\"", "nav.back",
     "plain-short", "dots inside", 0},
    {"texts/nl.json", "\"nav.back\": \"Terug\"", "\"nav.back\": \"Terug naar OCO\"", "nav.back",
     "plain-short", "only capitals", 0},
    {"texts/nl.json",
     "\"nav.back\": \"Terug\"", "\"nav.back\": \"Terug (of stop)\"", "nav.back",
     "plain-sign", "brackets", 0},
    {"texts/nl.json", "\"sending.lead\": \"Wacht even. Dit duurt kort.\"",
     "\"sending.lead\": \"Wacht. Het gaat goed. Nog even. Bijna klaar.\"", "sending.lead",
     "plain-many", "four sentences", 0},
    {"texts/nl.json",
     "\"home.lead\": \"Een ondersteuner staat naast u. Wij leggen uit wat dat is.\"",
     "\"home.lead\": \"Medewerkers geven adviezen. Specialisten bieden informatie.\"",
     "home.lead", "plain-score", "short sentences, hard words", 0},
    {"texts/nl.json", "\"explain.rights.2\": \"U hoeft niet te zeggen waarom.\"",
     "\"explain.rights.2\": \"Dat mag altijd.\"", "explain.rights.2", "fact",
     "no reason has to be given, but who says so?", 0},
    {"texts/en.json", "\"explain.free.1\": \"You pay nothing.\"",
     "\"explain.free.1\": \"U betaalt niets.\"", "explain.free.1", "fact",
     "a fact that nobody translated", 0},
    {"texts/pl.json", "Potem zadzwoni {provider}. Pomoc jest bezpłatna.",
     "Potem zadzwoni {provider}.", "kept.call", "V3", "after sending it is still free", 0},
    {"plain/nl.json", "\"word.tolk\"", "\"word.tolkje\"", "word.tolkje", "unknown-text",
     "explained by a text nobody wrote", 0},
    {"plain/nl.json", "\"word\": \"middels\"", "\"word\": \"Middels\"", "Middels", "form",
     "a capital, which no folded word has", 0},
    {"plain/nl.json", "\"tag\": \"nl\"", "\"tag\": \"de\"", "\"tag\"", "slug",
     "another language than its file", 0},
};

static void each_hard_sentence_is_found_on_its_line_and_nothing_else(void **state)
{
    (void)state;
    assert_int_equal(mistakes_missed(mistakes, sizeof mistakes / sizeof mistakes[0]), 0);
}

/* A heuristic that is wrong about one sentence may not keep a kiosk from helping people. */
static void a_hard_sentence_stops_no_kiosk(void **state)
{
    (void)state;
    struct content *content = calloc(1, sizeof *content);
    assert_non_null(content);
    sample_change(MEE, "Wij helpen bij vragen over zorg",
                  "Wij helpen middels advies over zorg");
    assert_int_equal(content_load(sample_folder, content, &findings), ERR_NONE);
    assert_int_equal(findings.count, 1);   /* and the loader knows the rule */
    assert_string_equal(findings.all[0].rule, "plain-word");
    content_finish(content);
    free(content);
    sample_restore(MEE);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_hard_sentence_is_found_on_its_line_and_nothing_else),
        cmocka_unit_test(a_hard_sentence_stops_no_kiosk),
    };
    return cmocka_run_group_tests(tests, sample_make, sample_leave);
}
