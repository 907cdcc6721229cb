/* SPDX-License-Identifier: EUPL-1.2 */
/* intake_rules.h - does a request fit the contract? One table; every mistake at once.
 *
 * Shape:  `pointer` is a JSON Pointer in a URI fragment ("#/contact/telefoonnummer"). `detail`
 * is Dutch and never holds the value itself, because problem details end up in logs. Rule:
 * members the contract does not know are ignored, so that a newer kiosk can talk to an older
 * receiver. Pure. */
#ifndef NAAST_APPS_INTAKE_RULES_H
#define NAAST_APPS_INTAKE_RULES_H
#include "base/json.h"

#define INTAKE_MISTAKES_MOST 40
#define INTAKE_POINTER_BYTES 160

struct intake_mistake {
    char pointer[INTAKE_POINTER_BYTES];
    const char *detail;
};

struct intake_mistakes {
    struct intake_mistake all[INTAKE_MISTAKES_MOST];
    int count;
};

/* The first mistake per pointer is kept; what does not fit any more is left out. */
void intake_mistakes_add(struct intake_mistakes *mistakes, const char *pointer,
                         const char *detail);
void intake_rules_check(const struct json *request, struct intake_mistakes *mistakes_out);
/* Text at "contact", "naam"; `in` NULL is the request itself. NULL when it is not there. */
const char *intake_rules_text(const struct json *request, const char *in, const char *key);

#endif
