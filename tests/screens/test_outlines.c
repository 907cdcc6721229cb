/* SPDX-License-Identifier: EUPL-1.2 */
/* What stands on every screen, as text: outlines.txt. A change of a screen shows as a change
 * of that file, so that whoever reviews it sees what the visitor will see.
 *
 * The test writes what it found to build/outlines.txt; when a change is wanted, copy that
 * over the old one. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/bytes.h"
#include "base/file.h"
#include "screens/stage.h"

#define LIMIT_BYTES (1 << 20)
#define WANTED_FILE SOURCE_DIR "/tests/screens/outlines.txt"
#define FOUND_FILE BUILD_DIR "/outlines.txt"

static const char *role_word(enum role role)
{
    switch (role) {
    case ROLE_SCREEN:   return "screen";
    case ROLE_GROUP:    return "group";
    case ROLE_HEADING:  return "heading";
    case ROLE_TEXT:     return "text";
    case ROLE_LABEL:    return "label";
    case ROLE_BUTTON:   return "button";
    case ROLE_CHOICE:   return "choice";
    case ROLE_CHECKBOX: return "checkbox";
    case ROLE_FIELD:    return "field";
    case ROLE_KEY:      return "key";
    case ROLE_TOOL:     return "tool";
    case ROLE_IMAGE:    return "image";
    case ROLE_CODE:     return "code";
    case ROLE_STATUS:   return "status";
    }
    return "unknown";
}

/* The header and the toolbar are the same everywhere, and a key says what it types. */
static bool is_left_out(const struct node *node)
{
    static const char *const left_out[] = {"header", "toolbar", "keys",
                                           "pad",    "nav.page", "nav.more"};
    for (size_t i = 0; i < sizeof left_out / sizeof left_out[0]; i++)
        if (strcmp(node->id, left_out[i]) == 0) return true;
    return false;
}

static bool is_told(const struct node *node)
{
    return node->press.kind != MSG_NONE || node->role == ROLE_HEADING ||
           node->role == ROLE_TEXT ||
           node->role == ROLE_FIELD || node->role == ROLE_CODE || node->role == ROLE_STATUS ||
           (node->role == ROLE_GROUP && node->value.utf8);
}

static enum err write_node(struct bytes *to, const struct node *node)
{
    enum err err = bytes_add_format(to, "  %s %s: %s", role_word(node->role), node->id,
                                    node->name.utf8 ? node->name.utf8 : "");
    if (!err && node->value.utf8) err = bytes_add_format(to, " = %s", node->value.utf8);
    if (!err && node->is_question) err = bytes_add_text(to, " [question]");
    if (!err && node->is_primary) err = bytes_add_text(to, " [primary]");
    if (!err && (node->is_selected || node->is_checked)) err = bytes_add_text(to, " [chosen]");
    return err ? err : bytes_add_text(to, "\n");
}

static enum err write_tree(struct bytes *to, const struct node *node)
{
    enum err err = ERR_NONE;
    if (is_left_out(node)) return ERR_NONE;
    if (is_told(node)) err = write_node(to, node);
    /* what is inside a button is its name once more */
    if (node->press.kind != MSG_NONE) return err;
    for (const struct node *child = node->first; child && !err; child = child->next)
        err = write_tree(to, child);
    return err;
}

static void tell_first_difference(const char *wanted, const char *found)
{
    int line = 1;
    const char *start = found;
    for (; *wanted && *wanted == *found; wanted++, found++)
        if (*found == '\n') {
            line++;
            start = found + 1;
        }
    fail_msg("outlines.txt differs in line %d, now: %.*s\nFound: %s, wanted: %s", line,
             (int)strcspn(start, "\n"), start, FOUND_FILE, WANTED_FILE);
}

static void every_screen_says_what_outlines_txt_says(void **state)
{
    (void)state;
    struct bytes found = {.limit_bytes = LIMIT_BYTES}, wanted = {.limit_bytes = LIMIT_BYTES};
    for (int i = 0; i < scenes_count; i++) {
        stage_model(&scenes[i]);
        assert_int_equal(bytes_add_format(&found, "%s\n", scenes[i].name), ERR_NONE);
        assert_int_equal(write_tree(&found, stage_build()), ERR_NONE);
    }
    assert_int_equal(file_replace(FOUND_FILE, found.start, found.size_bytes, 0644), ERR_NONE);
    assert_int_equal(file_read(WANTED_FILE, &wanted), ERR_NONE);
    if (wanted.size_bytes != found.size_bytes ||
        memcmp(wanted.start, found.start, found.size_bytes) != 0)
        tell_first_difference(wanted.start, found.start);
    bytes_wipe(&found);
    bytes_wipe(&wanted);
}

int main(void)
{
    const struct CMUnitTest tests[] =
        {cmocka_unit_test(every_screen_says_what_outlines_txt_says)};
    return cmocka_run_group_tests(tests, stage_open, stage_close);
}
