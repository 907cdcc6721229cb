/* SPDX-License-Identifier: EUPL-1.2 */
/* email.c - where to write to. */
#include "screens/common.h"
#include "screens/each.h"

void screen_email(struct build *build)
{
    common_header(build);
    part_title(build, words(build, TEXT_EMAIL_TITLE),
               common_picture(build, PICTOGRAM_EMAIL), true);
    /* Whoever reads what to mend needs no second explanation, and its room. */
    if (build->model->mistake == MISTAKE_NONE)
        part_lead(build, words_of_provider(build, TEXT_EMAIL_LEAD, common_provider(build)));
    body_open(build);
    part_field(build, (struct field_part){
        .id = "email.field", .name = words(build, TEXT_EMAIL_FIELD),
        .value = words_private(build, &build->model->form.email),
        .has_mistake = build->model->mistake != MISTAKE_NONE,
    });
    common_mistake(build);
    part_keyboard(build, KEYBOARD_EMAIL);
    body_close(build);
    common_nav(build, TEXT_COUNT);
}
