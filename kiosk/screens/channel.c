/* SPDX-License-Identifier: EUPL-1.2 */
/* channel.c - how the visitor and the supporter meet: only the ways this provider offers. */
#include <stddef.h>

#include "screens/answers.h"
#include "screens/common.h"
#include "screens/each.h"

static enum text line(enum channel channel)
{
    switch (channel) {
    case CHANNEL_CALL:   return TEXT_CHANNEL_CALL_LINE;
    case CHANNEL_EMAIL:  return TEXT_CHANNEL_EMAIL_LINE;
    case CHANNEL_OFFICE: return TEXT_CHANNEL_OFFICE_LINE;
    case CHANNEL_HOME:   return TEXT_CHANNEL_HOME_LINE;
    case CHANNEL_COUNT:  break;
    }
    return TEXT_COUNT;
}

void screen_channel(struct build *build)
{
    const struct provider *provider = common_provider(build);
    common_header(build);
    part_title(build, words(build, TEXT_CHANNEL_TITLE),
               common_picture(build, PICTOGRAM_TALK), true);
    common_mistake(build);
    body_open(build);
    grid_open(build, "channel", 4);
    for (enum channel channel = CHANNEL_CALL; channel < CHANNEL_COUNT; channel++) {
        if (!provider || !(provider->channels >> channel & 1)) continue;
        part_choice(build, (struct choice){
            .id = build_id(build, "channel.%s", channel_code(channel)),
            .pictogram = channel_pictogram(channel),
            .label = words(build, channel_text(channel)),
            .explanation = words(build, line(channel)),
            .press = press(MSG_CHANNEL, (int32_t)channel),
            .is_selected = build->model->form.channel == (int)channel, .is_tile = true,
        });
    }
    part_close(build);
    body_close(build);
    common_nav(build, TEXT_COUNT);
}
