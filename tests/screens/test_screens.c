/* SPDX-License-Identifier: EUPL-1.2 */
/* What holds for every screen, whatever it says: one question, one primary button, a name
 * for everything. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <string.h>

#include "content/check.h"
#include "screens/stage.h"
#include "view/frame.h"

#define CHOICES_MOST 6
#define EACH_SCENE(scene) \
    const struct scene *scene = scenes; scene < scenes + scenes_count; scene++
#define EACH_NODE(node, root) struct node *node = (root); node; node = stage_next(node)

static bool has_words(struct words words)
{
    return words.utf8 && words.utf8[0];
}

static bool is_pressable(const struct node *node)
{
    return node->press.kind != MSG_NONE;
}

static bool is_one_of(enum screen screen, const enum screen *screens, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (screens[i] == screen) return true;
    return false;
}

static bool some_step_of_the_explanation_says(const char *words, size_t size)
{
    for (EACH_SCENE(scene)) {
        if (scene->screen != SCREEN_EXPLAIN) continue;
        stage_model(scene);
        for (EACH_NODE(node, stage_build()))
            if (has_words(node->name) && strncmp(node->name.utf8, words, size) == 0)
                return true;
    }
    return false;
}

/* The check sees to it that these texts say it; here, that they are shown. */
static void what_a_resident_must_know_is_on_the_screen(void **state)
{
    (void)state;
    for (int i = 0; fact_text(i) != TEXT_COUNT; i++) {
        const char *words = text_get(&stage_content()->texts[0], fact_text(i), -1);
        assert_non_null(words);
        if (!some_step_of_the_explanation_says(words, strcspn(words, "{")))
            fail_msg("no step of the explanation shows %s", text_key(fact_text(i)));
    }
}

static void every_screen_is_a_scene(void **state)
{
    (void)state;
    for (int screen = 0; screen < SCREEN_COUNT; screen++) {
        bool is_there = false;
        for (EACH_SCENE(scene)) is_there = is_there || (int)scene->screen == screen;
        if (!is_there) fail_msg("no scene shows %s", screen_name((enum screen)screen));
    }
}

static void no_screen_asks_two_things_or_has_two_primary_buttons(void **state)
{
    (void)state;
    for (EACH_SCENE(scene)) {
        int questions = 0, primary = 0;
        stage_model(scene);
        for (EACH_NODE(node, stage_build())) {
            questions += node->is_question;
            primary += node->is_primary;
        }
        if (questions > 1 || primary > 1)
            fail_msg("%s: %d questions, %d primary buttons", scene->name, questions, primary);
    }
}

static void every_screen_of_the_form_asks_exactly_one_thing(void **state)
{
    (void)state;
    for (EACH_SCENE(scene)) {
        int questions = 0;
        if (screen_kind(scene->screen) != SCREEN_KIND_FORM) continue;
        stage_model(scene);
        for (EACH_NODE(node, stage_build())) questions += node->is_question;
        if (questions != 1) fail_msg("%s: %d questions", scene->name, questions);
    }
}

static void a_visitor_never_has_more_than_six_choices_at_once(void **state)
{
    /* Languages and topics go to pages; letters are three things to choose, of four at most. */
    static const enum screen paged[] = {SCREEN_REST, SCREEN_TOPICS, SCREEN_TALK,
                                        SCREEN_LANGUAGES, SCREEN_LETTERS};
    (void)state;
    for (EACH_SCENE(scene)) {
        int choices = 0;
        if (is_one_of(scene->screen, paged, sizeof paged / sizeof paged[0])) continue;
        stage_model(scene);
        for (EACH_NODE(node, stage_build()))
            choices += node->role == ROLE_CHOICE || node->role == ROLE_CHECKBOX;
        if (choices > CHOICES_MOST) fail_msg("%s: %d choices", scene->name, choices);
    }
}

static void whatever_can_be_pressed_has_a_name(void **state)
{
    (void)state;
    for (EACH_SCENE(scene)) {
        stage_model(scene);
        for (EACH_NODE(node, stage_build()))
            if (is_pressable(node) && !has_words(node->name))
                fail_msg("%s: %s", scene->name, node->id);
    }
}

