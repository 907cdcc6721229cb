/* SPDX-License-Identifier: EUPL-1.2 */
#include "screens/outcome.h"

#include <stddef.h>

#include "base/id.h"
#include "screens/facts.h"

#define CODE_MM 58.0

struct words outcome_promise(struct build *build, enum text text, int64_t wall_s)
{
    const struct provider *provider = common_provider(build);
    return words_with(build, text, (struct text_place[]){
        {"provider", provider ? provider->name : ""},
        {"date", words_date(build, wall_s).utf8}, {0},
    });
}

struct words outcome_phone(struct build *build, enum text text)
{
    const struct provider *provider = common_provider(build);
    return words_with(build, text, (struct text_place[]){
        {"provider", provider ? provider->name : ""},
        {"phone", provider ? facts_phone(build, provider->phone).utf8 : ""}, {0},
    });
}

bool outcome_is_email(const struct build *build)
{
    return build->model->form.channel == CHANNEL_EMAIL;
}

void outcome_take_home(struct build *build)
{
    const struct provider *provider = common_provider(build);
    if (!provider) return;
    char *shown = arena_alloc(build->arena, REFERENCE_SHOWN_BYTES);
    if (!shown) return;
    reference_shown(build->model->form.reference, shown);
    struct words name = words_of_provider(build, TEXT_SENT_CODE, provider);
    const char *note = words_with(build, TEXT_SENT_NOTE,
                                  (struct text_place[]){{"reference", shown}, {0}}).utf8;
    card_open(build, "outcome.card", name, TONE_CARD);
    part_code(build, "outcome.code", facts_card(build, provider, note), name, CODE_MM);
    part_text(build, "outcome.scan", words(build, TEXT_SENT_SCAN));
    part_text(build, "outcome.scan-line", words(build, TEXT_SENT_SCAN_LINE));
    part_reference(build, words(build, TEXT_SENT_REFERENCE), shown);
    part_close(build);
}

/* Picture and code beside each other: whom to call, and how to take the number along. */
void outcome_take_home_pictured(struct build *build, const char *id, struct words text)
{
    split_open(build, "outcome.pictured");
    build->open->is_own_page = true;
    column_open(build, "outcome.call", 1);
    part_card(build, (struct card_part){.id = id, .pictogram = PICTOGRAM_PHONE, .text = text});
    part_close(build);
    column_open(build, "outcome.take-home", 1);
    outcome_take_home(build);
    part_close(build);
    part_close(build);
}

void outcome_nav(struct build *build)
{
    part_nav(build, (struct nav){
        .next = {.id = "outcome.finish", .label = words(build, TEXT_SENT_FINISH),
                 .press = press(MSG_FINISH, 0), .is_primary = true},
    });
}
