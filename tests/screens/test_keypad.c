/* SPDX-License-Identifier: EUPL-1.2 */
/* Every screen by keypad alone. Sources: EN 301 549, 5.1.6.2 (no trap), 5.7, 5.8; VVSG 2.0
 * 7.2-M; EZ Access (one press at the end is free). */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "screens/keypad_walk.h"
#include "view/speech.h"

#define EACH_SCENE(scene)                                                                      \
    const struct scene *scene = scenes;                                                        \
    scene < scenes + scenes_count;                                                             \
    scene++

static void from_everywhere_everything_is_reached_with_three_keys(void **state)
{
    (void)state;
    int stops = 0;
    for (EACH_SCENE(scene)) {
        if (scene->screen == SCREEN_PRACTICE) continue;   /* there keys only speak */
        struct model *model = stage_model(scene);
        model->uses_keys = true;
        struct paths paths = paths_of(walk_frame(), WITH_THREE_KEYS);
        stops += paths.count;
        for (int from = 0; from < paths.count; from++)
            for (int to = 0; to < paths.count; to++)
                if (paths.presses[from][to] < 0)
                    fail_msg("%s: no way from %s to %s", scene->name, paths.ids[from],
                             paths.ids[to]);
    }
    assert_true(stops > 500);
}

/* What one letter costs, from the row of any other: presses of the three keys, choosing
 * included. */
static void count_letters(const struct scene *scene, int language, enum walking walking,
                          int *most_out, double *mean_out)
{
    struct model *model = stage_model(scene);
    model->preferences.language = language;
    model->uses_keys = true;
    model->key_page = scene->screen == SCREEN_PHONE ? KEY_PAGE_LETTERS : KEY_PAGE_ORDERED;
    const struct frame *frame = walk_frame();
    struct paths paths = paths_of(frame, walking);
    long sum = 0, pairs = 0;
    *most_out = 0;
    for (int from = 0; from < paths.count; from++)
        for (int to = 0; to < paths.count; to++) {
            const struct node *start = frame_find(frame, paths.ids[from]);
            const struct node *key = frame_find(frame, paths.ids[to]);
            if (key->role != ROLE_KEY || key->press.kind != MSG_TYPE) continue;
            bool is_after_letter = start->is_stop || (start->role == ROLE_KEY &&
                                                      !start->parent->is_stop);
            if (!is_after_letter) continue;
            int presses = paths.presses[from][to] + 1;
            if (presses > *most_out) *most_out = presses;
            sum += presses;
            pairs++;
        }
    *mean_out = (double)sum / (double)pairs;
}

static void no_letter_is_far_in_any_language(void **state)
{
    static const struct { const char *scene; int most, most_with_rows; double mean; } rows[] = {
        {"name", 16, 10, 7.5}, {"email", 16, 10, 7.6}, {"phone number", 11, 7, 5.0},
    };
    (void)state;
    const struct languages *languages = &stage_content()->languages;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
        for (int language = 0; language < languages->count; language++) {
            if (!languages->all[language].is_offered) continue;
            const struct scene *scene = stage_scene(rows[i].scene);
            int most, most_with_rows;
            double mean, mean_with_rows;
            count_letters(scene, language, WITH_THREE_KEYS, &most, &mean);
            count_letters(scene, language, WITH_ROWS_TOO, &most_with_rows, &mean_with_rows);
            print_message("%s %s: %.1f presses, most %d; with << >> %.1f, most %d\n",
                          rows[i].scene, languages->all[language].tag, mean, most,
                          mean_with_rows, most_with_rows);
            assert_true(most <= rows[i].most && most_with_rows <= rows[i].most_with_rows);
            assert_true(mean <= rows[i].mean);
        }
}

