/* SPDX-License-Identifier: EUPL-1.2 */
/* name.c - what to call the visitor; a first name is enough. */
#include "screens/common.h"
#include "screens/each.h"

void screen_your_name(struct build *build)
{
    common_header(build);
    part_title(build, words(build, TEXT_NAME_TITLE),
               common_picture(build, PICTOGRAM_PERSON), true);
    part_lead(build, words(build, TEXT_NAME_LEAD));
    body_open(build);
    part_field(build, (struct field_part){
        .id = "name.field", .name = words(build, TEXT_NAME_FIELD),
        .value = words_private(build, &build->model->form.name),
        .has_mistake = build->model->mistake != MISTAKE_NONE,
    });
    common_mistake(build);
    part_keyboard(build, KEYBOARD_NAME);
    body_close(build);
    common_nav(build, TEXT_COUNT);
}
