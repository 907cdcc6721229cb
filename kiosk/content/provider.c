/* SPDX-License-Identifier: EUPL-1.2 */
#include "content/provider.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "content/readers.h"

static const char *const kinds[] = {"professional", "volunteer", NULL};
static const char *const routes[] = {"town", "wlz", NULL};
static const char *const channels[] = {"telefoon", "email", "bezoek-kantoor", "huisbezoek",
                                       NULL};
static const char *const days[] = {"ma", "di", "wo", "do", "vr", "za", "zo", NULL};
/* Source of the three lists: reference/intake.md 4.2, V5 and V7 (the seven checks of
 * Ieder(in)). */
const char *const provider_groups[] = {
    "verstandelijk", "psychisch", "lichamelijk", "zintuiglijk", "jongeren", "ouderen", NULL,
};
const char *const provider_steps[] = {
    "vraagverheldering", "aanvraag", "gesprek",  "indicatie",  "zorgplan", "klacht-bezwaar",
    "herindicatie",      "wisselen", "opzeggen", "andere-wet", NULL,
};
const char *const provider_bodies[] = {"gemeente",    "zorgaanbieder", "school",
                                       "zorgkantoor", "schuldhulp",    NULL};

static void write_texts_schema(struct json_writer *writer, const char *pattern)
{
    json_write_text(writer, "type", "array");
    json_write_boolean(writer, "uniqueItems", true);
    json_write_open(writer, "items", '{');
    json_write_text(writer, "type", "string");
    json_write_text(writer, "pattern", pattern);
    json_write_close(writer, '}');
}

static int place_of_topic(const void *with, const char *word)
{
    return topic_find(with, word);
}

static void read_topics(struct reading *reading, const struct table_row *row,
                        const struct json *value, void *into)
{
    (void)row;
    const struct topics *topics = &reading->content->topics;
    if (topics->count == 0) return;   /* topics.json has its own finding */
    *(uint32_t *)into = reading_choices(reading, value, "topic", place_of_topic, topics);
}

static void write_topics_schema(const struct table_row *row, struct json_writer *writer)
{
    (void)row;
    write_texts_schema(writer, pattern_name.regex);
}

static int place_of_language(const void *with, const char *word)
{
    return language_find(with, word);
}

static void read_spoken(struct reading *reading, const struct table_row *row,
                        const struct json *value, void *into)
{
    (void)row;
    struct provider *provider =
        (struct provider *)(void *)((char *)into - offsetof(struct provider, spoken));
    const struct languages *languages = &reading->content->languages;
    if (languages->count == 0) return;   /* languages.json has its own finding */
    unsigned bits = reading_choices(reading, value, "language", place_of_language, languages);
    for (int i = 0; i < languages->count; i++) {
        if (!(bits >> i & 1)) continue;
        if (provider->spoken_count == SPOKEN_MOST) {
            reading_error(reading, value, "range", "name at most 16 languages",
                          "the list is too long");
            return;
        }
        memcpy(provider->spoken[provider->spoken_count++], languages->all[i].tag,
               LANGUAGE_TAG_BYTES);
    }
}

static void write_spoken_schema(const struct table_row *row, struct json_writer *writer)
{
    (void)row;
    write_texts_schema(writer, pattern_language.regex);
}

static void read_time(struct reading *reading, const struct table_row *row,
                      const struct json *value, void *into)
{
    char text[6];
    struct table_row as_text = *row;
    as_text.room_bytes = sizeof text;
    if (!reading_text(reading, &as_text, value, text)) return;
    long hour = strtol(text, NULL, 10), minute = strtol(text + 3, NULL, 10);
    *(uint16_t *)into = (uint16_t)(hour * 60 + minute);
}

static void write_time_schema(const struct table_row *row, struct json_writer *writer)
{
    json_write_text(writer, "type", "string");
    json_write_text(writer, "pattern", row->pattern->regex);
}


#define TABLE_STRUCT struct hours
#define TIME .least = 5, .most = 5, .pattern = &pattern_time

