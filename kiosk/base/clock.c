/* SPDX-License-Identifier: EUPL-1.2 */
#include "base/clock.h"

#include <string.h>
#include <time.h>

uint64_t clock_boot_ms(void)
{
    struct timespec now = {0};
    clock_gettime(CLOCK_BOOTTIME, &now);
    return (uint64_t)now.tv_sec * 1000 + (uint64_t)now.tv_nsec / 1000000;
}

int64_t clock_wall_s(void)
{
    struct timespec now = {0};
    clock_gettime(CLOCK_REALTIME, &now);
    return (int64_t)now.tv_sec;
}

void clock_utc_text(int64_t wall_s, char out[21])
{
    time_t seconds = (time_t)wall_s;
    struct tm parts;
    if (!gmtime_r(&seconds, &parts) || strftime(out, 21, "%Y-%m-%dT%H:%M:%SZ", &parts) != 20)
        memcpy(out, "1970-01-01T00:00:00Z", 21);   /* a clock this wrong has five-digit years */
}
