/* SPDX-License-Identifier: EUPL-1.2 */
#include "model/answers.h"

#include "model/travel.h"

void answers_toggle_topic(struct model *m, int32_t place)
{
    const struct topics *topics = &m->content->topics;
    if (place < 0 || place >= topics->count) return;
    uint32_t bit = 1u << place, unsure = 0;
    for (int i = 0; i < topics->count; i++)
        if (topics->all[i].is_unsure) unsure |= 1u << i;
    m->form.topics ^= bit;
    /* "I don't know" stands alone */
    if (m->form.topics & bit) m->form.topics &= (bit & unsure) ? bit : ~unsure;
}

void answers_for_whom(struct model *m, int32_t whom)
{
    if (whom != FOR_ME && whom != FOR_SOMEONE_ELSE) return;
    m->form.for_whom = (enum for_whom)whom;
    m->mistake = MISTAKE_NONE;
}

void answers_relation(struct model *m, int32_t relation)
{
    if (relation <= RELATION_NONE || relation >= RELATION_COUNT) return;
    m->form.relation = (enum relation)relation;
    m->mistake = MISTAKE_NONE;
}

void answers_take(struct model *m, enum answer *into, int32_t answer, bool may_be_unsure)
{
    if (answer != ANSWER_YES && answer != ANSWER_NO &&
        !(may_be_unsure && answer == ANSWER_UNSURE))
        return;
    *into = (enum answer)answer;
    m->mistake = MISTAKE_NONE;
}

/* Before a Wlz decision the town's supporters, after it those of the zorgkantoor. Who comes
 * for another supporter was not asked, and sees both: nobody may find the door closed.
 * Source: seed Westfriesland 1.6. */
static bool is_on_route(const struct model *m, const struct provider *provider)
{
    if (m->form.wlz == ANSWER_NONE && m->is_switching) return true;
    return provider->route == (m->form.wlz == ANSWER_YES ? ROUTE_WLZ : ROUTE_TOWN);
}

void answers_wlz(struct model *m, int32_t answer)
{
    struct form *form = &m->form;
    answers_take(m, &form->wlz, answer, true);
    if (form->provider >= 0 && !is_on_route(m, &m->content->providers.all[form->provider]))
        form->provider = -1;
}

void answers_filter(struct model *m, int32_t filter)
{
    if (filter != -1 && filter != PROVIDER_PROFESSIONAL && filter != PROVIDER_VOLUNTEER) return;
    m->filter = filter;
    m->page = 0;
}

static bool is_seen(const struct model *m, const struct provider *provider, int filter)
{
    return is_on_route(m, provider) &&
           (filter == -1 || provider->kind == (enum provider_kind)filter);
}

int model_providers(const struct model *model, int places_out[PROVIDERS_MOST])
{
    const struct providers *providers = &model->content->providers;
    uint32_t seen = 0;
    int count = 0;
    for (int i = 0; i < providers->count; i++) {
        int place = model->seed.order[i];
        /* before the visit has its order */
        if (place >= providers->count || (seen & 1u << place)) continue;
        seen |= 1u << place;
        if (is_seen(model, &providers->all[place], model->filter)) places_out[count++] = place;
    }
    return count;
}

int model_providers_with(const struct model *model, int filter)
{
    int count = 0;
    for (int i = 0; i < model->content->providers.count; i++)
        if (is_seen(model, &model->content->providers.all[i], filter)) count++;
    return count;
}

static bool provider_exists(const struct model *m, int32_t place)
{
    return place >= 0 && place < m->content->providers.count &&
           is_on_route(m, &m->content->providers.all[place]);
}

void answers_show_provider(struct model *m, int32_t place, struct effects *fx)
{
    if (!provider_exists(m, place)) return;
    m->shown_provider = place;
    if (m->screen != SCREEN_PROVIDER) travel_to(m, SCREEN_PROVIDER, 0, fx);
}

void answers_choose_provider(struct model *m, int32_t place, struct effects *fx)
{
    if (!provider_exists(m, place)) return;
    const struct provider *provider = &m->content->providers.all[place];
    if (!provider_takes_requests(provider)) {
        answers_show_provider(m, place, fx);
        return;
    }
    m->form.provider = place;
    if (m->form.channel >= 0 && !(provider->channels & 1u << m->form.channel))
        m->form.channel = -1;
    travel_advance(m, fx);
}

void answers_channel(struct model *m, int32_t channel)
{
    if (channel < 0 || channel >= CHANNEL_COUNT || m->form.provider < 0) return;
    if (!(m->content->providers.all[m->form.provider].channels & 1u << channel)) return;
    m->form.channel = channel;
    m->mistake = MISTAKE_NONE;
}

void answers_toggle_day(struct model *m, int32_t day)
{
    if (day >= 0 && day < DAY_COUNT) m->form.days = (uint8_t)(m->form.days ^ 1u << day);
}

void answers_toggle_day_part(struct model *m, int32_t part)
{
    if (part >= 0 && part < DAY_PART_COUNT)
        m->form.day_parts = (uint8_t)(m->form.day_parts ^ 1u << part);
}

void answers_any_time(struct model *m)
{
    if (m->step == WHEN_STEP_DAYS) m->form.days = 0;
    else m->form.day_parts = 0;
}

void answers_talk_language(struct model *m, int32_t place)
{
    if (place < 0 || place >= m->content->languages.count) return;
    m->form.talk_language = place;
    if (place == 0) m->form.interpreter = ANSWER_NONE;   /* the supporter's own language */
}
