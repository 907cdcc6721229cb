/* SPDX-License-Identifier: EUPL-1.2 */
/* sending.c - the courier has the request and has not answered yet. */
#include "screens/common.h"
#include "screens/each.h"

#define PICTURE_MM 60.0

void screen_sending(struct build *build)
{
    common_header(build);
    part_title(build, words(build, TEXT_SENDING_TITLE), PICTOGRAM_NONE, false);
    part_lead(build, words(build, TEXT_SENDING_LEAD));
    body_open(build);
    part_picture(build, "sending.picture", PICTOGRAM_SEND, words(build, TEXT_SENDING_TITLE), PICTURE_MM);
    body_close(build);
}
