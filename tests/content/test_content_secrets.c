/* SPDX-License-Identifier: EUPL-1.2 */
/* V10: secrets among the files of a town, who can read a token, and certificates that end. */
#include "content/mistake.h"

/* A finding never repeats a secret: the list goes into tickets and logs. */
static void a_secret_is_not_quoted(void **state)
{
    (void)state;
    sample_change(MEE, "\"token_file\": \"voorbeeld-mee.token\"",
                  "\"token\": \"hoogst-geheim-1\"");
    check_config(sample_folder, NULL, 0, &findings);
    assert_true(findings.count > 0);
    for (int i = 0; i < findings.count; i++) {
        assert_null(strstr(findings.all[i].what, "hoogst-geheim"));
        assert_null(strstr(findings.all[i].mend, "hoogst-geheim"));
    }
    sample_restore(MEE);
}

static void a_private_key_among_the_files_is_found_by_name_and_by_content(void **state)
{
    (void)state;
    static const struct { const char *name, *text; bool is_found; } rows[] = {
        {"courier.key", "x", true},
        {"providers/voorbeeld-mee.token", "x", true},
        {"notes.txt", "-----BEGIN PRIVATE KEY-----\n", true},
        {"ca.pem", "-----BEGIN CERTIFICATE-----\n", false},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        sample_write(rows[i].name, rows[i].text, strlen(rows[i].text));
        check_config(sample_folder, NULL, 0, &findings);
        assert_int_equal(findings.count, rows[i].is_found ? 1 : 0);
        assert_int_equal(sample_has(&findings, rows[i].name, 0, "V10"), rows[i].is_found);
        sample_remove(rows[i].name);
    }
}

static void a_token_that_others_can_read_or_that_is_not_there_is_found(void **state)
{
    (void)state;
    char token[80], setting[160];
    snprintf(token, sizeof token, "%s.token", sample_folder);
    snprintf(setting, sizeof setting, "\"token_file\": \"%s\"", token);
    assert_int_equal(file_replace(token, "x", 1, 0644), ERR_NONE);
    sample_change(MEE, "\"token_file\": \"voorbeeld-mee.token\"", setting);
    check_config(sample_folder, NULL, 0, &findings);
    assert_int_equal(findings.count, 1);
    assert_true(sample_has(&findings, MEE, sample_line(MEE, "token_file"), "V10"));
    assert_int_equal(chmod(token, 0600), 0);
    check_config(sample_folder, NULL, 0, &findings);
    assert_int_equal(findings.count, 0);
    unlink(token);
    check_config(sample_folder, NULL, 0, &findings);
    assert_int_equal(findings.count, 1);
    assert_true(sample_has(&findings, MEE, sample_line(MEE, "token_file"), "V10"));
    assert_int_equal(findings.all[0].severity, SEVERITY_WARNING);
    assert_int_equal(mkdir(token, 0700), 0);
    check_config(sample_folder, NULL, 0, &findings);
    assert_int_equal(findings.count, 1);
    assert_int_equal(findings.all[0].severity, SEVERITY_ERROR);
    assert_non_null(strstr(findings.all[0].mend, "the file itself"));
    rmdir(token);
    sample_restore(MEE);
}

/* On the town's own machine there is neither the kiosk's folder nor its secrets. */
static void a_secret_of_another_machine_is_no_finding(void **state)
{
    (void)state;
    char setting[160];
    snprintf(setting, sizeof setting, "\"token_file\": \"%s.no/such.token\"", sample_folder);
    sample_change(MEE, "\"token_file\": \"voorbeeld-mee.token\"", setting);
    check_config(sample_folder, NULL, 0, &findings);
    assert_int_equal(findings.count, 0);
    sample_change(MEE, setting, "\"token_file\": \"/naast-no-such.token\"");
    check_config(sample_folder, NULL, 0, &findings);
    assert_int_equal(findings.count, 1);   /* "/" is everywhere */
    sample_restore(MEE);
}

static int64_t certificate_ends_s = 0;

static int64_t certificate_ends(void *with, const char *path)
{
    (void)with;
    (void)path;
    return certificate_ends_s;
}

/* `before` is what stands before the setting `key`, which then names a file of ours. */
static void certificate_in(const char *key, const char *before)
{
    static const struct experts experts = {.certificate_ends_s = certificate_ends};
    static const int64_t now_s = 1793577600, day_s = 86400;
    static const struct { int64_t ends_s; const char *says; } rows[] = {
        {now_s + 31 * day_s, NULL},
        {now_s + 29 * day_s, "ends within 30 days"},
        {now_s, "has ended"},
        {now_s - 400 * day_s, "has ended"},
        {0, "no certificate"},
    };
    char file[80], setting[240];
    snprintf(file, sizeof file, "%s.pem", sample_folder);
    snprintf(setting, sizeof setting, "%s\"%s\": \"%s\", \"strict\": true", before, key, file);
    sample_change(MEE, "\"strict\": true", setting);
    struct check check = {.config = sample_folder, .wall_s = now_s, .experts = &experts};
    check_in_full(&check, &findings);
    assert_int_equal(findings.count, 0);   /* a file that is the courier's to see, not ours */
    assert_int_equal(file_replace(file, "x", 1, 0644), ERR_NONE);
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        certificate_ends_s = rows[i].ends_s;
        check_in_full(&check, &findings);
        assert_int_equal(findings.count, rows[i].says ? 1 : 0);
        if (!rows[i].says) continue;
        assert_true(sample_has(&findings, MEE, sample_line(MEE, key), "V10"));
        assert_non_null(strstr(findings.all[0].what, rows[i].says));
        assert_int_equal(findings.all[0].severity, SEVERITY_WARNING);
        assert_true(all_are_explained());
    }
    check_config(sample_folder, NULL, now_s, &findings);   /* nobody to ask */
    assert_int_equal(findings.count, 0);
    unlink(file);
    sample_restore(MEE);
}

static void a_certificate_that_ends_soon_is_found_before_it_does(void **state)
{
    (void)state;
    certificate_in("ca_file", "");
    certificate_in("client_certificate_file", "\"client_key_file\": \"x.key\", ");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_secret_is_not_quoted),
        cmocka_unit_test(a_private_key_among_the_files_is_found_by_name_and_by_content),
        cmocka_unit_test(a_token_that_others_can_read_or_that_is_not_there_is_found),
        cmocka_unit_test(a_secret_of_another_machine_is_no_finding),
        cmocka_unit_test(a_certificate_that_ends_soon_is_found_before_it_does),
    };
    return cmocka_run_group_tests(tests, sample_make, sample_leave);
}
