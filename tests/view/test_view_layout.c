/* SPDX-License-Identifier: EUPL-1.2 */
#include "stage.h"
#include <stdio.h>
#include "view/draw_make.h"
#include "view/sizes.h"

static struct choice choice_of(struct build *build, const char *id, const char *label)
{
    (void)build;
    return (struct choice){ .id = id, .pictogram = PICTOGRAM_HELP, .label = said(label),
                            .press = { .kind = MSG_TOPIC } };
}

static void grid_of(struct stage *stage, int count, int columns_most, const char *label,
                    bool is_tile)
{
    struct build *build = stage_begin(stage);
    part_header(build, said("Bibliotheek"));
    part_title(build, said("Waar gaat het over?"), PICTOGRAM_NONE, true);
    body_open(build);
    grid_open(build, "grid", columns_most);
    for (int i = 0; i < count; i++) {
        struct choice choice = choice_of(build, build_id(build, "cell.%d", i), label);
        choice.is_tile = is_tile;
        part_choice(build, choice);
    }
    part_close(build);
    body_close(build);
    part_nav(build, (struct nav){ .has_back = true,
                                  .next = { .id = "nav.next",
                                            .label = said("Verder"),
                                            .press = { .kind = MSG_NEXT },
                                            .is_primary = true } });
    stage_finish(stage);
}

static void a_row_that_is_full_goes_on_the_next_line(void **state)
{
    struct stage *stage = *state;
    struct build *build = stage_begin(stage);
    row_open(build, "row");
    for (int i = 0; i < 9; i++)
        part_chip(build, build_id(build, "chip.%d", i), PICTOGRAM_FREE, said("Onafhankelijk"));
    part_close(build);
    stage_finish(stage);
    const struct node *first = node_of(stage, "chip.0"), *last = node_of(stage, "chip.8");
    assert_true(last->rect.y >= first->rect.y + first->rect.height);
    for (int i = 0; i < 9; i++) {
        char id[16];
        snprintf(id, sizeof id, "chip.%d", i);
        const struct node *chip = node_of(stage, id);
        assert_true(chip->rect.x + chip->rect.width <= stage->panel.width_px);
    }
}

static void tiles_are_all_alike_and_never_touch(void **state)
{
    struct stage *stage = *state;
    grid_of(stage, 10, 5, "Wonen", true);
    const struct node *first = node_of(stage, "cell.0"), *second = node_of(stage, "cell.1");
    for (int i = 1; i < 10; i++) {
        char id[16];
        snprintf(id, sizeof id, "cell.%d", i);
        assert_int_equal(node_of(stage, id)->rect.width, first->rect.width);
        assert_int_equal(node_of(stage, id)->rect.height, first->rect.height);
    }
    assert_true(mm_of(stage, second->rect.x - first->rect.x - first->rect.width) >=
                TARGET_GAP_MM);
    assert_int_equal(stage->frame.pages, 1);
}

static void a_grid_takes_fewer_columns_when_a_word_is_long(void **state)
{
    struct stage *stage = *state;
    grid_of(stage, 6, 6, "Geld", true);
    int y = node_of(stage, "cell.0")->rect.y, short_columns = 0, long_columns = 0;
    for (int i = 0; i < 6; i++) {
        char id[16];
        snprintf(id, sizeof id, "cell.%d", i);
        short_columns += node_of(stage, id)->rect.y == y;
    }
    grid_of(stage, 6, 6, "Maatschappelijkeondersteuning", true);
    y = node_of(stage, "cell.0")->rect.y;
    for (int i = 0; i < 6; i++) {
        char id[16];
        snprintf(id, sizeof id, "cell.%d", i);
        long_columns += node_of(stage, id)->rect.y == y;
        assert_false(node_of(stage, id)->is_clipped);
    }
    assert_true(long_columns < short_columns);
}

static void two_choices_are_tiles_on_a_wide_panel_and_rows_on_a_high_one(void **state)
{
    struct stage *stage = *state;
    grid_of(stage, 2, 2, "Voor mij", false);
    assert_int_equal(node_of(stage, "cell.0")->rect.y, node_of(stage, "cell.1")->rect.y);
    const struct node *picture = node_of(stage, "cell.0.picture"),
                      *label = node_of(stage, "cell.0.label");
    assert_true(label->rect.y >= picture->rect.y + picture->rect.height);
    stage->panel = portrait;
    grid_of(stage, 2, 2, "Voor mij", true);
    assert_int_equal(node_of(stage, "cell.0")->rect.x, node_of(stage, "cell.1")->rect.x);
    picture = node_of(stage, "cell.0.picture");
    label = node_of(stage, "cell.0.label");
    assert_true(label->rect.x >= picture->rect.x + picture->rect.width);
}

