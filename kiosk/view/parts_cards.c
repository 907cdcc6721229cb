/* SPDX-License-Identifier: EUPL-1.2 */
#include <string.h>
#include "content/content.h"
#include "view/parts_inside.h"

void dress_card(struct node *node)
{
    node->ground = TONE_CARD;
    node->border = TONE_LINE;
    node->border_mm = BORDER_MM;
    node->corner_mm = CORNER_MM;
    node->min_height_mm = TARGET_LEAST_MM;
    node->min_width_mm = TARGET_LEAST_MM;
}

/* Chosen is never said by colour alone: a thicker border and a tick come with the tint (WCAG
 * 1.4.1). */
static void dress_chosen(struct node *node)
{
    node->ground = TONE_BRAND_TINT;
    node->border = TONE_BRAND;
    node->border_mm = BORDER_CHOSEN_MM;
}

static void dress_primary(struct node *node)
{
    node->is_primary = true;
    node->ground = TONE_BRAND;
    node->border = TONE_BRAND;
}

static void choice_words(struct build *build, const struct choice *choice,
                         enum text_style style, bool is_centered)
{
    struct node *column = part_open(build, ROLE_GROUP, build_id(build, "%s.words", choice->id),
                                    FLOW_COLUMN, 1.0);
    column->name = choice->label;
    column->grows = !is_centered;
    struct node *label = leaf_text(build, ROLE_LABEL, build_id(build, "%s.label", choice->id),
                                   choice->label, style, TONE_INK);
    if (choice->press.kind == MSG_TEXT_SIZE) label->text_size = choice->press.value;
    if (is_centered) label->across = PLACE_CENTER;
    if (choice->explanation.utf8 && !build_has_pictures(build)) {
        struct node *text = leaf_text(build, ROLE_TEXT, build_id(build, "%s.text", choice->id),
                                      choice->explanation,
                                      choice->is_primary ? STYLE_BODY : STYLE_SMALL, TONE_SOFT);
        if (is_centered) text->across = PLACE_CENTER;
    }
    part_close(build);
}

/* On the brand ground a picture stands in a disc of its own, because OpenMoji's outlines are
 * dark. */
static struct node *choice_picture(struct build *build, const struct choice *choice,
                                   double side_mm)
{
    struct node *picture = leaf_picture(build, build_id(build, "%s.picture", choice->id),
                                        choice->pictogram, choice->label, side_mm);
    if (choice->is_primary) {
        picture->ground = TONE_CARD;
        picture->ink = TONE_INK;
        picture->pad_mm = side_mm * 0.2;
        picture->corner_mm = 60.0;   /* a disc, however large */
    }
    return picture;
}

static void tile_look(const struct build *build, struct node *card)
{
    if (build_has_pictures(build)) {
        picture_tile_look(build, card);
        return;
    }
    card->flow = FLOW_COLUMN;
    card->along = PLACE_CENTER;
    card->across = PLACE_STRETCH;
    card->gap_mm = room_mm(build, 4.0, 2.0);
    card->pad_mm = room_mm(build, 4.5, 3.0);
    card->pad_inline_mm = 0.0;
    card->max_height_mm = 104.0;
}

static void picture_grow(struct node *picture)
{
    picture->grows = true;
    picture->max_height_mm = 46.0;
}

static void row_look(const struct build *build, struct node *card)
{
    card->flow = FLOW_ROW;
    card->along = PLACE_START;
    card->across = PLACE_CENTER;
    card->gap_mm = 8.0;
    card->pad_mm = room_mm(build, 4.0, 2.5);
    card->pad_inline_mm = 6.0;
    card->max_height_mm = build_is_landscape(build) && !card->is_primary ? 76.0 : 104.0;
    if (build_is_landscape(build) && card->is_primary) card->max_height_mm = 0.0;
}

static bool is_pictured(const struct node *node)
{
    return node->has_badge && node->first && node->first->role == ROLE_IMAGE &&
           node->first->next == node->last;
}

