/* SPDX-License-Identifier: EUPL-1.2 */
#include "apps/intake_rules.h"

#include <stdio.h>
#include <string.h>

#include "apps/intake_format.h"

#define COUNT(list) (sizeof(list) / sizeof(list)[0])

enum rule_kind { RULE_OBJECT, RULE_TEXT, RULE_BOOLEAN, RULE_YES, RULE_TEXTS };

enum need { OPTIONAL, NEEDED };

struct rule {
    const char *in; /* NULL: the request itself */
    const char *key;
    enum rule_kind kind;
    enum need need;
    size_t most; /* RULE_TEXTS: how many at most */
    bool (*fits)(const char *text);
    const char *mistake;
};

/* An object comes before its members: when it is missing, they are not asked for one by one. */
static const struct rule rules[] = {
    {NULL, "versie", RULE_TEXT, NEEDED, 0, intake_format_is_version,
     "Alleen versie 1.0 is bekend"},
    {NULL, "id", RULE_TEXT, NEEDED, 0, intake_format_is_id,
     "Geen UUID versie 4 in kleine letters"},
    {NULL, "referentie", RULE_TEXT, NEEDED, 0, intake_format_is_reference,
     "Geen tien cijfers met een kloppend controlecijfer"},
    {NULL, "proef", RULE_BOOLEAN, NEEDED, 0, NULL, NULL},
    {NULL, "ingediendOp", RULE_TEXT, NEEDED, 0, intake_format_is_moment,
     "Geen geldig tijdstip in UTC"},
    {NULL, "contactUiterlijk", RULE_TEXT, NEEDED, 0, intake_format_is_date,
     "Geen geldige datum"},
    {NULL, "aanbieder", RULE_TEXT, NEEDED, 0, intake_format_is_slug,
     "Geen geldige naam van een aanbieder"},
    {NULL, "kiosk", RULE_OBJECT, NEEDED, 0, NULL, NULL},
    {"kiosk", "id", RULE_TEXT, NEEDED, 0, intake_format_is_slug,
     "Geen geldige naam van een kiosk"},
    {"kiosk", "locatie", RULE_TEXT, OPTIONAL, 0, intake_format_is_place,
     "Een locatie heeft 1 tot 100 tekens"},
    {NULL, "contact", RULE_OBJECT, NEEDED, 0, NULL, NULL},
    {"contact", "naam", RULE_TEXT, NEEDED, 0, intake_format_is_name,
     "Een naam heeft 1 tot 100 tekens en geen stuurtekens"},
    {"contact", "kanaal", RULE_TEXT, NEEDED, 0, intake_format_is_channel, "Onbekend kanaal"},
    {"contact", "telefoonnummer", RULE_TEXT, OPTIONAL, 0, intake_format_is_phone,
     "Geen geldig telefoonnummer"},
    {"contact", "emailadres", RULE_TEXT, OPTIONAL, 0, intake_format_is_email,
     "Geen geldig e-mailadres"},
    {"contact", "voicemailToegestaan", RULE_BOOLEAN, OPTIONAL, 0, NULL, NULL},
    {NULL, "voorkeur", RULE_OBJECT, OPTIONAL, 0, NULL, NULL},
    {"voorkeur", "dagen", RULE_TEXTS, OPTIONAL, 7, intake_format_is_day, "Onbekende dag"},
    {"voorkeur", "dagdelen", RULE_TEXTS, OPTIONAL, 3, intake_format_is_day_part,
     "Onbekend dagdeel"},
    {"voorkeur", "taal", RULE_TEXT, OPTIONAL, 0, intake_format_is_language,
     "Geen geldige taalcode"},
    {"voorkeur", "tolkNodig", RULE_BOOLEAN, OPTIONAL, 0, NULL, NULL},
    {NULL, "onderwerpen", RULE_TEXTS, OPTIONAL, 13, intake_format_is_topic,
     "Onbekend onderwerp"},
    {NULL, "namens", RULE_OBJECT, NEEDED, 0, NULL, NULL},
    {"namens", "wie", RULE_TEXT, NEEDED, 0, intake_format_is_for_whom,
     "Kies mijzelf of iemand-anders"},
    {"namens", "relatie", RULE_TEXT, OPTIONAL, 0, intake_format_is_relation,
     "Onbekende relatie"},
    {"namens", "betrokkeneWeetErvan", RULE_BOOLEAN, OPTIONAL, 0, NULL, NULL},
    {NULL, "toestemming", RULE_OBJECT, NEEDED, 0, NULL, NULL},
    {"toestemming", "gegeven", RULE_YES, NEEDED, 0, NULL,
     "Zonder toestemming mag dit verzoek niet bestaan"},
    {"toestemming", "gegevenOp", RULE_TEXT, NEEDED, 0, intake_format_is_moment,
     "Geen geldig tijdstip in UTC"},
    {"toestemming", "tekstversie", RULE_TEXT, NEEDED, 0, intake_format_is_text_version,
     "Geen geldige tekstversie"},
};

/* `key` is needed when `when` holds `value` (value NULL: when it is there at all). */
static const struct {
    const char *in, *key, *when, *value, *mistake;
} conditions[] = {
    {"contact", "telefoonnummer", "kanaal", "telefoon",
     "Voor bellen is een telefoonnummer nodig"},
    {"contact", "emailadres", "kanaal", "email", "Voor mailen is een e-mailadres nodig"},
    {"contact", "voicemailToegestaan", "telefoonnummer", NULL,
     "Bij een telefoonnummer hoort voicemailToegestaan"},
    {"namens", "betrokkeneWeetErvan", "wie", "iemand-anders", "Zeg of de ander ervan weet"},
};

