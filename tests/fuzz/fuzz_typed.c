/* SPDX-License-Identifier: EUPL-1.2 */
/* Anything typed, on any field, in any language: the answer stays whole text within its limit,
 * and what the kiosk calls right is right for the contract's receiver too. */
#include "fuzz/fuzz.h"

#include <sodium.h>

#include "apps/intake_format.h"
#include "base/utf8.h"
#include "content/content.h"
#include "model/keyboard.h"
#include "model/phone.h"
#include "model/rules.h"

static struct content town;
static struct findings findings;
static struct model *model;

int LLVMFuzzerInitialize(int *argc, char ***argv)
{
    (void)argc;
    (void)argv;
    fuzz_must(sodium_init() >= 0);
    fuzz_must(content_load(SOURCE_DIR "/config", &town, &findings) == ERR_NONE);
    model = calloc(1, sizeof *model);
    fuzz_must(model);
    return 0;
}

static void must_be_whole(const struct private_text *text, size_t most_characters)
{
    size_t at = 0;
    fuzz_must(text->size_bytes < PRIVATE_TEXT_BYTES && text->utf8[text->size_bytes] == 0);
    fuzz_must(strlen(text->utf8) == text->size_bytes);
    fuzz_must(utf8_is_valid(text->utf8, text->size_bytes));
    fuzz_must(private_text_count(text) <= most_characters);
    while (at < text->size_bytes)
        fuzz_must(!sign_is_refused(utf8_next(text->utf8, text->size_bytes, &at)));
}

static void judge_phone(const struct private_text *typed)
{
    struct private_text shown = {.size_bytes = 0}, number = {.size_bytes = 0};
    phone_shown(typed, &shown);
    fuzz_must(utf8_is_valid(shown.utf8, shown.size_bytes) && shown.utf8[shown.size_bytes] == 0);
    if (phone_check(typed) != MISTAKE_NONE) return;
    fuzz_must(phone_normalise(typed, &number) == ERR_NONE);
    fuzz_must(intake_format_is_phone(number.utf8));
    fuzz_must(phone_check(&number) == MISTAKE_NONE);   /* and it stays what it is */
    struct private_text again = {.size_bytes = 0};
    fuzz_must(phone_normalise(&number, &again) == ERR_NONE);
    fuzz_must(strcmp(again.utf8, number.utf8) == 0);
}

static void judge(void)
{
    struct form *form = &model->form;
    must_be_whole(&form->name, NAME_MOST_CHARACTERS);
    must_be_whole(&form->phone, PHONE_MOST_CHARACTERS);
    must_be_whole(&form->email, EMAIL_MOST_CHARACTERS);
    if (name_check(&form->name) == MISTAKE_NONE)
        fuzz_must(intake_format_is_name(form->name.utf8));
    if (email_check(&form->email) == MISTAKE_NONE)
        fuzz_must(intake_format_is_email(form->email.utf8));
    judge_phone(&form->phone);
}

/* One key at a time, or several signs in one go as an input method sends them. */
static void act(struct fuzz_input *in)
{
    struct effects fx = {.count = 0};
    char typed[TYPED_BYTES];
    uint8_t what = fuzz_byte(in);
    switch (what) {
    case 1: model->screen = SCREEN_NAME; return;
    case 2: model->screen = SCREEN_PHONE; model->step = PHONE_STEP_NUMBER; return;
    case 3: model->screen = SCREEN_EMAIL; return;
    case 4: keyboard_erase(model); return;
    case 5: keyboard_erase_all(model); return;
    case 6: model->preferences.language = fuzz_byte(in) % town.languages.count; return;
    case 7: keyboard_page(model, (int8_t)fuzz_byte(in)); return;
    case 8:
        memset(typed, 0, sizeof typed);
        fuzz_text(in, fuzz_byte(in) % TYPED_BYTES, typed, sizeof typed);
        keyboard_type(model, typed, &fx);
        return;
    }
    memset(typed, 0, sizeof typed);
    typed[0] = (char)what;
    for (int i = 1; i < 4 && in->left > 0 && (*in->at & 0xC0) == 0x80 && what >= 0xC0; i++)
        typed[i] = (char)fuzz_byte(in);
    keyboard_type(model, typed, &fx);
}

int LLVMFuzzerTestOneInput(const uint8_t *input, size_t size_bytes)
{
    fuzz_count();
    struct fuzz_input in = {.at = input, .left = size_bytes};
    memset(model, 0, sizeof *model);
    model_init(model, &town);
    model->screen = SCREEN_NAME;
    while (in.left > 0) {
        act(&in);
        judge();
    }
    return 0;
}
