/* SPDX-License-Identifier: EUPL-1.2 */
/* other_clock.c - preloaded by a test: the wall clock says another time; the boot clock does
 * not.
 *
 * OTHER_CLOCK names a file that begins with the seconds to add. It is mapped once, so that a
 * test can make the clock jump, and a program that has given up files and environment still
 * sees it. */
#include <fcntl.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <time.h>
#include <unistd.h>

#define FILE_BYTES 64

static const char *seconds_to_add;

__attribute__((constructor)) static void map_file(void)
{
    const char *path = getenv("OTHER_CLOCK");
    int fd = path ? open(path, O_RDONLY | O_CLOEXEC) : -1;
    if (fd < 0) return;
    void *at = mmap(NULL, FILE_BYTES, PROT_READ, MAP_SHARED, fd, 0);
    if (at != MAP_FAILED) seconds_to_add = at;
    close(fd);
}

int clock_gettime(clockid_t which, struct timespec *out)
{
    int result = (int)syscall(SYS_clock_gettime, which, out);
    if (result == 0 && which == CLOCK_REALTIME && seconds_to_add)
        out->tv_sec += (time_t)strtoll(seconds_to_add, NULL, 10);
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