static void halves_split(struct stage *stage)
{
    struct build *build = stage_begin(stage);
    part_title(build, said("Titel"), PICTOGRAM_NONE, false);
    body_open(build);
    split_open(build, "split");
    column_open(build, "one", 1.5);
    part_text(build, "one.text", said("Links of boven"));
    part_close(build);
    column_open(build, "two", 1.0);
    part_text(build, "two.text", said("Rechts of onder"));
    part_close(build);
    part_close(build);
    body_close(build);
    stage_finish(stage);
}

static void halves_stand_beside_each_other_or_under_each_other(void **state)
{
    struct stage *stage = *state;
    halves_split(stage);
    const struct node *one = node_of(stage, "one"), *two = node_of(stage, "two");
    assert_int_equal(one->rect.y, two->rect.y);
    assert_true(two->rect.x > one->rect.x + one->rect.width);
    assert_true(abs(2 * one->rect.width - 3 * two->rect.width) <= 6);
    stage->panel = portrait;
    halves_split(stage);
    one = node_of(stage, "one");
    two = node_of(stage, "two");
    assert_int_equal(one->rect.x, two->rect.x);
    assert_true(two->rect.y >= one->rect.y + one->rect.height);
}

struct copies { const char *ids[512]; struct rect rects[512]; int count; };

static void copy(void *with, const struct node *node)
{
    struct copies *copies = with;
    assert_true(copies->count < 512);
    copies->ids[copies->count] = node->id;
    copies->rects[copies->count++] = node->rect;
}

static void a_screen_from_right_to_left_is_the_mirror_of_itself(void **state)
{
    struct stage *stage = *state;
    struct copies here = { .count = 0 }, there = { .count = 0 };
    grid_of(stage, 6, 3, "Wonen", false);
    nodes_each(stage->frame.root, copy, &here);
    /* The ids lie in the arena, so the second frame gets one of its own. */
    struct arena first = stage->arena;
    assert_int_equal(arena_init(&stage->arena, ARENA_BYTES), ERR_NONE);
    stage->content.languages.all[0].is_right_to_left = true;   /* the same words and widths */
    grid_of(stage, 6, 3, "Wonen", false);
    nodes_each(stage->frame.root, copy, &there);
    assert_true(stage->frame.is_right_to_left);
    assert_int_equal(here.count, there.count);
    for (int i = 0; i < here.count; i++) {
        assert_string_equal(here.ids[i], there.ids[i]);
        /* a pixel for widths that are rounded once more where a line has more pieces */
        int mirrored = stage->panel.width_px - here.rects[i].x - here.rects[i].width;
        assert_in_range(there.rects[i].x + 1 - mirrored, 0, 2);
        assert_int_equal(there.rects[i].y, here.rects[i].y);
    }
    arena_finish(&first);
}

static void keyboard_screen(struct stage *stage, enum keyboard_kind kind, const char *typed)
{
    struct build *build = stage_begin(stage);
    part_header(build, said("Nog 4 vragen"));
    part_title(build, said("Hoe heet u?"), PICTOGRAM_NONE, true);
    part_lead(build, said("Uw voornaam is genoeg."));
    body_open(build);
    part_field(build, (struct field_part){ .id = "name.field", .name = said("Uw naam"),
        .value = { .utf8 = typed, .key = TEXT_COUNT, .is_private = true } });
    part_keyboard(build, kind);
    body_close(build);
    part_nav(build, (struct nav){ .has_back = true,
                                  .next = { .id = "nav.next",
                                            .label = said("Verder"),
                                            .press = { .kind = MSG_NEXT },
                                            .is_primary = true } });
    stage_finish(stage);
}

struct targets { const struct stage *stage; const struct node *all[256]; int count, keys; };

static void gather_target(void *with, const struct node *node)
{
    struct targets *targets = with;
    assert_false(node->is_clipped);
    if (node->press.kind == MSG_NONE) return;
    bool is_high = node->rect.width < node->rect.height;
    double side = mm_of(targets->stage, is_high ? node->rect.width : node->rect.height);
    int size = targets->stage->model.preferences.text_size;
    double least = node->role == ROLE_KEY ? size_key_mm(size) : TARGET_LEAST_MM;
    if (side < least - 0.13) fail_msg("%s is only %.2f mm", node->id, side);
    targets->keys += node->role == ROLE_KEY;
    targets->all[targets->count++] = node;
}

