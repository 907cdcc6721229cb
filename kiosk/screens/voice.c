/* SPDX-License-Identifier: EUPL-1.2 */
/* voice.c - how the voice sounds, what it may say, and how to silence it. */
#include "screens/common.h"
#include "screens/each.h"

static void add_wish(struct build *build, struct choice wish)
{
    wish.is_own_language = true; /* the word is enough, as on the letters screen */
    wish.pictogram = common_picture(build, wish.pictogram);
    part_choice(build, wish);
}

static void add_steps(struct build *build)
{
    static const struct {
        const char *id;
        enum pictogram pictogram;
        enum text label;
        enum message_kind kind;
        int32_t step;
    } steps[] = {
        {"voice.louder", PICTOGRAM_READ_ALOUD, TEXT_VOICE_LOUDER, MSG_VOLUME, 1},
        {"voice.softer", PICTOGRAM_SOFTER, TEXT_VOICE_SOFTER, MSG_VOLUME, -1},
        {"voice.faster", PICTOGRAM_FASTER, TEXT_VOICE_FASTER, MSG_RATE, 1},
        {"voice.slower", PICTOGRAM_SLOWER, TEXT_VOICE_SLOWER, MSG_RATE, -1},
    };
    for (size_t i = 0; i < sizeof steps / sizeof steps[0]; i++)
        add_wish(build, (struct choice){
                            .id = steps[i].id,
                            .pictogram = steps[i].pictogram,
                            .label = words(build, steps[i].label),
                            .press = press(steps[i].kind, steps[i].step),
                        });
}

/* What bystanders may see and hear. */
static void add_privacy(struct build *build)
{
    const struct preferences *wishes = &build->model->preferences;
    add_wish(build, (struct choice){
                        .id = "voice.dark",
                        .pictogram = PICTOGRAM_HIDE,
                        .label = words(build, TEXT_VOICE_DARK),
                        .explanation = words(build, TEXT_VOICE_DARK_LINE),
                        .press = press(MSG_DARK, -1),
                        .is_selected = wishes->is_dark,
                        .is_checkbox = true,
                    });
    add_wish(build, (struct choice){
                        .id = "voice.private",
                        .pictogram = PICTOGRAM_EAR,
                        .label = words(build, TEXT_VOICE_PRIVATE),
                        .explanation = words(build, TEXT_VOICE_PRIVATE_LINE),
                        .press = press(MSG_READ_PRIVATE, -1),
                        .is_selected = wishes->reads_private_aloud,
                        .is_checkbox = true,
                    });
}

/* Of two languages on the screen the voice reads one. */
static void add_more(struct build *build)
{
    row_open(build, "voice.more");
    part_button(build, (struct button){
                           .id = "voice.practice",
                           .pictogram = common_picture(build, PICTOGRAM_CHOOSE),
                           .label = words(build, TEXT_PRACTICE_TITLE),
                           .press = press(MSG_OPEN, SCREEN_PRACTICE),
                       });
    if (build_has_second(build))
        part_button(build, (struct button){
                               .id = "voice.second",
                               .label = words(build, TEXT_VOICE_SECOND),
                               .press = press(MSG_READ_SECOND, -1),
                               .is_selected = build->model->preferences.reads_second,
                           });
    part_close(build);
}

void screen_voice(struct build *build)
{
    const struct model *model = build->model;
    const struct language *language =
        &build->content->languages.all[model->preferences.language];
    common_header(build);
    part_title(build, words(build, TEXT_VOICE_TITLE), PICTOGRAM_READ_ALOUD, true);
    if (!language->voice[0]) part_lead(build, words(build, TEXT_VOICE_NONE));
    body_open(build);
    grid_open(build, "voice", 3);
    add_steps(build);
    add_privacy(build);
    part_close(build);
    add_more(build);
    body_close(build);
    part_nav(build, (struct nav){
                        .has_back = true,
                        .extra = {.id = "voice.silent",
                                  .pictogram = PICTOGRAM_SILENT,
                                  .label = words(build, TEXT_TOOL_SILENT),
                                  .press = press(MSG_READ_ALOUD, 0)},
                        .next = {.id = "voice.again",
                                 .label = words(build, TEXT_VOICE_AGAIN),
                                 .press = press(MSG_REPEAT, 0)},
                    });
}
