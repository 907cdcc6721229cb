/* SPDX-License-Identifier: EUPL-1.2 */
#include "content/finding.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"

bool findings_has_error(const struct findings *findings)
{
    for (int i = 0; i < findings->count; i++)
        if (findings->all[i].severity == SEVERITY_ERROR) return true;
    return false;
}

struct finding *findings_add(struct findings *findings, enum severity severity,
                             const char *file, int line, const char *rule)
{
    if (findings->count == FINDINGS_MOST) {
        findings->has_more = true;
        return NULL;
    }
    struct finding *finding = &findings->all[findings->count++];
    *finding = (struct finding){.severity = severity, .line = line};
    snprintf(finding->file, sizeof finding->file, "%s", file);
    snprintf(finding->rule, sizeof finding->rule, "%s", rule);
    return finding;
}

void finding_what(struct finding *finding, const char *format, ...)
{
    if (!finding) return;
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(finding->what, sizeof finding->what, format, arguments);
    utf8_drop_halves(finding->what);
    va_end(arguments);
}

void finding_mend(struct finding *finding, const char *format, ...)
{
    if (!finding) return;
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(finding->mend, sizeof finding->mend, format, arguments);
    utf8_drop_halves(finding->mend);
    va_end(arguments);
}

/* By file, then line; what stands on one line keeps its order by rule and sentence, so that two
 * runs agree. */
static int by_place(const void *a, const void *b)
{
    const struct finding *one = a, *other = b;
    int order = strcmp(one->file, other->file);
    if (order == 0) order = (one->line > other->line) - (one->line < other->line);
    if (order == 0) order = strcmp(one->rule, other->rule);
    return order != 0 ? order : strcmp(one->what, other->what);
}

void findings_sort(struct findings *findings)
{
    qsort(findings->all, (size_t)findings->count, sizeof findings->all[0], by_place);
}
