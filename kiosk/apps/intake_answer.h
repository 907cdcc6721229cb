/* SPDX-License-Identifier: EUPL-1.2 */
/* intake_answer.h - what the receiver says: a receipt, or a problem (RFC 9457). Pure.
 *
 * Rule: no answer repeats what a visitor typed. */
#ifndef NAAST_APPS_INTAKE_ANSWER_H
#define NAAST_APPS_INTAKE_ANSWER_H
#include <stdbool.h>
#include "apps/intake_rules.h"
#include "base/bytes.h"
#include "base/id.h"

#define INTAKE_ANSWER_BYTES (512 * 1024) /* the page with open requests is the largest */

enum intake_kind { INTAKE_EMPTY, INTAKE_JSON, INTAKE_PROBLEM, INTAKE_HTML, INTAKE_CSS };

struct intake_answer {
    unsigned status;
    enum intake_kind kind;
    struct bytes body; /* limit INTAKE_ANSWER_BYTES; bytes_wipe when done */
    const char *fixed; /* instead of `body`: text that lives as long as the program */
    char location[96]; /* "" : none */
    char allow[32];
    char cookie[160];
    int retry_after_s;    /* 0: none */
    bool asks_token;      /* WWW-Authenticate */
    bool is_for_everyone; /* Access-Control-Allow-Origin: * */
};

struct intake_receipt {
    struct id id;
    const char *reference;
    int64_t received_s;
    const char *contact_before; /* "2026-03-12" */
};

void intake_answer_receipt(struct intake_answer *answer, unsigned status,
                           const struct intake_receipt *receipt);
/* `mistakes` may be NULL. The status decides type and title. */
void intake_answer_problem(struct intake_answer *answer, unsigned status, const char *detail,
                           const struct intake_mistakes *mistakes);

#endif
