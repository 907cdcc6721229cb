/* SPDX-License-Identifier: EUPL-1.2 */
/* What is read from the sample, what the tables promise, and what happens to broken files. */
#include "content/sample.h"

#include "content/readers.h"

static struct content content;
static struct findings findings;

static const struct provider *provider_named(const char *slug)
{
    int place = provider_find(&content.providers, slug);
    if (place < 0) fail_msg("no provider %s", slug);
    return &content.providers.all[place];
}

static void the_settings_are_those_of_the_file(void **state)
{
    (void)state;
    const struct settings *settings = &content.settings;
    assert_string_equal(settings->kiosk_id, "bieb-voorbeeld-1");
    assert_string_equal(settings->location, "Bibliotheek Voorbeeldstad");
    assert_true(settings->is_example);
    assert_true(settings->panel_width_mm > 470 && settings->panel_width_mm < 480);
    assert_int_equal(settings->idle_reading_s, 120);
    assert_int_equal(settings->kept_after_s, 8);
    assert_string_equal(settings->urgent_phone, "112");
}

static void a_provider_is_read_whole(void **state)
{
    (void)state;
    const struct provider *mee = provider_named("voorbeeld-mee");
    assert_int_equal(mee->kind, PROVIDER_PROFESSIONAL);
    assert_int_equal(mee->route, ROUTE_TOWN);
    assert_true(mee->is_example && mee->has_interpreter && provider_takes_requests(mee));
    assert_int_equal(mee->topics, UINT32_MAX);   /* no list: all topics */
    assert_int_equal(mee->spoken_count, 4);
    assert_string_equal(mee->spoken[0], "nl");
    assert_int_equal(mee->hours.count, 1);
    assert_int_equal(mee->hours.rows[0].days, 0x1f);
    assert_int_equal(mee->hours.rows[0].from_min, 8 * 60 + 30);
    assert_int_equal(mee->hours.rows[0].to_min, 17 * 60);
    assert_int_equal(mee->walk_in.rows[0].days, 1 << DAY_WEDNESDAY);
    assert_int_equal(mee->channels, (1 << CHANNEL_COUNT) - 1);
    assert_int_equal(mee->contact_within_days, 2);
    assert_int_equal(mee->appointment_within_days, 7);
    assert_int_equal(mee->endpoint.adapter, ADAPTER_OCO_V1);
    assert_string_equal(mee->endpoint.base_url, "https://intake.voorbeeld-mee.example/v1");
    assert_string_equal(mee->endpoint.ca_file, "");
    assert_true(mee->endpoint.is_strict && mee->endpoint.has_dedupe &&
                mee->endpoint.sends_topics);
    assert_int_equal(mee->groups, 0x3f);

    const struct provider *union_ = provider_named("voorbeeld-ouderen");
    assert_int_equal(union_->kind, PROVIDER_VOLUNTEER);
    assert_false(provider_takes_requests(union_));
    assert_string_equal(union_->email, "");
    assert_int_equal(union_->walk_in.count, 1);
    assert_false(provider_named("voorbeeld-buren")->endpoint.sends_topics);
    assert_int_equal(provider_named("voorbeeld-wlz")->route, ROUTE_WLZ);

    const struct provider *neighbours = provider_named("voorbeeld-buren");
    for (int i = 0; i < content.topics.count; i++) {
        const char *code = content.topics.all[i].code;
        bool is_named = strcmp(code, "welzijn") == 0 || strcmp(code, "wonen") == 0 ||
                        strcmp(code, "mantelzorg") == 0 || strcmp(code, "weet-ik-niet") == 0;
        assert_int_equal(neighbours->topics >> i & 1, is_named);
    }
}

/* Eight providers of the kinds in reference/intake.md 4.1, so that every path has one. */
static void the_sample_has_every_kind_of_provider(void **state)
{
    (void)state;
    int professionals = 0, volunteers = 0, without_endpoint = 0, wlz = 0;
    for (int i = 0; i < content.providers.count; i++) {
        const struct provider *provider = &content.providers.all[i];
        professionals += provider->kind == PROVIDER_PROFESSIONAL;
        volunteers += provider->kind == PROVIDER_VOLUNTEER;
        without_endpoint += !provider_takes_requests(provider);
        wlz += provider->route == ROUTE_WLZ;
        assert_true(provider->is_example);
        if (provider_takes_requests(provider))
            assert_non_null(strstr(provider->endpoint.base_url, ".example/"));
    }
    assert_true(content.providers.count - wlz >= 7);
    assert_true(professionals >= 3 && volunteers >= 2 && without_endpoint >= 1 && wlz >= 1);
}

