/* SPDX-License-Identifier: EUPL-1.2 */
/* voice_pace.h - from words a minute to what espeak-ng must be told.
 *
 * espeak-ng calls its speed "words a minute", but counts with words of its own: at 130 its
 * Dutch says 127, its Polish 99 and its Arabic 79. Below 80 it does not get slower at all;
 * there the pauses between words grow instead. Source: measured by tests/voice, which fails
 * when a voice leaves its range. A voice that is not in the table is spoken at the middle of
 * those that are. */
#ifndef NAAST_PLATFORM_VOICE_PACE_H
#define NAAST_PLATFORM_VOICE_PACE_H

struct voice_pace {
    int rate;
    int gap;
}; /* espeakRATE, espeakWORDGAP */

struct voice_pace voice_pace(const char *voice, int words_a_minute);

#endif
