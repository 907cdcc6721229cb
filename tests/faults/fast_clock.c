/* SPDX-License-Identifier: EUPL-1.2 */
/* fast_clock.c - preloaded by a test: the boot clock, and the timers on it, run faster than the
 * world. Wall clock and the time that a connection takes stay as they are.
 *
 * FAST_CLOCK names a file of struct page. It is mapped once, so that a test can change the pace
 * or let a day pass at once, and a program that has given up files and environment still sees
 * it. A timer that was set before such a change wakes its program when it would have; that
 * finds out what time it is, and sets it anew. */
#include <fcntl.h>
#include <stdatomic.h>
#include <stdint.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <sys/timerfd.h>
#include <time.h>
#include <unistd.h>

#define NS 1000000000LL

/* From `real_ns` of the true clock on, it is `fast_ns` and goes `times` as fast. */
struct pace { int64_t real_ns, fast_ns, times; };
struct page {
    _Atomic int64_t place;      /* which of them counts */
    struct pace paces[7];
};

static const struct page *page;

__attribute__((constructor)) static void map_file(void)
{
    const char *path = getenv("FAST_CLOCK");
    int fd = path ? open(path, O_RDONLY | O_CLOEXEC) : -1;
    if (fd < 0) return;
    void *at = mmap(NULL, sizeof *page, PROT_READ, MAP_SHARED, fd, 0);
    if (at != MAP_FAILED) page = at;
    close(fd);
}

int clock_gettime(clockid_t which, struct timespec *out)
{
    int result = (int)syscall(SYS_clock_gettime, which, out);
    if (result != 0 || which != CLOCK_BOOTTIME || !page) return result;
    const struct pace *pace = &page->paces[page->place];
    int64_t real_ns = (int64_t)out->tv_sec * NS + out->tv_nsec;
    int64_t fast_ns = pace->fast_ns + (real_ns - pace->real_ns) * pace->times;
    *out = (struct timespec){.tv_sec = fast_ns / NS, .tv_nsec = fast_ns % NS};
    return 0;
}

int timerfd_settime(int fd, int flags, const struct itimerspec *at, struct itimerspec *before)
{
    struct itimerspec real = *at;
    int64_t fast_ns = (int64_t)at->it_value.tv_sec * NS + at->it_value.tv_nsec;
    if (page && (flags & TFD_TIMER_ABSTIME) && fast_ns > 0) {
        const struct pace *pace = &page->paces[page->place];
        int64_t real_ns = pace->real_ns + (fast_ns - pace->fast_ns) / pace->times;
        if (real_ns < 1) real_ns = 1;
        real.it_value = (struct timespec){.tv_sec = real_ns / NS, .tv_nsec = real_ns % NS};
    }
    return (int)syscall(SYS_timerfd_settime, fd, flags, &real, before);
}