static void every_letter_of_the_usual_order_is_there_in_the_alphabets_order(void **state)
{
    (void)state;
    const struct languages *languages = &stage_content()->languages;
    static const char *const names[] = {"name", "email"};
    for (size_t s = 0; s < 2; s++)
        for (int language = 0; language < languages->count; language++) {
            struct model *model = stage_model(stage_scene(names[s]));
            model->preferences.language = language;
            struct paths usual = paths_of(walk_frame(), WITH_THREE_KEYS);
            model->uses_keys = true;
            model->key_page = KEY_PAGE_ORDERED;
            struct paths ordered = paths_of(walk_frame(), WITH_THREE_KEYS);
            for (int i = 0; i < usual.count; i++)
                if (strncmp(usual.ids[i], "key.", 4) == 0 &&
                    paths_find(&ordered, usual.ids[i]) < 0)
                    fail_msg("%s %s: %s is gone", names[s], languages->all[language].tag,
                             usual.ids[i]);
        }
}

static void a_name_and_a_number_are_typed_mended_and_sent_on_with_three_keys(void **state)
{
    (void)state;
    struct walker w;
    walker_at(&w, "name");
    private_text_wipe(&w.model->form.name);
    private_text_wipe(&w.model->form.phone);
    walker_type(&w, "jamkla");
    assert_string_equal(w.model->form.name.utf8, "Jamkla");
    for (int i = 0; i < 3; i++) walker_choose(&w, "key.erase");
    walker_type(&w, "ila");
    int letters = w.presses;
    assert_string_equal(w.model->form.name.utf8, "Jamila");
    walker_choose(&w, "nav.next");
    assert_int_equal(w.model->screen, SCREEN_PHONE);
    int before = w.presses;
    walker_type(&w, "0612345679");
    walker_choose(&w, "pad.erase");
    walker_type(&w, "8");
    assert_string_equal(w.model->form.phone.utf8, "0612345678");
    print_message("a name of 6 letters with a mistake: %d presses; a number with one: %d\n",
                  letters, w.presses - before);
    walker_choose(&w, "nav.next");
    assert_int_equal(w.model->step, PHONE_STEP_VOICEMAIL);
    assert_true(letters <= 110 && w.presses - before <= 75);
}

static void after_a_letter_the_focus_is_back_at_its_row(void **state)
{
    (void)state;
    struct walker w;
    walker_at(&w, "name");
    w.model->preferences.reads_aloud = true;
    walker_press(&w, KEY_NEXT);
    assert_string_equal(w.model->focus, "keys.1.stop.1");
    walker_press(&w, KEY_CHOOSE);
    assert_string_equal(w.model->focus, "key.a");
    walker_press(&w, KEY_NEXT);
    walker_press(&w, KEY_CHOOSE);
    assert_string_equal(w.model->focus, "keys.1.stop.1");
    assert_true(effects_has(&w.fx, EFFECT_SPEAK_PRESSED));
    assert_false(effects_has(&w.fx, EFFECT_SPEAK_FOCUS));
}

static void one_press_at_the_end_is_free_and_says_so(void **state)
{
    (void)state;
    struct walker w;
    walker_at(&w, "wlz");
    w.model->preferences.reads_aloud = true;
    walker_press(&w, KEY_PREVIOUS);   /* nobody was anywhere: the button that leads on */
    assert_string_equal(w.model->focus, "nav.next");
    for (int i = 0; i < 6; i++) walker_press(&w, KEY_NEXT);
    assert_string_equal(w.model->focus, "tool.stop");
    walker_press(&w, KEY_NEXT);
    assert_string_equal(w.model->focus, "tool.stop");
    assert_int_equal(w.model->edge, 1);
    assert_true(effects_has(&w.fx, EFFECT_SPEAK_EDGE));
    walker_press(&w, KEY_NEXT);
    assert_string_equal(w.model->focus, "wlz.yes");
    assert_int_equal(w.model->edge, 0);
    walker_press(&w, KEY_PREVIOUS);
    assert_string_equal(w.model->focus, "wlz.yes");
    assert_int_equal(w.model->edge, -1);
    /* a change of mind is not "once more" */
    walker_press(&w, KEY_NEXT);
    assert_string_equal(w.model->focus, "wlz.no");
}