static const struct table_row hours_rows[] = {
    {.key = "days", TABLE_CHOICES(days, days, 1), .about = "The days: ma di wo do vr za zo."},
    {.key = "from",
     TABLE_OWN(from_min, read_time, write_time_schema),
     TIME,
     .about = "Opens, such as \"09:00\"."},
    {.key = "to",
     TABLE_OWN(to_min, read_time, write_time_schema),
     TIME,
     .about = "Closes, such as \"17:00\"; later than \"from\"."},
};

static const struct table hours_table = {"opening hours", hours_rows, 3, sizeof(struct hours),
                                         false};

static void read_local_text(struct reading *reading, const struct json *value,
                            struct local_texts *texts)
{
    const char *tag = json_key(value);
    if (language_find(&reading->content->languages, tag) < 0) {
        reading_error(reading, value, "language", "use a tag of languages.json",
                      "\"%.20s\" is no language of languages.json", tag);
        return;
    }
    /* Room for every language of languages.json, and a key stands here only once. */
    struct local_text *text = &texts->all[texts->count];
    struct table_row row = {
        .least = 1, .most = LOCAL_TEXT_CHARACTERS, .room_bytes = sizeof text->utf8};
    if (!reading_text(reading, &row, value, text->utf8)) return;
    rules_sentence(reading, value);
    if (reading->plain && strcmp(reading->plain->tag, tag) == 0)
        rules_plain(reading, value, "texts of providers");
    snprintf(text->tag, sizeof text->tag, "%s", tag);
    texts->count++;
}

static void read_local_texts(struct reading *reading, const struct table_row *row,
                             const struct json *value, void *into)
{
    (void)row;
    if (!reading_expects(reading, value, JSON_OBJECT)) return;
    if (reading->content->languages.count == 0) return;   /* that file has its own finding */
    for (const struct json *member = json_first(value); member; member = json_next(member))
        read_local_text(reading, member, into);
    const char *source = reading->content->languages.all[0].tag;
    if (!json_member(value, source))
        reading_error(reading, value, "missing", "add it: other languages fall back to it",
                      "the text in \"%s\" is missing", source);
}

static void write_local_texts_schema(const struct table_row *row, struct json_writer *writer)
{
    (void)row;
    json_write_text(writer, "type", "object");
    json_write_open(writer, "additionalProperties", '{');
    json_write_text(writer, "type", "string");
    json_write_whole(writer, "minLength", 1);
    json_write_whole(writer, "maxLength", LOCAL_TEXT_CHARACTERS);
    json_write_close(writer, '}');
}

#undef TABLE_STRUCT
#define TABLE_STRUCT struct provider

static const struct table_row wall_rows[] = {
    {.key = "document",
     TABLE_TEXT(chinese_wall_document, 1, 200, NULL),
     .about = "Name of the document that describes it."},
    {.key = "date",
     TABLE_TEXT(chinese_wall_date, 10, 10, &pattern_date),
     .about = "Date of that document."},
};

static const struct table wall_table = {"Chinese Wall", wall_rows, 2, sizeof(struct provider),
                                        false};

