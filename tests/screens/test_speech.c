/* SPDX-License-Identifier: EUPL-1.2 */
/* What the voice says of every screen. Sources: EN 301 549, 5.1.3.1 to 5.1.3.16; accessibility
 * 1a. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdlib.h>
#include <string.h>

#include "base/private_text.h"
#include "screens/stage.h"
#include "view/speech.h"

#define EACH_SCENE(scene)                                                                      \
    const struct scene *scene = scenes;                                                        \
    scene < scenes + scenes_count;                                                             \
    scene++
#define EACH_NODE(node, root)                                                                  \
    struct node *node = (root);                                                                \
    node;                                                                                      \
    node = stage_next(node)
#define ARENA_BYTES (1 << 18)

static struct arena arena;
static struct speech *speech;
static struct frame frame;
static struct model *model;

static int open_all(void **state)
{
    speech = calloc(1, sizeof *speech);
    if (!speech || arena_init(&arena, ARENA_BYTES)) return -1;
    return stage_open(state);
}

static int close_all(void **state)
{
    free(speech);
    arena_finish(&arena);
    return stage_close(state);
}

static struct speaking here(void)
{
    frame = (struct frame){.root = stage_build(), .pages = 1};
    arena_reset(&arena);
    return (struct speaking){&frame, model, &arena};
}

static void say_all(void)
{
    struct speaking speaking = here();
    speech_of_all(&speaking, speech);
}

static bool is_said(const char *words)
{
    char said[SPEECH_TEXT_BYTES];
    speech_spell(words, said, sizeof said);
    for (int i = 0; i < speech->count; i++)
        if (strstr(speech->all[i].text, said)) return true;
    return false;
}

/* Keys are said one by one, and what is on another page when one gets there. */
static bool is_said_later(const struct node *node)
{
    for (const struct node *at = node; at; at = at->parent)
        if (at->role == ROLE_KEY || at->is_hidden) return true;
    return false;
}

static bool is_word_said(const struct words *words)
{
    return !words->utf8 || is_said(words->utf8) || (words->spoken && is_said(words->spoken));
}

static void every_word_in_sight_is_said_on_repeat(void **state)
{
    (void)state;
    for (EACH_SCENE(scene)) {
        model = stage_model(scene);
        model->preferences.reads_private_aloud = true;
        model->shows_private = true;
        say_all();
        for (EACH_NODE(node, frame.root)) {
            const struct words *words = node->role == ROLE_FIELD ? &node->value : &node->name;
            if (!node->shows_words || is_said_later(node) || is_word_said(words)) continue;
            fail_msg("%s: \"%s\" is not said", scene->name, words->utf8);
        }
        assert_true(speech->count < SPEECH_MOST);
    }
}

static void whoever_arrives_hears_the_title_first(void **state)
{
    (void)state;
    for (EACH_SCENE(scene)) {
        model = stage_model(scene);
        struct speaking speaking = here();
        const struct node *title = stage_find(frame.root, "title");
        speech_of_arrival(&speaking, speech);
        if (speech->count == 0) fail_msg("%s: nothing is said", scene->name);
        if (title && strcmp(speech->all[0].node, "title") != 0 && scene->screen != SCREEN_REST)
            fail_msg("%s begins with \"%s\"", scene->name, speech->all[0].text);
    }
}

static void an_end_screen_is_spoken_in_full_on_arrival(void **state)
{
    static const char *const ends[] = {"sent", "kept", "not-kept", "wiped"};
    (void)state;
    for (size_t i = 0; i < sizeof ends / sizeof ends[0]; i++) {
        model = stage_model(stage_scene(ends[i]));
        struct speaking speaking = here();
        speech_of_arrival(&speaking, speech);
        for (EACH_NODE(node, stage_find(frame.root, "body"))) {
            if (strcmp(node->id, "nav") == 0) break;
            if (node->shows_words && !is_said_later(node) && !is_word_said(&node->name))
                fail_msg("%s: \"%s\" is not said", ends[i], node->name.utf8);
        }
    }
}

static void focus_on(const char *id)
{
    struct speaking speaking = here();
    strncpy(model->focus, id, sizeof model->focus - 1);
    speech_of_focus(&speaking, speech);
}

