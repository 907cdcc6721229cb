/* SPDX-License-Identifier: EUPL-1.2 */
/* The voice as the kiosk uses it: in time, one thing at a time, silent at once. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <math.h>
#include <sodium.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include <vorbis/vorbisenc.h>

#include "base/clock.h"
#include "platform/voice_queue.h"
#include "voice/listener.h"

#define BEGINS_WITHIN_MS 300 /* issue 3: speech starts within 300 ms of the action */
#define CLIP_HERTZ 44100
#define CLIP_MS 200

static struct languages languages = {
    .all = {{.tag = "nl", .voice = "nl"}, {.tag = "ti"}},
    .count = 2,
};
static struct voice *voice;
static struct speech *speech;
static char assets[64];

static int open_all(void **state)
{
    (void)state;
    if (sodium_init() < 0) return -1;
    snprintf(assets, sizeof assets, "/tmp/naast-voice-%d", (int)getpid());
    speech = calloc(1, sizeof *speech);
    sem_init(&listener_news, 0, 0);
    struct voice_wish wish = {assets, &languages, listener_wake};
    return speech && voice_open(wish, &voice) == ERR_NONE ? 0 : -1;
}

static int close_all(void **state)
{
    (void)state;
    char folder[96];
    static const char *const folders[] = {"/speech/ti", "/speech", ""};
    for (size_t i = 0; i < sizeof folders / sizeof folders[0]; i++) {
        snprintf(folder, sizeof folder, "%s%s", assets, folders[i]);
        rmdir(folder);
    }
    voice_close(voice);
    free(speech);
    return 0;
}

static struct voice_news next_news(void)
{
    struct voice_news news = {0};
    while (!voice_news(voice, &news))
        if (!listener_waits()) fail_msg("the voice tells nothing any more");
    return news;
}

static struct voice_news wait_for(enum voice_news_kind kind)
{
    struct voice_news news = next_news();
    while (news.kind != kind) news = next_news();
    return news;
}

static void say(const char *tag, const char *text)
{
    speech->count = 0;
    listener_add(speech, tag, text);
    assert_int_equal(voice_say(voice, speech), ERR_NONE);
}

static int threads(void)
{
    char line[128];
    int count = 0;
    FILE *file = fopen("/proc/self/status", "r");
    while (file && fgets(line, sizeof line, file)) sscanf(line, "Threads: %d", &count);
    if (file) fclose(file);
    return count;
}

/* First in the list: nothing has been said yet. */
static void a_voice_that_nobody_asked_for_costs_no_thread(void **state)
{
    int before = threads();
    (void)state;
    voice_set(voice, 5, 122);
    voice_stop(voice);
    voice_wipe(voice);
    assert_int_equal(threads(), before);
}

static void speech_begins_within_300_ms_also_the_first_time(void **state)
{
    (void)state;
    for (int time = 0; time < 2; time++) {
        uint64_t asked_ms = clock_boot_ms();
        say("nl", "Kies uw taal");
        uint64_t after_ms = wait_for(VOICE_BEGAN).at_ms - asked_ms;
        print_message("speech began after %d ms\n", (int)after_ms);
        assert_in_range(after_ms, 0, BEGINS_WITHIN_MS);
    }
}

static void each_word_is_told_when_it_is_said(void **state)
{
    static const size_t places[] = {0, 5, 8};
    struct voice_news news;
    int words = 0;
    (void)state;
    say("nl", "Kies uw taal");
    while ((news = next_news()).kind != VOICE_ENDED) {
        if (news.kind != VOICE_WORD) continue;
        assert_in_range(words, 0, 2);
        assert_int_equal(news.at, places[words++]);
    }
    assert_int_equal(words, 3);
}

static void new_words_cut_the_old_ones(void **state)
{
    struct voice_news news;
    (void)state;
    say("nl", "Dit is een lange zin die niemand tot het einde toe zal horen, want er komt iets "
              "anders.");
    wait_for(VOICE_WORD);
    say("nl", "Ja");
    news = next_news();
    assert_int_equal(news.kind, VOICE_BEGAN);
    uint64_t began_ms = news.at_ms;
    assert_true(wait_for(VOICE_ENDED).at_ms - began_ms < 2000); /* of the short one */
}

static void a_stop_is_silence_and_no_more_news(void **state)
{
    struct voice_news news;
    (void)state;
    say("nl", "Dit is een lange zin die niemand tot het einde toe zal horen.");
    wait_for(VOICE_WORD);
    voice_stop(voice);
    assert_false(voice_news(voice, &news));
    say("nl", "Nee"); /* and it speaks again */
    assert_int_equal(wait_for(VOICE_SAID).utterance, 0);
}

static void utterances_follow_each_other(void **state)
{
    uint64_t ended_ms = 0;
    (void)state;
    speech->count = 0;
    listener_add(speech, "nl", "Ja");
    listener_add(speech, "nl", "Nee");
    assert_int_equal(voice_say(voice, speech), ERR_NONE);
    for (int i = 0; i < 2; i++) {
        struct voice_news began = wait_for(VOICE_BEGAN);
        assert_int_equal(began.utterance, i);
        assert_true(began.at_ms >= ended_ms);
        ended_ms = wait_for(VOICE_SAID).at_ms;
    }
}

static void a_language_without_a_voice_ends_without_waiting(void **state)
{
    uint64_t asked_ms = clock_boot_ms();
    (void)state;
    say("ti", "ሓገዝ");
    assert_true(wait_for(VOICE_ENDED).at_ms - asked_ms < 500);
}

