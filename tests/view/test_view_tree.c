/* SPDX-License-Identifier: EUPL-1.2 */
/* The line of --tree, and the squares of the QR code. */
#include "stage.h"
#include "base/json.h"
#include "view/code.h"

static struct json *tree_of(struct stage *stage, struct bytes *bytes)
{
    struct json *tree = NULL;
    struct json_problem problem = { .line = 0 };
    bytes_wipe(bytes);
    *bytes = (struct bytes){ .limit_bytes = 1u << 20 };
    assert_int_equal(frame_write_tree(&stage->frame, &stage->model, 42, bytes), ERR_NONE);
    if (json_read(bytes->start, bytes->size_bytes, &tree, &problem))
        fail_msg("line %d: %s", problem.line, problem.what);
    return tree;
}

static void a_screen_with_everything(struct stage *stage)
{
    struct build *build = stage_begin(stage);
    part_header(build, said("Nog \"4\" vragen"));
    part_title(build, said("Hoe heet u?"), PICTOGRAM_HELP, true);
    body_open(build);
    part_field(build, (struct field_part){ .id = "name.field", .name = said("Uw naam"),
        .value = { .utf8 = "Zoë", .key = TEXT_COUNT, .is_private = true } });
    part_choice(build, (struct choice){ .id = "choice",
                                        .pictogram = PICTOGRAM_HELP,
                                        .label = said("Wonen"),
                                        .press = { .kind = MSG_TOPIC },
                                        .is_selected = true,
                                        .is_checkbox = true });
    body_close(build);
    part_nav(build, (struct nav){ .has_back = true });
    stage_finish(stage);
}

static const struct json *node_in(const struct json *tree, const char *id)
{
    for (const struct json *at = json_first(json_member(tree, "nodes")); at; at = json_next(at))
        if (strcmp(json_text(json_member(at, "id")), id) == 0) return at;
    return NULL;
}

static void the_tree_says_what_the_contract_asks(void **state)
{
    struct stage *stage = *state;
    static const char *const keys[] = {
        "id",     "parent", "role", "name",      "value",   "pictogram", "rect",    "text_px",
        "cap_mm", "fg",     "bg",   "pressable", "focused", "states",    "private", "clipped",
    };
    struct bytes bytes = { .limit_bytes = 0 };
    a_screen_with_everything(stage);
    struct json *tree = tree_of(stage, &bytes);
    assert_int_equal((int)json_number(json_member(tree, "frame")), 42);
    assert_string_equal(json_text(json_member(tree, "screen")), "rest");
    assert_string_equal(json_text(json_member(tree, "lang")), "nl");
    assert_string_equal(json_text(json_member(tree, "dir")), "ltr");
    assert_string_equal(json_text(json_member(tree, "theme")), "default");
    assert_int_equal(json_count(json_member(tree, "size")), 2);
    assert_int_equal(json_count(json_member(tree, "page")), 2);
    for (const struct json *node = json_first(json_member(tree, "nodes")); node;
         node = json_next(node))
        for (size_t i = 0; i < sizeof keys / sizeof keys[0]; i++)
            if (!json_member(node, keys[i]))
                fail_msg("%s lacks %s", json_text(json_member(node, "id")), keys[i]);
    const struct json *title = node_in(tree, "title");
    assert_string_equal(json_text(json_member(title, "role")), "heading");
    assert_string_equal(json_text(json_member(title, "fg")), "#17203A");
    assert_string_equal(json_text(json_member(title, "bg")), "#FAF7F2");
    assert_true(json_number(json_member(title, "cap_mm")) >= 5.0);
    json_free(tree);
    bytes_wipe(&bytes);
}

static void what_the_visitor_typed_is_not_in_the_tree(void **state)
{
    struct stage *stage = *state;
    struct bytes bytes = { .limit_bytes = 0 };
    a_screen_with_everything(stage);
    struct json *tree = tree_of(stage, &bytes);
    assert_null(strstr(bytes.start, "Zo"));
    const struct json *field = node_in(tree, "name.field");
    assert_true(json_is_true(json_member(field, "private")));
    assert_string_equal(json_text(json_member(field, "value")), "•••");
    assert_string_equal(json_text(json_member(field, "name")), "Uw naam");
    json_free(tree);
    bytes_wipe(&bytes);
}

