/* SPDX-License-Identifier: EUPL-1.2 */
/* rules_facts.c - what a resident has a right to know is said, in every language (the end of
 * reference/accessibility.md 5); each with its source in seeds/. */
#include <string.h>

#include "content/check.h"
#include "content/readers.h"

static const struct {
    enum text text;
    const char *says;   /* what the Dutch sentence cannot do without */
    const char *why, *source;
} facts[] = {
    {TEXT_EXPLAIN_FREE_TITLE, "gratis", "support is free",
     "Amstelveen 3, Ieder(in) check 3"},
    {TEXT_EXPLAIN_FREE_1, "niets", "support is free",
     "Amstelveen 3, Ieder(in) check 3"},
    {TEXT_EXPLAIN_FREE_3, "besluit", "no decision letter is needed",
     "Westfriesland 1.6"},
    {TEXT_EXPLAIN_EVERYONE_TITLE, "inwoner", "it is for every resident",
     "Westfriesland 1.4"},
    {TEXT_EXPLAIN_EVERYONE_2, "vragen", "it is for all areas of life",
     "Amstelveen 3"},
    {TEXT_EXPLAIN_INDEPENDENT_TITLE, "recht", "independent support is a right",
     "Ieder(in) check 2"},
    {TEXT_EXPLAIN_INDEPENDENT_2, "niet voor de gemeente",
     "the supporter does not work for the town hall",
     "Amstelveen 4"},
    {TEXT_EXPLAIN_RIGHTS_TITLE, "kiest", "the resident chooses",
     "Westfriesland 1.6"},
    {TEXT_EXPLAIN_RIGHTS_1, "andere", "another supporter may be asked for",
     "MEE"},
    {TEXT_EXPLAIN_RIGHTS_2, "waarom", "no reason has to be given",
     "MEE"},
    {TEXT_EXPLAIN_DOES_3, "gesprekken", "the supporter may come along to talks",
     "Westfriesland 1.3"},
    {TEXT_EXPLAIN_NOT_1, "beslist", "the supporter has no part in the decision",
     "MEE"},
    {TEXT_EXPLAIN_NOT_2, "zorg", "the supporter gives no care",
     "Westfriesland 1.5"},
    {TEXT_EXPLAIN_SECRET_TITLE, "geheim", "the supporter keeps it secret",
     "Westfriesland 1.5"},
    {TEXT_EXPLAIN_SECRET_2, "melden", "there is a duty to report",
     "Westfriesland 1.5"},
    {TEXT_EXPLAIN_SECRET_3, "eerst", "and the resident hears of it first",
     "Westfriesland 1.5"},
    {TEXT_EXPLAIN_THEN_1, "{count}", "contact comes within the promised days",
     "Westfriesland 1.6"},
    {TEXT_EXPLAIN_THEN_2, "{count}", "the appointment within the promised days after it",
     "Westfriesland 1.6"},
};

#define FACTS ((int)(sizeof facts / sizeof facts[0]))

enum text fact_text(int place)
{
    return place < FACTS ? facts[place].text : TEXT_COUNT;
}

void rules_facts(struct reading *reading, const struct json *document,
                 const struct texts *source, const struct texts *texts)
{
    const struct json *list = json_member(document, "texts");
    for (int i = 0; i < FACTS; i++) {
        const char *key = text_key(facts[i].text), *text = text_get(texts, facts[i].text, -1);
        if (!text) continue;   /* missing-text has its own finding */
        if (!source && strcmp(texts->tag, "nl") == 0 && !strstr(text, facts[i].says))
            reading_warning(reading, json_member(list, key), "fact",
                            "say it again, in plain words",
                            "%s must say that %s (%s), but \"%s\" is gone: \"%.120s\"", key,
                            facts[i].why, facts[i].source, facts[i].says, text);
        const char *other = source ? text_get(source, facts[i].text, -1) : NULL;
        if (other && strcmp(other, text) == 0)
            reading_warning(reading, json_member(list, key), "fact", "translate it",
                            "%s must say that %s, but is not translated: \"%.120s\"", key,
                            facts[i].why, text);
    }
}
