/* SPDX-License-Identifier: EUPL-1.2 */
#include <string.h>
#include <vorbis/vorbisfile.h>

#include "platform/voice_sound.h"

#define PIECE_SAMPLES 1024
#define CHANNELS_MOST 8

/* A recording of any rate and number of channels as ours: the channels' mean, straight lines
 * between samples. */
struct clip {
    const struct voice_sink *sink;
    int channels;
    double step, place; /* source samples a sample of ours; how far we are past `before` */
    int before;
    int16_t out[PIECE_SAMPLES];
    int count;
};

static bool clip_flush(struct clip *clip)
{
    bool goes_on =
        clip->count == 0 || clip->sink->sound(clip->sink->with, clip->out, clip->count);
    clip->count = 0;
    return goes_on;
}

static bool clip_take(struct clip *clip, int sample)
{
    while (clip->place < 1.0) {
        clip->out[clip->count++] =
            (int16_t)(clip->before + (sample - clip->before) * clip->place);
        if (clip->count == PIECE_SAMPLES && !clip_flush(clip)) return false;
        clip->place += clip->step;
    }
    clip->place -= 1.0;
    clip->before = sample;
    return true;
}

static bool clip_frames(struct clip *clip, const int16_t *samples, int frames)
{
    for (int i = 0; i < frames; i++) {
        int sum = 0;
        for (int c = 0; c < clip->channels; c++) sum += samples[i * clip->channels + c];
        if (!clip_take(clip, sum / clip->channels)) return false;
    }
    return true;
}

static enum err clip_play(OggVorbis_File *file, struct clip *clip)
{
    int16_t samples[PIECE_SAMPLES * CHANNELS_MOST];
    int part = 0;
    for (;;) {
        long size = ov_read(file, (char *)samples, sizeof samples, 0, 2, 1, &part);
        if (size == OV_HOLE) continue;
        if (size < 0) return ERR_FORMAT;
        if (size == 0) return clip_flush(clip) ? ERR_NONE : ERR_CLOSED;
        if (!clip_frames(clip, samples, (int)(size / 2 / clip->channels))) return ERR_CLOSED;
    }
}

enum err voice_sound_clip(const char *path, const struct voice_sink *sink)
{
    OggVorbis_File file;
    if (ov_fopen(path, &file) != 0) return ERR_MISSING;
    const vorbis_info *about = ov_info(&file, -1);
    enum err err = ERR_FORMAT;
    if (about && about->channels >= 1 && about->channels <= CHANNELS_MOST &&
        about->rate >= 4000) {
        struct clip clip = {.sink = sink,
                            .channels = about->channels,
                            .step = (double)about->rate / VOICE_HERTZ};
        err = clip_play(&file, &clip);
    }
    ov_clear(&file);
    return err;
}
