/* SPDX-License-Identifier: EUPL-1.2 */
/* Fingers and keys. The clock is virtual: times are numbers. */
#include "stage.h"
#include <stdio.h>

#define FINGER 7
#define OTHER_FINGER 8

struct hand {
    struct stage *stage;
    struct touch touch;
    uint64_t now_ms;
    struct message out[2];
};

static struct hand hand_at(struct stage *stage)
{
    struct build *build = stage_begin(stage);
    part_title(build, said("Kies"), PICTOGRAM_NONE, true);
    body_open(build);
    grid_open(build, "grid", 2);
    for (int i = 0; i < 4; i++)
        part_choice(build, (struct choice){ .id = build_id(build, "choice.%d", i),
                                            .pictogram = PICTOGRAM_HELP,
                                            .label = said("Kies mij"),
                                            .press = { .kind = MSG_TOPIC, .value = i } });
    part_close(build);
    body_close(build);
    part_nav(build, (struct nav){ .has_back = true });
    stage_finish(stage);
    struct hand hand = { .stage = stage, .now_ms = 100000 };
    touch_init(&hand.touch);
    touch_see(&hand.touch, &stage->model, 1000);
    return hand;
}

static int step(struct hand *hand, enum touch_phase phase, int64_t finger, const char *id)
{
    struct rect rect = { 2, 2, 0, 0 };   /* the very corner: nothing lies there */
    if (id) rect = node_of(hand->stage, id)->rect;
    return touch_step(&hand->touch, &hand->stage->frame, &hand->stage->model, phase, finger,
                      rect.x + rect.width / 2, rect.y + rect.height / 2, hand->now_ms,
                      hand->out);
}

static bool tap(struct hand *hand, const char *id)
{
    step(hand, TOUCH_DOWN, FINGER, id);
    hand->now_ms += 80;
    int count = step(hand, TOUCH_UP, FINGER, id);
    return count == 2 && hand->out[1].kind == MSG_TOPIC;
}

static void the_press_comes_when_the_finger_lifts_and_not_before(void **state)
{
    struct hand hand = hand_at(*state);
    assert_int_equal(step(&hand, TOUCH_DOWN, FINGER, "choice.2"), 1);
    assert_int_equal(hand.out[0].kind, MSG_TOUCH_DOWN);
    assert_string_equal(hand.out[0].node, "choice.2");
    hand.now_ms += 4000;   /* long presses are fine */
    assert_int_equal(step(&hand, TOUCH_UP, FINGER, "choice.2"), 2);
    assert_int_equal(hand.out[0].kind, MSG_TOUCH_UP);
    assert_int_equal(hand.out[1].kind, MSG_TOPIC);
    assert_int_equal(hand.out[1].value, 2);
    assert_true(hand.out[1].now_ms == hand.now_ms);
}

static void a_finger_that_rested_reads_what_it_passes_and_presses_nothing(void **state)
{
    struct hand hand = hand_at(*state);
    step(&hand, TOUCH_DOWN, FINGER, "choice.0");
    hand.now_ms += 500;
    assert_int_equal(step(&hand, TOUCH_MOVE, FINGER, "choice.0"), 0);   /* it only trembles */
    assert_int_equal(step(&hand, TOUCH_MOVE, FINGER, "choice.1"), 1);
    assert_int_equal(hand.out[0].kind, MSG_SLIDE);
    assert_string_equal(hand.out[0].node, "choice.1");
    assert_int_equal(step(&hand, TOUCH_MOVE, FINGER, "title"), 1);
    assert_string_equal(hand.out[0].node, "title");
    step(&hand, TOUCH_MOVE, FINGER, "choice.0");
    assert_int_equal(step(&hand, TOUCH_UP, FINGER, "choice.0"), 1);
    assert_int_equal(hand.out[0].kind, MSG_TOUCH_UP);
}

static void a_finger_that_slides_at_once_reads_nothing(void **state)
{
    struct hand hand = hand_at(*state);
    step(&hand, TOUCH_DOWN, FINGER, "choice.0");
    hand.now_ms += 499;
    step(&hand, TOUCH_MOVE, FINGER, "choice.1");
    assert_int_not_equal(hand.out[0].kind, MSG_SLIDE);
    hand.now_ms += 1000;
    assert_int_equal(step(&hand, TOUCH_MOVE, FINGER, "choice.2"), 0);
}

