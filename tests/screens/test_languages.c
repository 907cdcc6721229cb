/* SPDX-License-Identifier: EUPL-1.2 */
/* Every screen in every language, laid out with the fonts of the kiosk: nothing cut off, no
 * letter without a shape, numbers the right way round, and one language more by data alone. */
#include "screens/spanish.h"

#include <sodium.h>

#include "base/utf8.h"
#include "platform/painter.h"
#include "screens/stage.h"
#include "view/frame.h"

#define FRAME_BYTES (1u << 20)
#define PAGES_MOST 40
#define SHOWN_BYTES 512

static struct content *content;
static struct findings *findings;
static struct model *model;
static struct painter *painter;
static struct measure measure;
static struct arena arena;
static struct build build;
static struct frame frame;
static int frames;

struct shape { const char *name; int width_px, height_px; };
static const struct shape shapes[] = {{"landscape", 1920, 1080}, {"portrait", 1080, 1920}};

static int open_all(void **state)
{
    if (sodium_init() < 0 || sample_make(state) != 0) return -1;
    content = calloc(1, sizeof *content);
    findings = calloc(1, sizeof *findings);
    model = sodium_malloc(sizeof *model);
    if (!content || !findings || !model || arena_init(&arena, FRAME_BYTES)) return -1;
    if (painter_open(BUILD_DIR "/assets", &painter)) return -1;
    measure = painter_measure(painter);
    return 0;
}

static int close_all(void **state)
{
    painter_close(painter);
    arena_finish(&arena);
    sodium_free(model);
    free(findings);
    free(content);
    return sample_leave(state);
}

/* Each test loads the copy of the sample as it stands then. */
static int load(void **state)
{
    (void)state;
    enum err err = content_load(sample_folder, content, findings);
    if (err) sample_print(findings);
    return err ? -1 : 0;
}

static int unload(void **state)
{
    (void)state;
    content_finish(content);
    return 0;
}

static void stand_at(const struct scene *scene, int language)
{
    model_init(model, content);
    model->preferences.language = language;
    screen_sample(model, scene->screen);
    model->step = scene->step;
    if (scene->screen == SCREEN_FOR_WHOM && scene->step == FOR_WHOM_STEP_KNOWS)
        model->form.for_whom = FOR_SOMEONE_ELSE;
}

static void lay_out(const struct shape *shape)
{
    struct panel panel = {shape->width_px, shape->height_px,
                          1920 / content->settings.panel_width_mm};
    arena_reset(&arena);
    build_begin(&build, &arena, model, panel);
    screen_build(&build);
    frame_finish(&build, &measure, &frame);
    assert_false(frame.is_full);
    frames++;
}

static int language_of(const char *tag)
{
    int language = language_find(&content->languages, tag);
    assert_true(language >= 0 && content->languages.all[language].is_offered);
    return language;
}

static void show(const char *scene, const char *tag, const struct shape *shape)
{
    stand_at(stage_scene(scene), language_of(tag));
    lay_out(shape);
}

static const struct node *shown(const char *id)
{
    const struct node *node = frame_find(&frame, id);
    if (!node) fail_msg("no %s on this page", id);
    return node;
}

static const char *where(const struct scene *scene, const struct shape *shape, int language)
{
    static char text[128];
    snprintf(text, sizeof text, "%s in %s, %s, size %d, page %d", scene->name,
             content->languages.all[language].tag, shape->name, model->preferences.text_size,
             model->page + 1);
    return text;
}

static void check_run(const struct run *run, const char *id, const char *place)
{
    for (size_t at = 0; at < run->size_bytes;) {
        uint32_t point = utf8_next(run->utf8, run->size_bytes, &at);
        if (point == 0 || point == ' ' || point == 0x00A0) continue;
        if (!measure.has_glyph(measure.with, run->font.face, point))
            fail_msg("%s: %s: no shape for U+%04X", place, id, (unsigned)point);
    }
}

static void check_node(const struct node *node, const struct shape *shape, const char *place)
{
    if (node->is_hidden) return;
    if (node->is_clipped) fail_msg("%s: %s is cut off", place, node->id);
    for (int i = 0; i < node->run_count; i++) {
        const struct run *run = &node->runs[i];
        if (run->x < 0 || run->x + run->width_px > shape->width_px)
            fail_msg("%s: %s runs off the panel", place, node->id);
        check_run(run, node->id, place);
    }
    for (const struct node *at = node->first; at; at = at->next) check_node(at, shape, place);
}