static void a_double_strike_of_a_key_that_acts_counts_once(void **state)
{
    static const struct { enum key key; unsigned after_ms; bool counts; } rows[] = {
        {KEY_FORWARD, 490, false}, {KEY_FORWARD, 510, true}, {KEY_BACK, 490, false},
        {KEY_BACK, 510, true},     {KEY_CHOOSE, 490, false}, {KEY_CHOOSE, 510, true},
        {KEY_HELP, 490, false},    {KEY_HELP, 510, true},    {KEY_NEXT, 20, true},
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct walker w;
        walker_at(&w, "for-whom who");
        walker_press(&w, rows[i].key == KEY_CHOOSE ? KEY_NEXT : KEY_NONE);
        walker_press(&w, rows[i].key);
        w.pause_ms = rows[i].after_ms;
        walker_press(&w, rows[i].key);
        if ((w.count > 0) != rows[i].counts)
            fail_msg("key %d after %u ms", (int)rows[i].key, rows[i].after_ms);
    }
}

static void walking_keys_are_deaf_for_as_long_as_the_town_wants(void **state)
{
    (void)state;
    struct settings *settings = (struct settings *)(uintptr_t)&stage_content()->settings;
    struct walker w;
    walker_at(&w, "wlz");
    settings->debounce_walk_ms = 500;
    walker_press(&w, KEY_NEXT);
    w.pause_ms = 490;
    walker_press(&w, KEY_NEXT);
    assert_string_equal(w.model->focus, "wlz.yes");
    w.pause_ms = 510;
    walker_press(&w, KEY_NEXT);
    assert_string_equal(w.model->focus, "wlz.no");
    settings->debounce_walk_ms = 0;
}

static void practising_says_what_keys_do_and_presses_nothing(void **state)
{
    static const enum key keys[] = {KEY_NEXT, KEY_PREVIOUS, KEY_BACK, KEY_FORWARD, KEY_ROW_ON,
                                    KEY_ROW_BACK, KEY_REPEAT, KEY_LOUDER, KEY_SLOWER};
    (void)state;
    struct walker w;
    walker_at(&w, "name");
    struct preferences before = w.model->preferences;
    walker_press(&w, KEY_HELP);
    assert_int_equal(w.model->overlay, SCREEN_PRACTICE);
    assert_true(w.model->preferences.reads_aloud);   /* who asks by key may not see */
    before.reads_aloud = true;
    char lead[200] = "";
    for (size_t i = 0; i < sizeof keys / sizeof keys[0]; i++) {
        walker_press(&w, keys[i]);
        assert_int_equal(w.model->overlay, SCREEN_PRACTICE);
        assert_true(effects_has(&w.fx, EFFECT_SPEAK_TRIED));
        assert_memory_equal(&w.model->preferences, &before, sizeof before);
        const char *now = frame_find(walk_frame(), "lead")->name.utf8;
        if (i != 5 && i != 8) assert_string_not_equal(now, lead);   /* same key, other way */
        snprintf(lead, sizeof lead, "%s", now);
    }
    walker_press(&w, KEY_HELP);
    assert_int_equal(w.model->overlay, SCREEN_COUNT);
    assert_string_equal(w.model->form.name.utf8, "Jamila");
}

static void practising_ends_with_three_keys_too(void **state)
{
    (void)state;
    struct walker w;
    walker_at(&w, "practice");
    walker_press(&w, KEY_CHOOSE);
    assert_int_equal(w.model->overlay, SCREEN_PRACTICE);
    walker_press(&w, KEY_NEXT);
    walker_press(&w, KEY_CHOOSE);
    assert_int_equal(w.model->overlay, SCREEN_PRACTICE);
    walker_press(&w, KEY_CHOOSE);
    assert_int_equal(w.model->overlay, SCREEN_COUNT);
}

