/* SPDX-License-Identifier: EUPL-1.2 */
/* not_kept.c - nothing could be stored: said as it is, with what the visitor can do. */
#include "screens/each.h"
#include "screens/facts.h"
#include "screens/outcome.h"

#include <stddef.h>

void screen_not_kept(struct build *build)
{
    const struct provider *provider = common_provider(build);
    common_header(build);
    part_title(build, words(build, TEXT_NOT_KEPT_TITLE), PICTOGRAM_WARNING, false);
    part_lead(build, words(build, TEXT_NOT_KEPT_LEAD));
    body_open(build);
    card_open(build, "not-kept.now", words(build, TEXT_NOT_KEPT_TITLE), TONE_CARD);
    part_text(build, "not-kept.nothing", words(build, TEXT_NOT_KEPT_NOTHING));
    part_text(build, "not-kept.call", words_of_provider(build, TEXT_NOT_KEPT_CALL, provider));
    if (provider) part_display(build, "not-kept.number", facts_phone(build, provider->phone));
    part_close(build);
    body_close(build);
    part_nav(build, (struct nav){
        .extra = {.id = "not-kept.finish", .label = words(build, TEXT_SENT_FINISH),
                  .press = press(MSG_FINISH, 0)},
        .next = {.id = "not-kept.again", .label = words(build, TEXT_NOT_KEPT_AGAIN),
                 .press = press(MSG_SEND_AGAIN, 0), .is_primary = true},
    });
}
