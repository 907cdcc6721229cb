/* SPDX-License-Identifier: EUPL-1.2 */
#include "base/log.h"

#include <pthread.h>
#include <stdbool.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"

#define LINE_BYTES 512
#define MINUTE_MS 60000

static struct {
    pthread_mutex_t lock;
    const char *program;
    uint64_t minute_began_ms;
    int lines;       /* in this minute */
    int left_out;    /* since the last one that was told */
} logger = {.lock = PTHREAD_MUTEX_INITIALIZER, .program = "naast"};

static const char *level_word(enum log_level level)
{
    switch (level) {
    case LOG_ALARM:   return "alarm: ";
    case LOG_FAULT:   return "fault: ";
    case LOG_WARNING: return "warning: ";
    case LOG_NOTE:    return "";
    }
    return "";
}

static int level_number(enum log_level level)
{
    switch (level) {
    case LOG_ALARM:   return 2;
    case LOG_FAULT:   return 3;
    case LOG_WARNING: return 4;
    case LOG_NOTE:    return 6;
    }
    return 3;
}

/* The journal understands "<4>" at the start of a line; a person at a terminal reads the word.
 * */
static void put_line(enum log_level level, const char *sentence)
{
    char line[LINE_BYTES + 128];
    int size = getenv("JOURNAL_STREAM")
                   ? snprintf(line, sizeof line, "<%d>%s: %s\n", level_number(level),
                              logger.program, sentence)
                   : snprintf(line, sizeof line, "%s: %s%s\n", logger.program,
                              level_word(level), sentence);
    if (size < 0) return;
    if ((size_t)size >= sizeof line) size = (int)sizeof line - 1;
    /* One write, so that lines of several programs on one terminal stay whole. */
    (void)fwrite(line, 1, (size_t)size, stderr);
}

static bool may_leave(uint64_t now_ms)
{
    if (now_ms - logger.minute_began_ms >= MINUTE_MS) {
        logger.minute_began_ms = now_ms;
        logger.lines = 0;
        if (logger.left_out > 0) {
            char sentence[64];
            snprintf(sentence, sizeof sentence, "%d more lines were left out", logger.left_out);
            logger.left_out = 0;
            put_line(LOG_WARNING, sentence);
        }
    }
    if (logger.lines < LOG_LINES_A_MINUTE) {
        logger.lines++;
        return true;
    }
    logger.left_out++;
    return false;
}

void log_name(const char *program)
{
    logger.program = program;
}

void log_line(enum log_level level, const char *format, ...)
{
    char sentence[LINE_BYTES];
    va_list arguments;
    va_start(arguments, format);
    int size = vsnprintf(sentence, sizeof sentence, format, arguments);
    va_end(arguments);
    if (size < 0) return;
    /* A path or a peer's word with a line break in it must not look like a line of ours. */
    for (char *at = sentence; *at; at++)
        if ((unsigned char)*at < 0x20 || *at == 0x7f) *at = ' ';

    pthread_mutex_lock(&logger.lock);
    if (may_leave(clock_boot_ms())) put_line(level, sentence);
    pthread_mutex_unlock(&logger.lock);
}
