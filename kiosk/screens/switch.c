/* SPDX-License-Identifier: EUPL-1.2 */
/* switch.c - the right to another supporter, without a reason (MEE; checklist of Ieder(in), 6). */
#include "screens/common.h"
#include "screens/each.h"

#define PICTURE_MM 60.0

void screen_switch(struct build *build)
{
    common_header(build);
    part_title(build, words(build, TEXT_SWITCH_TITLE), PICTOGRAM_NONE, false);
    part_lead(build, words(build, TEXT_SWITCH_LEAD));
    body_open(build);
    split_open(build, "switch");
    column_open(build, "switch.picture", 0.6);
    part_picture(build, "switch.image", PICTOGRAM_SWITCH, words(build, TEXT_SWITCH_TITLE), PICTURE_MM);
    part_close(build);
    column_open(build, "switch.words", 1);
    part_text(build, "switch.reason", words(build, TEXT_SWITCH_REASON));
    part_text(build, "switch.silent", words(build, TEXT_SWITCH_SILENT));
    part_close(build);
    part_close(build);
    body_close(build);
    part_nav(build, (struct nav){
        .has_back = true,
        .next = {.id = "nav.next", .label = words(build, TEXT_SWITCH_NEXT),
                 .press = press(MSG_NEXT, 0), .is_primary = true},
    });
}
