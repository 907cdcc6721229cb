/* SPDX-License-Identifier: EUPL-1.2 */
#include "content/key_layout.h"

#include <stdio.h>
#include <string.h>

#include "content/readers.h"

static bool rows_have(const struct key_rows *page, const char *key)
{
    for (int r = 0; r < page->count; r++)
        for (int k = 0; k < page->rows[r].count; k++)
            if (strcmp(page->rows[r].keys[k], key) == 0) return true;
    return false;
}

static void add_key(struct reading *reading, const struct json *value, struct key_rows *page,
                    const char *start, size_t size)
{
    struct key_row *row = &page->rows[page->count - 1];
    char key[sizeof row->keys[0]];
    if (size >= sizeof key || row->count == KEYS_IN_ROW_MOST) {
        reading_error(reading, value, "range",
                      "give at most 14 keys a row, of at most 12 bytes each",
                      size >= sizeof key ? "a key is too long" : "this row has too many keys");
        return;
    }
    memcpy(key, start, size);
    key[size] = 0;
    if (rows_have(page, key)) {
        reading_error(reading, value, "duplicate", "take one of them out",
                      "the key %s stands on this page twice", key);
        return;
    }
    memcpy(row->keys[row->count++], key, size + 1);
}

/* "q w e r t y": keys with one space between them. */
static void read_row_text(struct reading *reading, const struct json *value,
                          struct key_rows *page)
{
    const char *at = json_text(value);
    page->rows[page->count++].count = 0;
    while (*at) {
        size_t size = strcspn(at, " ");
        if (size > 0) add_key(reading, value, page, at, size);
        at += size + (at[size] == ' ');
    }
    if (page->rows[page->count - 1].count == 0)
        reading_error(reading, value, "range",
                      "write the keys with a space between them, such as \"a b c\"",
                      "this row is empty");
}

static void read_page(struct reading *reading, const struct table_row *row,
                      const struct json *value, void *into)
{
    (void)row;
    struct key_rows *page = into;
    if (!reading_expects(reading, value, JSON_ARRAY)) return;
    for (const struct json *entry = json_first(value); entry; entry = json_next(entry)) {
        if (!reading_expects(reading, entry, JSON_TEXT)) continue;
        if (page->count == KEY_ROWS_MOST) {
            reading_error(reading, entry, "range", "give at most 6 rows a page",
                          "this page has too many rows");
            return;
        }
        read_row_text(reading, entry, page);
    }
    if (page->count == 0)
        reading_error(reading, value, "range", "give at least one row", "this page is empty");
}

static void write_page_schema(const struct table_row *row, struct json_writer *writer)
{
    (void)row;
    json_write_text(writer, "type", "array");
    json_write_whole(writer, "minItems", 1);
    json_write_whole(writer, "maxItems", KEY_ROWS_MOST);
    json_write_open(writer, "items", '{');
    json_write_text(writer, "type", "string");
    json_write_whole(writer, "minLength", 1);
    json_write_close(writer, '}');
}

#define PAGE(field)                                                                            \
    .shape = SHAPE_OWN, .offset = offsetof(struct key_layout, field), .read = read_page,       \
    .schema = write_page_schema

static const struct table_row rows[] = {
    {.key = "letters",
     PAGE(pages[KEY_PAGE_LETTERS]),
     .about = "The letters in the usual order, as rows of keys with a space between them."},
    {.key = "ordered",
     PAGE(pages[KEY_PAGE_ORDERED]),
     .about = "The same letters in the order of the alphabet."},
    {.key = "accents",
     PAGE(pages[KEY_PAGE_ACCENTS]),
     .about = "Letters with accents and the signs that names need."},
    {.key = "email",
     PAGE(email),
     .about =
         "What an e-mail address is typed with: letters, digits, @ . - _ and common endings."},
};

const struct table key_layout_table = {"keys/<name>.json: an on-screen keyboard", rows,
                                       sizeof rows / sizeof rows[0], sizeof(struct key_layout),
                                       true};

const struct key_layout *key_layout_find(const struct key_layouts *layouts, const char *name)
{
    for (int i = 0; i < layouts->count; i++)
        if (strcmp(layouts->all[i].name, name) == 0) return &layouts->all[i];
    return NULL;
}

/* Who switches to ABC order must find every letter back. */
static void compare_orders(struct reading *reading, const struct json *document,
                           const struct key_layout *layout)
{
    const struct key_rows *letters = &layout->pages[KEY_PAGE_LETTERS],
                          *ordered = &layout->pages[KEY_PAGE_ORDERED];
    for (int r = 0; r < letters->count; r++)
        for (int k = 0; k < letters->rows[r].count; k++)
            if (!rows_have(ordered, letters->rows[r].keys[k]))
                reading_error(reading, json_member(document, "ordered"), "keys",
                              "put the same keys on both pages",
                              "the key %s of \"letters\" is not on the page \"ordered\"",
                              letters->rows[r].keys[k]);
}

static void demand_address_signs(struct reading *reading, const struct json *document,
                                 const struct key_layout *layout)
{
    static const char *const signs[] = {"@", ".", "-", "_"};
    for (size_t i = 0; i < sizeof signs / sizeof signs[0]; i++)
        if (!rows_have(&layout->email, signs[i]))
            reading_error(reading, json_member(document, "email"), "keys",
                          "add it: e-mail addresses need it",
                          "the page \"email\" has no key %s", signs[i]);
}

void key_layout_read(struct reading *reading, const struct json *document, const char *name,
                     struct key_layout *layout_out)
{
    table_read(reading, &key_layout_table, document, layout_out);
    snprintf(layout_out->name, sizeof layout_out->name, "%s", name);
    if (layout_out->pages[KEY_PAGE_ORDERED].count > 0)
        compare_orders(reading, document, layout_out);
    if (layout_out->email.count > 0) demand_address_signs(reading, document, layout_out);
}
