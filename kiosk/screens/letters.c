/* SPDX-License-Identifier: EUPL-1.2 */
/* letters.c - how large the letters are; on a panel that stands, also how high the buttons. */
#include "screens/common.h"
#include "screens/each.h"

/* Among the buttons at the bottom: who needs it cannot reach anything else. */
static struct button reach(struct build *build)
{
    bool stands = build->panel.height_px > build->panel.width_px;
    return (struct button){
        .id = stands ? "letters.reach" : NULL, .label = words(build, TEXT_LETTERS_REACH),
        .press = press(MSG_REACH, -1), .is_selected = build->model->preferences.has_reach,
    };
}

void screen_letters(struct build *build)
{
    static const struct { const char *id; enum text label; } sizes[] = {
        {"letters.1", TEXT_LETTERS_1}, {"letters.2", TEXT_LETTERS_2},
        {"letters.3", TEXT_LETTERS_3}, {"letters.4", TEXT_LETTERS_4},
    };
    common_header(build);
    part_title(build, words(build, TEXT_LETTERS_TITLE), PICTOGRAM_LETTERS, true);
    body_open(build);
    grid_open(build, "letters", 4);
    for (int i = 0; i < 4; i++)
        part_choice(build, (struct choice){
            .id = sizes[i].id, .label = words(build, sizes[i].label),
            .press = press(MSG_TEXT_SIZE, i + 1),
            .is_selected = build->model->preferences.text_size == i + 1,
        });
    part_close(build);
    body_close(build);
    part_nav(build, (struct nav){
        .extra = reach(build),
        .next = {.id = "overlay.close", .label = words(build, TEXT_NAV_CLOSE),
                 .press = press(MSG_CLOSE, 0)},
    });
}