static const struct table_row fact_rows[] = {
    {.key = "employed_by_municipality",
     TABLE_BOOLEAN(is_employed_by_municipality),
     .rule = "V2",
     .about =
         "Are the supporters employed by the municipality? Then they are not independent."},
    {.key = "decides_on_support",
     TABLE_BOOLEAN(decides_on_support),
     .rule = "V2",
     .about =
         "Does the organisation decide who gets care or support? Then it is not independent."},
    {.key = "gives_indicated_care",
     TABLE_BOOLEAN(gives_indicated_care),
     .rule = "V2",
     .about = "Does the organisation give indicated care in this region? Then a Chinese Wall "
              "must be shown."},
    {.key = "chinese_wall",
     .shape = SHAPE_GROUP,
     .inner = &wall_table,
     TABLE_OPTIONAL,
     .about = "The document that keeps support and indicated care apart."},
    {.key = "safeguards",
     TABLE_TEXT(safeguards, 0, 200, NULL),
     TABLE_OPTIONAL,
     .about = "How independence is laid down: professional code, statute, contract."},
    {.key = "training",
     TABLE_TEXT(training, 0, 200, NULL),
     TABLE_OPTIONAL,
     .about = "Training of the supporters, such as \"hbo\" or \"register\"."},
    {.key = "cost_euro",
     TABLE_REAL(cost_euro, 0, 0),
     .rule = "V3",
     .about = "What a resident pays, in euro. Support is free, so 0."},
    {.key = "groups",
     TABLE_CHOICES(groups, provider_groups, 0),
     TABLE_OPTIONAL,
     .about = "For whom the provider has special knowledge."},
    {.key = "steps",
     TABLE_CHOICES(steps, provider_steps, 0),
     TABLE_OPTIONAL,
     .about = "With which steps the provider helps."},
    {.key = "bodies",
     TABLE_CHOICES(bodies, provider_bodies, 0),
     TABLE_OPTIONAL,
     .about = "At which organisations the provider stands beside a resident."},
};

static const struct table facts_table = {
    "facts", fact_rows, sizeof fact_rows / sizeof fact_rows[0], sizeof(struct provider), false};

#undef TABLE_STRUCT
#define TABLE_STRUCT struct provider

static const struct table_row rows[] = {
    {.key = "slug",
     TABLE_TEXT(slug, 1, 64, &pattern_slug),
     .about = "Short name of the provider, equal to the file's name without \".json\"."},
    {.key = "example",
     TABLE_BOOLEAN(is_example),
     .about = "true: a made-up provider, for demo and tests. A real kiosk refuses it."},
    {.key = "name",
     TABLE_TEXT(name, 1, 100, NULL),
     .rule = "V1",
     .about = "Name of the provider as residents know it."},
    {.key = "kind",
     TABLE_CHOICE(kind, kinds),
     .about = "Who the supporters are: \"professional\" or \"volunteer\". A visitor may filter "
              "on it."},
    {.key = "route",
     TABLE_CHOICE(route, routes),
     TABLE_OPTIONAL,
     .about = "\"town\": for everyone. \"wlz\": the zorgkantoor's support, for people who have "
              "a Wlz decision."},
    {.key = "area",
     TABLE_TEXT(area, 1, 100, NULL),
     .rule = "V1",
     .about = "Where the provider works."},
    {.key = "topics",
     TABLE_OWN(topics, read_topics, write_topics_schema),
     TABLE_OPTIONAL,
     .about =
         "Codes of topics.json the provider helps with. Without this setting: all of them."},
    {.key = "spoken_languages",
     TABLE_OWN(spoken, read_spoken, write_spoken_schema),
     .about = "Languages the supporters speak: tags of languages.json."},
    {.key = "interpreter",
     TABLE_BOOLEAN(has_interpreter),
     .about = "true: the provider can bring an interpreter."},
    {.key = "phone",
     TABLE_TEXT(phone, 10, 16, &pattern_phone),
     TABLE_OPTIONAL,
     .about = "Phone number of the provider, with its country and without spaces."},
    {.key = "email",
     TABLE_TEXT(email, 3, 80, &pattern_email),
     TABLE_OPTIONAL,
     .about = "E-mail address of the provider."},
    {.key = "address",
     TABLE_TEXT(address, 1, 100, NULL),
     TABLE_OPTIONAL,
     .about = "Street, number and town of the office. Leave it out when there is none."},
    {.key = "hours",
     TABLE_LIST(hours.rows, hours.count, 1, HOURS_MOST, &hours_table),
     .rule = "V1",
     .about = "When the provider can be reached by phone."},
    {.key = "walk_in",
     TABLE_LIST(walk_in.rows, walk_in.count, 0, HOURS_MOST, &hours_table),
     TABLE_OPTIONAL,
     .about = "When a resident can walk in without an appointment."},
    {.key = "channels",
     TABLE_CHOICES(channels, channels, 1),
     .about = "How visitor and supporter can meet or speak."},
    {.key = "about",
     TABLE_OWN(about, read_local_texts, write_local_texts_schema),
     .about = "Who they are, in one or two short sentences, by language."},
    {.key = "independence",
     TABLE_OWN(independence, read_local_texts, write_local_texts_schema),
     .rule = "V2",
     .about = "How their independence is guarded, in plain words, by language."},
    {.key = "contact_within_days",
     TABLE_WHOLE(contact_within_days, 0, 2),
     .rule = "V9",
     .about =
         "Days within which the provider makes contact. At most 2; the screen promises it."},
    {.key = "appointment_within_days",
     TABLE_WHOLE(appointment_within_days, 0, 7),
     .rule = "V9",
     .about = "Days after that contact within which there is an appointment. At most 7."},
    {.key = "counts_working_days",
     TABLE_BOOLEAN(counts_working_days),
     .rule = "V9",
     .about = "true: those terms count working days only; false: all days."},
    {.key = "checked_on",
     TABLE_TEXT(checked_on, 10, 10, &pattern_date),
     .rule = "V1",
     .about = "Day on which someone last checked these facts with the provider."},
    {.key = "facts",
     .shape = SHAPE_GROUP,
     .inner = &facts_table,
     .rule = "V2",
     .about = "Facts for the linter; they are not shown."},
    {.key = "endpoint",
     TABLE_GROUP(endpoint, &endpoint_table),
     .about = "How requests reach the provider."},
};

