/* SPDX-License-Identifier: EUPL-1.2 */
/* planted.c - the matrix itself is tried: mistakes planted on purpose must be found. */
#include "matrix/rules.h"
#include "matrix/share.h"
#include "platform/fonts.h"
#include "view/stage.h"

#include <stdio.h>

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
    matrix_judge(frame, &stage->model, &stage->measure, &place, &pairs,
                 &troubles);
}

static void a_good_screen_is_good(void **state)
{
    good(*state, "Ik wil hulp");
    judge(*state);
    assert_int_equal(troubles_print(&troubles, NULL), 0);
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
    matrix_judge(&stage->frame, &stage->model, &stage->measure, &place, &pairs,
                 &troubles);
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
    matrix_judge(&stage->frame, &stage->model, &stage->measure, &place, &pairs,
                 &troubles);
    assert_true(troubles_have(&troubles, "letters"));
}

static void a_line_that_is_too_long_is_found(void **state)
{
    struct stage *stage = *state;
    static char line[] = "een twee drie vier vijf zes zeven acht negen tien elf twaalf dertien "
                         "veertien vijftien zestien";
    good(stage, "Ja");
    judge(stage);
    assert_false(troubles_have(&troubles, "line"));
    struct node *title = (struct node *)(uintptr_t)node_of(stage, "title");
    title->runs[0].utf8 = line;
    title->runs[0].size_bytes = sizeof line - 1;
    struct place_in_matrix place = {"planted", "here"};
    matrix_judge(&stage->frame, &stage->model, &stage->measure, &place, &pairs, &troubles);
    assert_true(troubles_have(&troubles, "line"));
}

static void a_target_in_the_corner_is_found(void **state)
{
    struct stage *stage = *state;
    good(stage, "Ja");
    judge(stage);
    assert_false(troubles_have(&troubles, "corner"));
    struct node *stop = (struct node *)(uintptr_t)node_of(stage, "tool.stop");
    stop->rect.x = stage->panel.width_px - stop->rect.width;
    stop->rect.y = stage->panel.height_px - stop->rect.height;
    struct place_in_matrix place = {"planted", "here"};
    matrix_judge_whole(&stage->frame, 2, &place, &troubles);
    assert_true(troubles_have(&troubles, "corner"));
}

static void what_is_chosen_by_colour_alone_is_found(void **state)
{
    struct stage *stage = *state;
    struct node *card = good(stage, "Ja");
    card->is_selected = true;
    judge(stage);
    assert_false(troubles_have(&troubles, "colour"));
    card = good(stage, "Ja");
    card->is_selected = true;
    card->has_badge = false;
    judge(stage);
    assert_true(troubles_have(&troubles, "colour"));
}

/* One good screen with the focus on its card; then what a mistake in drawing would do to it. */
static struct draw *ringed(struct stage *stage)
{
    snprintf(stage->model.focus, sizeof stage->model.focus, "card");
    good(stage, "Ja");
    judge(stage);
    assert_false(troubles_have(&troubles, "ring"));
    for (int i = 0; i < stage->frame.draw.count; i++)
        if (stage->frame.draw.items[i].kind == DRAW_RING) return &stage->frame.draw.items[i];
    fail_msg("no ring is drawn");
    return NULL;
}

static bool ring_is_wrong(struct stage *stage)
{
    struct place_in_matrix place = {"planted", "here"};
    matrix_judge_ring(&stage->frame, &stage->model, &place, &pairs, &troubles);
    return troubles_have(&troubles, "ring");
}

static void a_focus_without_its_ring_is_found(void **state)
{
    struct draw *ring = ringed(*state);
    ring[0].kind = ring[1].kind = DRAW_CARET;
    assert_true(ring_is_wrong(*state));
}

static void a_ring_that_is_too_thin_is_found(void **state)
{
    struct draw *ring = ringed(*state);
    ring[0].border_px = ring[1].border_px = 3;
    assert_true(ring_is_wrong(*state));
}

static void a_ring_that_something_is_painted_over_is_found(void **state)
{
    struct draw *ring = ringed(*state);
    struct stage *stage = *state;
    struct draw *last = &stage->frame.draw.items[stage->frame.draw.count - 1];
    assert_true(last > ring + 1);
    *last = (struct draw){.kind = DRAW_BOX, .has_color = true, .rect = ring->rect};
    assert_true(ring_is_wrong(stage));
}

