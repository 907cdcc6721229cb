/* SPDX-License-Identifier: EUPL-1.2 */
/* still_there.c - nobody has touched anything for a while. The whole screen is one answer. */
#include "screens/common.h"
#include "screens/each.h"

static void add_words(struct build *build)
{
    part_lead(build, words(build, TEXT_STILL_THERE_LEAD));
    body_open(build);
    part_choice(build, (struct choice){
        .id = "still-there.stay", .pictogram = PICTOGRAM_HELLO,
        .label = words(build, TEXT_STILL_THERE_STAY),
        .press = press(MSG_STAY, 0), .is_primary = true,
    });
    body_close(build);
    part_nav(build, (struct nav){
        .extra = {.id = "still-there.stop", .label = words(build, TEXT_STILL_THERE_STOP),
                  .press = press(MSG_STOP_YES, 0), .is_danger = true},
    });
}

/* Two pictures; what happens without an answer stays on the screen, because it takes time. */
static void add_pictures(struct build *build)
{
    body_open(build);
    grid_open(build, "still-there", 2);
    part_choice(build, (struct choice){
        .id = "still-there.stay", .pictogram = PICTOGRAM_HELLO,
        .label = words(build, TEXT_STILL_THERE_STAY),
        .press = press(MSG_STAY, 0), .is_primary = true,
    });
    part_choice(build, (struct choice){
        .id = "still-there.stop", .pictogram = PICTOGRAM_WIPED,
        .label = words(build, TEXT_STILL_THERE_STOP), .press = press(MSG_STOP_YES, 0),
    });
    part_close(build);
    part_text(build, "still-there.lead", words(build, TEXT_STILL_THERE_LEAD));
    body_close(build);
    part_nav(build, (struct nav){0});
}

void screen_still_there(struct build *build)
{
    common_header(build);
    part_title(build, words(build, TEXT_STILL_THERE_TITLE),
               common_picture(build, PICTOGRAM_WAITING), true);
    if (build_has_pictures(build)) add_pictures(build);
    else add_words(build);
}
