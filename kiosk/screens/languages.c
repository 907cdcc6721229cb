/* SPDX-License-Identifier: EUPL-1.2 */
/* languages.c - every language of the screens, each in its own name. */
#include "screens/common.h"
#include "screens/each.h"

void screen_languages(struct build *build)
{
    const struct languages *languages = &build->content->languages;
    common_header(build);
    part_title(build, words(build, TEXT_LANGUAGES_TITLE), PICTOGRAM_LANGUAGE, true);
    body_open(build);
    grid_open(build, "languages", 4);
    for (int i = 0; i < languages->count; i++) {
        const struct language *language = &languages->all[i];
        if (!language->is_offered) continue;
        part_choice(build, (struct choice){
            .id = build_id(build, "language.%s", language->tag),
            .label = words_plain(build, language->own_name, language->tag),
            .press = press(MSG_LANGUAGE, i),
            .is_selected = i == build->model->preferences.language, .is_own_language = true,
        });
    }
    part_close(build);
    body_close(build);
    part_nav(build, (struct nav){
        .extra = {.id = "overlay.close", .label = words(build, TEXT_NAV_CLOSE),
                  .press = press(MSG_CLOSE, 0)},
    });
}
