/* SPDX-License-Identifier: EUPL-1.2 */
/* Mistakes an operator can make, planted one at a time in a copy of the sample configuration.
 * Each must be found
 * on its own line by its own rule, and nothing else may be found. */
#include "content/mistake.h"

#define OUD "providers/voorbeeld-ouderen.json"
#define WLZ "providers/voorbeeld-wlz.json"
#define GEZIN "providers/voorbeeld-gezin.json"
#define RAAD "providers/voorbeeld-raadslieden.json"

static const struct mistake mistakes[] = {
    /* JSON itself */
    {"kiosk.json", "\"town\": \"Voorbeeldstad\",", "\"town\": \"Voorbeeldstad\"",
     "\"municipality_domain\"", "json", "a comma is missing", 0},
    {MEE, "\"interpreter\": true", "\"interpreter\": True", "\"interpreter\"", "json",
     "a word of another language", 0},
    {"kiosk.json", "\"town\": \"Voorbeeldstad\",",
     "\"town\": \"Voorbeeldstad\",\n\"town\": \"x\",", "\"town\": \"x\"", "json",
     "a key twice: which one counts?", 0},
    {"topics.json", "{\n  \"topics\"", "\xef\xbb\xbf{\n  \"topics\"", "{", "json",
     "saved with a byte order mark", 0},
    /* types */
    {"kiosk.json", "\"idle_form_s\": 180", "\"idle_form_s\": \"180\"", "idle_form_s", "type",
     "a number as text", 0},
    {"kiosk.json", "\"town\": \"Voorbeeldstad\"", "\"town\": null", "\"town\"", "type",
     "nothing instead of a name", 0},
    {MEE, "\"interpreter\": true", "\"interpreter\": \"ja\"", "interpreter", "type",
     "ja instead of true", 0},
    {MEE, "\"channels\": [\"telefoon\", \"email\", \"bezoek-kantoor\", \"huisbezoek\"]",
     "\"channels\": \"telefoon\"", "channels", "type", "a text instead of a list", 0},
    {"kiosk.json", "\"nl-2026-11\"\n}", "\"nl-2026-11\"\n}}", "}}", "json",
     "a bracket too many", 0},
    /* ranges and ways of writing */
    {"kiosk.json", "\"still_there_s\": 45", "\"still_there_s\": 10", "still_there_s", "range",
     "too short for a slow reader", 0},
    {"kiosk.json", "\"extensions_most\": 20", "\"extensions_most\": 19", "extensions_most",
     "range", "fewer than 20 times", 0},
    {"kiosk.json", "\"retention_days\": 14", "\"retention_days\": 14.5", "retention_days",
     "range", "half a day", 0},
    {"kiosk.json", "\"panel_width_mm\": 476", "\"panel_width_mm\": 47.6", "panel_width_mm",
     "range", "centimetres", 0},
    {"kiosk.json", "\"kiosk_id\": \"bieb-voorbeeld-1\"", "\"kiosk_id\": \"Bieb 1\"", "kiosk_id",
     "form", "capital and space", 0},
    {"kiosk.json", "\"town\": \"Voorbeeldstad\"", "\"town\": \"\"", "\"town\"", "range",
     "an empty name", 0},
    {"kiosk.json", "\"town\": \"Voorbeeldstad\"", "\"town\": \"Voorbeeld\\nstad\"", "\"town\"",
     "form", "a line break in a name", 0},
    {"kiosk.json", "\"town\": \"Voorbeeldstad\"",
     "\"town\": \"Voorbeeld\xe2\x80\xae" "stad\"", "\"town\"", "form",
     "a sign that turns the reading direction round", 0},
    {"kiosk.json", "\"town\": \"Voorbeeldstad\"", "\"town\": \"Voorbeeld\xc2\x85stad\"",
     "\"town\"", "form", "a control sign of the second set", 0},
    {MEE, "\"phone\": \"+31200000001\"", "\"phone\": \"020 000 00 01\"", "\"phone\"", "form",
     "a phone number with spaces", 0},
    {MEE, "\"email\": \"vraag@voorbeeld-mee.example\"", "\"email\": \"vraag@voorbeeld-mee\"",
     "\"email\": \"", "form", "an address without an ending", 0},
    {MEE, "\"from\": \"08:30\"", "\"from\": \"8.30\"", "8.30", "form", "a time with a point",
     0},
    {MEE, "\"from\": \"08:30\"", "\"from\": \"18:30\"", "18:30", "hours",
     "closes before it opens", 0},
    {MEE, "\"checked_on\": \"2026-11-02\"", "\"checked_on\": \"02-11-2026\"", "checked_on",
     "form", "a date the Dutch way", 0},
    {MEE, "\"checked_on\": \"2026-11-02\"", "\"checked_on\": \"2026-02-30\"", "checked_on",
     "form", "a day that is not there", 0},
    {MEE, "\"channels\": [\"telefoon\", \"email\", \"bezoek-kantoor\", \"huisbezoek\"]",
     "\"channels\": []", "channels", "range", "no way to meet", 0},
    /* keys */
    {"kiosk.json", "\"retention_days\"", "\"retention_dagen\"", "retention_dagen",
     "unknown-key", "a setting that does not exist", 0},
    {MEE, "\"interpreter\": true,", "", "{", "missing", "a setting left out", 0},
    {MEE, "\"strict\": true", "\"strickt\": true", "strickt", "unknown-key",
     "a typing mistake deep in a file", 0},
    {MEE, "\"kind\": \"professional\"", "\"kind\": \"profesional\"", "\"kind\"", "choice",
     "a word that is not in the list", 0},
    {MEE, "\"telefoon\", \"email\", ", "\"telefoon\", \"telefoon\", ",
     "\"telefoon\", \"telefoon\"", "duplicate", "the same thing twice", 0},
    {MEE, "\"slug\": \"voorbeeld-mee\"", "\"slug\": \"voorbeeld-nee\"", "\"slug\"", "slug",
     "another name than its file", 0},
    /* files that belong together */
    {"kiosk.json", "\"language\": \"nl\"", "\"language\": \"so\"", "\"language\"", "language",
     "starts in a language without texts", 0},
    {"languages.json", "\"tag\": \"ro\"", "\"tag\": \"so\"", "\"own_name\": \"Română\"",
     "duplicate", "a language twice", 0},
    {"languages.json", "\"keys\": \"latin\", \"voice\": \"nl\"",
     "\"keys\": \"latijn\", \"voice\": \"nl\"", "latijn", "keys",
     "a keyboard that is not there", 0},
    {"languages.json",
     "Soomaali\", \"script\": \"Latn\", \"keys\": \"latin\", \"offered\": false",
     "Soomaali\", \"script\": \"Latn\", \"keys\": \"latin\", \"offered\": true", NULL,
     "missing-file", "offered, but nobody wrote the texts", 0},
    {MEE, "\"spoken_languages\": [\"nl\"", "\"spoken_languages\": [\"nederlands\"",
     "spoken_languages", "language", "a language by name, not by tag", 0},
    {RAAD, "\"topics\": [\"welzijn\"", "\"topics\": [\"schulden\"", "\"topics\"", "topic",
     "a topic nobody knows", 0},
    {"topics.json", "\"code\": \"wonen\"", "\"code\": \"woning\"", "\"woning\"", "topic",
     "a topic the contract does not know", 6},
    {"topics.json", "\"code\": \"pgb\"", "\"code\": \"zorg\"", "\"topic.pgb\"", "duplicate",
     "a topic twice", 4},
    {"topics.json", "\"label\": \"topic.wonen\"", "\"label\": \"topic.woning\"",
     "topic.woning\"", "unknown-text", "a text nobody wrote", 0},
    {"topics.json", "\"pictogram\": \"house\"", "\"pictogram\": \"hous\"", "\"hous\"",
     "unknown-pictogram", "a picture nobody drew", 0},
    {MEE, "\"nl\": \"Wij helpen", "\"xx\": \"Wij helpen", "\"xx\"", "language",
     "a text in a language that is not there", 1},
    {MEE, "\"nl\": \"Wij helpen", "\"en\": \"Wij helpen", "\"about\"", "missing",
     "no text in the source language", 0},
    /* keyboards */
    {"keys/latin.json",
     "\"q w e r t y u i o p\",\n    \"a s d f g h j k l\",\n    \"z x c v b n m '",
     "\"q w e r t y u i o p\",\n    \"a s d f g h j k l\",\n    \"z x c v b n m 1",
     "\"ordered\"", "keys", "a letter that ABC order lacks", 0},
    {"keys/latin.json", "\"a b c d e", "\"a a c d e", "\"a a c", "duplicate", "a key twice", 1},
    {"keys/latin.json", "\"@ + ", "\"+ ", "\"email\"", "keys", "no e-mail address without @",
     0},
    {"keys/latin.json", "\"á à", "\"áàáàáàá à", "áàáàáàá", "range", "no space between the keys",
     0},
    {"keys/latin.json", "\"t u v w x y z ' -\"\n",
     "\"t u v w x y z ' -\",\n\"1\",\n\"2\",\n\"3\",\n\"4\",\n"
     "\"5\",\n\"6\"\n", "\"6\"", "range", "nine rows",
     0},
    {"keys/latin.json", "\"a b c d e f g h i j\"", "\"a b c d e f g h i j 1 2 3 4 5\"",
     "\"a b c d", "range", "fifteen keys in a row", 0},
    {"keys/latin.json", "\"1 2 3 4 5 6 7 8 9 0\"", "\" \"", "\" \"", "range",
     "a row without keys", 0},
    {"keys/latin.json", "\"á à â ä ã å æ ç ć č\"", "17", "17", "type", "a number as a row", 0},
    /* texts */
    {"texts/nl.json", "\"nav.back\"", "\"nav.bak\"", "\"nav.bak\"", "unknown-text",
     "a key with a typing mistake", 1},
    {"texts/nl.json", "{page} van {pages}", "{page} van {pages", "nav.page", "place",
     "a brace that is not closed; no translation has that place any more", 6},
    {"texts/nl.json", "{\"one\": \"Nog {count} vraag\", ", "{\"few\": \"Nog {count} vraag\", ",
     "questions.left", "plural", "a plural form Dutch does not have", 1},
    {"texts/nl.json", "\"home.chip.free\": \"Gratis\"", "\"home.chip.free\": \"Snel\"",
     "home.chip.free", "V3", "does not say that it is free", 0},
    {"texts/nl.json", "\"nav.back\": \"Terug\"",
     "\"nav.back\": \"een twee drie vier vijf zes zeven acht negen tien elf twaalf dertien "
     "veertien vijftien zestien\"",
     "nav.back", "V1", "a sentence of sixteen words; in Dutch ten are enough", 1},
    {"texts/nl.json", "\"tag\": \"nl\"", "\"tag\": \"en\"", "\"tag\"", "slug",
     "another language than its file", 0},
    {"languages.json", "\"free_word\": \"gratis\", \"offered\": true",
     "\"free_word\": \"gratis\", \"offered\": false", "Nederlands", "source-language",
     "the source of all texts is not offered", 1},
    /* the linter: independence, cost, breadth, choice, terms */
    {OUD, "\"phone\": \"+31200000004\",", "", "{", "V1",
     "no endpoint and no phone: nobody can be reached", 0},
    {MEE,
     "\"hours\": [\n    {\"days\": [\"ma\", \"di\", \"wo\", \"do\", \"vr\"], \"from\": "
     "\"08:30\", \"to\": \"17:00\"}\n  ]",
     "\"hours\": []", "\"hours\"", "V1", "no opening hours", 0},
    {MEE, "\"employed_by_municipality\": false", "\"employed_by_municipality\": true",
     "employed_by", "V2", "the town's own people", 0},
    {MEE, "\"decides_on_support\": false", "\"decides_on_support\": true", "decides_on", "V2",
     "who decides cannot stand beside you", 0},
    {MEE, "\"gives_indicated_care\": false", "\"gives_indicated_care\": true",
     "gives_indicated", "V2", "care without a Chinese Wall", 0},
    {MEE, "\"email\": \"vraag@voorbeeld-mee.example\"",
     "\"email\": \"oco@gemeente-voorbeeldstad.example\"", "\"email\": \"oco", "V2",
     "mail that the town can read", 0},
    {MEE, "https://intake.voorbeeld-mee.example/v1",
     "https://oco.gemeente-voorbeeldstad.example/v1", "base_url", "V2",
     "requests that the town can read", 0},
    {MEE, "\"safeguards\": \"Beroepscode van de beroepsvereniging en een eigen statuut\",", "",
     "\"facts\"", "V2", "nothing lays independence down", 0},
    {MEE, "\"cost_euro\": 0", "\"cost_euro\": 12.5", "cost_euro", "V3", "support must be free",
     0},
    {RAAD,
     "\"topics\": [\"welzijn\", \"wonen\", \"werk\", \"inkomen\", \"pgb\", \"weet-ik-niet\"]",
     "\"topics\": []", "\"topics\"", "V4", "helps with nothing", 0},
    {MEE,
     "\"training\": \"hbo Social Work en inschrijving in het register van "
     "cliëntondersteuners\",",
     "", "\"facts\"", "V5", "professionals without training", 0},
    {RAAD, "hbo Sociaal Juridische Dienstverlening", "mbo Sociaal Werk", "\"training\"", "V5",
     "not hbo, no register", 0},
    {WLZ, "\"route\": \"wlz\",", "", NULL, "V8", "no way on after a Wlz decision", 0},
    {MEE, "\"contact_within_days\": 2", "\"contact_within_days\": 3", "contact_within", "V9",
     "later than the term", 0},
    {MEE, "\"appointment_within_days\": 7", "\"appointment_within_days\": 8",
     "appointment_within", "V9", "later than the term", 0},
    {MEE, "\"counts_working_days\": false,", "", "{", "V9", "which days count is not said", 0},
    {MEE, "\"address\": \"Voorbeeldplein 1, Voorbeeldstad\",", "", "\"channels\"", "channel",
     "an office without an address", 1},
    {OUD, "\"phone\": \"+31200000004\",", "\"email\": \"vraag@voorbeeld-ouderen.example\",",
     "{", "V1", "mail only, where people are asked to call", 0},
    /* addresses and secrets */
    {MEE, "https://intake.voorbeeld-mee.example/v1", "http://intake.voorbeeld-mee.example/v1",
     "base_url", "V10", "plain http", 0},
    {MEE, "https://intake.voorbeeld-mee.example/v1", "https://intake.voorbeeld-mee.example",
     "base_url", "form", "no version", 0},
    {MEE, "https://intake.voorbeeld-mee.example/v1",
     "https://oco:geheim1@intake.voorbeeld-mee.example/v1", "base_url", "V10",
     "a password in an address", 1},
    {MEE, "\"token_file\": \"voorbeeld-mee.token\"", "\"token\": \"abc\"", "\"token\"", "V10",
     "the token itself", 2},
    {MEE, "\"token_file\": \"voorbeeld-mee.token\",", "", "\"endpoint\"", "missing",
     "an endpoint without a token", 0},
    {MEE, "\"base_url\": \"https://intake.voorbeeld-mee.example/v1\",", "", "\"endpoint\"",
     "missing", "an endpoint without address", 0},
    /* how the courier shows who it is */
    {MEE, "\"adapter\": \"oco-v1\"", "\"adapter\": \"oco-v1\", \"access\": \"basic\"",
     "\"access\"", "choice", "a way in that does not exist", 0},
    {MEE, "\"token_file\"", "\"client_id\": \"naast\",\n\"token_file\"", "\"client_id\"",
     "access", "a name that nobody is told", 0},
    {GEZIN, "\"access\": \"oauth2\"", "\"access\": \"oauth2\", \"token_file\": \"a.token\"",
     "\"access\"", "access", "a token that nobody is shown", 0},
    {GEZIN, "\"client_id\": \"naast-voorbeeldstad\",", "", "\"endpoint\"", "missing",
     "a token for nobody", 0},
    {GEZIN, "\"token_url\": \"https://inloggen.voorbeeld-gezin.example/oauth2/token\",", "",
     "\"endpoint\"", "missing", "nobody gives out tokens", 0},
    {GEZIN, "\"token_url\": \"https://", "\"token_url\": \"http://", "token_url", "V10",
     "a secret over plain http", 0},
    {GEZIN, "\"client_key_file\": \"voorbeeld-gezin.key\",", "", "\"endpoint\"", "missing",
     "a certificate without its key", 0},
    {GEZIN, "\"client_certificate_file\": \"voorbeeld-gezin.pem\",", "", "\"endpoint\"",
     "missing", "a key without its certificate", 0},
    {GEZIN,
     "\"client_secret_file\": \"voorbeeld-gezin.secret\",\n"
     "    \"scope\": \"contactverzoeken\",\n"
     "    \"client_certificate_file\": \"voorbeeld-gezin.pem\",\n"
     "    \"client_key_file\": \"voorbeeld-gezin.key\",",
     "", "\"endpoint\"", "missing", "neither secret nor certificate", 0},
    {GEZIN, "\"client_secret_file\": \"voorbeeld-gezin.secret\"",
     "\"client_secret\": \"abc\"", "\"client_secret\"", "V10", "the secret itself", 1},
    {MEE, "\"token_file\": \"voorbeeld-mee.token\"", "\"access\": \"certificate\"",
     "\"endpoint\"", "missing", "neither certificate nor key", 1},
    {MEE, "\"dedupe\": true", "\"dedupe\": false, \"dedupe_days\": 7", "\"dedupe_days\"",
     "access", "remembers for a week what it does not look at", 0},
    {MEE, "\"dedupe\": true", "\"dedupe\": true, \"dedupe_days\": 0", "\"dedupe_days\"",
     "range", "a promise of no days", 0},
    /* the register of an Open Klant */
    {MEE, "\"adapter\": \"oco-v1\"", "\"adapter\": \"klantinteracties-v1\"", "\"endpoint\"",
     "missing", "a register without a team", 0},
    {RAAD, "\"team_code\": \"OCO\"", "\"team_type\": \"afd\"", "\"klantinteracties\": {",
     "missing", "nobody to call back", 0},
    {RAAD, "\"team_code\": \"OCO\"",
     "\"team_code\": \"OCO\",\n\"team\": \"1c4b7f0a-93d2-4c1e-8a57-0f6d2b9e4a31\"",
     "\"team_code\"", "access", "two teams", 0},
    {RAAD, "\"team_code\": \"OCO\"", "\"team\": \"OCO\"", "\"team\"", "form",
     "a code where a number must stand", 0},
    {RAAD, "\"adapter\": \"klantinteracties-v1\"", "\"adapter\": \"oco-v1\"",
     "\"klantinteracties\": {", "access", "a register nobody looks at", 0},
    {"kiosk.json", "\"listening_ear_name\": \"Het Luisterend Oor Voorbeeld\"",
     "\"listening_ear_name\": \"4f9aB7c2D8e1F6a3B5c9D2e7F1a8B4c6\"", "listening_ear_name",
     "V10", "a key in the wrong place", 0},
    {"kiosk.json", "\"consent_version\": \"nl-2026-11\"", "\"panel_height_cm\": 27", "{", "V10",
     "consent without a version", 1},
};

