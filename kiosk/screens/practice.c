/* SPDX-License-Identifier: EUPL-1.2 */
/* practice.c - every key and button says what it is and does, and nothing is pressed. */
#include <stdio.h>
#include <string.h>

#include "screens/common.h"
#include "screens/each.h"

/* `label` TEXT_COUNT: a key of the keypad that has no card here, or a button of the toolbar. */
static const struct trial { const char *id; enum text label, line; } trials[] = {
    {"practice.up", TEXT_PRACTICE_UP, TEXT_PRACTICE_UP_LINE},
    {"practice.down", TEXT_PRACTICE_DOWN, TEXT_PRACTICE_DOWN_LINE},
    {"practice.choose", TEXT_PRACTICE_CHOOSE, TEXT_PRACTICE_CHOOSE_LINE},
    {"practice.back", TEXT_NAV_BACK, TEXT_PRACTICE_BACK_LINE},
    {"practice.next", TEXT_NAV_NEXT, TEXT_PRACTICE_NEXT_LINE},
    {"practice.help", TEXT_PRACTICE_HELP, TEXT_PRACTICE_HELP_LINE},
    {"practice.rows", TEXT_COUNT, TEXT_PRACTICE_ROWS_LINE},
    {"practice.again", TEXT_COUNT, TEXT_PRACTICE_AGAIN_LINE},
    {"practice.voice", TEXT_COUNT, TEXT_PRACTICE_VOICE_LINE},
    {"tool.language", TEXT_COUNT, TEXT_PRACTICE_LANGUAGE_LINE},
    {"tool.letters", TEXT_COUNT, TEXT_PRACTICE_LETTERS_LINE},
    {"tool.pictograms", TEXT_COUNT, TEXT_PRACTICE_PICTURES_LINE},
    {"tool.contrast", TEXT_COUNT, TEXT_PRACTICE_CONTRAST_LINE},
    {"tool.read", TEXT_COUNT, TEXT_PRACTICE_READ_LINE},
    {"tool.stop", TEXT_COUNT, TEXT_PRACTICE_STOP_LINE},
};

static enum text line_now(const struct build *build)
{
    for (size_t i = 0; i < sizeof trials / sizeof trials[0]; i++)
        if (strcmp(trials[i].id, build->model->tried) == 0) return trials[i].line;
    return TEXT_PRACTICE_LEAD;
}

static struct message try_it(const char *id)
{
    struct message message = {.kind = MSG_TRY};
    snprintf(message.node, sizeof message.node, "%s", id);
    return message;
}

void screen_practice(struct build *build)
{
    common_header(build);
    part_title(build, words(build, TEXT_PRACTICE_TITLE), PICTOGRAM_CHOOSE, false);
    part_lead(build, words(build, line_now(build)));
    body_open(build);
    grid_open(build, "practice", 3);
    for (size_t i = 0; i < sizeof trials / sizeof trials[0]; i++) {
        if (trials[i].label == TEXT_COUNT) continue;
        part_choice(build, (struct choice){
            .id = trials[i].id, .label = words(build, trials[i].label),
            .press = try_it(trials[i].id),
            .is_selected = strcmp(trials[i].id, build->model->tried) == 0,
            .is_own_language = true,
        });
    }
    part_close(build);
    body_close(build);
    part_nav(build, (struct nav){
        .next = {.id = "practice.done", .label = words(build, TEXT_PRACTICE_DONE),
                 .press = press(MSG_CLOSE, 0), .is_primary = true},
    });
}

void practice_disarm(struct node *node)
{
    if (node->role == ROLE_TOOL) node->press = try_it(node->id);
    for (struct node *at = node->first; at; at = at->next) practice_disarm(at);
}
