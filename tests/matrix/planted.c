/* SPDX-License-Identifier: EUPL-1.2 */
/* planted.c - the matrix itself is tried: mistakes planted on purpose must be found. */
#include "matrix/rules.h"
#include "platform/fonts.h"
#include "view/stage.h"

static struct fonts *fonts;
static struct troubles troubles;
static struct pairs pairs;

static int open_all(void **state)
{
    if (fonts_open(BUILD_DIR "/assets", &fonts)) return -1;
    if (stage_open(state)) return -1;
    struct stage *stage = *state;
    stage->measure = fonts_measure(fonts);
    return 0;
}

static int close_all(void **state)
{
    fonts_close(fonts);
    return stage_close(state);
}

/* A plain good screen with one card, that a test spoils. */
static struct node *good(struct stage *stage, const char *label)
{
    struct build *build = stage_begin(stage);
    part_header(build, said("Bieb"));
    part_title(build, said("Wat wilt u?"), PICTOGRAM_NONE, true);
    body_open(build);
    part_choice(build, (struct choice){.id = "card", .pictogram = PICTOGRAM_YES,
                                       .label = said(label), .press = {.kind = MSG_NEXT}});
    struct node *card = build->open->last;
    body_close(build);
    part_nav(build, (struct nav){.has_back = true});
    return card;
}

static void judge(struct stage *stage)
{
    struct place_in_matrix place = {"planted", "here"};
    struct frame *frame = stage_finish(stage);
    memset(&troubles, 0, sizeof troubles);
    matrix_judge(frame, &stage->measure, stage->model.preferences.text_size, &place, &pairs,
                 &troubles);
}

static void a_good_screen_is_good(void **state)
{
    good(*state, "Ik wil hulp");
    judge(*state);
    assert_int_equal(troubles_print(&troubles), 0);
}

static void a_text_that_is_too_long_is_found(void **state)
{
    static char longer[2400];
    for (size_t i = 0; i + 8 < sizeof longer; i += 8) memcpy(longer + i, "lange w ", 8);
    good(*state, longer);
    judge(*state);
    assert_true(troubles_have(&troubles, "clipped"));
}

static void a_word_that_is_too_long_is_found(void **state)
{
    char word[160] = "";
    memset(word, 'X', sizeof word - 1);
    good(*state, word);
    judge(*state);
    assert_true(troubles_have(&troubles, "clipped"));
}

static void a_target_that_is_too_small_is_found(void **state)
{
    struct stage *stage = *state;
    struct node *card = good(stage, "Ja");
    judge(stage);
    assert_false(troubles_have(&troubles, "small"));
    card->rect.height = (int)(12.0 * stage->panel.px_per_mm);
    struct place_in_matrix place = {"planted", "here"};
    matrix_judge_whole(&stage->frame, 2, &place, &troubles);
    assert_true(troubles_have(&troubles, "small"));
}

static void targets_too_near_each_other_are_found(void **state)
{
    struct stage *stage = *state;
    struct node *card = good(stage, "Ja");
    judge(stage);
    struct node *back = (struct node *)(uintptr_t)node_of(stage, "nav.back");
    back->rect.y = card->rect.y + card->rect.height + (int)(2.0 * stage->panel.px_per_mm);
    struct place_in_matrix place = {"planted", "here"};
    matrix_judge_whole(&stage->frame, 2, &place, &troubles);
    assert_true(troubles_have(&troubles, "near"));
}

static void a_missing_glyph_is_found(void **state)
{
    good(*state, "Ja \xe4\xb8\xad");   /* Chinese: no font of ours has it */
    judge(*state);
    assert_true(troubles_have(&troubles, "glyph"));
}

static void words_that_lie_over_each_other_are_found(void **state)
{
    struct stage *stage = *state;
    good(stage, "Ja");
    judge(stage);
    struct node *title = (struct node *)(uintptr_t)node_of(stage, "title");
    const struct node *label = node_of(stage, "card.label");
    title->runs[0].x = label->runs[0].x;
    title->runs[0].y = label->runs[0].y;
    struct place_in_matrix place = {"planted", "here"};
    matrix_judge(&stage->frame, &stage->measure, 2, &place, &pairs, &troubles);
    assert_true(troubles_have(&troubles, "overlap"));
    assert_true(troubles_have(&troubles, "cut"));
}

static void what_has_no_word_is_found(void **state)
{
    struct stage *stage = *state;
    struct node *card = good(stage, "Ja");
    card->name.utf8 = "";
    card->first->name.utf8 = NULL;
    judge(stage);
    assert_true(troubles_have(&troubles, "name"));
    assert_true(troubles_have(&troubles, "picture"));
}

static void two_questions_two_ways_on_and_a_twin_are_found(void **state)
{
    struct stage *stage = *state;
    struct node *card = good(stage, "Ja");
    card->is_question = true;
    card->id = "nav.back";
    struct build *build = &stage->build;
    build->open = build->body;
    part_button(build, (struct button){.id = "one", .label = said("Verder"),
                                       .press = {.kind = MSG_NEXT}, .is_primary = true});
    part_button(build, (struct button){.id = "two", .label = said("Verder"),
                                       .press = {.kind = MSG_NEXT}, .is_primary = true});
    build->open = build->root;
    judge(stage);
    assert_true(troubles_have(&troubles, "question"));
    assert_true(troubles_have(&troubles, "primary"));
    assert_true(troubles_have(&troubles, "focus"));
}

static void letters_that_shrank_are_found(void **state)
{
    struct stage *stage = *state;
    good(stage, "Ja");
    judge(stage);
    struct node *title = (struct node *)(uintptr_t)node_of(stage, "title");
    title->cap_mm = 4.0;
    struct place_in_matrix place = {"planted", "here"};
    matrix_judge(&stage->frame, &stage->measure, 2, &place, &pairs, &troubles);
    assert_true(troubles_have(&troubles, "letters"));
}

static void a_colour_that_is_too_pale_is_found(void **state)
{
    struct stage *stage = *state;
    memset(&pairs, 0, sizeof pairs);
    good(stage, "Ja");
    judge(stage);
    struct theme pale = *theme_get(THEME_DEFAULT);
    const struct theme *themes[THEME_COUNT];
    for (int id = 0; id < THEME_COUNT; id++) themes[id] = theme_get((enum theme_id)id);
    assert_true(matrix_judge_colours(&pairs, themes, &troubles) >= 20);
    assert_false(troubles_have(&troubles, "pale"));
    pale.tones[TONE_INK] = (struct color){0x60, 0x60, 0x60};
    themes[THEME_DEFAULT] = &pale;
    matrix_judge_colours(&pairs, themes, &troubles);
    assert_true(troubles_have(&troubles, "pale"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_good_screen_is_good),
        cmocka_unit_test(a_text_that_is_too_long_is_found),
        cmocka_unit_test(a_word_that_is_too_long_is_found),
        cmocka_unit_test(a_target_that_is_too_small_is_found),
        cmocka_unit_test(targets_too_near_each_other_are_found),
        cmocka_unit_test(a_missing_glyph_is_found),
        cmocka_unit_test(words_that_lie_over_each_other_are_found),
        cmocka_unit_test(what_has_no_word_is_found),
        cmocka_unit_test(two_questions_two_ways_on_and_a_twin_are_found),
        cmocka_unit_test(letters_that_shrank_are_found),
        cmocka_unit_test(a_colour_that_is_too_pale_is_found),
    };
    return cmocka_run_group_tests(tests, open_all, close_all);
}