static void a_ring_that_runs_off_the_panel_is_found(void **state)
{
    ringed(*state);
    struct stage *stage = *state;
    stage->frame.root->rect.width = node_of(stage, "card")->rect.width;
    assert_true(ring_is_wrong(stage));
}

static void what_moves_from_screen_to_screen_is_found(void **state)
{
    struct stage *stage = *state;
    struct steady steady = {0};
    struct place_in_matrix place = {"planted", "here"};
    good(stage, "Ja");
    judge(stage);
    matrix_judge_steady(&stage->frame, &steady, &place, &troubles);
    matrix_judge_steady(&stage->frame, &steady, &place, &troubles);
    assert_false(troubles_have(&troubles, "place"));
    struct node *back = (struct node *)(uintptr_t)node_of(stage, "nav.back");
    back->rect.y -= 4;
    matrix_judge_steady(&stage->frame, &steady, &place, &troubles);
    assert_true(troubles_have(&troubles, "place"));
}

static void what_lies_out_of_reach_is_found(void **state)
{
    struct stage *stage = *state;
    struct place_in_matrix place = {"planted", "here"};
    stage->panel = portrait;
    good(stage, "Ja");
    judge(stage);
    matrix_judge_reach(&stage->frame, &place, &troubles);
    assert_true(troubles_have(&troubles, "reach"));
}

/* What decides where things come to lie makes another shape; a colour does not. */
static void a_share_is_only_for_trees_that_lie_alike(void **state)
{
    struct stage *stage = *state;
    struct node *card = good(stage, "Ja");
    struct shape shape = shape_of(stage->build.root);
    card->ground = TONE_SUN_TINT;
    assert_true(shape_of(stage->build.root).rest == shape.rest);
    card->first->name.utf8 = "Nee";
    assert_true(shape_of(stage->build.root).rest != shape.rest);
    card->first->name.utf8 = "Ja";
    card->min_height_mm += 0.1;
    assert_true(shape_of(stage->build.root).rest != shape.rest);
}

static void a_colour_that_is_too_pale_is_found(void **state)
{
    struct stage *stage = *state;
    memset(&pairs, 0, sizeof pairs);
    memset(&troubles, 0, sizeof troubles);
    snprintf(stage->model.focus, sizeof stage->model.focus, "card");
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
    /* Yellow of 16:1, black where nothing may stand out, a border that fades. */
    static const struct { enum theme_id id; enum tone tone; struct color color; } paler[] = {
        {THEME_HIGH_DARK, TONE_INK, {0xff, 0xe1, 0x00}},
        {THEME_LOW, TONE_INK, {0x10, 0x10, 0x10}},
        {THEME_DEFAULT, TONE_LINE, {0xb0, 0xb0, 0xb0}},
    };
    for (size_t i = 0; i < sizeof paler / sizeof paler[0]; i++) {
        memset(&troubles, 0, sizeof troubles);
        for (int id = 0; id < THEME_COUNT; id++) themes[id] = theme_get((enum theme_id)id);
        pale = *theme_get(paler[i].id);
        pale.tones[paler[i].tone] = paler[i].color;
        themes[paler[i].id] = &pale;
        matrix_judge_colours(&pairs, themes, &troubles);
        assert_true(troubles_have(&troubles, "pale"));
    }
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
        cmocka_unit_test(a_line_that_is_too_long_is_found),
        cmocka_unit_test(a_target_in_the_corner_is_found),
        cmocka_unit_test(what_is_chosen_by_colour_alone_is_found),
        cmocka_unit_test(a_focus_without_its_ring_is_found),
        cmocka_unit_test(a_ring_that_is_too_thin_is_found),
        cmocka_unit_test(a_ring_that_something_is_painted_over_is_found),
        cmocka_unit_test(a_ring_that_runs_off_the_panel_is_found),
        cmocka_unit_test(what_moves_from_screen_to_screen_is_found),
        cmocka_unit_test(what_lies_out_of_reach_is_found),
        cmocka_unit_test(a_share_is_only_for_trees_that_lie_alike),
        cmocka_unit_test(a_colour_that_is_too_pale_is_found),
    };
    return cmocka_run_group_tests(tests, open_all, close_all);
}
