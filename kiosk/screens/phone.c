/* SPDX-License-Identifier: EUPL-1.2 */
/* phone.c - where to call, and then: whether a message may be left there. */
#include "screens/common.h"
#include "screens/each.h"

#include "model/phone.h"

static struct words grouped(struct build *build)
{
    struct private_text *shown = arena_alloc(build->arena, sizeof *shown);
    if (!shown) return words_private(build, &build->model->form.phone);
    phone_shown(&build->model->form.phone, shown);
    return words_private(build, shown);
}

static void ask_number(struct build *build)
{
    part_title(build, words(build, TEXT_PHONE_TITLE),
               common_picture(build, PICTOGRAM_PHONE), true);
    part_lead(build, words_of_provider(build, TEXT_PHONE_LEAD, common_provider(build)));
    body_open(build);
    part_field(build, (struct field_part){
        .id = "phone.field", .name = words(build, TEXT_PHONE_FIELD), .value = grouped(build),
        .has_mistake = build->model->mistake != MISTAKE_NONE,
    });
    common_mistake(build);
    part_pad(build);
    body_close(build);
}

static void ask_voicemail(struct build *build)
{
    part_title(build, words(build, TEXT_VOICEMAIL_TITLE), PICTOGRAM_MESSAGE, true);
    part_lead(build, words(build, TEXT_VOICEMAIL_LEAD));
    common_mistake(build);
    body_open(build);
    common_yes_no(build, (struct yes_no){
        .id = "voicemail", .kind = MSG_VOICEMAIL, .chosen = build->model->form.voicemail,
        .yes = TEXT_VOICEMAIL_YES, .no = TEXT_VOICEMAIL_NO,
    });
    body_close(build);
}

void screen_phone(struct build *build)
{
    common_header(build);
    if (build->model->step == PHONE_STEP_VOICEMAIL) ask_voicemail(build);
    else ask_number(build);
    common_nav(build, TEXT_COUNT);
}