static void the_endpoint_says_who_we_are_and_who_calls_back(void **state)
{
    (void)state;
    const struct endpoint *gezin = &provider_named("voorbeeld-gezin")->endpoint;
    const struct endpoint *raad = &provider_named("voorbeeld-raadslieden")->endpoint;
    assert_int_equal(gezin->access, ACCESS_OAUTH2);
    assert_string_equal(gezin->token_url,
                        "https://inloggen.voorbeeld-gezin.example/oauth2/token");
    assert_string_equal(gezin->client_secret_file, "voorbeeld-gezin.secret");
    assert_string_equal(gezin->client_certificate_file, "voorbeeld-gezin.pem");
    assert_string_equal(gezin->client_key_file, "voorbeeld-gezin.key");
    assert_int_equal(raad->access, ACCESS_TOKEN);
    assert_int_equal(raad->adapter, ADAPTER_KLANTINTERACTIES_V1);
    assert_string_equal(raad->klant.channel, "Kiosk");
    assert_string_equal(raad->klant.team_code, "OCO");
}

static void a_text_of_a_provider_falls_back_to_the_source_language(void **state)
{
    (void)state;
    const struct local_texts *about = &provider_named("voorbeeld-buren")->about;
    const char *dutch = local_text_get(about, "nl", "nl");
    assert_string_equal(dutch, "Wij wonen bij u in de buurt. Wij luisteren en gaan met u mee.");
    assert_ptr_equal(local_text_get(about, "ar", "nl"), dutch);
    assert_string_equal(local_text_get(about, "ar", "en"), "");
}

static void things_are_found_by_name_or_not_at_all(void **state)
{
    (void)state;
    assert_int_equal(language_find(&content.languages, "nl"), 0);
    assert_int_equal(language_find(&content.languages, "xx"), -1);
    assert_int_equal(provider_find(&content.providers, "xx"), -1);
    assert_int_equal(topic_find(&content.topics, "xx"), -1);
    assert_true(content.topics.all[topic_find(&content.topics, "weet-ik-niet")].is_unsure);
    assert_null(key_layout_find(&content.key_layouts, "xx"));
    assert_int_equal(pictogram_find("xx"), PICTOGRAM_NONE);
    assert_null(pictogram_key(PICTOGRAM_NONE));
    assert_int_equal(pictogram_find(pictogram_key(PICTOGRAM_HELP)), PICTOGRAM_HELP);
    assert_string_equal(channel_code(CHANNEL_OFFICE), "bezoek-kantoor");
    assert_string_equal(day_code(DAY_SUNDAY), "zo");
}

static void the_keyboard_has_its_rows(void **state)
{
    (void)state;
    const struct key_layout *latin = key_layout_find(&content.key_layouts, "latin");
    assert_non_null(latin);
    assert_int_equal(latin->pages[KEY_PAGE_LETTERS].count, 3);
    assert_int_equal(latin->pages[KEY_PAGE_LETTERS].rows[0].count, 10);
    assert_string_equal(latin->pages[KEY_PAGE_LETTERS].rows[0].keys[0], "q");
    assert_string_equal(latin->pages[KEY_PAGE_ORDERED].rows[0].keys[0], "a");
    assert_string_equal(latin->email.rows[4].keys[2], ".nl");
    /* 20 mm keys: more than ten a row do not fit beside each other on a 21.5" panel upright. */
    for (int i = 0; i < content.key_layouts.count; i++)
        for (int p = 0; p < KEY_PAGE_COUNT; p++)
            for (int r = 0; r < content.key_layouts.all[i].pages[p].count; r++)
                assert_true(content.key_layouts.all[i].pages[p].rows[r].count <= 11);
}

static void only_what_has_texts_is_offered(void **state)
{
    (void)state;
    for (int i = 0; i < content.languages.count; i++) {
        const struct language *language = &content.languages.all[i];
        assert_int_equal(language->is_offered, content.texts[i].memory != NULL);
    }
    assert_true(content.languages.all[0].is_offered && content.languages.all[0].is_reviewed);
    assert_true(content.languages.count >= 12);
    assert_true(
        content.languages.all[language_find(&content.languages, "ar")].is_right_to_left);
}

