/* SPDX-License-Identifier: EUPL-1.2 */
#include "model/sample_content.h"

#include <stdio.h>
#include <string.h>

void sample_text(char *to, size_t room, const char *from)
{
    snprintf(to, room, "%s", from);
}

static void sample_language(struct content *c, int place, const char *tag,
                            bool is_offered)
{
    struct language *language = &c->languages.all[place];
    sample_text(language->tag, sizeof language->tag, tag);
    language->is_offered = is_offered;
    language->is_right_to_left = place == AR;
}

static void sample_topic(struct content *c, int place, const char *code)
{
    sample_text(c->topics.all[place].code, sizeof c->topics.all[place].code, code);
    c->topics.all[place].is_unsure = place == TOPIC_UNSURE;
}

static void sample_provider(struct content *c, int place, const char *slug,
                            enum provider_kind kind, uint8_t channels)
{
    struct provider *provider = &c->providers.all[place];
    sample_text(provider->slug, sizeof provider->slug, slug);
    sample_text(provider->name, sizeof provider->name, slug);
    provider->kind = kind;
    provider->route = place == ZORGKANTOOR ? ROUTE_WLZ : ROUTE_TOWN;
    provider->channels = channels;
    provider->topics = UINT32_MAX;
    provider->contact_within_days = 2;
    provider->appointment_within_days = 7;
    provider->counts_working_days = place == STICHTING;
    provider->endpoint.adapter = place == OUDEREN ? ADAPTER_NONE : ADAPTER_OCO_V1;
    if (place != OUDEREN)
        sample_text(provider->endpoint.base_url, sizeof provider->endpoint.base_url,
                                      "https://intake.voorbeeld.example/v1");
    provider->endpoint.sends_topics = place != ERVARING;
}

struct content *sample_content(void)
{
    static struct content c;
    memset(&c, 0, sizeof c);
    sample_text(c.settings.kiosk_id, sizeof c.settings.kiosk_id, "bieb-voorbeeld-1");
    sample_text(c.settings.location, sizeof c.settings.location, "Bibliotheek Voorbeeldstad");
    sample_text(c.settings.language, sizeof c.settings.language, "nl");
    sample_text(c.settings.consent_version, sizeof c.settings.consent_version, "nl-2026-11");
    c.settings.scan_step_ms = 2000;
    c.settings.debounce_ms = 500;
    c.settings.idle_reading_s = 120;
    c.settings.idle_form_s = 180;
    c.settings.still_there_s = 45;
    c.settings.extensions_most = 20;
    c.settings.kept_after_s = 8;
    c.languages.count = SAMPLE_LANGUAGES;
    sample_language(&c, NL, "nl", true);
    sample_language(&c, EN, "en", true);
    sample_language(&c, AR, "ar", true);
    sample_language(&c, TR, "tr", true);
    sample_language(&c, SO, "so", false);
    c.topics.count = SAMPLE_TOPICS;
    sample_topic(&c, TOPIC_LIVING, "wonen");
    sample_topic(&c, TOPIC_INCOME, "inkomen");
    sample_topic(&c, TOPIC_PGB, "pgb");
    sample_topic(&c, TOPIC_UNSURE, "weet-ik-niet");
    c.providers.count = SAMPLE_PROVIDERS;
    sample_provider(&c, MEE, "voorbeeld-mee", PROVIDER_PROFESSIONAL, ALL_CHANNELS);
    sample_provider(&c, STICHTING, "voorbeeld-stichting-oco", PROVIDER_PROFESSIONAL,
                    BIT(CHANNEL_CALL) | BIT(CHANNEL_EMAIL));
    sample_provider(&c, ERVARING, "voorbeeld-ervaring", PROVIDER_VOLUNTEER, ALL_CHANNELS);
    sample_provider(&c, OUDEREN, "voorbeeld-ouderen", PROVIDER_VOLUNTEER, BIT(CHANNEL_CALL));
    sample_provider(&c, RAADSLIEDEN, "voorbeeld-raadslieden", PROVIDER_PROFESSIONAL,
                    BIT(CHANNEL_OFFICE));
    sample_provider(&c, ZORGKANTOOR, "voorbeeld-wlz", PROVIDER_PROFESSIONAL, ALL_CHANNELS);
    return &c;
}