static void a_finger_that_slides_off_cancels_and_one_that_comes_back_does_not(void **state)
{
    struct hand hand = hand_at(*state);
    step(&hand, TOUCH_DOWN, FINGER, "choice.0");
    assert_int_equal(step(&hand, TOUCH_MOVE, FINGER, "choice.1"), 1);
    assert_int_equal(hand.out[0].kind, MSG_TOUCH_UP);
    assert_int_equal(step(&hand, TOUCH_MOVE, FINGER, NULL), 0);
    assert_int_equal(step(&hand, TOUCH_UP, FINGER, "choice.1"), 1);
    step(&hand, TOUCH_DOWN, FINGER, "choice.0");
    step(&hand, TOUCH_MOVE, FINGER, NULL);
    assert_int_equal(step(&hand, TOUCH_MOVE, FINGER, "choice.0"), 1);
    assert_int_equal(hand.out[0].kind, MSG_TOUCH_DOWN);
    assert_int_equal(step(&hand, TOUCH_UP, FINGER, "choice.0"), 2);
}

static int release_beside(struct hand *hand, double mm)
{
    const struct node *node = node_of(hand->stage, "choice.0");
    const struct panel *panel = &hand->stage->panel;
    hand->now_ms += 1000;
    step(hand, TOUCH_DOWN, FINGER, "choice.0");
    return touch_step(&hand->touch, &hand->stage->frame, &hand->stage->model, TOUCH_UP, FINGER,
                      node->rect.x - (int)(mm * panel->px_per_mm),
                      node->rect.y + node->rect.height / 2, hand->now_ms, hand->out);
}

static void a_trembling_finger_may_slip_four_millimetres_off(void **state)
{
    struct hand hand = hand_at(*state);
    assert_int_equal(release_beside(&hand, 3.5), 2);
    assert_int_equal(hand.out[1].kind, MSG_TOPIC);
    assert_int_equal(hand.out[1].value, 0);
    assert_int_equal(release_beside(&hand, 5.0), 1);
}

/* Between two cards the nearer one decides, and on another card nothing of this counts. */
static void a_finger_that_slips_towards_another_card_presses_neither(void **state)
{
    struct hand hand = hand_at(*state);
    struct rect a = node_of(hand.stage, "choice.0")->rect;
    struct rect b = node_of(hand.stage, "choice.1")->rect;
    assert_true(b.x - a.x - a.width > 8);
    step(&hand, TOUCH_DOWN, FINGER, "choice.0");
    assert_int_equal(touch_step(&hand.touch, &hand.stage->frame, &hand.stage->model, TOUCH_UP,
                                FINGER, b.x - 3, b.y + b.height / 2, hand.now_ms, hand.out),
                     1);
    hand.now_ms += 1000;
    step(&hand, TOUCH_DOWN, FINGER, "choice.0");
    assert_int_equal(step(&hand, TOUCH_UP, FINGER, "choice.1"), 1);
}

static void the_choose_key_shares_the_guard_of_the_finger(void **state)
{
    struct hand hand = hand_at(*state);
    const struct node *one = node_of(hand.stage, "choice.0");
    const struct node *other = node_of(hand.stage, "choice.1");
    assert_true(touch_takes_key(&hand.touch, one, 500, 1000));
    assert_false(touch_takes_key(&hand.touch, one, 500, 1490));
    assert_true(touch_takes_key(&hand.touch, other, 500, 1495));
    assert_true(touch_takes_key(&hand.touch, one, 500, 1499));
    assert_true(touch_takes_key(&hand.touch, one, 500, 2009));
}

static void sliding_onto_a_choice_does_not_press_it(void **state)
{
    struct hand hand = hand_at(*state);
    step(&hand, TOUCH_DOWN, FINGER, NULL);
    step(&hand, TOUCH_MOVE, FINGER, "choice.1");
    assert_int_equal(step(&hand, TOUCH_UP, FINGER, "choice.1"), 1);
    assert_int_equal(hand.out[0].kind, MSG_TOUCH_UP);
}

