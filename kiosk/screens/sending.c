/* SPDX-License-Identifier: EUPL-1.2 */
/* sending.c - the courier has the request and has not answered yet. */
#include "screens/common.h"
#include "screens/each.h"

void screen_sending(struct build *build)
{
    common_header(build);
    part_title(build, words(build, TEXT_SENDING_TITLE),
               common_picture(build, PICTOGRAM_SEND), false);
    body_open(build);
    common_scene_open(build, "sending", PICTOGRAM_SEND, words(build, TEXT_SENDING_TITLE));
    part_say(build, "sending.wait", words(build, TEXT_SENDING_LEAD));
    common_scene_close(build);
    body_close(build);
}
