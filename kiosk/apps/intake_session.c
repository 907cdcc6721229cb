/* SPDX-License-Identifier: EUPL-1.2 */
#include "apps/intake_session.h"

#include <sodium.h>
#include <string.h>

const char *intake_session_begin(struct intake_sessions *sessions, int64_t now_s)
{
    struct intake_session *session = &sessions->all[0];
    for (int i = 1; i < INTAKE_SESSIONS_MOST; i++)
        if (sessions->all[i].until_s < session->until_s) session = &sessions->all[i];

    unsigned char random[(INTAKE_SESSION_TEXT_BYTES - 1) / 2];
    randombytes_buf(random, sizeof random);
    sodium_bin2hex(session->name, sizeof session->name, random, sizeof random);
    session->until_s = now_s + INTAKE_SESSION_S;
    return session->name;
}

static int find(const struct intake_sessions *sessions, const char *name)
{
    if (strlen(name) != INTAKE_SESSION_TEXT_BYTES - 1) return -1;
    for (int i = 0; i < INTAKE_SESSIONS_MOST; i++)
        if (sodium_memcmp(sessions->all[i].name, name, INTAKE_SESSION_TEXT_BYTES - 1) == 0)
            return i;
    return -1;
}

bool intake_session_is_open(const struct intake_sessions *sessions, const char *name,
                            int64_t now_s)
{
    int place = find(sessions, name);
    return place >= 0 && sessions->all[place].until_s > now_s;
}

void intake_session_end(struct intake_sessions *sessions, const char *name)
{
    int place = find(sessions, name);
    if (place >= 0) sessions->all[place] = (struct intake_session){0};
}
