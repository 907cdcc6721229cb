/* SPDX-License-Identifier: EUPL-1.2 */
#include "apps/intake_store.h"

#include <errno.h>
#include <fcntl.h>
#include <libgen.h>
#include <sodium.h>
#include <stdio.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "apps/intake_rules.h"
#include "base/clock.h"
#include "base/file.h"
#include "base/json_write.h"
#include "base/log.h"

#define REQUESTS "requests.jsonl"
#define REQUESTS_NEW "requests.jsonl.new"
#define MARKS "marks.jsonl"

static const char *const mark_words[] = {
    [INTAKE_OPEN] = "open",
    [INTAKE_CALLED] = "gebeld",
    [INTAKE_WITHDRAWN] = "ingetrokken",
};

const struct intake_entry *intake_store_find(const struct intake_store *store, struct id id)
{
    return intake_list_find(&store->list, id);
}

/* ---- writing ---- */

static enum err disk_cause(void)
{
    return errno == ENOSPC || errno == EDQUOT ? ERR_FULL : ERR_DISK;
}

static enum err write_at(int fd, const char *from, size_t size_bytes, off_t at)
{
    while (size_bytes > 0) {
        ssize_t size = pwrite(fd, from, size_bytes, at);
        if (size < 0 && errno == EINTR) continue;
        if (size < 0) return disk_cause();
        from += size;
        at += size;
        size_bytes -= (size_t)size;
    }
    return ERR_NONE;
}

/* Adds whole lines at the end and syncs them; after a failed write nothing of the line stays
 * behind. */
static enum err append(struct intake_store *store, int fd, off_t *end, const struct bytes *line)
{
    if (store->is_broken) return ERR_DISK;
    enum err err = write_at(fd, line->start, line->size_bytes, *end);
    if (err) {
        if (ftruncate(fd, *end) < 0) store->is_broken = true;
        return err;
    }
    if (fdatasync(fd) < 0) {
        store->is_broken = true;
        return ERR_DISK;
    }
    *end += (off_t)line->size_bytes;
    return ERR_NONE;
}

/* The same JSON without the spaces between its parts, so that it takes one line and one
 * fingerprint. */
static enum err add_without_spaces(struct bytes *to, const char *json, size_t size_bytes)
{
    bool is_inside = false;
    enum err err = ERR_NONE;
    for (size_t i = 0; i < size_bytes && !err; i++) {
        if (is_inside && json[i] == '\\') {
            err = bytes_add(to, json + i++, 1);
            if (err || i == size_bytes) break;
        } else if (json[i] == '"') {
            is_inside = !is_inside;
        } else if (!is_inside && strchr(" \t\r\n", json[i])) {
            continue;
        }
        err = bytes_add(to, json + i, 1);
    }
    return err;
}

static void hash(const struct bytes *packed, unsigned char out[INTAKE_FINGERPRINT_BYTES])
{
    crypto_generichash(out, INTAKE_FINGERPRINT_BYTES, (const unsigned char *)packed->start,
                       packed->size_bytes, NULL, 0);
}

enum err intake_store_fingerprint(const char *request, size_t size_bytes,
                                  unsigned char out[INTAKE_FINGERPRINT_BYTES])
{
    struct bytes packed = {.limit_bytes = INTAKE_REQUEST_BYTES};
    enum err err = add_without_spaces(&packed, request, size_bytes);
    if (!err) hash(&packed, out);
    bytes_wipe(&packed);
    return err;
}

static enum err write_line(const struct bytes *packed, const struct intake_entry *entry,
                           struct bytes *line)
{
    char received[21], fingerprint[2 * INTAKE_FINGERPRINT_BYTES + 1];
    clock_utc_text(entry->received_s, received);
    sodium_bin2hex(fingerprint, sizeof fingerprint, entry->fingerprint,
                   sizeof entry->fingerprint);
    struct json_writer writer = {.to = line};
    json_write_open(&writer, NULL, '{');
    json_write_text(&writer, "ontvangenOp", received);
    json_write_text(&writer, "vingerafdruk", fingerprint);
    json_write_raw(&writer, "verzoek", packed->start, packed->size_bytes);
    json_write_close(&writer, '}');
    return writer.err ? writer.err : bytes_add(line, "\n", 1);
}

/* What the store wants to know of a request without reading its line again. */
static enum err read_facts(const struct json *request, struct intake_entry *entry)
{
    const char *id = intake_rules_text(request, NULL, "id");
    const char *reference = intake_rules_text(request, NULL, "referentie");
    const char *before = intake_rules_text(request, NULL, "contactUiterlijk");
    if (!id || !reference || !before) return ERR_FORMAT;
    snprintf(entry->reference, sizeof entry->reference, "%s", reference);
    snprintf(entry->contact_before, sizeof entry->contact_before, "%s", before);
    return id_read(id, &entry->id);
}

