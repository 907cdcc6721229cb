/* SPDX-License-Identifier: EUPL-1.2 */
#include "platform/voice.h"

#include <SDL.h>
#include <pthread.h>
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/clock.h"
#include "base/log.h"
#include "platform/voice_queue.h"
#include "platform/voice_sound.h"

#define DEVICE_SAMPLES 512 /* 23 ms: how late a cut is heard at most */
#define FORGETTING_MOST_S 1
#define DEVICE_STAYS_S                                                                         \
    3 /* open for the next sentence; opening takes longer than speaking may wait */

struct voice {
    struct voice_wish wish;
    pthread_t thread;
    bool has_thread;
    pthread_mutex_t lock;
    pthread_cond_t changed;
    /* under the lock */
    struct voice_queue queue;
    struct speech *speech;    /* in locked memory; NULL until something is said */
    unsigned turn, turn_done; /* which voice_say this is, and which the thread has finished */
    bool is_stopping, must_forget, said_private;
    int volume, words_a_minute;
    /* of the thread */
    SDL_AudioDeviceID device;
    struct utterance now;
    unsigned turn_now;
    int utterance_now;
    int64_t first_sample; /* of this utterance in the queue's count */
    bool has_complained;
};

/* The loudspeaker wants sound. */
static void play(void *with, Uint8 *stream, int size_bytes)
{
    struct voice *voice = with;
    pthread_mutex_lock(&voice->lock);
    bool has_news = voice_queue_play(&voice->queue, (int16_t *)(void *)stream, size_bytes / 2,
                                     voice->volume, clock_boot_ms());
    pthread_cond_broadcast(&voice->changed);
    pthread_mutex_unlock(&voice->lock);
    if (has_news) voice->wish.wake();
}

static void complain(struct voice *voice, const char *what, const char *why)
{
    if (!voice->has_complained) log_line(LOG_WARNING, "the voice is silent: %s: %s", what, why);
    voice->has_complained = true;
}

static bool device_open(struct voice *voice)
{
    if (voice->device) return true;
    SDL_AudioSpec wish = {.freq = VOICE_HERTZ,
                          .format = AUDIO_S16SYS,
                          .channels = 1,
                          .samples = DEVICE_SAMPLES,
                          .callback = play,
                          .userdata = voice};
    if (!SDL_WasInit(SDL_INIT_AUDIO) && SDL_InitSubSystem(SDL_INIT_AUDIO) != 0) return false;
    voice->device = SDL_OpenAudioDevice(NULL, 0, &wish, NULL, 0);
    if (voice->device) SDL_PauseAudioDevice(voice->device, 0);
    return voice->device != 0;
}

static void device_close(struct voice *voice)
{
    if (voice->device) SDL_CloseAudioDevice(voice->device);
    voice->device = 0;
}

/* Called with the lock. False: this turn is over. */
static bool wait_for_room(struct voice *voice, int samples)
{
    while (voice->turn == voice->turn_now && !voice->is_stopping &&
           !voice_queue_has_room(&voice->queue, samples))
        pthread_cond_wait(&voice->changed, &voice->lock);
    return voice->turn == voice->turn_now && !voice->is_stopping;
}

static bool take_sound(void *with, const int16_t *samples, int count)
{
    struct voice *voice = with;
    pthread_mutex_lock(&voice->lock);
    bool goes_on = true;
    while (goes_on && count > 0) {
        int now = count < QUEUE_PIECE ? count : QUEUE_PIECE;
        goes_on = wait_for_room(voice, now);
        if (goes_on) voice_queue_put(&voice->queue, samples, now);
        samples += now;
        count -= now;
    }
    pthread_mutex_unlock(&voice->lock);
    return goes_on;
}

static bool add_mark(struct voice *voice, enum voice_news_kind kind, int64_t sample, size_t at)
{
    pthread_mutex_lock(&voice->lock);
    bool goes_on = wait_for_room(voice, 0);
    if (goes_on)
        voice_queue_mark(&voice->queue, sample,
                         (struct voice_news){.kind = kind,
                                             .utterance = voice->utterance_now,
                                             .at = at});
    pthread_mutex_unlock(&voice->lock);
    return goes_on;
}

static bool take_word(void *with, int64_t sample, size_t at)
{
    struct voice *voice = with;
    return add_mark(voice, VOICE_WORD, voice->first_sample + sample, at);
}

