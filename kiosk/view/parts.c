/* SPDX-License-Identifier: EUPL-1.2 */
#include "view/parts.h"
#include <string.h>
#include "content/content.h"
#include "view/parts_inside.h"

bool build_is_landscape(const struct build *build)
{
    return build->panel.width_px > build->panel.height_px;
}

struct node *last_of(struct build *build, struct node *node)
{
    return node->last ? node->last : &build->spare;
}

double build_room(const struct build *build)
{
    return size_room(build->panel.height_px / build->panel.px_per_mm);
}

double room_mm(const struct build *build, double comfortable_mm, double least_mm)
{
    double mm = comfortable_mm * build_room(build);
    return mm > least_mm ? mm : least_mm;
}

struct words words_shown_as(struct words shown, struct words spoken)
{
    shown.spoken = spoken.utf8;
    return shown;
}

/* The ground a new node would stand on. */
static enum tone ground_here(const struct build *build)
{
    for (const struct node *at = build->open; at; at = at->parent)
        if (at->ground != TONE_NONE) return at->ground;
    return TONE_PAPER;
}

static enum tone ink_on(enum tone ground, enum tone wanted)
{
    if (theme_allows(wanted, ground)) return wanted;
    return ground == TONE_BRAND ? TONE_ON_BRAND : TONE_INK;
}

struct node *leaf_text(struct build *build, enum role role, const char *id, struct words text,
                       enum text_style style, enum tone wanted)
{
    struct node *node = build_add(build, role, id);
    node->name = text;
    node->shows_words = true;
    node->style = style;
    node->is_bold = size_is_bold(style);
    node->ink = ink_on(ground_here(build), wanted);
    return node;
}

struct node *leaf_picture(struct build *build, const char *id, enum pictogram pictogram,
                          struct words name, double side_mm)
{
    struct node *node = build_add(build, ROLE_IMAGE, id);
    node->name = name;
    node->pictogram = pictogram;
    node->picture_mm = side_mm;
    node->ink = ink_on(ground_here(build), TONE_INK);
    node->along = PLACE_CENTER;
    node->across = PLACE_CENTER;
    return node;
}

struct node *part_open(struct build *build, enum role role, const char *id, enum flow flow,
                       double gap_mm)
{
    struct node *node = build_open(build, role, id);
    node->flow = flow;
    node->gap_mm = gap_mm;
    node->across = flow == FLOW_ROW || flow == FLOW_WRAP ? PLACE_CENTER : PLACE_STRETCH;
    return node;
}

void part_close(struct build *build)
{
    if (build->open->flow == FLOW_GRID) {
        grid_settle(build, build->open);
        picture_grid_settle(build, build->open);
    }
    build_close(build);
}

void part_header(struct build *build, struct words at_end)
{
    struct node *header = part_open(build, ROLE_GROUP, "header", FLOW_ROW, 5.0);
    header->name = words(build, TEXT_BRAND_NAME);
    header->pad_inline_mm = EDGE_MM;
    header->min_height_mm = room_mm(build, 26.0, 16.0);
    struct node *mark = leaf_picture(build, "header.mark", PICTOGRAM_NONE, header->name,
                                     room_mm(build, 12.7, 9.0));
    mark->is_mark = true;
    struct node *brand = leaf_text(build, ROLE_TEXT, "header.name", header->name, STYLE_BUTTON,
                                   TONE_BRAND);
    brand->grows = true;
    if (at_end.utf8 && !build_is_calm(build))
        leaf_text(build, ROLE_STATUS, "header.end", at_end, STYLE_SMALL, TONE_SOFT);
    part_close(build);
}

/* The top holds the question and, beside it where there is room, the field or the filter. It
 * stays open until the body or the nav begins, so that a screen can put something beside its
 * title by calling a part in between. */
static void top_leave(struct build *build)
{
    if (build->top && build->open == build->top) part_close(build);
}

/* Beside the question, where the eye is: says everything on this screen. Not where the language
 * has no voice. */
static void title_speak(struct build *build)
{
    const struct language *language =
        &build->content->languages.all[build->model->preferences.language];
    if (!language->voice[0]) return;
    const struct button speak = {
        .id = "title.speak", .pictogram = PICTOGRAM_READ_ALOUD,
        .label = words(build, TEXT_TOOL_READ), .press = { .kind = MSG_REPEAT },
    };
    build->aside = part_open(build, ROLE_GROUP, "title.aside", FLOW_WRAP, GAP_SMALL_MM);
    build->aside->along = PLACE_END;
    build->aside->name = speak.label;
    button_add(build, &speak, 18.0, STYLE_SMALL);
    part_close(build);
}

