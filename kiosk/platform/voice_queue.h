/* SPDX-License-Identifier: EUPL-1.2 */
/* voice_queue.h - sound on its way to the loudspeaker, and what must be told when it gets
 * there.
 *
 * Shape:  a ring of samples, a ring of marks in them, and a ring of news for the main thread.
 * Units:  samples are counted from the first one ever put.
 * Rule:   the caller holds a lock around every call. */
#ifndef NAAST_PLATFORM_VOICE_QUEUE_H
#define NAAST_PLATFORM_VOICE_QUEUE_H
#include "base/err.h"
#include "platform/voice.h"

#define QUEUE_SAMPLES 8192 /* 0.37 s ahead of the loudspeaker */
#define QUEUE_PIECE 1024
#define QUEUE_MARKS 64
#define QUEUE_NEWS 128

struct voice_mark {
    int64_t sample;
    struct voice_news news;
};

struct voice_queue {
    int16_t *samples; /* owned */
    int64_t put, played;
    struct voice_mark marks[QUEUE_MARKS];
    int first_mark, mark_count;
    struct voice_news news[QUEUE_NEWS];
    int first_news, news_count;
};

enum err voice_queue_init(struct voice_queue *queue) MUST_USE;
void voice_queue_finish(struct voice_queue *queue);
/* Room for so many samples and one more mark, also of news not yet read. */
bool voice_queue_has_room(const struct voice_queue *queue, int samples);
bool voice_queue_is_empty(const struct voice_queue *queue);
void voice_queue_put(struct voice_queue *queue, const int16_t *samples, int count);
void voice_queue_mark(struct voice_queue *queue, int64_t sample, struct voice_news news);
/* Gives `count` samples, silence where there are none; true when a mark was reached. */
bool voice_queue_play(struct voice_queue *queue, int16_t *out, int count, int volume,
                      uint64_t now_ms);
bool voice_queue_news(struct voice_queue *queue, struct voice_news *news_out);
/* Nothing more of what is in it is heard or told; the samples are overwritten. */
void voice_queue_clear(struct voice_queue *queue);

#endif
