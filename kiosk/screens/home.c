/* SPDX-License-Identifier: EUPL-1.2 */
/* home.c - what the visitor came for. */
#include "screens/common.h"
#include "screens/each.h"

static void add_promises(struct build *build)
{
    row_open(build, "home.promises");
    part_chip(build, "home.free", PICTOGRAM_FREE, words(build, TEXT_HOME_CHIP_FREE));
    part_chip(build, "home.independent", PICTOGRAM_NOT_TOWN,
              words(build, TEXT_HOME_CHIP_INDEPENDENT));
    part_chip(build, "home.everyone", PICTOGRAM_EVERYONE,
              words(build, TEXT_HOME_CHIP_EVERYONE));
    part_chip(build, "home.secret", PICTOGRAM_PRIVACY, words(build, TEXT_HOME_CHIP_SECRET));
    part_close(build);
}

/* Four pictures, all alike but for the one most came for. */
static void add_pictured_ways(struct build *build)
{
    grid_open(build, "home.ways", 4);
    part_choice(build, (struct choice){
        .id = "home.ask", .pictogram = PICTOGRAM_HELP, .label = words(build, TEXT_HOME_ASK),
        .press = press(MSG_OPEN, SCREEN_TOPICS), .is_primary = true,
    });
    part_choice(build, (struct choice){
        .id = "home.explain", .pictogram = PICTOGRAM_QUESTION,
        .label = words(build, TEXT_HOME_EXPLAIN), .press = press(MSG_OPEN, SCREEN_EXPLAIN),
    });
    part_choice(build, (struct choice){
        .id = "home.switch", .pictogram = PICTOGRAM_SWITCH,
        .label = words(build, TEXT_HOME_SWITCH), .press = press(MSG_OPEN, SCREEN_SWITCH),
    });
    part_choice(build, (struct choice){
        .id = "home.help-now", .pictogram = PICTOGRAM_EMERGENCY,
        .label = words(build, TEXT_HOME_HELP_NOW), .press = press(MSG_OPEN, SCREEN_HELP_NOW),
    });
    part_close(build);
}

static void add_ways(struct build *build)
{
    split_open(build, "home.ways");
    column_open(build, "home.first", 1.15);
    part_choice(build, (struct choice){
        .id = "home.ask", .pictogram = PICTOGRAM_HELP, .label = words(build, TEXT_HOME_ASK),
        .explanation = words(build, TEXT_HOME_ASK_LINE),
        .press = press(MSG_OPEN, SCREEN_TOPICS), .is_primary = true,
    });
    part_close(build);
    column_open(build, "home.others", 1);
    part_choice(build, (struct choice){
        .id = "home.explain", .pictogram = PICTOGRAM_QUESTION,
        .label = words(build, TEXT_HOME_EXPLAIN),
        .explanation = words_count(build, TEXT_HOME_EXPLAIN_LINE, EXPLAIN_STEPS, NULL),
        .press = press(MSG_OPEN, SCREEN_EXPLAIN),
    });
    part_choice(build, (struct choice){
        .id = "home.switch", .pictogram = PICTOGRAM_SWITCH,
        .label = words(build, TEXT_HOME_SWITCH),
        .explanation = words(build, TEXT_HOME_SWITCH_LINE),
        .press = press(MSG_OPEN, SCREEN_SWITCH),
    });
    part_close(build);
    part_close(build);
}

void screen_home(struct build *build)
{
    common_header(build);
    part_title(build, words(build, TEXT_HOME_TITLE), PICTOGRAM_NONE, true);
    part_lead(build, words(build, TEXT_HOME_LEAD));
    body_open(build);
    if (build_has_pictures(build)) {
        add_pictured_ways(build);
        body_close(build);
        part_nav(build, (struct nav){0});   /* only for further pages */
        return;
    }
    /* Large letters and reach may take more than one page; then the ways to help come first. */
    const struct preferences *wishes = &build->model->preferences;
    bool is_large = wishes->text_size > 2 || wishes->has_reach;
    bool is_calm = build_is_calm(build);
    if (!is_large && !is_calm) add_promises(build);
    add_ways(build);
    if (is_large && !is_calm) add_promises(build);
    body_close(build);
    part_nav(build, (struct nav){
        .extra = {.id = "home.help-now", .pictogram = PICTOGRAM_EMERGENCY,
                  .label = words(build, TEXT_HOME_HELP_NOW),
                  .press = press(MSG_OPEN, SCREEN_HELP_NOW)},
    });
}
