/* SPDX-License-Identifier: EUPL-1.2 */
#include "screens/answers.h"

#include <string.h>

#include "model/phone.h"
#include "screens/facts.h"

/* "06 .. .. .. 78": enough to know one's own number by, too little to call it */
#define DIGITS_LEFT_SEEN 2

enum text relation_text(enum relation relation)
{
    switch (relation) {
    case RELATION_PARTNER: return TEXT_RELATION_PARTNER;
    case RELATION_CHILD:   return TEXT_RELATION_CHILD;
    case RELATION_PARENT:  return TEXT_RELATION_PARENT;
    case RELATION_FAMILY:  return TEXT_RELATION_FAMILY;
    case RELATION_FRIEND:  return TEXT_RELATION_FRIEND;
    case RELATION_WORK:    return TEXT_RELATION_WORK;
    case RELATION_NONE:
    case RELATION_COUNT:   break;
    }
    return TEXT_COUNT;
}

enum pictogram relation_pictogram(enum relation relation)
{
    switch (relation) {
    case RELATION_PARTNER: return PICTOGRAM_PARTNER;
    case RELATION_CHILD:   return PICTOGRAM_CHILD;
    case RELATION_PARENT:  return PICTOGRAM_PARENT;
    case RELATION_FAMILY:  return PICTOGRAM_FAMILY;
    case RELATION_FRIEND:  return PICTOGRAM_FRIEND;
    case RELATION_WORK:    return PICTOGRAM_JOB;
    case RELATION_NONE:
    case RELATION_COUNT:   break;
    }
    return PICTOGRAM_SOMEONE_ELSE;
}

enum text channel_text(enum channel channel)
{
    switch (channel) {
    case CHANNEL_CALL:   return TEXT_CHANNEL_CALL;
    case CHANNEL_EMAIL:  return TEXT_CHANNEL_EMAIL;
    case CHANNEL_OFFICE: return TEXT_CHANNEL_OFFICE;
    case CHANNEL_HOME:   return TEXT_CHANNEL_HOME;
    case CHANNEL_COUNT:  break;
    }
    return TEXT_REVIEW_NONE;
}

enum pictogram channel_pictogram(enum channel channel)
{
    switch (channel) {
    case CHANNEL_CALL:   return PICTOGRAM_PHONE;
    case CHANNEL_EMAIL:  return PICTOGRAM_EMAIL;
    case CHANNEL_OFFICE: return PICTOGRAM_OFFICE;
    case CHANNEL_HOME:   return PICTOGRAM_HOUSE;
    case CHANNEL_COUNT:  break;
    }
    return PICTOGRAM_PHONE;
}

static struct words for_whom(struct build *build)
{
    const struct form *form = &build->model->form;
    if (form->for_whom == FOR_ME) return words(build, TEXT_FOR_WHOM_ME);
    if (form->for_whom == FOR_WHOM_NONE) return words(build, TEXT_REVIEW_NONE);
    enum text who = relation_text(form->relation);
    struct words shown = words(build, who == TEXT_COUNT ? TEXT_FOR_WHOM_OTHER : who);
    if (form->other_knows == ANSWER_NONE) return shown;
    enum text knows = form->other_knows == ANSWER_YES ? TEXT_REVIEW_FOR_WHOM_KNOWS
                                                      : TEXT_REVIEW_FOR_WHOM_KNOWS_NOT;
    return words_with(build, knows, (struct text_place[]){{"who", shown.utf8}, {0}});
}

static struct words yes_or_no(struct build *build, enum answer answer)
{
    switch (answer) {
    case ANSWER_YES:    return words(build, TEXT_ANSWER_YES);
    case ANSWER_NO:     return words(build, TEXT_ANSWER_NO);
    case ANSWER_UNSURE: return words(build, TEXT_ANSWER_UNSURE);
    case ANSWER_NONE:   break;
    }
    return words(build, TEXT_REVIEW_NONE);
}

static int count_digits(const char *text)
{
    int count = 0;
    for (; *text; text++)
        if (*text >= '0' && *text <= '9') count++;
    return count;
}

/* Bystanders see a screen of this size from metres away, so the middle shows only when asked
 * for. */
static void hide_middle_digits(char *shown)
{
    int digits = count_digits(shown), at = 0;
    for (; *shown; shown++) {
        if (*shown < '0' || *shown > '9') continue;
        if (at >= DIGITS_LEFT_SEEN && at < digits - DIGITS_LEFT_SEEN) *shown = '.';
        at++;
    }
}

/* Shown in part. Whoever may hear it, hears all of it. */
static struct words hidden(struct build *build, struct words shown, struct words whole)
{
    bool is_said = model_says_private(build->model);
    shown.spoken = is_said ? whole.utf8 : words(build, TEXT_REVIEW_HIDDEN).utf8;
    return shown;
}

static struct words phone_words(struct build *build, const struct private_text *grouped)
{
    struct words number = words_private(build, grouped);
    if (build->model->form.voicemail != ANSWER_YES) return number;
    struct words shown = words_with(build, TEXT_REVIEW_PHONE_VOICEMAIL,
                                    (struct text_place[]){{"phone", number.utf8}, {0}});
    shown.is_private = true;
    return shown;
}

static struct words phone(struct build *build)
{
    const struct model *model = build->model;
    struct private_text *grouped = arena_alloc(build->arena, sizeof *grouped);
    if (!grouped) return words(build, TEXT_REVIEW_NONE);
    phone_shown(&model->form.phone, grouped);
    struct words whole = phone_words(build, grouped);
    if (model->shows_private) return whole;
    hide_middle_digits(grouped->utf8);
    return hidden(build, phone_words(build, grouped), whole);
}

