/* SPDX-License-Identifier: EUPL-1.2 */
#include "base/file.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define NAMES_MOST 65536

static enum err cause_of(int number)
{
    switch (number) {
    case ENOENT: case ENOTDIR: return ERR_MISSING;
    case EACCES: case EPERM: case ELOOP: return ERR_REFUSED;
    case ENOSPC: case EDQUOT: return ERR_FULL;
    case ENOMEM: return ERR_MEMORY;
    default: return ERR_DISK;   /* errno is no enum of ours */
    }
}

static enum err read_all(int fd, struct bytes *bytes)
{
    char part[4096];
    enum err err = ERR_NONE;
    for (;;) {
        ssize_t size = read(fd, part, sizeof part);
        if (size < 0 && errno == EINTR) continue;
        if (size < 0) err = cause_of(errno);
        if (size <= 0) break;
        err = bytes_add(bytes, part, (size_t)size);
        if (err) break;
    }
    sodium_memzero(part, sizeof part);   /* keys and tokens come through here too */
    return err;
}

enum err file_read(const char *path, struct bytes *bytes_out)
{
    /* O_NONBLOCK: a pipe with a file's name must not hold up the program. */
    int fd = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK);
    if (fd < 0) return cause_of(errno);

    struct stat facts;
    enum err err = ERR_NONE;
    if (fstat(fd, &facts) < 0) err = cause_of(errno);
    else if (!S_ISREG(facts.st_mode)) err = ERR_REFUSED;
    if (!err) err = bytes_add(bytes_out, "", 0); /* an empty file is an empty text, not NULL */
    if (!err) err = read_all(fd, bytes_out);
    close(fd);
    return err;
}

static enum err write_all(int fd, const char *from, size_t size_bytes)
{
    while (size_bytes > 0) {
        ssize_t size = write(fd, from, size_bytes);
        if (size < 0 && errno == EINTR) continue;
        if (size < 0) return cause_of(errno);
        from += size;
        size_bytes -= (size_t)size;
    }
    return ERR_NONE;
}

enum err file_replace(const char *path, const void *from, size_t size_bytes, unsigned mode)
{
    char beside[PATH_BYTES];
    int size = snprintf(beside, sizeof beside, "%s.XXXXXX", path);
    if (size < 0 || (size_t)size >= sizeof beside) return ERR_LARGE;
    int fd = mkostemp(beside, O_CLOEXEC);
    if (fd < 0) return cause_of(errno);

    enum err err = write_all(fd, from, size_bytes);
    if (!err && fchmod(fd, mode) < 0) err = cause_of(errno);
    if (close(fd) < 0 && !err) err = cause_of(errno);
    if (!err && rename(beside, path) < 0) err = cause_of(errno);
    if (err) unlink(beside);
    return err;
}

bool file_exists(const char *path)
{
    return access(path, F_OK) == 0;
}

enum err path_join(char out[PATH_BYTES], const char *folder, const char *name)
{
    size_t size = strlen(folder);
    const char *slash = size > 0 && folder[size - 1] == '/' ? "" : "/";
    int whole = snprintf(out, PATH_BYTES, "%s%s%s", folder, slash, name);
    return whole < 0 || whole >= PATH_BYTES ? ERR_LARGE : ERR_NONE;
}

struct names {
    char **all;
    size_t count;
    size_t room;
};

/* gcc 12 loses sight of a copy once it lies in a list; names_finish frees them all. */
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wanalyzer-malloc-leak"
static enum err names_add(struct names *names, const char *name)
{
    if (names->count == NAMES_MOST) return ERR_LARGE;
    if (names->count == names->room) {
        size_t room = names->room ? names->room * 2 : 32;
        char **all = realloc(names->all, room * sizeof *all);
        if (!all) return ERR_MEMORY;
        names->all = all;
        names->room = room;
    }
    char *copy = strdup(name);
    if (!copy) return ERR_MEMORY;
    names->all[names->count++] = copy;
    return ERR_NONE;
}
#pragma GCC diagnostic pop

static void names_finish(struct names *names)
{
    for (size_t i = 0; i < names->count; i++) free(names->all[i]);
    free(names->all);
}

static bool ends_in(const char *name, const char *suffix)
{
    size_t name_size = strlen(name), suffix_size = strlen(suffix);
    return name_size >= suffix_size && strcmp(name + name_size - suffix_size, suffix) == 0;
}

static int by_bytes(const void *a, const void *b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

static enum err read_names(DIR *folder, const char *suffix, struct names *names)
{
    for (;;) {
        errno = 0;
        struct dirent *entry = readdir(folder);
        if (!entry) return errno ? cause_of(errno) : ERR_NONE;
        if (strcmp(entry->d_name, ".") == 0 || strcmp(entry->d_name, "..") == 0) continue;
        if (!ends_in(entry->d_name, suffix)) continue;
        enum err err = names_add(names, entry->d_name);
        if (err) return err;
    }
}

enum err folder_each(const char *folder, const char *suffix,
                     bool (*each)(void *with, const char *name), void *with)
{
    DIR *open_folder = opendir(folder);
    if (!open_folder) return cause_of(errno);
    struct names names = {0};
    enum err err = read_names(open_folder, suffix, &names);
    closedir(open_folder);
    if (!err && names.count > 0) {
        qsort(names.all, names.count, sizeof *names.all, by_bytes);
        for (size_t i = 0; i < names.count; i++)
            if (!each(with, names.all[i])) break;
    }
    names_finish(&names);
    return err;
}