static enum err sound_of(struct voice *voice, int words_a_minute)
{
    struct voice_sink sink = {voice, take_sound, take_word};
    const struct utterance *now = &voice->now;
    int place = language_find(voice->wish.languages, now->tag);
    enum err err = ERR_MISSING;
    if (now->clip != TEXT_COUNT && place >= 0) {
        char path[512];
        snprintf(path, sizeof path, "%s/speech/%s/%s.ogg", voice->wish.assets_folder, now->tag,
                 text_key(now->clip));
        err = voice_sound_clip(path, &sink);
    }
    if (err != ERR_MISSING && err != ERR_FORMAT) return err;
    return voice_sound_text(now->text,
                            place >= 0 ? voice->wish.languages->all[place].voice : "",
                            words_a_minute, &sink);
}

/* One utterance; false when the turn is over. */
static bool say(struct voice *voice, int which)
{
    pthread_mutex_lock(&voice->lock);
    bool is_ours = voice->turn == voice->turn_now && which < voice->speech->count;
    if (is_ours) voice->now = voice->speech->all[which];
    int words_a_minute = voice->words_a_minute;
    voice->first_sample = voice->queue.put;
    pthread_mutex_unlock(&voice->lock);
    voice->utterance_now = which;
    if (!is_ours || !add_mark(voice, VOICE_BEGAN, voice->first_sample, 0)) return false;
    enum err err = sound_of(voice, words_a_minute);
    if (err == ERR_SYSTEM) complain(voice, "no synthesiser", err_name(err));
    sodium_memzero(&voice->now, sizeof voice->now);
    if (err == ERR_CLOSED) return false;
    pthread_mutex_lock(&voice->lock);
    int64_t end = voice->queue.put;
    pthread_mutex_unlock(&voice->lock);
    return add_mark(voice, VOICE_SAID, end, 0);
}

/* A machine without a loudspeaker says nothing, but nobody waits for it. */
static void end_unheard(struct voice *voice)
{
    complain(voice, "no loudspeaker", SDL_GetError());
    pthread_mutex_lock(&voice->lock);
    if (voice->turn == voice->turn_now) {
        voice_queue_clear(&voice->queue);
        voice_queue_mark(&voice->queue, voice->queue.put,
                         (struct voice_news){.kind = VOICE_ENDED});
        voice_queue_play(&voice->queue, NULL, 0, 1, clock_boot_ms());
    }
    pthread_mutex_unlock(&voice->lock);
    voice->wish.wake();
}

static void say_all(struct voice *voice)
{
    if (!device_open(voice)) {
        end_unheard(voice);
        return;
    }
    int which = 0;
    while (say(voice, which)) which++;
    voice->utterance_now = which;
    pthread_mutex_lock(&voice->lock);
    int64_t end = voice->queue.put;
    pthread_mutex_unlock(&voice->lock);
    add_mark(voice, VOICE_ENDED, end, 0);
}

/* Called with the lock. False: nothing to do for so long that the device may go. */
static bool wait_for_work(struct voice *voice)
{
    struct timespec until;
    clock_gettime(CLOCK_MONOTONIC, &until);
    until.tv_sec += DEVICE_STAYS_S;
    int late = 0;
    while (!voice->is_stopping && !voice->must_forget && voice->turn == voice->turn_done &&
           !late) {
        if (voice->device && voice_queue_is_empty(&voice->queue))
            late = pthread_cond_timedwait(&voice->changed, &voice->lock, &until) != 0 &&
                   voice_queue_is_empty(&voice->queue);
        else pthread_cond_wait(&voice->changed, &voice->lock);
    }
    return !late;
}

static void *work(void *with)
{
    struct voice *voice = with;
    pthread_mutex_lock(&voice->lock);
    while (!voice->is_stopping) {
        bool has_work = wait_for_work(voice);
        bool must_forget = voice->must_forget, must_say = voice->turn != voice->turn_done;
        voice->turn_now = voice->turn_done = voice->turn;
        bool has_words = must_say && voice->speech->count > 0;
        pthread_mutex_unlock(&voice->lock);
        if (must_forget) voice_sound_forget();
        if (has_words) say_all(voice);
        if (!has_work) device_close(voice);
        pthread_mutex_lock(&voice->lock);
        if (!must_forget) continue;
        voice->must_forget = false;
        pthread_cond_broadcast(&voice->changed);
    }
    pthread_mutex_unlock(&voice->lock);
    device_close(voice);
    voice_sound_close();
    if (SDL_WasInit(SDL_INIT_AUDIO)) SDL_QuitSubSystem(SDL_INIT_AUDIO);
    SDL_TLSCleanup();
    return NULL;
}

