/* SPDX-License-Identifier: EUPL-1.2 */
/* explain.c - what client support is, in short steps: one picture, one title, two or three
 * sentences each.
 *
 * The facts and where they come from: Beleidsregels Amstelveen 2022 (free, for all
 * residents, nine areas of life, not with the town hall), Beschrijving cliëntondersteuning
 * Westfriesland (no decision needed, own choice, along to talks, short, secrecy with the
 * duty to report, terms), MEE (another supporter without a reason). */
#include "screens/common.h"
#include "screens/each.h"
#include "screens/facts.h"

#define SENTENCES 3

/* Each sentence has a picture of its own, for where pictures tell it. */
struct sentence { enum text text; enum pictogram pictogram; bool is_crossed; };

struct step {
    const char *id;
    enum pictogram pictogram;
    enum text title;
    struct sentence sentences[SENTENCES];
};

static const struct step steps[EXPLAIN_STEPS] = {
    [EXPLAIN_WHAT] = {"explain.what", PICTOGRAM_TOGETHER, TEXT_EXPLAIN_WHAT_TITLE, {
        {TEXT_WORD_CLIENTONDERSTEUNER, PICTOGRAM_QUESTION, false},
        {TEXT_EXPLAIN_WHAT_2, PICTOGRAM_MESSAGE, false},
        {TEXT_EXPLAIN_WHAT_3, PICTOGRAM_TOGETHER, false},
    }},
    [EXPLAIN_FREE] = {"explain.free", PICTOGRAM_FREE, TEXT_EXPLAIN_FREE_TITLE, {
        {TEXT_EXPLAIN_FREE_1, PICTOGRAM_FREE, false},
        {TEXT_EXPLAIN_FREE_2, PICTOGRAM_ME, false},
        {TEXT_EXPLAIN_FREE_3, PICTOGRAM_DECISION, true},
    }},
    [EXPLAIN_INDEPENDENT] = {"explain.independent", PICTOGRAM_NOT_TOWN,
                             TEXT_EXPLAIN_INDEPENDENT_TITLE, {
        {TEXT_WORD_ONAFHANKELIJK, PICTOGRAM_NOT_TOWN, false},
        {TEXT_EXPLAIN_INDEPENDENT_2, PICTOGRAM_PROFESSIONAL, false},
        {TEXT_EXPLAIN_INDEPENDENT_3, PICTOGRAM_GOOD, false},
    }},
    [EXPLAIN_EVERYONE] = {"explain.everyone", PICTOGRAM_EVERYONE, TEXT_EXPLAIN_EVERYONE_TITLE, {
        {TEXT_EXPLAIN_EVERYONE_1, PICTOGRAM_FAMILY, false},
        {TEXT_EXPLAIN_EVERYONE_2, PICTOGRAM_QUESTION, false},
        {TEXT_COUNT, PICTOGRAM_NONE, false},
    }},
    [EXPLAIN_DOES] = {"explain.does", PICTOGRAM_TALK, TEXT_EXPLAIN_DOES_TITLE, {
        {TEXT_EXPLAIN_DOES_1, PICTOGRAM_ADVICE, false},
        {TEXT_EXPLAIN_DOES_2, PICTOGRAM_TOGETHER, false},
        {TEXT_EXPLAIN_DOES_3, PICTOGRAM_TALK, false},
    }},
    [EXPLAIN_DOES_NOT] = {"explain.not", PICTOGRAM_FORBIDDEN, TEXT_EXPLAIN_NOT_TITLE, {
        {TEXT_EXPLAIN_NOT_1, PICTOGRAM_DECISION, true},
        {TEXT_EXPLAIN_NOT_2, PICTOGRAM_CARE, true},
        {TEXT_EXPLAIN_NOT_3, PICTOGRAM_HOURS, false},
    }},
    [EXPLAIN_RIGHTS] = {"explain.rights", PICTOGRAM_CHOOSE, TEXT_EXPLAIN_RIGHTS_TITLE, {
        {TEXT_EXPLAIN_RIGHTS_1, PICTOGRAM_SWITCH, false},
        {TEXT_EXPLAIN_RIGHTS_2, PICTOGRAM_SECRET, false},
        {TEXT_EXPLAIN_RIGHTS_3, PICTOGRAM_GOOD, false},
    }},
    [EXPLAIN_SECRET] = {"explain.secret", PICTOGRAM_SECRET, TEXT_EXPLAIN_SECRET_TITLE, {
        {TEXT_EXPLAIN_SECRET_1, PICTOGRAM_PRIVACY, false},
        {TEXT_EXPLAIN_SECRET_2, PICTOGRAM_DECISION, false},
        {TEXT_EXPLAIN_SECRET_3, PICTOGRAM_MESSAGE, false},
    }},
    [EXPLAIN_WHAT_HAPPENS] = {"explain.then", PICTOGRAM_CALENDAR, TEXT_EXPLAIN_THEN_TITLE, {
        {TEXT_EXPLAIN_THEN_1, PICTOGRAM_PHONE, false},
        {TEXT_EXPLAIN_THEN_2, PICTOGRAM_CALENDAR, false},
        {TEXT_EXPLAIN_THEN_3, PICTOGRAM_PERSON, false},
    }},
};

