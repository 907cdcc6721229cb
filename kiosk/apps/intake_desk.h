/* SPDX-License-Identifier: EUPL-1.2 */
/* intake_desk.h - where every request to the receiver comes in: which path, may it, and what is
 * the answer.
 *
 * Shape:  one table of paths and methods. Knows neither sockets nor TLS (intake_server.c), so
 * tests can call it. Rule:   a request counts as received only after intake_store_add; 201 is
 * said after that, never before. Thread: one. */
#ifndef NAAST_APPS_INTAKE_DESK_H
#define NAAST_APPS_INTAKE_DESK_H
#include "apps/intake_answer.h"
#include "apps/intake_session.h"
#include "apps/intake_store.h"
#include "base/jwe.h"

#define INTAKE_TOKEN_BYTES 257
#define INTAKE_TOKEN_LEAST 16

struct intake_desk {
    struct intake_store store;
    char token[INTAKE_TOKEN_BYTES]; /* "" : anyone may hand in, and there is no page */
    struct intake_sessions sessions;
    struct jwe_private *jwe_key; /* opens what comes closed; in locked memory; NULL: none */
};

struct intake_call {
    const char *method, *path;
    const char *authorization, *content_type, *accept, *idempotency_key,
        *cookie;            /* NULL: absent */
    const char *fetch_site; /* Sec-Fetch-Site */
    const char *body;
    size_t body_bytes;
    bool is_too_large; /* the body went over INTAKE_REQUEST_BYTES and was not kept */
    int64_t now_s;
};

void intake_desk_answer(struct intake_desk *desk, const struct intake_call *call,
                        struct intake_answer *answer_out);

#endif