static void every_picture_and_code_has_a_word(void **state)
{
    (void)state;
    for (EACH_SCENE(scene)) {
        stage_model(scene);
        for (EACH_NODE(node, stage_build()))
            if ((node->role == ROLE_IMAGE || node->role == ROLE_CODE) && !has_words(node->name))
                fail_msg("%s: %s", scene->name, node->id);
    }
}

static void no_two_nodes_of_a_screen_share_an_id(void **state)
{
    (void)state;
    for (EACH_SCENE(scene)) {
        stage_model(scene);
        struct node *root = stage_build();
        for (EACH_NODE(node, root))
            if (stage_find(root, node->id) != node)
                fail_msg("%s: %s is there twice", scene->name, node->id);
    }
}

static void every_text_on_the_screens_exists_and_has_its_places_filled(void **state)
{
    (void)state;
    for (EACH_SCENE(scene)) {
        stage_model(scene);
        for (EACH_NODE(node, stage_build())) {
            if (!node->name.utf8) continue;
            if (strchr(node->name.utf8, '{'))
                fail_msg("%s: %s: %s", scene->name, node->id, node->name.utf8);
            if (node->name.key != TEXT_COUNT &&
                strcmp(node->name.utf8, text_key(node->name.key)) == 0)
                fail_msg("%s: %s has no words", scene->name, node->id);
        }
    }
}

static void there_is_always_a_way_back_or_out(void **state)
{
    static const enum screen ends[] = {SCREEN_REST, SCREEN_HOME, SCREEN_SENDING, SCREEN_SENT,
                                       SCREEN_KEPT,
                                       SCREEN_NOT_KEPT, SCREEN_WIPED, SCREEN_OUT_OF_SERVICE};
    (void)state;
    for (EACH_SCENE(scene)) {
        bool has_back = false, has_stop = false;
        stage_model(scene);
        for (EACH_NODE(node, stage_build())) {
            enum message_kind kind = node->press.kind;
            has_back = has_back || kind == MSG_BACK || kind == MSG_CLOSE || kind == MSG_STAY ||
                       kind == MSG_STOP_NO;
            has_stop = has_stop || kind == MSG_STOP;
        }
        /* while practising Stop only says what it does; another button leads out */
        if (!has_stop && scene->screen != SCREEN_PRACTICE)
            fail_msg("%s has no Stop", scene->name);
        if (!has_back && !is_one_of(scene->screen, ends, sizeof ends / sizeof ends[0]))
            fail_msg("%s has no way back", scene->name);
    }
}

/* A press that update() ignores is a dead button. */
static void whatever_can_be_pressed_means_something_to_the_model(void **state)
{
    (void)state;
    for (EACH_SCENE(scene)) {
        const struct model *model = stage_model(scene);
        for (EACH_NODE(node, stage_build())) {
            enum message_kind kind = node->press.kind;
            if (kind == MSG_NONE || node->role == ROLE_TOOL) continue;
            if (!flow_takes(model, kind, node->press.value))
                fail_msg("%s: %s is dead", scene->name, node->id);
            if (kind == MSG_OPEN &&
                screen_kind((enum screen)node->press.value) != SCREEN_KIND_OVERLAY &&
                !flow_opens(model->screen, (enum screen)node->press.value))
                fail_msg("%s: %s opens nothing", scene->name, node->id);
        }
    }
}

static const char *code_of(const char *scene)
{
    stage_model(stage_scene(scene));
    for (EACH_NODE(node, stage_build()))
        if (node->role == ROLE_CODE) return node->code;
    fail_msg("%s has no code", scene);
    return NULL;
}

static void the_code_holds_provider_and_reference_and_nothing_of_the_visitor(void **state)
{
    static const char *const after_sending[] = {"sent", "kept"};
    (void)state;
    for (size_t i = 0; i < 2; i++) {
        const char *code = code_of(after_sending[i]);
        const struct model *model = stage_model(stage_scene(after_sending[i]));
        const struct provider *provider = &stage_content()->providers.all[model->form.provider];
        assert_non_null(strstr(code, "BEGIN:VCARD\r\n"));
        assert_non_null(strstr(code, provider->phone));
        assert_non_null(strstr(code, provider->email));
        assert_non_null(strstr(code, "482 913 7508"));
        assert_null(strstr(code, "Jamila"));
        assert_null(strstr(code, "jamila"));
        assert_null(strstr(code, "12345678"));
        assert_null(strstr(code, "12 34 56 78"));
    }
}

