/* SPDX-License-Identifier: EUPL-1.2 */
#include "content/pattern.h"

#include <assert.h>
#include <pthread.h>
#include <regex.h>
#include <stddef.h>
#include <stdio.h>
#include <time.h>

#define KEPT_MOST 32   /* patterns in this file */
#define DOMAIN "([a-z0-9]([a-z0-9-]*[a-z0-9])?\\.)+[a-z]{2,}"

const struct pattern pattern_slug = {
    .regex = "^[a-z0-9-]+$",
    .mend = "use 1 to 64 small letters, digits and dashes, such as \"bieb-voorbeeld-1\"",
};
const struct pattern pattern_name = {
    .regex = "^[a-z0-9-]+$",
    .mend = "use 1 to 32 small letters, digits and dashes, such as \"latin\"",
};
const struct pattern pattern_domain = {
    .regex = "^" DOMAIN "$",
    .mend = "write a domain in small letters, such as \"voorbeeldstad.example\"",
};
const struct pattern pattern_language = {
    .regex = "^[a-z]{2,3}(-[A-Z][a-z]{3})?$",
    .mend = "write a language tag (BCP 47), such as \"nl\"",
};
const struct pattern pattern_script = {
    .regex = "^[A-Z][a-z]{3}$",
    .mend = "write the script as four letters (ISO 15924), such as \"Latn\"",
};
const struct pattern pattern_voice = {
    .regex = "^[a-z0-9-]+$",
    .mend = "write the name of an espeak-ng voice, such as \"nl\", or leave the setting out",
};
/* E.164: at most 15 digits. Source: reference/intake.md 2.2. */
const struct pattern pattern_phone = {
    .regex = "^\\+[1-9][0-9]{8,14}$",
    .mend = "write the number with its country and without spaces, such as \"+31200000001\"",
};
const struct pattern pattern_any_phone = {
    .regex = "^([0-9]{3,4}|\\+[1-9][0-9]{8,14})$",
    .mend = "write a short number such as \"112\", or one with its country, such as "
            "\"+31200000001\"",
};
const struct pattern pattern_email = {
    .regex = "^[A-Za-z0-9._+-]+@" DOMAIN "$",
    .mend = "write an e-mail address, such as \"vraag@aanbieder.example\"",
};
const struct pattern pattern_date = {
    .regex = "^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$",
    .mend = "write the date as year-month-day, such as \"2026-11-02\"",
    .is_date = true,
};
const struct pattern pattern_time = {
    .regex = "^([01][0-9]|2[0-3]):[0-5][0-9]$",
    .mend = "write the time as hours and minutes, such as \"09:30\"",
};
/* No user name, no query and no fragment: nothing private may stand in an address. */
const struct pattern pattern_https = {
    .regex = "^https://[a-z0-9]([a-z0-9.-]*[a-z0-9])?(:[0-9]{1,5})?(/[A-Za-z0-9._~-]+)*/v1$",
    .mend = "write an address that starts with https:// and ends in /v1, such as "
            "\"https://intake.aanbieder.example/v1\"",
    .start = "https://",
    .start_rule = "V10",
};
const struct pattern pattern_web = {
    .regex = "^https://[a-z0-9]([a-z0-9.-]*[a-z0-9])?(:[0-9]{1,5})?(/[A-Za-z0-9._~-]+)*$",
    .mend = "write an address that starts with https://, such as "
            "\"https://inloggen.aanbieder.example/token\"",
    .start = "https://",
    .start_rule = "V10",
};
const struct pattern pattern_uuid = {
    .regex = "^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$",
    .mend = "write a uuid in small letters, such as \"1c4b7f0a-93d2-4c1e-8a57-0f6d2b9e4a31\"",
};
const struct pattern pattern_code = {
    .regex = "^[A-Za-z0-9._:/-]+( [A-Za-z0-9._:/-]+)*$",
    .mend = "write a code of letters, digits, dots, colons, dashes and slashes, such as "
            "\"OCO\"",
};
const struct pattern pattern_client = {
    .regex = "^[A-Za-z0-9._~:@/-]+$",
    .mend = "write the name without spaces, such as \"naast-voorbeeldstad\"",
};
const struct pattern pattern_path = {
    .regex = "^[A-Za-z0-9._/-]+$",
    .mend = "write a path of letters, digits, dots, dashes and slashes, such as "
            "\"voorbeeld-mee.token\"",
};
const struct pattern pattern_version = {
    .regex = "^[a-z0-9.-]+$",
    .mend = "use 1 to 32 small letters, digits, dots and dashes, such as \"nl-2026-11\"",
};
const struct pattern pattern_key = {
    .regex = "^[a-z0-9]+([.-][a-z0-9]+)*$",
    .mend = "write the key of a text, such as \"topic.wonen\"",
};

/* Compiled once: a configuration has some 150 such texts, and compiling takes longer than all
 * the rest of reading. */
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static struct { const struct pattern *pattern; regex_t compiled; } kept[KEPT_MOST];
static int kept_count;

static const regex_t *compiled(const struct pattern *pattern)
{
    for (int i = 0; i < kept_count; i++)
        if (kept[i].pattern == pattern) return &kept[i].compiled;
    assert(kept_count < KEPT_MOST);
    if (regcomp(&kept[kept_count].compiled, pattern->regex, REG_EXTENDED | REG_NOSUB) != 0)
        return NULL;
    kept[kept_count].pattern = pattern;
    return &kept[kept_count++].compiled;
}

/* timegm makes 2 March of 30 February. */
static bool day_exists(const char *date)
{
    int year = 0, month = 0, day = 0;
    /* NOLINTNEXTLINE(cert-err34-c): four digits at most cannot overflow */
    if (sscanf(date, "%4d-%2d-%2d", &year, &month, &day) != 3) return false;
    struct tm parts = {.tm_year = year - 1900, .tm_mon = month - 1, .tm_mday = day};
    (void)timegm(&parts);
    return parts.tm_mday == day && parts.tm_mon == month - 1;
}

bool pattern_matches(const struct pattern *pattern, const char *text)
{
    pthread_mutex_lock(&lock);
    const regex_t *regex = compiled(pattern);
    bool is_match = regex && regexec(regex, text, 0, NULL, 0) == 0;
    pthread_mutex_unlock(&lock);
    return is_match && (!pattern->is_date || day_exists(text));
}