void grid_settle(struct build *build, struct node *grid)
{
    int count = 0;
    if (build_has_pictures(build)) return;
    for (const struct node *at = grid->first; at; at = at->next, count++)
        if (!is_pictured(at)) return;
    if (count < 2 || count > 3) return;
    bool are_tiles = build_is_landscape(build) && grid->columns_most >= count;
    if (build_is_landscape(build) && !are_tiles) return;
    if (!are_tiles) grid->columns_most = 1;
    for (struct node *at = grid->first; at; at = at->next) {
        if (are_tiles) tile_look(build, at);
        else row_look(build, at);
        at->first->picture_mm = are_tiles ? room_mm(build, 17.0, 14.0)
                                          : room_mm(build, 40.0, 14.0);
        if (are_tiles) picture_grow(at->first);
        at->first->max_height_mm = 46.0;
        at->first->grows = are_tiles;
        if (!are_tiles) at->last->first->style = STYLE_HEADING;
        at->last->grows = !are_tiles;
        for (struct node *words = at->last->first; words; words = words->next)
            words->across = are_tiles ? PLACE_CENTER : PLACE_START;
    }
}

static void choice_tile(struct build *build, struct node *card, const struct choice *choice)
{
    bool has_pictures = build_has_pictures(build);
    tile_look(build, card);
    if (choice->is_primary && !has_pictures) card->max_height_mm = 0.0;
    double side_mm = has_pictures ? tile_picture_mm(build)
                                  : room_mm(build, choice->is_primary ? 36.0 : 17.0, 14.0);
    struct node *picture = choice->pictogram == PICTOGRAM_NONE
                               ? NULL
                               : choice_picture(build, choice, side_mm);
    if (picture && has_pictures) picture_tile_grow(picture);
    else if (picture) picture_grow(picture);
    choice_words(build, choice,
                 has_pictures         ? STYLE_HEADING
                 : choice->is_primary ? STYLE_TITLE
                                      : STYLE_BUTTON,
                 true);
}

static void choice_row(struct build *build, struct node *card, const struct choice *choice)
{
    bool is_bare = choice->pictogram == PICTOGRAM_NONE;
    row_look(build, card);
    card->min_height_mm = room_mm(build, 24.0, 15.0);
    if (is_bare) {
        card->max_height_mm = choice->is_own_language ? 34.0 : 52.0;
        card->max_width_mm = 216.0;
        card->along = PLACE_CENTER;
    } else {
        choice_picture(build, choice, room_mm(build, choice->is_primary ? 34.0 : 26.0, 14.0))
            ->max_height_mm = 44.0;
    }
    bool is_short = is_bare && !choice->explanation.utf8;
    choice_words(build, choice,
                 choice->is_primary && !is_bare ? STYLE_TITLE
                 : is_short                     ? STYLE_BUTTON
                                                : STYLE_HEADING,
                 is_short);
}

void part_choice(struct build *build, struct choice choice)
{
    enum role role = choice.is_checkbox ? ROLE_CHECKBOX : ROLE_CHOICE;
    struct node *card = part_open(build, role, choice.id, FLOW_ROW, GAP_MM);
    dress_card(card);
    card->name = choice.label;
    card->value = choice.explanation;
    card->press = choice.press;
    card->grows = true;
    card->is_checked = choice.is_checkbox && choice.is_selected;
    card->is_selected = !choice.is_checkbox && choice.is_selected;
    card->has_badge = !choice.is_primary;
    if (choice.press.kind == MSG_THEME) card->theme_shown = 1 + choice.press.value;
    if (choice.is_primary) dress_primary(card);
    else if (choice.is_selected) dress_chosen(card);
    /* The large tile of the start screen needs height that large letters and low panels lack.
     */
    bool is_roomy = build_room(build) > 0.85 && build->model->preferences.text_size <= 2;
    bool is_large = choice.is_primary && choice.pictogram && build_is_landscape(build);
    bool is_pictured_tile = build_has_pictures(build) && choice.pictogram != PICTOGRAM_NONE;
    bool is_tile = choice.is_tile || is_pictured_tile || (is_large && is_roomy);
    if (is_tile) choice_tile(build, card, &choice);
    else choice_row(build, card, &choice);
    part_close(build);
}