/* Before a line is written: once it is on the disk, nothing may stand in the way of saying so.
 * Otherwise the courier hears "not stored", and each time he asks again makes a line more. */
static enum err make_room(struct intake_store *store)
{
    if (store->list.count >= INTAKE_REQUESTS_MOST) return ERR_FULL;
    return intake_list_reserve(&store->list);
}

enum err intake_store_add(struct intake_store *store, const char *request, size_t size_bytes,
                          int64_t now_s)
{
    struct intake_entry entry = {.received_s = now_s, .line_at = store->requests_bytes};
    struct bytes packed = {.limit_bytes = INTAKE_REQUEST_BYTES};
    struct bytes line = {.limit_bytes = INTAKE_LINE_BYTES};
    struct json *document = NULL;
    struct json_problem problem;
    enum err err = json_read_private(request, size_bytes, &document, &problem);
    if (!err) err = read_facts(document, &entry);
    if (!err && intake_store_find(store, entry.id)) err = ERR_EXISTS;
    if (!err) err = make_room(store);
    if (!err) err = add_without_spaces(&packed, request, size_bytes);
    if (!err) {
        hash(&packed, entry.fingerprint);
        err = write_line(&packed, &entry, &line);
    }
    entry.line_bytes = line.size_bytes;
    if (!err) err = append(store, store->requests_fd, &store->requests_bytes, &line);
    if (!err) intake_list_add(&store->list, &entry);
    json_free(document);
    bytes_wipe(&packed);
    bytes_wipe(&line);
    return err;
}

enum err intake_store_line(const struct intake_store *store, const struct intake_entry *entry,
                           struct bytes *line_out)
{
    char part[1024];
    off_t at = entry->line_at;
    size_t left = entry->line_bytes;
    while (left > 0) {
        ssize_t size =
            pread(store->requests_fd, part, left < sizeof part ? left : sizeof part, at);
        if (size < 0 && errno == EINTR) continue;
        if (size <= 0) return ERR_DISK;
        enum err err = bytes_add(line_out, part, (size_t)size);
        if (err) return err;
        at += size;
        left -= (size_t)size;
    }
    return ERR_NONE;
}

/* ---- taking a request out ---- */

static enum err copy_range(int from, int to, off_t at, off_t until, off_t *end)
{
    char part[4096];
    enum err err = ERR_NONE;
    while (at < until && !err) {
        size_t most = until - at < (off_t)sizeof part ? (size_t)(until - at) : sizeof part;
        ssize_t size = pread(from, part, most, at);
        if (size < 0 && errno == EINTR) continue;
        if (size <= 0) return ERR_DISK;
        err = write_at(to, part, (size_t)size, *end);
        at += size;
        *end += size;
    }
    sodium_memzero(part, sizeof part);
    return err;
}

static bool is_to_go(const struct intake_entry *entry)
{
    return entry->mark == INTAKE_WITHDRAWN && entry->line_bytes > 0;
}

/* Everything but the lines to go, damaged lines too: what we cannot read is not ours to throw
 * away. */
static enum err copy_kept(const struct intake_store *store, int to, off_t *end_out)
{
    enum err err = ERR_NONE;
    off_t at = 0;
    *end_out = 0;
    for (size_t i = 0; i < store->list.count && !err; i++) {
        const struct intake_entry *entry = &store->list.entries[i];
        if (!is_to_go(entry)) continue;
        err = copy_range(store->requests_fd, to, at, entry->line_at, end_out);
        at = entry->line_at + (off_t)entry->line_bytes;
    }
    return err ? err : copy_range(store->requests_fd, to, at, store->requests_bytes, end_out);
}

static void forget_lines(struct intake_store *store)
{
    off_t gone = 0;
    for (size_t i = 0; i < store->list.count; i++) {
        struct intake_entry *entry = &store->list.entries[i];
        entry->line_at -= gone;
        if (!is_to_go(entry)) continue;
        gone += (off_t)entry->line_bytes;
        entry->line_bytes = 0;
    }
}

/* Writes the file again without what was withdrawn. A crash leaves the old file or the new one,
 * never half. */
