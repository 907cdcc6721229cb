/* SPDX-License-Identifier: EUPL-1.2 */
/* Sentences: places, plural forms, and a second language beside the source. */
#include "content/sample.h"

#include "base/json_write.h"
#include "content/readers.h"

static struct content content;
static struct findings findings;
static struct arena arena;

#define ENGLISH "\"free_word\": \"free\", \"offered\": false"
#define ENGLISH_OFFERED "\"free_word\": \"gratis\", \"offered\": true"

static void places_are_filled_by_name(void **state)
{
    (void)state;
    static const struct text_place places[] = {
        {"provider", "Naast Elkaar"}, {"n", "2"}, {NULL, NULL}};
    static const struct { const char *pattern, *filled, *why;
    } rows[] = {
        {"{provider} belt u.", "Naast Elkaar belt u.", "at the start"},
        {"Binnen {n} dagen belt {provider}", "Binnen 2 dagen belt Naast Elkaar", "two places"},
        {"{n}{n}", "22", "twice the same"},
        {"{unknown} blijft", "{unknown} blijft", "an unknown place stays"},
        {"{} {N} { n } {n", "{} {N} { n } {n", "what is no place stays"},
        {"", "", "nothing"},
        {"100 % {provide} {providers}", "100 % {provide} {providers}",
         "a name that only begins alike"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        const char *filled = text_fill(&arena, rows[i].pattern, places);
        if (!filled || strcmp(filled, rows[i].filled) != 0)
            fail_msg("%s: %s", rows[i].why, filled ? filled : "NULL");
    }
    assert_string_equal(text_fill(&arena, "{a}", NULL), "{a}");
    arena_reset(&arena);
}

static void a_full_arena_gives_no_half_sentence(void **state)
{
    (void)state;
    struct arena small;
    assert_int_equal(arena_init(&small, 16), ERR_NONE);
    static const struct text_place places[] = {{"a", "0123456789abcdef"}, {NULL, NULL}};
    assert_null(text_fill(&small, "{a}", places));
    arena_finish(&small);
}

static void dutch_counts_one_and_more(void **state)
{
    (void)state;
    assert_int_equal(content_load(sample_folder, &content, &findings), ERR_NONE);
    enum text text = text_find("questions.left");
    assert_int_not_equal(text, TEXT_COUNT);
    const struct texts *dutch = &content.texts[0];
    assert_string_equal(text_get(dutch, text, 1), "Nog {count} vraag");
    assert_string_equal(text_get(dutch, text, 2), "Nog {count} vragen");
    assert_string_equal(text_get(dutch, text, 0), "Nog {count} vragen");
    assert_string_equal(text_get(dutch, text, -1), "Nog {count} vragen");
    assert_string_equal(text_get(dutch, TEXT_HOME_CHIP_FREE, 5), "Gratis"); /* counts nothing */
    content_finish(&content);
    assert_null(text_get(&content.texts[0], text, 1));
}

static void every_key_finds_its_text(void **state)
{
    (void)state;
    for (int i = 0; i < TEXT_COUNT; i++) {
        assert_int_equal(text_find(text_key((enum text)i)), i);
        assert_true(pattern_matches(&pattern_key, text_key((enum text)i)));
    }
    assert_int_equal(text_find("nobody.wrote.this"), TEXT_COUNT);
}

/* A whole file of texts in `tag`: the Dutch sentences, and `plurals` where Dutch counts. */
static void write_language(const char *tag, const char *plurals, bool is_reviewed)
{
    assert_int_equal(content_load(sample_folder, &content, &findings), ERR_NONE);
    struct bytes file = {.limit_bytes = SAMPLE_FILE_BYTES};
    struct json_writer writer = {.to = &file};
    json_write_open(&writer, NULL, '{');
    json_write_text(&writer, "tag", tag);
    json_write_boolean(&writer, "reviewed", is_reviewed);
    json_write_open(&writer, "texts", '{');
    for (int i = 0; i < TEXT_COUNT; i++) {
        const struct text_forms *forms = &content.texts[0].all[i];
        if (i == (int)text_find("questions.left"))
            json_write_raw(&writer, text_key((enum text)i), plurals, strlen(plurals));
        else json_write_text(&writer, text_key((enum text)i), forms->form[PLURAL_OTHER]);
    }
    json_write_close(&writer, '}');
    json_write_close(&writer, '}');
    assert_int_equal(writer.err, ERR_NONE);
    char name[32];
    snprintf(name, sizeof name, "texts/%s.json", tag);
    sample_write(name, file.start, file.size_bytes);
    bytes_wipe(&file);
    content_finish(&content);
}

static void offer(const char *tag, const char *own_name)
{
    char from[64], to[128];
    snprintf(from, sizeof from, "\"tag\": \"%s\", \"own_name\": \"%s\"", tag, own_name);
    snprintf(to, sizeof to, "\"free_word\": \"gratis\", %s", from);
    sample_change("languages.json", from, to);
    struct bytes bytes;
    sample_read(sample_folder, "languages.json", &bytes);
    char *at = strstr(strstr(bytes.start, from), "\"offered\": false");
    assert_non_null(at);
    memcpy(at, "\"offered\":  true", 16);
    char *keys = strstr(strstr(bytes.start, from), "\"keys\": \"");
    if (strncmp(keys + 9, "latin", 5) != 0) memcpy(keys, "\"keys\": \"latin\", ", 17);
    sample_write("languages.json", bytes.start, bytes.size_bytes);
    bytes_wipe(&bytes);
}

static void every_language_counts_in_its_own_way(void **state)
{
    (void)state;
    write_language("ar",
                   "{\"zero\":\"z\",\"one\":\"o\",\"two\":\"t\",\"few\":\"f\",\"many\":\"m\","
                   "\"other\":\"r {count}\"}",
                   true);
    write_language("pl", "{\"one\":\"o\",\"few\":\"f\",\"many\":\"m\",\"other\":\"r {count}\"}",
                   true);
    offer("ar", "العربية");
    offer("pl", "Polski");
    enum err err = content_load(sample_folder, &content, &findings);
    sample_print(&findings);
    assert_int_equal(err, ERR_NONE);
    static const struct { const char *tag; long count; const char *form;
    } rows[] = {
        {"ar", 0, "z"},  {"ar", 1, "o"},           {"ar", 2, "t"},  {"ar", 3, "f"},
        {"ar", 11, "m"}, {"ar", 100, "r {count}"}, {"pl", 1, "o"},  {"pl", 3, "f"},
        {"pl", 5, "m"},  {"pl", 12, "m"},          {"pl", 22, "f"},
    };
    enum text text = text_find("questions.left");
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        const struct texts *texts =
            &content.texts[language_find(&content.languages, rows[i].tag)];
        assert_string_equal(text_get(texts, text, rows[i].count), rows[i].form);
    }
    content_finish(&content);
    sample_remove("texts/ar.json");
    sample_remove("texts/pl.json");
    sample_restore("languages.json");
}