/* The slowest provider of the town: nobody has been chosen yet, and we promise no more than
 * all of them do. */
static int slowest_days(const struct providers *providers, bool is_appointment)
{
    int most = 0;
    for (int i = 0; i < providers->count; i++) {
        const struct provider *provider = &providers->all[i];
        int days = is_appointment ? provider->appointment_within_days
                                  : provider->contact_within_days;
        if (provider->route == ROUTE_TOWN && days > most) most = days;
    }
    return most;
}

/* Two working days can be four days, so one provider that counts those makes us say so for
 * all. */
static bool any_counts_working_days(const struct providers *providers)
{
    for (int i = 0; i < providers->count; i++)
        if (providers->all[i].route == ROUTE_TOWN && providers->all[i].counts_working_days)
            return true;
    return false;
}

static struct words sentence(struct build *build, enum text text)
{
    const struct providers *providers = &build->content->providers;
    bool is_working = any_counts_working_days(providers);
    if (text == TEXT_EXPLAIN_THEN_1)
        return words_count(build, is_working ? TEXT_EXPLAIN_THEN_1_WORKING : text,
                           slowest_days(providers, false), NULL);
    if (text == TEXT_EXPLAIN_THEN_2)
        return words_count(build, is_working ? TEXT_EXPLAIN_THEN_2_WORKING : text,
                           slowest_days(providers, true), NULL);
    return words(build, text);
}

/* All areas of life, with the pictures that come back on the screen of topics. */
static void add_areas(struct build *build)
{
    const struct topics *topics = &build->content->topics;
    row_open(build, "explain.areas");
    for (int i = 0; i < topics->count; i++) {
        const struct topic *topic = &topics->all[i];
        if (topic->is_unsure) continue;
        part_chip(build, build_id(build, "explain.area.%s", topic->code), topic->pictogram,
                  words(build, topic->label));
    }
    part_close(build);
}

static void add_step(struct build *build, const struct step *step)
{
    bool has_areas = step == &steps[EXPLAIN_EVERYONE];
    bool is_scene = !build_has_pictures(build) && !build_is_calm(build);
    common_tell_open(build, step->id, step->pictogram, words(build, step->title));
    for (int i = 0; i < SENTENCES; i++)
        if (step->sentences[i].text != TEXT_COUNT)
            common_tell(build, (struct told){
                .id = build_id(build, "%s.%d", step->id, i + 1),
                .pictogram = step->sentences[i].pictogram,
                .is_crossed = step->sentences[i].is_crossed,
                .text = sentence(build, step->sentences[i].text),
            });
    if (has_areas && is_scene) add_areas(build);
    common_tell_close(build);
    if (has_areas && !is_scene) add_areas(build);
}

static void add_nav(struct build *build, bool is_last)
{
    struct nav nav = {
        .has_back = true,
        .next = {.id = "nav.next",
                 .label = words(build, is_last ? TEXT_HOME_ASK : TEXT_NAV_NEXT),
                 .press = press(MSG_NEXT, 0), .is_primary = true},
    };
    if (!is_last)
        nav.skip = (struct button){.id = "nav.skip", .label = words(build, TEXT_NAV_SKIP),
                                   .press = press(MSG_SKIP, 0)};
    part_nav(build, nav);
}

void screen_explain(struct build *build)
{
    int at = build->model->step;
    if (at < 0 || at >= EXPLAIN_STEPS) at = EXPLAIN_WHAT;
    const char *number = arena_format(build->arena, "%d", at + 1);
    const char *all = arena_format(build->arena, "%d", (int)EXPLAIN_STEPS);
    part_header(build, words_with(build, TEXT_EXPLAIN_STEP, (struct text_place[]){
        {"step", number ? number : ""}, {"steps", all ? all : ""}, {0},
    }));
    part_title(build, words(build, steps[at].title),
               common_picture(build, steps[at].pictogram), false);
    body_open(build);
    add_step(build, &steps[at]);
    body_close(build);
    add_nav(build, at + 1 == EXPLAIN_STEPS);
}
