/* SPDX-License-Identifier: EUPL-1.2 */
#include <stdio.h>
#include <string.h>

#include "matrix/rules.h"

static struct trouble *trouble_find(struct troubles *troubles, const char *rule,
                                    const char *scene, const char *node)
{
    for (int i = 0; i < troubles->count; i++) {
        struct trouble *at = &troubles->all[i];
        if (strcmp(at->rule, rule) == 0 && strcmp(at->scene, scene) == 0 &&
            strncmp(at->node, node, sizeof at->node - 1) == 0)
            return at;
    }
    return NULL;
}

static void add(struct troubles *troubles, const struct trouble *trouble)
{
    struct trouble *known =
        trouble_find(troubles, trouble->rule, trouble->scene, trouble->node);
    if (known) known->count += trouble->count;
    else if (troubles->count < TROUBLES_MOST) troubles->all[troubles->count++] = *trouble;
    else troubles->lost += trouble->count;
}

void troubles_add(struct troubles *troubles, const struct place_in_matrix *place,
                  const char *rule, const char *node, const char *what)
{
    struct trouble trouble = {.count = 1};
    snprintf(trouble.rule, sizeof trouble.rule, "%s", rule);
    snprintf(trouble.scene, sizeof trouble.scene, "%s", place->scene);
    snprintf(trouble.node, sizeof trouble.node, "%s", node);
    snprintf(trouble.where, sizeof trouble.where, "%s", place->where);
    snprintf(trouble.what, sizeof trouble.what, "%s", what);
    add(troubles, &trouble);
}

bool troubles_have(const struct troubles *troubles, const char *rule)
{
    for (int i = 0; i < troubles->count; i++)
        if (strcmp(troubles->all[i].rule, rule) == 0) return true;
    return false;
}

static bool is_named(const char *rules, const char *rule)
{
    size_t size = strlen(rule);
    for (const char *at = rules; (at = strstr(at, rule)) != NULL; at += size)
        if ((at == rules || at[-1] == ' ') && (at[size] == ' ' || at[size] == 0)) return true;
    return false;
}

long troubles_print(const struct troubles *troubles, const char *rules)
{
    long sum = rules ? 0 : troubles->lost;
    for (int i = 0; i < troubles->count; i++) {
        const struct trouble *at = &troubles->all[i];
        if (rules && !is_named(rules, at->rule)) continue;
        fprintf(stderr, "%s: %s %s: %s (%ld times, first at %s)\n", at->rule, at->scene,
                at->node, at->what, at->count, at->where);
        sum += at->count;
    }
    if (!rules && troubles->lost > 0) fprintf(stderr, "and %ld more\n", troubles->lost);
    return sum;
}

void troubles_merge(struct troubles *into, const struct troubles *from)
{
    for (int i = 0; i < from->count; i++) add(into, &from->all[i]);
    into->lost += from->lost;
}