struct slip { const char *from, *to, *at, *rule, *why; enum severity severity; };

static const struct slip slips[] = {
    {"\"nav.back\":\"Terug\",", "", "{", "missing-text", "a text is not there", SEVERITY_ERROR},
    {"{page} van {pages}", "{page} of", "{page} of", "place", "a place is left out",
     SEVERITY_ERROR},
    {"{page} van {pages}", "{pagina} {page} of {pages}", "{pagina}", "place",
     "a place is translated", SEVERITY_ERROR},
    {"\"other\":\"{count} left\"", "\"other\":\"some left\"", "some left", "place",
     "the count is left out", SEVERITY_ERROR},
    {"\"one\":\"one left\",", "", "left", "plural", "English needs one and other",
     SEVERITY_ERROR},
    {"\"one\":\"one left\",", "\"one\":\"one left\",\"few\":\"x\",", "left", "plural",
     "English has no few", SEVERITY_ERROR},
    {"\"nav.back\":\"Terug\"", "\"nav.back\":5", "nav.back", "type", "a number as text",
     SEVERITY_ERROR},
    {"\"nav.back\":\"Terug\"", "\"nav.back\":\"\"", "nav.back", "range", "an empty text",
     SEVERITY_ERROR},
    {"\"reviewed\":true", "\"reviewed\":false", "\"tag\"", "unreviewed", "nobody signed it",
     SEVERITY_WARNING},
    {"\"home.chip.free\":\"Gratis\"", "\"home.chip.free\":\"Cheap\"", "home.chip.free", "V3",
     "does not say free", SEVERITY_ERROR},
};

