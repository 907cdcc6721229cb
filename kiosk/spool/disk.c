/* SPDX-License-Identifier: EUPL-1.2 */
#include "spool/disk.h"

#include <errno.h>
#include <fcntl.h>
#include <libgen.h>
#include <stdbool.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"

enum err disk_cause(int number)
{
    switch (number) {
    case ENOSPC: case EDQUOT: case EFBIG: return ERR_FULL;
    case ENOENT: case ENOTDIR: return ERR_MISSING;
    case EEXIST: return ERR_EXISTS;
    case EACCES: case EPERM: case ELOOP: return ERR_REFUSED;
    case ENOMEM: return ERR_MEMORY;
    default: return ERR_DISK;   /* errno is no enum of ours */
    }
}

enum err disk_write(int fd, const void *from, size_t size_bytes)
{
    const char *at = from;
    while (size_bytes > 0) {
        ssize_t size = write(fd, at, size_bytes);
        if (size < 0 && errno == EINTR) continue;
        if (size < 0) return disk_cause(errno);
        if (size == 0) return ERR_DISK;
        at += size;
        size_bytes -= (size_t)size;
    }
    return ERR_NONE;
}

enum err disk_read(int fd, void *to, size_t size_bytes, size_t *read_bytes_out)
{
    char *at = to;
    size_t left_bytes = size_bytes;
    while (left_bytes > 0) {
        ssize_t size = read(fd, at, left_bytes);
        if (size < 0 && errno == EINTR) continue;
        if (size < 0) return disk_cause(errno);
        if (size == 0) break;
        at += size;
        left_bytes -= (size_t)size;
    }
    *read_bytes_out = size_bytes - left_bytes;
    return ERR_NONE;
}

enum err disk_sync_folder(const char *folder)
{
    int fd = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (fd < 0) return disk_cause(errno);
    enum err err = fsync(fd) < 0 ? ERR_DISK : ERR_NONE;
    close(fd);
    return err;
}

enum err disk_make_folder(const char *folder, unsigned mode)
{
    char path[PATH_BYTES];
    int size = snprintf(path, sizeof path, "%s", folder);
    if (size < 0 || (size_t)size >= sizeof path) return ERR_LARGE;
    bool is_made = mkdir(folder, mode) == 0;
    if (!is_made && errno != EEXIST) return disk_cause(errno);
    /* One that was there may be left from a run that was cut off before this; but the folder
     * above it may be somebody else's, and then he made it. */
    enum err err = disk_sync_folder(dirname(path));
    return is_made ? err : ERR_NONE;
}