static void a_choice_says_its_place_and_whether_it_is_on(void **state)
{
    (void)state;
    model = stage_model(stage_scene("wlz"));
    model->form.wlz = ANSWER_NO;
    focus_on("wlz.no");
    assert_true(is_said("Nee"));
    assert_true(is_said("Keuze 2 van 3"));
    assert_true(is_said("Aan"));
    focus_on("wlz.yes");
    assert_true(is_said("Keuze 1 van 3"));
    assert_true(is_said("Uit"));
}

static void what_leads_on_has_no_state(void **state)
{
    (void)state;
    model = stage_model(stage_scene("home"));
    focus_on("home.ask");
    assert_false(is_said("Uit"));
    assert_string_equal(speech->all[0].text, "Ik wil hulp vragen");
}

static void a_mistake_says_which_answer_and_what_to_do_before_where_one_is(void **state)
{
    (void)state;
    model = stage_model(stage_scene("phone number"));
    private_text_wipe(&model->form.phone);
    model->mistake = MISTAKE_PHONE_EMPTY;
    focus_on("phone.field");
    assert_string_equal(speech->all[0].text, "Uw nummer is nog leeg. Typ uw nummer.");
    assert_true(is_said("Uw nummer"));
    assert_true(is_said("Nog leeg"));
}

static void a_mistake_is_said_once_and_not_at_every_key_after_it(void **state)
{
    (void)state;
    model = stage_model(stage_scene("phone number"));
    model->mistake = MISTAKE_PHONE_EMPTY;
    model->mistake_is_heard = true;
    focus_on("pad.1");
    assert_int_equal(speech->count, 1);
    assert_string_equal(speech->all[0].text, "1");
}

static void whoever_comes_to_a_field_hears_what_to_type_and_that_it_is_empty(void **state)
{
    (void)state;
    static const char *const scenes_with_a_field[] = {"name", "phone number", "email"};
    for (size_t i = 0; i < 3; i++) {
        model = stage_model(stage_scene(scenes_with_a_field[i]));
        private_text_wipe(&model->form.name);
        private_text_wipe(&model->form.phone);
        private_text_wipe(&model->form.email);
        struct speaking speaking = here();
        speech_of_arrival(&speaking, speech);
        assert_true(is_said("Nog leeg"));
    }
}

/* A row of the table of numbers: shown, and said. */
static void numbers_to_dial_and_to_copy_are_said_digit_by_digit(void **state)
{
    static const struct {
        const char *shown, *said, *why;
    } numbers[] = {
        {"06 12 34 56 78", "0 6, 1 2, 3 4, 5 6, 7 8", "grouped as on the screen"},
        {"06-12345678", "0 6, 1 2 3 4 5 6 7 8", "as people write it"},
        {"0612345678.", "0 6 1 2 3 4 5 6 7 8.", "in one go, at the end of a sentence"},
        {"+31 6 12345678", "+ 3 1, 6, 1 2 3 4 5 6 7 8", "from abroad"},
        {"Bel 112.", "Bel 1 1 2.", "not hundred and twelve"},
        {"1234 5678 90", "1 2 3 4, 5 6 7 8, 9 0", "a reference"},
        {"Nog 12 vragen", "Nog 12 vragen", "a count is a count"},
        {"Van 09:00 tot 17:00 uur", "Van 09:00 tot 17:00 uur", "a time is a time"},
        {"\u2068Yarden\u2069 2026", "Yarden 2026", "no marks for the eye; a year is a year"},
        {"Werk \u00b7 Geld", "Werk , Geld", "a dot in the middle is a pause"},
    };
    char said[SPEECH_TEXT_BYTES];
    (void)state;
    for (size_t i = 0; i < sizeof numbers / sizeof numbers[0]; i++) {
        speech_spell(numbers[i].shown, said, sizeof said);
        if (strcmp(said, numbers[i].said) != 0)
            fail_msg("%s: %s -> %s", numbers[i].why, numbers[i].shown, said);
    }
}

