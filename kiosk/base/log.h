/* SPDX-License-Identifier: EUPL-1.2 */
/* log.h - one line on stderr: level, program, sentence. systemd adds the time.
 *
 * Rule: takes plain text only. Nothing a visitor typed, no request body, no provider's reply. A
 *       request is named by id_short(), never by its whole id. At most LOG_LINES_A_MINUTE lines
 *       a minute leave; the rest is counted and told in one line. */
#ifndef NAAST_BASE_LOG_H
#define NAAST_BASE_LOG_H
#include "base/err.h"

#define LOG_LINES_A_MINUTE 120

/* ALARM: a promise to a resident is being broken; somebody must come. Journald levels 2, 3, 4
 * and 6. */
enum log_level { LOG_ALARM, LOG_FAULT, LOG_WARNING, LOG_NOTE };

void log_name(const char *program);   /* once, at start; the text must live on */
void log_line(enum log_level level, const char *format, ...) PRINTF_LIKE(2, 3);

#endif