static void each_planted_mistake_is_found_on_its_line_and_nothing_else(void **state)
{
    (void)state;
    assert_int_equal(mistakes_missed(mistakes, sizeof mistakes / sizeof mistakes[0]), 0);
}

static void the_sample_is_without_findings(void **state)
{
    (void)state;
    check_config(sample_folder, NULL, INT64_C(4000000000), &findings);
    sample_print(&findings);
    assert_int_equal(findings.count, 0); /* in fifty years too: the sample's facts do not age */
}

/* What is made up may stand in a demo, never on a real kiosk. */
static void example_data_outside_the_demo_is_found_on_every_line(void **state)
{
    (void)state;
    sample_change("kiosk.json", "\"example\": true", "\"example\": false");
    check_config(sample_folder, NULL, 0, &findings);
    static const char *const kiosk_lines[] = {"municipality_domain", "listening_ear_phone"};
    for (size_t i = 0; i < 2; i++)
        assert_true(sample_has(&findings, "kiosk.json",
                               sample_line("kiosk.json", kiosk_lines[i]), "V11"));
    static const char *const lines[] = {"\"example\"", "\"phone\"", "\"email\": \"",
                                        "base_url"};
    for (size_t i = 0; i < 4; i++)
        assert_true(sample_has(&findings, MEE, sample_line(MEE, lines[i]), "V11"));
    for (int i = 0; i < findings.count; i++) assert_string_equal(findings.all[i].rule, "V11");
    assert_int_equal(findings.count,
                     2 + 8 * 4 - 2 + 1);   /* the elderly union has no e-mail and no endpoint;
                                            * one provider gives out tokens */
    sample_restore("kiosk.json");
}

