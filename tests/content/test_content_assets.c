/* SPDX-License-Identifier: EUPL-1.2 */
/* Pictures and fonts that a kiosk is given: what is missing is named. */
#include "content/sample.h"

#include "content/readers.h"

static char assets[64];
static struct findings findings;

static void asset_path(const char *inside, char out[PATH_BYTES])
{
    assert_int_equal(path_join(out, assets, inside), ERR_NONE);
}

static void write_asset(const char *inside, const char *text)
{
    char path[PATH_BYTES];
    asset_path(inside, path);
    assert_int_equal(file_replace(path, text, strlen(text), 0644), ERR_NONE);
}

static void remove_asset(const char *inside)
{
    char path[PATH_BYTES];
    asset_path(inside, path);
    assert_int_equal(remove(path), 0);
}

#define FONTS                                                                                  \
    "{\"latin\": {\"scripts\": [\"Latn\", \"Cyrl\"]}, \"arabic\": {\"scripts\": "              \
    "[\"Arab\"]},\n"                                                                           \
    "\"ethiopic\": {\"scripts\": [\"Ethi\"]}}"

static int stage(void **state)
{
    if (sample_make(state) != 0) return -1;
    snprintf(assets, sizeof assets, "/tmp/naast-assets-XXXXXX");
    if (!mkdtemp(assets)) return -1;
    char path[PATH_BYTES];
    asset_path("pictograms", path);
    if (mkdir(path, 0700) != 0) return -1;
    asset_path("fonts", path);
    if (mkdir(path, 0700) != 0) return -1;
    for (int i = 1; i < PICTOGRAM_COUNT; i++) {
        char name[128];
        snprintf(name, sizeof name, "pictograms/%s.svg", pictogram_key((enum pictogram)i));
        write_asset(name, "<svg/>");
        snprintf(name, sizeof name, "pictograms/%s.line.svg", pictogram_key((enum pictogram)i));
        write_asset(name, "<svg/>");
    }
    static const char *const faces[] = {"latin", "arabic", "ethiopic"};
    for (size_t i = 0; i < 3; i++) {
        char name[64];
        snprintf(name, sizeof name, "fonts/%s-regular.ttf", faces[i]);
        write_asset(name, "");
        snprintf(name, sizeof name, "fonts/%s-bold.ttf", faces[i]);
        write_asset(name, "");
    }
    write_asset("fonts.json", FONTS);
    write_asset("pictograms.json",
                "{\"help\": {\"openmoji\": \"1F198\", \"word\": \"nav.back\"}}");
    return 0;
}

static int clear(void **state)
{
    static const char *const folders[] = {"pictograms", "fonts", ""};
    for (size_t i = 0; i < 3; i++) {
        char path[PATH_BYTES];
        asset_path(folders[i], path);
        if (folder_each(path, "", sample_remove_one, path) != ERR_NONE) return -1;
    }
    return rmdir(assets) != 0 || sample_leave(state) != 0 ? -1 : 0;
}

/* Exactly one finding, about this asset. */
static void assert_finds(const char *inside, int line, const char *rule)
{
    char path[PATH_BYTES];
    asset_path(inside, path);
    check_config(sample_folder, assets, 0, &findings);
    sample_print(&findings);
    assert_int_equal(findings.count, 1);
    assert_string_equal(findings.all[0].file, path);
    assert_string_equal(findings.all[0].rule, rule);
    assert_int_equal(findings.all[0].line, line);
    assert_true(findings.all[0].what[0] && findings.all[0].mend[0]);
}

static void complete_assets_give_no_finding(void **state)
{
    (void)state;
    check_config(sample_folder, assets, 0, &findings);
    sample_print(&findings);
    assert_int_equal(findings.count, 0);
}

static void a_missing_picture_is_found_in_colour_and_in_lines(void **state)
{
    (void)state;
    remove_asset("pictograms/help.svg");
    assert_finds("pictograms/help.svg", 0, "pictogram");
    write_asset("pictograms/help.svg", "<svg/>");
    remove_asset("pictograms/help.line.svg");
    assert_finds("pictograms/help.line.svg", 0, "pictogram");
    write_asset("pictograms/help.line.svg", "<svg/>");
}

static void a_missing_font_is_found_by_file_and_by_script(void **state)
{
    (void)state;
    remove_asset("fonts/arabic-bold.ttf");
    assert_finds("fonts/arabic-bold.ttf", 0, "font");
    write_asset("fonts/arabic-bold.ttf", "");
    write_asset("fonts.json", "{\"latin\": {\"scripts\": [\"Latn\", \"Cyrl\"]}, \"arabic\": "
                              "{\"scripts\": [\"Arab\"]}}");
    assert_finds("fonts.json", 0, "font");
    assert_non_null(strstr(findings.all[0].what, "Ethi"));
    write_asset("fonts.json", "{\"latin\": {}}");
    check_config(sample_folder, assets, 0, &findings);
    assert_true(findings.count > 5);   /* no script at all */
    write_asset("fonts.json", FONTS);
}

static void lists_that_are_absent_or_broken_are_found(void **state)
{
    (void)state;
    remove_asset("fonts.json");
    assert_finds("fonts.json", 0, "missing-file");
    write_asset("fonts.json", FONTS);
    write_asset("pictograms.json", "{\n\"help\": }");
    assert_finds("pictograms.json", 2, "json");
    write_asset("pictograms.json", "{\"help\": {},\n\"home\": {\"word\": \"no.such.text\"}}");
    assert_finds("pictograms.json", 2, "unknown-text");
    write_asset("pictograms.json", "{}");
}

static void a_folder_that_is_not_there_is_one_finding(void **state)
{
    (void)state;
    check_config(sample_folder, "/tmp/naast-no-such-folder", 0, &findings);
    assert_int_equal(findings.count, 1);
    assert_string_equal(findings.all[0].file, "/tmp/naast-no-such-folder");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(complete_assets_give_no_finding),
        cmocka_unit_test(a_missing_picture_is_found_in_colour_and_in_lines),
        cmocka_unit_test(a_missing_font_is_found_by_file_and_by_script),
        cmocka_unit_test(lists_that_are_absent_or_broken_are_found),
        cmocka_unit_test(a_folder_that_is_not_there_is_one_finding),
    };
    return cmocka_run_group_tests(tests, stage, clear);
}
