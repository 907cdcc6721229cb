/* SPDX-License-Identifier: EUPL-1.2 */
/* The field, the on-screen keyboard and the pad.
 *
 * Keys have one size on all pages of a layout: the raster is as wide as its longest row, so
 * that a finger that has learnt where a key lies finds the others there too. */
#include <math.h>
#include <stdio.h>
#include <string.h>
#include "base/utf8.h"
#include "content/content.h"
#include "view/key_wrap.h"
#include "view/locale.h"
#include "view/parts_inside.h"

#define RASTER_LEAST 10
#define LETTER_EM 0.64               /* width of a bold letter, on the safe side */
#define CAP_EM 0.70
#define KEY_MOST_MM 34.0
#define STOP_KEYS_MOST 6             /* of a row, that the keypad meets as one */

void part_field(struct build *build, struct field_part field)
{
    struct node *node = build_add(build, ROLE_FIELD, field.id);
    dress_card(node);
    node->name = field.name;
    node->value = field.value;
    node->shows_words = true;
    node->has_caret = true;
    node->style = STYLE_FIELD;
    node->is_bold = true;
    node->ink = TONE_INK;
    node->border = field.has_mistake ? TONE_DANGER : TONE_INK;
    node->border_mm = field.has_mistake ? BORDER_CHOSEN_MM : 0.8;
    node->corner_mm = 4.0;
    node->along = PLACE_CENTER;
    node->pad_mm = 2.0;
    node->pad_inline_mm = 4.0;
    node->min_height_mm = room_mm(build, 22.0, 16.0);
    node->max_height_mm = 30.0;
    build->field = node;
}

static double key_mm(const struct build *build)
{
    return size_key_mm(build->model->preferences.text_size);
}

static bool is_large(const struct build *build)
{
    return key_mm(build) > KEY_LEAST_MM;
}

/* How many keys the panel has room for, side by side. */
static int columns_here(const struct build *build)
{
    double width_mm = build->panel.width_px / build->panel.px_per_mm - 2.0 * EDGE_MM;
    int columns = (int)((width_mm + KEY_GAP_MM) / (key_mm(build) + KEY_GAP_MM));
    return columns < 1 ? 1 : columns < RASTER_LEAST ? columns : RASTER_LEAST;
}

static struct node *key_add(struct build *build, const char *id, struct words name,
                            struct message press, enum text_style style)
{
    struct node *key = build_add(build, ROLE_KEY, id);
    dress_card(key);
    key->corner_mm = 4.0;
    key->min_height_mm = key->min_width_mm = key_mm(build);
    key->max_height_mm = KEY_MOST_MM;
    key->grows = true;
    key->name = name;
    key->press = press;
    key->shows_words = true;
    key->style = style;
    /* Arabic letters are wide; at the largest size a bold one does not fit on its key. */
    key->is_bold = !build_is_right_to_left(build);
    key->ink = TONE_INK;
    key->along = PLACE_CENTER;
    key->across = PLACE_CENTER;
    key->share = 1.0;
    return key;
}

/* ".nl" and "@gmail.com" keep their signs where they belong, also on an Arabic keyboard: their
 * own letters say which way they run, not the language of the screen. */
static bool is_ascii(const char *utf8)
{
    for (; *utf8; utf8++)
        if ((unsigned char)*utf8 >= 0x80) return false;
    return true;
}

/* NULL when it has none of its own: "SS" for a sharp s; a plain I for the dotless one, except
 * in Turkish, where the other i has a dot on its capital too. */
static const char *capital_of(struct build *build, const char *text)
{
    const char *tag = build_tag(build), *upper = locale_upper(build->arena, tag, text);
    if (!upper) return NULL;
    if (utf8_count(upper, strlen(upper)) != utf8_count(text, strlen(text))) return NULL;
    if (is_ascii(text) || !is_ascii(upper)) return upper;
    const char plain[2] = { (char)(upper[0] | 0x20), 0 };
    const char *other = locale_upper(build->arena, tag, plain);
    return other && strcmp(other, upper) != 0 ? upper : NULL;
}

