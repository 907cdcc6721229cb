/* SPDX-License-Identifier: EUPL-1.2 */
/* visit.c - every visit begins the same and fair, and leaves nothing behind. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>
#include <math.h>

#include "model/visitor.h"

static void a_fresh_kiosk_asks_for_a_visit_and_for_the_courier(void **state)
{
    (void)state;
    struct model model;
    struct effects fx = {0};
    model_init(&model, sample_content());
    update(&model, &(struct message){.kind = MSG_NONE}, &fx);
    assert_true(effects_has(&fx, EFFECT_NEW_VISIT));
    assert_true(effects_has(&fx, EFFECT_HELLO));
    update(&model, &(struct message){.kind = MSG_NONE}, &fx);
    assert_true(effects_has(&fx, EFFECT_NEW_VISIT));   /* until it comes */
    assert_false(effects_has(&fx, EFFECT_HELLO));
}

static void one_visit_has_one_order_and_one_id_however_often_it_is_offered(void **state)
{
    (void)state;
    struct visitor v;
    struct message again = {.kind = MSG_VISIT};
    visitor_at(&v, SCREEN_PROVIDERS, 0);
    struct visit_seed seed = v.model.seed;
    visit_seed_make(&again.seed, SAMPLE_PROVIDERS);
    visitor_send(&v, again);
    again.kind = MSG_NEW_ID;
    visitor_send(&v, again);
    assert_memory_equal(&v.model.seed, &seed, sizeof seed);
    assert_true(id_is_same(v.model.form.id, seed.id));
    assert_true(reference_is_valid(v.model.form.reference));
}

static void wiped_means_that_no_byte_of_the_visit_is_left_in_the_model(void **state)
{
    (void)state;
    static const struct { enum message_kind kind; int wait_s; const char *why; } ends[] = {
        {MSG_STOP, 0, "stop"}, {MSG_NONE, 225, "walked away"},
        {MSG_SEND, 0, "sent and finished"},
    };
    for (size_t i = 0; i < sizeof ends / sizeof ends[0]; i++) {
        struct visitor v;
        visitor_at(&v, SCREEN_REVIEW, 0);
        /* a copy of the answers now waits beside them */
        visitor_press(&v, MSG_CHANGE, SCREEN_NAME);
        visitor_write(&v, " qqwwee");
        visitor_press(&v, MSG_NEXT, 0);
        struct id id = v.model.form.id;
        if (ends[i].kind != MSG_NONE) visitor_press(&v, ends[i].kind, 0);
        if (ends[i].kind == MSG_STOP) visitor_press(&v, MSG_STOP_YES, 0);
        if (ends[i].kind == MSG_SEND) visitor_answer(&v), visitor_answer(&v);
        if (ends[i].wait_s > 0) visitor_wait(&v, (uint64_t)ends[i].wait_s * 1000);
        assert_int_equal(v.model.screen, SCREEN_WIPED);
        if (memmem(&v.model, sizeof v.model, "Jamila", 6) ||
            memmem(&v.model, sizeof v.model, "Qqwwee", 6) ||
            memmem(&v.model, sizeof v.model, "0612345678", 10) ||
                memmem(&v.model, sizeof v.model, id.bytes, 16))
            fail_msg("%s: something is left", ends[i].why);
        assert_int_equal(v.wipes, 1);
        assert_true(effects_has(&v.fx, EFFECT_WIPE) && effects_has(&v.fx, EFFECT_NEW_VISIT) &&
                    effects_has(&v.fx, EFFECT_HELLO));
    }
}

static void the_end_of_a_visit_is_read_in_ones_own_way_and_then_all_is_as_usual(void **state)
{
    (void)state;
    struct visitor v;
    visitor_arrive(&v);
    struct preferences usual = v.model.preferences;
    visitor_press(&v, MSG_START, AR);
    visitor_press(&v, MSG_TEXT_SIZE, 4);
    visitor_press(&v, MSG_THEME, THEME_HIGH_DARK);
    visitor_press(&v, MSG_PICTOGRAMS, 1);
    visitor_press(&v, MSG_REACH, -1);
    visitor_press(&v, MSG_CALM, 1);
    visitor_press(&v, MSG_READ_ALOUD, 1);
    struct preferences mine = v.model.preferences;
    assert_true(mine.language == AR && mine.text_size == 4 && mine.theme == THEME_HIGH_DARK &&
                mine.has_pictograms &&
                mine.has_reach && mine.is_calm && mine.reads_aloud);
    visitor_press(&v, MSG_STOP, 0);
    visitor_press(&v, MSG_STOP_YES, 0);
    assert_memory_equal(&v.model.preferences, &mine, sizeof mine);
    visitor_press(&v, MSG_NEXT, 0);
    assert_int_equal(v.model.screen, SCREEN_REST);
    assert_memory_equal(&v.model.preferences, &usual, sizeof usual);
}