void part_title(struct build *build, struct words title, enum pictogram pictogram,
                bool is_question)
{
    build->top = part_open(build, ROLE_GROUP, "top", FLOW_SPLIT, GAP_MM);
    build->top->pad_inline_mm = EDGE_MM;
    build->top->stacks_when_narrow = true;
    build->top->name = title;
    struct node *row = part_open(build, ROLE_GROUP, "top.title", FLOW_ROW, 8.0);
    row->name = title;
    row->min_width_mm = 120.0;
    row->grows = true;
    bool has_picture = pictogram != PICTOGRAM_NONE && !build_is_calm(build);
    if (has_picture || (pictogram != PICTOGRAM_NONE && build_has_pictures(build)))
        leaf_picture(build, "title.picture", pictogram, title, room_mm(build, 24.0, 16.0));
    build->titles = part_open(build, ROLE_GROUP, "top.words", FLOW_COLUMN, 1.0);
    build->titles->name = title;
    build->titles->grows = true;
    struct node *heading = leaf_text(build, ROLE_HEADING, "title", title, STYLE_TITLE,
                                     TONE_INK);
    heading->is_question = is_question;
    part_close(build);
    part_close(build);
    if (build_has_pictures(build)) title_speak(build);
}

void part_lead(struct build *build, struct words lead)
{
    struct node *open = build->open;
    if (build->titles) build->open = build->titles;
    struct node *text = leaf_text(build, ROLE_TEXT,
                                  build->titles ? "lead" : build_id(build, "lead.%s", open->id),
                                  lead, STYLE_LEAD, TONE_SOFT);
    if (!build->titles) text->across = PLACE_CENTER;
    else text->is_only_said = build_has_pictures(build) && build->titles->first->is_question;
    build->open = open;
}

void body_open(struct build *build)
{
    top_leave(build);
    build->body = part_open(build, ROLE_GROUP, "body", FLOW_PAGES, GAP_MM);
    build->body->grows = true;
    build->body->pad_inline_mm = EDGE_MM;
    if (build->titles) build->body->name = build->titles->name;
}

static bool has_press(const struct node *node)
{
    if (node->press.kind != MSG_NONE) return true;
    for (const struct node *at = node->first; at; at = at->next)
        if (has_press(at)) return true;
    return false;
}

static bool has_card(const struct node *node)
{
    for (const struct node *at = node->first; at; at = at->next)
        if (at->ground == TONE_CARD || at->border_mm > 0 || has_card(at)) return true;
    return false;
}

/* Beside each other picture and sentences stand in the middle; under each other both begin at
 * the start side. */
static void column_settle(const struct build *build, struct node *column)
{
    column->along = PLACE_CENTER;
    for (struct node *at = column->first; at && !build_is_landscape(build); at = at->next)
        if (at->role == ROLE_IMAGE) at->across = PLACE_START;
}

/* A few sentences and a picture stand in the middle of their room. On a high panel what can be
 * pressed stands low, where every arm reaches it. */
void body_close(struct build *build)
{
    struct node *body = build->body;
    bool is_reading = !has_press(body) && !has_card(body);
    if (is_reading || !build->titles) body->along = PLACE_CENTER;
    else if (has_press(body) && !build_is_landscape(build)) body->along = PLACE_END;
    for (struct node *split = is_reading ? body->first : NULL; split; split = split->next)
        for (struct node *column = split->first; column && split->flow == FLOW_SPLIT;
             column = column->next)
            column_settle(build, column);
    part_close(build);
}

void split_open(struct build *build, const char *id)
{
    part_open(build, ROLE_GROUP, id, FLOW_SPLIT, GAP_MM);
}

void column_open(struct build *build, const char *id, double share)
{
    struct node *column = part_open(build, ROLE_GROUP, id, FLOW_COLUMN, GAP_MM);
    column->share = share;
}

void grid_open(struct build *build, const char *id, int columns_most)
{
    part_open(build, ROLE_GROUP, id, FLOW_GRID, GAP_MM)->columns_most = columns_most;
}

void examples_open(struct build *build, const char *id, int columns_most)
{
    grid_open(build, id, columns_most);
    build->open->has_even_rows = true;
}

void row_open(struct build *build, const char *id)
{
    part_open(build, ROLE_GROUP, id, FLOW_WRAP, GAP_SMALL_MM);
}

void card_open(struct build *build, const char *id, struct words name, enum tone ground)
{
    struct node *card = part_open(build, ROLE_GROUP, id, FLOW_COLUMN, GAP_SMALL_MM);
    card->name = name;
    card->ground = ground;
    card->pad_mm = PAD_MM;
    card->corner_mm = CORNER_MM;
    card->border = ground == TONE_SUN_TINT ? TONE_INK : TONE_LINE;
    card->border_mm = BORDER_MM;
}

