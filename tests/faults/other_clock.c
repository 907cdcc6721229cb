/* SPDX-License-Identifier: EUPL-1.2 */
/* other_clock.c - preloaded by a test: the wall clock says another time; the boot clock does
 * not.
 *
 * OTHER_CLOCK names a file with the seconds to add, read anew at every look at the clock, so
 * that a test can make it jump. The environment is read once: a program may clear it. */
#include <dlfcn.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <time.h>
#include <unistd.h>

static char path[4096];

__attribute__((constructor)) static void remember(void)
{
    const char *named = getenv("OTHER_CLOCK");
    if (named) snprintf(path, sizeof path, "%s", named);
}

static long long off_by_s(void)
{
    long long seconds = 0;
    FILE *file = path[0] ? fopen(path, "re") : NULL;
    if (!file) return 0;
    if (fscanf(file, "%lld", &seconds) != 1) seconds = 0;
    fclose(file);
    return seconds;
}

int clock_gettime(clockid_t which, struct timespec *out)
{
    int result = (int)syscall(SYS_clock_gettime, which, out);
    if (result == 0 && which == CLOCK_REALTIME) out->tv_sec += (time_t)off_by_s();
    return result;
}

time_t time(time_t *out)
{
    struct timespec now = {0};
    clock_gettime(CLOCK_REALTIME, &now);
    if (out) *out = now.tv_sec;
    return now.tv_sec;
}

int gettimeofday(struct timeval *restrict out, void *restrict zone)
{
    struct timespec now = {0};
    (void)zone;
    clock_gettime(CLOCK_REALTIME, &now);
    *out = (struct timeval){.tv_sec = now.tv_sec, .tv_usec = now.tv_nsec / 1000};
    return 0;
}
