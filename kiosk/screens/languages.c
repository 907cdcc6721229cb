/* SPDX-License-Identifier: EUPL-1.2 */
/* languages.c - every language of the screens, each in its own name. */
#include "screens/common.h"
#include "screens/each.h"
#include "view/second.h"

/* With the language of the town beside the visitor's, staff at the desk can read along. Who
 * reads that language already is asked which other. */
static struct button together_button(struct build *build)
{
    const struct content *content = build->content;
    const struct preferences *wishes = &build->model->preferences;
    int town = language_find(&content->languages, content->settings.language);
    bool is_on = build_has_second(build), is_towns = wishes->language == town;
    struct message on = is_towns ? press(MSG_OPEN, SCREEN_TOGETHER)
                                 : press(MSG_SECOND_LANGUAGE, town);
    return (struct button){
        .id = "languages.together", .pictogram = PICTOGRAM_TOGETHER,
        .label = words_town(build, TEXT_TOGETHER_BUTTON),
        .press = is_on ? press(MSG_SECOND_LANGUAGE, -1) : on, .is_selected = is_on,
    };
}

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
        .skip = together_button(build),
        .extra = {.id = "overlay.close", .label = words(build, TEXT_NAV_CLOSE),
                  .press = press(MSG_CLOSE, 0)},
    });
}