static struct words key_words(struct build *build, const char *text, bool is_upper)
{
    static const struct { const char *sign; enum text spoken;
    } signs[] = {
        { "@", TEXT_SIGN_AT },         { ".", TEXT_SIGN_DOT },  { "-", TEXT_SIGN_DASH },
        { "_", TEXT_SIGN_UNDERSCORE }, { "+", TEXT_SIGN_PLUS }, { "'", TEXT_SIGN_APOSTROPHE },
    };
    const char *tag = build_tag(build);
    bool is_latin = build_is_right_to_left(build) && is_ascii(text);
    const char *upper = is_upper ? capital_of(build, text) : NULL;
    struct words name = words_plain(build, upper ? upper : text, is_latin ? NULL : tag);
    for (size_t i = 0; i < sizeof signs / sizeof signs[0]; i++)
        if (strcmp(signs[i].sign, text) == 0) name.spoken = words(build, signs[i].spoken).utf8;
    return name;
}

static struct message typed(const char *text)
{
    struct message press = { .kind = MSG_TYPE };
    snprintf(press.typed, sizeof press.typed, "%s", text);
    return press;
}

static enum text_style sign_style(const struct build *build)
{
    return build_is_landscape(build) ? STYLE_BUTTON : STYLE_SMALL;
}

/* "@" is as large as a letter; ".nl" and "@voorbeeld.nl" are smaller and take as many places as
 * their letters need. */
static double key_share(const struct build *build, const char *text)
{
    size_t letters = utf8_count(text, strlen(text));
    if (letters <= 2) return 1.0;
    double width_mm = build->panel.width_px / build->panel.px_per_mm - 2.0 * EDGE_MM;
    double place_mm = (width_mm + KEY_GAP_MM) / columns_here(build);
    double cap_mm = size_cap_mm(sign_style(build), build->model->preferences.text_size);
    double need_mm = (double)letters * LETTER_EM * cap_mm / CAP_EM + 2.0 + KEY_GAP_MM;
    double halves = ceil(2.0 * need_mm / place_mm);
    return halves < 2.0 ? 1.0 : halves / 2.0;
}

static struct node *key_type(struct build *build, const char *text, bool is_upper)
{
    bool is_short = utf8_count(text, strlen(text)) <= 2;
    enum text_style style = is_short ? STYLE_KEY : sign_style(build);
    struct node *key = key_add(build, build_id(build, "key.%s", text),
                               key_words(build, text, is_upper), typed(text), style);
    key->share = key_share(build, text);
    return key;
}

static void key_erase(struct build *build, const char *id, double share)
{
    struct node *key = key_add(build, id, words(build, TEXT_KEY_ERASE),
                               (struct message){ .kind = MSG_ERASE }, STYLE_SMALL);
    key->share = share;
    key->shows_words = false;
    key->flow = FLOW_WRAP;
    key->gap_mm = 2.0;
    struct node *open = build->open;
    build->open = key;
    /* Large letters leave the key no room for both; the word stays. */
    if (build->model->preferences.text_size <= 2)
        leaf_picture(build, build_id(build, "%s.picture", id), PICTOGRAM_ERASE, key->name, 9.0);
    leaf_text(build, ROLE_LABEL, build_id(build, "%s.label", id), key->name, STYLE_SMALL,
              TONE_INK)
        ->is_bold = true;
    build->open = open;
}

static const struct key_layout *layout_here(const struct build *build)
{
    const struct content *content = build->content;
    for (int i = 0; i < content->languages.count; i++)
        if (strcmp(content->languages.all[i].tag, build_tag(build)) == 0) {
            const struct key_layout *found = key_layout_find(
                &content->key_layouts, content->languages.all[i].key_layout);
            if (found) return found;
        }
    return content->key_layouts.count > 0 ? &content->key_layouts.all[0] : NULL;
}

static int rows_widest(const struct key_rows *rows, int raster)
{
    for (int i = 0; i < rows->count; i++)
        if (rows->rows[i].count > raster) raster = rows->rows[i].count;
    return raster;
}

static struct node *row_of_keys(struct build *build, const char *id, int raster)
{
    struct node *row = part_open(build, ROLE_GROUP, id, FLOW_KEYS, KEY_GAP_MM);
    row->name = words(build, TEXT_KEY_BOARD);
    row->columns_most = raster;
    row->grows = true;
    return row;
}

