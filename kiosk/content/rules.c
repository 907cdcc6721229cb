/* SPDX-License-Identifier: EUPL-1.2 */
/* rules.c - what the tables cannot say: the linter's rules V1 to V11 of reference/intake.md
 * 4.2, which follow the seven checks of Ieder(in) and the rules of the towns in seeds/. Rules
 * about one setting stand in its table row. */
#include <stdio.h>
#include <string.h>
#include <time.h>

#include "content/check.h"
#include "content/readers.h"

#define DAY_S 86400
#define CHECKED_DAYS 180

int64_t reading_wall_s(const struct reading *reading)
{
    return reading->check ? reading->check->wall_s : 0;
}

static const struct json *line_of(const struct json *document, const char *group,
                                  const char *key)
{
    const struct json *inside = group ? json_member(document, group) : document;
    const struct json *member = inside ? json_member(inside, key) : NULL;
    if (member) return member;
    return inside ? inside : document;
}

static bool is_under(const char *host, const char *domain)
{
    size_t host_size = strlen(host), domain_size = strlen(domain);
    if (domain_size == 0 || host_size < domain_size) return false;
    const char *end = host + host_size - domain_size;
    return strcmp(end, domain) == 0 && (end == host || end[-1] == '.');
}

/* Host of a web or e-mail address. */
static void host_of(const char *address, char out[256])
{
    const char *start = strstr(address, "://");
    const char *at = strchr(address, '@');
    start = start ? start + 3 : at ? at + 1 : address;
    snprintf(out, 256, "%.*s", (int)strcspn(start, ":/"), start);
}

static bool is_example_host(const char *host)
{
    return is_under(host, "example") || is_under(host, "example.org") ||
           is_under(host, "example.com") || is_under(host, "localhost") ||
           strncmp(host, "127.", 4) == 0;
}

/* "+31200000001": by the numbering plan not given out, so nobody is called by mistake from a
 * demo. */
static bool is_example_phone(const char *phone)
{
    return strstr(phone, "000000") != NULL;
}

static void refuse_example(struct reading *reading, const struct json *line, bool is_example,
                           const char *what)
{
    if (!is_example) return;
    reading_error(reading, line, "V11",
                  "write the real one; made-up ones are for a kiosk with \"example\": true",
                  "%s is made up", what);
}

static void check_is_real(struct reading *reading, const struct json *document,
                          const struct provider *provider)
{
    char host[256];
    refuse_example(reading, line_of(document, NULL, "example"), provider->is_example,
                   "this provider");
    refuse_example(reading, line_of(document, NULL, "phone"), is_example_phone(provider->phone),
                   "the phone number");
    host_of(provider->email, host);
    refuse_example(reading, line_of(document, NULL, "email"), is_example_host(host),
                   "the e-mail address");
    host_of(provider->endpoint.base_url, host);
    refuse_example(reading, line_of(document, "endpoint", "base_url"), is_example_host(host),
                   "the address of the endpoint");
    host_of(provider->endpoint.token_url, host);
    refuse_example(reading, line_of(document, "endpoint", "token_url"), is_example_host(host),
                   "the address that gives out tokens");
}

static void check_can_be_found(struct reading *reading, const struct json *document,
                               const struct provider *provider)
{
    if (!json_member(document, "phone") && !json_member(document, "email"))
        reading_error(reading, document, "V1", "add \"phone\" or \"email\"",
                      "nobody can call or mail this provider");
    else if (!json_member(document, "phone") && !provider_takes_requests(provider))
        reading_error(reading, document, "V1", "add \"phone\", or an endpoint",
                      "without an endpoint a visitor has to call, but there is no number");

    int year, month, day;
    if (reading_wall_s(reading) == 0 || reading->content->settings.is_example) return;
    /* NOLINTNEXTLINE(cert-err34-c): four digits at most cannot overflow */
    if (sscanf(provider->checked_on, "%4d-%2d-%2d", &year, &month, &day) != 3) return;
    struct tm date = {.tm_year = year - 1900, .tm_mon = month - 1, .tm_mday = day};
    if (reading_wall_s(reading) - (int64_t)timegm(&date) > (int64_t)CHECKED_DAYS * DAY_S)
        reading_warning(
            reading, line_of(document, NULL, "checked_on"), "V1",
            "ask the provider whether all facts are still right, then write today's date",
            "these facts were last checked more than %d days ago", CHECKED_DAYS);
}

