/* SPDX-License-Identifier: EUPL-1.2 */
/* voice_sound.h - from words to samples: a recording when there is one, else the synthesiser.
 *
 * Units:  mono, 16 bits, VOICE_HERTZ; places in the text in bytes.
 * Errors: ERR_SYSTEM (no synthesiser on this machine), ERR_MISSING (neither recording nor
 * voice), ERR_CLOSED (the sink wanted no more). Thread: one at a time; espeak-ng has one state
 * for the whole process. */
#ifndef NAAST_PLATFORM_VOICE_SOUND_H
#define NAAST_PLATFORM_VOICE_SOUND_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "base/err.h"

#define VOICE_HERTZ 22050

/* Where samples go. Both return false to end it. */
struct voice_sink {
    void *with;
    bool (*sound)(void *with, const int16_t *samples, int count);
    bool (*word)(void *with, int64_t sample,
                 size_t at_byte); /* a word begins at this sample of the utterance */
};

/* Plays assets/speech/<tag>/<key>.ogg into the sink. */
enum err voice_sound_clip(const char *path, const struct voice_sink *sink) MUST_USE;
/* Says the text; opens the synthesiser the first time, and keeps it. */
enum err voice_sound_text(const char *text, const char *voice, int words_a_minute,
                          const struct voice_sink *sink) MUST_USE;
/* What was said last is overwritten inside the synthesiser. */
void voice_sound_forget(void);
void voice_sound_close(void);

#endif
