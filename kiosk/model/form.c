/* SPDX-License-Identifier: EUPL-1.2 */
#include "model/form.h"

#include <stddef.h>

const char *relation_code(enum relation relation)
{
    switch (relation) {
    case RELATION_PARTNER: return "partner";
    case RELATION_CHILD:   return "kind";
    case RELATION_PARENT:  return "ouder";
    case RELATION_FAMILY:  return "familie";
    case RELATION_FRIEND:  return "bekende";
    case RELATION_WORK:    return "client";
    case RELATION_NONE:
    case RELATION_COUNT:   break;
    }
    return NULL;
}

const char *day_part_code(enum day_part part)
{
    switch (part) {
    case DAY_PART_MORNING:   return "ochtend";
    case DAY_PART_AFTERNOON: return "middag";
    case DAY_PART_EVENING:   return "avond";
    case DAY_PART_COUNT:     break;
    }
    return NULL;
}

enum screen field_screen(enum field field)
{
    switch (field) {
    case FIELD_TOPICS:   return SCREEN_TOPICS;
    case FIELD_FOR_WHOM: return SCREEN_FOR_WHOM;
    case FIELD_WLZ:      return SCREEN_WLZ;
    case FIELD_PROVIDER: return SCREEN_PROVIDERS;
    case FIELD_CHANNEL:  return SCREEN_CHANNEL;
    case FIELD_NAME:     return SCREEN_NAME;
    case FIELD_PHONE:    return SCREEN_PHONE;
    case FIELD_EMAIL:    return SCREEN_EMAIL;
    case FIELD_WHEN:     return SCREEN_WHEN;
    case FIELD_TALK:     return SCREEN_TALK;
    case FIELD_NONE:
    case FIELD_COUNT:    break;
    }
    return SCREEN_COUNT;
}

enum field screen_field(enum screen screen)
{
    for (unsigned i = FIELD_NONE + 1; i < FIELD_COUNT; i++)
        if (field_screen((enum field)i) == screen) return (enum field)i;
    return FIELD_NONE;
}

const char *field_node(enum field field)
{
    switch (field) {
    case FIELD_NAME:  return "name.field";
    case FIELD_PHONE: return "phone.field";
    case FIELD_EMAIL: return "email.field";
    case FIELD_NONE: case FIELD_TOPICS: case FIELD_FOR_WHOM: case FIELD_WLZ:
    case FIELD_PROVIDER: case FIELD_CHANNEL: case FIELD_WHEN: case FIELD_TALK:
    case FIELD_COUNT:
        break;
    }
    return NULL;
}

bool form_is_filled(const struct form *form, enum field field)
{
    switch (field) {
    case FIELD_TOPICS:   return form->topics != 0;
    case FIELD_FOR_WHOM: return form->for_whom != FOR_WHOM_NONE;
    case FIELD_WLZ:      return form->wlz != ANSWER_NONE;
    case FIELD_PROVIDER: return form->provider >= 0;
    case FIELD_CHANNEL:  return form->channel >= 0;
    case FIELD_NAME:     return !private_text_is_empty(&form->name);
    case FIELD_PHONE:    return !private_text_is_empty(&form->phone);
    case FIELD_EMAIL:    return !private_text_is_empty(&form->email);
    case FIELD_WHEN:     return form->days != 0 || form->day_parts != 0;
    case FIELD_TALK:     return form->talk_language >= 0;
    case FIELD_NONE:
    case FIELD_COUNT:    break;
    }
    return false;
}
