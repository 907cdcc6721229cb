/* SPDX-License-Identifier: EUPL-1.2 */
/* letters.c - how the screen looks: letters and colours by example, and what else helps; on a
 * panel that stands, also how high the buttons are. */
#include "screens/common.h"
#include "screens/each.h"

/* Where it is calm, one of the three at a time. */
static void add(struct build *build, struct choice choice)
{
    struct node *grid = build->open;
    part_choice(build, choice);
    if (grid->last) grid->last->is_own_page = build_is_calm(build);
}

static void add_sizes(struct build *build)
{
    static const struct { const char *id; enum text label; } sizes[] = {
        {"letters.1", TEXT_LETTERS_1}, {"letters.2", TEXT_LETTERS_2},
        {"letters.3", TEXT_LETTERS_3}, {"letters.4", TEXT_LETTERS_4},
    };
    examples_open(build, "letters", 4);
    for (int i = 0; i < 4; i++)
        add(build, (struct choice){
            .id = sizes[i].id, .label = words(build, sizes[i].label),
            .press = press(MSG_TEXT_SIZE, i + 1),
            .is_selected = build->model->preferences.text_size == i + 1,
        });
    part_close(build);
}

static void add_themes(struct build *build)
{
    static const struct { const char *id; enum text label; } themes[THEME_COUNT] = {
        [THEME_DEFAULT] = {"letters.default", TEXT_LETTERS_DEFAULT},
        [THEME_HIGH_LIGHT] = {"letters.high-light", TEXT_LETTERS_HIGH_LIGHT},
        [THEME_HIGH_DARK] = {"letters.high-dark", TEXT_LETTERS_HIGH_DARK},
        [THEME_LOW] = {"letters.low", TEXT_LETTERS_LOW},
    };
    examples_open(build, "letters.themes", 4);
    for (int i = 0; i < THEME_COUNT; i++) {
        add(build, (struct choice){
            .id = themes[i].id, .label = words(build, themes[i].label),
            .press = press(MSG_THEME, i),
            .is_selected = (int)build->model->preferences.theme == i,
        });
    }
    part_close(build);
}

static void add_wish(struct build *build, const char *id, enum pictogram pictogram,
                     enum text label, enum text line, enum message_kind kind, bool is_on)
{
    add(build, (struct choice){
        .id = id, .pictogram = pictogram, .label = words(build, label),
        .explanation = words(build, line), .press = press(kind, -1), .is_selected = is_on,
        .is_checkbox = true,
    });
}

static void add_wishes(struct build *build)
{
    const struct preferences *wishes = &build->model->preferences;
    grid_open(build, "letters.wishes", 3);
    add_wish(build, "letters.pictures", PICTOGRAM_PICTURES, TEXT_LETTERS_PICTURES,
             TEXT_LETTERS_PICTURES_LINE, MSG_PICTOGRAMS, wishes->has_pictograms);
    add_wish(build, "letters.calm", PICTOGRAM_CALM, TEXT_LETTERS_CALM, TEXT_LETTERS_CALM_LINE,
             MSG_CALM, wishes->is_calm);
    part_close(build);
}

/* Among the buttons at the bottom: who needs it cannot reach anything else. On a panel that
 * lies everything is in reach as it is. */
static struct button reach(struct build *build)
{
    bool stands = build->panel.height_px > build->panel.width_px;
    return (struct button){
        .id = stands ? "letters.reach" : NULL,
        .pictogram = common_picture(build, PICTOGRAM_REACH),
        .label = words(build, TEXT_LETTERS_REACH), .press = press(MSG_REACH, -1),
        .is_selected = build->model->preferences.has_reach,
    };
}

void screen_letters(struct build *build)
{
    common_header(build);
    part_title(build, words(build, TEXT_LETTERS_TITLE), PICTOGRAM_LETTERS, true);
    body_open(build);
    add_sizes(build);
    add_themes(build);
    add_wishes(build);
    body_close(build);
    part_nav(build, (struct nav){
        .extra = reach(build),
        .next = {.id = "overlay.close", .label = words(build, TEXT_NAV_CLOSE),
                 .press = press(MSG_CLOSE, 0)},
    });
}