static void a_finger_practises_the_toolbar_too(void **state)
{
    (void)state;
    static const char *const tools[] = {"tool.language", "tool.letters", "tool.pictograms",
                                        "tool.contrast", "tool.read", "tool.stop"};
    struct walker w;
    walker_at(&w, "practice");
    const char *lead = frame_find(walk_frame(), "lead")->name.utf8;
    for (size_t i = 0; i < sizeof tools / sizeof tools[0]; i++) {
        walker_give(&w, frame_find(walk_frame(), tools[i])->press);
        assert_int_equal(w.model->overlay, SCREEN_PRACTICE);
        assert_string_not_equal(frame_find(walk_frame(), "lead")->name.utf8, lead);
    }
    walker_give(&w, frame_find(walk_frame(), "practice.done")->press);
    assert_int_equal(w.model->overlay, SCREEN_COUNT);
}

static void after_a_mistake_the_first_step_leads_to_the_keys(void **state)
{
    (void)state;
    struct walker w;
    walker_at(&w, "phone number");
    private_text_wipe(&w.model->form.phone);
    walker_press(&w, KEY_FORWARD);
    assert_string_equal(w.model->focus, "phone.field");
    walker_press(&w, KEY_NEXT);
    assert_string_equal(w.model->focus, "pad.1");
}

static void rows_are_nothing_to_a_finger(void **state)
{
    (void)state;
    struct node key = {.id = "key.a", .role = ROLE_KEY, .press = {.kind = MSG_TYPE},
                       .rect = {0, 0, 40, 40}};
    struct node row = {.id = "keys.1.stop.1", .press = {.kind = MSG_FOCUS}, .is_stop = true,
                       .rect = {0, 0, 100, 40}, .first = &key, .last = &key};
    key.parent = &row;
    struct frame frame = {.root = &row, .panel = {100, 40, 4.0}};
    assert_ptr_equal(frame_hit(&frame, 20, 20), &key);
    assert_null(frame_hit(&frame, 80, 20));
    assert_ptr_equal(speech_at(&frame, 20, 20), &key);
}

static void who_comes_by_keypad_hears_how_letters_are_chosen(void **state)
{
    (void)state;
    static struct speech speech;
    static struct arena arena;
    assert_int_equal(arena_init(&arena, 1 << 16), ERR_NONE);
    struct walker w;
    walker_at(&w, "name");
    struct speaking speaking = {walk_frame(), w.model, &arena};
    speech_of_arrival(&speaking, &speech);
    int without = speech.count;
    walker_press(&w, KEY_NEXT);
    speaking.frame = walk_frame();
    speech_of_arrival(&speaking, &speech);
    assert_int_equal(speech.count, without + 1);
    speech_of_focus(&speaking, &speech);
    assert_string_equal(speech.all[0].text, "A tot E");
    assert_string_equal(speech.all[1].text, "Rij");
    arena_finish(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(from_everywhere_everything_is_reached_with_three_keys),
        cmocka_unit_test(no_letter_is_far_in_any_language),
        cmocka_unit_test(every_letter_of_the_usual_order_is_there_in_the_alphabets_order),
        cmocka_unit_test(a_name_and_a_number_are_typed_mended_and_sent_on_with_three_keys),
        cmocka_unit_test(after_a_letter_the_focus_is_back_at_its_row),
        cmocka_unit_test(one_press_at_the_end_is_free_and_says_so),
        cmocka_unit_test(a_double_strike_of_a_key_that_acts_counts_once),
        cmocka_unit_test(walking_keys_are_deaf_for_as_long_as_the_town_wants),
        cmocka_unit_test(practising_says_what_keys_do_and_presses_nothing),
        cmocka_unit_test(practising_ends_with_three_keys_too),
        cmocka_unit_test(a_finger_practises_the_toolbar_too),
        cmocka_unit_test(after_a_mistake_the_first_step_leads_to_the_keys),
        cmocka_unit_test(rows_are_nothing_to_a_finger),
        cmocka_unit_test(who_comes_by_keypad_hears_how_letters_are_chosen),
    };
    return cmocka_run_group_tests(tests, stage_open, stage_close);
}
