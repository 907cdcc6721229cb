/* SPDX-License-Identifier: EUPL-1.2 */
#include "delivery/retry_after.h"

#include <stdbool.h>
#include <string.h>
#include <time.h>

static uint32_t clamp(int64_t wait_s)
{
    if (wait_s < RETRY_AFTER_LEAST_S) return RETRY_AFTER_LEAST_S;
    if (wait_s > RETRY_AFTER_MOST_S) return RETRY_AFTER_MOST_S;
    return (uint32_t)wait_s;
}

static const char *past_spaces(const char *text)
{
    while (*text == ' ' || *text == '\t') text++;
    return text;
}

static bool read_seconds(const char *text, int64_t *wait_s_out)
{
    int64_t wait_s = 0;
    if (*text < '0' || *text > '9') return false;
    for (; *text >= '0' && *text <= '9'; text++)
        if (wait_s <= RETRY_AFTER_MOST_S)
            wait_s = wait_s * 10 + (*text - '0'); /* more is clamped anyway */
    *wait_s_out = wait_s;
    return *past_spaces(text) == 0;
}

/* The three forms a recipient must understand; strptime speaks English because no program of
 * ours sets a locale. */
static bool read_date(const char *text, int64_t *date_s_out)
{
    static const char *const forms[] = {
        "%a, %d %b %Y %H:%M:%S GMT", "%A, %d-%b-%y %H:%M:%S GMT", "%a %b %e %H:%M:%S %Y"};
    for (size_t i = 0; i < sizeof forms / sizeof forms[0]; i++) {
        struct tm date;
        memset(&date, 0, sizeof date);
        const char *end = strptime(text, forms[i], &date);
        if (!end || *past_spaces(end) != 0) continue;
        *date_s_out = (int64_t)timegm(&date);
        return true;
    }
    return false;
}

uint32_t retry_after_s(const char *text, int64_t wall_s)
{
    int64_t wait_s = 0, date_s = 0;
    text = past_spaces(text);
    if (read_seconds(text, &wait_s)) return clamp(wait_s);
    if (read_date(text, &date_s)) return clamp(date_s - wall_s);
    return 0;
}