static int gap_between(struct rect a, struct rect b)
{
    int x = a.x > b.x ? a.x - b.x - b.width : b.x - a.x - a.width;
    int y = a.y > b.y ? a.y - b.y - b.height : b.y - a.y - a.height;
    return x > y ? x : y;
}

static int assert_targets_apart(struct stage *stage)
{
    struct targets targets = { .stage = stage };
    nodes_each(stage->frame.root, gather_target, &targets);
    for (int i = 0; i < targets.count; i++)
        for (int k = i + 1; k < targets.count; k++) {
            double gap = mm_of(stage, gap_between(targets.all[i]->rect, targets.all[k]->rect));
            if (gap < TARGET_GAP_MM - 0.13)
                fail_msg("%s and %s are %.2f mm apart", targets.all[i]->id, targets.all[k]->id,
                         gap);
        }
    return targets.keys;
}

static void keys_are_large_enough_and_apart_on_every_page_and_panel(void **state)
{
    struct stage *stage = *state;
    static const struct panel panels[] = { { 1920, 1080, 1920 / 476.0 },
                                           { 1080, 1920, 1920 / 476.0 } };
    for (int p = 0; p < 2; p++)
        for (int page = 0; page < KEY_PAGE_COUNT; page++) {
            stage->panel = panels[p];
            stage->model.key_page = (enum key_page)page;
            keyboard_screen(stage, KEYBOARD_NAME, "Jamila");
            assert_true(assert_targets_apart(stage) > 20);
            keyboard_screen(stage, KEYBOARD_EMAIL, "jamila@voorbeeld.example");
            assert_true(assert_targets_apart(stage) > 35);
        }
}

static void question_and_field_stay_in_sight_of_the_keys(void **state)
{
    struct stage *stage = *state;
    static const struct panel panels[] = { { 1920, 1080, 1920 / 476.0 },
                                           { 1080, 1920, 1920 / 476.0 } };
    char most[NAME_MOST_CHARACTERS + 1];
    memset(most, 'w', NAME_MOST_CHARACTERS);
    most[NAME_MOST_CHARACTERS] = '\0';
    for (int p = 0; p < 2; p++) {
        stage->panel = panels[p];
        keyboard_screen(stage, KEYBOARD_NAME, most);
        assert_int_equal(stage->frame.pages, 1);
        assert_targets_apart(stage);
        assert_false(node_of(stage, "title")->is_hidden);
        assert_true(node_of(stage, "name.field")->run_count > 1);
    }
}

static void the_pad_stands_at_the_end_side_or_under_the_field(void **state)
{
    struct stage *stage = *state;
    for (int p = 0; p < 2; p++) {
        stage->panel = p ? portrait : landscape;
        struct build *build = stage_begin(stage);
        part_title(build, said("Wat is uw nummer?"), PICTOGRAM_NONE, true);
        body_open(build);
        part_field(build, (struct field_part){ .id = "phone.field",
                                               .name = said("Nummer"),
                                               .value = said("06") });
        part_pad(build);
        body_close(build);
        part_nav(build, (struct nav){ .has_back = true });
        stage_finish(stage);
        const struct node *field = node_of(stage, "phone.field"), *pad = node_of(stage, "pad");
        assert_int_equal(assert_targets_apart(stage), 12);
        if (p) assert_true(pad->rect.y >= field->rect.y + field->rect.height);
        else assert_true(pad->rect.x >= field->rect.x + field->rect.width);
        assert_int_equal(node_of(stage, "pad.1")->rect.width,
                         node_of(stage, "pad.erase")->rect.width);
    }
}

static void the_keys_of_a_pad_keep_their_order_in_arabic(void **state)
{
    struct stage *stage = *state;
    set_language(stage, "ar");
    struct build *build = stage_begin(stage);
    part_title(build, said("Wat is uw nummer?"), PICTOGRAM_NONE, true);
    body_open(build);
    part_field(build, (struct field_part){
                          .id = "phone.field", .name = said("Nummer"), .value = said("06") });
    part_pad(build);
    body_close(build);
    stage_finish(stage);
    const struct node *field = node_of(stage, "phone.field"), *pad = node_of(stage, "pad");
    assert_true(pad->rect.x + pad->rect.width <= field->rect.x);
    assert_true(node_of(stage, "pad.1")->rect.x < node_of(stage, "pad.2")->rect.x);
    assert_true(node_of(stage, "pad.2")->rect.x < node_of(stage, "pad.3")->rect.x);
    assert_int_equal(node_of(stage, "pad.1")->rect.x, pad->rect.x);
}

