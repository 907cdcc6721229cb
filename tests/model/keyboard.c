/* SPDX-License-Identifier: EUPL-1.2 */
/* keyboard.c - what ends up in a field when keys are pressed. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

#include "model/visitor.h"

static void names_get_their_capitals_by_themselves(void **state)
{
    (void)state;
    static const struct { int language; const char *keys, *name, *why; } rows[] = {
        {NL, "jamila", "Jamila", "the first letter"},
        {NL, "anne-marie", "Anne-Marie", "after a hyphen"},
        {NL, "o'brien", "O'Brien", "after an apostrophe"},
        {NL, "o\u2019brien", "O\u2019Brien", "after a curly apostrophe"},
        {NL, "jan jansen", "Jan Jansen", "after a space"},
        {NL, "j.p.", "J.P.", "after a full stop"},
        {NL, "\u00e9lise", "\u00c9lise", "with an accent"},
        {NL, "JAN", "JAN", "capitals that were typed stay"},
        {NL, "  jan  jansen ", "Jan Jansen ", "spaces that nobody sees are not taken"},
        {NL, "\u0438\u0432\u0430\u043d", "\u0418\u0432\u0430\u043d", "Cyrillic"},
        {AR, "\u0645\u062d\u0645\u062f", "\u0645\u062d\u0645\u062f", "Arabic has none"},
        {NL, "\u0639\u0644\u06cc\u200c\u0631", "\u0639\u0644\u06cc\u200c\u0631",
         "Persian keeps its non-joiner"},
        {NL, "\u10d2\u10d8", "\u10d2\u10d8", "Georgian has none in names"},
        {NL, "\u00dfa", "\u00dfa", "eszett stays one letter"},
        {NL, "ibrahim", "Ibrahim", "in Dutch"},
        {TR, "ibrahim", "\u0130brahim", "in Turkish the capital keeps its dot"},
        {TR, "\u0131\u015f\u0131k", "I\u015f\u0131k", "and the dotless one has none"},
        {NL, "jan%2\n", "Jan%2",
         "a control is not taken; digits are, and \"Verder\" says what is wrong"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct visitor v;
        visitor_at(&v, SCREEN_NAME, 0);
        visitor_press(&v, MSG_LANGUAGE, rows[i].language);
        visitor_write(&v, rows[i].keys);
        if (strcmp(v.model.form.name.utf8, rows[i].name) != 0)
            fail_msg("%s: \"%s\"", rows[i].why, v.model.form.name.utf8);
    }
}

static void visitor_at_email(struct visitor *v)
{
    visitor_at(v, SCREEN_CHANNEL, 0);
    visitor_press(v, MSG_CHANNEL, CHANNEL_EMAIL);
    visitor_press(v, MSG_NEXT, 0);
    visitor_answer(v);
    assert_int_equal(v->model.screen, SCREEN_EMAIL);
}

static void addresses_are_lower_case_and_endings_are_one_key(void **state)
{
    (void)state;
    struct visitor v;
    visitor_at_email(&v);
    visitor_write(&v, "Jan@ Voorbeeld");
    visitor_type(&v, ".nl");
    assert_string_equal(v.model.form.email.utf8, "jan@voorbeeld.nl");
}

static void a_phone_number_takes_digits_of_every_script_and_nothing_else(void **state)
{
    (void)state;
    struct visitor v;
    visitor_at(&v, SCREEN_PHONE, PHONE_STEP_NUMBER);
    visitor_write(&v, "a0\u0666x1@2");
    assert_string_equal(v.model.form.phone.utf8, "0612");
    visitor_write(&v, "\u06f3\u096a");   /* Persian, Hindi */
    assert_string_equal(v.model.form.phone.utf8, "061234");
}

