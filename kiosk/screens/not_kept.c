/* SPDX-License-Identifier: EUPL-1.2 */
/* not_kept.c - nothing could be stored: said as it is, with what the visitor can do. */
#include "screens/each.h"
#include "screens/facts.h"
#include "screens/outcome.h"

#include <stddef.h>

static void show_words(struct build *build, const struct provider *provider)
{
    card_open(build, "not-kept.now", words(build, TEXT_NOT_KEPT_TITLE), TONE_CARD);
    part_text(build, "not-kept.nothing", words(build, TEXT_NOT_KEPT_NOTHING));
    part_text(build, "not-kept.call", words_of_provider(build, TEXT_NOT_KEPT_CALL, provider));
    if (provider) part_display(build, "not-kept.number", facts_phone(build, provider->phone));
    part_close(build);
}

static void show_pictures(struct build *build, const struct provider *provider)
{
    grid_open(build, "not-kept.now", 2);
    part_card(build, (struct card_part){.id = "not-kept.nothing",
                                        .pictogram = PICTOGRAM_EMAIL, .is_crossed = true,
                                        .text = words(build, TEXT_NOT_KEPT_NOTHING)});
    if (provider)
        part_fact(build, (struct fact){
            .id = "not-kept.call", .pictogram = PICTOGRAM_PHONE,
            .label = words_of_provider(build, TEXT_NOT_KEPT_CALL, provider),
            .value = facts_phone(build, provider->phone)});
    part_close(build);
}

void screen_not_kept(struct build *build)
{
    const struct provider *provider = common_provider(build);
    common_header(build);
    part_title(build, words(build, TEXT_NOT_KEPT_TITLE), PICTOGRAM_WARNING, false);
    part_lead(build, words(build, TEXT_NOT_KEPT_LEAD));
    body_open(build);
    if (build_has_pictures(build)) show_pictures(build, provider);
    else show_words(build, provider);
    body_close(build);
    part_nav(build, (struct nav){
        .extra = {.id = "not-kept.finish", .label = words(build, TEXT_SENT_FINISH),
                  .press = press(MSG_FINISH, 0)},
        .next = {.id = "not-kept.again", .label = words(build, TEXT_NOT_KEPT_AGAIN),
                 .press = press(MSG_SEND_AGAIN, 0), .is_primary = true},
    });
}
