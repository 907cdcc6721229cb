/* SPDX-License-Identifier: EUPL-1.2 */
#include "spool/spool_name.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "spool/disk.h"

static const char dropped[] = ".dropped";

void spool_name(struct id id, enum spool_fate fate, char out[SPOOL_NAME_BYTES])
{
    char text[ID_TEXT_BYTES];
    id_text(id, text);
    snprintf(out, SPOOL_NAME_BYTES, "%s%s", text, fate == SPOOL_DROPPED ? dropped : "");
}

enum err spool_name_read(const char *name, struct id *id_out, bool *is_dropped_out)
{
    char text[ID_TEXT_BYTES], written[SPOOL_NAME_BYTES];
    if (strnlen(name, ID_TEXT_BYTES) < ID_TEXT_BYTES - 1) return ERR_FORMAT;
    memcpy(text, name, ID_TEXT_BYTES - 1);
    text[ID_TEXT_BYTES - 1] = 0;
    if (id_read(text, id_out)) return ERR_FORMAT;
    *is_dropped_out = name[ID_TEXT_BYTES - 1] != 0;
    /* Capitals read as the same id but are another file: two names for one request must not
     * exist. */
    spool_name(*id_out, *is_dropped_out ? SPOOL_DROPPED : SPOOL_WAITING, written);
    return strcmp(written, name) == 0 ? ERR_NONE : ERR_FORMAT;
}

static bool read_entry(int folder, const char *name, enum spool_state state,
                       struct spool_entry *entry_out)
{
    /* What the disk will not tell: its name is there, so it waits, and is never too old. */
    struct stat facts = {.st_size = -1, .st_mtime = SPOOL_HOUR_UNKNOWN_S};
    if (spool_name_read(name, &entry_out->id, &entry_out->is_dropped)) return false;
    if (entry_out->is_dropped && state != SPOOL_DONE) return false;
    if (fstatat(folder, name, &facts, AT_SYMLINK_NOFOLLOW) < 0 && errno == ENOENT)
        return false; /* gone meanwhile */
    entry_out->state = state;
    entry_out->size_bytes = (int64_t)facts.st_size;
    entry_out->hour_s = (int64_t)facts.st_mtime;
    return true;
}

enum err spool_each(const struct spool *spool, enum spool_state state,
                    bool (*each)(void *with, const struct spool_entry *entry), void *with)
{
    /* An open of its own: a shared descriptor would share its place in the folder too. */
    int fd = openat(spool_folder(spool, state), ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (fd < 0) return disk_cause(errno);
    DIR *folder = fdopendir(fd);
    if (!folder) {
        close(fd);
        return ERR_MEMORY;
    }
    enum err err = ERR_NONE;
    for (;;) {
        errno = 0;
        struct dirent *found = readdir(folder);
        struct spool_entry entry = {0};
        if (!found && errno) err = disk_cause(errno);
        if (!found) break;
        if (!read_entry(fd, found->d_name, state, &entry)) continue;
        if (!each(with, &entry)) break;
    }
    closedir(folder);
    return err;
}