static void check_scene(const struct scene *scene, const struct shape *shape, int language,
                        int text_size)
{
    stand_at(scene, language);
    model->preferences.text_size = text_size;
    do {
        lay_out(shape);
        assert_true(frame.pages <= PAGES_MOST);
        check_node(frame.root, shape, where(scene, shape, language));
    } while (++model->page < frame.pages);
}

static int check_all(void)
{
    int languages = 0;
    frames = 0;
    for (int language = 0; language < content->languages.count; language++) {
        if (!content->languages.all[language].is_offered) continue;
        languages++;
        for (int i = 0; i < 4 * 2 * scenes_count; i++)
            check_scene(&scenes[i / 8], &shapes[i % 2], language, i / 2 % 4 + 1);
    }
    print_message("  %d pages of %d scenes in %d languages and 4 sizes, upright and lying\n",
                  frames, scenes_count, languages);
    return languages;
}

static void every_screen_is_whole_in_every_language(void **state)
{
    (void)state;
    assert_int_equal(check_all(), 7);
}

/* The words of a node as they stand from left to right, line after line. */
static const char *visual(const struct node *node)
{
    static char text[SHOWN_BYTES];
    size_t used = 0;
    int y = node->run_count > 0 ? node->runs[0].y : 0, x = INT32_MIN;
    for (int i = 0; i < node->run_count; i++) {
        const struct run *run = &node->runs[i];
        if (run->y == y && run->x < x) fail_msg("%s: runs do not stand in order", node->id);
        if (run->y != y) used += (size_t)snprintf(text + used, sizeof text - used, "|");
        y = run->y;
        x = run->x;
        used += (size_t)snprintf(text + used, sizeof text - used, "%.*s", (int)run->size_bytes,
                                 run->utf8);
        assert_true(used < sizeof text);
    }
    return text;
}

static bool stands_there(const struct node *node, const char *wanted)
{
    if (node->is_hidden) return false;
    if (node->run_count > 0 && strstr(visual(node), wanted)) return true;
    for (const struct node *at = node->first; at; at = at->next)
        if (stands_there(at, wanted)) return true;
    return false;
}