static void the_review_hides_most_of_a_number_until_the_visitor_asks(void **state)
{
    (void)state;
    struct model *model = stage_model(stage_scene("review"));
    assert_string_equal(stage_find(stage_build(), "review.phone")->value.utf8,
                        "06 .. .. .. 78");
    model->shows_private = true;
    assert_string_equal(stage_find(stage_build(), "review.phone")->value.utf8,
                        "06 12 34 56 78");
}

static void the_review_hides_most_of_an_address_until_the_visitor_asks(void **state)
{
    (void)state;
    struct model *model = stage_model(stage_scene("review"));
    model->form.channel = CHANNEL_EMAIL;
    assert_string_equal(stage_find(stage_build(), "review.email")->value.utf8,
                        "j...@post.example");
    model->shows_private = true;
    assert_string_equal(stage_find(stage_build(), "review.email")->value.utf8,
                        "jamila@post.example");
}

static void what_the_visitor_typed_is_marked_as_private(void **state)
{
    static const struct { const char *scene, *id; } typed[] = {
        {"name", "name.field"}, {"phone number", "phone.field"}, {"email", "email.field"},
        {"review", "review.name"}, {"review", "review.phone"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof typed / sizeof typed[0]; i++) {
        stage_model(stage_scene(typed[i].scene));
        const struct node *node = stage_find(stage_build(), typed[i].id);
        assert_non_null(node);
        if (!node->value.is_private) fail_msg("%s", typed[i].id);
    }
}

/* Everything the review shows can be changed from there, and everything that is asked is
 * shown. */
static void the_review_shows_every_answer_with_its_own_change(void **state)
{
    (void)state;
    const struct model *model = stage_model(stage_scene("review"));
    struct node *root = stage_build();
    for (int field = FIELD_NONE + 1; field < FIELD_COUNT; field++) {
        bool can_change = false;
        for (EACH_NODE(node, root))
            can_change = can_change ||
                         (node->press.kind == MSG_CHANGE &&
                          node->press.value == (int32_t)field_screen((enum field)field));
        if (can_change != model_asks(model, (enum field)field)) fail_msg("field %d", field);
    }
}

static int count_nodes(struct node *node)
{
    int count = 1;
    for (struct node *child = node->first; child; child = child->next)
        count += count_nodes(child);
    return count;
}

static void every_provider_gets_the_same_room_and_buttons(void **state)
{
    (void)state;
    const struct model *model = stage_model(stage_scene("providers"));
    int places[PROVIDERS_MOST], count = model_providers(model, places), first = 0;
    struct node *root = stage_build();
    assert_true(count >= 2);
    for (int i = 0; i < count; i++) {
        char id[NODE_ID_BYTES];
        snprintf(id, sizeof id, "provider.%s", stage_content()->providers.all[places[i]].slug);
        struct node *row = stage_find(root, id);
        if (!row) fail_msg("%s is not there", id);
        if (i == 0) first = count_nodes(row);
        assert_int_equal(count_nodes(row), first);
        for (EACH_NODE(node, row)) {
            if (node == row->next) break;
            assert_false(node->is_primary || node->is_selected);
        }
    }
}

/* What the node shows, so that nobody needs a telephone to read it. */
static void shows(struct node *root, const char *id, const char *words)
{
    const struct node *node = stage_find(root, id);
    if (!node || !node->name.utf8 || !strstr(node->name.utf8, words))
        fail_msg("%s shows \"%s\", not \"%s\"", id, node ? node->name.utf8 : "", words);
}

static void a_provider_that_takes_no_requests_gives_number_hours_and_a_code(void **state)
{
    (void)state;
    struct model *model = stage_model(stage_scene("provider"));
    model->shown_provider = provider_find(&stage_content()->providers, "voorbeeld-ouderen");
    assert_true(model->shown_provider >= 0);
    struct node *root = stage_build();
    const struct node *code = stage_find(root, "provider.code");
    assert_non_null(code);
    assert_non_null(strstr(code->code,
                           stage_content()->providers.all[model->shown_provider].phone));
    shows(root, "provider.number", "020 000 00 04");
    shows(root, "provider.hours-line", "maandag, woensdag en vrijdag: 9:30 tot 12 uur");
    for (EACH_NODE(node, root)) assert_int_not_equal(node->press.kind, MSG_CHOOSE_PROVIDER);
}

static void each_mistake_has_its_own_words(void **state)
{
    (void)state;
    for (int mistake = MISTAKE_NONE + 1; mistake < MISTAKE_COUNT; mistake++) {
        struct model *model = stage_model(stage_scene("phone number"));
        model->mistake = (enum mistake)mistake;
        const struct node *said = stage_find(stage_build(), "mistake");
        if (!said || !has_words(said->name)) fail_msg("mistake %d says nothing", mistake);
    }
    stage_model(stage_scene("phone number"));
    assert_null(stage_find(stage_build(), "mistake"));
}

static void the_dates_on_the_screen_are_written_out(void **state)
{
    (void)state;
    stage_model(stage_scene("sent"));
    const struct node *promise = stage_find(stage_build(), "sent.contact");
    assert_non_null(strstr(promise->name.utf8, "dinsdag 24 november"));
}

static struct message touch_at(const char *scene, int x, int y)
{
    const struct model *model = stage_model(stage_scene(scene));
    struct node *root = stage_build();
    struct node *first = stage_find(root, "header");
    struct message out[2] = {{.kind = MSG_NONE}};
    struct touch touch;
    touch_init(&touch);
    root->rect = (struct rect){0, 0, 1000, 1000};
    first->rect = (struct rect){0, 0, 1000, 100};
    struct frame frame = {.root = root};
    touch_step(&touch, &frame, model, TOUCH_DOWN, 1, x, y, 1000, out);
    int count = touch_step(&touch, &frame, model, TOUCH_UP, 1, x, y, 1100, out);
    return count == 2 ? out[1] : (struct message){.kind = MSG_NONE};
}

static void at_rest_a_touch_beside_the_buttons_starts_the_visit(void **state)
{
    (void)state;
    struct message start = touch_at("rest", 500, 500);
    assert_int_equal(start.kind, MSG_START);
    assert_int_equal(start.value, -1);
    assert_int_equal(touch_at("home", 500, 500).kind, MSG_NONE);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_a_resident_must_know_is_on_the_screen),
        cmocka_unit_test(every_screen_is_a_scene),
        cmocka_unit_test(no_screen_asks_two_things_or_has_two_primary_buttons),
        cmocka_unit_test(every_screen_of_the_form_asks_exactly_one_thing),
        cmocka_unit_test(a_visitor_never_has_more_than_six_choices_at_once),
        cmocka_unit_test(whatever_can_be_pressed_has_a_name),
        cmocka_unit_test(every_picture_and_code_has_a_word),
        cmocka_unit_test(no_two_nodes_of_a_screen_share_an_id),
        cmocka_unit_test(every_text_on_the_screens_exists_and_has_its_places_filled),
        cmocka_unit_test(there_is_always_a_way_back_or_out),
        cmocka_unit_test(whatever_can_be_pressed_means_something_to_the_model),
        cmocka_unit_test(the_code_holds_provider_and_reference_and_nothing_of_the_visitor),
        cmocka_unit_test(the_review_hides_most_of_a_number_until_the_visitor_asks),
        cmocka_unit_test(the_review_hides_most_of_an_address_until_the_visitor_asks),
        cmocka_unit_test(what_the_visitor_typed_is_marked_as_private),
        cmocka_unit_test(the_review_shows_every_answer_with_its_own_change),
        cmocka_unit_test(every_provider_gets_the_same_room_and_buttons),
        cmocka_unit_test(a_provider_that_takes_no_requests_gives_number_hours_and_a_code),
        cmocka_unit_test(each_mistake_has_its_own_words),
        cmocka_unit_test(the_dates_on_the_screen_are_written_out),
        cmocka_unit_test(at_rest_a_touch_beside_the_buttons_starts_the_visit),
    };
    return cmocka_run_group_tests(tests, stage_open, stage_close);
}