static void a_touch_beside_everything_is_told_without_a_node(void **state)
{
    struct hand hand = hand_at(*state);
    assert_int_equal(step(&hand, TOUCH_DOWN, FINGER, NULL), 1);
    assert_int_equal(hand.out[0].kind, MSG_TOUCH_DOWN);
    assert_string_equal(hand.out[0].node, "");
}

static void a_second_finger_does_nothing(void **state)
{
    struct hand hand = hand_at(*state);
    step(&hand, TOUCH_DOWN, FINGER, "choice.0");
    assert_int_equal(step(&hand, TOUCH_DOWN, OTHER_FINGER, "choice.1"), 0);
    assert_int_equal(step(&hand, TOUCH_MOVE, OTHER_FINGER, "choice.2"), 0);
    assert_int_equal(step(&hand, TOUCH_UP, OTHER_FINGER, "choice.1"), 0);
    assert_int_equal(step(&hand, TOUCH_UP, FINGER, "choice.0"), 2);
    assert_int_equal(hand.out[1].value, 0);
}

static void the_same_target_is_deaf_for_half_a_second_and_others_are_not(void **state)
{
    struct hand hand = hand_at(*state);
    assert_true(tap(&hand, "choice.0"));
    uint64_t pressed_ms = hand.now_ms;
    hand.now_ms = pressed_ms + 100;
    assert_true(tap(&hand, "choice.1"));
    hand = hand_at(*state);
    assert_true(tap(&hand, "choice.0"));
    pressed_ms = hand.now_ms;
    hand.now_ms = pressed_ms + 490;
    assert_false(tap(&hand, "choice.0"));
    hand.now_ms = pressed_ms + 510;
    assert_true(tap(&hand, "choice.0"));
}

static void a_new_screen_is_deaf_for_a_moment(void **state)
{
    struct hand hand = hand_at(*state);
    hand.stage->model.overlay = SCREEN_STILL_THERE;
    touch_see(&hand.touch, &hand.stage->model, hand.now_ms);
    uint64_t since_ms = hand.now_ms;
    hand.now_ms = since_ms + 290;
    assert_int_equal(step(&hand, TOUCH_DOWN, FINGER, "choice.0"), 0);
    hand.now_ms = since_ms + 600; /* came down too early: lifting later does not press either */
    assert_int_equal(step(&hand, TOUCH_UP, FINGER, "choice.0"), 1);
    hand.now_ms = since_ms + 290 + 310;
    assert_true(tap(&hand, "choice.0"));
}

static void taps_that_go_on_into_a_new_screen_press_nothing_on_it(void **state)
{
    struct hand hand = hand_at(*state);
    hand.stage->model.overlay = SCREEN_STILL_THERE;
    touch_see(&hand.touch, &hand.stage->model, hand.now_ms);
    for (int i = 0; i < 10; i++) {
        hand.now_ms += 150;
        assert_false(tap(&hand, "choice.0"));
    }
    hand.now_ms += 310;
    assert_true(tap(&hand, "choice.0"));
}

static void a_finger_that_is_down_while_the_screen_changes_presses_nothing(void **state)
{
    struct hand hand = hand_at(*state);
    step(&hand, TOUCH_DOWN, FINGER, "choice.0");
    hand.stage->model.screen = SCREEN_WIPED;
    hand.now_ms += 50;
    touch_see(&hand.touch, &hand.stage->model, hand.now_ms);
    hand.now_ms += 1000;
    assert_int_equal(step(&hand, TOUCH_UP, FINGER, "choice.0"), 1);
    assert_int_equal(hand.out[0].kind, MSG_TOUCH_UP);
}

static void a_screen_seen_again_is_not_deaf(void **state)
{
    struct hand hand = hand_at(*state);
    touch_see(&hand.touch, &hand.stage->model, hand.now_ms);
    assert_true(tap(&hand, "choice.3"));
}