static void the_next_visitor_gets_another_order_and_another_id(void **state)
{
    (void)state;
    struct visitor v;
    visitor_at(&v, SCREEN_PROVIDERS, 0);
    struct visit_seed first = v.model.seed;
    visitor_press(&v, MSG_STOP, 0);
    visitor_press(&v, MSG_STOP_YES, 0);
    assert_int_equal(v.visits, 2);
    struct visit_seed second = v.model.seed;
    assert_false(id_is_same(first.id, second.id));
    visitor_press(&v, MSG_FINISH, 0);
    assert_memory_equal(&v.model.seed, &second, sizeof second);   /* kept from wiped to rest */
    visitor_press(&v, MSG_START, -1);
    assert_int_equal(v.visits, 2);
}

static void values_that_no_button_has_change_no_preference(void **state)
{
    (void)state;
    static const struct { enum message_kind kind; int32_t value; } rows[] = {
        {MSG_LANGUAGE, SO}, {MSG_LANGUAGE, SAMPLE_LANGUAGES}, {MSG_LANGUAGE, -2},
        {MSG_TEXT_SIZE, 0},
        {MSG_TEXT_SIZE, 5}, {MSG_TEXT_SIZE, -9}, {MSG_THEME, THEME_COUNT}, {MSG_THEME, -2},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct visitor v;
        visitor_at(&v, SCREEN_HOME, 0);
        struct preferences before = v.model.preferences;
        visitor_press(&v, rows[i].kind, rows[i].value);
        assert_memory_equal(&v.model.preferences, &before, sizeof before);
    }
}

static void the_toolbar_steps_through_sizes_and_themes(void **state)
{
    (void)state;
    struct visitor v;
    visitor_at(&v, SCREEN_HOME, 0);
    static const int sizes[] = {3, 4, 1, 2};
    for (int i = 0; i < 4; i++) {
        visitor_press(&v, MSG_TEXT_SIZE, -1);
        assert_int_equal(v.model.preferences.text_size, sizes[i]);
        visitor_press(&v, MSG_THEME, -1);
        assert_int_equal(v.model.preferences.theme, (THEME_DEFAULT + i + 1) % THEME_COUNT);
    }
}

static void any_touch_of_the_rest_screen_begins_the_visit(void **state)
{
    (void)state;
    static const struct { enum message_kind kind; int32_t value; enum screen up; } rows[] = {
        {MSG_START, -1, SCREEN_HOME}, {MSG_START, AR, SCREEN_HOME},
        {MSG_START, 99, SCREEN_HOME},
        {MSG_OPEN, SCREEN_LANGUAGES, SCREEN_LANGUAGES},
        {MSG_OPEN, SCREEN_LETTERS, SCREEN_LETTERS},
        {MSG_PICTOGRAMS, 1, SCREEN_HOME}, {MSG_TEXT_SIZE, 4, SCREEN_HOME},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct visitor v;
        visitor_arrive(&v);
        visitor_press(&v, rows[i].kind, rows[i].value);
        assert_int_equal(visitor_up(&v), rows[i].up);
        assert_int_equal(v.model.screen, SCREEN_HOME);
        assert_int_equal(v.model.preferences.language, rows[i].value == AR &&
                         rows[i].kind == MSG_START ? AR : NL);
    }
}

