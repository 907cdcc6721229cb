/* SPDX-License-Identifier: EUPL-1.2 */
/* wiped.c - the visit is over and nothing of it is left. */
#include "screens/common.h"
#include "screens/each.h"

void screen_wiped(struct build *build)
{
    common_header(build);
    part_title(build, words(build, TEXT_WIPED_TITLE), PICTOGRAM_NONE, false);
    body_open(build);
    common_scene_open(build, "wiped", PICTOGRAM_WIPED, words(build, TEXT_WIPED_TITLE));
    part_say(build, "wiped.nobody", words(build, TEXT_WIPED_LEAD));
    part_say(build, "wiped.bye", words(build, TEXT_WIPED_BYE));
    common_scene_close(build);
    body_close(build);
    part_nav(build, (struct nav){
        .next = {.id = "wiped.again", .label = words(build, TEXT_WIPED_AGAIN),
                 .press = press(MSG_NEXT, 0), .is_primary = true},
    });
}
