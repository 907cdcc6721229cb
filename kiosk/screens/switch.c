/* SPDX-License-Identifier: EUPL-1.2 */
/* switch.c - the right to another supporter, without a reason (MEE; checklist of Ieder(in),
 * 6). */
#include "screens/common.h"
#include "screens/each.h"

void screen_switch(struct build *build)
{
    common_header(build);
    part_title(build, words(build, TEXT_SWITCH_TITLE),
               common_picture(build, PICTOGRAM_SWITCH), false);
    body_open(build);
    common_tell_open(build, "switch", PICTOGRAM_SWITCH, words(build, TEXT_SWITCH_TITLE));
    common_tell(build, (struct told){.id = "switch.right", .pictogram = PICTOGRAM_GOOD,
                                     .text = words(build, TEXT_SWITCH_LEAD)});
    common_tell(build, (struct told){.id = "switch.reason", .pictogram = PICTOGRAM_SECRET,
                                     .text = words(build, TEXT_SWITCH_REASON)});
    common_tell(build, (struct told){.id = "switch.silent", .pictogram = PICTOGRAM_MESSAGE,
                                     .is_crossed = true,
                                     .text = words(build, TEXT_SWITCH_SILENT)});
    common_tell_close(build);
    body_close(build);
    part_nav(build, (struct nav){
        .has_back = true,
        .next = {.id = "nav.next", .label = words(build, TEXT_SWITCH_NEXT),
                 .press = press(MSG_NEXT, 0), .is_primary = true},
    });
}
