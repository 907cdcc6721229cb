/* SPDX-License-Identifier: EUPL-1.2 */
/* One real screen in every language that has a voice, as it is said on arrival: sound, and at a
 * pace that can be followed. Kept in BUILD_DIR/voice-screen-<tag>.wav. Source: VVSG 2.0, 7.1-K;
 * issue 3, "Must show". */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdlib.h>
#include <string.h>

#include "screens/stage.h"
#include "view/speech.h"
#include "voice/wav.h"

#define MOST_SAMPLES (90 * VOICE_HERTZ)

struct ear {
    int16_t *samples;
    int count, loud;
};

static struct arena arena;
static struct speech *speech;
static struct ear ear;

static int open_all(void **state)
{
    speech = calloc(1, sizeof *speech);
    ear.samples = calloc(MOST_SAMPLES, sizeof *ear.samples);
    if (!speech || !ear.samples || arena_init(&arena, 1 << 18)) return -1;
    return stage_open(state);
}

static int close_all(void **state)
{
    free(speech);
    free(ear.samples);
    arena_finish(&arena);
    voice_sound_close();
    return stage_close(state);
}

static bool hear(void *with, const int16_t *samples, int count)
{
    (void)with;
    for (int i = 0; i < count && ear.count < MOST_SAMPLES; i++) {
        ear.loud += abs(samples[i]) > 1000;
        ear.samples[ear.count++] = samples[i];
    }
    return true;
}

static int words_of(const char *text)
{
    int words = 1;
    for (; *text; text++) words += *text == ' ' && text[1] && text[1] != ' ';
    return words;
}

static int say_screen(const char *scene, int language)
{
    struct model *model = stage_model(stage_scene(scene));
    const struct language *spoken = &stage_content()->languages.all[language];
    struct voice_sink sink = {NULL, hear, NULL};
    int words = 0;
    model->preferences.language = language;
    struct frame frame = {.root = stage_build(), .pages = 1};
    arena_reset(&arena);
    struct speaking speaking = {&frame, model, &arena};
    speech_of_arrival(&speaking, speech);
    ear.count = ear.loud = 0;
    for (int i = 0; i < speech->count; i++) {
        assert_string_equal(speech->all[i].tag, spoken->tag);
        assert_int_equal(voice_sound_text(speech->all[i].text, spoken->voice,
                                          model_rate_wpm(RATE_DEFAULT), &sink),
                         ERR_NONE);
        words += words_of(speech->all[i].text);
    }
    return words;
}

static void one_screen_of_every_language_with_a_voice_sounds_at_a_human_pace(void **state)
{
    const struct languages *languages = &stage_content()->languages;
    char name[32];
    int heard = 0;
    (void)state;
    for (int i = 0; i < languages->count; i++) {
        const struct language *language = &languages->all[i];
        if (!language->is_offered || !language->voice[0]) continue;
        int words = say_screen("explain what", i);
        int wpm = (int)(60.0 * words * VOICE_HERTZ / ear.count + 0.5);
        snprintf(name, sizeof name, "screen-%s", language->tag);
        wav_write(name, ear.samples, ear.count);
        print_message("%s: %d words in %.1f s, %d a minute\n", language->tag, words,
                      (double)ear.count / VOICE_HERTZ, wpm);
        if (ear.loud < ear.count / 10) fail_msg("%s is all but silent", language->tag);
        if (wpm < 60 || wpm > 250) fail_msg("%s: %d words a minute", language->tag, wpm);
        heard++;
    }
    assert_true(heard >= 6);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(one_screen_of_every_language_with_a_voice_sounds_at_a_human_pace),
    };
    return cmocka_run_group_tests(tests, open_all, close_all);
}
