/* SPDX-License-Identifier: EUPL-1.2 */
/* json_scan.h - the strict reading of JSON (RFC 8259) that comes before cJSON. Only json.c
 * uses it.
 *
 * Gives the line of every value in document order, and how much memory cJSON will need at
 * most. */
#ifndef NAAST_BASE_JSON_SCAN_H
#define NAAST_BASE_JSON_SCAN_H
#include "base/json.h"

struct json_scan {
    int *lines;             /* of each value; a member has the line of its key */
    size_t values;
    size_t strings;         /* keys included */
    size_t string_bytes;
};

enum err json_scan(const char *bytes, size_t size_bytes, struct json_scan *scan_out,
                   struct json_problem *problem_out) MUST_USE;
void json_scan_finish(struct json_scan *scan);

#endif
