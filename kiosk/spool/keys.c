/* SPDX-License-Identifier: EUPL-1.2 */
#include "spool/keys.h"

#include <errno.h>
#include <fcntl.h>
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "spool/disk.h"

#define KEY_BYTES 32
#define HEX_BYTES (2 * KEY_BYTES + 1)
#define LINE_BYTES 128

static const char secret_word[] = "naast-secret-key-1 ";
static const char public_word[] = "naast-public-key-1 ";

/* A nameless file of this folder with one line in it, on the disk. */
static enum err write_nameless(const char *folder, mode_t mode, const char *word,
                               const uint8_t key[KEY_BYTES], int *fd_out)
{
    char hex[HEX_BYTES], line[LINE_BYTES];
    int fd = open(folder, O_TMPFILE | O_WRONLY | O_CLOEXEC, mode);
    if (fd < 0) return disk_cause(errno);
    sodium_bin2hex(hex, sizeof hex, key, KEY_BYTES);
    int size = snprintf(line, sizeof line, "%s%s\n", word, hex);
    enum err err = disk_write(fd, line, (size_t)size);
    if (!err && fchmod(fd, mode) < 0) err = disk_cause(errno);
    if (!err && fsync(fd) < 0) err = ERR_DISK;
    sodium_memzero(hex, sizeof hex);
    sodium_memzero(line, sizeof line);
    if (err) close(fd);
    else *fd_out = fd;
    return err;
}

/* It gets its name when it is whole: half a key under the name of one would pass for the
 * courier's at every start from then on. */
static enum err write_new(const char *folder, const char *path, mode_t mode, const char *word,
                          const uint8_t key[KEY_BYTES])
{
    char nameless[64];
    int fd = -1;
    enum err err = write_nameless(folder, mode, word, key, &fd);
    if (err) return err;
    snprintf(nameless, sizeof nameless, "/proc/self/fd/%d", fd);
    bool is_named = linkat(AT_FDCWD, nameless, AT_FDCWD, path, AT_SYMLINK_FOLLOW) == 0;
    if (!is_named) err = disk_cause(errno);
    if (close(fd) < 0 && !err) err = ERR_DISK;
    if (!err) err = disk_sync_folder(folder);
    if (err && is_named) unlink(path);
    return err;
}

/* The secret one is safe before the other has a name: a public key that is found alone stands
 * in the way of a new pair. */
static enum err write_pair(const char *folder, const char *secret_path, const char *public_path,
                           const struct public_key *public_key, const uint8_t *secret_key)
{
    enum err err = write_new(folder, secret_path, 0600, secret_word, secret_key);
    if (err) return err;
    err = write_new(folder, public_path, 0644, public_word, public_key->bytes);
    if (err) unlink(secret_path);
    return err;
}

enum err keys_new(const char *folder, struct public_key *public_key_out)
{
    char secret_path[PATH_BYTES], public_path[PATH_BYTES];
    enum err err = path_join(secret_path, folder, "courier.key");
    if (!err) err = path_join(public_path, folder, "courier.pub");
    if (!err) err = disk_make_folder(folder, 0700);
    if (err) return err;
    if (file_exists(secret_path) || file_exists(public_path)) return ERR_EXISTS;

    uint8_t *secret_key = sodium_malloc(KEY_BYTES);
    if (!secret_key) return ERR_MEMORY;
    crypto_box_keypair(public_key_out->bytes, secret_key);
    err = write_pair(folder, secret_path, public_path, public_key_out, secret_key);
    sodium_free(secret_key);
    return err;
}

const char *credential_folder(void)
{
    const char *folder = getenv("CREDENTIALS_DIRECTORY");
    return folder && folder[0] == '/' ? folder : NULL;
}

static bool is_credential(const char *path)
{
    const char *folder = credential_folder();
    size_t size = folder ? strlen(folder) : 0;
    return folder && strncmp(path, folder, size) == 0 && path[size] == '/'
           && !strstr(path, "/../");
}

enum err secret_file_check(const char *path)
{
    struct stat facts;
    if (stat(path, &facts) < 0) return disk_cause(errno);
    /* systemd lets the service in by an ACL, which shows up as a group's right to read. */
    mode_t others = is_credential(path) ? S_IRWXO | S_IWGRP : S_IRWXO | S_IRWXG;
    return (facts.st_mode & others) ? ERR_REFUSED : ERR_NONE;
}

/* What talks to a provider is forked before any key is read (delivery/runner.h); and a child
 * forked later would get none either. */
static void keep_from_children(void *secret)
{
    uintptr_t page = (uintptr_t)sysconf(_SC_PAGESIZE);
    void *start = (void *)((uintptr_t)secret & ~(page - 1));
    /* An older kernel refuses; the order above still holds. */
    (void)madvise(start, page, MADV_WIPEONFORK);
}

static enum err read_line(const struct bytes *line, struct secret_key *key_out)
{
    size_t word_bytes = sizeof secret_word - 1, key_bytes = 0;
    const char *end = NULL;
    if (line->size_bytes < word_bytes + 2 * KEY_BYTES
        || strncmp(line->start, secret_word, word_bytes) != 0)
        return ERR_FORMAT;
    const char *hex = line->start + word_bytes;
    if (sodium_hex2bin(key_out->bytes, KEY_BYTES, hex, 2 * KEY_BYTES, NULL, &key_bytes, &end)
            != 0
        || key_bytes != KEY_BYTES)
        return ERR_FORMAT;
    return strcmp(end, "\n") == 0 || *end == 0 ? ERR_NONE : ERR_FORMAT;
}

enum err keys_read(const char *secret_key_path, struct key_pair *pair_out)
{
    struct bytes line = {.limit_bytes = LINE_BYTES, .is_private = true};
    memset(pair_out, 0, sizeof *pair_out);
    enum err err = secret_file_check(secret_key_path);
    if (!err) err = file_read(secret_key_path, &line);
    if (err == ERR_LARGE) err = ERR_FORMAT;
    if (!err) pair_out->secret_key = sodium_malloc(sizeof *pair_out->secret_key);
    if (!err && !pair_out->secret_key) err = ERR_MEMORY;
    if (!err) err = read_line(&line, pair_out->secret_key);
    if (!err
        && crypto_scalarmult_base(pair_out->public_key.bytes, pair_out->secret_key->bytes) != 0)
        err = ERR_FORMAT;
    bytes_wipe(&line);
    if (err) keys_wipe(pair_out);
    else keep_from_children(pair_out->secret_key);
    return err;
}

enum err key_pair_of(const uint8_t *secret, struct key_pair *pair_out)
{
    memset(pair_out, 0, sizeof *pair_out);
    pair_out->secret_key = sodium_malloc(sizeof *pair_out->secret_key);
    if (!pair_out->secret_key) return ERR_MEMORY;
    if (secret) memcpy(pair_out->secret_key->bytes, secret, KEY_BYTES);
    else randombytes_buf(pair_out->secret_key->bytes, KEY_BYTES);
    if (crypto_scalarmult_base(pair_out->public_key.bytes, pair_out->secret_key->bytes) != 0) {
        keys_wipe(pair_out);
        return ERR_FORMAT;
    }
    keep_from_children(pair_out->secret_key);
    return ERR_NONE;
}

void keys_wipe(struct key_pair *pair)
{
    sodium_free(pair->secret_key);
    memset(pair, 0, sizeof *pair);
}
