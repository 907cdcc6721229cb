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

static void add_ear(struct build *build)
{
    const struct settings *settings = &build->content->settings;
    open_way(build, &(struct way){"help-now.ear", PICTOGRAM_EAR, TEXT_HELP_NOW_EAR});
    struct words call = words_with(build, TEXT_HELP_NOW_EAR_LINE, (struct text_place[]){
        {"name", settings->listening_ear_name},
        {"phone", facts_phone(build, settings->listening_ear_phone).utf8}, {0},
    });
    part_heading(build, "help-now.ear.line", call);
    part_text(build, "help-now.ear.always", words(build, TEXT_HELP_NOW_EAR_ALWAYS));
    part_close(build);
}

void screen_help_now(struct build *build)
{
    const struct settings *settings = &build->content->settings;
    common_header(build);
    part_title(build, words(build, TEXT_HELP_NOW_TITLE), PICTOGRAM_NONE, false);
    body_open(build);
    grid_open(build, "help-now", 3);
    open_way(build, &(struct way){"help-now.danger", PICTOGRAM_EMERGENCY,
                                  TEXT_HELP_NOW_DANGER});
    struct words call = words_with(build, TEXT_HELP_NOW_DANGER_LINE, (struct text_place[]){
        {"phone", facts_phone(build, settings->urgent_phone).utf8}, {0},
    });
    part_heading(build, "help-now.danger.line", call);
    part_close(build);
    open_way(build, &(struct way){"help-now.doctor", PICTOGRAM_DOCTOR, TEXT_HELP_NOW_DOCTOR});
    part_heading(build, "help-now.doctor.line", words(build, TEXT_HELP_NOW_DOCTOR_LINE));
    part_close(build);
    add_ear(build);
    part_close(build);
    body_close(build);
    part_nav(build, (struct nav){.has_back = true});
}
