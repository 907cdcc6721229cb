/* SPDX-License-Identifier: EUPL-1.2 */
#include "screens/facts.h"

#include <stddef.h>
#include <string.h>

#include "model/phone.h"

#define RANGE_LEAST 3    /* "maandag en dinsdag", but "maandag tot en met woensdag" */
#define TOPICS_SHORT 2
#define LANGUAGES_SHORT 3

struct words facts_kind(struct build *build, const struct provider *provider)
{
    switch (provider->kind) {
    case PROVIDER_PROFESSIONAL: return words(build, TEXT_KIND_PROFESSIONAL);
    case PROVIDER_VOLUNTEER:    break;
    }
    return words(build, TEXT_KIND_VOLUNTEER);
}

struct words facts_topic_list(struct build *build, uint32_t topics)
{
    struct words each[TOPICS_MOST];
    int count = 0;
    for (int i = 0; i < build->content->topics.count; i++)
        if (topics >> i & 1) each[count++] = words(build, build->content->topics.all[i].label);
    return words_list(build, each, count);
}

/* Every topic that is one: not "I don't know". */
static uint32_t named_topics(const struct topics *topics)
{
    uint32_t named = 0;
    for (int i = 0; i < topics->count; i++)
        if (!topics->all[i].is_unsure) named |= UINT32_C(1) << i;
    return named;
}

struct words facts_topics(struct build *build, const struct provider *provider)
{
    uint32_t named = named_topics(&build->content->topics);
    if ((provider->topics & named) == named) return words(build, TEXT_PROVIDER_TOPICS_ALL);
    return facts_topic_list(build, provider->topics & named);
}

/* The first `room` of a list; when that is not all, the last place says so. */
static struct words cut_short(struct build *build, struct words *each, int count, int room)
{
    if (count <= room) return words_list(build, each, count);
    each[room] = words(build, TEXT_PROVIDER_MORE_OF_IT);
    return words_list(build, each, room + 1);
}

struct words facts_topics_short(struct build *build, const struct provider *provider)
{
    uint32_t named = named_topics(&build->content->topics);
    uint32_t asked = build->model->form.topics & provider->topics & named;
    struct words each[TOPICS_MOST + 1];
    int count = 0;
    if ((provider->topics & named) == named) return words(build, TEXT_PROVIDER_TOPICS_ALL);
    for (int is_asked = 1; is_asked >= 0; is_asked--)
        for (int i = 0; i < build->content->topics.count; i++)
            if ((is_asked ? asked : provider->topics & named & ~asked) >> i & 1)
                each[count++] = words(build, build->content->topics.all[i].label);
    return cut_short(build, each, count, TOPICS_SHORT);
}

static int spoken_names(struct build *build, const struct provider *provider,
                        struct words each[SPOKEN_MOST + 1])
{
    const struct model *model = build->model;
    const char *own = build->content->languages.all[model->preferences.language].tag;
    int count = 0;
    for (int is_own = 1; is_own >= 0; is_own--)
        for (int i = 0; i < provider->spoken_count; i++)
            if ((strcmp(provider->spoken[i], own) == 0) == (is_own == 1))
                each[count++] = words_plain(build, language_name(build, provider->spoken[i]),
                                            NULL);
    return count;
}

struct words facts_languages(struct build *build, const struct provider *provider)
{
    struct words each[SPOKEN_MOST + 1];
    return words_list(build, each, spoken_names(build, provider, each));
}

struct words facts_languages_short(struct build *build, const struct provider *provider)
{
    struct words each[SPOKEN_MOST + 1];
    return cut_short(build, each, spoken_names(build, provider, each), LANGUAGES_SHORT);
}

static struct words own_words(struct build *build, const struct local_texts *texts)
{
    const struct languages *languages = &build->content->languages;
    const char *tag = languages->all[build->model->preferences.language].tag;
    const char *source = languages->all[0].tag;
    bool is_translated = local_text_get(texts, tag, tag)[0] != 0;
    return words_plain(build, local_text_get(texts, tag, source), is_translated ? tag : source);
}

struct words facts_about(struct build *build, const struct provider *provider)
{
    return own_words(build, &provider->about);
}