enum err voice_open(struct voice_wish wish, struct voice **voice_out)
{
    struct voice *voice = calloc(1, sizeof *voice);
    *voice_out = voice;
    if (!voice) return ERR_MEMORY;
    voice->wish = wish;
    voice->volume = VOLUME_DEFAULT;
    voice->words_a_minute = model_rate_wpm(RATE_DEFAULT);
    pthread_condattr_t monotonic;
    pthread_condattr_init(&monotonic);
    pthread_condattr_setclock(&monotonic, CLOCK_MONOTONIC);
    pthread_mutex_init(&voice->lock, NULL);
    pthread_cond_init(&voice->changed, &monotonic);
    pthread_condattr_destroy(&monotonic);
    return ERR_NONE;
}

void voice_close(struct voice *voice)
{
    if (!voice) return;
    pthread_mutex_lock(&voice->lock);
    voice->is_stopping = true;
    pthread_cond_broadcast(&voice->changed);
    pthread_mutex_unlock(&voice->lock);
    if (voice->has_thread) pthread_join(voice->thread, NULL);
    pthread_cond_destroy(&voice->changed);
    pthread_mutex_destroy(&voice->lock);
    voice_queue_finish(&voice->queue);
    if (voice->speech) sodium_free(voice->speech);
    free(voice);
}

/* The first words: memory and thread. */
static enum err start(struct voice *voice)
{
    if (voice->has_thread) return ERR_NONE;
    if (!voice->speech) voice->speech = sodium_malloc(sizeof *voice->speech);
    if (!voice->speech) return ERR_MEMORY;
    voice->speech->count = 0;
    enum err err = voice_queue_init(&voice->queue);
    if (err) return err;
    if (pthread_create(&voice->thread, NULL, work, voice) != 0) return ERR_SYSTEM;
    voice->has_thread = true;
    return ERR_NONE;
}

/* Called with the lock: what was being said ends here. */
static void cut(struct voice *voice)
{
    voice->turn++;
    voice_queue_clear(&voice->queue);
}

enum err voice_say(struct voice *voice, const struct speech *speech)
{
    enum err err = start(voice);
    if (err) return err;
    pthread_mutex_lock(&voice->lock);
    cut(voice);
    memcpy(voice->speech, speech, sizeof *speech);
    for (int i = 0; i < speech->count; i++)
        voice->said_private = voice->said_private || speech->all[i].is_private;
    pthread_cond_broadcast(&voice->changed);
    pthread_mutex_unlock(&voice->lock);
    return ERR_NONE;
}

void voice_stop(struct voice *voice)
{
    if (!voice->has_thread) return;
    pthread_mutex_lock(&voice->lock);
    cut(voice);
    speech_wipe(voice->speech);
    pthread_cond_broadcast(&voice->changed);
    pthread_mutex_unlock(&voice->lock);
}

void voice_set(struct voice *voice, int volume, int words_a_minute)
{
    pthread_mutex_lock(&voice->lock);
    voice->volume = volume;
    voice->words_a_minute = words_a_minute;
    pthread_mutex_unlock(&voice->lock);
}

bool voice_news(struct voice *voice, struct voice_news *news_out)
{
    pthread_mutex_lock(&voice->lock);
    bool has_news = voice_queue_news(&voice->queue, news_out);
    pthread_mutex_unlock(&voice->lock);
    return has_news;
}

/* Waits for the thread, because after this nothing of the visit may be left; a synthesiser that
 * hangs keeps nobody longer than that. */
void voice_wipe(struct voice *voice)
{
    struct timespec until;
    voice_stop(voice);
    clock_gettime(CLOCK_MONOTONIC, &until);
    until.tv_sec += FORGETTING_MOST_S;
    pthread_mutex_lock(&voice->lock);
    voice->must_forget = voice->said_private;
    voice->said_private = false;
    pthread_cond_broadcast(&voice->changed);
    int late = 0;
    while (voice->must_forget && !late)
        late = pthread_cond_timedwait(&voice->changed, &voice->lock, &until);
    pthread_mutex_unlock(&voice->lock);
}