static void put_page(FILE *file, ogg_stream_state *stream, bool is_last)
{
    ogg_page page;
    while (is_last ? ogg_stream_flush(stream, &page) : ogg_stream_pageout(stream, &page)) {
        fwrite(page.header, 1, (size_t)page.header_len, file);
        fwrite(page.body, 1, (size_t)page.body_len, file);
    }
}

static void put_tone(vorbis_dsp_state *sound)
{
    int count = CLIP_HERTZ * CLIP_MS / 1000;
    float **samples = vorbis_analysis_buffer(sound, count);
    for (int i = 0; i < count; i++)
        samples[0][i] = samples[1][i] = (float)(0.5 * sin(2 * 3.14159 * 440 * i / CLIP_HERTZ));
    vorbis_analysis_wrote(sound, count);
    vorbis_analysis_wrote(sound, 0);
}

/* A stereo recording of another rate than ours. */
static void write_clip(const char *path)
{
    vorbis_info about;
    vorbis_comment comment;
    vorbis_dsp_state sound;
    vorbis_block block;
    ogg_stream_state stream;
    ogg_packet packets[3], packet;
    FILE *file = fopen(path, "wb");
    assert_non_null(file);
    vorbis_info_init(&about);
    assert_int_equal(vorbis_encode_init_vbr(&about, 2, CLIP_HERTZ, 0.3f), 0);
    vorbis_comment_init(&comment);
    vorbis_analysis_init(&sound, &about);
    vorbis_block_init(&sound, &block);
    ogg_stream_init(&stream, 1);
    vorbis_analysis_headerout(&sound, &comment, &packets[0], &packets[1], &packets[2]);
    for (int i = 0; i < 3; i++) ogg_stream_packetin(&stream, &packets[i]);
    put_page(file, &stream, true);
    put_tone(&sound);
    while (vorbis_analysis_blockout(&sound, &block) == 1) {
        vorbis_analysis(&block, NULL);
        vorbis_bitrate_addblock(&block);
        while (vorbis_bitrate_flushpacket(&sound, &packet))
            ogg_stream_packetin(&stream, &packet);
        put_page(file, &stream, false);
    }
    put_page(file, &stream, true);
    ogg_stream_clear(&stream);
    vorbis_block_clear(&block);
    vorbis_dsp_clear(&sound);
    vorbis_comment_clear(&comment);
    vorbis_info_clear(&about);
    assert_int_equal(fclose(file), 0);
}

static void a_recording_wins_over_the_synthesiser(void **state)
{
    char folder[96], path[128];
    (void)state;
    mkdir(assets, 0700);
    snprintf(folder, sizeof folder, "%s/speech", assets);
    mkdir(folder, 0700);
    snprintf(folder, sizeof folder, "%s/speech/ti", assets);
    mkdir(folder, 0700);
    snprintf(path, sizeof path, "%s/%s.ogg", folder, text_key(TEXT_REVIEW_TITLE));
    write_clip(path);
    write_clip(BUILD_DIR "/clip.ogg");   /* for stage.test.mjs */
    speech->count = 0;
    listener_add(speech, "ti", "ሓገዝ");
    speech->all[0].clip = TEXT_REVIEW_TITLE;
    assert_int_equal(voice_say(voice, speech), ERR_NONE);
    uint64_t began_ms = wait_for(VOICE_BEGAN).at_ms, said_ms = wait_for(VOICE_SAID).at_ms;
    remove(path);
    assert_in_range(said_ms - began_ms, CLIP_MS - 80, CLIP_MS + 150);
}

static void ten_steps_of_volume_go_up_evenly(void **state)
{
    static struct voice_queue queue;
    int16_t loud = 20000, before = 0, heard;
    (void)state;
    assert_int_equal(voice_queue_init(&queue), ERR_NONE);
    for (int volume = 1; volume <= VOLUME_STEPS; volume++) {
        voice_queue_put(&queue, &loud, 1);
        voice_queue_play(&queue, &heard, 1, volume, 0);
        assert_true(heard > before);
        if (before > 0) assert_true(20 * log10((double)heard / before) <= 10.0);
        before = heard;
    }
    assert_int_equal(before, loud);
    voice_queue_finish(&queue);
}

static void after_a_visit_the_queue_holds_no_sound(void **state)
{
    static struct voice_queue queue;
    int16_t loud[100];
    (void)state;
    for (int i = 0; i < 100; i++) loud[i] = 12345;
    assert_int_equal(voice_queue_init(&queue), ERR_NONE);
    voice_queue_put(&queue, loud, 100);
    voice_queue_clear(&queue);
    for (int i = 0; i < QUEUE_SAMPLES; i++) assert_int_equal(queue.samples[i], 0);
    voice_queue_finish(&queue);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_voice_that_nobody_asked_for_costs_no_thread),
        cmocka_unit_test(speech_begins_within_300_ms_also_the_first_time),
        cmocka_unit_test(each_word_is_told_when_it_is_said),
        cmocka_unit_test(new_words_cut_the_old_ones),
        cmocka_unit_test(a_stop_is_silence_and_no_more_news),
        cmocka_unit_test(utterances_follow_each_other),
        cmocka_unit_test(a_language_without_a_voice_ends_without_waiting),
        cmocka_unit_test(a_recording_wins_over_the_synthesiser),
        cmocka_unit_test(ten_steps_of_volume_go_up_evenly),
        cmocka_unit_test(after_a_visit_the_queue_holds_no_sound),
    };
    return cmocka_run_group_tests(tests, open_all, close_all);
}
