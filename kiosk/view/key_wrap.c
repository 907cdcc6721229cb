/* SPDX-License-Identifier: EUPL-1.2 */
#include "view/key_wrap.h"

#include <string.h>

#include "base/utf8.h"

struct wrapping { struct key_rows *rows; int columns; };

static bool is_wide(const char *key)
{
    return utf8_count(key, strlen(key)) > 2;
}

/* A hyphen and an apostrophe are part of names, and go with the letters. */
static bool is_sign(const char *key)
{
    return key[0] == '.' || key[0] == '_' || key[0] == '@' || key[0] == '+';
}

enum group { GROUP_DIGITS, GROUP_LETTERS, GROUP_SIGNS, GROUP_COUNT };

static enum group group_of(const char *key)
{
    if (key[0] >= '0' && key[0] <= '9') return GROUP_DIGITS;
    return is_sign(key) || is_wide(key) ? GROUP_SIGNS : GROUP_LETTERS;
}

static void row_add(struct wrapping *wrapping, const char *key, bool begins)
{
    struct key_rows *rows = wrapping->rows;
    if ((begins || rows->count == 0) && rows->count < KEY_ROWS_MOST) rows->count++;
    struct key_row *row = &rows->rows[rows->count - 1];
    if (row->count < KEYS_IN_ROW_MOST)
        memcpy(row->keys[row->count++], key, sizeof row->keys[0]);
}

static int group_count(const struct key_rows *from, enum group group)
{
    int count = 0;
    for (int i = 0; i < from->count; i++)
        for (int k = 0; k < from->rows[i].count; k++)
            count += group_of(from->rows[i].keys[k]) == group;
    return count;
}

/* Rows of one group, all about as long. Signs differ in width, so they stay one row and the
 * keyboard breaks it by the place it has. */
static void group_add(struct wrapping *wrapping, const struct key_rows *from, enum group group)
{
    int count = group_count(from, group), done = 0;
    if (count == 0) return;
    int rows = group == GROUP_SIGNS ? 1 : (count + wrapping->columns - 1) / wrapping->columns;
    int across = (count + rows - 1) / rows;
    for (int i = 0; i < from->count; i++)
        for (int k = 0; k < from->rows[i].count; k++) {
            if (group_of(from->rows[i].keys[k]) != group) continue;
            row_add(wrapping, from->rows[i].keys[k], done % across == 0);
            done++;
        }
}

void key_wrap(const struct key_rows *from, int columns, struct key_rows *rows_out)
{
    struct wrapping wrapping = { .rows = rows_out, .columns = columns };
    memset(rows_out, 0, sizeof *rows_out);
    for (enum group group = GROUP_DIGITS; group < GROUP_COUNT; group++)
        group_add(&wrapping, from, group);
}

static bool is_small_letter(const char *text)
{
    return text[0] >= 'a' && text[0] <= 'z' && !text[1];
}

void key_sort_letters(struct key_rows *rows)
{
    char *places[KEY_ROWS_MOST * KEYS_IN_ROW_MOST];
    int count = 0;
    for (int i = 0; i < rows->count; i++)
        for (int k = 0; k < rows->rows[i].count; k++)
            if (is_small_letter(rows->rows[i].keys[k])) places[count++] = rows->rows[i].keys[k];
    for (int i = 1; i < count; i++)
        for (int k = i; k > 0 && places[k][0] < places[k - 1][0]; k--) {
            char other = places[k][0];
            places[k][0] = places[k - 1][0];
            places[k - 1][0] = other;
        }
}