static void facts_that_nobody_checked_for_half_a_year_are_told(void **state)
{
    (void)state;
    sample_change("kiosk.json", "\"example\": true", "\"example\": false");
    const int64_t day_s = 86400, checked_s = 1793577600;   /* 2026-11-02 */
    check_config(sample_folder, NULL, checked_s + 180 * day_s, &findings);
    assert_false(sample_has(&findings, MEE, sample_line(MEE, "checked_on"), "V1"));
    check_config(sample_folder, NULL, checked_s + 181 * day_s, &findings);
    assert_true(sample_has(&findings, MEE, sample_line(MEE, "checked_on"), "V1"));
    sample_restore("kiosk.json");
}

static void an_empty_page_of_keys_is_found(void **state)
{
    (void)state;
    static const char page[] =
        "{\"letters\": [], \"ordered\": [\"a\"], \"accents\": [\"b\"],\n\"email\": []}";
    sample_write("keys/latin.json", page, sizeof page - 1);
    check_config(sample_folder, NULL, 0, &findings);
    assert_int_equal(findings.count, 2);
    assert_true(sample_has(&findings, "keys/latin.json", 1, "range"));
    assert_true(sample_has(&findings, "keys/latin.json", 2, "range"));
    sample_restore("keys/latin.json");
}

