/* SPDX-License-Identifier: EUPL-1.2 */
#include "stage.h"
#include <stdio.h>

static const struct button next = {
    .id = "nav.next", .press = { .kind = MSG_NEXT }, .is_primary = true,
};

static void begin_page(struct stage *stage)
{
    struct build *build = stage_begin(stage);
    part_header(build, said("Bibliotheek"));
    part_title(build, said("Een titel"), PICTOGRAM_NONE, false);
    body_open(build);
}

static void end_page(struct stage *stage, bool has_next)
{
    struct build *build = &stage->build;
    struct button button = next;
    button.label = said("Verder");
    body_close(build);
    part_nav(build, (struct nav){ .has_back = true,
                                  .next = has_next ? button : (struct button){ .id = NULL } });
    stage_finish(stage);
}

static void reading(struct stage *stage, int sentences)
{
    begin_page(stage);
    for (int i = 0; i < sentences; i++)
        part_text(&stage->build, build_id(&stage->build, "text.%d", i),
                  said("Een zin die op een regel past."));
    end_page(stage, true);
}

static bool is_shown(const struct stage *stage, const char *id)
{
    const struct node *node = node_find(stage->frame.root, id);
    for (; node; node = node->parent)
        if (node->is_hidden) return false;
    return true;
}

static void what_fits_needs_no_more(void **state)
{
    struct stage *stage = *state;
    reading(stage, 3);
    assert_int_equal(stage->frame.pages, 1);
    assert_false(is_shown(stage, "nav.more"));
    assert_false(is_shown(stage, "nav.page"));
    assert_true(is_shown(stage, "nav.next"));
}

static void every_block_is_on_exactly_one_page_and_none_is_cut(void **state)
{
    struct stage *stage = *state;
    int seen[40] = { 0 }, pages = 1;
    for (int page = 0; page < pages; page++) {
        stage->model.page = page;
        reading(stage, 40);
        pages = stage->frame.pages;
        assert_int_equal(stage->frame.page, page);
        const struct node *nav = node_of(stage, "nav");
        for (int i = 0; i < 40; i++) {
            char id[16];
            snprintf(id, sizeof id, "text.%d", i);
            if (!is_shown(stage, id)) continue;
            const struct node *text = node_of(stage, id);
            assert_false(text->is_clipped);
            assert_true(text->rect.y + text->rect.height <= nav->rect.y);
            seen[i]++;
        }
        assert_false(node_of(stage, "body")->is_clipped);
    }
    assert_true(pages >= 3);
    for (int i = 0; i < 40; i++) assert_int_equal(seen[i], 1);
}

static void a_reader_is_led_to_the_last_page_by_the_button_in_the_place_of_verder(void **state)
{
    struct stage *stage = *state;
    reading(stage, 40);
    const struct node *more = node_of(stage, "nav.more");
    assert_true(more->is_primary);
    assert_false(is_shown(stage, "nav.next"));
    int end = more->rect.x + more->rect.width;
    stage->model.page = stage->frame.pages - 1;
    reading(stage, 40);
    assert_false(is_shown(stage, "nav.more"));
    assert_true(is_shown(stage, "nav.next"));
    const struct node *verder = node_of(stage, "nav.next");
    assert_int_equal(verder->rect.x + verder->rect.width, end);
}

static void choosing(struct stage *stage, int count)
{
    begin_page(stage);
    grid_open(&stage->build, "grid", 4);
    for (int i = 0; i < count; i++)
        part_choice(
            &stage->build,
            (struct choice){ .id = build_id(&stage->build, "choice.%d", i),
                             .pictogram = PICTOGRAM_HELP,
                             .label = said("Een onderwerp"),
                             .explanation = said("Met een uitleg die zegt waar het over gaat."),
                             .press = { .kind = MSG_TOPIC },
                             .is_checkbox = true,
                             .is_tile = true });
    part_close(&stage->build);
    end_page(stage, true);
    assert_false(stage->frame.is_full);
}

static void who_chooses_may_go_on_from_every_page(void **state)
{
    struct stage *stage = *state;
    choosing(stage, 30);
    int pages = stage->frame.pages;
    assert_true(pages > 1);
    for (int page = 0; page < pages; page++) {
        stage->model.page = page;
        choosing(stage, 30);
        assert_true(is_shown(stage, "nav.next"));
        assert_true(is_shown(stage, "nav.more"));
        assert_true(node_of(stage, "nav.next")->is_primary);
        assert_false(node_of(stage, "nav.more")->is_primary);
    }
}

static void after_the_last_page_of_choices_comes_the_first(void **state)
{
    struct stage *stage = *state;
    choosing(stage, 30);
    stage->model.page = stage->frame.pages;
    choosing(stage, 30);
    assert_int_equal(stage->frame.page, 0);
    assert_true(is_shown(stage, "choice.0"));
}

static void tiles_are_as_large_on_every_page(void **state)
{
    struct stage *stage = *state;
    choosing(stage, 30);
    struct rect first = node_of(stage, "choice.0")->rect;
    stage->model.page = stage->frame.pages - 1;
    choosing(stage, 30);
    assert_true(is_shown(stage, "choice.29"));
    assert_int_equal(node_of(stage, "choice.29")->rect.width, first.width);
}

static int blocks_on(struct stage *stage, int page, int sentences)
{
    int count = 0;
    stage->model.page = page;
    reading(stage, sentences);
    for (int i = 0; i < sentences; i++) {
        char id[16];
        snprintf(id, sizeof id, "text.%d", i);
        count += is_shown(stage, id);
    }
    return count;
}

