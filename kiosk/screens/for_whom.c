/* SPDX-License-Identifier: EUPL-1.2 */
/* for_whom.c - for the visitor, or for somebody else. The other's name is never asked. */
#include "screens/answers.h"
#include "screens/common.h"
#include "screens/each.h"

static void ask_who(struct build *build)
{
    enum for_whom chosen = build->model->form.for_whom;
    part_title(build, words(build, TEXT_FOR_WHOM_TITLE),
               common_picture(build, PICTOGRAM_EVERYONE), true);
    common_mistake(build);
    body_open(build);
    grid_open(build, "for-whom", 2);
    part_choice(build, (struct choice){
        .id = "for-whom.me", .pictogram = PICTOGRAM_ME, .label = words(build, TEXT_FOR_WHOM_ME),
        .press = press(MSG_FOR_WHOM, FOR_ME), .is_selected = chosen == FOR_ME, .is_tile = true,
    });
    part_choice(build, (struct choice){
        .id = "for-whom.other", .pictogram = PICTOGRAM_SOMEONE_ELSE,
        .label = words(build, TEXT_FOR_WHOM_OTHER),
        .press = press(MSG_FOR_WHOM, FOR_SOMEONE_ELSE),
        .is_selected = chosen == FOR_SOMEONE_ELSE,
        .is_tile = true,
    });
    part_close(build);
    body_close(build);
}

static void ask_relation(struct build *build)
{
    part_title(build, words(build, TEXT_RELATION_TITLE),
               common_picture(build, PICTOGRAM_SOMEONE_ELSE), true);
    part_lead(build, words(build, TEXT_RELATION_LEAD));
    common_mistake(build);
    body_open(build);
    grid_open(build, "relation", 3);
    for (enum relation relation = RELATION_PARTNER; relation < RELATION_COUNT; relation++)
        part_choice(build, (struct choice){
            .id = build_id(build, "relation.%s", relation_code(relation)),
            .pictogram = relation_pictogram(relation),
            .label = words(build, relation_text(relation)),
            .press = press(MSG_RELATION, (int32_t)relation),
            .is_selected = build->model->form.relation == relation, .is_tile = true,
        });
    part_close(build);
    body_close(build);
}

static void ask_knows(struct build *build)
{
    part_title(build, words(build, TEXT_OTHER_KNOWS_TITLE),
               common_picture(build, PICTOGRAM_SOMEONE_ELSE), true);
    part_lead(build, words(build, TEXT_OTHER_KNOWS_LEAD));
    common_mistake(build);
    body_open(build);
    common_yes_no(build, (struct yes_no){
        .id = "other-knows", .kind = MSG_OTHER_KNOWS, .chosen = build->model->form.other_knows,
        .yes = TEXT_ANSWER_YES, .no = TEXT_ANSWER_NO,
    });
    body_close(build);
}

void screen_for_whom(struct build *build)
{
    common_header(build);
    if (build->model->step == FOR_WHOM_STEP_RELATION) ask_relation(build);
    else if (build->model->step == FOR_WHOM_STEP_KNOWS) ask_knows(build);
    else ask_who(build);
    common_nav(build, TEXT_COUNT);
}
