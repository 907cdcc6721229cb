/* SPDX-License-Identifier: EUPL-1.2 */
/* stop.c - one press to ask, one to be sure; then everything is wiped. */
#include "screens/common.h"
#include "screens/each.h"

void screen_stop(struct build *build)
{
    common_header(build);
    part_title(build, words(build, TEXT_STOP_TITLE),
               common_picture(build, PICTOGRAM_STOP), true);
    part_lead(build, words(build, TEXT_STOP_LEAD));
    body_open(build);
    grid_open(build, "stop", 2);
    part_choice(build, (struct choice){
        .id = "stop.no", .pictogram = PICTOGRAM_GO_ON, .label = words(build, TEXT_STOP_NO),
        .press = press(MSG_STOP_NO, 0), .is_tile = true,
    });
    part_choice(build, (struct choice){
        .id = "stop.yes", .pictogram = PICTOGRAM_WIPED, .label = words(build, TEXT_STOP_YES),
        .press = press(MSG_STOP_YES, 0), .is_tile = true,
    });
    part_close(build);
    body_close(build);
}
