/* SPDX-License-Identifier: EUPL-1.2 */
/* providers.c - who can help: the order of this visit, the same room for each, nobody in
 * front (DESIGN 5). */
#include "screens/common.h"
#include "screens/each.h"
#include "screens/facts.h"

static void add_filter(struct build *build, const char *id, enum text label, int filter)
{
    part_button(build, (struct button){
        .id = id,
        .label = words_count(build, label, model_providers_with(build->model, filter), NULL),
        .press = press(MSG_FILTER, filter),
        .is_selected = build->model->filter == filter,
    });
}

static void add_filters(struct build *build)
{
    row_open(build, "providers.filter");
    add_filter(build, "providers.all", TEXT_PROVIDERS_FILTER_ALL, -1);
    add_filter(build, "providers.professional", TEXT_PROVIDERS_FILTER_PROFESSIONAL,
               PROVIDER_PROFESSIONAL);
    add_filter(build, "providers.volunteer", TEXT_PROVIDERS_FILTER_VOLUNTEER,
               PROVIDER_VOLUNTEER);
    part_close(build);
}

static void add_provider(struct build *build, int place)
{
    const struct provider *provider = &build->content->providers.all[place];
    part_provider(build, (struct provider_row){
        .place = place,
        .kind = facts_kind(build, provider),
        .facts = words_with(build, TEXT_PROVIDER_FACTS, (struct text_place[]){
            {"topics", facts_topics_short(build, provider).utf8},
            {"languages", facts_languages_short(build, provider).utf8}, {0},
        }),
    });
}

/* A Wlz decision leaves no choice between kinds, so there is nothing to filter. */
static bool has_filters(const struct model *model)
{
    return model_providers_with(model, PROVIDER_PROFESSIONAL) > 0 &&
           model_providers_with(model, PROVIDER_VOLUNTEER) > 0;
}

void screen_providers(struct build *build)
{
    const struct model *model = build->model;
    int places[PROVIDERS_MOST];
    int count = model_providers(model, places);

    common_header(build);
    part_title(build, words(build, TEXT_PROVIDERS_TITLE),
               common_picture(build, PICTOGRAM_PROFESSIONAL), true);
    part_lead(build,
              words(build,
                    model->form.wlz == ANSWER_YES ? TEXT_PROVIDERS_LEAD_WLZ
                                                  : TEXT_PROVIDERS_LEAD));
    /* With pictures there is no filter to choose; one chosen before can still be undone. */
    bool has_pictures = build_has_pictures(build);
    if (has_filters(model) && (!has_pictures || model->filter >= 0)) add_filters(build);
    common_mistake(build);
    body_open(build);
    bool is_grid = has_pictures || build_is_calm(build);
    if (is_grid) grid_open(build, "providers.grid", has_pictures ? 4 : 1);
    for (int i = 0; i < count; i++) add_provider(build, places[i]);
    if (is_grid) part_close(build);
    if (count == 0) part_text(build, "providers.none", words(build, TEXT_PROVIDERS_NONE));
    body_close(build);
    part_nav(build, (struct nav){.has_back = true});
}
