/* SPDX-License-Identifier: EUPL-1.2 */
/* help_now.c - who cannot wait: danger, a doctor, and the listening ear that every town must
 * offer day and night without a name (Wmo 2015, 2.2.4). */
#include "screens/common.h"
#include "screens/each.h"
#include "screens/facts.h"

#define PICTURE_MM 40.0

struct way { const char *id; enum pictogram pictogram; enum text question; };

static void open_way(struct build *build, const struct way *way)
{
    card_open(build, way->id, words(build, way->question), TONE_CARD);
    part_picture(build, build_id(build, "%s.picture", way->id), way->pictogram,
                 words(build, way->question),
                 PICTURE_MM);
    part_text(build, build_id(build, "%s.title", way->id), words(build, way->question));
}

static struct words ear_line(struct build *build)
{
    const struct settings *settings = &build->content->settings;
    return words_with(build, TEXT_HELP_NOW_EAR_LINE, (struct text_place[]){
        {"name", settings->listening_ear_name},
        {"phone", facts_phone(build, settings->listening_ear_phone).utf8}, {0},
    });
}

static void add_ear(struct build *build)
{
    open_way(build, &(struct way){"help-now.ear", PICTOGRAM_EAR, TEXT_HELP_NOW_EAR});
    part_heading(build, "help-now.ear.line", ear_line(build));
    part_text(build, "help-now.ear.always", words(build, TEXT_HELP_NOW_EAR_ALWAYS));
    part_close(build);
}

static struct words danger_line(struct build *build)
{
    return words_with(build, TEXT_HELP_NOW_DANGER_LINE, (struct text_place[]){
        {"phone", facts_phone(build, build->content->settings.urgent_phone).utf8}, {0},
    });
}

static void show_pictures(struct build *build)
{
    const struct fact ways[] = {
        {.id = "help-now.danger", .pictogram = PICTOGRAM_EMERGENCY,
         .label = words(build, TEXT_HELP_NOW_DANGER), .value = danger_line(build)},
        {.id = "help-now.doctor", .pictogram = PICTOGRAM_DOCTOR,
         .label = words(build, TEXT_HELP_NOW_DOCTOR),
         .value = words(build, TEXT_HELP_NOW_DOCTOR_LINE)},
        {.id = "help-now.ear", .pictogram = PICTOGRAM_EAR,
         .label = words(build, TEXT_HELP_NOW_EAR), .value = ear_line(build)},
    };
    grid_open(build, "help-now", 3);
    for (size_t i = 0; i < sizeof ways / sizeof ways[0]; i++) part_fact(build, ways[i]);
    part_close(build);
}

static void show_words(struct build *build)
{
    grid_open(build, "help-now", 3);
    open_way(build, &(struct way){"help-now.danger", PICTOGRAM_EMERGENCY,
                                  TEXT_HELP_NOW_DANGER});
    part_heading(build, "help-now.danger.line", danger_line(build));
    part_close(build);
    open_way(build, &(struct way){"help-now.doctor", PICTOGRAM_DOCTOR, TEXT_HELP_NOW_DOCTOR});
    part_heading(build, "help-now.doctor.line", words(build, TEXT_HELP_NOW_DOCTOR_LINE));
    part_close(build);
    add_ear(build);
    part_close(build);
}

void screen_help_now(struct build *build)
{
    common_header(build);
    part_title(build, words(build, TEXT_HELP_NOW_TITLE),
               common_picture(build, PICTOGRAM_EMERGENCY), false);
    body_open(build);
    if (build_has_pictures(build)) show_pictures(build);
    else show_words(build);
    body_close(build);
    part_nav(build, (struct nav){.has_back = true});
}
