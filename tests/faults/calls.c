/* SPDX-License-Identifier: EUPL-1.2 */
#include "faults/calls.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stddef.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

static struct {
    int calls, fails_at, number;
    bool has_failed, is_on, only_memory, is_short;
    enum calls_part part;
    void (*meanwhile)(void);
} state;

static void begin(int fails_at, int number, bool only_memory)
{
    state.calls = 0;
    state.fails_at = fails_at;
    state.number = number;
    state.has_failed = false;
    state.only_memory = only_memory;
    state.is_short = false;
    state.meanwhile = NULL;
    state.is_on = true;
}

void calls_begin(int fails_at, int number) { begin(fails_at, number, false); }
void calls_begin_memory(int fails_at) { begin(fails_at, ENOMEM, true); }
int calls_count(void) { return state.calls; }

void calls_begin_meanwhile(int at, void (*meanwhile)(void))
{
    begin(at, 0, false);
    state.meanwhile = meanwhile;
}

void calls_begin_short(int at, enum calls_part part)
{
    begin(at, 0, false);
    state.is_short = true;
    state.part = part;
}

bool calls_end(void)
{
    state.is_on = false;
    return state.has_failed;
}

static bool count(bool takes_memory)
{
    if (!state.is_on || state.is_short || (state.only_memory && !takes_memory)) return false;
    if (++state.calls != state.fails_at) return false;
    state.has_failed = true;
    if (state.meanwhile) {
        state.is_on = false;
        state.meanwhile();
        state.is_on = true;
        return false;
    }
    errno = state.number;
    return true;
}

bool calls_fail_now(void) { return count(false); }
bool calls_memory_fails_now(void) { return count(true); }

#define WRAP CALLS_WRAP
#define WRAP_MEMORY(type, name, parameters, arguments)                                         \
    CALLS_WRAP_WHEN(calls_memory_fails_now, type, name, NULL, parameters, arguments)

WRAP(int, fsync, -1, (int fd), (fd))
WRAP(int, fdatasync, -1, (int fd), (fd))
WRAP(ssize_t, read, -1, (int fd, void *to, size_t size), (fd, to, size))
WRAP(ssize_t, pread, -1, (int fd, void *to, size_t size, off_t at), (fd, to, size, at))
/* What the compiler makes of pread when it knows how large the room is. */
WRAP(ssize_t, __pread_chk, -1, (int fd, void *to, size_t size, off_t at, size_t room),
     (fd, to, size, at, room))
WRAP(off_t, lseek, -1, (int fd, off_t to, int from), (fd, to, from))
WRAP(ssize_t, pwrite, -1, (int fd, const void *from, size_t size, off_t at),
     (fd, from, size, at))
WRAP(int, linkat, -1, (int from, const char *old, int to, const char *name, int flags),
     (from, old, to, name, flags))
WRAP(int, renameat, -1, (int from, const char *old, int to, const char *name),
     (from, old, to, name))
WRAP(int, rename, -1, (const char *old, const char *name), (old, name))
WRAP(int, unlinkat, -1, (int folder, const char *name, int flags), (folder, name, flags))
WRAP(int, ftruncate, -1, (int fd, off_t size), (fd, size))
WRAP(int, futimens, -1, (int fd, const struct timespec times[2]), (fd, times))
WRAP(int, mkostemp, -1, (char *path, int flags), (path, flags))
WRAP(int, unlink, -1, (const char *path), (path))
WRAP(int, mkdir, -1, (const char *path, mode_t mode), (path, mode))
WRAP(int, mkdirat, -1, (int folder, const char *path, mode_t mode), (folder, path, mode))
WRAP(int, stat, -1, (const char *path, struct stat *facts), (path, facts))
WRAP(int, lstat, -1, (const char *path, struct stat *facts), (path, facts))
WRAP(int, fstat, -1, (int fd, struct stat *facts), (fd, facts))
WRAP(int, fstatat, -1, (int folder, const char *path, struct stat *facts, int flags),
     (folder, path, facts, flags))