static void each_slip_in_a_translation_is_found(void **state)
{
    (void)state;
    write_language("en", "{\"one\":\"one left\",\"other\":\"{count} left\"}", true);
    sample_change("languages.json", ENGLISH, ENGLISH_OFFERED);
    check_config(sample_folder, NULL, 0, &findings);
    sample_print(&findings);
    assert_int_equal(findings.count, 0);
    struct bytes right;
    sample_read(sample_folder, "texts/en.json", &right);
    for (size_t i = 0; i < sizeof slips / sizeof slips[0]; i++) {
        sample_change("texts/en.json", slips[i].from, slips[i].to);
        check_config(sample_folder, NULL, 0, &findings);
        bool is_found = findings.count == 1 && findings.all[0].severity == slips[i].severity &&
                        sample_has(&findings, "texts/en.json",
                                   sample_line("texts/en.json", slips[i].at), slips[i].rule);
        if (!is_found) sample_print(&findings);
        if (!is_found) fail_msg("%s: %s was wanted", slips[i].why, slips[i].rule);
        sample_write("texts/en.json", right.start, right.size_bytes);
    }
    bytes_wipe(&right);
    sample_remove("texts/en.json");
    sample_restore("languages.json");
}

static void texts_that_are_no_object_are_one_finding(void **state)
{
    (void)state;
    static const char file[] = "{\"tag\": \"nl\",\n\"texts\": [\"Terug\"]}";
    sample_write("texts/nl.json", file, sizeof file - 1);
    check_config(sample_folder, NULL, 0, &findings);
    assert_int_equal(findings.count, 1);
    assert_true(sample_has(&findings, "texts/nl.json", 2, "type"));
    sample_restore("texts/nl.json");
}

static void an_offered_language_says_how_it_calls_free(void **state)
{
    (void)state;
    write_language("en", "{\"one\":\"one left\",\"other\":\"{count} left\"}", true);
    sample_change("languages.json", ENGLISH, "\"offered\": true");
    check_config(sample_folder, NULL, 0, &findings);
    assert_int_equal(findings.count, 1);
    assert_string_equal(findings.all[0].rule, "V3");
    sample_remove("texts/en.json");
    sample_restore("languages.json");
}

static int start(void **state)
{
    return sample_make(state) != 0 || arena_init(&arena, 65536) != ERR_NONE;
}

static int stop(void **state)
{
    arena_finish(&arena);
    return sample_leave(state);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(places_are_filled_by_name),
        cmocka_unit_test(a_full_arena_gives_no_half_sentence),
        cmocka_unit_test(dutch_counts_one_and_more),
        cmocka_unit_test(every_key_finds_its_text),
        cmocka_unit_test(every_language_counts_in_its_own_way),
        cmocka_unit_test(each_slip_in_a_translation_is_found),
        cmocka_unit_test(texts_that_are_no_object_are_one_finding),
        cmocka_unit_test(an_offered_language_says_how_it_calls_free),
    };
    return cmocka_run_group_tests(tests, start, stop);
}