static enum err take_out_withdrawn(struct intake_store *store)
{
    int fd =
        openat(store->folder_fd, REQUESTS_NEW, O_RDWR | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    if (fd < 0) return disk_cause();
    off_t end = 0;
    enum err err = copy_kept(store, fd, &end);
    if (!err && fsync(fd) < 0) err = ERR_DISK;
    if (!err && renameat(store->folder_fd, REQUESTS_NEW, store->folder_fd, REQUESTS) < 0)
        err = ERR_DISK;
    if (err) {
        close(fd);
        unlinkat(store->folder_fd, REQUESTS_NEW, 0);
        return err;
    }
    close(store->requests_fd);
    store->requests_fd = fd;
    store->requests_bytes = end;
    forget_lines(store);
    if (fsync(store->folder_fd) == 0) return ERR_NONE;
    /* After a power cut the old file may be back under the name: with what was to go, and
     * without what would be added to the new one from here on. */
    store->is_broken = true;
    return ERR_DISK;
}

/* An older receiver may have stored a request twice: what happened to the first happened to
 * both, and both go. */
static void mark_doubles(struct intake_store *store)
{
    for (size_t i = 0; i < store->list.count; i++) {
        struct intake_entry *entry = &store->list.entries[i];
        if (entry->is_again) entry->mark = intake_list_find(&store->list, entry->id)->mark;
    }
}

static bool has_lines_to_go(const struct intake_store *store)
{
    for (size_t i = 0; i < store->list.count; i++)
        if (is_to_go(&store->list.entries[i])) return true;
    return false;
}

/* "Withdrawn" is on the disk, but the disk may have been too full to write the rest again. */
static enum err finish_withdrawal(struct intake_store *store)
{
    if (store->is_broken) return ERR_DISK;
    return has_lines_to_go(store) ? take_out_withdrawn(store) : ERR_NONE;
}

static enum err add_mark_line(struct intake_store *store, struct id id, enum intake_mark mark,
                              int64_t now_s)
{
    char text[ID_TEXT_BYTES], at[21];
    id_text(id, text);
    clock_utc_text(now_s, at);
    struct bytes line = {.limit_bytes = 256};
    struct json_writer writer = {.to = &line};
    json_write_open(&writer, NULL, '{');
    json_write_text(&writer, "id", text);
    json_write_text(&writer, "wat", mark_words[mark]);
    json_write_text(&writer, "op", at);
    json_write_close(&writer, '}');
    enum err err = writer.err ? writer.err : bytes_add(&line, "\n", 1);
    if (!err) err = append(store, store->marks_fd, &store->marks_bytes, &line);
    bytes_wipe(&line);
    return err;
}

enum err intake_store_mark(struct intake_store *store, struct id id, enum intake_mark mark,
                           int64_t now_s)
{
    struct intake_entry *entry = intake_list_find(&store->list, id);
    if (!entry) return ERR_MISSING;
    bool is_final = entry->mark == INTAKE_WITHDRAWN;
    if (is_final && mark != INTAKE_WITHDRAWN) return ERR_NONE;
    if (entry->mark != mark) {
        enum err err = add_mark_line(store, id, mark, now_s);
        if (err) return err;
        entry->mark = mark;
        mark_doubles(store);
    }
    return mark == INTAKE_WITHDRAWN ? finish_withdrawal(store) : ERR_NONE;
}

/* ---- opening ---- */

/* Whatever INTAKE_REQUESTS_MOST says: what is on the disk was promised, so a store that is full
 * must start all the same. */
static enum err remember(struct intake_store *store, const struct intake_entry *entry)
{
    enum err err = intake_list_reserve(&store->list);
    if (!err) intake_list_add(&store->list, entry);
    return err;
}

static enum err read_request(struct intake_store *store, const struct json *document,
                             const struct intake_line *line)
{
    struct intake_entry entry = {.line_at = line->at, .line_bytes = line->text_bytes};
    const char *fingerprint = intake_rules_text(document, NULL, "vingerafdruk");
    const char *received = intake_rules_text(document, NULL, "ontvangenOp");
    const struct json *request = json_member(document, "verzoek");
    if (!fingerprint || !received || !request) return ERR_FORMAT;
    enum err err = read_facts(request, &entry);
    if (err) return err;
    if (sodium_hex2bin(entry.fingerprint, sizeof entry.fingerprint, fingerprint,
                       strlen(fingerprint), NULL, NULL, NULL) < 0)
        return ERR_FORMAT;
    struct tm moment = {0};
    if (!strptime(received, "%Y-%m-%dT%H:%M:%SZ", &moment)) return ERR_FORMAT;
    entry.received_s = timegm(&moment);
    if (intake_store_find(store, entry.id))
        log_line(LOG_WARNING, REQUESTS ":%d is there already; the first of them counts",
                 line->number);
    return remember(store, &entry);
}

static enum err read_mark(struct intake_store *store, const struct json *document,
                          const struct intake_line *line)
{
    (void)line;
    struct id id;
    const char *id_of = intake_rules_text(document, NULL, "id"),
               *what = intake_rules_text(document, NULL, "wat");
    if (!id_of || !what || id_read(id_of, &id)) return ERR_FORMAT;
    for (int mark = INTAKE_OPEN; mark <= INTAKE_WITHDRAWN; mark++) {
        if (strcmp(what, mark_words[mark]) != 0) continue;
        struct intake_entry *entry = intake_list_find(&store->list, id);
        if (!entry &&
            mark == INTAKE_WITHDRAWN) /* its line is gone; the id must not be taken again */
            return remember(store, &(struct intake_entry){.id = id, .mark = INTAKE_WITHDRAWN});
        if (entry) entry->mark = (enum intake_mark)mark;
        return ERR_NONE;
    }
    return ERR_FORMAT;
}

struct loading {
    struct intake_store *store;
    const char *name;
    /* Marks have nothing private, and locked memory takes its time. */
    enum err (*parse)(const char *bytes, size_t size_bytes, struct json **document_out,
                      struct json_problem *problem_out);
    enum err (*read)(struct intake_store *store, const struct json *document,
                     const struct intake_line *line);
};

/* One damaged line must not keep the others from being read; it stays in the file. */
static enum err load_line(void *with, const struct intake_line *line)
{
    const struct loading *loading = with;
    struct json *document = NULL;
    struct json_problem problem;
    enum err err = ERR_FORMAT;
    if (line->text_bytes > 0)
        err = loading->parse(line->text, line->text_bytes, &document, &problem);
    if (!err) err = loading->read(loading->store, document, line);
    json_free(document);
    if (err != ERR_FORMAT) return err;
    log_line(LOG_FAULT, "%s:%d cannot be read and is left alone", loading->name, line->number);
    return ERR_NONE;
}

static enum err load(struct loading loading, int fd, off_t *end_out)
{
    bool is_torn = false;
    enum err err = intake_lines_read(fd, load_line, &loading, end_out, &is_torn);
    if (err || !is_torn) return err;
    log_line(LOG_WARNING,
             "%s ends in half a line, which was never confirmed to anyone; cut off",
             loading.name);
    return ftruncate(fd, *end_out) < 0 || fsync(fd) < 0 ? ERR_DISK : ERR_NONE;
}

static int open_file(const struct intake_store *store, const char *name)
{
    return openat(store->folder_fd, name, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
}

/* A folder is kept once its name is on the disk, in the folder above it. */
static enum err sync_above(const char *folder)
{
    char path[PATH_BYTES];
    int size = snprintf(path, sizeof path, "%s", folder);
    if (size < 0 || (size_t)size >= sizeof path) return ERR_LARGE;
    int fd = open(dirname(path), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (fd < 0) return ERR_DISK;
    enum err err = fsync(fd) < 0 ? ERR_DISK : ERR_NONE;
    close(fd);
    return err;
}

static enum err open_folder(const char *folder, struct intake_store *store)
{
    bool is_made = mkdir(folder, 0700) == 0;
    if (!is_made && errno != EEXIST) return ERR_DISK;
    /* One that was there may be left from a start that was cut off before this; but the folder
     * above it may be somebody else's, and then he made it. */
    enum err err = sync_above(folder);
    if (is_made && err) return err;
    store->folder_fd = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (store->folder_fd < 0) return ERR_MISSING;
    if (flock(store->folder_fd, LOCK_EX | LOCK_NB) < 0) return ERR_EXISTS;
    store->requests_fd = open_file(store, REQUESTS);
    store->marks_fd = open_file(store, MARKS);
    if (store->requests_fd < 0 || store->marks_fd < 0) return ERR_DISK;
    return fsync(store->folder_fd) < 0 ? ERR_DISK : ERR_NONE;
}

enum err intake_store_open(const char *folder, struct intake_store *store_out)
{
    *store_out = (struct intake_store){.folder_fd = -1, .requests_fd = -1, .marks_fd = -1};
    struct intake_store *store = store_out;
    enum err err = open_folder(folder, store);
    struct loading requests = {store, REQUESTS, json_read_private, read_request};
    struct loading marks = {store, MARKS, json_read, read_mark};
    if (!err) err = load(requests, store->requests_fd, &store->requests_bytes);
    if (!err) err = load(marks, store->marks_fd, &store->marks_bytes);
    mark_doubles(store);
    /* A crash between "withdrawn" and the new file: finish it now. */
    if (!err) err = finish_withdrawal(store);
    if (err) intake_store_close(store);
    return err;
}

void intake_store_close(struct intake_store *store)
{
    if (store->requests_fd >= 0) close(store->requests_fd);
    if (store->marks_fd >= 0) close(store->marks_fd);
    if (store->folder_fd >= 0) close(store->folder_fd);
    intake_list_wipe(&store->list);
    *store = (struct intake_store){.folder_fd = -1, .requests_fd = -1, .marks_fd = -1};
}
