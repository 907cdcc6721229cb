/* SPDX-License-Identifier: EUPL-1.2 */
#include "platform/voice_sound.h"

#include <espeak-ng/speak_lib.h>
#include <stdio.h>
#include <string.h>

#include "base/utf8.h"
#include "platform/voice_pace.h"

/* espeak-ng hands its sound to one callback for the whole process, so what it works on lies
 * here. */
static struct {
    bool is_open;
    char voice[33];
    const struct voice_sink *sink;
    const char *text;
    bool was_ended;
} synth;

/* espeak-ng counts letters from 1. */
static size_t byte_of_letter(const char *text, int letter)
{
    size_t size = strlen(text), at = 0;
    for (int i = 1; i < letter && at < size; i++) utf8_next(text, size, &at);
    return at;
}

static bool tell_words(const espeak_EVENT *event)
{
    for (; event && event->type != espeakEVENT_LIST_TERMINATED; event++) {
        if (event->type != espeakEVENT_WORD || !synth.sink->word) continue;
        int64_t sample = (int64_t)event->audio_position * VOICE_HERTZ / 1000;
        if (!synth.sink->word(synth.sink->with, sample,
                              byte_of_letter(synth.text, event->text_position)))
            return false;
    }
    return true;
}

static int take_sound(short *samples, int count, espeak_EVENT *events)
{
    if (!synth.sink) return 0;
    bool goes_on = tell_words(events);
    if (goes_on && samples && count > 0)
        goes_on = synth.sink->sound(synth.sink->with, samples, count);
    if (!goes_on) synth.was_ended = true;
    return goes_on ? 0 : 1;
}

static enum err synth_open(void)
{
    if (synth.is_open) return ERR_NONE;
    int hertz =
        espeak_Initialize(AUDIO_OUTPUT_SYNCHRONOUS, 40, NULL, espeakINITIALIZE_DONT_EXIT);
    if (hertz != VOICE_HERTZ) return ERR_SYSTEM;
    espeak_SetSynthCallback(take_sound);
    synth.is_open = true;
    return ERR_NONE;
}

/* Some voices are known by their language only: "en-gb" is in the file gmw/en. espeak-ng takes
 * what comes near, so look what it took. */
static bool voice_by_language(const char *voice)
{
    espeak_VOICE wish = {.languages = voice};
    if (espeak_SetVoiceByProperties(&wish) != EE_OK) return false;
    const espeak_VOICE *taken = espeak_GetCurrentVoice();
    /* a byte of priority before each name, and a zero after it */
    for (const char *at = taken ? taken->languages : ""; at && *at; at += strlen(at) + 1)
        if (strcmp(at + 1, voice) == 0) return true;
    return false;
}

static enum err synth_voice(const char *voice)
{
    if (strcmp(synth.voice, voice) == 0) return ERR_NONE;
    if (espeak_SetVoiceByName(voice) != EE_OK && !voice_by_language(voice)) return ERR_MISSING;
    snprintf(synth.voice, sizeof synth.voice, "%s", voice);
    return ERR_NONE;
}

enum err voice_sound_text(const char *text, const char *voice, int words_a_minute,
                          const struct voice_sink *sink)
{
    if (!voice[0]) return ERR_MISSING;
    enum err err = synth_open();
    if (!err) err = synth_voice(voice);
    if (err) return err;
    struct voice_pace pace = voice_pace(voice, words_a_minute);
    espeak_SetParameter(espeakRATE, pace.rate, 0);
    espeak_SetParameter(espeakWORDGAP, pace.gap, 0);
    synth.sink = sink;
    synth.text = text;
    synth.was_ended = false;
    espeak_ERROR failed = espeak_Synth(text, strlen(text) + 1, 0, POS_CHARACTER, 0,
                                       espeakCHARS_UTF8 | espeakENDPAUSE, NULL, NULL);
    synth.sink = NULL;
    synth.text = NULL;
    if (synth.was_ended) return ERR_CLOSED;
    return failed == EE_OK ? ERR_NONE : ERR_SYSTEM;
}

/* espeak-ng has no call to clear its buffers; saying something longer does. */
void voice_sound_forget(void)
{
    static const char neutral[] = "Naast u. Naast u. Naast u. Naast u. Naast u. Naast u. Naast "
                                  "u. Naast u. Naast u. Naast u. Naast u. Naast u. "
                                  "0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 "
                                  "0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0";
    if (!synth.is_open) return;
    espeak_Synth(neutral, sizeof neutral, 0, POS_CHARACTER, 0, espeakCHARS_UTF8, NULL, NULL);
}

void voice_sound_close(void)
{
    if (synth.is_open) espeak_Terminate();
    synth.is_open = false;
    synth.voice[0] = 0;
}
