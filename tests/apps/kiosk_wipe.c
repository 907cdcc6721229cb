/* SPDX-License-Identifier: EUPL-1.2 */
/* What the kiosk remembers of a visit to prove that it is gone. Letters are made here while the
 * test runs, so that only what a test leaves in memory is there to be found. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <sodium.h>
#include <stdlib.h>
#include <string.h>

#include "apps/kiosk_wipe.h"

#define LETTERS 9

static struct kiosk_wipe *wipe;
static struct content *content;
static struct model *model;
static char *left;       /* what a visit leaves behind */

static int tear_down(void **state)
{
    (void)state;
    kiosk_wipe_close(wipe);
    free(left);
    free(model);
    free(content);
    return 0;
}

/* A word like no other, "qzwab" and then some, for each number below 26 * 26. */
static void put_word(char *to, int number)
{
    memcpy(to, "qzw..klmk", LETTERS);
    to[3] = (char)('a' + number / 26);
    to[4] = (char)('a' + number % 26);
}

/* The visitor types it over what stood there. */
static void type_anew(struct private_text *field, int number)
{
    memset(field, 0, sizeof *field);
    put_word(field->utf8, number);
    field->size_bytes = LETTERS;
    kiosk_wipe_note(wipe, model);
}

static enum err leave(void)
{
    sodium_memzero(model, sizeof *model);
    return kiosk_wipe_prove(wipe, content);
}

static int set_up(void **state)
{
    (void)state;
    content = calloc(1, sizeof *content);
    model = calloc(1, sizeof *model);
    left = calloc(1, 64);
    if (sodium_init() < 0 || !content || !model || !left) return -1;
    if (kiosk_wipe_open(&wipe)) return -1;
    /* The first call of a function in a library goes by way of the linker or a sanitizer, which
     * may keep a word: not in the middle of a test. */
    type_anew(&model->form.name, 500);
    return leave() == ERR_SYSTEM ? -1 : 0;
}

static void a_visit_of_which_nothing_is_left_is_proved(void **state)
{
    (void)state;
    assert_int_equal(leave(), ERR_NONE);
    type_anew(&model->form.name, 1);
    assert_int_equal(leave(), ERR_NONE);
}

static void what_was_typed_first_and_often_corrected_is_still_sought(void **state)
{
    (void)state;
    for (int i = 1; i <= 30; i++) type_anew(&model->form.name, i);
    put_word(left, 1);
    assert_int_equal(leave(), ERR_EXISTS);
    memset(left, 0, LETTERS);
    for (int i = 1; i <= 30; i++) type_anew(&model->form.name, i);
    assert_int_equal(leave(), ERR_NONE);
}

/* "All is wiped" would be a guess. */
static void a_visit_with_more_words_than_can_be_remembered_is_not_proved(void **state)
{
    (void)state;
    for (int i = 1; i <= 40; i++) type_anew(&model->form.email, i);
    assert_int_equal(leave(), ERR_EXISTS);
    type_anew(&model->form.name, 1);
    assert_int_equal(leave(), ERR_NONE);   /* the next visitor begins anew */
}

static void a_visit_with_more_words_than_can_be_sought_is_not_proved(void **state)
{
    (void)state;
    struct private_text *name = &model->form.name;
    for (int text = 0; text < 4; text++) {
        memset(name, 0, sizeof *name);
        for (int word = 0; word < 40; word++) {
            put_word(name->utf8 + name->size_bytes, 1 + text * 40 + word);
            name->size_bytes += LETTERS + 1;
            name->utf8[name->size_bytes - 1] = ' ';
        }
        kiosk_wipe_note(wipe, model);
    }
    assert_int_equal(leave(), ERR_EXISTS);
    assert_int_equal(leave(), ERR_NONE);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_visit_of_which_nothing_is_left_is_proved),
        cmocka_unit_test(what_was_typed_first_and_often_corrected_is_still_sought),
        cmocka_unit_test(a_visit_with_more_words_than_can_be_remembered_is_not_proved),
        cmocka_unit_test(a_visit_with_more_words_than_can_be_sought_is_not_proved),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
