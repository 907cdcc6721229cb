/* SPDX-License-Identifier: EUPL-1.2 */
/* rest.c - nobody is here: the promise, and the languages in their own names. */
#include "screens/common.h"
#include "screens/each.h"

#define LANGUAGES_SHOWN 8   /* two rows of four; with more languages the last place says so */

static int count_offered(const struct languages *languages)
{
    int count = 0;
    for (int i = 0; i < languages->count; i++)
        if (languages->all[i].is_offered) count++;
    return count;
}

static void add_language(struct build *build, int place)
{
    const struct language *language = &build->content->languages.all[place];
    part_choice(build, (struct choice){
        .id = build_id(build, "rest.language.%s", language->tag),
        .label = words_plain(build, language->own_name, language->tag),
        .press = press(MSG_START, place),
        .is_primary = place == build->model->preferences.language,
        .is_own_language = true,
    });
}

static void add_more_languages(struct build *build)
{
    part_choice(build, (struct choice){
        .id = "rest.more-languages",
        .label = words(build, TEXT_REST_MORE_LANGUAGES),
        .press = press(MSG_OPEN, SCREEN_LANGUAGES),
        .is_own_language = true,
    });
}

void screen_rest(struct build *build)
{
    const struct languages *languages = &build->content->languages;
    bool has_more = count_offered(languages) > LANGUAGES_SHOWN;
    int room = has_more ? LANGUAGES_SHOWN - 1 : LANGUAGES_SHOWN;

    part_header(build, words_plain(build, build->content->settings.location, NULL));
    body_open(build);
    part_mark(build, 50);
    part_display(build, "title", words(build, TEXT_REST_PROMISE));
    part_lead(build, words(build, TEXT_REST_LEAD));
    grid_open(build, "rest.languages", 4);
    for (int i = 0; i < languages->count && room > 0; i++) {
        if (!languages->all[i].is_offered) continue;
        add_language(build, i);
        room--;
    }
    if (has_more) add_more_languages(build);
    part_close(build);
    body_close(build);
    part_nav(build, (struct nav){
        .extra = {.id = "rest.pictures", .pictogram = PICTOGRAM_PICTURES,
                  .label = words(build, TEXT_REST_PICTURES),
                  .press = press(MSG_PICTOGRAMS, 1)},
    });
}