static void key_to_page(struct build *build, const char *id, enum key_page page,
                        enum text label, double share)
{
    struct message press = { .kind = MSG_KEY_PAGE, .value = (int32_t)page };
    struct words name = words(build, label);
    if (label == TEXT_KEY_ACCENTS) name.spoken = words(build, TEXT_KEY_ACCENTS_SPOKEN).utf8;
    key_add(build, id, name, press, sign_style(build))->share = share;
}

static bool is_letter_key(const struct node *node)
{
    return node->role == ROLE_KEY && node->press.kind == MSG_TYPE && node->share < 1.25;
}

/* "a tot e": for the keypad the keys from `first` on are one stop, so that no letter lies
 * further than a few presses (node.h). They stay where they were. */
static void stop_make(struct build *build, const char *id, struct node *first, int count)
{
    struct node *stop = part_open(build, ROLE_GROUP, id, FLOW_KEYS, KEY_GAP_MM);
    const struct words from = first->name;
    double share = 0.0;
    for (int i = 0; i < count; i++) {
        struct node *key = first;
        first = first->next;
        share += key->share;
        build_move(key, stop);
    }
    const struct words to = last_of(build, stop)->name;
    stop->name = words_with(build, TEXT_KEY_ROW, (struct text_place[]){
        { "first", from.spoken ? from.spoken : from.utf8 },
        { "last", to.spoken ? to.spoken : to.utf8 }, { NULL, NULL } });
    stop->press = (struct message){ .kind = MSG_FOCUS };
    snprintf(stop->press.node, sizeof stop->press.node, "%s", stop->first->id);
    stop->is_stop = true;
    stop->share = share;
    stop->columns_most = (int)lround(share);
    stop->corner_mm = 4.0;
    stop->grows = true;
    stop->max_height_mm = KEY_MOST_MM;
    part_close(build);
}

/* Closes a row. A long one is two stops, and what is no letter stays by itself: who walks with
 * three keys reaches "Wis" without looking for it. */
static void row_close(struct build *build)
{
    struct node *row = build->open, *at = row->first, *end = row->last;
    int letters = 0;
    for (const struct node *key = at; key; key = key->next) letters += is_letter_key(key);
    int stops = (letters + STOP_KEYS_MOST - 1) / STOP_KEYS_MOST, number = 0;
    bool is_alone = !build->model->uses_keys || letters < 2 || build->lost > 0;
    for (struct node *next; !is_alone && at; at = next) {
        int count = 0, most = (letters + stops - 1) / (stops > 0 ? stops : 1);
        for (next = at; next && count < most && is_letter_key(next); count++)
            next = next == end ? NULL : next->next;
        if (count > 0) {
            stop_make(build, build_id(build, "%s.stop.%d", row->id, ++number), at, count);
            letters -= count;
            stops--;
        } else {
            next = at == end ? NULL : at->next;
            build_move(at, row);
        }
    }
    part_close(build);
}

/* "ABC", "QWE": where letters are large the words of these keys would take half a row. */
static const char *first_keys(struct build *build, const struct key_rows *rows)
{
    const char *all = "";
    for (int i = 0; rows->count > 0 && i < rows->rows[0].count && i < 3; i++) {
        struct words key = key_words(build, rows->rows[0].keys[i], true);
        all = build_id(build, "%s%s%s", all, i > 0 && build_is_right_to_left(build) ? " " : "",
                       key.utf8);
    }
    return all;
}

static double key_to_rows(struct build *build, const char *id, enum key_page page,
                          enum text label, const struct key_layout *layout)
{
    key_to_page(build, id, page, label, is_large(build) ? 2.0 : 2.5);
    struct node *key = last_of(build, build->open);
    if (!is_large(build)) return key->share;
    key->name.spoken = key->name.utf8;
    key->name.utf8 = first_keys(build, &layout->pages[page]);
    return key->share;
}

/* Other orders and other letters. Returns the places taken. */
static double keys_to_pages(struct build *build, const struct key_layout *layout,
                            bool is_ordered_only)
{
    enum key_page page = build->model->key_page;
    double taken = 0.0;
    if (layout->pages[KEY_PAGE_ORDERED].count > 0 && !is_ordered_only) {
        bool is_ordered = page == KEY_PAGE_ORDERED;
        taken += key_to_rows(build, "key.page",
                             is_ordered ? KEY_PAGE_LETTERS : KEY_PAGE_ORDERED,
                             is_ordered ? TEXT_KEY_LETTERS : TEXT_KEY_ORDERED, layout);
    }
    if (layout->pages[KEY_PAGE_ACCENTS].count == 0) return taken;
    if (page == KEY_PAGE_ACCENTS)
        return taken + key_to_rows(build, "key.accents",
                                   is_ordered_only ? KEY_PAGE_ORDERED : build->model->order,
                                   TEXT_KEY_PLAIN, layout);
    key_to_page(build, "key.accents", KEY_PAGE_ACCENTS, TEXT_KEY_ACCENTS, 2.0);
    return taken + 2.0;
}