static void every_provider_gets_the_same_room_and_the_same_buttons(void **state)
{
    struct stage *stage = *state;
    static const char *const facts[] = {
        "Wonen, geld, zorg, werk, school, meedoen en nog veel meer dan op een regel past, want "
        "deze ondersteuner helpt bij alles",
        "Wonen",
    };
    for (int p = 0; p < 2; p++) {
        stage->panel = p ? portrait : landscape;
        struct build *build = stage_begin(stage);
        part_title(build, said("Wie mag u helpen?"), PICTOGRAM_NONE, true);
        body_open(build);
        for (int i = 0; i < 2; i++)
            part_provider(build,
                          (struct provider_row){ i, said("Vrijwilliger"), said(facts[i]) });
        body_close(build);
        stage_finish(stage);
        const struct node *one = build->body->first, *other = one->next;
        assert_int_equal(one->rect.width, other->rect.width);
        assert_int_equal(one->rect.height, other->rect.height);
        for (const char *const *end = (const char *const[]){ ".more", ".choose", NULL }; *end;
             end++) {
            char a[NODE_ID_BYTES], b[NODE_ID_BYTES];
            snprintf(a, sizeof a, "%s%s", one->id, *end);
            snprintf(b, sizeof b, "%s%s", other->id, *end);
            assert_int_equal(node_of(stage, a)->rect.width, node_of(stage, b)->rect.width);
            assert_int_equal(node_of(stage, a)->rect.height, node_of(stage, b)->rect.height);
            assert_int_equal(node_of(stage, a)->rect.x, node_of(stage, b)->rect.x);
            assert_int_equal(node_of(stage, a)->ground, node_of(stage, b)->ground);
        }
    }
}

static void the_toolbar_stands_in_the_same_place_on_every_screen(void **state)
{
    struct stage *stage = *state;
    grid_of(stage, 3, 3, "Ja", false);
    struct rect bar = node_of(stage, "toolbar")->rect, stop = node_of(stage, "tool.stop")->rect;
    keyboard_screen(stage, KEYBOARD_NAME, "");
    assert_memory_equal(&node_of(stage, "toolbar")->rect, &bar, sizeof bar);
    assert_memory_equal(&node_of(stage, "tool.stop")->rect, &stop, sizeof stop);
    assert_int_equal(bar.y + bar.height, stage->panel.height_px);
    assert_int_equal(node_of(stage, "tool.language")->rect.y, stop.y);
    stage->panel = portrait;
    grid_of(stage, 3, 3, "Ja", false);
    assert_true(node_of(stage, "tool.stop")->rect.y > node_of(stage, "tool.language")->rect.y);
    assert_int_equal(node_of(stage, "tool.contrast")->rect.x,
                     node_of(stage, "tool.language")->rect.x);
}

static void what_is_too_large_for_any_page_is_called_a_defect(void **state)
{
    struct stage *stage = *state;
    struct build *build = stage_begin(stage);
    part_title(build, said("Titel"), PICTOGRAM_NONE, false);
    body_open(build);
    char many[6000] = "";   /* cards go on on a next page; a sentence cannot */
    for (size_t i = 0; i + 9 < sizeof many; i += 9) memcpy(many + i, "Een zin. ", 9);
    part_text(build, "giant.text", said(many));
    body_close(build);
    part_nav(build, (struct nav){ .has_back = true });
    stage_finish(stage);
    assert_true(node_of(stage, "body")->is_clipped);
}

static void a_full_arena_marks_the_frame_and_breaks_nothing(void **state)
{
    struct stage *stage = *state;
    for (size_t bytes = 4096; bytes < 200000; bytes += 3571) {
        arena_finish(&stage->arena);
        assert_int_equal(arena_init(&stage->arena, bytes), ERR_NONE);
        grid_of(stage, 12, 4, "Wonen en geld", true);
        if (!stage->frame.is_full) return;
    }
    fail_msg("never fitted");
}

static const struct draw *draw_at(const struct frame *frame, int x, int y, enum draw_kind kind)
{
    for (int i = frame->draw.count - 1; i >= 0; i--) {
        const struct draw *draw = &frame->draw.items[i];
        struct rect rect = draw->rect;
        if (draw->kind == kind && x >= rect.x && x < rect.x + rect.width && y >= rect.y &&
            y < rect.y + rect.height)
            return draw;
    }
    return NULL;
}

