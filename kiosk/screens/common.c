/* SPDX-License-Identifier: EUPL-1.2 */
#include "screens/common.h"

#include <stddef.h>

#define SCENE_PICTURE_MM 90.0

struct message press(enum message_kind kind, int32_t value)
{
    return (struct message){.kind = kind, .value = value};
}

void common_header(struct build *build)
{
    int left = model_questions_left(build->model);
    if (left > 0) part_header(build, words_count(build, TEXT_QUESTIONS_LEFT, left, NULL));
    else part_header(build, words_plain(build, build->content->settings.location, NULL));
}

void common_nav(struct build *build, enum text skip)
{
    struct nav nav = {
        .has_back = true,
        .next = {.id = "nav.next", .label = words(build, TEXT_NAV_NEXT),
                 .press = press(MSG_NEXT, 0), .is_primary = true},
    };
    if (skip != TEXT_COUNT)
        nav.skip = (struct button){.id = "nav.skip", .label = words(build, skip),
                                   .press = press(MSG_SKIP, 0)};
    part_nav(build, nav);
}

/* A provider's system refused one answer; the field it is about is the screen's own. */
static enum text refused_text(enum field field)
{
    switch (field) {
    case FIELD_NAME:  return TEXT_MISTAKE_REFUSED_NAME;
    case FIELD_PHONE: return TEXT_MISTAKE_REFUSED_PHONE;
    case FIELD_EMAIL: return TEXT_MISTAKE_REFUSED_EMAIL;
    case FIELD_NONE: case FIELD_TOPICS: case FIELD_FOR_WHOM: case FIELD_WLZ:
    case FIELD_PROVIDER:
    case FIELD_CHANNEL: case FIELD_WHEN: case FIELD_TALK: case FIELD_COUNT:
        break;
    }
    return TEXT_MISTAKE_CHOOSE_ONE;
}

static enum text mistake_text(enum mistake mistake, enum screen screen)
{
    switch (mistake) {
    case MISTAKE_NAME_EMPTY:    return TEXT_MISTAKE_NAME_EMPTY;
    case MISTAKE_NAME_SIGNS:    return TEXT_MISTAKE_NAME_SIGNS;
    case MISTAKE_NAME_LONG:     return TEXT_MISTAKE_NAME_LONG;
    case MISTAKE_PHONE_EMPTY:   return TEXT_MISTAKE_PHONE_EMPTY;
    case MISTAKE_PHONE_SHORT:   return TEXT_MISTAKE_PHONE_SHORT;
    case MISTAKE_PHONE_LONG:    return TEXT_MISTAKE_PHONE_LONG;
    case MISTAKE_PHONE_START:   return TEXT_MISTAKE_PHONE_START;
    case MISTAKE_PHONE_SERVICE: return TEXT_MISTAKE_PHONE_SERVICE;
    case MISTAKE_PHONE_COUNTRY: return TEXT_MISTAKE_PHONE_COUNTRY;
    case MISTAKE_EMAIL_EMPTY:   return TEXT_MISTAKE_EMAIL_EMPTY;
    case MISTAKE_EMAIL_AT:      return TEXT_MISTAKE_EMAIL_AT;
    case MISTAKE_EMAIL_DOT:     return TEXT_MISTAKE_EMAIL_DOT;
    case MISTAKE_EMAIL_SIGNS:   return TEXT_MISTAKE_EMAIL_SIGNS;
    case MISTAKE_EMAIL_LONG:    return TEXT_MISTAKE_EMAIL_LONG;
    case MISTAKE_CHOOSE_ONE:    return TEXT_MISTAKE_CHOOSE_ONE;
    case MISTAKE_REFUSED:       return refused_text(screen_field(screen));
    case MISTAKE_NONE:
    case MISTAKE_COUNT:
        break;
    }
    return TEXT_COUNT;
}

void common_mistake(struct build *build)
{
    enum text text = mistake_text(build->model->mistake, build->model->screen);
    if (text != TEXT_COUNT)
        part_mistake(build, words_of_provider(build, text, common_provider(build)));
}

static const char *const answer_names[] = {
    [ANSWER_NONE] = "none", [ANSWER_YES] = "yes", [ANSWER_NO] = "no",
    [ANSWER_UNSURE] = "unsure",
};

static void add_answer(struct build *build, const struct yes_no *asked, enum answer answer,
                       enum pictogram pictogram, enum text label, struct words line)
{
    part_choice(build, (struct choice){
        .id = build_id(build, "%s.%s", asked->id, answer_names[answer]),
        .pictogram = pictogram,
        .label = words(build, label),
        .explanation = line,
        .press = press(asked->kind, (int32_t)answer),
        .is_selected = asked->chosen == answer, .is_tile = true,
    });
}

void common_yes_no(struct build *build, struct yes_no asked)
{
    grid_open(build, asked.id, asked.has_unsure ? 3 : 2);
    add_answer(build, &asked, ANSWER_YES, PICTOGRAM_YES, asked.yes, asked.yes_line);
    add_answer(build, &asked, ANSWER_NO, PICTOGRAM_NO, asked.no, asked.no_line);
    if (asked.has_unsure)
        add_answer(build, &asked, ANSWER_UNSURE, PICTOGRAM_UNSURE, TEXT_ANSWER_UNSURE,
                   asked.unsure_line);
    part_close(build);
}

void common_scene_open(struct build *build, const char *id, enum pictogram pictogram,
                       struct words name)
{
    split_open(build, id);
    column_open(build, build_id(build, "%s.picture", id), 0.6);
    part_picture(build, build_id(build, "%s.image", id), pictogram, name, SCENE_PICTURE_MM);
    part_close(build);
    column_open(build, build_id(build, "%s.words", id), 1);
}

void common_scene_close(struct build *build)
{
    part_close(build);
    part_close(build);
}

static void tell_on_own_page(struct build *build, const struct told *told)
{
    common_scene_open(build, build_id(build, "%s.scene", told->id), told->pictogram,
                      told->text);
    struct node *scene = build->open->parent;
    scene->is_own_page = true;
    scene->first->first->is_crossed = told->is_crossed;
    part_say(build, told->id, told->text);
    common_scene_close(build);
}

void common_tell_open(struct build *build, const char *id, enum pictogram pictogram,
                      struct words name)
{
    if (build_has_pictures(build)) grid_open(build, id, 3);
    else if (!build_is_calm(build)) common_scene_open(build, id, pictogram, name);
}

void common_tell(struct build *build, struct told told)
{
    if (build_has_pictures(build))
        part_card(build, (struct card_part){.id = told.id, .pictogram = told.pictogram,
                                            .is_crossed = told.is_crossed,
                                            .text = told.text});
    else if (build_is_calm(build)) tell_on_own_page(build, &told);
    else part_say(build, told.id, told.text);
}

void common_tell_close(struct build *build)
{
    if (build_has_pictures(build)) part_close(build);
    else if (!build_is_calm(build)) common_scene_close(build);
}

enum pictogram common_picture(const struct build *build, enum pictogram pictogram)
{
    return build_has_pictures(build) ? pictogram : PICTOGRAM_NONE;
}

const struct provider *common_provider(const struct build *build)
{
    int place = build->model->form.provider;
    return place < 0 ? NULL : &build->content->providers.all[place];
}

struct words words_of_provider(struct build *build, enum text text,
                               const struct provider *provider)
{
    return words_with(build, text, (struct text_place[]){
        {"provider", provider ? provider->name : ""}, {0},
    });
}