/* A text of the most characters, four bytes each, must fit in its field. */
static void check_rooms(const struct table *table)
{
    for (size_t i = 0; i < table->count; i++) {
        const struct table_row *row = &table->rows[i];
        assert_non_null(row->about);
        assert_true(strlen(row->about) > 5);
        if (row->inner) check_rooms(row->inner);
        if (row->shape != SHAPE_TEXT) continue;
        size_t needed = (size_t)row->most * (row->pattern ? 1 : 4) + 1;
        /* The linter's own facts are read by people who write Latin letters. */
        if (row->room_bytes == 201) needed = 201;
        if (row->room_bytes < needed)
            fail_msg("%s: %s has no room for %.0f characters", table->title, row->key,
                     row->most);
    }
}

static void every_text_of_the_longest_kind_fits_its_field(void **state)
{
    (void)state;
    check_rooms(&settings_table);
    check_rooms(&languages_table);
    check_rooms(&topics_table);
    check_rooms(&provider_table);
    check_rooms(&key_layout_table);
    check_rooms(&texts_table);
}

static void an_absent_optional_setting_has_its_usual_value(void **state)
{
    (void)state;
    sample_change("kiosk.json", "  \"idle_reading_s\": 120,\n", "");
    sample_change("providers/voorbeeld-mee.json", "    \"strict\": true,\n", "");
    struct content *other = malloc(sizeof *other);
    assert_non_null(other);
    assert_int_equal(content_load(sample_folder, other, &findings), ERR_NONE);
    assert_int_equal(other->settings.idle_reading_s, 120);
    int place = provider_find(&other->providers, "voorbeeld-mee");
    assert_true(other->providers.all[place].endpoint.is_strict);
    content_finish(other);
    free(other);
    sample_restore("kiosk.json");
    sample_restore("providers/voorbeeld-mee.json");
}

static void the_loader_refuses_what_the_linter_calls_an_error(void **state)
{
    (void)state;
    struct content *other = malloc(sizeof *other);
    assert_non_null(other);
    sample_change("providers/voorbeeld-mee.json", "\"decides_on_support\": false",
                  "\"decides_on_support\": true");
    assert_int_equal(content_load(sample_folder, other, &findings), ERR_FORMAT);
    assert_int_equal(findings.count, 1);
    assert_int_equal(other->providers.count, 0);   /* nothing half-read is left to be used */
    sample_restore("providers/voorbeeld-mee.json");

    sample_change("providers/voorbeeld-raadslieden.json",
                  "hbo Sociaal Juridische Dienstverlening", "mbo");
    assert_int_equal(content_load(sample_folder, other, &findings),
                     ERR_NONE);   /* a warning stops nothing */
    assert_int_equal(findings.count, 1);
    assert_int_equal(findings.all[0].severity, SEVERITY_WARNING);
    content_finish(other);
    sample_restore("providers/voorbeeld-raadslieden.json");

    assert_int_equal(content_load("/tmp/naast-no-such-folder", other, &findings), ERR_FORMAT);
    assert_string_equal(findings.all[0].rule, "missing-file");
    content_finish(other);
    content_finish(other);
    free(other);
}

static void too_large_and_unreadable_files_are_findings(void **state)
{
    (void)state;
    char *large = malloc(JSON_SIZE_BYTES + 1);
    assert_non_null(large);
    memset(large, ' ', JSON_SIZE_BYTES + 1);
    sample_write("keys/latin.json", large, JSON_SIZE_BYTES + 1);
    check_config(sample_folder, NULL, 0, &findings);
    assert_true(sample_has(&findings, "keys/latin.json", 0, "large"));
    free(large);
    sample_remove("keys/latin.json");

    char path[PATH_BYTES];
    assert_int_equal(path_join(path, sample_folder, "keys/latin.json"), ERR_NONE);
    assert_int_equal(mkdir(path, 0700), 0);
    check_config(sample_folder, NULL, 0, &findings);
    assert_true(sample_has(&findings, "keys/latin.json", 0, "rights"));
    assert_int_equal(rmdir(path), 0);
    sample_restore("keys/latin.json");
}

static void more_files_than_there_is_room_for_are_a_finding(void **state)
{
    (void)state;
    for (int i = 0; i < KEY_LAYOUTS_MOST + 1; i++) {
        char file[32];
        snprintf(file, sizeof file, "keys/more-%02d.json", i);
        struct bytes bytes;
        sample_read(sample_folder, "keys/latin.json", &bytes);
        sample_write(file, bytes.start, bytes.size_bytes);
        bytes_wipe(&bytes);
    }
    check_config(sample_folder, NULL, 0, &findings);
    assert_true(sample_has(&findings, "keys/more-16.json", 0, "range"));
    for (int i = 0; i < KEY_LAYOUTS_MOST + 1; i++) {
        char file[32];
        snprintf(file, sizeof file, "keys/more-%02d.json", i);
        sample_remove(file);
    }
}

