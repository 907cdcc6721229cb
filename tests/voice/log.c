/* SPDX-License-Identifier: EUPL-1.2 */
/* What --speech-log tells, with the real voice. Source: EN 301 549, 5.1.3.4 and 5.1.3.5. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <inttypes.h>
#include <sodium.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "apps/kiosk_voice.h"
#include "screens/stage.h"
#include "voice/listener.h"

static struct kiosk_voice voice;
static struct frame frame;
static struct arena arena;
static struct touch touch;
static struct model *model;
static char path[64];

static int open_all(void **state)
{
    if (stage_open(state) || arena_init(&arena, 1 << 18)) return -1;
    snprintf(path, sizeof path, "/tmp/naast-speech-log-%d", (int)getpid());
    sem_init(&listener_news, 0, 0);
    voice.log_path = path;
    struct voice_wish wish = {"/nonexistent", &stage_content()->languages, listener_wake};
    return kiosk_voice_open(wish, &voice) ? -1 : 0;
}

static int close_all(void **state)
{
    kiosk_voice_close(&voice);
    arena_finish(&arena);
    return stage_close(state);
}

static int empty_log(void **state)
{
    (void)state;
    remove(path);
    return 0;
}

static void stand_at(const char *scene)
{
    model = stage_model(stage_scene(scene));
    model->preferences.reads_aloud = true;
    model->preferences.rate = RATE_STEPS - 1; /* the test need not take its time */
    frame = (struct frame){.root = stage_build(), .pages = 1};
    arena_reset(&arena);
}

static void begin(enum effect effect)
{
    struct speaking speaking = {&frame, model, &arena};
    kiosk_voice_take(&voice, effect);
    assert_true(kiosk_voice_speak(&voice, &speaking, &touch));
}

static enum message_kind next(struct message *message)
{
    while (!kiosk_voice_news(&voice, &frame, message))
        if (!listener_waits()) fail_msg("no news of the voice");
    return message->kind;
}

/* Lines of the log, each by its own rules; returns how many. */
static int check_log(char *whole, size_t room)
{
    FILE *file = fopen(path, "r");
    assert_non_null(file);
    size_t size = fread(whole, 1, room - 1, file);
    whole[size] = 0;
    fclose(file);
    int lines = 0;
    int64_t free_from_ms = 0;
    for (char *line = whole; *line; line = strchr(line, '\n') + 1) {
        int64_t time_ms = 0, ended_ms = 0;
        assert_int_equal(sscanf(line, "{\"time_ms\":%" SCNd64 ",\"ended_ms\":%" SCNd64,
                                &time_ms, &ended_ms),
                         2);
        assert_true(time_ms >= free_from_ms && ended_ms >= time_ms);
        free_from_ms = ended_ms;
        lines++;
    }
    return lines;
}

static void what_is_said_is_logged_and_no_two_lines_overlap(void **state)
{
    char whole[4096];
    struct message message;
    int words = 0;
    (void)state;
    stand_at("wlz");
    begin(EFFECT_SPEAK_SCREEN);
    while (next(&message) != MSG_SPEECH_ENDED)
        words += message.kind == MSG_SPEECH_WORD && strcmp(message.node, "title") == 0 &&
                 message.value > 0;
    assert_true(words >= 4); /* "Hebt u een besluit voor de Wlz?" lights up word by word */
    assert_int_equal(check_log(whole, sizeof whole), 2);
    assert_non_null(
        strstr(whole,
               "\"text\":\"Hebt u een besluit voor de Wlz?\",\"lang\":\"nl\",\"private\":false,"
               "\"interrupted_ms\":null}"));
}

static void what_is_cut_says_when_and_can_be_repeated(void **state)
{
    char whole[4096];
    struct message message;
    (void)state;
    stand_at("wlz");
    begin(EFFECT_SPEAK_SCREEN);
    assert_int_equal(next(&message), MSG_SPEECH_WORD);
    begin(EFFECT_SPEAK_SCREEN);
    assert_int_equal(next(&message), MSG_SPEECH_WORD);
    kiosk_voice_take(&voice, EFFECT_STOP_SPEECH);
    assert_int_equal(check_log(whole, sizeof whole), 2);
    assert_null(strstr(whole, "\"interrupted_ms\":null"));
    char *again = strchr(whole, '\n') + 1;
    assert_non_null(strstr(again, "Hebt u een besluit voor de Wlz?"));
}

static void a_private_answer_is_logged_without_its_words(void **state)
{
    char whole[4096];
    struct message message;
    (void)state;
    stand_at("phone number");
    model->preferences.reads_private_aloud = true;
    strncpy(touch.last_node, "pad.7", sizeof touch.last_node - 1);
    begin(EFFECT_SPEAK_PRESSED);
    while (next(&message) != MSG_SPEECH_ENDED) {}
    assert_int_equal(check_log(whole, sizeof whole), 1);
    assert_non_null(strstr(whole, "\"text\":\"\",\"lang\":\"nl\",\"private\":true"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(what_is_said_is_logged_and_no_two_lines_overlap,
                                        empty_log, empty_log),
        cmocka_unit_test_setup_teardown(what_is_cut_says_when_and_can_be_repeated, empty_log,
                                        empty_log),
        cmocka_unit_test_setup_teardown(a_private_answer_is_logged_without_its_words, empty_log,
                                        empty_log),
    };
    return cmocka_run_group_tests(tests, open_all, close_all);
}