static void one_block_too_many_does_not_get_a_page_of_its_own(void **state)
{
    struct stage *stage = *state;
    int sentences = 1;
    while (blocks_on(stage, 0, sentences) == sentences) sentences++;
    assert_int_equal(stage->frame.pages, 2);
    int first = blocks_on(stage, 0, sentences), second = blocks_on(stage, 1, sentences);
    assert_int_equal(first + second, sentences);
    assert_true(first - second <= 1);
}

static int choices_on(struct stage *stage, int page, int columns, int count)
{
    int shown = 0;
    stage->model.page = page;
    begin_page(stage);
    grid_open(&stage->build, "grid", columns);
    for (int i = 0; i < count; i++)
        part_choice(&stage->build,
                    (struct choice){ .id = build_id(&stage->build, "choice.%d", i),
                                     .pictogram = PICTOGRAM_HELP,
                                     .label = said("Een ondersteuner"),
                                     .press = { .kind = MSG_TOPIC } });
    part_close(&stage->build);
    end_page(stage, true);
    for (int i = 0; i < count; i++) {
        char id[24];
        snprintf(id, sizeof id, "choice.%d", i);
        shown += is_shown(stage, id);
    }
    return shown;
}

static void nobody_stands_alone_on_the_last_page(void **state)
{
    struct stage *stage = *state;
    int most = 1;
    while (choices_on(stage, 0, 1, most + 1) == most + 1) most++;
    int count = 2 * most + 1;   /* greedy pages would leave one for the third */
    int first = choices_on(stage, 0, 1, count);
    assert_int_equal(stage->frame.pages, 3);
    int second = choices_on(stage, 1, 1, count), last = choices_on(stage, 2, 1, count);
    assert_int_equal(first + second + last, count);
    assert_true(first - last <= 1);
}

static void a_heading_is_never_the_last_on_a_page(void **state)
{
    struct stage *stage = *state;
    for (int before = 1; before < 16; before++)
        for (int page = 0, pages = 1; page < pages; page++) {
            stage->model.page = page;
            begin_page(stage);
            for (int i = 0; i < before; i++)
                part_text(&stage->build, build_id(&stage->build, "text.%d", i),
                          said("Een zin."));
            part_heading(&stage->build, "heading", said("Een kop"));
            part_text(&stage->build, "after", said("Wat onder de kop hoort."));
            for (int i = before; i < 16; i++)
                part_text(&stage->build, build_id(&stage->build, "text.%d", i),
                          said("Een zin."));
            end_page(stage, true);
            pages = stage->frame.pages;
            assert_int_equal(is_shown(stage, "heading"), is_shown(stage, "after"));
        }
}

static void a_card_is_never_divided(void **state)
{
    struct stage *stage = *state;
    for (int page = 0, pages = 1; page < pages; page++) {
        stage->model.page = page;
        begin_page(stage);
        for (int i = 0; i < 6; i++) {
            card_open(&stage->build, build_id(&stage->build, "card.%d", i), said("Kaart"),
                      TONE_CARD);
            part_text(&stage->build, build_id(&stage->build, "card.%d.one", i), said("Boven"));
            part_text(&stage->build, build_id(&stage->build, "card.%d.two", i), said("Onder"));
            part_close(&stage->build);
        }
        end_page(stage, true);
        pages = stage->frame.pages;
        for (int i = 0; i < 6; i++) {
            char one[24], two[24];
            snprintf(one, sizeof one, "card.%d.one", i);
            snprintf(two, sizeof two, "card.%d.two", i);
            assert_int_equal(is_shown(stage, one), is_shown(stage, two));
        }
    }
}

static void the_page_is_told_in_words(void **state)
{
    struct stage *stage = *state;
    reading(stage, 40);
    char expected[32];
    snprintf(expected, sizeof expected, "1 van %d", stage->frame.pages);
    assert_string_equal(node_of(stage, "nav.page")->name.utf8, expected);
}

static void nothing_that_can_be_pressed_on_another_page_is_hit_or_focused(void **state)
{
    struct stage *stage = *state;
    choosing(stage, 30);
    const struct node *hidden = node_of(stage, "choice.29");
    assert_false(is_shown(stage, "choice.29"));
    assert_null(frame_find(&stage->frame, "choice.29"));
    assert_non_null(frame_find(&stage->frame, "choice.0"));
    for (const struct node *at = frame_focus_next(&stage->frame, "", false), *first = at; at;) {
        assert_ptr_not_equal(at, hidden);
        at = frame_focus_next(&stage->frame, at->id, false);
        if (at == first) break;
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(what_fits_needs_no_more),
        TEST(every_block_is_on_exactly_one_page_and_none_is_cut),
        TEST(a_reader_is_led_to_the_last_page_by_the_button_in_the_place_of_verder),
        TEST(who_chooses_may_go_on_from_every_page),
        TEST(after_the_last_page_of_choices_comes_the_first),
        TEST(tiles_are_as_large_on_every_page),
        TEST(one_block_too_many_does_not_get_a_page_of_its_own),
        TEST(nobody_stands_alone_on_the_last_page),
        TEST(a_heading_is_never_the_last_on_a_page),
        TEST(a_card_is_never_divided),
        TEST(the_page_is_told_in_words),
        TEST(nothing_that_can_be_pressed_on_another_page_is_hit_or_focused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
