/* SPDX-License-Identifier: EUPL-1.2 */
/* voice.h - says utterances one after another, aloud.
 *
 * How:    a thread of its own makes the sound a little ahead of the loudspeaker and waits when
 * that is full; the audio device is open only while there is something to say, and a few
 * seconds after. Until the first word is asked for there is no thread, no synthesiser and no
 * device: a kiosk that nobody listens to pays nothing. Rule:   new words cut the old ones at
 * once (EN 301 549, 5.1.3.5). Two utterances never sound together. Errors: ERR_MEMORY,
 * ERR_SYSTEM. No device or no synthesiser is said once in the log; then everything counts as
 * said, so that nothing waits for it. Thread: all functions from the main one; `wake` is called
 * from others. */
#ifndef NAAST_PLATFORM_VOICE_H
#define NAAST_PLATFORM_VOICE_H
#include "content/language.h"
#include "view/speech.h"

struct voice;

struct voice_wish {
    const char
        *assets_folder; /* recordings: speech/<tag>/<key>.ogg; they win over the synthesiser */
    const struct languages *languages; /* names the voice of each */
    void (*wake)(void);                /* there is news */
};

enum voice_news_kind {
    VOICE_BEGAN, /* the first sound of this utterance */
    VOICE_WORD,  /* a word of it begins, at byte `at` of its text */
    VOICE_SAID,  /* said to its end */
    VOICE_ENDED  /* nothing more to say */
};

struct voice_news {
    enum voice_news_kind kind;
    int utterance;
    size_t at;
    uint64_t at_ms;
};

enum err voice_open(struct voice_wish wish, struct voice **voice_out) MUST_USE;
void voice_close(struct voice *voice); /* accepts NULL */
/* Says these from now on, and nothing that was still to say. */
enum err voice_say(struct voice *voice, const struct speech *speech) MUST_USE;
void voice_stop(struct voice *voice);
/* volume 1..VOLUME_STEPS; takes effect in the sound that is playing, the rate with the next
 * utterance */
void voice_set(struct voice *voice, int volume, int words_a_minute);
/* The oldest news of what voice_say was given last; false when there is none. */
bool voice_news(struct voice *voice, struct voice_news *news_out);
/* The visit is over: stops, and nothing that was said stays in memory. */
void voice_wipe(struct voice *voice);

#endif
