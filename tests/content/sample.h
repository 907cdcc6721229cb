/* SPDX-License-Identifier: EUPL-1.2 */
/* sample.h - a copy of the sample configuration that a test may spoil, and what is then found.
 * */
#ifndef NAAST_TESTS_CONTENT_SAMPLE_H
#define NAAST_TESTS_CONTENT_SAMPLE_H
#include "base/promise.h"

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "content/check.h"

#define SAMPLE_FILE_BYTES (256 * 1024)

static char sample_folder[64];

static inline void sample_read(const char *folder, const char *file, struct bytes *bytes)
{
    char path[PATH_BYTES];
    assert_int_equal(path_join(path, folder, file), ERR_NONE);
    *bytes = (struct bytes){.limit_bytes = SAMPLE_FILE_BYTES};
    if (file_read(path, bytes) != ERR_NONE) fail_msg("%s cannot be read", path);
}

static inline void sample_write(const char *file, const void *from, size_t size_bytes)
{
    char path[PATH_BYTES];
    assert_int_equal(path_join(path, sample_folder, file), ERR_NONE);
    assert_int_equal(file_replace(path, from, size_bytes, 0644), ERR_NONE);
}

static inline void sample_remove(const char *file)
{
    char path[PATH_BYTES];
    assert_int_equal(path_join(path, sample_folder, file), ERR_NONE);
    assert_int_equal(remove(path), 0);
}

/* The translations stand in the copy as if native speakers had signed them, so that a test
 * finds its own mistake alone. That the sample itself says "unreviewed" is told by
 * check_command.sh. */
static inline void sample_sign(struct bytes *bytes)
{
    char *at = strstr(bytes->start, "\"reviewed\": false");
    if (at) memcpy(at, "\"reviewed\": true ", 17);
}

static inline void sample_restore(const char *file)
{
    struct bytes bytes;
    sample_read(SOURCE_DIR "/config", file, &bytes);
    if (strncmp(file, "texts/", 6) == 0) sample_sign(&bytes);
    sample_write(file, bytes.start, bytes.size_bytes);
    bytes_wipe(&bytes);
}

static inline bool sample_copy_one(void *with, const char *name)
{
    char file[PATH_BYTES];
    assert_int_equal(path_join(file, with, name), ERR_NONE);
    sample_restore(file);
    return true;
}

static inline bool sample_remove_one(void *with, const char *name)
{
    char path[PATH_BYTES];
    assert_int_equal(path_join(path, with, name), ERR_NONE);
    return remove(path) == 0;
}

static inline int sample_make(void **state)
{
    (void)state;
    static const char *const folders[] = {"texts", "providers", "keys", "plain"};
    snprintf(sample_folder, sizeof sample_folder, "/tmp/naast-content-XXXXXX");
    if (!mkdtemp(sample_folder)) return -1;
    for (size_t i = 0; i < 4; i++) {
        char path[PATH_BYTES], source[PATH_BYTES];
        assert_int_equal(path_join(path, sample_folder, folders[i]), ERR_NONE);
        assert_int_equal(mkdir(path, 0700), 0);
        assert_int_equal(path_join(source, SOURCE_DIR "/config", folders[i]), ERR_NONE);
        char name[16];
        snprintf(name, sizeof name, "%s", folders[i]);
        assert_int_equal(folder_each(source, ".json", sample_copy_one, name), ERR_NONE);
    }
    sample_restore("kiosk.json");
    sample_restore("languages.json");
    sample_restore("topics.json");
    return 0;
}

static inline int sample_leave(void **state)
{
    (void)state;
    static const char *const folders[] = {"texts", "providers", "keys", "plain", ""};
    for (size_t i = 0; i < 5; i++) {
        char path[PATH_BYTES];
        assert_int_equal(path_join(path, sample_folder, folders[i]), ERR_NONE);
        assert_int_equal(folder_each(path, "", sample_remove_one, path), ERR_NONE);
    }
    return rmdir(sample_folder) == 0 || rmdir(sample_folder) == 0 ? 0 : -1;
}

/* Puts `to` in the place of `from`, which must stand in the file once. */
static inline void sample_change(const char *file, const char *from, const char *to)
{
    struct bytes bytes, changed = {.limit_bytes = SAMPLE_FILE_BYTES * 2};
    sample_read(sample_folder, file, &bytes);
    char *at = strstr(bytes.start, from);
    if (!at) fail_msg("%s has no %s", file, from);
    if (strstr(at + 1, from)) fail_msg("%s has %s more than once", file, from);
    size_t before = (size_t)(at - bytes.start);
    assert_int_equal(bytes_add(&changed, bytes.start, before), ERR_NONE);
    assert_int_equal(bytes_add_text(&changed, to), ERR_NONE);
    assert_int_equal(bytes_add_text(&changed, at + strlen(from)), ERR_NONE);
    sample_write(file, changed.start, changed.size_bytes);
    bytes_wipe(&bytes);
    bytes_wipe(&changed);
}

/* Line on which `text` first stands; 0 when it does not. */
static inline int sample_line(const char *file, const char *text)
{
    struct bytes bytes;
    sample_read(sample_folder, file, &bytes);
    const char *at = strstr(bytes.start, text);
    int line = at ? 1 : 0;
    for (const char *before = bytes.start; at && before < at; before++) line += *before == '\n';
    bytes_wipe(&bytes);
    return line;
}

static inline bool sample_has(const struct findings *findings, const char *file, int line,
                              const char *rule)
{
    char path[PATH_BYTES];
    assert_int_equal(path_join(path, sample_folder, file), ERR_NONE);
    for (int i = 0; i < findings->count; i++) {
        const struct finding *finding = &findings->all[i];
        if (strcmp(finding->file, path) == 0 && finding->line == line &&
            strcmp(finding->rule, rule) == 0)
            return true;
    }
    return false;
}

static inline void sample_print(const struct findings *findings)
{
    for (int i = 0; i < findings->count; i++)
        print_message("  %s:%d: %s: %s / %s\n", findings->all[i].file, findings->all[i].line,
                      findings->all[i].rule, findings->all[i].what, findings->all[i].mend);
}

#endif