static void reading_aloud_is_heard_from_the_press_on_and_cut_by_any_action(void **state)
{
    (void)state;
    struct visitor v;
    visitor_at(&v, SCREEN_HOME, 0);
    visitor_press(&v, MSG_OPEN, SCREEN_TOPICS);
    assert_false(effects_has(&v.fx, EFFECT_SPEAK_SCREEN));   /* silent until asked */
    visitor_press(&v, MSG_READ_ALOUD, 1);
    assert_true(effects_has(&v.fx, EFFECT_SPEAK_SCREEN));
    visitor_press(&v, MSG_SPEECH_BEGAN, 0);
    visitor_press(&v, MSG_NEXT, 0);
    assert_true(effects_has(&v.fx, EFFECT_STOP_SPEECH));
    assert_true(effects_has(&v.fx, EFFECT_SPEAK_SCREEN));
    assert_int_equal(v.fx.all[0], EFFECT_STOP_SPEECH);   /* first the old, then the new */
    visitor_press(&v, MSG_MORE, MORE_NEXT);
    assert_true(effects_has(&v.fx, EFFECT_SPEAK_SCREEN));
    visitor_press(&v, MSG_BACK, 0);
    assert_true(effects_has(&v.fx, EFFECT_SPEAK_SCREEN));
    visitor_node(&v, MSG_TOUCH_DOWN, "for-whom.me");
    assert_true(effects_has(&v.fx, EFFECT_STOP_SPEECH));
    visitor_press(&v, MSG_SPEECH_ENDED, 0);
    visitor_press(&v, MSG_FOR_WHOM, FOR_ME);
    assert_false(effects_has(&v.fx, EFFECT_STOP_SPEECH));
}

static void focus_and_pressed_follow_finger_and_keys(void **state)
{
    (void)state;
    struct visitor v;
    visitor_at(&v, SCREEN_HOME, 0);
    visitor_node(&v, MSG_FOCUS, "home.ask");
    assert_string_equal(v.model.focus, "home.ask");
    assert_true(effects_has(&v.fx, EFFECT_SPEAK_FOCUS));
    visitor_node(&v, MSG_TOUCH_DOWN, "home.explain");
    assert_string_equal(v.model.pressed, "home.explain");
    assert_string_equal(v.model.focus, "");   /* no ring for who uses a finger */
    visitor_node(&v, MSG_TOUCH_UP, "");
    assert_string_equal(v.model.pressed, "");
    struct message endless = {.kind = MSG_FOCUS};
    memset(endless.node, 'x', sizeof endless.node);
    visitor_send(&v, endless);
    assert_int_equal(strlen(v.model.focus), NODE_ID_BYTES - 1);
    visitor_press(&v, MSG_OPEN, SCREEN_HELP_NOW);
    assert_string_equal(v.model.focus, "");
}

static void one_answer_leads_the_keypad_on_and_a_finger_nowhere(void **state)
{
    (void)state;
    struct visitor v;
    visitor_at(&v, SCREEN_WLZ, 0);
    visitor_press(&v, MSG_WLZ, ANSWER_NO);
    assert_string_equal(v.model.focus, "");
    visitor_node(&v, MSG_FOCUS, "wlz.yes");
    visitor_press(&v, MSG_WLZ, ANSWER_YES);
    assert_string_equal(v.model.focus, NODE_NEXT);
    visitor_at(&v, SCREEN_TOPICS, 0);
    visitor_node(&v, MSG_FOCUS, "topic.zorg");
    visitor_press(&v, MSG_TOPIC, 0);   /* more than one may be chosen */
    assert_string_equal(v.model.focus, "topic.zorg");
}

static void private_answers_are_shown_in_full_only_where_it_was_asked(void **state)
{
    (void)state;
    struct visitor v;
    visitor_at(&v, SCREEN_REVIEW, 0);
    assert_false(v.model.shows_private);
    visitor_press(&v, MSG_SEEN, 0);
    assert_true(v.model.shows_private);
    visitor_press(&v, MSG_CHANGE, SCREEN_WLZ);
    visitor_press(&v, MSG_BACK, 0);
    assert_false(v.model.shows_private);
}

#define VISITS 10000

/* Chi-square of how often every provider stood in every place. Under a fair order the sum
 * over the square table, whose rows and columns are each drawn without putting back, is
 * k/(k-1) times one of (k-1)^2 degrees of freedom; the limit is 9 standard deviations above
 * its mean (about three false alarms in 10^8 runs). */
