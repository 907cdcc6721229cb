/* SPDX-License-Identifier: EUPL-1.2 */
/* pattern.h - how short texts in a configuration file are written: a date, a phone number, a
 * web address.
 *
 * Shape:  one regular expression, in the part that POSIX and ECMAScript share, so that the
 *         reader and the printed JSON Schema cannot differ. ASCII only.
 * Length: not said here; the table row says it.
 * Thread: any. */
#ifndef NAAST_CONTENT_PATTERN_H
#define NAAST_CONTENT_PATTERN_H
#include <stdbool.h>

struct pattern {
    const char *regex;       /* anchored with ^ and $ */
    const char *mend;        /* how it should be written, with an example */
    const char *start;       /* NULL, or what it must begin with ... */
    const char *start_rule;  /* ... and the rule that says so */
    bool is_date;            /* the day must exist too, which no expression can say */
};

extern const struct pattern pattern_slug, pattern_name, pattern_domain, pattern_language,
    pattern_script, pattern_voice, pattern_phone, pattern_any_phone,
    pattern_email, pattern_date, pattern_time, pattern_https, pattern_web, pattern_uuid,
    pattern_code, pattern_client, pattern_path, pattern_version, pattern_key;

bool pattern_matches(const struct pattern *pattern, const char *text);

#endif
