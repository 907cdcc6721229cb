/* SPDX-License-Identifier: EUPL-1.2 */
#include "content/content.h"
#include "view/parts_inside.h"

#define NAV_HEIGHT_MM 24.0

static struct node *nav_button(struct build *build, struct button button)
{
    return button_add(build, &button, NAV_HEIGHT_MM, STYLE_BUTTON);
}

/* "Meer" and "2 van 3" wait here, hidden, until layout finds that the body needs more than one
 * page. */
static void nav_pages(struct build *build)
{
    struct node *page = leaf_text(build, ROLE_STATUS, "nav.page",
                                  words_with(build, TEXT_NAV_PAGE, (struct text_place[]){
                                      { "page", "1" }, { "pages", "2" }, { NULL, NULL } }),
                                  STYLE_SMALL, TONE_SOFT);
    page->is_hidden = true;
    struct node *more = nav_button(build, (struct button){
        .id = "nav.more", .label = words(build, TEXT_NAV_MORE), .press = { .kind = MSG_MORE },
    });
    last_of(build, more)->sign_after = "\u00a0\u203a";
    more->is_hidden = true;
}

static struct node *nav_group(struct build *build, const char *id, enum place along)
{
    struct node *group = part_open(build, ROLE_GROUP, id, FLOW_WRAP, GAP_MM);
    group->along = along;
    return group;
}

void part_nav(struct build *build, struct nav nav)
{
    if (build->top && build->open == build->top) part_close(build);
    build->nav = part_open(build, ROLE_GROUP, "nav", FLOW_SPLIT, GAP_MM);
    build->nav->stacks_when_narrow = true;
    build->nav->pad_inline_mm = build_is_narrow(build) ? EDGE_NARROW_MM : EDGE_MM;
    build->nav->keeps_edge = true;
    build->nav->across = PLACE_END;
    nav_group(build, "nav.start", PLACE_START);
    if (nav.has_back) {
        struct node *back = nav_button(build, (struct button){
                                                  .id = "nav.back",
                                                  .label = words(build, TEXT_NAV_BACK),
                                                  .press = { .kind = MSG_BACK },
                                              });
        last_of(build, back)->sign_before = "\u2039\u00a0";
    }
    if (nav.skip.id) nav_button(build, nav.skip);
    part_close(build);
    nav_group(build, "nav.end", PLACE_END)->grows = true;
    nav_pages(build);
    if (nav.extra.id) nav_button(build, nav.extra);
    if (nav.next.id) {
        struct node *next = nav_button(build, nav.next);
        if (nav.next.press.kind == MSG_NEXT || nav.next.press.kind == MSG_SEND ||
            nav.next.press.kind == MSG_OPEN)
            last_of(build, next)->sign_after = "\u00a0\u203a";
    }
    part_close(build);
    part_close(build);
}

struct tool {
    const char *id;
    enum pictogram pictogram;
    enum text label;
    struct message press;
    bool is_on;
};

static void tool_add(struct build *build, struct tool tool)
{
    struct node *node = part_open(build, ROLE_TOOL, tool.id, FLOW_ROW, GAP_SMALL_MM);
    node->name = words(build, tool.label);
    node->press = tool.press;
    node->is_selected = tool.is_on;
    node->grows = true;
    node->along = PLACE_CENTER;
    node->min_height_mm = build_is_narrow(build) ? TARGET_LEAST_MM : 22.0;
    node->min_width_mm = TARGET_LEAST_MM;
    node->pad_mm = 1.0;
    node->pad_inline_mm = 1.5;
    node->corner_mm = CORNER_MM;
    node->ground = tool.is_on ? TONE_BRAND_TINT : TONE_CARD;
    if (tool.is_on) {
        node->border = TONE_BRAND;
        node->border_mm = BORDER_MM;
    }
    leaf_picture(build, build_id(build, "%s.picture", tool.id), tool.pictogram, node->name,
                 room_mm(build, 12.0, 9.0));
    bool is_stop = tool.press.kind == MSG_STOP;
    struct node *label = leaf_text(build, ROLE_LABEL, build_id(build, "%s.label", tool.id),
                                   node->name, STYLE_SMALL, is_stop ? TONE_DANGER : TONE_INK);
    label->is_bold = is_stop || tool.is_on;
    part_close(build);
}

void part_toolbar(struct build *build)
{
    const struct model *model = build->model;
    const struct preferences *wishes = &model->preferences;
    int next_theme = ((int)wishes->theme + 1) % THEME_COUNT;
    /* The first press lets the voice begin, the second leads to how it sounds, and to
     * silence. */
    const struct message read = { .kind = MSG_READ_ALOUD, .value = 1 };
    const struct message voice = { .kind = MSG_OPEN, .value = SCREEN_VOICE };
    const struct tool tools[] = {
        { "tool.language",
          PICTOGRAM_LANGUAGE,
          TEXT_TOOL_LANGUAGE,
          { .kind = MSG_OPEN, .value = SCREEN_LANGUAGES },
          model->overlay == SCREEN_LANGUAGES },
        { "tool.letters",
          PICTOGRAM_LETTERS,
          TEXT_TOOL_LETTERS,
          { .kind = MSG_OPEN, .value = SCREEN_LETTERS },
          model->overlay == SCREEN_LETTERS },
        { "tool.pictograms",
          PICTOGRAM_PICTURES,
          TEXT_TOOL_PICTURES,
          { .kind = MSG_PICTOGRAMS, .value = !wishes->has_pictograms },
          wishes->has_pictograms },
        { "tool.contrast",
          PICTOGRAM_CONTRAST,
          TEXT_TOOL_CONTRAST,
          { .kind = MSG_THEME, .value = next_theme },
          wishes->theme != THEME_DEFAULT },
        { "tool.read",
          PICTOGRAM_READ_ALOUD,
          wishes->reads_aloud ? TEXT_TOOL_VOICE : TEXT_TOOL_READ,
          wishes->reads_aloud ? voice : read,
          wishes->reads_aloud },
        { "tool.stop",
          PICTOGRAM_STOP,
          TEXT_TOOL_STOP,
          { .kind = MSG_STOP },
          model->overlay == SCREEN_STOP },
    };
    if (build->top && build->open == build->top) part_close(build);
    struct node *bar = part_open(build, ROLE_GROUP, "toolbar", FLOW_GRID, TARGET_GAP_MM + 0.5);
    bar->name = words(build, TEXT_TOOL_BAR);
    bar->ground = TONE_CARD;
    bar->border = TONE_LINE;
    bar->border_mm = BORDER_MM;
    bar->is_band = true;
    bool is_narrow = build_is_narrow(build);
    bar->pad_mm = is_narrow ? 2.6 : 4.0;   /* the focus ring needs 2.55 */
    bar->pad_inline_mm = is_narrow ? EDGE_NARROW_MM - 2.6 : EDGE_MM - 4.0;
    bar->columns_most = 6;
    bar->has_even_rows = true;
    for (size_t i = 0; i < sizeof tools / sizeof tools[0]; i++) tool_add(build, tools[i]);
    part_close(build);
}