static void wrong_bytes_never_reach_a_field(void **state)
{
    (void)state;
    static const char *const keys[] =
        {"\xff", "\xc3", "\xed\xa0\x80", "\xc0\xaf", "\x01", "\u202e", "\ufeff", ""};
    struct visitor v;
    visitor_at(&v, SCREEN_NAME, 0);
    for (size_t i = 0; i < sizeof keys / sizeof keys[0]; i++) visitor_type(&v, keys[i]);
    struct message endless = {.kind = MSG_TYPE};
    memset(endless.typed, 'a', sizeof endless.typed);   /* no closing zero */
    visitor_send(&v, endless);
    assert_int_equal(v.model.form.name.size_bytes, 0);
}

static void a_key_that_brings_a_bad_sign_along_is_not_taken_in_part(void **state)
{
    (void)state;
    struct visitor v;
    visitor_at(&v, SCREEN_NAME, 0);
    visitor_type(&v, "ab\u202e");
    assert_int_equal(v.model.form.name.size_bytes, 0);
}

static void erasing_takes_a_letter_with_its_accents_and_all_takes_all(void **state)
{
    (void)state;
    struct visitor v;
    visitor_at(&v, SCREEN_NAME, 0);
    visitor_write(&v, "jose\u0301");
    visitor_press(&v, MSG_ERASE, 0);
    assert_string_equal(v.model.form.name.utf8, "Jos");
    visitor_press(&v, MSG_ERASE_ALL, 0);
    assert_int_equal(v.model.form.name.size_bytes, 0);
    visitor_press(&v, MSG_ERASE, 0);
    assert_int_equal(v.model.form.name.size_bytes, 0);
}

