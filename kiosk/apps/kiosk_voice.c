/* SPDX-License-Identifier: EUPL-1.2 */
#include "apps/kiosk_voice.h"

#include <sodium.h>
#include <stdio.h>
#include <string.h>

#include "base/clock.h"
#include "base/json_write.h"
#include "base/log.h"

#define LINE_LIMIT_BYTES 8192

enum err kiosk_voice_open(struct voice_wish wish, struct kiosk_voice *voice)
{
    voice->now = -1;
    return voice_open(wish, &voice->voice);
}

void kiosk_voice_close(struct kiosk_voice *voice)
{
    voice_close(voice->voice);
    if (voice->speech) sodium_free(voice->speech);
    voice->voice = NULL;
    voice->speech = NULL;
}

static void log_append(const char *path, const struct bytes *line)
{
    FILE *file = fopen(path, "ae");
    bool is_written =
        file && fwrite(line->start, 1, line->size_bytes, file) == line->size_bytes;
    if (file && fclose(file) != 0) is_written = false;
    if (!is_written) log_line(LOG_WARNING, "the speech log is not written");
}

static void log_said(struct kiosk_voice *voice, uint64_t ended_ms, bool was_cut)
{
    int now = voice->now;
    voice->now = -1;
    if (!voice->log_path || now < 0 || now >= voice->speech->count) return;
    const struct utterance *said = &voice->speech->all[now];
    struct bytes line = {.limit_bytes = LINE_LIMIT_BYTES};
    struct json_writer json = {.to = &line};
    json_write_open(&json, NULL, '{');
    json_write_whole(&json, "time_ms", (int64_t)voice->began_ms);
    json_write_whole(&json, "ended_ms", (int64_t)ended_ms);
    json_write_text(&json, "text", said->is_private ? "" : said->text);
    json_write_text(&json, "lang", said->tag);
    json_write_boolean(&json, "private", said->is_private);
    if (was_cut) json_write_whole(&json, "interrupted_ms", (int64_t)ended_ms);
    else json_write_text(&json, "interrupted_ms", NULL);
    json_write_close(&json, '}');
    if (!json.err && bytes_add_text(&line, "\n") == ERR_NONE)
        log_append(voice->log_path, &line);
    bytes_wipe(&line);
}

static void stop(struct kiosk_voice *voice)
{
    voice_stop(voice->voice);
    log_said(voice, clock_boot_ms(), true);
    voice->is_speaking = false;
}

void kiosk_voice_take(struct kiosk_voice *voice, enum effect effect)
{
    if (effect != EFFECT_STOP_SPEECH) {
        voice->wish = effect;
        voice->has_wish = true;
        return;
    }
    stop(voice);
    voice->has_wish = false;
}

static void compose(struct kiosk_voice *voice, struct speaking *speaking,
                    const struct touch *touch)
{
    const struct model *model = speaking->model;
    struct speech *speech = voice->speech;
    speech->count = 0;
    switch (voice->wish) {
    case EFFECT_SPEAK_SCREEN: speech_of_arrival(speaking, speech); return;
    case EFFECT_SPEAK_ALL: speech_of_all(speaking, speech); return;
    case EFFECT_SPEAK_FOCUS:
        if (model->preferences.reads_aloud) speech_of_focus(speaking, speech);
        return;
    case EFFECT_SPEAK_PRESSED:
        speech_of_press(speaking, touch->last_node, speech);
        return;
    case EFFECT_SPEAK_EDGE: speech_of_edge(speaking, speech); return;
    case EFFECT_SPEAK_TRIED: speech_of_trial(speaking, speech); return;
    case EFFECT_SPEAK_SLID: speech_of_node(speaking, touch->read_node, speech); return;
    case EFFECT_NEW_VISIT:
    case EFFECT_NEW_ID:
    case EFFECT_HELLO:
    case EFFECT_SUBMIT:
    case EFFECT_SCAN:
    case EFFECT_STOP_SPEECH:
    case EFFECT_WIPE: return;
    }
}

bool kiosk_voice_speak(struct kiosk_voice *voice, struct speaking *speaking,
                       const struct touch *touch)
{
    const struct preferences *wishes = &speaking->model->preferences;
    voice_set(voice->voice, wishes->volume, model_rate_wpm(wishes->rate));
    if (!voice->has_wish) return false;
    voice->has_wish = false;
    if (voice->is_speaking) stop(voice);
    if (!voice->speech) voice->speech = sodium_malloc(sizeof *voice->speech);
    if (!voice->speech) return false;
    compose(voice, speaking, touch);
    if (voice->speech->count == 0) return false;
    enum err err = voice_say(voice->voice, voice->speech);
    if (err) log_line(LOG_WARNING, "nothing is said: %s", err_name(err));
    voice->is_speaking = !err;
    return !err;
}

/* Which word on the screen belongs to the sound. */
static struct message word_message(const struct utterance *said, size_t at,
                                   const struct frame *frame)
{
    struct message message = {.kind = MSG_SPEECH_WORD, .value = -1};
    const struct node *node =
        said->node[0] && frame->root ? frame_find(frame, said->node) : NULL;
    if (!node) return message;
    const char *shown =
        node->role == ROLE_FIELD && node->value.utf8 ? node->value.utf8 : node->name.utf8;
    memcpy(message.node, said->node, sizeof message.node);
    if (said->is_as_shown && shown) message.value = (int32_t)speech_shown_at(shown, at);
    return message;
}

bool kiosk_voice_news(struct kiosk_voice *voice, const struct frame *frame,
                      struct message *message_out)
{
    struct voice_news news;
    while (voice->is_speaking && voice_news(voice->voice, &news)) {
        switch (news.kind) {
        case VOICE_BEGAN:
            voice->now = news.utterance;
            voice->began_ms = news.at_ms;
            *message_out = word_message(&voice->speech->all[news.utterance], 0, frame);
            return true;
        case VOICE_WORD:
            *message_out = word_message(&voice->speech->all[news.utterance], news.at, frame);
            return true;
        case VOICE_SAID: log_said(voice, news.at_ms, false); break;
        case VOICE_ENDED:
            voice->is_speaking = false;
            speech_wipe(voice->speech);
            *message_out = (struct message){.kind = MSG_SPEECH_ENDED};
            return true;
        }
    }
    return false;
}

void kiosk_voice_wipe(struct kiosk_voice *voice)
{
    stop(voice);
    voice_wipe(voice->voice);
    if (voice->speech) speech_wipe(voice->speech);
}
