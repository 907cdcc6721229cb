/* SPDX-License-Identifier: EUPL-1.2 */
/* finding.h - something wrong in what a town hall wrote: where, which rule, what, and how to
 * mend it.
 *
 * An error keeps the kiosk from starting. A warning is shown by `naast check` and stops
 * nothing. */
#ifndef NAAST_CONTENT_FINDING_H
#define NAAST_CONTENT_FINDING_H
#include <stdbool.h>
#include "base/err.h"

#define FINDINGS_MOST 400

enum severity { SEVERITY_ERROR, SEVERITY_WARNING };

struct finding {
    enum severity severity;
    char file[256];   /* as the operator wrote the folder, plus the name: "config/kiosk.json" */
    int line;           /* 1 is the first; 0 when it is about the whole file or folder */
    char rule[32];   /* "type", "range", "unknown-key", "V3" ...: listed in config/README.md */
    char what[400];
    char mend[240];
};

struct findings {
    struct finding all[FINDINGS_MOST];
    int count;
    bool has_more;      /* the list was full */
    bool lacks_memory;  /* some rule could not be looked at: the list says too little */
};

bool findings_has_error(const struct findings *findings);
/* NULL when the list is full; finding_what and finding_mend accept that. */
struct finding *findings_add(struct findings *findings, enum severity severity,
                             const char *file, int line, const char *rule);
void finding_what(struct finding *finding, const char *format, ...) PRINTF_LIKE(2, 3);
void finding_mend(struct finding *finding, const char *format, ...) PRINTF_LIKE(2, 3);
void findings_sort(struct findings *findings);

#endif