struct words facts_independence(struct build *build, const struct provider *provider)
{
    return own_words(build, &provider->independence);
}

static enum text day_text(enum day day)
{
    static const enum text texts[DAY_COUNT] = {
        TEXT_DAY_MONDAY, TEXT_DAY_TUESDAY, TEXT_DAY_WEDNESDAY, TEXT_DAY_THURSDAY,
        TEXT_DAY_FRIDAY,
        TEXT_DAY_SATURDAY, TEXT_DAY_SUNDAY,
    };
    return texts[day];
}

struct words facts_days(struct build *build, uint8_t days)
{
    struct words each[DAY_COUNT];
    int count = 0;
    for (int day = 0; day < DAY_COUNT; day++) {
        if (!(days >> day & 1)) continue;
        int last = day;
        while (last + 1 < DAY_COUNT && days >> (last + 1) & 1) last++;
        if (last - day + 1 < RANGE_LEAST) {
            each[count++] = words(build, day_text((enum day)day));
            continue;
        }
        each[count++] = words_with(build, TEXT_HOURS_RANGE, (struct text_place[]){
            {"from", words(build, day_text((enum day)day)).utf8},
            {"to", words(build, day_text((enum day)last)).utf8}, {0},
        });
        day = last;
    }
    return words_list(build, each, count);
}

struct words facts_day_parts(struct build *build, uint8_t parts)
{
    static const enum text texts[DAY_PART_COUNT] = {
        TEXT_DAY_PART_MORNING, TEXT_DAY_PART_AFTERNOON, TEXT_DAY_PART_EVENING,
    };
    struct words each[DAY_PART_COUNT];
    int count = 0;
    for (int part = 0; part < DAY_PART_COUNT; part++)
        if (parts >> part & 1) each[count++] = words(build, texts[part]);
    return words_list(build, each, count);
}

/* "9" or "9:30": whole hours are easier to read without zeros. */
static const char *time_text(struct build *build, unsigned minutes)
{
    const char *text = minutes % 60 == 0 ? arena_format(build->arena, "%u", minutes / 60)
                                         : arena_format(build->arena, "%u:%02u", minutes / 60,
                                                        minutes % 60);
    return text ? text : "";
}

struct words facts_hours(struct build *build, const struct opening *opening)
{
    struct words all = words(build, TEXT_HOURS_NONE);
    for (int i = 0; i < opening->count; i++) {
        const struct hours *row = &opening->rows[i];
        struct words one = words_with(build, TEXT_HOURS_ROW, (struct text_place[]){
            {"days", facts_days(build, row->days).utf8},
            {"from", time_text(build, row->from_min)},
            {"to", time_text(build, row->to_min)}, {0},
        });
        all = i == 0 ? one : words_with(build, TEXT_HOURS_BOTH, (struct text_place[]){
            {"before", all.utf8}, {"after", one.utf8}, {0},
        });
    }
    return all;
}

/* A voice reads "0229" as a number of thousands; digits apart it reads one by one. */
static const char *digits_apart(struct build *build, const char *shown)
{
    char *apart = arena_alloc(build->arena, 2 * strlen(shown) + 1);
    if (!apart) return NULL;
    char *to = apart;
    for (const char *from = shown; *from; from++) {
        if (*from == ' ') continue;
        if (to != apart) *to++ = ' ';
        *to++ = *from;
    }
    *to = 0;
    return apart;
}

struct words facts_phone(struct build *build, const char *number)
{
    struct private_text *parts = arena_alloc(build->arena, 2 * sizeof *parts);
    if (!parts) return words_plain(build, number, NULL);
    bool is_dutch = strncmp(number, "+31", 3) == 0;
    if ((is_dutch && private_text_add(&parts[0], "0", PHONE_MOST_CHARACTERS) != ERR_NONE) ||
        private_text_add(&parts[0], is_dutch ? number + 3 : number,
                         PHONE_MOST_CHARACTERS) != ERR_NONE)
        return words_plain(build, number, NULL);
    phone_shown(&parts[0], &parts[1]);
    struct words shown = words_plain(build, parts[1].utf8, NULL);
    shown.spoken = digits_apart(build, parts[1].utf8);
    return shown;
}