static double chi_square(int (*counts)[PROVIDERS_MOST], int k, int visits)
{
    double sum = 0, expected = (double)visits / k;
    for (int provider = 0; provider < k; provider++)
        for (int place = 0; place < k; place++)
            sum += pow(counts[provider][place] - expected, 2) / expected;
    return sum * (k - 1) / k;
}

static double chi_square_limit(int k)
{
    double degrees = (k - 1.0) * (k - 1.0);
    return degrees + 9 * sqrt(2 * degrees);
}

static void in_ten_thousand_visits_every_provider_stands_everywhere_as_often(void **state)
{
    (void)state;
    static int counts[PROVIDERS_MOST][PROVIDERS_MOST];
    const int k = SAMPLE_PROVIDERS - 1;   /* those of the town */
    struct visitor v;
    int first[PROVIDERS_MOST], again[PROVIDERS_MOST];
    visitor_arrive(&v);
    memset(counts, 0, sizeof counts);
    for (int i = 0; i < VISITS; i++) {
        visitor_walk_to(&v, SCREEN_PROVIDERS, 0);
        assert_int_equal(model_providers(&v.model, first), k);
        for (int place = 0; place < k; place++) counts[first[place]][place]++;
        visitor_press(&v, MSG_FILTER, PROVIDER_VOLUNTEER);
        visitor_press(&v, MSG_FILTER, -1);
        assert_int_equal(model_providers(&v.model, again), k);
        /* the same in every list of the visit */
        assert_memory_equal(first, again, (size_t)k * sizeof first[0]);
        visitor_press(&v, MSG_STOP, 0);
        visitor_press(&v, MSG_STOP_YES, 0);
        visitor_press(&v, MSG_FINISH, 0);
    }
    double sum = chi_square(counts, k, VISITS);
    print_message("fairness: %d visits, chi-square %.1f (limit %.1f)\n", VISITS, sum,
                  chi_square_limit(k));
    assert_true(sum < chi_square_limit(k));
}

/* The measure itself must be able to see an unfair order: the shuffle that swaps with any
 * place, a classic slip. */
static void the_measure_of_fairness_sees_a_naive_shuffle(void **state)
{
    (void)state;
    static int counts[PROVIDERS_MOST][PROVIDERS_MOST];
    const int k = SAMPLE_PROVIDERS - 1;
    memset(counts, 0, sizeof counts);
    for (int i = 0; i < VISITS; i++) {
        int order[PROVIDERS_MOST];
        for (int p = 0; p < k; p++) order[p] = p;
        for (int p = 0; p < k; p++) {
            uint32_t other = randombytes_uniform((uint32_t)k);
            int moved = order[p];
            order[p] = order[other];
            order[other] = moved;
        }
        for (int place = 0; place < k; place++) counts[order[place]][place]++;
    }
    assert_true(chi_square(counts, k, VISITS) > chi_square_limit(k));
}

static void every_seed_is_a_permutation_of_the_providers(void **state)
{
    (void)state;
    for (int providers = 0; providers <= PROVIDERS_MOST; providers++) {
        struct visit_seed seed;
        uint64_t seen = 0;
        visit_seed_make(&seed, providers);
        for (int i = 0; i < providers; i++) seen |= UINT64_C(1) << seed.order[i];
        assert_true(seen == (UINT64_C(1) << providers) - 1);
        assert_true(reference_is_valid(seed.reference));
    }
}

static void screens_have_the_names_of_the_design(void **state)
{
    (void)state;
    for (unsigned i = 0; i < SCREEN_COUNT; i++) {
        enum screen screen = (enum screen)i;
        assert_int_equal(screen_find(screen_name(screen)), screen);
    }
    assert_int_equal(screen_find("for-whom"), SCREEN_FOR_WHOM);
    assert_int_equal(screen_find("nowhere"), SCREEN_COUNT);
    assert_string_equal(screen_name(SCREEN_COUNT), "");
    assert_int_equal(screen_kind(SCREEN_STOP), SCREEN_KIND_OVERLAY);
}