static uint32_t next_random(uint32_t *seed)
{
    *seed = *seed * 1664525u + 1013904223u;
    return *seed >> 8;
}

/* Cut off, or with bytes changed: a broken file gives findings, never a crash and never silence
 * by chance. */
static void broken_files_never_break_the_reader(void **state)
{
    (void)state;
    static const char *const files[] = {
        "kiosk.json",
        "languages.json",
        "topics.json",
        "keys/latin.json",
        "providers/voorbeeld-mee.json",
        "texts/nl.json",
    };
    static const char bytes_in[] = "\"{}[],:0-\\\xff\x01tnx";
    uint32_t seed = 4;
    for (size_t f = 0; f < sizeof files / sizeof files[0]; f++) {
        struct bytes bytes;
        sample_read(sample_folder, files[f], &bytes);
        for (int round = 0; round < 12; round++) {
            size_t size = bytes.size_bytes, at = next_random(&seed) % (size - 2);
            char kept = bytes.start[at];
            if (round % 2) size = at;
            else bytes.start[at] = bytes_in[next_random(&seed) % (sizeof bytes_in - 1)];
            sample_write(files[f], bytes.start, size);
            check_config(sample_folder, NULL, 0, &findings);
            if (round % 2) assert_true(findings_has_error(&findings));
            bytes.start[at] = kept;
        }
        bytes_wipe(&bytes);
        sample_restore(files[f]);
    }
}

/* Every value replaced by one of another kind, in every file: each is refused with a finding.
 * */
static void every_value_of_another_kind_is_found(void **state)
{
    (void)state;
    static const char *const kinds[] = {"{}", "[]", "null", "-1e9", "\"\""};
    struct bytes bytes;
    sample_read(sample_folder, "providers/voorbeeld-mee.json", &bytes);
    for (const char *at = bytes.start; (at = strstr(at, "\": ")); at += 3) {
        const char *value = at + 3, *end = value + strcspn(value, "\n");
        if (value[0] == '[' || value[0] == '{' || end[-1] != ',') continue;
        for (size_t k = 0; k < 4; k++) {
            struct bytes changed = {.limit_bytes = SAMPLE_FILE_BYTES};
            assert_int_equal(bytes_add(&changed, bytes.start, (size_t)(value - bytes.start)),
                             ERR_NONE);
            assert_int_equal(bytes_add_text(&changed, kinds[k]), ERR_NONE);
            assert_int_equal(bytes_add_text(&changed, end - 1), ERR_NONE);
            sample_write("providers/voorbeeld-mee.json", changed.start, changed.size_bytes);
            check_config(sample_folder, NULL, 0, &findings);
            if (!findings_has_error(&findings)) fail_msg("accepted %s at %.40s", kinds[k], at);
            bytes_wipe(&changed);
        }
    }
    bytes_wipe(&bytes);
    sample_restore("providers/voorbeeld-mee.json");
}

static int load(void **state)
{
    if (sample_make(state) != 0) return -1;
    enum err err = content_load(sample_folder, &content, &findings);
    sample_print(&findings);
    return err ? -1 : 0;
}

static int unload(void **state)
{
    content_finish(&content);
    return sample_leave(state);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_settings_are_those_of_the_file),
        cmocka_unit_test(a_provider_is_read_whole),
        cmocka_unit_test(the_sample_has_every_kind_of_provider),
        cmocka_unit_test(the_endpoint_says_who_we_are_and_who_calls_back),
        cmocka_unit_test(a_text_of_a_provider_falls_back_to_the_source_language),
        cmocka_unit_test(things_are_found_by_name_or_not_at_all),
        cmocka_unit_test(the_keyboard_has_its_rows),
        cmocka_unit_test(only_what_has_texts_is_offered),
        cmocka_unit_test(every_text_of_the_longest_kind_fits_its_field),
        cmocka_unit_test(an_absent_optional_setting_has_its_usual_value),
        cmocka_unit_test(the_loader_refuses_what_the_linter_calls_an_error),
        cmocka_unit_test(too_large_and_unreadable_files_are_findings),
        cmocka_unit_test(more_files_than_there_is_room_for_are_a_finding),
        cmocka_unit_test(broken_files_never_break_the_reader),
        cmocka_unit_test(every_value_of_another_kind_is_found),
    };
    return cmocka_run_group_tests(tests, load, unload);
}