/* Words under a picture or a code in the same block are centred like it. */
static void words_under(const struct build *build, struct node *words)
{
    for (const struct node *at = build->open->first; at && at != words; at = at->next)
        if (at->role == ROLE_IMAGE || at->role == ROLE_CODE) words->across = PLACE_CENTER;
}

void part_text(struct build *build, const char *id, struct words text)
{
    words_under(build, leaf_text(build, ROLE_TEXT, id, text, STYLE_BODY, TONE_INK));
}

void part_say(struct build *build, const char *id, struct words text)
{
    words_under(build, leaf_text(build, ROLE_TEXT, id, text, STYLE_READING, TONE_INK));
}

void part_heading(struct build *build, const char *id, struct words text)
{
    struct node *heading = leaf_text(build, ROLE_HEADING, id, text, STYLE_HEADING, TONE_INK);
    heading->keeps_next = true;
    words_under(build, heading);
}

void part_small(struct build *build, const char *id, struct words text)
{
    words_under(build, leaf_text(build, ROLE_TEXT, id, text, STYLE_SMALL, TONE_SOFT));
}

void part_step(struct build *build, const char *id, int number, struct words text)
{
    struct node *row = part_open(build, ROLE_GROUP, id, FLOW_ROW, GAP_SMALL_MM);
    row->name = text;
    row->across = PLACE_START;
    struct words digits = words_plain(build, build_id(build, "%d.", number), build_tag(build));
    struct node *mark = leaf_text(build, ROLE_LABEL, build_id(build, "%s.number", id), digits,
                                  STYLE_BODY, TONE_INK);
    mark->is_bold = true;
    struct node *leaf = leaf_text(build, ROLE_TEXT, build_id(build, "%s.text", id), text,
                                  STYLE_BODY, TONE_INK);
    leaf->grows = true;
    leaf->shows_strong = true;
    part_close(build);
}

void part_picture(struct build *build, const char *id, enum pictogram pictogram,
                  struct words name, double side_mm)
{
    leaf_picture(build, id, pictogram, name, side_mm);
}

void part_outline(struct build *build, const char *id, struct words name, double width_mm,
                  double height_mm)
{
    struct node *row = part_open(build, ROLE_GROUP, build_id(build, "%s.row", id), FLOW_ROW,
                                 0.0);
    row->name = name;
    row->along = PLACE_CENTER;
    struct node *outline = build_add(build, ROLE_GROUP, id);
    outline->name = name;
    outline->ground = TONE_CARD;
    outline->border = TONE_INK;
    outline->border_mm = BORDER_MM;
    outline->corner_mm = 3.18 * width_mm / 85.60;
    outline->min_width_mm = outline->max_width_mm = width_mm;
    outline->min_height_mm = outline->max_height_mm = height_mm;
    part_close(build);
}

void part_mark(struct build *build, double height_mm)
{
    struct node *mark = leaf_picture(build, "mark", PICTOGRAM_NONE,
                                     words(build, TEXT_BRAND_NAME),
                                     room_mm(build, height_mm, height_mm * 0.6));
    mark->is_mark = true;
}

void part_display(struct build *build, const char *id, struct words text)
{
    struct node *node = leaf_text(build, ROLE_HEADING, id, text, STYLE_DISPLAY, TONE_INK);
    if (!build->titles) node->across = PLACE_CENTER;
}

void part_code(struct build *build, const char *id, const char *content, struct words name,
               double side_mm)
{
    struct node *node = build_add(build, ROLE_CODE, id);
    node->name = name;
    node->code = content;
    node->picture_mm = side_mm;
    node->grows = true;              /* the larger, the easier for an old phone */
    node->max_height_mm = 1.5 * side_mm;
    if (build->open->ground != TONE_NONE) build->open->grows = true;
    node->along = PLACE_CENTER;
    node->across = PLACE_CENTER;
}

void part_reference(struct build *build, struct words label, const char *shown_digits)
{
    struct node *group = part_open(build, ROLE_GROUP, "reference", FLOW_COLUMN, 0.0);
    struct words digits = words_plain(build, shown_digits, build_tag(build));
    group->name = label;
    group->value = digits;
    leaf_text(build, ROLE_LABEL, "reference.label", label, STYLE_SMALL, TONE_SOFT)->across =
        PLACE_CENTER;
    leaf_text(build, ROLE_TEXT, "reference.digits", digits, STYLE_HEADING, TONE_INK)->across =
        PLACE_CENTER;
    part_close(build);
}