static void button_look(struct build *build, struct node *node, const struct button *button,
                        double height_mm)
{
    dress_card(node);
    node->border = TONE_INK;
    node->name = button->label;
    node->press = button->press;
    node->is_selected = button->is_selected;
    node->min_height_mm = room_mm(build, height_mm, TARGET_LEAST_MM);
    node->pad_mm = 1.5;
    node->pad_inline_mm = room_mm(build, 8.0, 5.0);
    if (button->is_primary) dress_primary(node);
    else if (button->is_selected) {
        node->ground = TONE_BRAND;
        node->border = TONE_BRAND;
    } else if (button->is_danger) node->border = TONE_DANGER;
}

struct node *button_add(struct build *build, const struct button *button, double height_mm,
                        enum text_style style)
{
    struct node *node = part_open(build, ROLE_BUTTON, button->id, FLOW_ROW, GAP_SMALL_MM);
    button_look(build, node, button, height_mm);
    node->along = PLACE_CENTER;
    if (button->pictogram != PICTOGRAM_NONE) {
        struct node *picture = leaf_picture(build, build_id(build, "%s.picture", button->id),
                                            button->pictogram, button->label,
                                            room_mm(build, 11.0, 8.0));
        if (node->ground == TONE_BRAND) {
            picture->ground = TONE_CARD;
            picture->ink = TONE_INK;
            picture->corner_mm = 8.0;
            picture->pad_mm = 1.0;
        }
    }
    struct node *label = leaf_text(build, ROLE_LABEL, build_id(build, "%s.label", button->id),
                                   button->label, style,
                                   button->is_danger ? TONE_DANGER : TONE_INK);
    label->is_bold = true;
    label->across = PLACE_CENTER;
    if (button->is_selected) label->sign_before = "\u2713\u00a0";
    part_close(build);
    return node;
}

void part_button(struct build *build, struct button button)
{
    button_add(build, &button, 20.0, STYLE_BUTTON);
}

void part_chip(struct build *build, const char *id, enum pictogram pictogram, struct words text)
{
    struct node *chip = part_open(build, ROLE_GROUP, id, FLOW_ROW, 3.0);
    chip->name = text;
    chip->ground = TONE_SUN_TINT;
    chip->corner_mm = 20.0;
    chip->pad_mm = 2.0;
    chip->pad_inline_mm = 3.5;
    chip->min_height_mm = room_mm(build, 17.0, 12.0);
    if (pictogram != PICTOGRAM_NONE)
        leaf_picture(build, build_id(build, "%s.picture", id), pictogram, text,
                     room_mm(build, 11.5, 8.0));
    leaf_text(build, ROLE_TEXT, build_id(build, "%s.text", id), text, STYLE_SMALL, TONE_INK)
        ->is_bold = true;
    part_close(build);
}

static struct node *notice(struct build *build, enum role role, const char *id,
                           enum pictogram pictogram, struct words text)
{
    struct node *card = part_open(build, role, id, FLOW_ROW, GAP_MM);
    card->name = text;
    card->ground = TONE_SUN_TINT;
    card->border = TONE_INK;
    card->border_mm = BORDER_MM;
    card->corner_mm = CORNER_MM;
    card->pad_mm = room_mm(build, 5.0, 3.0);
    card->pad_inline_mm = 4.0;
    if (pictogram != PICTOGRAM_NONE)
        leaf_picture(build, build_id(build, "%s.picture", id), pictogram, text,
                     room_mm(build, 14.0, 10.0));
    struct node *leaf = leaf_text(build, ROLE_TEXT, build_id(build, "%s.text", id), text,
                                  STYLE_BODY, TONE_INK);
    leaf->grows = true;
    leaf->shows_strong = true;
    part_close(build);
    return card;
}