static void a_loopback_endpoint_is_fine_in_a_demo(void **state)
{
    (void)state;
    static const char *const urls[] = {"https://127.0.0.1:8443/v1",
                                       "https://localhost:8443/v1"};
    for (size_t i = 0; i < 2; i++) {
        sample_change(MEE, "https://intake.voorbeeld-mee.example/v1", urls[i]);
        check_config(sample_folder, NULL, 0, &findings);
        assert_int_equal(findings.count, 0);
        sample_restore(MEE);
    }
}

static void too_few_providers_are_found(void **state)
{
    (void)state;
    static const char *const others[] = {"buren",   "ervaring",    "gezin",
                                         "ouderen", "raadslieden", "stichting-oco"};
    for (size_t i = 0; i < sizeof others / sizeof others[0]; i++) {
        char file[64];
        snprintf(file, sizeof file, "providers/voorbeeld-%s.json", others[i]);
        sample_remove(file);
    }
    check_config(sample_folder, NULL, 0, &findings);
    assert_true(sample_has(&findings, "providers", 0, "V6"));
    sample_restore("providers/voorbeeld-raadslieden.json");
    check_config(sample_folder, NULL, 0,
                 &findings);   /* two professionals, no volunteers: worth a warning */
    assert_int_equal(findings.count, 1);
    assert_int_equal(findings.all[0].severity, SEVERITY_WARNING);
    sample_remove(MEE);
    sample_restore("providers/voorbeeld-ouderen.json");
    sample_remove("providers/voorbeeld-raadslieden.json");
    sample_restore("providers/voorbeeld-ervaring.json");
    check_config(sample_folder, NULL, 0,
                 &findings);   /* only volunteers, and not for all areas of life */
    assert_true(sample_has(&findings, "providers", 0, "V6"));
    assert_true(sample_has(&findings, "providers", 0, "V4"));
    for (int i = 0; i < findings.count;
         i++) {   /* pgb is worth a warning, an area of life more */
        if (strcmp(findings.all[i].rule, "V4") != 0) continue;
        bool is_pgb = strstr(findings.all[i].what, "\"pgb\"");
        assert_int_equal(findings.all[i].severity, is_pgb ? SEVERITY_WARNING : SEVERITY_ERROR);
    }
    assert_true(sample_has(&findings, "providers", 0, "V5"));
    assert_true(sample_has(&findings, "providers", 0, "V7"));
    sample_restore(MEE);
    for (size_t i = 0; i < sizeof others / sizeof others[0]; i++) {
        char file[64];
        snprintf(file, sizeof file, "providers/voorbeeld-%s.json", others[i]);
        sample_restore(file);
    }
}

