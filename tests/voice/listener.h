/* SPDX-License-Identifier: EUPL-1.2 */
/* listener.h - somebody who hears the voice in a test: waits for news, never longer than it may
 * take. */
#ifndef NAAST_TESTS_VOICE_LISTENER_H
#define NAAST_TESTS_VOICE_LISTENER_H
#include <semaphore.h>
#include <stdio.h>
#include <time.h>

#include "platform/voice.h"

#define PATIENCE_S 20

static sem_t listener_news;

static inline void listener_wake(void)
{
    sem_post(&listener_news);
}

/* False: the voice brings no news any more. */
static inline bool listener_waits(void)
{
    struct timespec until;
    clock_gettime(CLOCK_REALTIME, &until);
    until.tv_sec += PATIENCE_S;
    return sem_timedwait(&listener_news, &until) == 0;
}

static inline void listener_add(struct speech *speech, const char *tag, const char *text)
{
    struct utterance *utterance = &speech->all[speech->count++];
    *utterance = (struct utterance){.clip = TEXT_COUNT};
    snprintf(utterance->tag, sizeof utterance->tag, "%s", tag);
    snprintf(utterance->text, sizeof utterance->text, "%s", text);
}

#endif