/* "j...@voorbeeld.nl" */
static struct words email(struct build *build)
{
    const struct model *model = build->model;
    const struct private_text *typed = &model->form.email;
    const char *at = strchr(typed->utf8, '@');
    if (model->shows_private || !at || at == typed->utf8) return words_private(build, typed);
    struct private_text *masked = arena_alloc(build->arena, sizeof *masked);
    if (!masked) return words(build, TEXT_REVIEW_NONE);
    masked->utf8[0] = typed->utf8[0];
    masked->size_bytes = 1;
    if (private_text_add(masked, "...", PRIVATE_TEXT_BYTES) ||
        private_text_add(masked, at, PRIVATE_TEXT_BYTES))
        return words(build, TEXT_REVIEW_NONE);
    return hidden(build, words_private(build, masked), words_private(build, typed));
}

static struct words when(struct build *build)
{
    const struct form *form = &build->model->form;
    if (form->days == 0 && form->day_parts == 0) return words(build, TEXT_REVIEW_WHEN_ANY);
    struct words days = facts_days(build, form->days);
    struct words parts = facts_day_parts(build, form->day_parts);
    if (form->day_parts == 0) return days;
    if (form->days == 0) return parts;
    return words_with(build, TEXT_REVIEW_WHEN_BOTH, (struct text_place[]){
        {"days", days.utf8}, {"parts", parts.utf8}, {0},
    });
}

static struct words talk(struct build *build)
{
    const struct form *form = &build->model->form;
    if (form->talk_language < 0) return words(build, TEXT_REVIEW_NONE);
    const char *name = language_name(build,
                                     build->content->languages.all[form->talk_language].tag);
    if (form->interpreter != ANSWER_YES) return words_plain(build, name, NULL);
    return words_with(build, TEXT_REVIEW_TALK_WITH,
                      (struct text_place[]){{"language", name}, {0}});
}

static struct words provider_name(struct build *build)
{
    int place = build->model->form.provider;
    if (place < 0) return words(build, TEXT_REVIEW_NONE);
    return words_plain(build, build->content->providers.all[place].name, NULL);
}

static struct words topics(struct build *build)
{
    if (build->model->form.topics == 0) return words(build, TEXT_REVIEW_NONE);
    return facts_topic_list(build, build->model->form.topics);
}

static struct words channel(struct build *build)
{
    int chosen = build->model->form.channel;
    return words(build, chosen < 0 ? TEXT_REVIEW_NONE : channel_text((enum channel)chosen));
}

struct words answer_of(struct build *build, enum field field)
{
    switch (field) {
    case FIELD_TOPICS:   return topics(build);
    case FIELD_FOR_WHOM: return for_whom(build);
    case FIELD_WLZ:      return yes_or_no(build, build->model->form.wlz);
    case FIELD_PROVIDER: return provider_name(build);
    case FIELD_CHANNEL:  return channel(build);
    case FIELD_NAME:     return words_private(build, &build->model->form.name);
    case FIELD_PHONE:    return phone(build);
    case FIELD_EMAIL:    return email(build);
    case FIELD_WHEN:     return when(build);
    case FIELD_TALK:     return talk(build);
    case FIELD_NONE:
    case FIELD_COUNT:    break;
    }
    return words(build, TEXT_REVIEW_NONE);
}

static enum pictogram yes_or_no_picture(enum answer answer)
{
    switch (answer) {
    case ANSWER_YES:    return PICTOGRAM_YES;
    case ANSWER_NO:     return PICTOGRAM_NO;
    case ANSWER_UNSURE: return PICTOGRAM_UNSURE;
    case ANSWER_NONE:   break;
    }
    return PICTOGRAM_NONE;
}

static enum pictogram for_whom_picture(const struct form *form)
{
    if (form->for_whom != FOR_SOMEONE_ELSE) return PICTOGRAM_ME;
    return relation_pictogram(form->relation);
}

/* More topics than there is room for are one picture again: half an answer would be a wrong
 * one. */
static void topic_pictures(const struct build *build, enum pictogram *pictures_out)
{
    int count = 0;
    for (int i = 0; i < build->content->topics.count; i++) {
        if (!(build->model->form.topics >> i & 1)) continue;
        if (count == FACT_PICTURES_MOST) {
            pictures_out[0] = pictures_out[1] = pictures_out[2] = PICTOGRAM_NONE;
            return;
        }
        pictures_out[count++] = build->content->topics.all[i].pictogram;
    }
}

void answer_pictures(const struct build *build, enum field field,
                     enum pictogram pictures_out[FACT_PICTURES_MOST])
{
    const struct form *form = &build->model->form;
    for (int i = 0; i < FACT_PICTURES_MOST; i++) pictures_out[i] = PICTOGRAM_NONE;
    switch (field) {
    case FIELD_TOPICS:   topic_pictures(build, pictures_out); break;
    case FIELD_FOR_WHOM: pictures_out[0] = for_whom_picture(form); break;
    case FIELD_WLZ:      pictures_out[0] = yes_or_no_picture(form->wlz); break;
    case FIELD_CHANNEL:
        if (form->channel >= 0)
            pictures_out[0] = channel_pictogram((enum channel)form->channel);
        break;
    case FIELD_PROVIDER: case FIELD_NAME: case FIELD_PHONE: case FIELD_EMAIL: case FIELD_WHEN:
    case FIELD_TALK: case FIELD_NONE: case FIELD_COUNT:
        break;
    }
}
