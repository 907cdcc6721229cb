/* SPDX-License-Identifier: EUPL-1.2 */
/* "Met plaatjes": every choice and every fact is a large picture above a few words, all alike.
 * Where such tiles would become small they go to further pages, in the end one by one. */
#include "content/content.h"
#include "view/parts_inside.h"

#define TILES_MOST 6           /* choices on a page (DESIGN 4) */
#define CALM_TILES_MOST 4      /* "Rustig" */
#define CALM_ROWS_MOST 2
#define TILE_HEIGHT_MOST_MM 190.0

/* A picture grows with the letters (VVSG 7.1-H), and shrinks on a low panel no further than it
 * can be told from others at arm's length. */
double tile_picture_mm(const struct build *build)
{
    static const double side_mm[TEXT_SIZES] = { 28.0, 30.0, 32.0, 34.0 };
    return room_mm(build, side_mm[build->model->preferences.text_size - 1],
                   TILE_PICTURE_LEAST_MM);
}

void picture_tile_look(const struct build *build, struct node *card)
{
    card->flow = FLOW_COLUMN;
    card->along = PLACE_CENTER;
    card->across = PLACE_STRETCH;
    card->gap_mm = room_mm(build, 4.0, 2.0);
    card->pad_mm = room_mm(build, 5.0, 3.0);
    card->pad_inline_mm = 1.0;
    card->max_height_mm = TILE_HEIGHT_MOST_MM;
    card->grows = true;
}

void picture_tile_grow(struct node *picture)
{
    picture->grows = true;
    picture->max_height_mm = TILE_PICTURE_MOST_MM;
}

static struct node *tile_words(struct build *build, const char *id, struct words words,
                               enum text_style style, bool is_bold)
{
    struct node *leaf = leaf_text(build, ROLE_TEXT, id, words, style, TONE_INK);
    leaf->across = PLACE_CENTER;
    leaf->is_bold = is_bold;
    return leaf;
}

struct node *picture_tile_open(struct build *build, enum role role, const char *id,
                               enum pictogram pictogram, struct words name)
{
    struct node *card = part_open(build, role, id, FLOW_COLUMN, GAP_SMALL_MM);
    picture_tile_look(build, card);
    card->name = name;
    card->ground = TONE_CARD;
    card->corner_mm = CORNER_MM;
    if (pictogram != PICTOGRAM_NONE)
        picture_tile_grow(leaf_picture(build, build_id(build, "%s.picture", id), pictogram,
                                       name, tile_picture_mm(build)));
    return card;
}

void part_card(struct build *build, struct card_part part)
{
    struct node *card = picture_tile_open(build, ROLE_GROUP, part.id, part.pictogram,
                                          part.text);
    if (card->first) card->first->is_crossed = part.is_crossed;
    tile_words(build, build_id(build, "%s.text", part.id), part.text, STYLE_READING, false)
        ->shows_strong = true;
    part_close(build);
}

/* Two lines of words below the picture: closer together, so that two rows find room. */
static void facts_close_up(const struct build *build, struct node *card)
{
    card->gap_mm = room_mm(build, 1.5, 1.0);
    card->pad_mm = room_mm(build, 3.5, 2.0);
    if (card->first && card->first->role == ROLE_IMAGE) card->first->picture_mm -= 2.0;
}

/* Several answers to one question, each by its picture. */
static void pictures_beside(struct build *build, const struct fact *fact)
{
    struct node *row = part_open(build, ROLE_GROUP, build_id(build, "%s.pictures", fact->id),
                                 FLOW_ROW, GAP_SMALL_MM);
    row->name = fact->value;
    row->grows = true;
    row->across = PLACE_STRETCH;
    row->max_height_mm = TILE_PICTURE_MOST_MM;
    for (int i = 0; i < FACT_PICTURES_MOST && fact->pictures[i] != PICTOGRAM_NONE; i++)
        picture_tile_grow(leaf_picture(build, build_id(build, "%s.picture.%d", fact->id, i + 1),
                                       fact->pictures[i], fact->value, TILE_PICTURE_LEAST_MM));
    part_close(build);
}

/* The whole card is what is pressed to change an answer; the pencil says so. */
void picture_fact(struct build *build, const struct fact *fact)
{
    bool changes = fact->change.id != NULL, has_several = fact->pictures[1] != PICTOGRAM_NONE;
    enum pictogram first = fact->pictures[0] != PICTOGRAM_NONE ? fact->pictures[0]
                                                               : fact->pictogram;
    struct node *card = picture_tile_open(build, changes ? ROLE_BUTTON : ROLE_GROUP,
                                          changes ? fact->change.id : fact->id,
                                          has_several ? PICTOGRAM_NONE : first, fact->label);
    if (has_several) pictures_beside(build, fact);
    card->value = fact->value;
    facts_close_up(build, card);
    tile_words(build, build_id(build, "%s.label", fact->id), fact->label, STYLE_SMALL, false)
        ->ink = TONE_SOFT;
    tile_words(build, build_id(build, "%s.value", fact->id), fact->value, STYLE_BUTTON, true);
    if (changes) {
        card->border = TONE_LINE;
        card->border_mm = BORDER_MM;
        card->press = fact->change.press;
        card->name = fact->change.label;
        card->name.utf8 = fact->change.label.spoken;
        card->corner_picture = PICTOGRAM_CHANGE;
    }
    part_close(build);
}

/* Every provider the same room, and one press to all there is to know; choosing comes after
 * that (DESIGN 5). */
void picture_provider(struct build *build, const char *id, enum pictogram pictogram,
                      struct words name, struct words kind, struct button more)
{
    struct node *card = picture_tile_open(build, ROLE_BUTTON, more.id, pictogram, name);
    card->press = more.press;
    card->value = kind;
    card->border = TONE_LINE;
    card->border_mm = BORDER_MM;
    facts_close_up(build, card);
    /* Equal on whatever page it lies: on a wide panel there is one row a page, on a high one no
     * tile grows. */
    bool is_wide = build_is_landscape(build);
    card->grows = card->is_own_page = is_wide;
    if (!is_wide && card->first) card->first->picture_mm *= 1.6;
    tile_words(build, build_id(build, "%s.name", id), name, STYLE_BUTTON, true);
    tile_words(build, build_id(build, "%s.kind", id), kind, STYLE_SMALL, false)->ink =
        TONE_SOFT;
    part_close(build);
}

/* Tiles, not rows, and fewer of them: so many across that a page of them has the shape of the
 * panel. */
void picture_grid_settle(const struct build *build, struct node *grid)
{
    bool has_pictures = false, is_calm = build_is_calm(build);
    int count = 0;
    if (!is_calm && !build_has_pictures(build)) return;
    for (const struct node *at = grid->first; at; at = at->next, count++)
        if (at->first && at->first->role == ROLE_IMAGE) has_pictures = true;
    bool is_bar = grid->has_even_rows;             /* the toolbar, the pad */
    if (is_bar || (!is_calm && !has_pictures)) return;
    int most = is_calm ? CALM_TILES_MOST : TILES_MOST;
    if (is_calm && grid->columns_most == 1) most = CALM_ROWS_MOST;
    int across = !build_is_landscape(build) || is_calm ? 2 : 3;
    grid->cells_most = most;
    bool is_one_row = build_is_landscape(build) &&
                      (count <= CALM_TILES_MOST || (grid->first && grid->first->is_own_page));
    if (!is_one_row && grid->columns_most > across) grid->columns_most = across;
}