static void states_follow_the_model(void **state)
{
    struct stage *stage = *state;
    struct bytes bytes = { .limit_bytes = 0 };
    memcpy(stage->model.pressed, "choice", 7);
    memcpy(stage->model.focus, "nav.back", 9);
    a_screen_with_everything(stage);
    struct json *tree = tree_of(stage, &bytes);
    const struct json *states = json_member(node_in(tree, "choice"), "states");
    assert_string_equal(json_text(json_first(states)), "checked");
    assert_string_equal(json_text(json_next(json_first(states))), "pressed");
    assert_true(json_is_true(json_member(node_in(tree, "nav.back"), "focused")));
    assert_false(json_is_true(json_member(node_in(tree, "choice"), "focused")));
    json_free(tree);
    bytes_wipe(&bytes);
}

static void ids_are_unique_and_every_parent_is_there(void **state)
{
    struct stage *stage = *state;
    struct bytes bytes = { .limit_bytes = 0 };
    a_screen_with_everything(stage);
    struct json *tree = tree_of(stage, &bytes);
    const struct json *nodes = json_member(tree, "nodes");
    for (const struct json *one = json_first(nodes); one; one = json_next(one)) {
        const char *id = json_text(json_member(one, "id")),
                   *parent = json_text(json_member(one, "parent"));
        if (strcmp(id, "screen") == 0) assert_null(parent);
        else if (!parent || !node_in(tree, parent)) fail_msg("%s has no parent", id);
        for (const struct json *other = json_next(one); other; other = json_next(other))
            assert_string_not_equal(id, json_text(json_member(other, "id")));
    }
    json_free(tree);
    bytes_wipe(&bytes);
}

static void what_can_be_pressed_has_a_name_and_a_picture_has_a_word(void **state)
{
    struct stage *stage = *state;
    struct bytes bytes = { .limit_bytes = 0 };
    a_screen_with_everything(stage);
    struct json *tree = tree_of(stage, &bytes);
    for (const struct json *node = json_first(json_member(tree, "nodes")); node;
         node = json_next(node)) {
        const char *name = json_text(json_member(node, "name"));
        bool needs_name = json_is_true(json_member(node, "pressable")) ||
                          json_text(json_member(node, "pictogram"));
        if (needs_name && (!name || !name[0]))
            fail_msg("%s has no name", json_text(json_member(node, "id")));
    }
    json_free(tree);
    bytes_wipe(&bytes);
}

static void a_tree_that_does_not_fit_is_an_error(void **state)
{
    struct stage *stage = *state;
    struct bytes bytes = { .limit_bytes = 300 };
    a_screen_with_everything(stage);
    assert_int_equal(frame_write_tree(&stage->frame, &stage->model, 1, &bytes), ERR_LARGE);
    bytes_wipe(&bytes);
}

static void a_code_has_its_three_corners(void **state)
{
    (void)state;
    static struct code_modules code;
    assert_int_equal(code_modules("BEGIN:VCARD\nEND:VCARD", &code), ERR_NONE);
    assert_true(code.side >= 21 && (code.side - 17) % 4 == 0);
    const int corners[3][2] = { { 0, 0 }, { code.side - 7, 0 }, { 0, code.side - 7 } };
    for (int c = 0; c < 3; c++)
        for (int i = 0; i < 7; i++) {
            assert_int_equal(code.dark[corners[c][1] * code.side + corners[c][0] + i], 1);
            assert_int_equal(code.dark[(corners[c][1] + i) * code.side + corners[c][0]], 1);
        }
    assert_int_equal(code.dark[1 * code.side + 1], 0);
    assert_int_equal(code.dark[3 * code.side + 3], 1);
}

static void a_text_too_long_for_a_code_is_an_error(void **state)
{
    (void)state;
    static struct code_modules code;
    char text[4000];
    memset(text, 'x', sizeof text - 1);
    text[sizeof text - 1] = '\0';
    assert_int_equal(code_modules(text, &code), ERR_LARGE);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(the_tree_says_what_the_contract_asks),
        TEST(what_the_visitor_typed_is_not_in_the_tree),
        TEST(states_follow_the_model),
        TEST(ids_are_unique_and_every_parent_is_there),
        TEST(what_can_be_pressed_has_a_name_and_a_picture_has_a_word),
        TEST(a_tree_that_does_not_fit_is_an_error),
        cmocka_unit_test(a_code_has_its_three_corners),
        cmocka_unit_test(a_text_too_long_for_a_code_is_an_error),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
