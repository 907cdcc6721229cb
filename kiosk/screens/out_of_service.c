/* SPDX-License-Identifier: EUPL-1.2 */
/* out_of_service.c - nothing can be stored, so nothing is asked: the numbers of everyone who
 * can help, instead. */
#include "screens/common.h"
#include "screens/each.h"
#include "screens/facts.h"

void screen_out_of_service(struct build *build)
{
    int places[PROVIDERS_MOST];
    int count = model_providers(build->model, places);
    common_header(build);
    part_title(build, words(build, TEXT_OUT_OF_SERVICE_TITLE), PICTOGRAM_BROKEN, false);
    part_lead(build, words(build, TEXT_OUT_OF_SERVICE_LEAD));
    body_open(build);
    grid_open(build, "out-of-service.phones", 2);
    for (int i = 0; i < count; i++) {
        const struct provider *provider = &build->content->providers.all[places[i]];
        part_fact(build, (struct fact){
            .id = build_id(build, "out-of-service.%s", provider->slug),
            .pictogram = PICTOGRAM_PHONE,
            .label = words_plain(build, provider->name, NULL),
            .value = facts_phone(build, provider->phone),
        });
    }
    part_close(build);
    body_close(build);
    part_nav(build, (struct nav){0});   /* only for further pages */
}
