/* SPDX-License-Identifier: EUPL-1.2 */
/* mistake.h - a mistake planted in a copy of the sample configuration: found on its own line by
 * its own rule, and nothing else found. */
#ifndef NAAST_TESTS_CONTENT_MISTAKE_H
#define NAAST_TESTS_CONTENT_MISTAKE_H
#include "content/sample.h"

#define MEE "providers/voorbeeld-mee.json"

struct mistake {
    const char *file, *from, *to;
    const char *at;   /* what stands on the line to be named, after the change; NULL: line 0 */
    const char *rule;
    const char *why;
    int also;           /* findings that come along by the nature of the mistake */
};

static struct findings findings;

/* A rule that an operator reads in a finding is explained in config/README.md. */
static inline bool is_in_the_manual(const char *rule)
{
    struct bytes manual;
    char quoted[40];
    snprintf(quoted, sizeof quoted, "`%s`", rule);
    sample_read(SOURCE_DIR "/config", "README.md", &manual);
    const char *rules = strstr(manual.start, "## Rules");
    bool is_there = rules && strstr(rules, quoted);
    bytes_wipe(&manual);
    return is_there;
}

/* Every finding has a sentence about what is wrong and one about how to mend it. */
static inline bool all_are_explained(void)
{
    for (int i = 0; i < findings.count; i++)
        if (!findings.all[i].what[0] || !findings.all[i].mend[0] ||
            !is_in_the_manual(findings.all[i].rule))
            return false;
    return true;
}

static inline bool is_found(const struct mistake *mistake)
{
    sample_change(mistake->file, mistake->from, mistake->to);
    check_config(sample_folder, NULL, 0, &findings);
    int line = mistake->at ? sample_line(mistake->file, mistake->at) : 0;
    sample_restore(mistake->file);
    const char *file = mistake->file;
    if (strcmp(mistake->rule, "missing-file") == 0) file = "texts/so.json";
    if (strcmp(mistake->rule, "V8") == 0) file = "providers";
    if (sample_has(&findings, file, line, mistake->rule) &&
        findings.count == 1 + mistake->also && all_are_explained())
        return true;
    print_message("%s: %s:%d %s was wanted, with %d more; found:\n", mistake->why, file, line,
                  mistake->rule, mistake->also);
    sample_print(&findings);
    return false;
}

static inline int mistakes_missed(const struct mistake *mistakes, size_t count)
{
    int missed = 0;
    for (size_t i = 0; i < count; i++)
        if (!is_found(&mistakes[i])) missed++;
    return missed;
}

#endif
