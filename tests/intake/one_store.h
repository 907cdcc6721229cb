/* SPDX-License-Identifier: EUPL-1.2 */
/* one_store.h - a receiver's store in a folder of its own, on a disk that fails when a test
 * says so. */
#ifndef NAAST_TESTS_INTAKE_ONE_STORE_H
#define NAAST_TESTS_INTAKE_ONE_STORE_H
#include "base/promise.h"

#include <errno.h>
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "apps/intake_store.h"
#include "base/file.h"
#include "base/scratch.h"
#include "intake/request.h"

#define NOW_S 1800000000
#define IN_A_FOLDER(test) cmocka_unit_test_setup_teardown(test, make_folder, remove_folder)

/* Ours come before the library's, so that a test decides what the disk does. */
static struct {
    bool sync_fails, folder_sync_fails, is_full;
    off_t unreadable_from; /* 0: all of it can be read */
    int syncs;
    struct stat synced[16]; /* by fsync, in their order */
    int synced_count;
} disk;

int fdatasync(int fd)
{
    disk.syncs++;
    if (!disk.sync_fails) return (int)syscall(SYS_fdatasync, fd);
    errno = EIO;
    return -1;
}

int fsync(int fd)
{
    struct stat facts;
    if (fstat(fd, &facts) == 0 && disk.synced_count < 16)
        disk.synced[disk.synced_count++] = facts;
    if (!disk.folder_sync_fails || !S_ISDIR(facts.st_mode)) return (int)syscall(SYS_fsync, fd);
    errno = EIO;
    return -1;
}

ssize_t pread(int fd, void *to, size_t size, off_t at)
{
    if (!disk.unreadable_from || at < disk.unreadable_from)
        return syscall(SYS_pread64, fd, to, size, at);
    errno = EIO;
    return -1;
}

/* What the compiler makes of pread when it knows how large the room is. */
ssize_t __pread_chk(int fd, void *to, size_t size, off_t at, size_t room);
ssize_t __pread_chk(int fd, void *to, size_t size, off_t at, size_t room)
{
    assert_true(size <= room);
    return pread(fd, to, size, at);
}

/* A full disk takes the first ten bytes and then no more. */
ssize_t pwrite(int fd, const void *from, size_t size, off_t at)
{
    if (!disk.is_full) return syscall(SYS_pwrite64, fd, from, size, at);
    if (size > 10) return syscall(SYS_pwrite64, fd, from, (size_t)10, at);
    errno = ENOSPC;
    return -1;
}

static char folder[64], requests_path[96], marks_path[96];

static inline int make_folder(void **state)
{
    (void)state;
    memset(&disk, 0, sizeof disk);
    scratch_make(folder);
    snprintf(requests_path, sizeof requests_path, "%s/requests.jsonl", folder);
    snprintf(marks_path, sizeof marks_path, "%s/marks.jsonl", folder);
    return 0;
}

static inline int remove_folder(void **state)
{
    (void)state;
    scratch_remove(folder);
    return 0;
}

static inline struct intake_store opened(void)
{
    struct intake_store store;
    assert_int_equal(intake_store_open(folder, &store), ERR_NONE);
    return store;
}

static inline enum err try_to_add(struct intake_store *store, const char *request)
{
    return intake_store_add(store, request, strlen(request), NOW_S);
}

static inline void add(struct intake_store *store, const char *request)
{
    assert_int_equal(try_to_add(store, request), ERR_NONE);
}

static inline struct id id_of(const char *text)
{
    struct id id;
    assert_int_equal(id_read(text, &id), ERR_NONE);
    return id;
}

static inline off_t size_of(const char *path)
{
    struct stat facts;
    assert_int_equal(stat(path, &facts), 0);
    return facts.st_size;
}

static inline void write_more(const char *path, const char *text)
{
    FILE *file = fopen(path, "a");
    assert_non_null(file);
    assert_true(fputs(text, file) >= 0);
    assert_int_equal(fclose(file), 0);
}

#endif
