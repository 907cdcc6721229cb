/* SPDX-License-Identifier: EUPL-1.2 */
/* wlz.c - a Wlz decision moves client support from the town to the zorgkantoor (seed
 * Westfriesland, 1.6). */
#include "screens/common.h"
#include "screens/each.h"

void screen_wlz(struct build *build)
{
    bool is_other = build->model->form.for_whom == FOR_SOMEONE_ELSE;
    common_header(build);
    part_title(build, words(build, is_other ? TEXT_WLZ_TITLE_OTHER : TEXT_WLZ_TITLE),
               PICTOGRAM_DECISION, true);
    part_lead(build, words(build, TEXT_WLZ_LEAD));
    common_mistake(build);
    body_open(build);
    common_yes_no(build, (struct yes_no){
        .id = "wlz", .kind = MSG_WLZ, .chosen = build->model->form.wlz,
        .yes = TEXT_ANSWER_YES, .no = TEXT_ANSWER_NO, .has_unsure = true,
        .yes_line = words(build, TEXT_WLZ_YES_LINE),
        .no_line = words_with(build, TEXT_WLZ_NO_LINE, (struct text_place[]){
            {"town", build->content->settings.town}, {0}}),
        .unsure_line = words(build, TEXT_WLZ_UNSURE_LINE),
    });
    if (!build_has_pictures(build)) part_small(build, "wlz.word", words(build, TEXT_WORD_WLZ));
    body_close(build);
    common_nav(build, TEXT_COUNT);
}
