/* SPDX-License-Identifier: EUPL-1.2 */
#include "platform/voice_queue.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define STEP_DB 4.0 /* a step of the volume; ten of them span 36 dB */

enum err voice_queue_init(struct voice_queue *queue)
{
    if (!queue->samples) queue->samples = calloc(QUEUE_SAMPLES, sizeof *queue->samples);
    return queue->samples ? ERR_NONE : ERR_MEMORY;
}

void voice_queue_finish(struct voice_queue *queue)
{
    voice_queue_clear(queue);
    free(queue->samples);
    *queue = (struct voice_queue){0};
}

bool voice_queue_has_room(const struct voice_queue *queue, int samples)
{
    return queue->put - queue->played + samples <= QUEUE_SAMPLES &&
           queue->mark_count < QUEUE_MARKS &&
           queue->news_count + queue->mark_count < QUEUE_NEWS;
}

bool voice_queue_is_empty(const struct voice_queue *queue)
{
    return queue->put == queue->played && queue->mark_count == 0;
}

void voice_queue_put(struct voice_queue *queue, const int16_t *samples, int count)
{
    for (int i = 0; i < count; i++) queue->samples[queue->put++ % QUEUE_SAMPLES] = samples[i];
}

void voice_queue_mark(struct voice_queue *queue, int64_t sample, struct voice_news news)
{
    int place = (queue->first_mark + queue->mark_count++) % QUEUE_MARKS;
    queue->marks[place] = (struct voice_mark){sample, news};
}

static bool tell(struct voice_queue *queue, uint64_t now_ms)
{
    bool has_news = false;
    while (queue->mark_count > 0 && queue->marks[queue->first_mark].sample <= queue->played) {
        struct voice_news news = queue->marks[queue->first_mark].news;
        news.at_ms = now_ms;
        queue->news[(queue->first_news + queue->news_count++) % QUEUE_NEWS] = news;
        queue->first_mark = (queue->first_mark + 1) % QUEUE_MARKS;
        queue->mark_count--;
        has_news = true;
    }
    return has_news;
}

bool voice_queue_play(struct voice_queue *queue, int16_t *out, int count, int volume,
                      uint64_t now_ms)
{
    double gain = pow(10.0, STEP_DB * (volume - VOLUME_STEPS) / 20.0);
    bool has_news = tell(queue, now_ms);
    int there = (int)(queue->put - queue->played), now = there < count ? there : count;
    for (int i = 0; i < now; i++)
        out[i] = (int16_t)lround(queue->samples[(queue->played + i) % QUEUE_SAMPLES] * gain);
    if (out) memset(out + now, 0, (size_t)(count - now) * sizeof *out);
    queue->played += now;
    return tell(queue, now_ms) || has_news;
}

bool voice_queue_news(struct voice_queue *queue, struct voice_news *news_out)
{
    if (queue->news_count == 0) return false;
    *news_out = queue->news[queue->first_news];
    queue->first_news = (queue->first_news + 1) % QUEUE_NEWS;
    queue->news_count--;
    return true;
}

void voice_queue_clear(struct voice_queue *queue)
{
    if (queue->samples) memset(queue->samples, 0, QUEUE_SAMPLES * sizeof *queue->samples);
    queue->played = queue->put;
    queue->first_mark = queue->mark_count = queue->first_news = queue->news_count = 0;
}