/* Waits, hidden, until layout finds that the letters need more than one page. */
static double key_to_more(struct build *build)
{
    struct words name = words(build, TEXT_NAV_MORE);
    name.spoken = words(build, TEXT_KEY_MORE).utf8;
    struct node *key = key_add(build, "key.more", name, (struct message){ .kind = MSG_MORE },
                               sign_style(build));
    key->share = key_share(build, name.utf8);
    if (key->share < 2.0) key->share = 2.0;
    key->is_hidden = true;
    build->key_more = key;
    return key->share;
}

static void key_to_space(struct build *build, double left)
{
    struct node *key = key_add(build, "key.space", words(build, TEXT_KEY_SPACE), typed(" "),
                               sign_style(build));
    key->share = build->key_space_share = left;
    bool is_beside_more = build->key_more && build->key_more->parent == build->open;
    build->key_space = is_beside_more ? key : NULL;
}

/* The last row, on every page of letters: another order, accents, space, more letters, and
 * erase when the letters left no place for it. */
static void row_of_controls(struct build *build, const struct key_layout *layout,
                            enum keyboard_kind kind, int raster, bool needs_erase)
{
    bool is_name = kind == KEYBOARD_NAME, is_narrow = raster < RASTER_LEAST;
    double left = raster, erase = key_share(build, words(build, TEXT_KEY_ERASE).utf8);
    if (erase < 2.0) erase = 2.0;
    if (!is_name) erase = 3.0;
    row_of_keys(build, "keys.controls", raster)->is_on_every_page = true;
    if (is_name) left -= keys_to_pages(build, layout, is_narrow);
    if (needs_erase) left -= erase;
    if (is_large(build)) left -= key_to_more(build);
    if (is_name && left < key_share(build, words(build, TEXT_KEY_SPACE).utf8)) {
        part_close(build);   /* long words on a narrow panel: a row of its own */
        row_of_keys(build, "keys.space", raster)->is_on_every_page = true;
        left = needs_erase ? raster - erase : raster;
    }
    if (is_name) key_to_space(build, left);
    if (needs_erase) key_erase(build, "key.erase", erase);
    part_close(build);
}

/* One row of a layout; what does not fit in it goes on in a row below. Leaves the last row open
 * and gives the places left in it. */
static double row_of_letters(struct build *build, const struct key_row *row, int number,
                             int raster, bool is_upper)
{
    double left = raster;
    row_of_keys(build, build_id(build, "keys.%d", number + 1), raster);
    for (int k = 0; k < row->count; k++) {
        if (key_share(build, row->keys[k]) > left) {
            row_close(build);
            row_of_keys(build, build_id(build, "keys.%d.%d", number + 1, k + 1), raster);
            left = raster;
        }
        left -= key_type(build, row->keys[k], is_upper)->share;
    }
    return left;
}

/* In landscape there is no height for both, so the field goes beside its question; both stay in
 * sight of the keys. */
static void field_beside_title(struct build *build)
{
    struct node *field = build->field, *next = field ? field->next : NULL;
    if (!field || !build->top || field->parent != build->body || !build_is_landscape(build))
        return;
    struct node *open = build->open;
    build->open = build->top;
    struct node *aside = part_open(build, ROLE_GROUP, "top.field", FLOW_COLUMN, GAP_SMALL_MM);
    aside->share = 1.25;
    aside->grows = true;
    aside->min_width_mm = 0.46 * build->panel.width_px / build->panel.px_per_mm;
    aside->name = field->name;
    build->open = open;
    build_move(field, aside);
    field->grows = true;
    if (next && next->role == ROLE_STATUS) build_move(next, aside);
}

