/* SPDX-License-Identifier: EUPL-1.2 */
/* rules_together.c - the linter's rules about all providers and texts of a town together
 * (reference/intake.md 4.2). */
#include <stdio.h>
#include <string.h>

#include "base/file.h"
#include "content/readers.h"

/* What the providers of one town offer between them. Those of the Wlz route are another law's.
 * */
struct offer {
    int providers, professionals, volunteers, wlz_with_phone;
    uint32_t topics, groups, steps, bodies;
};

static struct offer offer_of(const struct providers *providers)
{
    struct offer offer = {0};
    for (int i = 0; i < providers->count; i++) {
        const struct provider *provider = &providers->all[i];
        if (provider->route == ROUTE_WLZ) {
            if (provider->phone[0]) offer.wlz_with_phone++;
            continue;
        }
        offer.providers++;
        if (provider->kind == PROVIDER_PROFESSIONAL) offer.professionals++;
        else offer.volunteers++;
        offer.topics |= provider->topics;
        offer.groups |= provider->groups;
        offer.steps |= provider->steps;
        offer.bodies |= provider->bodies;
    }
    return offer;
}

struct together {
    const char *folder;
    struct findings *findings;
};

static void add(const struct together *with, enum severity severity, const char *rule,
                const char *what, const char *mend)
{
    struct finding *finding = findings_add(with->findings, severity, with->folder, 0, rule);
    finding_what(finding, "%s", what);
    finding_mend(finding, "%s", mend);
}

static void check_choice(const struct together *with, const struct offer *offer)
{
    if (offer->providers < 2)
        add(with, SEVERITY_ERROR, "V6", "a visitor can choose from fewer than two providers",
            "add providers: choosing is a right");
    else if (offer->professionals == 0)
        add(with, SEVERITY_ERROR, "V6", "all providers are volunteers",
            "add a professional one: volunteers stand beside professionals, not instead of "
            "them");
    else if (offer->volunteers == 0)
        add(with, SEVERITY_WARNING, "V6", "all providers are professionals",
            "add a provider with volunteers, if there is one");
    if (offer->wlz_with_phone == 0)
        add(with, SEVERITY_ERROR, "V8", "there is no way on for people with a Wlz decision",
            "add the zorgkantoor's support with \"route\": \"wlz\" and a phone number");
}

static void check_breadth(const struct together *with, const struct offer *offer,
                          const struct topics *topics)
{
    static const struct { const char *code; enum severity severity;
    } domains[] = {
        {"maatschappelijke-ondersteuning", SEVERITY_ERROR},
        {"preventieve-zorg", SEVERITY_ERROR},
        {"zorg", SEVERITY_ERROR},
        {"jeugdhulp", SEVERITY_ERROR},
        {"onderwijs", SEVERITY_ERROR},
        {"welzijn", SEVERITY_ERROR},
        {"wonen", SEVERITY_ERROR},
        {"werk", SEVERITY_ERROR},
        {"inkomen", SEVERITY_ERROR},
        {"pgb", SEVERITY_WARNING},
        {"mantelzorg", SEVERITY_WARNING},
    };
    for (size_t i = 0; i < sizeof domains / sizeof domains[0]; i++) {
        int place = topic_find(topics, domains[i].code);
        if (place >= 0 && (offer->topics >> place & 1)) continue;
        char what[120];
        snprintf(what, sizeof what,
                 place < 0 ? "topics.json lacks the life area \"%s\""
                           : "no provider helps with \"%s\"",
                 domains[i].code);
        add(with, domains[i].severity, "V4", what, "support is for all areas of life: add it");
    }
}

static void check_set(const struct together *with, uint32_t bits, const char *const *words,
                      const char *rule, const char *format)
{
    for (int i = 0; words[i]; i++) {
        if (bits >> i & 1) continue;
        struct finding *finding =
            findings_add(with->findings, SEVERITY_WARNING, with->folder, 0, rule);
        finding_what(finding, "no provider %s \"%s\"", format, words[i]);
        finding_mend(finding, "%s",
                     "add a provider that does, or complete the facts of those you have");
    }
}

void rules_content(const char *config_folder, const struct content *content,
                   struct findings *findings)
{
    char folder[PATH_BYTES];
    if (path_join(folder, config_folder, "providers") != ERR_NONE) return;
    struct together with = {.folder = folder, .findings = findings};
    struct offer offer = offer_of(&content->providers);
    check_choice(&with, &offer);
    if (content->topics.count > 0) check_breadth(&with, &offer, &content->topics);
    if (offer.providers == 0) return;
    check_set(&with, offer.groups, provider_groups, "V5",
              "has special knowledge for the group");
    check_set(&with, offer.steps, provider_steps, "V7", "helps with the step");
    check_set(&with, offer.bodies, provider_bodies, "V7", "comes along to the body");
}
