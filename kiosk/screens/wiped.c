/* SPDX-License-Identifier: EUPL-1.2 */
/* wiped.c - the visit is over and nothing of it is left. */
#include "screens/common.h"
#include "screens/each.h"

#define PICTURE_MM 60.0

void screen_wiped(struct build *build)
{
    common_header(build);
    part_title(build, words(build, TEXT_WIPED_TITLE), PICTOGRAM_NONE, false);
    part_lead(build, words(build, TEXT_WIPED_LEAD));
    body_open(build);
    part_picture(build, "wiped.picture", PICTOGRAM_WIPED, words(build, TEXT_WIPED_TITLE), PICTURE_MM);
    part_text(build, "wiped.bye", words(build, TEXT_WIPED_BYE));
    body_close(build);
    part_nav(build, (struct nav){
        .next = {.id = "wiped.again", .label = words(build, TEXT_NAV_FIRST),
                 .press = press(MSG_NEXT, 0), .is_primary = true},
    });
}