void part_notice(struct build *build, const char *id, enum pictogram pictogram,
                 struct words text)
{
    notice(build, ROLE_GROUP, id, pictogram, text);
}

void part_mistake(struct build *build, struct words what_and_what_to_do)
{
    struct node *card = notice(build, ROLE_STATUS, "mistake", PICTOGRAM_WARNING,
                               what_and_what_to_do);
    card->ground = TONE_CARD;
    card->border = TONE_DANGER;
    card->border_mm = BORDER_CHOSEN_MM;
    card->pad_mm = 2.5;
    last_of(build, card)->ink = TONE_DANGER;
    last_of(build, card)->is_bold = true;
}

/* The tinted square before an answer or a provider. */
static void picture_square(struct build *build, const char *id, enum pictogram pictogram,
                           struct words name, double side_mm)
{
    if (pictogram == PICTOGRAM_NONE) return;
    struct node *picture = leaf_picture(build, build_id(build, "%s.picture", id), pictogram,
                                        name, side_mm);
    picture->ground = TONE_BRAND_TINT;
    picture->corner_mm = 4.0;
    picture->pad_mm = 2.0;
}

void part_fact(struct build *build, struct fact fact)
{
    if (build_has_pictures(build)) {
        picture_fact(build, &fact);
        return;
    }
    struct node *card = part_open(build, ROLE_GROUP, fact.id, FLOW_ROW, GAP_SMALL_MM + 1.0);
    card->name = fact.label;
    card->value = fact.value;
    card->ground = TONE_CARD;
    card->corner_mm = CORNER_MM;
    card->pad_mm = room_mm(build, 2.5, 1.5);
    card->pad_inline_mm = 2.5;
    card->grows = true;
    card->max_height_mm = 34.0;
    if (fact.change.id) {
        card->border = TONE_LINE;
        card->border_mm = BORDER_MM;
    }
    picture_square(build, fact.id, fact.pictogram, fact.label, room_mm(build, 18.0, 11.0));
    struct node *column = part_open(build, ROLE_GROUP, build_id(build, "%s.words", fact.id),
                                    FLOW_COLUMN, 0.0);
    column->grows = true;
    column->name = fact.label;
    leaf_text(build, ROLE_LABEL, build_id(build, "%s.label", fact.id), fact.label, STYLE_SMALL,
              TONE_SOFT);
    struct node *value = leaf_text(build, ROLE_TEXT, build_id(build, "%s.value", fact.id),
                                   fact.value, STYLE_BODY, TONE_INK);
    value->is_bold = true;
    part_close(build);
    if (fact.change.id) button_add(build, &fact.change, 16.0, STYLE_SMALL);
    part_close(build);
}

static struct button provider_button(struct build *build, const char *id, enum text shown,
                                     enum text spoken, const char *name, struct message press)
{
    struct words by_name = words_with(
        build, spoken, (struct text_place[]){ { "provider", name }, { NULL, NULL } });
    return (struct button){
        .id = id, .label = words_shown_as(words(build, shown), by_name), .press = press,
    };
}