static void the_same_screen_gives_the_same_list_and_a_press_another(void **state)
{
    struct stage *stage = *state;
    grid_of(stage, 4, 2, "Wonen", false);
    uint64_t before = stage->frame.draw.hash;
    grid_of(stage, 4, 2, "Wonen", false);
    assert_true(stage->frame.draw.hash == before);
    struct rect rect = node_of(stage, "cell.1")->rect;
    snprintf(stage->model.pressed, sizeof stage->model.pressed, "cell.1");
    grid_of(stage, 4, 2, "Wonen", false);
    assert_true(stage->frame.draw.hash != before);
    const struct draw *box = draw_at(&stage->frame, rect.x + rect.width / 2,
                                     rect.y + rect.height / 2, DRAW_BOX);
    const struct color tint = theme_get(THEME_DEFAULT)->tones[TONE_BRAND_TINT];
    assert_memory_equal(&box->color, &tint, sizeof tint);
    assert_int_equal(box->rect.y - rect.y, 4);   /* 1 mm */
}

static void what_is_chosen_shows_a_tick_and_a_thick_border_and_not_colour_alone(void **state)
{
    struct stage *stage = *state;
    struct build *build = stage_begin(stage);
    body_open(build);
    struct choice choice = choice_of(build, "chosen", "Wonen");
    choice.is_selected = choice.is_checkbox = true;
    part_choice(build, choice);
    choice.id = "other";
    choice.is_selected = false;
    part_choice(build, choice);
    body_close(build);
    stage_finish(stage);
    int ticks = 0;
    for (int i = 0; i < stage->frame.draw.count; i++) {
        const struct draw *draw = &stage->frame.draw.items[i];
        ticks += draw->kind == DRAW_TEXT && draw->run.size_bytes == 3 &&
                 memcmp(draw->run.utf8, "\u2713", 3) == 0;
    }
    assert_int_equal(ticks, 1);
    assert_true(node_of(stage, "chosen")->border_mm > 2 * node_of(stage, "other")->border_mm);
}

static void the_focus_ring_is_thick_enough_and_outside_what_it_rings(void **state)
{
    struct stage *stage = *state;
    snprintf(stage->model.focus, sizeof stage->model.focus, "cell.0");
    grid_of(stage, 4, 2, "Wonen", false);
    struct rect rect = node_of(stage, "cell.0")->rect;
    const struct color sun = theme_get(THEME_DEFAULT)->tones[TONE_SUN];
    int rings = 0;
    for (int i = 0; i < stage->frame.draw.count; i++) {
        const struct draw *draw = &stage->frame.draw.items[i];
        if (draw->kind != DRAW_RING) continue;
        assert_true(draw->rect.x < rect.x &&
                    draw->rect.x + draw->rect.width > rect.x + rect.width);
        if (memcmp(&draw->color, &sun, sizeof sun) == 0) {
            assert_true(mm_of(stage, draw->border_px) >= 1.5);
            rings++;
        }
    }
    assert_int_equal(rings, 1);
}

static void typed_words_are_marked_private_in_the_list(void **state)
{
    struct stage *stage = *state;
    keyboard_screen(stage, KEYBOARD_NAME, "Jamila");
    int found = 0;
    for (int i = 0; i < stage->frame.draw.count; i++) {
        const struct draw *draw = &stage->frame.draw.items[i];
        if (draw->kind != DRAW_TEXT || draw->run.size_bytes != 6 ||
            memcmp(draw->run.utf8, "Jamila", 6) != 0)
            continue;
        assert_true(draw->is_private);
        found++;
    }
    assert_int_equal(found, 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(a_row_that_is_full_goes_on_the_next_line),
        TEST(tiles_are_all_alike_and_never_touch),
        TEST(a_grid_takes_fewer_columns_when_a_word_is_long),
        TEST(two_choices_are_tiles_on_a_wide_panel_and_rows_on_a_high_one),
        TEST(halves_stand_beside_each_other_or_under_each_other),
        TEST(a_screen_from_right_to_left_is_the_mirror_of_itself),
        TEST(keys_are_large_enough_and_apart_on_every_page_and_panel),
        TEST(question_and_field_stay_in_sight_of_the_keys),
        TEST(the_pad_stands_at_the_end_side_or_under_the_field),
        TEST(the_keys_of_a_pad_keep_their_order_in_arabic),
        TEST(every_provider_gets_the_same_room_and_the_same_buttons),
        TEST(the_toolbar_stands_in_the_same_place_on_every_screen),
        TEST(what_is_too_large_for_any_page_is_called_a_defect),
        TEST(a_full_arena_marks_the_frame_and_breaks_nothing),
        TEST(the_same_screen_gives_the_same_list_and_a_press_another),
        TEST(what_is_chosen_shows_a_tick_and_a_thick_border_and_not_colour_alone),
        TEST(the_focus_ring_is_thick_enough_and_outside_what_it_rings),
        TEST(typed_words_are_marked_private_in_the_list),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
