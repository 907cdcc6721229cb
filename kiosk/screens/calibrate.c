/* SPDX-License-Identifier: EUPL-1.2 */
#include "screens/calibrate.h"

#include <stdio.h>

#include "screens/common.h"

static struct message named(const char *id)
{
    struct message message = {.kind = MSG_TRY};
    snprintf(message.node, sizeof message.node, "%s", id);
    return message;
}

static void add_steps(struct build *build)
{
    static const struct { const char *id; enum text label; } steps[] = {
        {"calibrate.much-smaller", TEXT_CALIBRATE_MUCH_SMALLER},
        {"calibrate.smaller", TEXT_CALIBRATE_SMALLER},
        {"calibrate.larger", TEXT_CALIBRATE_LARGER},
        {"calibrate.much-larger", TEXT_CALIBRATE_MUCH_LARGER},
    };
    row_open(build, "calibrate.steps");
    for (size_t i = 0; i < sizeof steps / sizeof steps[0]; i++)
        part_button(build, (struct button){.id = steps[i].id,
                                           .label = words(build, steps[i].label),
                                           .press = named(steps[i].id)});
    part_close(build);
}

static struct nav nav_of(struct build *build, const char *id, enum text label)
{
    return (struct nav){.next = {.id = id, .label = words(build, label), .press = named(id),
                                 .is_primary = true}};
}

void screen_calibrate(struct build *build, const struct calibration *calibration)
{
    double px_per_mm = build->panel.px_per_mm, card_mm = calibration->card_px / px_per_mm;
    bool is_measured = calibration->lines[0] != NULL;
    enum text title = is_measured ? TEXT_CALIBRATE_RESULT : TEXT_CALIBRATE_TITLE;
    common_header(build);
    part_title(build, words(build, title), PICTOGRAM_NONE, false);
    part_lead(build, words(build, is_measured ? TEXT_CALIBRATE_RESULT_LEAD
                                              : TEXT_CALIBRATE_LEAD));
    body_open(build);
    for (int i = 0; is_measured && i < 2; i++)
        part_say(build, build_id(build, "calibrate.line.%d", i + 1),
                 words_plain(build, calibration->lines[i], NULL));
    if (!is_measured) {
        part_outline(build, "calibrate.card", words(build, TEXT_CALIBRATE_TITLE), card_mm,
                     card_mm * CARD_HEIGHT_MM / CARD_WIDTH_MM);
        add_steps(build);
    }
    body_close(build);
    part_nav(build, is_measured ? nav_of(build, "calibrate.close", TEXT_NAV_CLOSE)
                                : nav_of(build, "calibrate.done", TEXT_PRACTICE_DONE));
}