static void provider_words(struct build *build, const char *id, const struct provider *provider,
                           const struct provider_row *row)
{
    struct node *column = part_open(build, ROLE_GROUP, build_id(build, "%s.words", id),
                                    FLOW_COLUMN, 1.0);
    column->grows = true;
    column->name = words_plain(build, provider->name, NULL);
    struct node *line = part_open(build, ROLE_GROUP, build_id(build, "%s.line", id), FLOW_WRAP,
                                  GAP_SMALL_MM);
    line->name = column->name;
    leaf_text(build, ROLE_HEADING, build_id(build, "%s.name", id), column->name, STYLE_HEADING,
              TONE_INK);
    struct node *tag = part_open(build, ROLE_GROUP, build_id(build, "%s.tag", id), FLOW_ROW,
                                 0.0);
    tag->name = row->kind;
    tag->ground = TONE_BRAND_TINT;
    tag->corner_mm = 2.5;
    tag->pad_inline_mm = 3.0;
    leaf_text(build, ROLE_TEXT, build_id(build, "%s.kind", id), row->kind, STYLE_SMALL,
              TONE_INK)
        ->is_bold = true;
    part_close(build);
    part_close(build);
    if (row->facts.utf8)
        leaf_text(build, ROLE_TEXT, build_id(build, "%s.facts", id), row->facts, STYLE_SMALL,
                  TONE_SOFT);
    part_close(build);
}

void part_provider(struct build *build, struct provider_row row)
{
    const struct provider *provider = &build->content->providers.all[row.place];
    const char *id = build_id(build, "provider.%s", provider->slug);
    struct message show = { .kind = MSG_SHOW_PROVIDER, .value = row.place };
    struct button more = provider_button(build, build_id(build, "%s.more", id),
                                         TEXT_PROVIDER_MORE, TEXT_PROVIDER_MORE_SPOKEN,
                                         provider->name, show);
    enum pictogram pictogram = provider->kind == PROVIDER_VOLUNTEER ? PICTOGRAM_VOLUNTEER
                                                                    : PICTOGRAM_PROFESSIONAL;
    if (build_has_pictures(build)) {
        picture_provider(build, id, pictogram, words_plain(build, provider->name, NULL),
                         row.kind, more);
        return;
    }
    struct node *card = part_open(build, ROLE_GROUP, id, FLOW_SPLIT, GAP_MM);
    card->name = words_plain(build, provider->name, NULL);
    card->ground = TONE_CARD;
    card->border = TONE_LINE;
    card->border_mm = BORDER_MM;
    card->corner_mm = CORNER_MM;
    card->pad_mm = room_mm(build, 3.0, 2.0);
    card->pad_inline_mm = 3.5;
    card->along = PLACE_CENTER;
    card->across = PLACE_CENTER;
    card->min_height_mm = room_mm(build, 36.0,
                                  26.0); /* never grows: alone on a page it would stand out */
    card->stacks_when_narrow = true;
    card->has_equal_height = true;
    struct node *facts = part_open(build, ROLE_GROUP, build_id(build, "%s.facts-row", id),
                                   FLOW_ROW, GAP_MM);
    facts->grows = true;
    facts->min_width_mm = 150.0;
    facts->name = card->name;
    picture_square(build, id, pictogram, row.kind, room_mm(build, 24.0, 14.0));
    provider_words(build, id, provider, &row);
    part_close(build);
    struct node *buttons = part_open(build, ROLE_GROUP, build_id(build, "%s.buttons", id),
                                     FLOW_WRAP, GAP_SMALL_MM);
    buttons->name = card->name;
    buttons->along = PLACE_END;
    struct message choose = { .kind = MSG_CHOOSE_PROVIDER, .value = row.place };
    struct button take = provider_button(build, build_id(build, "%s.choose", id),
                                         TEXT_PROVIDER_CHOOSE, TEXT_PROVIDER_CHOOSE_SPOKEN,
                                         provider->name, choose);
    button_add(build, &more, 17.0, STYLE_BUTTON);
    struct node *primary = button_add(build, &take, 17.0, STYLE_BUTTON);
    /* Every provider's button looks the same, so none of them is "the" primary of the
     * screen. */
    primary->ground = TONE_BRAND;
    primary->border = TONE_BRAND;
    last_of(build, primary)->ink = TONE_ON_BRAND;
    last_of(build, primary)->sign_after = "\u00a0\u203a";
    part_close(build);
    part_close(build);
}
