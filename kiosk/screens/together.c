/* SPDX-License-Identifier: EUPL-1.2 */
/* together.c - which language stands beside the visitor's own. */
#include "screens/common.h"
#include "screens/each.h"

void screen_together(struct build *build)
{
    const struct languages *languages = &build->content->languages;
    const struct preferences *wishes = &build->model->preferences;
    common_header(build);
    part_title(build, words(build, TEXT_TOGETHER_TITLE), PICTOGRAM_TOGETHER, true);
    part_lead(build, words(build, TEXT_TOGETHER_LEAD));
    body_open(build);
    grid_open(build, "together", 4);
    for (int i = 0; i < languages->count; i++) {
        const struct language *language = &languages->all[i];
        if (!language->is_offered || i == wishes->language) continue;
        part_choice(build, (struct choice){
            .id = build_id(build, "together.%s", language->tag),
            .label = words_plain(build, language->own_name, language->tag),
            .press = press(MSG_SECOND_LANGUAGE, i),
            .is_selected = i == wishes->second_language, .is_own_language = true,
        });
    }
    part_close(build);
    body_close(build);
    part_nav(build, (struct nav){
        .extra = {.id = "overlay.close", .label = words(build, TEXT_NAV_CLOSE),
                  .press = press(MSG_CLOSE, 0)},
    });
}
