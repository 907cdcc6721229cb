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

static struct node *key_add(struct build *build, const char *id, struct words name,
                            struct message press, enum text_style style)
{
    struct node *key = build_add(build, ROLE_KEY, id);
    dress_card(key);
    key->corner_mm = 4.0;
    key->min_height_mm = KEY_LEAST_MM;
    key->min_width_mm = KEY_LEAST_MM;
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
    double place_mm = (width_mm + KEY_GAP_MM) / RASTER_LEAST;
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

/* Words on a key need more of the row where letters are large. */
static double keys_share(const struct build *build, double share)
{
    int text_size = build->model->preferences.text_size;
    if (text_size > 3) return 3.0;
    return text_size > 2 ? 2.5 : share;
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

/* The last row: another order, accents, space, and erase when the letters left no place for
 * it. */
static void row_of_controls(struct build *build, const struct key_layout *layout,
                            enum keyboard_kind kind, int raster, bool needs_erase)
{
    enum key_page page = build->model->key_page;
    double left = raster;
    row_of_keys(build, "keys.controls", raster);
    if (kind == KEYBOARD_NAME && layout->pages[KEY_PAGE_ORDERED].count > 0) {
        double share = keys_share(build, 2.5);
        bool is_ordered = page == KEY_PAGE_ORDERED;
        key_to_page(build, "key.page", is_ordered ? KEY_PAGE_LETTERS : KEY_PAGE_ORDERED,
                    is_ordered ? TEXT_KEY_LETTERS : TEXT_KEY_ORDERED, share);
        left -= share;
    }
    if (kind == KEYBOARD_NAME && layout->pages[KEY_PAGE_ACCENTS].count > 0) {
        double share = keys_share(build, 2.0);
        bool is_accents = page == KEY_PAGE_ACCENTS;
        key_to_page(build, "key.accents", is_accents ? build->model->order : KEY_PAGE_ACCENTS,
                    is_accents ? TEXT_KEY_PLAIN : TEXT_KEY_ACCENTS, share);
        left -= share;
    }
    double erase = key_share(build, words(build, TEXT_KEY_ERASE).utf8);
    if (erase < 2.0 || build->model->preferences.text_size < 3) erase = 2.0;
    if (needs_erase) left -= erase;
    if (kind == KEYBOARD_NAME && left < key_share(build, words(build, TEXT_KEY_SPACE).utf8)) {
        part_close(build);   /* large letters on a narrow panel: a row of its own */
        row_of_keys(build, "keys.space", raster);
        left = needs_erase ? raster - erase : raster;
    }
    if (kind == KEYBOARD_NAME)
        key_add(build, "key.space", words(build, TEXT_KEY_SPACE), typed(" "), sign_style(build))
            ->share = left;
    if (needs_erase) key_erase(build, "key.erase", kind == KEYBOARD_NAME ? erase : 3.0);
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

static bool is_small_letter(const char *text)
{
    return text[0] >= 'a' && text[0] <= 'z' && !text[1];
}

/* The letters of an address in the order of the alphabet, on the places where letters are. */
static void letters_sort(struct key_rows *rows)
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

static const struct key_rows *rows_here(struct build *build, const struct key_layout *layout,
                                        enum keyboard_kind kind)
{
    const struct model *model = build->model;
    if (kind == KEYBOARD_NAME) return &layout->pages[model->key_page];
    if (model->key_page != KEY_PAGE_ORDERED) return &layout->email;
    struct key_rows *rows = arena_alloc(build->arena, sizeof *rows);
    if (!rows) return &layout->email;
    *rows = layout->email;
    letters_sort(rows);
    return rows;
}

void part_keyboard(struct build *build, enum keyboard_kind kind)
{
    const struct key_layout *layout = layout_here(build);
    if (!layout) return;
    field_beside_title(build);
    enum key_page page = build->model->key_page;
    const struct key_rows *rows = rows_here(build, layout, kind);
    int raster = rows_widest(rows, RASTER_LEAST);
    for (int i = 0; kind == KEYBOARD_NAME && i < KEY_PAGE_COUNT; i++)
        raster = rows_widest(&layout->pages[i], raster);
    struct node *keys = part_open(build, ROLE_GROUP, "keys", FLOW_COLUMN, KEY_GAP_MM);
    keys->name = words(build, TEXT_KEY_BOARD);
    keys->stays_whole = true;
    /* The alphabet is read as the script is; everything else lies as hands learnt it. */
    keys->keeps_sides = kind == KEYBOARD_EMAIL || page != KEY_PAGE_ORDERED;
    bool has_erase = false, is_large = build->model->preferences.text_size > 2;
    double erase = is_large ? key_share(build, words(build, TEXT_KEY_ERASE).utf8) : 1.0;
    for (int i = 0; i < rows->count; i++) {
        double left = row_of_letters(build, &rows->rows[i], i, raster, kind == KEYBOARD_NAME);
        if (i == rows->count - 1 && left >= erase && build_is_landscape(build)) {
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