static const struct key_rows *rows_here(struct build *build, const struct key_layout *layout,
                                        enum keyboard_kind kind)
{
    const struct model *model = build->model;
    bool is_narrow = columns_here(build) < RASTER_LEAST &&
                     layout->pages[KEY_PAGE_ORDERED].count > 0;
    enum key_page page = is_narrow && model->key_page == KEY_PAGE_LETTERS ? KEY_PAGE_ORDERED
                                                                          : model->key_page;
    if (kind == KEYBOARD_NAME) return &layout->pages[page];
    if (page != KEY_PAGE_ORDERED) return &layout->email;
    struct key_rows *rows = arena_alloc(build->arena, sizeof *rows);
    if (!rows) return &layout->email;
    *rows = layout->email;
    key_sort_letters(rows);
    return rows;
}

static const struct key_rows *rows_wrapped(struct build *build, const struct key_rows *rows,
                                           int columns)
{
    struct key_rows *wrapped = arena_alloc(build->arena, sizeof *wrapped);
    if (wrapped) key_wrap(rows, columns, wrapped);
    return wrapped ? wrapped : rows;
}

void part_keyboard(struct build *build, enum keyboard_kind kind)
{
    const struct key_layout *layout = layout_here(build);
    if (!layout) return;
    field_beside_title(build);
    enum key_page page = build->model->key_page;
    const struct key_rows *rows = rows_here(build, layout, kind);
    int raster = columns_here(build);
    if (raster < rows_widest(rows, 1)) rows = rows_wrapped(build, rows, raster);
    struct node *keys = part_open(build, ROLE_GROUP, "keys", FLOW_COLUMN, KEY_GAP_MM);
    keys->name = words(build, TEXT_KEY_BOARD);
    keys->stays_whole = true;
    /* The alphabet is read as the script is; everything else lies as hands learnt it. */
    keys->keeps_sides = kind == KEYBOARD_EMAIL || page != KEY_PAGE_ORDERED;
    bool has_erase = false;
    for (int i = 0; i < rows->count; i++) {
        double left = row_of_letters(build, &rows->rows[i], i, raster, kind == KEYBOARD_NAME);
        if (i == rows->count - 1 && left >= 1.0 && build_is_landscape(build) &&
            !is_large(build)) {
            key_erase(build, "key.erase", left > 3.0 ? 3.0 : left);
            has_erase = true;
        }
        row_close(build);
    }
    if (kind == KEYBOARD_NAME || !has_erase)
        row_of_controls(build, layout, kind, raster, !has_erase);
    part_close(build);
}

/* In landscape the pad stands at the end side of the question and of all that was in the body
 * before it: so its keys get the whole height. */
static void pad_beside_field(struct build *build)
{
    struct node *body = build->body;
    if (!body || build->open != body || !body->first || !build_is_landscape(build)) return;
    struct node *last = body->last;
    split_open(build, "pad.split");
    column_open(build, "pad.field", 1.3);
    struct node *column = build->open;
    if (build->top) {
        build_move(build->top, column);
        build->top->pad_inline_mm = 0.0;
    }
    for (struct node *at = body->first, *next; at; at = next) {
        next = at == last ? NULL : at->next;
        build_move(at, column);
    }
    part_close(build);
    column_open(build, "pad.keys", 1.0);
}

void part_pad(struct build *build)
{
    static const char *const digits[] = {
        "1", "2", "3", "4", "5", "6", "7", "8", "9", "+", "0"
    };
    struct node *open = build->open;
    pad_beside_field(build);
    struct node *pad = part_open(build, ROLE_GROUP, "pad", FLOW_GRID, KEY_GAP_MM);
    pad->name = words(build, TEXT_KEY_PAD);
    pad->columns_most = 3;
    pad->stays_whole = true;
    pad->keeps_sides = true;
    pad->columns_low = 6;
    pad->has_even_rows = true;
    for (size_t i = 0; i < sizeof digits / sizeof digits[0]; i++) {
        const char *id = digits[i][0] == '+' ? "pad.plus"
                                             : build_id(build, "pad.%s", digits[i]);
        struct node *key = key_add(build, id, key_words(build, digits[i], false),
                                   typed(digits[i]), STYLE_KEY);
        key->max_height_mm = 46.0;
    }
    key_erase(build, "pad.erase", 1.0);
    last_of(build, pad)->max_height_mm = 46.0;
    part_close(build);
    build->open = open;
}