static void a_word_said_is_found_back_among_the_words_shown(void **state)
{
    const char *shown = "Bel 06 12 34 nu";
    char said[SPEECH_TEXT_BYTES];
    (void)state;
    speech_spell(shown, said, sizeof said);
    assert_int_equal(speech_shown_at(shown, 0), 0);
    assert_int_equal(speech_shown_at(shown, (size_t)(strstr(said, "1 2") - said)), 7);
    assert_int_equal(speech_shown_at(shown, (size_t)(strstr(said, "nu") - said)), 13);
}

static void too_many_words_are_cut_at_a_whole_letter(void **state)
{
    char said[6];
    (void)state;
    speech_spell("abcdé", said, sizeof said);
    assert_string_equal(said, "abcd");
}

static bool holds(const char *private_words)
{
    for (int i = 0; i < speech->count; i++)
        if (strstr(speech->all[i].text, private_words)) return true;
    return false;
}

static void set_answers(void)
{
    private_text_wipe(&model->form.name);
    private_text_wipe(&model->form.phone);
    assert_int_equal(private_text_add(&model->form.name, "Xenofob", 40), ERR_NONE);
    assert_int_equal(private_text_add(&model->form.phone, "0698765432", 20), ERR_NONE);
}

static void what_a_visitor_typed_never_sounds_without_a_yes(void **state)
{
    (void)state;
    for (EACH_SCENE(scene)) {
        for (int shows = 0; shows < 2; shows++) {
            model = stage_model(scene);
            set_answers();
            model->shows_private = shows;
            say_all();
            for (int i = 0; i < speech->count; i++) assert_false(speech->all[i].is_private);
            if (holds("Xenofob") || holds("9 8 7 6") || holds("98765"))
                fail_msg("%s says an answer", scene->name);
        }
    }
}

static void a_yes_or_a_headset_lets_all_of_it_sound(void **state)
{
    (void)state;
    for (int by_headset = 0; by_headset < 2; by_headset++) {
        model = stage_model(stage_scene("review"));
        set_answers();
        model->has_headset = by_headset;
        model->preferences.reads_private_aloud = !by_headset;
        say_all();
        assert_true(holds("Xenofob"));
        assert_true(holds("0 6, 9 8, 7 6, 5 4, 3 2"));
    }
}

static void a_number_is_said_digit_by_digit_in_every_language(void **state)
{
    (void)state;
    const struct languages *languages = &stage_content()->languages;
    for (int i = 0; i < languages->count; i++) {
        if (!languages->all[i].is_offered) continue;
        model = stage_model(stage_scene("review"));
        set_answers();
        model->preferences.language = i;
        model->preferences.reads_private_aloud = true;
        say_all();
        if (!holds("0 6, 9 8, 7 6, 5 4, 3 2"))
            fail_msg("%s: the number is not said by digits", languages->all[i].tag);
    }
}

static void press_key(const char *id)
{
    struct speaking speaking = here();
    speech_of_press(&speaking, id, speech);
}

static void a_typed_digit_is_said_to_be_typed_and_nothing_more(void **state)
{
    (void)state;
    model = stage_model(stage_scene("phone number"));
    press_key("pad.7");
    assert_int_equal(speech->count, 1);
    assert_string_equal(speech->all[0].text, "Cijfer ingevoerd");
    model->preferences.reads_private_aloud = true;
    press_key("pad.7");
    assert_string_equal(speech->all[0].text, "7");
    assert_true(speech->all[0].is_private);
    press_key("pad.erase");
    assert_string_equal(speech->all[0].text, "Gewist");
}

static void every_utterance_is_in_the_language_of_its_words(void **state)
{
    (void)state;
    model = stage_model(stage_scene("languages"));
    say_all();
    for (int i = 0; i < speech->count; i++) {
        if (strcmp(speech->all[i].text, "Türkçe") == 0)
            assert_string_equal(speech->all[i].tag, "tr");
        if (strcmp(speech->all[i].text, "Kies uw taal") == 0)
            assert_string_equal(speech->all[i].tag, "nl");
        assert_true(speech->all[i].tag[0]);
    }
}

