/* SPDX-License-Identifier: EUPL-1.2 */
/* kiosk_voice.h - between the model's wishes to speak and the voice: what, when, and what
 * became of it.
 *
 * A wish comes while the screen that it is about is not there yet; it waits for the next
 * presented frame. Log:    --speech-log gets one JSON line an utterance, when it was said or
 * cut: time_ms and ended_ms (boot clock), text, lang, private, interrupted_ms (null when it was
 * said to its end). Lines never overlap in time. What a visitor typed is never written: the
 * text of a private utterance is "". Thread: one. */
#ifndef NAAST_APPS_KIOSK_VOICE_H
#define NAAST_APPS_KIOSK_VOICE_H
#include "model/effects.h"
#include "platform/voice.h"

struct kiosk_voice {
    struct voice *voice;   /* NULL: not open; opening costs nothing until something is said */
    struct speech *speech; /* what is being said; in locked memory, NULL until the first time */
    const char *log_path;  /* NULL: none */
    enum effect wish;
    bool has_wish, is_speaking;
    int now; /* place in `speech` of what sounds; -1: nothing yet */
    uint64_t began_ms;
};

enum err kiosk_voice_open(struct voice_wish wish, struct kiosk_voice *voice) MUST_USE;
void kiosk_voice_close(struct kiosk_voice *voice);
/* Remembers what to say when the frame is there; EFFECT_STOP_SPEECH at once. */
void kiosk_voice_take(struct kiosk_voice *voice, enum effect effect);
/* Says what was wished, about this frame. True: the voice began (and MSG_SPEECH_BEGAN is due).
 */
bool kiosk_voice_speak(struct kiosk_voice *voice, struct speaking *speaking,
                       const struct touch *touch);
/* The next message that the voice brings for update(); false when there is none. */
bool kiosk_voice_news(struct kiosk_voice *voice, const struct frame *frame,
                      struct message *message_out);
void kiosk_voice_wipe(struct kiosk_voice *voice);

#endif
