/* SPDX-License-Identifier: EUPL-1.2 */
/* sent.c - the provider's system has said that it has the request: what happens now, with
 * real dates. */
#include "screens/each.h"
#include "screens/outcome.h"

#include <stddef.h>

/* A card for each thing that will happen; the code to take home comes after them. */
static void show_pictures(struct build *build)
{
    const struct provider *provider = common_provider(build);
    int64_t from_s = model_promised_from_s(build->model);
    bool is_email = outcome_is_email(build);
    grid_open(build, "sent.now", 3);
    if (provider) {
        part_card(build, (struct card_part){
            .id = "sent.contact", .pictogram = is_email ? PICTOGRAM_EMAIL : PICTOGRAM_PHONE,
            .text = outcome_promise(build, is_email ? TEXT_SENT_EMAIL : TEXT_SENT_CALL,
                                    promise_contact_s(provider, from_s))});
        part_card(build, (struct card_part){
            .id = "sent.appointment", .pictogram = PICTOGRAM_CALENDAR,
            .text = outcome_promise(build, TEXT_SENT_APPOINTMENT,
                                    promise_appointment_s(provider, from_s))});
    }
    part_card(build, (struct card_part){.id = "sent.switch", .pictogram = PICTOGRAM_SWITCH,
                                        .text = words(build, TEXT_SENT_SWITCH)});
    part_close(build);
    outcome_take_home_pictured(build, "sent.withdraw",
                               outcome_phone(build, TEXT_SENT_WITHDRAW));
}

static void add_what_happens(struct build *build)
{
    const struct provider *provider = common_provider(build);
    int64_t from_s = model_promised_from_s(build->model);
    card_open(build, "sent.now", words(build, TEXT_SENT_NOW), TONE_CARD);
    part_heading(build, "sent.now-title", words(build, TEXT_SENT_NOW));
    if (provider) {
        part_step(build, "sent.contact", 1,
                  outcome_promise(build,
                                  outcome_is_email(build) ? TEXT_SENT_EMAIL : TEXT_SENT_CALL,
                                  promise_contact_s(provider, from_s)));
        part_step(build, "sent.appointment", 2,
                  words_with(build, TEXT_SENT_APPOINTMENT, (struct text_place[]){
                      {"date", words_date(build, promise_appointment_s(provider, from_s)).utf8},
                      {0}}));
    }
    part_step(build, "sent.switch", 3, words(build, TEXT_SENT_SWITCH));
    part_close(build);
}

static void show_words(struct build *build)
{
    split_open(build, "sent");
    column_open(build, "sent.words", 1.6);
    add_what_happens(build);
    part_text(build, "sent.withdraw", outcome_phone(build, TEXT_SENT_WITHDRAW));
    part_close(build);
    column_open(build, "sent.take-home", 1);
    outcome_take_home(build);
    part_close(build);
    part_close(build);
}

void screen_sent(struct build *build)
{
    common_header(build);
    part_title(build, words(build, TEXT_SENT_TITLE), PICTOGRAM_ARRIVED, false);
    body_open(build);
    if (build_has_pictures(build) || build_is_calm(build)) show_pictures(build);
    else show_words(build);
    body_close(build);
    outcome_nav(build);
}
