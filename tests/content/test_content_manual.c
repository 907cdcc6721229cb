/* SPDX-License-Identifier: EUPL-1.2 */
/* config/README.md and the tables that read the files say the same.
 *
 *   test_content_manual            compare
 *   test_content_manual --write    write the settings into config/README.md anew */
#include "base/promise.h"

#include <stdio.h>
#include <string.h>

#include "base/file.h"
#include "content/readers.h"

#define MANUAL SOURCE_DIR "/config/README.md"
#define MANUAL_BYTES (64 * 1024)
#define START                                                                                  \
    "<!-- settings: written by `test_content_manual --write` from the tables in "              \
    "kiosk/content -->\n"
#define END "<!-- end of settings -->\n"

static struct bytes written = {.limit_bytes = MANUAL_BYTES};

static void put(const char *text)
{
    assert_int_equal(bytes_add_text(&written, text), ERR_NONE);
}

static void put_words(const char *const *words)
{
    for (int i = 0; words[i]; i++)
        assert_int_equal(bytes_add_format(&written, "%s`%s`", i > 0 ? ", " : "", words[i]),
                         ERR_NONE);
}

static void put_range(const struct table_row *row, const char *what)
{
    if (row->least >= row->most)
        assert_int_equal(bytes_add_format(&written, "%s %.10g", what, row->least), ERR_NONE);
    else
        assert_int_equal(
            bytes_add_format(&written, "%s %.10g to %.10g", what, row->least, row->most),
            ERR_NONE);
}

/* What to write there. */
static void put_shape(const struct table_row *row)
{
    switch (row->shape) {
    case SHAPE_TEXT:
        if (row->pattern) put(row->pattern->mend);
        else put_range(row, "text, characters:");
        break;
    case SHAPE_WHOLE:
        put_range(row, "whole number,");
        break;
    case SHAPE_REAL:
        put_range(row, "number,");
        break;
    case SHAPE_BOOLEAN:
        put("`true` or `false`");
        break;
    case SHAPE_CHOICE:
        put("one of ");
        put_words(row->words);
        break;
    case SHAPE_CHOICES:
        put("list of ");
        put_words(row->words);
        break;
    case SHAPE_GROUP:
        put("object, see below");
        break;
    case SHAPE_LIST:
        put_range(row, "list, entries:");
        break;
    case SHAPE_OWN:
        put("see its sample");
        break;
    }
}

static void put_need(const struct table_row *row)
{
    if (!row->is_optional) put("yes");
    else if (row->shape == SHAPE_BOOLEAN)
        put(row->otherwise != 0 ? "no: `true`" : "no: `false`");
    else if (row->shape == SHAPE_CHOICE)
        assert_int_equal(
            bytes_add_format(&written, "no: `%s`", row->words[(int)row->otherwise]), ERR_NONE);
    else if (row->shape == SHAPE_WHOLE || row->shape == SHAPE_REAL)
        assert_int_equal(bytes_add_format(&written, "no: `%.10g`", row->otherwise), ERR_NONE);
    else put("no");
}

static void put_table(const char *prefix, const struct table *table)
{
    for (size_t i = 0; i < table->count; i++) {
        const struct table_row *row = &table->rows[i];
        assert_int_equal(bytes_add_format(&written, "| `%s%s` | ", prefix, row->key), ERR_NONE);
        put_need(row);
        put(" | ");
        put_shape(row);
        assert_int_equal(bytes_add_format(&written, " | %s |\n", row->about), ERR_NONE);
        if (!row->inner) continue;
        char inside[64];
        snprintf(inside, sizeof inside, "%s%s%s", prefix, row->key,
                 row->shape == SHAPE_LIST ? "[]." : ".");
        put_table(inside, row->inner);
    }
}

static void put_file(const struct table *table)
{
    assert_int_equal(
        bytes_add_format(&written,
                         "\n### %s\n\n| setting | must be there | what to write | meaning |\n"
                         "| --- | --- | --- | --- |\n",
                         table->title),
        ERR_NONE);
    put_table("", table);
}

static void write_settings(void)
{
    static const struct table *const tables[] = {
        &settings_table, &languages_table, &topics_table,
        &texts_table,    &provider_table,  &key_layout_table,
        &plain_table,
    };
    bytes_wipe(&written);
    put(START);
    for (size_t i = 0; i < sizeof tables / sizeof tables[0]; i++) put_file(tables[i]);
    put("\n");
    put(END);
}

static void the_manual_has_every_setting_as_the_tables_have_it(void **state)
{
    (void)state;
    struct bytes manual = {.limit_bytes = MANUAL_BYTES};
    assert_int_equal(file_read(MANUAL, &manual), ERR_NONE);
    write_settings();
    if (!strstr(manual.start, written.start))
        fail_msg("config/README.md differs: run test_content_manual --write");
    bytes_wipe(&manual);
    bytes_wipe(&written);
}

static int rewrite(void)
{
    struct bytes manual = {.limit_bytes = MANUAL_BYTES},
                 whole = {.limit_bytes = 2 * MANUAL_BYTES};
    write_settings();
    enum err err = file_read(MANUAL, &manual);
    char *start = err ? NULL : strstr(manual.start, START),
         *end = err ? NULL : strstr(manual.start, END);
    if (!start || !end) return 1;
    err = bytes_add(&whole, manual.start, (size_t)(start - manual.start));
    if (!err) err = bytes_add_text(&whole, written.start);
    if (!err) err = bytes_add_text(&whole, end + strlen(END));
    if (!err) err = file_replace(MANUAL, whole.start, whole.size_bytes, 0644);
    bytes_wipe(&manual);
    bytes_wipe(&whole);
    bytes_wipe(&written);
    return err ? 1 : 0;
}

int main(int argc, char **argv)
{
    if (argc == 2 && strcmp(argv[1], "--write") == 0) return rewrite();
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_manual_has_every_setting_as_the_tables_have_it),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
