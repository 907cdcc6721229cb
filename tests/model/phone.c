/* SPDX-License-Identifier: EUPL-1.2 */
/* phone.c - which numbers somebody can be called back on. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>
#include <stdio.h>
#include <string.h>

#include "model/country_codes.h"
#include "model/phone.h"

static struct private_text typed(const char *utf8)
{
    struct private_text text = {0};
    assert_int_equal(private_text_add(&text, utf8, PRIVATE_TEXT_BYTES), ERR_NONE);
    return text;
}

struct right { const char *typed, *e164, *shown, *why; };

static const struct right rights[] = {
    {"0612345678", "+31612345678", "06 12 34 56 78", "mobile"},
    {"06-12345678", "+31612345678", "06 12 34 56 78", "as people write it"},
    {"06 12 34 56 78", "+31612345678", "06 12 34 56 78", "in pairs"},
    {"+31612345678", "+31612345678", "+31 6 12 34 56 78", "from a phone's own list"},
    {"+31 6 12345678", "+31612345678", "+31 6 12 34 56 78", "with spaces"},
    {"+31 (0)6 12345678", "+31612345678", "+31 06 12 34 56 78", "the zero in brackets"},
    {"+310612345678", "+31612345678", "+31 06 12 34 56 78",
     "the zero that does not belong there"},
    {"0031612345678", "+31612345678", "0031 6 12 34 56 78", "00 is +"},
    {"00310612345678", "+31612345678", "0031 06 12 34 56 78", "00 and the zero"},
    {"0229123456", "+31229123456", "0229 12 34 56", "area code of four"},
    {"0229 12 34 56", "+31229123456", "0229 12 34 56", "the same in groups"},
    {"0201234567", "+31201234567", "020 123 45 67", "area code of three"},
    {"(020) 123 4567", "+31201234567", "020 123 45 67", "brackets"},
    {"020/1234567", "+31201234567", "020 123 45 67", "slash"},
    {"020.123.45.67", "+31201234567", "020 123 45 67", "dots"},
    {"0200000001", "+31200000001", "020 000 00 01", "the number of the examples"},
    {"+31201234567", "+31201234567", "+31 20 123 45 67", "landline from abroad"},
    {"+31229123456", "+31229123456", "+31 229 12 34 56", "long area code from abroad"},
    {"0881234567", "+31881234567", "088 123 45 67", "companies: can be called"},
    {"0851234567", "+31851234567", "085 123 45 67", "internet phone"},
    {"0841234567", "+31841234567", "084 123 45 67", "personal assistant"},
    {"0871234567", "+31871234567", "087 123 45 67", "personal assistant"},
    {"0111234567", "+31111234567", "0111 23 45 67", "lowest area code"},
    {"0791234567", "+31791234567", "079 123 45 67", "highest short area code"},
    {"0651234567", "+31651234567", "06 51 23 45 67", "mobile 065"},
    {"0681234567", "+31681234567", "06 81 23 45 67", "mobile 068"},
    {"+48123456789", "+48123456789", "+48 123 456 789", "Poland"},
    {"0048 123 456 789", "+48123456789", "0048 123 456 789", "Poland with 00"},
    {"+963 944 123 456", "+963944123456", "+963 944 123 456", "Syria: code of three"},
    {"+2917123456", "+2917123456", "+291 712 3456", "Eritrea: short numbers"},
    {"+380501234567", "+380501234567", "+380 501 234 567", "Ukraine"},
    {"+12125551234", "+12125551234", "+1 212 555 1234",
     "code of one; no lonely digit at the end"},
    {"+5999123456", "+5999123456", "+599 912 3456", "Curacao"},
    {"+32475123456", "+32475123456", "+32 475 123 456", "Belgium"},
    {"+376123456", "+376123456", "+376 123 456", "nine digits: the fewest"},
    {"+491234567890123", "+491234567890123", "+49 123 456 789 0123",
     "fifteen digits: the most"},
};

static void every_number_that_can_be_called_becomes_e164(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof rights / sizeof rights[0]; i++) {
        const struct right *r = &rights[i];
        struct private_text text = typed(r->typed), e164 = {0}, shown = {0};
        enum mistake mistake = phone_check(&text);
        if (mistake != MISTAKE_NONE)
            fail_msg("%s (%s): mistake %d", r->typed, r->why, (int)mistake);
        assert_int_equal(phone_normalise(&text, &e164), ERR_NONE);
        if (strcmp(e164.utf8, r->e164) != 0)
            fail_msg("%s (%s): %s", r->typed, r->why, e164.utf8);
        assert_int_equal(strlen(e164.utf8), e164.size_bytes);
        phone_shown(&text, &shown);
        if (strcmp(shown.utf8, r->shown) != 0)
            fail_msg("%s (%s): shown as %s", r->typed, r->why, shown.utf8);
        assert_int_equal(strlen(shown.utf8), shown.size_bytes);
    }
}

struct wrong { const char *typed; enum mistake mistake; const char *why; };

static const struct wrong wrongs[] = {
    {"", MISTAKE_PHONE_EMPTY, "nothing"},
    {"  ", MISTAKE_PHONE_EMPTY, "only spaces"},
    {"-()", MISTAKE_PHONE_EMPTY, "only signs"},
    {"0", MISTAKE_PHONE_SHORT, "just begun"},
    {"06", MISTAKE_PHONE_SHORT, "just begun"},
    {"061234567", MISTAKE_PHONE_SHORT, "one digit gone"},
    {"06123456789", MISTAKE_PHONE_LONG, "one digit twice"},
    {"022912345", MISTAKE_PHONE_SHORT, "landline, one gone"},
    {"02291234567", MISTAKE_PHONE_LONG, "landline, one too many"},
    {"+3161234567", MISTAKE_PHONE_SHORT, "from abroad, one gone"},
    {"+316123456789", MISTAKE_PHONE_LONG, "from abroad, one too many"},
    {"+", MISTAKE_PHONE_SHORT, "just begun"},
    {"00", MISTAKE_PHONE_SHORT, "just begun"},
    {"+31", MISTAKE_PHONE_SHORT, "just begun"},
    {"+4812345", MISTAKE_PHONE_SHORT, "Poland, far too short"},
    {"+4912345678901234", MISTAKE_PHONE_LONG, "sixteen digits: no such number"},
    {"123456", MISTAKE_PHONE_SERVICE, "six digits that begin with 1"},
    {"234567", MISTAKE_PHONE_START, "local number without its area code"},
    {"612345678", MISTAKE_PHONE_START, "forgot the 0"},
    {"31612345678", MISTAKE_PHONE_START, "forgot the +"},
    {"12125551234", MISTAKE_PHONE_START, "American without +1"},
    {"0800", MISTAKE_PHONE_SERVICE, "free number, however long"},
    {"08001234", MISTAKE_PHONE_SERVICE, "free number"},
    {"0800 1234567", MISTAKE_PHONE_SERVICE, "free number, long form"},
    {"0900 1234", MISTAKE_PHONE_SERVICE, "paid number"},
    {"0900-8844", MISTAKE_PHONE_SERVICE, "the police: nobody is called back there"},
    {"0906 1234", MISTAKE_PHONE_SERVICE, "paid number"},
    {"0909 1234", MISTAKE_PHONE_SERVICE, "paid number"},
    {"+31 800 1234567", MISTAKE_PHONE_SERVICE, "free number from abroad"},
    {"0031 900 1234567", MISTAKE_PHONE_SERVICE, "paid number from abroad"},
    {"14020", MISTAKE_PHONE_SERVICE, "town hall: 14 + area code"},
    {"14 0229", MISTAKE_PHONE_SERVICE, "town hall: 14 + long area code"},
    {"+31 14 020", MISTAKE_PHONE_SERVICE, "town hall from abroad"},
    {"112", MISTAKE_PHONE_SERVICE, "emergency"},
    {"113", MISTAKE_PHONE_SERVICE, "crisis line"},
    {"144", MISTAKE_PHONE_SERVICE, "animal ambulance"},
    {"116111", MISTAKE_PHONE_SERVICE, "European service"},
    {"1850", MISTAKE_PHONE_SERVICE, "directory"},
    {"0661234567", MISTAKE_PHONE_SERVICE, "pager"},
    {"0971234567", MISTAKE_PHONE_SERVICE, "machines"},
    {"0821234567", MISTAKE_PHONE_SERVICE, "company network"},
    {"+31 00 31612345", MISTAKE_PHONE_START, "+31 and 00 after it: a fuzzer's number"},
    {"0601234567", MISTAKE_PHONE_START, "no mobile begins with 060"},
    {"0691234567", MISTAKE_PHONE_START, "no mobile begins with 069"},
    {"0861234567", MISTAKE_PHONE_START, "086 is not in use"},
    {"0911234567", MISTAKE_PHONE_START, "091 is not in use"},
    {"+999123456789", MISTAKE_PHONE_COUNTRY, "no such country"},
    {"+800 12345678", MISTAKE_PHONE_COUNTRY, "international free number: no country"},
    {"+0612345678", MISTAKE_PHONE_COUNTRY, "plus and a zero"},
    {"000612345678", MISTAKE_PHONE_COUNTRY, "three zeros"},
    {"+210123456789", MISTAKE_PHONE_COUNTRY, "210 is not given out"},
    {"06+12345678", MISTAKE_PHONE_START, "plus in the middle"},
    {"++31612345678", MISTAKE_PHONE_START, "plus twice"},
    {"06abc45678", MISTAKE_PHONE_START, "letters"},
};

static void every_mistake_in_a_number_is_named(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof wrongs / sizeof wrongs[0]; i++) {
        struct private_text text = typed(wrongs[i].typed), out = {0};
        enum mistake mistake = phone_check(&text);
        if (mistake != wrongs[i].mistake)
            fail_msg("%s (%s): mistake %d, not %d", wrongs[i].typed, wrongs[i].why,
                     (int)mistake, (int)wrongs[i].mistake);
        assert_int_equal(phone_normalise(&text, &out), ERR_FORMAT);
        assert_int_equal(out.size_bytes, 0);
    }
}

static void a_number_keeps_all_its_digits_while_it_is_typed(void **state)
{
    (void)state;
    static const char *const numbers[] = {
        "0612345678", "0201234567", "0229123456", "+31612345678", "0031201234567",
        "+963944123456", "+999", "0800", "61234567890123456789",
    };
    for (size_t i = 0; i < sizeof numbers / sizeof numbers[0]; i++) {
        for (size_t size = 0; size <= strlen(numbers[i]); size++) {
            char part[24], bare[64] = {0};
            size_t end = 0;
            snprintf(part, sizeof part, "%.*s", (int)size, numbers[i]);
            struct private_text text = typed(part), shown = {0};
            phone_shown(&text, &shown);
            for (size_t k = 0; k < shown.size_bytes; k++)
                if (shown.utf8[k] != ' ') bare[end++] = shown.utf8[k];
            assert_string_equal(bare, part);
            assert_null(strstr(shown.utf8, "  "));
        }
    }
}

static void a_country_code_is_as_long_as_it_is(void **state)
{
    (void)state;
    static const struct { const char *digits; int size; const char *why; } codes[] = {
        {"1212", 1, "North America"}, {"7495", 1, "Russia"}, {"31", 2, "the Netherlands"},
        {"20", 2, "Egypt"},
        {"963", 3, "Syria"}, {"291", 3, "Eritrea"}, {"599", 3, "Curacao"},
        {"597", 3, "Suriname"},
        {"380", 3, "Ukraine"}, {"998", 3, "Uzbekistan"}, {"211", 3, "South Sudan"},
        {"886", 3, "Taiwan"},
        {"", 0, "nothing yet"}, {"3", 0, "not yet"}, {"96", 0, "not yet"},
        {"0", 0, "never a zero"},
        {"210", 0, "not given out"}, {"259", 0, "not given out"}, {"384", 0, "not given out"},
        {"422", 0, "not given out"}, {"671", 0, "Guam is reached by +1"},
        {"699", 0, "not given out"},
        {"800", 0, "free"}, {"870", 0, "satellite"}, {"883", 0, "no country"},
        {"979", 0, "paid"},
        {"999", 0, "not given out"},
    };
    for (size_t i = 0; i < sizeof codes / sizeof codes[0]; i++)
        if (country_code_size(codes[i].digits) != codes[i].size)
            fail_msg("%s (%s): %d", codes[i].digits, codes[i].why,
                     country_code_size(codes[i].digits));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_number_that_can_be_called_becomes_e164),
        cmocka_unit_test(every_mistake_in_a_number_is_named),
        cmocka_unit_test(a_number_keeps_all_its_digits_while_it_is_typed),
        cmocka_unit_test(a_country_code_is_as_long_as_it_is),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
