/* SPDX-License-Identifier: EUPL-1.2 */
/* Sentences: places, plural forms, and a second language beside the source. */
#include "content/sample.h"

#include "base/utf8.h"
#include "content/readers.h"

static struct content content;
static struct findings findings;
static struct arena arena;

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

static void every_language_counts_in_its_own_way(void **state)
{
    (void)state;
    enum err err = content_load(sample_folder, &content, &findings);
    sample_print(&findings);
    assert_int_equal(err, ERR_NONE);
    static const struct { const char *tag; long count; const char *form;
    } rows[] = {
        {"en", 1, "{count} question left"}, {"en", 2, "{count} questions left"},
        {"ar", 0, "لا أسئلة بعد الآن"},     {"ar", 1, "بقي سؤال واحد"},
        {"ar", 2, "بقي سؤالان"},            {"ar", 3, "بقيت {count} أسئلة"},
        {"ar", 11, "بقي {count} سؤالاً"},    {"ar", 100, "بقي {count} سؤال"},
        {"pl", 1, "Jeszcze {count} pytanie"}, {"pl", 3, "Jeszcze {count} pytania"},
        {"pl", 5, "Jeszcze {count} pytań"}, {"pl", 12, "Jeszcze {count} pytań"},
        {"pl", 22, "Jeszcze {count} pytania"}, {"uk", 5, "Ще {count} питань"},
        {"uk", 21, "Ще {count} питання"},   {"ti", 1, "{count} ሕቶ ተሪፉ"},
        {"ti", 2, "{count} ሕቶታት ተሪፉ"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        const struct texts *texts =
            &content.texts[language_find(&content.languages, rows[i].tag)];
        assert_string_equal(text_get(texts, TEXT_QUESTIONS_LEFT, rows[i].count), rows[i].form);
    }
    content_finish(&content);
}

static bool has_letter_of(const char *utf8, const char *script)
{
    static const struct { const char *script; uint32_t first, last; } blocks[] = {
        {"Arab", 0x0600, 0x06FF}, {"Cyrl", 0x0400, 0x04FF}, {"Ethi", 0x1200, 0x139F},
    };
    for (size_t i = 0; i < sizeof blocks / sizeof blocks[0]; i++) {
        if (strcmp(blocks[i].script, script) != 0) continue;
        for (size_t at = 0; utf8[at];) {
            uint32_t point = utf8_next(utf8, strlen(utf8), &at);
            if (point >= blocks[i].first && point <= blocks[i].last) return true;
        }
        return false;
    }
    return true;
}

/* A name, a sign or an empty pattern may be the same in two languages; sentences are not. */
static void every_sentence_is_translated(void **state)
{
    (void)state;
    assert_int_equal(content_load(sample_folder, &content, &findings), ERR_NONE);
    int offered = 0;
    for (int l = 1; l < content.languages.count; l++) {
        const struct language *language = &content.languages.all[l];
        if (!language->is_offered) continue;
        offered++;
        for (int i = 0; i < TEXT_COUNT; i++) {
            const char *dutch = content.texts[0].all[i].form[PLURAL_OTHER];
            const char *mine = content.texts[l].all[i].form[PLURAL_OTHER];
            if (!strpbrk(dutch, ".?!") || strncmp(dutch, "Naast u", 7) == 0) continue;
            if (strcmp(dutch, mine) == 0 || (i != TEXT_TOPIC_SPOKEN &&
                                             !has_letter_of(mine, language->script)))
                if (strspn(dutch, "{}. abcdefghijklmnopqrstuvwxyz") != strlen(dutch))
                    fail_msg("%s: %s: %s", language->tag, text_key((enum text)i), mine);
        }
    }
    assert_int_equal(offered, 6);
    content_finish(&content);
}

struct slip { const char *from, *to, *at, *rule, *why; enum severity severity; };

static const struct slip slips[] = {
    {"\"nav.back\": \"Back\",", "", "\"texts\"", "missing-text", "a text is not there",
     SEVERITY_ERROR},
    {"\"{page} of {pages}", "\"{page} of", "{page} of\"", "place", "a place is left out",
     SEVERITY_ERROR},
    {"{page} of {pages}", "{pagina} {page} of {pages}", "{pagina}", "place",
     "a place is translated", SEVERITY_ERROR},
    {"\"other\": \"{count} questions left\"", "\"other\": \"some left\"", "some left", "place",
     "the count is left out", SEVERITY_ERROR},
    {"\"one\": \"{count} question left\", ", "", "questions.left", "plural",
     "English needs one and other", SEVERITY_ERROR},
    {"\"one\": \"{count} question left\"", "\"one\": \"one question left\", \"few\": \"x\"",
     "questions.left", "plural", "English has no few", SEVERITY_ERROR},
    {"\"nav.back\": \"Back\"", "\"nav.back\":5", "nav.back", "type", "a number as text",
     SEVERITY_ERROR},
    {"\"nav.back\": \"Back\"", "\"nav.back\":\"\"", "nav.back", "range", "an empty text",
     SEVERITY_ERROR},
    {"\"home.chip.free\": \"Free\"", "\"home.chip.free\": \"Cheap\"", "home.chip.free", "V3",
     "does not say free", SEVERITY_ERROR},
};

static void each_slip_in_a_translation_is_found(void **state)
{
    (void)state;
    check_config(sample_folder, NULL, 0, &findings);
    sample_print(&findings);
    assert_int_equal(findings.count, 0);
    for (size_t i = 0; i < sizeof slips / sizeof slips[0]; i++) {
        sample_change("texts/en.json", slips[i].from, slips[i].to);
        check_config(sample_folder, NULL, 0, &findings);
        bool is_found = findings.count == 1 && findings.all[0].severity == slips[i].severity &&
                        sample_has(&findings, "texts/en.json",
                                   sample_line("texts/en.json", slips[i].at), slips[i].rule);
        if (!is_found) {
            sample_print(&findings);
            fail_msg("%s: %s was wanted", slips[i].why, slips[i].rule);
        }
        sample_restore("texts/en.json");
    }
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
    sample_change("languages.json", "\"free_word\": \"free\", ", "");
    check_config(sample_folder, NULL, 0, &findings);
    assert_int_equal(findings.count, 1);
    assert_string_equal(findings.all[0].rule, "V3");
    sample_restore("languages.json");
}

static void free_is_found_with_a_capital_in_any_script(void **state)
{
    (void)state;
    static const struct { const char *file, *from, *to; int found; const char *why; } rows[] = {
        {"texts/uk.json", "\"home.chip.free\": \"Безкоштовно\"",
         "\"home.chip.free\": \"БЕЗКОШТОВНО\"", 0, "Cyrillic capitals"},
        {"texts/tr.json", "\"home.chip.free\": \"Ücretsiz\"",
         "\"home.chip.free\": \"ÜCRETLİ\"", 1, "with a price, in Turkish"},
        {"texts/ar.json", "\"home.chip.free\": \"مجاناً\"", "\"home.chip.free\": \"رخيص\"", 1,
         "cheap, in Arabic"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        sample_change(rows[i].file, rows[i].from, rows[i].to);
        check_config(sample_folder, NULL, 0, &findings);
        if (findings.count != rows[i].found) fail_msg("%s", rows[i].why);
        sample_restore(rows[i].file);
    }
}

/* Sixteen words in two sentences are no finding, whatever the script ends a sentence with. */
static void a_sentence_ends_as_its_script_ends_it(void **state)
{
    (void)state;
    static const struct { const char *file, *from, *text; int found; } rows[] = {
        {"texts/ti.json", "\"nav.back\": \"ተመለስ\"",
         "\"nav.back\": \"ሀ ሀ ሀ ሀ ሀ ሀ ሀ ሀ ሀ። ሀ ሀ ሀ ሀ ሀ ሀ ሀ ሀ\"", 0},
        {"texts/ti.json", "\"nav.back\": \"ተመለስ\"",
         "\"nav.back\": \"ሀ ሀ ሀ ሀ ሀ ሀ ሀ ሀ ሀ ሀ ሀ ሀ ሀ ሀ ሀ ሀ ሀ\"", 1},
        {"texts/ar.json", "\"nav.back\": \"رجوع\"",
         "\"nav.back\": \"ا ا ا ا ا ا ا ا ا؟ ا ا ا ا ا ا ا ا\"", 0},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        sample_change(rows[i].file, rows[i].from, rows[i].text);
        check_config(sample_folder, NULL, 0, &findings);
        assert_int_equal(findings.count, rows[i].found);
        sample_restore(rows[i].file);
    }
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

/* DESIGN 4: nine areas of Amstelveen 3, pgb and mantelzorg of Ieder(in) check 4, and "I
 * don't know". */
static void every_area_of_life_is_a_topic(void **state)
{
    static const char *const codes[] = {
        "maatschappelijke-ondersteuning", "preventieve-zorg", "zorg", "jeugdhulp", "onderwijs",
        "welzijn", "wonen",
        "werk", "inkomen", "pgb", "mantelzorg", "weet-ik-niet",
    };
    (void)state;
    assert_int_equal(content_load(sample_folder, &content, &findings), ERR_NONE);
    for (size_t i = 0; i < sizeof codes / sizeof codes[0]; i++) {
        int place = topic_find(&content.topics, codes[i]);
        if (place < 0) {
            fail_msg("%s is no topic", codes[i]);
            return;
        }
        const struct topic *topic = &content.topics.all[place];
        assert_true(topic->pictogram != PICTOGRAM_NONE);
        assert_int_equal(topic->is_unsure, strcmp(codes[i], "weet-ik-niet") == 0);
    }
    content_finish(&content);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(places_are_filled_by_name),
        cmocka_unit_test(a_full_arena_gives_no_half_sentence),
        cmocka_unit_test(dutch_counts_one_and_more),
        cmocka_unit_test(every_key_finds_its_text),
        cmocka_unit_test(every_language_counts_in_its_own_way),
        cmocka_unit_test(every_sentence_is_translated),
        cmocka_unit_test(each_slip_in_a_translation_is_found),
        cmocka_unit_test(texts_that_are_no_object_are_one_finding),
        cmocka_unit_test(an_offered_language_says_how_it_calls_free),
        cmocka_unit_test(free_is_found_with_a_capital_in_any_script),
        cmocka_unit_test(a_sentence_ends_as_its_script_ends_it),
        cmocka_unit_test(every_area_of_life_is_a_topic),
    };
    return cmocka_run_group_tests(tests, start, stop);
}
