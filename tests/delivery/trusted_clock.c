/* SPDX-License-Identifier: EUPL-1.2 */
/* trusted_clock.c - preloaded by a test: the kernel says that somebody who knows has set the
 * clock; with CLOCK_IS_LOST that nobody has; with CLOCK_IS_SECRET it says nothing, as under a
 * filter. */
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/timex.h>

int adjtimex(struct timex *clock)
{
    if (getenv("CLOCK_IS_SECRET")) {
        errno = EPERM;
        return -1;
    }
    memset(clock, 0, sizeof *clock);
    if (!getenv("CLOCK_IS_LOST")) return TIME_OK;
    clock->status = STA_UNSYNC;
    return TIME_ERROR;
}