static void numbers_and_names_inside_arabic_read_from_left_to_right(void **state)
{
    static const struct { const char *scene, *wanted, *why; } rows[] = {
        {"phone number", "06 12 34 56 78", "what the visitor typed"},
        {"review", "Jamila", "a name in Latin letters"},
        {"email", "jamila@post.example", "an address"},
        {"email", ".nl", "a key that begins with a sign"},
        {"email", "@gmail.com", "a key that begins with a sign"},
        {"provider", "Buren voor Buren Voorbeeld", "the name of an organisation"},
        {"not-kept", "020 000 00 07", "a number on its own"},
        {"sent", "482 913 7508", "a reference"},
        {"sent", "020 000 00 07", "a number inside a sentence"},
        {"help-now", "088 000 00 01", "a number at the end of a sentence"},
        {"wlz", "Voorbeeldstad", "a town inside a sentence"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        show(rows[i].scene, "ar", &shapes[0]);
        if (!stands_there(frame.root, rows[i].wanted))
            fail_msg("%s: %s (%s)", rows[i].scene, rows[i].wanted, rows[i].why);
    }
}

static int middle_x(const char *id)
{
    const struct node *node = shown(id);
    return node->rect.x + node->rect.width / 2;
}

static void back_stands_where_the_language_begins(void **state)
{
    (void)state;
    for (size_t s = 0; s < sizeof shapes / sizeof shapes[0]; s++) {
        int half_px = shapes[s].width_px / 2;
        show("for-whom who", "nl", &shapes[s]);
        assert_true(middle_x("nav.back") < half_px && middle_x("nav.next") > half_px);
        show("for-whom who", "ar", &shapes[s]);
        assert_true(middle_x("nav.back") > half_px && middle_x("nav.next") < half_px);
    }
}

/* Hands know a keyboard from left to right; the alphabet is read as the script is. */
static void keys_lie_as_hands_and_eyes_expect_them(void **state)
{
    (void)state;
    show("email", "ar", &shapes[0]);
    assert_true(middle_x("key.q") < middle_x("key.w"));
    show("name", "ar", &shapes[0]);
    assert_true(middle_x("key.ض") < middle_x("key.ص"));
    model->key_page = KEY_PAGE_ORDERED;
    lay_out(&shapes[0]);
    assert_true(middle_x("key.ا") > middle_x("key.ب"));
}

/* What the keypad meets as one stop, stands where single keys stand. */
static void keys_stay_where_they_are_when_a_keypad_takes_them_by_rows(void **state)
{
    static const char *const keys[] = {"key.a", "key.e", "key.f", "key.m", "key.z", "key.-"};
    (void)state;
    for (size_t s = 0; s < sizeof shapes / sizeof shapes[0]; s++) {
        struct rect rects[sizeof keys / sizeof keys[0]];
        show("name", "nl", &shapes[s]);
        model->key_page = KEY_PAGE_ORDERED;
        lay_out(&shapes[s]);
        for (size_t i = 0; i < sizeof keys / sizeof keys[0]; i++)
            rects[i] = shown(keys[i])->rect;
        model->uses_keys = true;
        lay_out(&shapes[s]);
        for (size_t i = 0; i < sizeof keys / sizeof keys[0]; i++) {
            struct rect now = shown(keys[i])->rect;
            assert_true(shown(keys[i])->parent->is_stop);
            assert_in_range(now.x - rects[i].x + 1, 0, 2);
            assert_in_range(now.width - rects[i].width + 1, 0, 2);
            assert_int_equal(now.y, rects[i].y);
            assert_int_equal(now.height, rects[i].height);
        }
    }
}

static void a_turkish_keyboard_has_both_capitals_of_i(void **state)
{
    (void)state;
    show("name", "tr", &shapes[0]);
    assert_string_equal(shown("key.ı")->name.utf8, "I");
    assert_string_equal(shown("key.i")->name.utf8, "İ");
}

static void the_first_letters_of_a_keyboard_are_those_of_the_language(void **state)
{
    static const struct { const char *tag, *letters[6]; } rows[] = {
        {"tr", {"key.ğ", "key.ü", "key.ş", "key.ı", "key.ö", "key.ç"}},
        {"uk", {"key.ї", "key.є", "key.ґ", "key.і", "key.щ", "key.'"}},
        {"ar", {"key.ض", "key.ظ", "key.ة", "key.ى", "key.ذ", "key.غ"}},
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        show("name", rows[i].tag, &shapes[0]);
        for (size_t k = 0; k < 6; k++) shown(rows[i].letters[k]);
    }
    show("name", "pl", &shapes[0]);
    model->key_page = KEY_PAGE_ACCENTS;
    lay_out(&shapes[0]);
    assert_string_equal(shown("keys.1")->first->id, "key.ą");
}

static int load_with_spanish(void **state)
{
    spanish_write();
    return load(state);
}

static int unload_spanish(void **state)
{
    spanish_remove();
    return unload(state);
}

static void one_more_language_is_data_alone(void **state)
{
    (void)state;
    assert_int_equal(check_all(), 8);
    show("rest", "es", &shapes[0]);
    assert_string_equal(shown("rest.language.es")->name.utf8, "Español");
    assert_string_equal(shown("title")->name.tag, "es");
    show("sent", "es", &shapes[0]);
    assert_true(stands_there(frame.root, "noviembre"));   /* dates come with the language */
}

#define PROMISE(name) cmocka_unit_test_setup_teardown(name, load, unload)

int main(void)
{
    const struct CMUnitTest tests[] = {
        PROMISE(every_screen_is_whole_in_every_language),
        PROMISE(numbers_and_names_inside_arabic_read_from_left_to_right),
        PROMISE(back_stands_where_the_language_begins),
        PROMISE(keys_lie_as_hands_and_eyes_expect_them),
        PROMISE(keys_stay_where_they_are_when_a_keypad_takes_them_by_rows),
        PROMISE(a_turkish_keyboard_has_both_capitals_of_i),
        PROMISE(the_first_letters_of_a_keyboard_are_those_of_the_language),
        cmocka_unit_test_setup_teardown(one_more_language_is_data_alone, load_with_spanish,
                                        unload_spanish),
    };
    return cmocka_run_group_tests(tests, open_all, close_all);
}