static void a_full_field_says_so_and_cuts_nothing(void **state)
{
    (void)state;
    static const struct {
        enum screen screen;
        size_t most;
        enum mistake mistake;
        const char *key;
    } rows[] = {
        {SCREEN_NAME, NAME_MOST_CHARACTERS, MISTAKE_NAME_LONG, "\u1230"},
        {SCREEN_PHONE, PHONE_MOST_CHARACTERS, MISTAKE_PHONE_LONG, "1"},
        {SCREEN_EMAIL, EMAIL_MOST_CHARACTERS, MISTAKE_EMAIL_LONG, "a"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct visitor v;
        if (rows[i].screen == SCREEN_EMAIL) visitor_at_email(&v);
        else visitor_at(&v, rows[i].screen, 0);
        visitor_press(&v, MSG_ERASE_ALL, 0);
        for (size_t k = 0; k < rows[i].most; k++) {
            assert_int_equal(v.model.mistake, MISTAKE_NONE);
            visitor_type(&v, rows[i].key);
        }
        assert_int_equal(private_text_count(model_typed(&v.model)), rows[i].most);
        visitor_type(&v, rows[i].key);
        assert_int_equal(v.model.mistake, rows[i].mistake);
        assert_true(effects_has(&v.fx, EFFECT_SPEAK_FOCUS));
        assert_int_equal(private_text_count(model_typed(&v.model)), rows[i].most);
        visitor_press(&v, MSG_ERASE, 0);
        assert_int_equal(v.model.mistake, MISTAKE_NONE);
    }
}

static void keys_write_only_into_the_field_that_is_on_the_screen(void **state)
{
    (void)state;
    struct visitor v;
    for (enum screen s = SCREEN_HOME; s <= SCREEN_SENT; s++) {
        if (s == SCREEN_NAME || s == SCREEN_PHONE || s == SCREEN_EMAIL) continue;
        /* beside the shortest way */
        if (s == SCREEN_EXPLAIN || s == SCREEN_PROVIDER) continue;
        visitor_at(&v, s, 0);
        assert_int_equal(v.model.screen, s);
        assert_null(model_typed(&v.model));
        struct form before = v.model.form;
        visitor_write(&v, "a1");
        assert_memory_equal(&before, &v.model.form, sizeof before);
    }
    visitor_at(&v, SCREEN_PHONE, PHONE_STEP_VOICEMAIL);
    assert_null(model_typed(&v.model));
    visitor_write(&v, "1");
    assert_string_equal(v.model.form.phone.utf8, "0612345678");
}

static void keys_do_not_write_below_an_overlay(void **state)
{
    (void)state;
    struct visitor v;
    visitor_at(&v, SCREEN_NAME, 0);
    visitor_press(&v, MSG_STOP, 0);
    visitor_write(&v, "a");
    assert_int_equal(v.model.form.name.size_bytes, 0);
}

static void the_page_of_the_keyboard_stays_except_the_accents(void **state)
{
    (void)state;
    struct visitor v;
    visitor_at(&v, SCREEN_NAME, 0);
    visitor_press(&v, MSG_KEY_PAGE, KEY_PAGE_ORDERED);
    assert_int_equal(v.model.key_page, KEY_PAGE_ORDERED);
    visitor_press(&v, MSG_KEY_PAGE, KEY_PAGE_COUNT);
    visitor_press(&v, MSG_KEY_PAGE, -1);
    assert_int_equal(v.model.key_page, KEY_PAGE_ORDERED);
    visitor_walk_to(&v, SCREEN_PHONE, 0);
    visitor_press(&v, MSG_BACK, 0);
    assert_int_equal(v.model.key_page, KEY_PAGE_ORDERED);
    visitor_press(&v, MSG_KEY_PAGE, KEY_PAGE_ACCENTS);
    visitor_walk_to(&v, SCREEN_PHONE, 0);
    visitor_press(&v, MSG_BACK, 0);
    assert_int_equal(v.model.key_page, KEY_PAGE_ORDERED);
}

static void a_keypad_brings_the_alphabet_and_a_finger_the_usual_order(void **state)
{
    (void)state;
    struct visitor v;
    visitor_at(&v, SCREEN_NAME, 0);
    assert_int_equal(v.model.key_page, KEY_PAGE_LETTERS);
    visitor_press(&v, MSG_KEYPAD, 0);
    assert_int_equal(v.model.key_page, KEY_PAGE_ORDERED);
    /* the keys do not change places under a finger that is on its way */
    visitor_node(&v, MSG_TOUCH_DOWN, "key.a");
    assert_int_equal(v.model.key_page, KEY_PAGE_ORDERED);
    visitor_walk_to(&v, SCREEN_PHONE, 0);
    visitor_press(&v, MSG_BACK, 0);
    assert_int_equal(v.model.key_page, KEY_PAGE_LETTERS);
}

static void an_order_that_was_chosen_stays_for_keys_and_fingers(void **state)
{
    (void)state;
    struct visitor v;
    visitor_at(&v, SCREEN_NAME, 0);
    visitor_press(&v, MSG_KEYPAD, 0);
    visitor_press(&v, MSG_KEY_PAGE, KEY_PAGE_ACCENTS);
    visitor_press(&v, MSG_KEY_PAGE, v.model.order);
    assert_int_equal(v.model.key_page, KEY_PAGE_ORDERED);
    assert_false(v.model.has_chosen_order);
    visitor_press(&v, MSG_KEY_PAGE, KEY_PAGE_LETTERS);
    visitor_press(&v, MSG_KEYPAD, 0);
    assert_int_equal(v.model.key_page, KEY_PAGE_LETTERS);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(names_get_their_capitals_by_themselves),
        cmocka_unit_test(addresses_are_lower_case_and_endings_are_one_key),
        cmocka_unit_test(a_phone_number_takes_digits_of_every_script_and_nothing_else),
        cmocka_unit_test(wrong_bytes_never_reach_a_field),
        cmocka_unit_test(a_key_that_brings_a_bad_sign_along_is_not_taken_in_part),
        cmocka_unit_test(erasing_takes_a_letter_with_its_accents_and_all_takes_all),
        cmocka_unit_test(a_full_field_says_so_and_cuts_nothing),
        cmocka_unit_test(keys_write_only_into_the_field_that_is_on_the_screen),
        cmocka_unit_test(keys_do_not_write_below_an_overlay),
        cmocka_unit_test(the_page_of_the_keyboard_stays_except_the_accents),
        cmocka_unit_test(a_keypad_brings_the_alphabet_and_a_finger_the_usual_order),
        cmocka_unit_test(an_order_that_was_chosen_stays_for_keys_and_fingers),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