static void the_whole_card_counts_and_the_gap_does_not(void **state)
{
    struct stage *stage = *state;
    hand_at(stage);
    struct rect one = node_of(stage, "choice.0")->rect, two = node_of(stage, "choice.1")->rect;
    assert_string_equal(frame_hit(&stage->frame, one.x, one.y)->id, "choice.0");
    assert_string_equal(
        frame_hit(&stage->frame, one.x + one.width - 1, one.y + one.height - 1)->id,
        "choice.0");
    struct rect label = node_of(stage, "choice.0.label")->rect;
    assert_string_equal(frame_hit(&stage->frame, label.x + 1, label.y + 1)->id, "choice.0");
    assert_null(frame_hit(&stage->frame, (one.x + one.width + two.x) / 2, one.y + 5));
    assert_null(frame_hit(&stage->frame, one.x, one.y - 1));
    struct rect title = node_of(stage, "title")->rect;
    assert_null(frame_hit(&stage->frame, title.x + 5, title.y + 5));
    assert_null(frame_hit(&stage->frame, -5, -5));
    assert_null(frame_hit(&stage->frame, 100000, 100000));
}

static void focus_goes_through_everything_once_and_round(void **state)
{
    struct stage *stage = *state;
    static const char *const order[] = {
        "choice.0",      "choice.1",      "choice.2",     "choice.3",
        "nav.back",      "tool.language", "tool.letters", "tool.pictograms",
        "tool.contrast", "tool.read",     "tool.stop",
    };
    const int count = (int)(sizeof order / sizeof order[0]);
    hand_at(stage);
    const char *at = "";
    for (int i = 0; i < 2 * count; i++) {
        const struct node *node = frame_focus_next(&stage->frame, at, false);
        assert_string_equal(node->id, order[i % count]);
        at = node->id;
    }
    for (int i = 0; i < 2 * count; i++) {
        const struct node *node = frame_focus_next(&stage->frame, at, true);
        assert_string_equal(node->id, order[(count - 2 - i % count + count) % count]);
        at = node->id;
    }
}

static void who_begins_upwards_begins_at_the_button_that_leads_on(void **state)
{
    struct stage *stage = *state;
    hand_at(stage);
    assert_string_equal(frame_focus_next(&stage->frame, "", true)->id, "nav.back");
}

static void focus_on_what_is_gone_starts_again(void **state)
{
    struct stage *stage = *state;
    hand_at(stage);
    assert_string_equal(frame_focus_next(&stage->frame, "no.such.node", false)->id, "choice.0");
    assert_string_equal(frame_focus_next(&stage->frame, "no.such.node", true)->id, "nav.back");
    struct node bare = { .id = "screen" };
    struct frame empty = { .root = &bare };
    assert_null(frame_focus_next(&empty, "", false));
    assert_null(frame_focus_next(&empty, "", true));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(the_press_comes_when_the_finger_lifts_and_not_before),
        TEST(a_finger_that_rested_reads_what_it_passes_and_presses_nothing),
        TEST(a_finger_that_slides_at_once_reads_nothing),
        TEST(a_finger_that_slides_off_cancels_and_one_that_comes_back_does_not),
        TEST(a_trembling_finger_may_slip_four_millimetres_off),
        TEST(a_finger_that_slips_towards_another_card_presses_neither),
        TEST(the_choose_key_shares_the_guard_of_the_finger),
        TEST(sliding_onto_a_choice_does_not_press_it),
        TEST(a_touch_beside_everything_is_told_without_a_node),
        TEST(a_second_finger_does_nothing),
        TEST(the_same_target_is_deaf_for_half_a_second_and_others_are_not),
        TEST(a_new_screen_is_deaf_for_a_moment),
        TEST(taps_that_go_on_into_a_new_screen_press_nothing_on_it),
        TEST(a_finger_that_is_down_while_the_screen_changes_presses_nothing),
        TEST(a_screen_seen_again_is_not_deaf),
        TEST(the_whole_card_counts_and_the_gap_does_not),
        TEST(focus_goes_through_everything_once_and_round),
        TEST(who_begins_upwards_begins_at_the_button_that_leads_on),
        TEST(focus_on_what_is_gone_starts_again),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
