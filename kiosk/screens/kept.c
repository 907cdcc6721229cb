/* SPDX-License-Identifier: EUPL-1.2 */
/* kept.c - the request is safe on this machine and has not arrived yet. Nothing is promised
 * that is not known. */
#include "screens/each.h"
#include "screens/facts.h"
#include "screens/outcome.h"

#include <stddef.h>

static struct words silence(struct build *build, const struct provider *provider)
{
    int64_t contact_s = promise_contact_s(provider, model_promised_from_s(build->model));
    return words_with(build, TEXT_KEPT_SILENCE, (struct text_place[]){
        {"date", words_date(build, contact_s).utf8},
        {"phone", facts_phone(build, provider->phone).utf8}, {0},
    });
}

static struct words next_contact(struct build *build, const struct provider *provider)
{
    return words_of_provider(build,
                             outcome_is_email(build) ? TEXT_KEPT_EMAIL : TEXT_KEPT_CALL,
                             provider);
}

static void add_what_happens(struct build *build)
{
    const struct provider *provider = common_provider(build);
    card_open(build, "kept.now", words(build, TEXT_SENT_NOW), TONE_CARD);
    part_heading(build, "kept.now-title", words(build, TEXT_SENT_NOW));
    part_step(build, "kept.safe", 1, words(build, TEXT_KEPT_SAFE));
    part_step(build, "kept.contact", 2,
              next_contact(build, provider));
    if (provider) part_step(build, "kept.silence", 3, silence(build, provider));
    part_close(build);
}

static void show_words(struct build *build)
{
    split_open(build, "kept");
    column_open(build, "kept.words", 1.6);
    add_what_happens(build);
    part_close(build);
    column_open(build, "kept.take-home", 1);
    outcome_take_home(build);
    part_close(build);
    part_close(build);
}

static void show_pictures(struct build *build)
{
    const struct provider *provider = common_provider(build);
    bool is_email = outcome_is_email(build);
    grid_open(build, "kept.now", 2);
    part_card(build, (struct card_part){.id = "kept.safe", .pictogram = PICTOGRAM_PRIVACY,
                                        .text = words(build, TEXT_KEPT_SAFE)});
    part_card(build, (struct card_part){
        .id = "kept.contact", .pictogram = is_email ? PICTOGRAM_EMAIL : PICTOGRAM_PHONE,
        .text = next_contact(build, provider)});
    part_close(build);
    if (provider)
        outcome_take_home_pictured(build, "kept.silence", silence(build, provider));
}

void screen_kept(struct build *build)
{
    common_header(build);
    part_title(build, words(build, TEXT_KEPT_TITLE), PICTOGRAM_WAITING, false);
    part_lead(build, words(build, TEXT_KEPT_LEAD));
    body_open(build);
    if (build_has_pictures(build) || build_is_calm(build)) show_pictures(build);
    else show_words(build);
    body_close(build);
    outcome_nav(build);
}