static void two_languages_stay_for_the_visit_and_no_longer(void **state)
{
    (void)state;
    struct visitor v;
    visitor_at(&v, SCREEN_TOPICS, 0);
    visitor_press(&v, MSG_LANGUAGE, AR);
    visitor_press(&v, MSG_OPEN, SCREEN_LANGUAGES);
    visitor_press(&v, MSG_SECOND_LANGUAGE, NL);
    assert_int_equal(v.model.overlay, SCREEN_COUNT);
    assert_int_equal(v.model.preferences.second_language, NL);
    visitor_press(&v, MSG_NEXT, 0);
    assert_int_equal(v.model.preferences.second_language, NL);
    /* the other way round: nothing has to be chosen again */
    visitor_press(&v, MSG_LANGUAGE, NL);
    assert_int_equal(v.model.preferences.language, NL);
    assert_int_equal(v.model.preferences.second_language, AR);
    visitor_press(&v, MSG_STOP, 0);
    visitor_press(&v, MSG_STOP_YES, 0);
    visitor_press(&v, MSG_FINISH, 0);
    assert_int_equal(v.model.screen, SCREEN_REST);
    assert_int_equal(v.model.preferences.second_language, -1);
}

static void a_second_language_is_an_offered_one_and_another_than_the_first(void **state)
{
    (void)state;
    static const int32_t refused[] = {NL, -1, SO, SAMPLE_LANGUAGES};
    struct visitor v;
    visitor_at(&v, SCREEN_TOPICS, 0);
    for (size_t i = 0; i < sizeof refused / sizeof refused[0]; i++) {
        visitor_press(&v, MSG_SECOND_LANGUAGE, refused[i]);
        assert_int_equal(v.model.preferences.second_language, -1);
    }
    visitor_press(&v, MSG_SECOND_LANGUAGE, AR);
    visitor_press(&v, MSG_READ_SECOND, 1);
    visitor_press(&v, MSG_SECOND_LANGUAGE, -1);
    assert_false(v.model.preferences.reads_second);
}

static void a_desk_reads_along_in_every_visit(void **state)
{
    (void)state;
    struct visitor v;
    visitor_at(&v, SCREEN_TOPICS, 0);
    model_second_language(&v.model, NL);
    visitor_press(&v, MSG_LANGUAGE, AR);
    assert_int_equal(v.model.preferences.second_language, NL);
    visitor_press(&v, MSG_STOP, 0);
    visitor_press(&v, MSG_STOP_YES, 0);
    visitor_press(&v, MSG_FINISH, 0);
    visitor_press(&v, MSG_START, EN);
    assert_int_equal(v.model.preferences.language, EN);
    assert_int_equal(v.model.preferences.second_language, NL);
}

int main(void)
{
    if (sodium_init() < 0) return 1;
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_fresh_kiosk_asks_for_a_visit_and_for_the_courier),
        cmocka_unit_test(one_visit_has_one_order_and_one_id_however_often_it_is_offered),
        cmocka_unit_test(wiped_means_that_no_byte_of_the_visit_is_left_in_the_model),
        cmocka_unit_test(the_end_of_a_visit_is_read_in_ones_own_way_and_then_all_is_as_usual),
        cmocka_unit_test(the_next_visitor_gets_another_order_and_another_id),
        cmocka_unit_test(values_that_no_button_has_change_no_preference),
        cmocka_unit_test(the_toolbar_steps_through_sizes_and_themes),
        cmocka_unit_test(any_touch_of_the_rest_screen_begins_the_visit),
        cmocka_unit_test(reading_aloud_is_heard_from_the_press_on_and_cut_by_any_action),
        cmocka_unit_test(focus_and_pressed_follow_finger_and_keys),
        cmocka_unit_test(one_answer_leads_the_keypad_on_and_a_finger_nowhere),
        cmocka_unit_test(private_answers_are_shown_in_full_only_where_it_was_asked),
        cmocka_unit_test(in_ten_thousand_visits_every_provider_stands_everywhere_as_often),
        cmocka_unit_test(the_measure_of_fairness_sees_a_naive_shuffle),
        cmocka_unit_test(every_seed_is_a_permutation_of_the_providers),
        cmocka_unit_test(screens_have_the_names_of_the_design),
        cmocka_unit_test(two_languages_stay_for_the_visit_and_no_longer),
        cmocka_unit_test(a_second_language_is_an_offered_one_and_another_than_the_first),
        cmocka_unit_test(a_desk_reads_along_in_every_visit),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
