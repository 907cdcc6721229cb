/* SPDX-License-Identifier: EUPL-1.2 */
/* key_layout.h - config/keys/<name>.json: the letters of an on-screen keyboard, as rows of
 * keys.
 *
 * One file holds pages: "letters" in the usual order (QWERTY), "ordered" (same letters, ABC
 * order), "accents". */
#ifndef NAAST_CONTENT_KEY_LAYOUT_H
#define NAAST_CONTENT_KEY_LAYOUT_H

#define KEY_ROWS_MOST 8
#define KEYS_IN_ROW_MOST 14
#define KEY_LAYOUTS_MOST 16

enum key_page { KEY_PAGE_LETTERS, KEY_PAGE_ORDERED, KEY_PAGE_ACCENTS, KEY_PAGE_COUNT };

/* Each key is the text it types, lower case. */
struct key_row { char keys[KEYS_IN_ROW_MOST][13]; int count; };
struct key_rows { struct key_row rows[KEY_ROWS_MOST]; int count; };

struct key_layout {
    char name[33];
    struct key_rows pages[KEY_PAGE_COUNT];
    struct key_rows email;   /* letters and signs of an address; ".nl" is one key */
};

struct key_layouts { struct key_layout all[KEY_LAYOUTS_MOST]; int count; };

const struct key_layout *key_layout_find(const struct key_layouts *layouts,
                                         const char *name);   /* NULL */

#endif
