/* SPDX-License-Identifier: EUPL-1.2 */
/* switch.c - the right to another supporter, without a reason (MEE; checklist of Ieder(in),
 * 6). */
#include "screens/common.h"
#include "screens/each.h"

void screen_switch(struct build *build)
{
    common_header(build);
    part_title(build, words(build, TEXT_SWITCH_TITLE), PICTOGRAM_NONE, false);
    body_open(build);
    common_scene_open(build, "switch", PICTOGRAM_SWITCH, words(build, TEXT_SWITCH_TITLE));
    part_say(build, "switch.right", words(build, TEXT_SWITCH_LEAD));
    part_say(build, "switch.reason", words(build, TEXT_SWITCH_REASON));
    part_say(build, "switch.silent", words(build, TEXT_SWITCH_SILENT));
    common_scene_close(build);
    body_close(build);
    part_nav(build, (struct nav){
        .has_back = true,
        .next = {.id = "nav.next", .label = words(build, TEXT_SWITCH_NEXT),
                 .press = press(MSG_NEXT, 0), .is_primary = true},
    });
}
