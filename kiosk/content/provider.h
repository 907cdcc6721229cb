/* SPDX-License-Identifier: EUPL-1.2 */
/* provider.h - config/providers/<slug>.json: an organisation of independent client supporters.
 *
 * One table in provider.c reads, checks, explains and prints the JSON Schema of this struct.
 * Texts per language fall back to the source language. */
#ifndef NAAST_CONTENT_PROVIDER_H
#define NAAST_CONTENT_PROVIDER_H
#include <stdbool.h>
#include <stdint.h>
#include "content/endpoint.h"
#include "content/language.h"
#include "content/settings.h"

#define PROVIDERS_MOST 32
#define HOURS_MOST 14
#define SPOKEN_MOST 16

enum provider_kind { PROVIDER_PROFESSIONAL, PROVIDER_VOLUNTEER };

/* Who shows this provider: everyone before a Wlz decision, or those who have one (seed
 * Westfriesland, 1.6). */
enum provider_route { ROUTE_TOWN, ROUTE_WLZ };

enum day {
    DAY_MONDAY, DAY_TUESDAY, DAY_WEDNESDAY, DAY_THURSDAY, DAY_FRIDAY, DAY_SATURDAY, DAY_SUNDAY,
    DAY_COUNT
};

/* How the visitor and the supporter can meet or speak. */
enum channel { CHANNEL_CALL, CHANNEL_EMAIL, CHANNEL_OFFICE, CHANNEL_HOME, CHANNEL_COUNT };

/* Bit DAY_x; minutes since midnight. */
struct hours { uint8_t days; uint16_t from_min, to_min; };
struct opening { struct hours rows[HOURS_MOST]; int count; };

#define LOCAL_TEXT_CHARACTERS 160

struct local_text { char tag[LANGUAGE_TAG_BYTES]; char utf8[LOCAL_TEXT_CHARACTERS * 4 + 1]; };
struct local_texts { struct local_text all[LANGUAGES_MOST]; int count; };

struct provider {
    char slug[SLUG_BYTES];
    char name[NAME_BYTES];
    enum provider_kind kind;
    enum provider_route route;
    bool is_example;
    char area[NAME_BYTES];
    uint32_t topics;   /* bit = place in struct topics; all bits set: every topic */
    char spoken[SPOKEN_MOST][LANGUAGE_TAG_BYTES];
    int spoken_count;
    bool has_interpreter;
    char phone[PHONE_BYTES];
    char email[81];
    char address[NAME_BYTES];        /* "Proeflaan 1, Voorbeeldstad"; "" without an office */
    struct opening hours;            /* by phone */
    struct opening walk_in;          /* without an appointment; count 0: none */
    uint8_t channels;                /* bit CHANNEL_x */
    struct local_texts about;        /* one or two short sentences: who they are */
    struct local_texts independence;   /* how their independence is guarded, in plain words */
    int contact_within_days;
    int appointment_within_days;     /* after the contact */
    bool counts_working_days;
    char checked_on[11];             /* "2026-11-02" */
    /* facts for the linter (intake.md 4.2); not shown as such */
    bool is_employed_by_municipality;
    bool decides_on_support;
    bool gives_indicated_care;
    char chinese_wall_document[201];
    char chinese_wall_date[11];
    char safeguards[201];
    char training[201];
    double cost_euro;
    uint32_t groups, steps, bodies;  /* bits by the lists in provider.c */
    struct endpoint endpoint;
};

struct providers {
    struct provider all[PROVIDERS_MOST];
    int count;
};

int provider_find(const struct providers *providers, const char *slug);   /* -1 */
bool provider_takes_requests(const struct provider *provider);            /* has an endpoint */
const char *local_text_get(const struct local_texts *texts, const char *tag,
                           const char *source_tag);
/* "telefoon", "email", "bezoek-kantoor", "huisbezoek" */
const char *channel_code(enum channel channel);
const char *day_code(enum day day);   /* "ma" ... "zo" */

#endif
