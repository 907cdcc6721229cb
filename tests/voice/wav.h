/* SPDX-License-Identifier: EUPL-1.2 */
/* wav.h - keeps what a test has heard: BUILD_DIR/voice-<name>.wav, for who wants to listen. */
#ifndef NAAST_TESTS_VOICE_WAV_H
#define NAAST_TESTS_VOICE_WAV_H
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

#include "platform/voice_sound.h"

static inline void wav_little(FILE *file, uint32_t number, int bytes)
{
    for (int i = 0; i < bytes; i++) fputc((int)(number >> 8 * i & 255), file);
}

static inline void wav_write(const char *name, const int16_t *samples, int count)
{
    char path[256];
    snprintf(path, sizeof path, BUILD_DIR "/voice-%s.wav", name);
    FILE *file = fopen(path, "wb");
    assert_non_null(file);
    uint32_t size = (uint32_t)count * 2;
    fputs("RIFF", file);
    wav_little(file, size + 36, 4);
    fputs("WAVEfmt ", file);
    wav_little(file, 16, 4);
    wav_little(file, 1, 2);
    wav_little(file, 1, 2);
    wav_little(file, VOICE_HERTZ, 4);
    wav_little(file, VOICE_HERTZ * 2, 4);
    wav_little(file, 2, 2);
    wav_little(file, 16, 2);
    fputs("data", file);
    wav_little(file, size, 4);
    for (int i = 0; i < count; i++) wav_little(file, (uint16_t)samples[i], 2);
    assert_int_equal(fclose(file), 0);
}

#endif
