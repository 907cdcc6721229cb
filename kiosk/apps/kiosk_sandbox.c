/* SPDX-License-Identifier: EUPL-1.2 */
#include "apps/kiosk_sandbox.h"

#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/log.h"
#include "base/sandbox.h"

#define PATHS_MOST 24

struct paths {
    struct sandbox_path all[PATHS_MOST];
    int count;
};

static void add(struct paths *paths, const char *path, enum sandbox_right right)
{
    if (path && paths->count < PATHS_MOST)
        paths->all[paths->count++] = (struct sandbox_path){path, right};
}

/* Libraries, voices, hyphens, time zones, and what a sound library asks about the machine. */
static void add_system(struct paths *paths)
{
    static const char *const to_read[] = {"/usr", "/lib", "/lib64", "/etc", "/proc/self",
                                          "/proc/asound", "/sys/devices/system/cpu",
                                          "/dev/urandom",
                                          /* what a sound server shows us; it hands over what
                                           * we may write as a descriptor */
                                          "/dev/shm"};
    static const char *const devices[] = {"/dev/snd", "/dev/null", "/dev/dri"};
    for (size_t i = 0; i < sizeof to_read / sizeof to_read[0]; i++)
        add(paths, to_read[i], SANDBOX_READ);
    for (size_t i = 0; i < sizeof devices / sizeof devices[0]; i++)
        add(paths, devices[i], SANDBOX_DEVICE);
}

/* A demo's files are written beside themselves and renamed, so it is their folder. */
static enum err add_folder_of(struct paths *paths, const char *file, char folder[PATH_BYTES])
{
    if (!file) return ERR_NONE;
    const char *slash = strrchr(file, '/');
    size_t size = slash ? (size_t)(slash - file) + (slash == file) : 1;
    if (size >= PATH_BYTES) return ERR_LARGE;
    memcpy(folder, slash ? file : ".", size);
    folder[size] = 0;
    add(paths, folder, SANDBOX_WRITE);
    return ERR_NONE;
}

enum err kiosk_sandbox(const struct kiosk_places *places)
{
    /* cppcheck-suppress variableScope ; `paths` points into them until the last call */
    char tree[PATH_BYTES], speech[PATH_BYTES], cookie[PATH_BYTES];
    struct paths paths = {0};
    struct sandbox_state state = {0};
    const char *home = getenv("HOME");
    bool is_demo = places->tree || places->speech_log;
    enum sandbox_program program = is_demo ? SANDBOX_DEMO : SANDBOX_KIOSK;
    add(&paths, places->assets, SANDBOX_READ);
    add_system(&paths);
    if (home && path_join(cookie, home, ".config/pulse") == ERR_NONE)
        add(&paths, cookie, SANDBOX_READ);
    enum err err = add_folder_of(&paths, places->tree, tree);
    if (!err) err = add_folder_of(&paths, places->speech_log, speech);
    if (!err) err = sandbox_limits(program);
    if (!err) err = sandbox_paths(paths.all, paths.count, &state);
    if (!err) err = sandbox_calls(program, &state);
    if (!err && state.has_calls && state.paths_version == 0)
        log_line(LOG_WARNING, "this kernel keeps nobody from files (no Landlock)");
    return err;
}