static void the_list_of_findings_ends_and_says_so(void **state)
{
    (void)state;
    struct bytes list = {.limit_bytes = 64 * 1024};
    assert_int_equal(bytes_add_text(&list, "{"), ERR_NONE);
    for (int i = 0; i < FINDINGS_MOST + 10; i++)
        assert_int_equal(
            bytes_add_format(&list, "\"x%d\": 1%s", i, i < FINDINGS_MOST + 9 ? ",\n" : "}"),
            ERR_NONE);
    sample_write("kiosk.json", list.start, list.size_bytes);
    check_config(sample_folder, NULL, 0, &findings);
    assert_int_equal(findings.count, FINDINGS_MOST);
    assert_true(findings.has_more);
    sample_restore("kiosk.json");
    bytes_wipe(&list);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_sample_is_without_findings),
        cmocka_unit_test(each_planted_mistake_is_found_on_its_line_and_nothing_else),
        cmocka_unit_test(example_data_outside_the_demo_is_found_on_every_line),
        cmocka_unit_test(facts_that_nobody_checked_for_half_a_year_are_told),
        cmocka_unit_test(an_empty_page_of_keys_is_found),
        cmocka_unit_test(a_loopback_endpoint_is_fine_in_a_demo),
        cmocka_unit_test(too_few_providers_are_found),
        cmocka_unit_test(the_list_of_findings_ends_and_says_so),
    };
    return cmocka_run_group_tests(tests, sample_make, sample_leave);
}
