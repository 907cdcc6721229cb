/* SPDX-License-Identifier: EUPL-1.2 */
/* wiped.c - the visit is over and nothing of it is left. */
#include "screens/common.h"
#include "screens/each.h"

void screen_wiped(struct build *build)
{
    common_header(build);
    part_title(build, words(build, TEXT_WIPED_TITLE),
               common_picture(build, PICTOGRAM_YES), false);
    body_open(build);
    common_tell_open(build, "wiped", PICTOGRAM_WIPED, words(build, TEXT_WIPED_TITLE));
    common_tell(build, (struct told){.id = "wiped.nobody", .pictogram = PICTOGRAM_WIPED,
                                     .text = words(build, TEXT_WIPED_LEAD)});
    common_tell(build, (struct told){.id = "wiped.bye", .pictogram = PICTOGRAM_HELLO,
                                     .text = words(build, TEXT_WIPED_BYE)});
    common_tell_close(build);
    body_close(build);
    part_nav(build, (struct nav){
        .next = {.id = "wiped.again", .label = words(build, TEXT_WIPED_AGAIN),
                 .press = press(MSG_NEXT, 0), .is_primary = true},
    });
}
