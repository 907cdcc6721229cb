/* SPDX-License-Identifier: EUPL-1.2 */
/* What the voice changes in the picture: the word that lights up, and the curtain. */
#include <stdio.h>
#include "stage.h"

static void draw_title(struct stage *stage, const char *spoken, int at, bool is_dark)
{
    struct build *build = stage_begin(stage);
    snprintf(stage->model.spoken, sizeof stage->model.spoken, "%s", spoken);
    stage->model.spoken_at = at;
    stage->model.preferences.is_dark = is_dark;
    part_title(build, said("Kies uw taal"), PICTOGRAM_NONE, true);
    stage_finish(stage);
}

static void the_word_that_is_said_has_the_sun_behind_it(void **state)
{
    struct stage *stage = *state;
    draw_title(stage, "title", 5, false);
    const struct node *title = node_of(stage, "title");
    const struct run *run = &title->runs[0];
    assert_int_equal(title->lit_count, 1);
    assert_true(title->lit[0].x > run->x);
    assert_true(title->lit[0].x + title->lit[0].width < run->x + run->width_px);
}

static void where_other_words_are_said_the_whole_line_lights_up(void **state)
{
    struct stage *stage = *state;
    draw_title(stage, "title", -1, false);
    const struct node *title = node_of(stage, "title");
    assert_int_equal(title->lit_count, 1);
    assert_true(title->lit[0].width >= title->runs[0].width_px);
}

static void nothing_lights_up_in_silence(void **state)
{
    struct stage *stage = *state;
    draw_title(stage, "", 0, false);
    assert_int_equal(node_of(stage, "title")->lit_count, 0);
}

static void in_the_dark_no_word_is_drawn(void **state)
{
    struct stage *stage = *state;
    draw_title(stage, "title", 0, true);
    assert_true(stage->frame.draw.count > 0);   /* the mark: it is not switched off */
    for (int i = 0; i < stage->frame.draw.count; i++)
        assert_int_equal(stage->frame.draw.items[i].kind, DRAW_BOX);
    assert_int_equal(stage->frame.draw.paper.red + stage->frame.draw.paper.green, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(the_word_that_is_said_has_the_sun_behind_it),
        TEST(where_other_words_are_said_the_whole_line_lights_up),
        TEST(nothing_lights_up_in_silence),
        TEST(in_the_dark_no_word_is_drawn),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