void intake_mistakes_add(struct intake_mistakes *mistakes, const char *pointer,
                         const char *detail)
{
    for (int i = 0; i < mistakes->count; i++)
        if (strcmp(mistakes->all[i].pointer, pointer) == 0) return;
    if (mistakes->count == INTAKE_MISTAKES_MOST) return;
    struct intake_mistake *mistake = &mistakes->all[mistakes->count++];
    snprintf(mistake->pointer, sizeof mistake->pointer, "%s", pointer);
    mistake->detail = detail;
}

static const struct json *object_in(const struct json *request, const char *in)
{
    const struct json *object = in ? json_member(request, in) : request;
    return object && json_kind(object) == JSON_OBJECT ? object : NULL;
}

static const struct json *member_in(const struct json *request, const char *in, const char *key)
{
    const struct json *object = object_in(request, in);
    return object ? json_member(object, key) : NULL;
}

const char *intake_rules_text(const struct json *request, const char *in, const char *key)
{
    const struct json *value = member_in(request, in, key);
    return value ? json_text(value) : NULL;
}

static void add(struct intake_mistakes *mistakes, const char *in, const char *key,
                const char *detail)
{
    char pointer[INTAKE_POINTER_BYTES];
    snprintf(pointer, sizeof pointer, "#/%s%s%s", in ? in : "", in ? "/" : "", key);
    intake_mistakes_add(mistakes, pointer, detail);
}

static bool is_repeated(const struct json *list, const struct json *value)
{
    for (const struct json *other = json_first(list); other != value; other = json_next(other))
        if (json_text(other) && strcmp(json_text(other), json_text(value)) == 0) return true;
    return false;
}

static void check_texts(const struct rule *rule, const struct json *list,
                        struct intake_mistakes *mistakes)
{
    if (json_kind(list) != JSON_ARRAY) {
        add(mistakes, rule->in, rule->key, "Dit moet een lijst zijn");
        return;
    }
    if (json_count(list) > rule->most) {
        add(mistakes, rule->in, rule->key, "Deze lijst is te lang");
        return;
    }
    size_t place = 0;
    for (const struct json *value = json_first(list); value;
         value = json_next(value), place++) {
        char key[48];
        snprintf(key, sizeof key, "%s/%zu", rule->key, place);
        const char *text = json_text(value);
        if (!text || !rule->fits(text)) add(mistakes, rule->in, key, rule->mistake);
        else if (is_repeated(list, value))
            add(mistakes, rule->in, key, "Dit staat er dubbel in");
    }
}

static void check_value(const struct rule *rule, const struct json *value,
                        struct intake_mistakes *mistakes)
{
    const char *mistake = NULL;
    switch (rule->kind) {
    case RULE_OBJECT:
        if (json_kind(value) != JSON_OBJECT) mistake = "Dit moet een object zijn";
        break;
    case RULE_TEXT:
        if (json_kind(value) != JSON_TEXT) mistake = "Dit moet tekst zijn";
        else if (!rule->fits(json_text(value))) mistake = rule->mistake;
        break;
    case RULE_BOOLEAN:
        if (json_kind(value) != JSON_BOOLEAN) mistake = "Dit moet true of false zijn";
        break;
    case RULE_YES:
        if (json_kind(value) != JSON_BOOLEAN || !json_is_true(value)) mistake = rule->mistake;
        break;
    case RULE_TEXTS: check_texts(rule, value, mistakes); break;
    }
    if (mistake) add(mistakes, rule->in, rule->key, mistake);
}

static void check_conditions(const struct json *request, struct intake_mistakes *mistakes)
{
    for (size_t i = 0; i < COUNT(conditions); i++) {
        if (!member_in(request, conditions[i].in, conditions[i].when)) continue;
        const char *text = intake_rules_text(request, conditions[i].in, conditions[i].when);
        if (conditions[i].value && (!text || strcmp(text, conditions[i].value) != 0)) continue;
        if (!member_in(request, conditions[i].in, conditions[i].key))
            add(mistakes, conditions[i].in, conditions[i].key, conditions[i].mistake);
    }
    if (!object_in(request, "contact")) return;
    if (!member_in(request, "contact", "telefoonnummer") &&
        !member_in(request, "contact", "emailadres"))
        intake_mistakes_add(mistakes, "#/contact",
                            "Er is een telefoonnummer of een e-mailadres nodig");
}

void intake_rules_check(const struct json *request, struct intake_mistakes *mistakes_out)
{
    mistakes_out->count = 0;
    if (json_kind(request) != JSON_OBJECT) {
        intake_mistakes_add(mistakes_out, "#", "Het verzoek moet een object zijn");
        return;
    }
    for (size_t i = 0; i < COUNT(rules); i++) {
        const struct rule *rule = &rules[i];
        const struct json *object = object_in(request, rule->in);
        if (!object) continue;
        const struct json *value = json_member(object, rule->key);
        if (value) check_value(rule, value, mistakes_out);
        else if (rule->need == NEEDED)
            add(mistakes_out, rule->in, rule->key, "Dit veld ontbreekt");
    }
    check_conditions(request, mistakes_out);
}