static void check_is_independent(struct reading *reading, const struct json *document,
                                 const struct provider *provider)
{
    static const char mend[] = "a supporter must be independent: take this provider out";
    if (provider->is_employed_by_municipality)
        reading_error(reading, line_of(document, "facts", "employed_by_municipality"), "V2",
                      mend, "the supporters are employed by the municipality");
    if (provider->decides_on_support)
        reading_error(reading, line_of(document, "facts", "decides_on_support"), "V2", mend,
                      "the organisation decides who gets support");
    if (provider->gives_indicated_care && !provider->chinese_wall_document[0])
        reading_error(reading, line_of(document, "facts", "gives_indicated_care"), "V2",
                      "name the document in \"chinese_wall\", or take this provider out",
                      "the organisation gives indicated care and shows no Chinese Wall");
    if (!provider->safeguards[0])
        reading_warning(reading, line_of(document, "facts", "safeguards"), "V2",
                        "name the professional code, statute or contract",
                        "nothing lays down the independence");

    const char *domain = reading->content->settings.municipality_domain;
    char host[256];
    host_of(provider->email, host);
    if (provider->email[0] && is_under(host, domain))
        reading_error(reading, line_of(document, NULL, "email"), "V2",
                      "use the provider's own mail address",
                      "mail to this provider goes to the municipality");
    host_of(provider->endpoint.base_url, host);
    if (provider->endpoint.jwe_key.kind == JWE_NONE && is_under(host, domain))
        reading_error(reading, line_of(document, "endpoint", "base_url"), "V2",
                      "use the provider's own system, or its public key (\"jwe_key\")",
                      "requests to this provider go to the municipality");
}

static void check_is_able(struct reading *reading, const struct json *document,
                          const struct provider *provider)
{
    const char *training = provider->training;
    const struct json *line = line_of(document, "facts", "training");
    if (provider->kind == PROVIDER_PROFESSIONAL && !training[0])
        reading_error(reading, line, "V5", "name the training, such as \"hbo\"",
                      "no training is named for professionals");
    else if (provider->kind == PROVIDER_PROFESSIONAL && !strstr(training, "hbo") &&
             !strstr(training, "register"))
        reading_warning(reading, line, "V5",
                        "name hbo or a professional register if the supporters have it",
                        "the training is not hbo and names no register");
    if (provider->topics == 0)
        reading_warning(reading, line_of(document, NULL, "topics"), "V4",
                        "name the topics, or leave the setting out for all of them",
                        "this provider helps with nothing");
}

static void check_can_be_visited(struct reading *reading, const struct json *document,
                                 const struct provider *provider)
{
    if (provider->address[0]) return;
    if (provider->channels >> CHANNEL_OFFICE & 1)
        reading_error(reading, line_of(document, NULL, "channels"), "channel",
                      "add \"address\", or take \"bezoek-kantoor\" out",
                      "a visitor may come to the office, but there is no address");
    if (provider->walk_in.count > 0)
        reading_error(reading, line_of(document, NULL, "walk_in"), "channel",
                      "add \"address\", or take \"walk_in\" out",
                      "a visitor may walk in, but there is no address");
}

void rules_provider(struct reading *reading, const struct json *document,
                    const struct provider *provider)
{
    check_can_be_found(reading, document, provider);
    check_is_independent(reading, document, provider);
    check_is_able(reading, document, provider);
    check_can_be_visited(reading, document, provider);
    if (!reading->content->settings.is_example) check_is_real(reading, document, provider);
}

void rules_settings(struct reading *reading, const struct json *document,
                    const struct settings *settings)
{
    if (settings->is_example) return;
    refuse_example(reading, line_of(document, NULL, "municipality_domain"),
                   is_example_host(settings->municipality_domain),
                   "the domain of the municipality");
    refuse_example(reading, line_of(document, NULL, "urgent_phone"),
                   is_example_phone(settings->urgent_phone), "the urgent phone number");
    refuse_example(reading, line_of(document, NULL, "listening_ear_phone"),
                   is_example_phone(settings->listening_ear_phone),
                   "the number of the listening ear");
}
