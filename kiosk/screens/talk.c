/* SPDX-License-Identifier: EUPL-1.2 */
/* talk.c - the language of the talk, and then: whether an interpreter is needed. */
#include "screens/common.h"
#include "screens/each.h"
#include "screens/facts.h"

static void ask_language(struct build *build)
{
    const struct languages *languages = &build->content->languages;
    const struct provider *provider = common_provider(build);
    part_title(build, words(build, TEXT_TALK_TITLE), PICTOGRAM_LANGUAGE, true);
    if (provider)
        part_lead(build, words_with(build, TEXT_TALK_LEAD, (struct text_place[]){
            {"languages", facts_languages(build, provider).utf8}, {0}}));
    common_mistake(build);
    body_open(build);
    grid_open(build, "talk.languages", 5);
    for (int i = 0; i < languages->count; i++) {
        const struct language *language = &languages->all[i];
        part_choice(build, (struct choice){
            .id = build_id(build, "talk.%s", language->tag),
            .label = words_plain(build, language->own_name, language->tag),
            .press = press(MSG_TALK_LANGUAGE, i),
            .is_selected = build->model->form.talk_language == i, .is_own_language = true,
        });
    }
    part_close(build);
    body_close(build);
}

static void ask_interpreter(struct build *build)
{
    part_title(build, words(build, TEXT_TALK_INTERPRETER_TITLE), PICTOGRAM_INTERPRETER, true);
    part_lead(build, words(build, TEXT_WORD_TOLK));
    common_mistake(build);
    body_open(build);
    common_yes_no(build, (struct yes_no){
        .id = "interpreter", .kind = MSG_INTERPRETER, .chosen = build->model->form.interpreter,
        .yes = TEXT_TALK_INTERPRETER_YES, .no = TEXT_TALK_INTERPRETER_NO,
    });
    body_close(build);
}

void screen_talk(struct build *build)
{
    common_header(build);
    if (build->model->step == TALK_STEP_INTERPRETER) ask_interpreter(build);
    else ask_language(build);
    common_nav(build, TEXT_COUNT);
}
