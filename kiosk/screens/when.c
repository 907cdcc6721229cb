/* SPDX-License-Identifier: EUPL-1.2 */
/* when.c - on which days, and then at which part of the day; both may stay open. */
#include "screens/common.h"
#include "screens/each.h"

#define WEEKDAYS 0x1f

/* The days this provider can be reached, and what was chosen before: who asks for a Sunday
 * when nobody works then has been promised something. */
static unsigned days_offered(const struct build *build)
{
    const struct provider *provider = common_provider(build);
    unsigned days = 0;
    for (int i = 0; provider && i < provider->hours.count; i++)
        days |= provider->hours.rows[i].days;
    return (days ? days : WEEKDAYS) | build->model->form.days;
}

static void ask_days(struct build *build)
{
    static const struct {
        const char *id;
        enum text label;
        enum pictogram pictogram;
    } days[DAY_COUNT] = {
        {"when.monday", TEXT_WHEN_MONDAY, PICTOGRAM_DAY_MONDAY},
        {"when.tuesday", TEXT_WHEN_TUESDAY, PICTOGRAM_DAY_TUESDAY},
        {"when.wednesday", TEXT_WHEN_WEDNESDAY, PICTOGRAM_DAY_WEDNESDAY},
        {"when.thursday", TEXT_WHEN_THURSDAY, PICTOGRAM_DAY_THURSDAY},
        {"when.friday", TEXT_WHEN_FRIDAY, PICTOGRAM_DAY_FRIDAY},
        {"when.saturday", TEXT_WHEN_SATURDAY, PICTOGRAM_DAY_SATURDAY},
        {"when.sunday", TEXT_WHEN_SUNDAY, PICTOGRAM_DAY_SUNDAY},
    };
    part_title(build, words(build, TEXT_WHEN_TITLE), PICTOGRAM_CALENDAR, true);
    part_lead(build, words(build, TEXT_WHEN_LEAD));
    common_mistake(build);
    body_open(build);
    grid_open(build, "when.days", 3);
    for (int day = 0; day < DAY_COUNT; day++) {
        if (!(days_offered(build) >> day & 1)) continue;
        part_choice(build, (struct choice){
            .id = days[day].id, .pictogram = common_picture(build, days[day].pictogram),
            .label = words(build, days[day].label),
            .press = press(MSG_DAY, day),
            .is_selected = build->model->form.days >> day & 1, .is_checkbox = true,
        });
    }
    part_close(build);
    body_close(build);
    common_nav(build, TEXT_WHEN_ANY_DAY);
}

static void ask_parts(struct build *build)
{
    static const struct {
        const char *id;
        enum text label, line;
        enum pictogram pictogram;
    } parts[DAY_PART_COUNT] = {
        {"when.morning", TEXT_WHEN_MORNING, TEXT_WHEN_MORNING_LINE, PICTOGRAM_MORNING},
        {"when.afternoon", TEXT_WHEN_AFTERNOON, TEXT_WHEN_AFTERNOON_LINE, PICTOGRAM_AFTERNOON},
        {"when.evening", TEXT_WHEN_EVENING, TEXT_WHEN_EVENING_LINE, PICTOGRAM_EVENING},
    };
    part_title(build, words(build, TEXT_WHEN_PART_TITLE), PICTOGRAM_HOURS, true);
    part_lead(build, words(build, TEXT_WHEN_PART_LEAD));
    common_mistake(build);
    body_open(build);
    grid_open(build, "when.parts", 3);
    for (int part = 0; part < DAY_PART_COUNT; part++)
        part_choice(build, (struct choice){
            .id = parts[part].id, .pictogram = parts[part].pictogram,
            .label = words(build, parts[part].label),
            .explanation = words(build, parts[part].line),
            .press = press(MSG_DAY_PART, part),
            .is_selected = build->model->form.day_parts >> part & 1, .is_checkbox = true,
            .is_tile = true,
        });
    part_close(build);
    body_close(build);
    common_nav(build, TEXT_WHEN_ANY_PART);
}

void screen_when(struct build *build)
{
    common_header(build);
    if (build->model->step == WHEN_STEP_PARTS) ask_parts(build);
    else ask_days(build);
}