static void a_recording_is_asked_for_only_of_a_sentence_as_written(void **state)
{
    (void)state;
    model = stage_model(stage_scene("review"));
    say_all();
    for (int i = 0; i < speech->count; i++) {
        if (strcmp(speech->all[i].text, "Klopt dit?") == 0)
            assert_int_equal(speech->all[i].clip, TEXT_REVIEW_TITLE);
        if (strstr(speech->all[i].text, "krijgt mijn antwoorden"))
            assert_int_equal(speech->all[i].clip, TEXT_COUNT);
    }
}

static void a_picture_beside_its_word_is_not_said_twice(void **state)
{
    int times = 0;
    (void)state;
    model = stage_model(stage_scene("explain what"));
    say_all();
    for (int i = 0; i < speech->count; i++)
        times += strcmp(speech->all[i].text, "Wat is een cliëntondersteuner?") == 0;
    assert_int_equal(times, 1);
}

/* Of two languages the voice reads one: the first, or the second after a choice. */
static void the_voice_reads_one_language_of_two(void **state)
{
    (void)state;
    static const char *const tags[] = {"ar", "nl"};
    const struct languages *languages = &stage_content()->languages;
    for (int which = 0; which < 2; which++) {
        model = stage_model(stage_scene("wlz"));
        model->preferences.language = language_find(languages, "ar");
        model_second_language(model, language_find(languages, "nl"));
        model->preferences.reads_second = which;
        say_all();
        assert_true(speech->count > 10);
        for (int i = 0; i < speech->count; i++)
            if (speech->all[i].clip != TEXT_BRAND_NAME && speech->all[i].clip != TEXT_COUNT)
                assert_string_equal(speech->all[i].tag, tags[which]);
    }
}

/* From the town's language the helper's words go with the visitor's, at the button itself. */
static void reading_together_is_offered_in_both_languages(void **state)
{
    (void)state;
    const struct languages *languages = &stage_content()->languages;
    model = stage_model(stage_scene("languages"));
    model->preferences.language = language_find(languages, "uk");
    const struct node *button = stage_find(stage_build(), "languages.together");
    assert_int_equal(button->press.kind, MSG_SECOND_LANGUAGE);
    assert_int_equal(button->press.value, language_find(languages, "nl"));
    assert_string_equal(button->name.tag, "uk");
    assert_string_equal(button->name.second->tag, "nl");
    model->preferences.language = language_find(languages, "nl");
    button = stage_find(stage_build(), "languages.together");
    assert_int_equal(button->press.kind, MSG_OPEN);
    assert_int_equal(button->press.value, SCREEN_TOGETHER);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_word_in_sight_is_said_on_repeat),
        cmocka_unit_test(whoever_arrives_hears_the_title_first),
        cmocka_unit_test(an_end_screen_is_spoken_in_full_on_arrival),
        cmocka_unit_test(a_choice_says_its_place_and_whether_it_is_on),
        cmocka_unit_test(what_leads_on_has_no_state),
        cmocka_unit_test(a_mistake_says_which_answer_and_what_to_do_before_where_one_is),
        cmocka_unit_test(a_mistake_is_said_once_and_not_at_every_key_after_it),
        cmocka_unit_test(whoever_comes_to_a_field_hears_what_to_type_and_that_it_is_empty),
        cmocka_unit_test(numbers_to_dial_and_to_copy_are_said_digit_by_digit),
        cmocka_unit_test(a_word_said_is_found_back_among_the_words_shown),
        cmocka_unit_test(too_many_words_are_cut_at_a_whole_letter),
        cmocka_unit_test(what_a_visitor_typed_never_sounds_without_a_yes),
        cmocka_unit_test(a_yes_or_a_headset_lets_all_of_it_sound),
        cmocka_unit_test(a_number_is_said_digit_by_digit_in_every_language),
        cmocka_unit_test(a_typed_digit_is_said_to_be_typed_and_nothing_more),
        cmocka_unit_test(every_utterance_is_in_the_language_of_its_words),
        cmocka_unit_test(a_recording_is_asked_for_only_of_a_sentence_as_written),
        cmocka_unit_test(a_picture_beside_its_word_is_not_said_twice),
        cmocka_unit_test(the_voice_reads_one_language_of_two),
        cmocka_unit_test(reading_together_is_offered_in_both_languages),
    };
    return cmocka_run_group_tests(tests, open_all, close_all);
}
