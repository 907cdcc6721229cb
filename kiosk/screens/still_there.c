/* SPDX-License-Identifier: EUPL-1.2 */
/* still_there.c - nobody has touched anything for a while. The whole screen is one answer. */
#include "screens/common.h"
#include "screens/each.h"

void screen_still_there(struct build *build)
{
    common_header(build);
    part_title(build, words(build, TEXT_STILL_THERE_TITLE), PICTOGRAM_NONE, true);
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
