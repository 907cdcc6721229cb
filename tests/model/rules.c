/* SPDX-License-Identifier: EUPL-1.2 */
/* rules.c - names of all the world, and addresses that mail can reach. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>
#include <string.h>

#include "model/rules.h"

struct row { const char *typed; enum mistake mistake; const char *why; };

static void check_rows(const struct row *rows, size_t count,
                       enum mistake (*check)(const struct private_text *))
{
    for (size_t i = 0; i < count; i++) {
        struct private_text text = {0};
        assert_int_equal(private_text_add(&text, rows[i].typed, PRIVATE_TEXT_BYTES), ERR_NONE);
        enum mistake mistake = check(&text);
        if (mistake != rows[i].mistake)
            fail_msg("\"%s\" (%s): mistake %d, not %d", rows[i].typed, rows[i].why,
                     (int)mistake, (int)rows[i].mistake);
        if (strcmp(text.utf8, rows[i].typed) != 0)
            fail_msg("\"%s\" was changed by the check", rows[i].typed);
    }
}

static const struct row names[] = {
    {"Jamila", MISTAKE_NONE, "a first name is enough"},
    {"O", MISTAKE_NONE, "one letter is a name"},
    {"Jan de Vries", MISTAKE_NONE, "spaces"},
    {"O'Brien", MISTAKE_NONE, "apostrophe"},
    {"O\u2019Brien", MISTAKE_NONE, "curly apostrophe"},
    {"\u2019t Hooft", MISTAKE_NONE, "apostrophe first"},
    {"Anne-Marie Jansen-Bakker", MISTAKE_NONE, "hyphens"},
    {"J.P. van der Meer", MISTAKE_NONE, "full stops"},
    {"Jos\u00e9 Mu\u00f1oz", MISTAKE_NONE, "accents, composed"},
    {"Jose\u0301", MISTAKE_NONE, "accent as a sign of its own"},
    {"\u0130brahim \u00c7elik", MISTAKE_NONE, "Turkish"},
    {"\u0141ukasz \u017b\u00f3\u0142\u0107", MISTAKE_NONE, "Polish"},
    {"\u041e\u043b\u0435\u043d\u0430 \u041a\u043e\u0432\u0430\u043b\u0435\u043d\u043a\u043e",
     MISTAKE_NONE, "Ukrainian"},
    {"\u0645\u062d\u0645\u062f", MISTAKE_NONE, "Arabic"},
    {"\u0645\u064f\u062d\u064e\u0645\u0651\u064e\u062f", MISTAKE_NONE,
     "Arabic with vowel signs"},
    {"\u0639\u0644\u06cc\u200c\u0631\u0636\u0627", MISTAKE_NONE, "Persian with a non-joiner"},
    {"\u1230\u120b\u121d", MISTAKE_NONE, "Tigrinya"},
    {"\u738b\u5c0f\u660e", MISTAKE_NONE, "Chinese"},
    {"\u0928\u093f\u0936\u093e", MISTAKE_NONE, "Hindi: a vowel sign after its letter"},
    {"\u10d2\u10d8\u10dd\u10e0\u10d2\u10d8", MISTAKE_NONE, "Georgian"},
    {"Wei\u00df", MISTAKE_NONE, "German"},
    {"Gal\u00b7la", MISTAKE_NONE, "Catalan middle dot"},
    {" Jamila ", MISTAKE_NONE, "spaces round it are no mistake"},
    {"", MISTAKE_NAME_EMPTY, "nothing"},
    {"   ", MISTAKE_NAME_EMPTY, "only spaces"},
    {"-", MISTAKE_NAME_SIGNS, "no letter at all"},
    {"...", MISTAKE_NAME_SIGNS, "no letter at all"},
    {"Jan2", MISTAKE_NAME_SIGNS, "digit"},
    {"0612345678", MISTAKE_NAME_SIGNS, "a phone number in the wrong field"},
    {"jan@voorbeeld.example", MISTAKE_NAME_SIGNS, "an address in the wrong field"},
    {"Jan_", MISTAKE_NAME_SIGNS, "underscore"},
    {"<Jan>", MISTAKE_NAME_SIGNS, "brackets"},
    {"Jan; drop", MISTAKE_NAME_SIGNS, "semicolon"},
    {"%n%s", MISTAKE_NAME_SIGNS, "percent"},
    {"Jan\U0001f600", MISTAKE_NAME_SIGNS, "emoji"},
    {"\u0301Jan", MISTAKE_NAME_SIGNS, "an accent on nothing"},
    {"Jan \u0301", MISTAKE_NAME_SIGNS, "an accent on a space"},
    {"Jan\u200c", MISTAKE_NONE, "a non-joiner after a letter shows nothing and harms nobody"},
    {" \u200cJan", MISTAKE_NAME_SIGNS, "a non-joiner on nothing"},
    {"Jan\u202egnuj", MISTAKE_NAME_SIGNS, "turns the reading direction round"},
    {"Jan\u2066gnuj", MISTAKE_NAME_SIGNS, "isolates a direction"},
    {"Jan\u200eP", MISTAKE_NAME_SIGNS, "direction mark"},
    {"Jan\u061cP", MISTAKE_NAME_SIGNS, "Arabic direction mark"},
    {"Jan\tP", MISTAKE_NAME_SIGNS, "tab"},
    {"Jan\nP", MISTAKE_NAME_SIGNS, "line end"},
    {"Jan\xc2\x85" "P", MISTAKE_NAME_SIGNS, "control of the second set"},
    {"Jan\u2028P", MISTAKE_NAME_SIGNS, "line separator"},
    {"Jan\ufeffP", MISTAKE_NAME_SIGNS, "byte order mark"},
    {"Jan\u00adP", MISTAKE_NAME_SIGNS, "soft hyphen: cannot be seen"},
    {"Jan\ue000", MISTAKE_NAME_SIGNS, "private sign: looks different everywhere"},
};

static void names_of_every_script_are_names(void **state)
{
    (void)state;
    check_rows(names, sizeof names / sizeof names[0], name_check);
}

static void a_name_of_100_characters_fits_and_one_more_is_said(void **state)
{
    (void)state;
    struct private_text name = {0};
    for (int i = 0; i < NAME_MOST_CHARACTERS; i++)
        assert_int_equal(private_text_add(&name, "\u1230", PRIVATE_TEXT_BYTES), ERR_NONE);
    assert_int_equal(name_check(&name), MISTAKE_NONE);
    assert_int_equal(private_text_add(&name, "\u1230", PRIVATE_TEXT_BYTES), ERR_NONE);
    assert_int_equal(name_check(&name), MISTAKE_NAME_LONG);
}

static const struct row emails[] = {
    {"jan@voorbeeld.example", MISTAKE_NONE, "plain"},
    {"j.de-vries_2@mail.voorbeeld.example", MISTAKE_NONE, "dots, hyphen, underscore, digits"},
    {"jan+zorg@voorbeeld.example", MISTAKE_NONE, "plus"},
    {"o'brien@voorbeeld.example", MISTAKE_NONE, "apostrophe"},
    {"a@b.nl", MISTAKE_NONE, "short"},
    {"jan@xn--bcher-kva.example", MISTAKE_NONE, "domain with an accent, as mail writes it"},
    {"", MISTAKE_EMAIL_EMPTY, "nothing"},
    {"jan", MISTAKE_EMAIL_AT, "no @"},
    {"jan.voorbeeld.example", MISTAKE_EMAIL_AT, "no @"},
    {"@voorbeeld.example", MISTAKE_EMAIL_AT, "nothing before the @"},
    {"jan@@voorbeeld.example", MISTAKE_EMAIL_AT, "twice"},
    {"jan@voor@beeld.example", MISTAKE_EMAIL_AT, "twice"},
    {"jan@", MISTAKE_EMAIL_DOT, "nothing after the @"},
    {"jan@voorbeeld", MISTAKE_EMAIL_DOT, "no ending"},
    {"jan@voorbeeld.", MISTAKE_EMAIL_DOT, "ends in the dot"},
    {"jan@voorbeeld..nl", MISTAKE_EMAIL_DOT, "two dots"},
    {"jan@.nl", MISTAKE_EMAIL_DOT, "nothing before the dot"},
    {"jan@voorbeeld.n", MISTAKE_EMAIL_DOT, "ending of one letter"},
    {"jan de vries@voorbeeld.example", MISTAKE_EMAIL_SIGNS, "space"},
    {"jan@voor beeld.example", MISTAKE_EMAIL_SIGNS, "space after the @"},
    {".jan@voorbeeld.example", MISTAKE_EMAIL_SIGNS, "dot first"},
    {"jan.@voorbeeld.example", MISTAKE_EMAIL_SIGNS, "dot before the @"},
    {"jan..p@voorbeeld.example", MISTAKE_EMAIL_SIGNS, "two dots"},
    {"jan@-voorbeeld.example", MISTAKE_EMAIL_SIGNS, "hyphen first"},
    {"jan@voorbeeld-.example", MISTAKE_EMAIL_SIGNS, "hyphen last"},
    {"jan@voor_beeld.example", MISTAKE_EMAIL_SIGNS, "underscore in a domain"},
    {"jan,p@voorbeeld.example", MISTAKE_EMAIL_SIGNS, "comma"},
    {"jan\"p@voorbeeld.example", MISTAKE_EMAIL_SIGNS, "quote"},
    {"jos\u00e9@voorbeeld.example", MISTAKE_EMAIL_SIGNS,
     "accent: no provider's system takes it"},
    {"jan@voorbeeld.example\n", MISTAKE_EMAIL_SIGNS, "line end"},
    {"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa@b.nl",
     MISTAKE_EMAIL_SIGNS,
     "65 before the @: not mail any more"},
    {"a@bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb.cccccccccccccccccccccccccccccccccc.nl",
     MISTAKE_NONE, "80 fit"},
    {"aa@bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb.cccccccccccccccccccccccccccccccccc.nl",
     MISTAKE_EMAIL_LONG,
     "81 do not"},
};

static void addresses_are_taken_when_mail_can_reach_them(void **state)
{
    (void)state;
    check_rows(emails, sizeof emails / sizeof emails[0], email_check);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(names_of_every_script_are_names),
        cmocka_unit_test(a_name_of_100_characters_fits_and_one_more_is_said),
        cmocka_unit_test(addresses_are_taken_when_mail_can_reach_them),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
