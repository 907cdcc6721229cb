/* SPDX-License-Identifier: EUPL-1.2 */
#include "platform/voice_pace.h"

#include <stddef.h>
#include <string.h>

#define RATE_LEAST 80          /* espeak-ng is no slower than this */
#define RATE_MOST 450
#define GAP_MS 32.0            /* of pause a word for each unit of gap: measured */

/* Words a minute: base + slope * rate; and `slowest` at RATE_LEAST, where that line has
 * ended. */
struct pace { const char *voice; double slowest, base, slope; };

static const struct pace paces[] = {
    {"nl", 80, -11, 1.064}, {"en-gb", 88, -20, 1.236}, {"ar", 49, -10, 0.665},
    {"tr", 47, -12, 0.665}, {"pl", 62, -21, 0.900}, {"uk", 82, 10, 0.883},
    /* no screens yet, but their names are said where a visitor chooses what to talk */
    {"es", 86, -11.8, 1.141}, {"fa", 63, -11.7, 0.861}, {"ro", 62, -17.4, 0.878},
    {"fr-fr", 94, -19.3, 1.328}, {"de", 75, -11.1, 0.986},
};
static const struct pace usual = {"", 68, -12, 0.900};

static const struct pace *pace_of(const char *voice)
{
    for (size_t i = 0; i < sizeof paces / sizeof paces[0]; i++)
        if (strcmp(paces[i].voice, voice) == 0) return &paces[i];
    return &usual;
}

struct voice_pace voice_pace(const char *voice, int words_a_minute)
{
    const struct pace *pace = pace_of(voice);
    int rate = (int)((words_a_minute - pace->base) / pace->slope + 0.5);
    if (rate > RATE_MOST) rate = RATE_MOST;
    if (words_a_minute > pace->slowest && rate >= RATE_LEAST)
        return (struct voice_pace){.rate = rate};
    double pause_ms = 60000.0 / words_a_minute - 60000.0 / pace->slowest;
    int gap = pause_ms > 0 ? (int)(pause_ms / GAP_MS + 0.5) : 0;
    return (struct voice_pace){.rate = RATE_LEAST, .gap = gap};
}
