/* SPDX-License-Identifier: EUPL-1.2 */
/* provider.c - everything about one provider. Who takes no requests here gets a large number
 * and a code instead. */
#include <stddef.h>

#include "screens/common.h"
#include "screens/each.h"
#include "screens/facts.h"

#define CODE_MM 60.0

static void add_fact(struct build *build, const char *id, enum pictogram pictogram,
                     enum text label,
                     struct words value)
{
    part_fact(build, (struct fact){
        .id = id, .pictogram = pictogram, .label = words(build, label), .value = value,
    });
}

static struct words languages(struct build *build, const struct provider *provider)
{
    struct words spoken = facts_languages(build, provider);
    if (!provider->has_interpreter) return spoken;
    return words_with(build, TEXT_PROVIDER_FACT_INTERPRETER,
                      (struct text_place[]){{"languages", spoken.utf8}, {0}});
}

static struct words term(struct build *build, const struct provider *provider)
{
    enum text text = provider->counts_working_days ? TEXT_PROVIDER_FACT_TERM_WORKING
                                                   : TEXT_PROVIDER_FACT_TERM_LINE;
    return words_count(build, text, provider->contact_within_days, NULL);
}

static void add_who(struct build *build, const struct provider *provider)
{
    bool is_professional = provider->kind == PROVIDER_PROFESSIONAL;
    add_fact(build, "provider.kind",
             is_professional ? PICTOGRAM_PROFESSIONAL : PICTOGRAM_VOLUNTEER,
             TEXT_PROVIDER_FACT_KIND,
             words(build, is_professional ? TEXT_WORD_BEROEPSKRACHT : TEXT_WORD_VRIJWILLIGER));
    add_fact(build, "provider.topics", PICTOGRAM_QUESTION, TEXT_PROVIDER_FACT_TOPICS,
             facts_topics(build, provider));
    add_fact(build, "provider.languages", PICTOGRAM_LANGUAGE, TEXT_PROVIDER_FACT_LANGUAGES,
             languages(build, provider));
    add_fact(build, "provider.independent", PICTOGRAM_NOT_TOWN, TEXT_PROVIDER_FACT_INDEPENDENT,
             facts_independence(build, provider));
    add_fact(build, "provider.cost", PICTOGRAM_FREE, TEXT_PROVIDER_FACT_COST,
             words(build, TEXT_PROVIDER_FACT_COST_FREE));
    add_fact(build, "provider.term", PICTOGRAM_CALENDAR, TEXT_PROVIDER_FACT_TERM,
             term(build, provider));
}

static void add_call(struct build *build, const struct provider *provider)
{
    add_fact(build, "provider.phone", PICTOGRAM_PHONE, TEXT_PROVIDER_FACT_PHONE,
             facts_phone(build, provider->phone));
    add_fact(build, "provider.hours", PICTOGRAM_HOURS, TEXT_PROVIDER_FACT_HOURS,
             facts_hours(build, &provider->hours));
}

static void add_where(struct build *build, const struct provider *provider)
{
    if (provider->walk_in.count > 0)
        add_fact(build, "provider.walk-in", PICTOGRAM_WALK_IN, TEXT_PROVIDER_FACT_WALK_IN,
                 facts_hours(build, &provider->walk_in));
    if (provider->address[0])
        add_fact(build, "provider.address", PICTOGRAM_ADDRESS, TEXT_PROVIDER_FACT_ADDRESS,
                 words_plain(build, provider->address, NULL));
    if (provider->email[0])
        add_fact(build, "provider.email", PICTOGRAM_EMAIL, TEXT_PROVIDER_FACT_EMAIL,
                 words_plain(build, provider->email, NULL));
    add_fact(build, "provider.other", PICTOGRAM_SWITCH, TEXT_PROVIDER_FACT_OTHER,
             words(build, TEXT_PROVIDER_FACT_OTHER_LINE));
}

static void add_code(struct build *build, const struct provider *provider)
{
    card_open(build, "provider.card", words_of_provider(build, TEXT_SENT_CODE, provider),
              TONE_CARD);
    part_code(build, "provider.code", facts_card(build, provider, NULL),
              words_of_provider(build, TEXT_SENT_CODE, provider), CODE_MM);
    part_text(build, "provider.scan", words(build, TEXT_PROVIDER_SCAN));
    part_text(build, "provider.scan.line", words(build, TEXT_PROVIDER_SCAN_LINE));
    part_close(build);
}

/* Who they are, in their own words. */
static void add_about(struct build *build, const struct provider *provider)
{
    struct words about = facts_about(build, provider);
    if (about.utf8 && about.utf8[0]) part_lead(build, about);
}

static void show_by_phone(struct build *build, const struct provider *provider)
{
    add_about(build, provider);
    body_open(build);
    split_open(build, "provider.reach");
    column_open(build, "provider.ways", 1.4);
    part_text(build, "provider.call", words(build, TEXT_PROVIDER_CALL));
    part_text(build, "provider.call-line", words(build, TEXT_PROVIDER_CALL_LINE));
    part_display(build, "provider.number", facts_phone(build, provider->phone));
    part_text(build, "provider.hours-line", facts_hours(build, &provider->hours));
    if (provider->walk_in.count > 0)
        part_text(build, "provider.visit", words(build, TEXT_PROVIDER_VISIT));
    part_close(build);
    column_open(build, "provider.take-away", 1);
    add_code(build, provider);
    part_close(build);
    part_close(build);
    grid_open(build, "provider.facts", build_has_pictures(build) ? 3 : 2);
    add_who(build, provider);
    add_where(build, provider);
    part_close(build);
    body_close(build);
    part_nav(build, (struct nav){
        .has_back = true,
        .next = {.id = "provider.done", .label = words(build, TEXT_PROVIDER_DONE),
                 .press = press(MSG_FINISH, 0), .is_primary = true},
    });
}

static void show_by_request(struct build *build, const struct provider *provider, int place)
{
    add_about(build, provider);
    body_open(build);
    grid_open(build, "provider.facts", build_has_pictures(build) ? 3 : 2);
    add_who(build, provider);
    add_call(build, provider);
    add_where(build, provider);
    part_close(build);
    body_close(build);
    part_nav(build, (struct nav){
        .has_back = true,
        .next = {.id = "provider.choose", .label = words(build, TEXT_PROVIDER_THIS),
                 .press = press(MSG_CHOOSE_PROVIDER, place), .is_primary = true},
    });
}

void screen_provider(struct build *build)
{
    int place = build->model->shown_provider;
    if (place < 0 || place >= build->content->providers.count) place = 0;
    const struct provider *provider = &build->content->providers.all[place];
    common_header(build);
    part_title(build, words_plain(build, provider->name, NULL), PICTOGRAM_NONE, false);
    if (provider_takes_requests(provider)) show_by_request(build, provider, place);
    else show_by_phone(build, provider);
}
