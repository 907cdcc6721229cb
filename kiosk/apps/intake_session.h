/* SPDX-License-Identifier: EUPL-1.2 */
/* intake_session.h - who is logged in on the provider's page. In memory only: a restart logs
 * everyone out. */
#ifndef NAAST_APPS_INTAKE_SESSION_H
#define NAAST_APPS_INTAKE_SESSION_H
#include <stdbool.h>
#include <stdint.h>

#define INTAKE_SESSIONS_MOST 8
#define INTAKE_SESSION_S (8 * 3600) /* a working day */
#define INTAKE_SESSION_TEXT_BYTES 33

struct intake_session {
    char name[INTAKE_SESSION_TEXT_BYTES];
    int64_t until_s;
};
struct intake_sessions {
    struct intake_session all[INTAKE_SESSIONS_MOST];
};

/* Begins a session (the oldest one makes room) and gives its name for the cookie. */
const char *intake_session_begin(struct intake_sessions *sessions, int64_t now_s);
bool intake_session_is_open(const struct intake_sessions *sessions, const char *name,
                            int64_t now_s);
void intake_session_end(struct intake_sessions *sessions, const char *name);

#endif