const struct table provider_table = {
    "providers/<slug>.json: an organisation of independent client supporters", rows,
    sizeof rows / sizeof rows[0], sizeof(struct provider), true};

int provider_find(const struct providers *providers, const char *slug)
{
    for (int i = 0; i < providers->count; i++)
        if (strcmp(providers->all[i].slug, slug) == 0) return i;
    return -1;
}

bool provider_takes_requests(const struct provider *provider)
{
    return provider->endpoint.adapter != ADAPTER_NONE;
}

const char *channel_code(enum channel channel)
{
    return channels[channel];
}

const char *day_code(enum day day)
{
    return days[day];
}

const char *local_text_get(const struct local_texts *texts, const char *tag,
                           const char *source_tag)
{
    const char *source = "";
    for (int i = 0; i < texts->count; i++) {
        if (strcmp(texts->all[i].tag, tag) == 0) return texts->all[i].utf8;
        if (strcmp(texts->all[i].tag, source_tag) == 0) source = texts->all[i].utf8;
    }
    return source;
}

/* What the table cannot say because it is about two settings at once. */
static void compare_settings(struct reading *reading, const struct json *document,
                             const char *name, const struct provider *provider)
{
    if (provider->slug[0] && strcmp(provider->slug, name) != 0)
        reading_error(reading, json_member(document, "slug"), "slug",
                      "give the file and \"slug\" the same name",
                      "\"%s\" stands in a file with another name", provider->slug);
    endpoint_check(reading, json_member(document, "endpoint"), &provider->endpoint);
}

static void check_hours(struct reading *reading, const struct json *document, const char *key,
                        const struct opening *opening)
{
    const struct json *list = json_member(document, key);
    const struct json *entry = list && json_kind(list) == JSON_ARRAY ? json_first(list) : NULL;
    for (int i = 0; i < opening->count; i++, entry = json_next(entry))
        if (opening->rows[i].to_min > 0 && opening->rows[i].to_min <= opening->rows[i].from_min)
            reading_error(reading, entry, "hours", "let \"to\" be later than \"from\"",
                          "%s: these hours end before they begin", key);
}

void provider_read(struct reading *reading, const struct json *document, const char *name,
                   struct provider *provider_out)
{
    provider_out->topics = UINT32_MAX;   /* what the absence of "topics" means */
    table_read(reading, &provider_table, document, provider_out);
    compare_settings(reading, document, name, provider_out);
    check_hours(reading, document, "hours", &provider_out->hours);
    check_hours(reading, document, "walk_in", &provider_out->walk_in);
    rules_provider(reading, document, provider_out);
}
