/* SPDX-License-Identifier: EUPL-1.2 */
/* review.c - the visitor reads back what will be sent, before it is sent. */
#include "screens/answers.h"
#include "screens/common.h"
#include "screens/each.h"

static const struct {
    const char *id;
    enum text label;
    enum pictogram pictogram;
} shown[FIELD_COUNT] = {
    [FIELD_TOPICS]   = {"review.topics", TEXT_REVIEW_TOPICS, PICTOGRAM_QUESTION},
    [FIELD_FOR_WHOM] = {"review.for-whom", TEXT_REVIEW_FOR_WHOM, PICTOGRAM_ME},
    [FIELD_WLZ]      = {"review.wlz", TEXT_REVIEW_WLZ, PICTOGRAM_DECISION},
    [FIELD_PROVIDER] = {"review.provider", TEXT_REVIEW_PROVIDER, PICTOGRAM_TOGETHER},
    [FIELD_CHANNEL]  = {"review.channel", TEXT_REVIEW_CHANNEL, PICTOGRAM_TALK},
    [FIELD_NAME]     = {"review.name", TEXT_REVIEW_NAME, PICTOGRAM_PERSON},
    [FIELD_PHONE]    = {"review.phone", TEXT_REVIEW_PHONE, PICTOGRAM_PHONE},
    [FIELD_EMAIL]    = {"review.email", TEXT_REVIEW_EMAIL, PICTOGRAM_EMAIL},
    [FIELD_WHEN]     = {"review.when", TEXT_REVIEW_WHEN, PICTOGRAM_CALENDAR},
    [FIELD_TALK]     = {"review.talk", TEXT_REVIEW_TALK, PICTOGRAM_LANGUAGE},
};

/* "Wijzig" nine times says nothing to who only hears it: the voice says what it changes. */
static struct words change_words(struct build *build, enum field field)
{
    struct words label = words(build, TEXT_REVIEW_CHANGE);
    label.spoken = words_with(build, TEXT_REVIEW_CHANGE_SPOKEN, (struct text_place[]){
        {"what", words(build, shown[field].label).utf8}, {0}}).utf8;
    return label;
}

static void add_answer(struct build *build, enum field field)
{
    struct fact fact = {
        .id = shown[field].id, .pictogram = shown[field].pictogram,
        .label = words(build, shown[field].label), .value = answer_of(build, field),
        .change = {.id = build_id(build, "%s.change", shown[field].id),
                   .label = change_words(build, field),
                   .press = press(MSG_CHANGE, (int32_t)field_screen(field))},
    };
    answer_pictures(build, field, fact.pictures);
    part_fact(build, fact);
}

void screen_review(struct build *build)
{
    const struct model *model = build->model;
    common_header(build);
    part_title(build, words(build, TEXT_REVIEW_TITLE),
               common_picture(build, PICTOGRAM_YES), true);
    body_open(build);
    grid_open(build, "review.answers", 3);
    for (enum field field = FIELD_NONE + 1; field < FIELD_COUNT; field++)
        if (model_asks(model, field)) add_answer(build, field);
    part_close(build);
    part_notice(build, "review.consent", PICTOGRAM_PRIVACY,
                words_of_provider(build, TEXT_REVIEW_CONSENT, common_provider(build)));
    body_close(build);
    part_nav(build, (struct nav){
        .has_back = true,
        /* far from "send": a hand that trembles must not send what it only wanted to see */
        .skip = {.id = "review.seen",
                 .pictogram = model->shows_private ? PICTOGRAM_HIDE : PICTOGRAM_SHOW,
                 .label = words(build,
                                 model->shows_private ? TEXT_REVIEW_HIDE : TEXT_REVIEW_SHOW),
                 .press = press(MSG_SEEN, 0)},
        .next = {.id = "review.send", .label = words(build, TEXT_REVIEW_SEND),
                 .press = press(MSG_SEND, 0), .is_primary = true},
    });
}