WRAP(int, fchmod, -1, (int fd, mode_t mode), (fd, mode))
WRAP(int, flock, -1, (int fd, int how), (fd, how))
WRAP(DIR *, fdopendir, NULL, (int fd), (fd))
WRAP(DIR *, opendir, NULL, (const char *path), (path))
WRAP(struct dirent *, readdir, NULL, (DIR * folder), (folder))
WRAP_MEMORY(void *, malloc, (size_t size), (size))
WRAP_MEMORY(void *, calloc, (size_t count, size_t size), (count, size))
WRAP_MEMORY(void *, realloc, (void *old, size_t size), (old, size))
WRAP_MEMORY(char *, strdup, (const char *text), (text))
WRAP_MEMORY(void *, sodium_malloc, (size_t size), (size))
WRAP_MEMORY(void *, gcry_malloc_secure, (size_t size), (size))
WRAP(int, sodium_init, -1, (void), ())
WRAP(int, socket, -1, (int family, int kind, int protocol), (family, kind, protocol))
WRAP(int, bind, -1, (int fd, const struct sockaddr *at, socklen_t size), (fd, at, size))
WRAP(int, listen, -1, (int fd, int most), (fd, most))
WRAP(int, connect, -1, (int fd, const struct sockaddr *to, socklen_t size), (fd, to, size))
WRAP(int, accept4, -1, (int fd, struct sockaddr *from, socklen_t *size, int flags),
     (fd, from, size, flags))
WRAP(int, getsockname, -1, (int fd, struct sockaddr *at, socklen_t *size), (fd, at, size))
WRAP(int, getsockopt, -1, (int fd, int level, int name, void *to, socklen_t *size),
     (fd, level, name, to, size))
WRAP(int, setsockopt, -1, (int fd, int level, int name, const void *from, socklen_t size),
     (fd, level, name, from, size))
WRAP(ssize_t, send, -1, (int fd, const void *from, size_t size, int flags),
     (fd, from, size, flags))
WRAP(ssize_t, recv, -1, (int fd, void *to, size_t size, int flags), (fd, to, size, flags))

static size_t taken(size_t size)
{
    if (!state.is_on || !state.is_short || ++state.calls != state.fails_at || size < 2)
        return size;
    state.has_failed = true;
    return state.part == CALLS_HALF ? size / 2 : size - 1;
}

ssize_t __real_write(int fd, const void *from, size_t size);
ssize_t __wrap_write(int fd, const void *from, size_t size);
ssize_t __wrap_write(int fd, const void *from, size_t size)
{
    return calls_fail_now() ? -1 : __real_write(fd, from, taken(size));
}

/* Closed all the same, as the kernel does. */
int __real_close(int fd);
int __wrap_close(int fd);
int __wrap_close(int fd)
{
    bool is_failing = calls_fail_now();
    int number = errno, result = __real_close(fd);
    errno = number;
    return is_failing ? -1 : result;
}

int __real_open(const char *path, int flags, ...);
int __wrap_open(const char *path, int flags, ...);
int __wrap_open(const char *path, int flags, ...)
{
    va_list rest;
    va_start(rest, flags);
    mode_t mode = (flags & O_CREAT) ? va_arg(rest, mode_t) : 0;
    va_end(rest);
    return calls_fail_now() ? -1 : __real_open(path, flags, mode);
}

int __real_openat(int folder, const char *path, int flags, ...);
int __wrap_openat(int folder, const char *path, int flags, ...);
int __wrap_openat(int folder, const char *path, int flags, ...)
{
    va_list rest;
    va_start(rest, flags);
    mode_t mode = (flags & (O_CREAT | O_TMPFILE)) ? va_arg(rest, mode_t) : 0;
    va_end(rest);
    return calls_fail_now() ? -1 : __real_openat(folder, path, flags, mode);
}

int calls_open_files(void)
{
    int count = 0;
    for (int fd = 0; fd < 256; fd++)
        if (fcntl(fd, F_GETFD) >= 0) count++;
    return count;
}
