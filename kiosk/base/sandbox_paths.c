/* SPDX-License-Identifier: EUPL-1.2 */
#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "base/sandbox.h"

/* Source: Linux, include/uapi/linux/landlock.h. Written out, because Debian 12's header knows
 * version 2 only and a newer kernel can do more. */
/* cppcheck-suppress unusedStructMember ; the kernel reads them */
struct ruleset { uint64_t files, network, scope; };
struct path_rule {
    uint64_t rights;
    int32_t folder;
} __attribute__((packed));
#define ASK_VERSION 1u
#define RULE_BELOW_PATH 1

#define EXECUTE (1u << 0)
#define WRITE_FILE (1u << 1)
#define READ_FILE (1u << 2)
#define READ_FOLDER (1u << 3)
#define REMOVE_FILE (1u << 5)
#define MAKE_FILE (1u << 8)
#define MAKE_SOCKET (1u << 9)
#define RIGHTS_1 ((1u << 13) - 1)
#define MOVE_BETWEEN (1u << 13)    /* version 2 */
#define TRUNCATE (1u << 14)        /* version 3 */
#define STEER_DEVICE (1u << 15)    /* version 5 */
#define OF_FILES (EXECUTE | WRITE_FILE | READ_FILE | TRUNCATE | STEER_DEVICE)

static uint64_t rights_known(int version)
{
    uint64_t rights = RIGHTS_1;
    if (version >= 2) rights |= MOVE_BETWEEN;
    if (version >= 3) rights |= TRUNCATE;
    if (version >= 5) rights |= STEER_DEVICE;
    return rights;
}

static uint64_t rights_of(enum sandbox_right right)
{
    switch (right) {
    case SANDBOX_READ: return READ_FILE | READ_FOLDER;
    case SANDBOX_WRITE:
        return READ_FILE | READ_FOLDER | WRITE_FILE | REMOVE_FILE | MAKE_FILE | MOVE_BETWEEN |
               TRUNCATE;
    case SANDBOX_DEVICE: return READ_FILE | READ_FOLDER | WRITE_FILE | STEER_DEVICE;
    case SANDBOX_SOCKET: return REMOVE_FILE | MAKE_SOCKET;
    }
    return 0;
}

static enum err add_path(int ruleset, uint64_t known, const struct sandbox_path *path)
{
    struct stat facts;
    int fd = open(path->path, O_PATH | O_CLOEXEC);
    if (fd < 0) return errno == ENOENT || errno == ENOTDIR || errno == EACCES ? ERR_NONE
                                                                              : ERR_SYSTEM;
    struct path_rule rule = {.rights = rights_of(path->right) & known, .folder = fd};
    enum err err = fstat(fd, &facts) < 0 ? ERR_SYSTEM : ERR_NONE;
    if (!err && !S_ISDIR(facts.st_mode)) rule.rights &= OF_FILES;
    if (!err && syscall(SYS_landlock_add_rule, ruleset, RULE_BELOW_PATH, &rule, 0) != 0)
        err = ERR_SYSTEM;
    close(fd);
    return err;
}

/* Without version 2 no file can be moved from one folder to another at all. */
static bool is_enough(int version, const struct sandbox_path *paths, int count)
{
    for (int i = 0; i < count; i++)
        if (paths[i].right == SANDBOX_WRITE && version < 2) return false;
    return version >= 1;
}

enum err sandbox_paths(const struct sandbox_path *paths, int count,
                       struct sandbox_state *state)
{
    if (SANDBOX_IS_OFF) return ERR_NONE;
    long version = syscall(SYS_landlock_create_ruleset, NULL, 0, ASK_VERSION);
    if (!is_enough((int)version, paths, count)) return ERR_NONE;
    struct ruleset wish = {.files = rights_known((int)version)};
    int ruleset = (int)syscall(SYS_landlock_create_ruleset, &wish, sizeof wish, 0);
    if (ruleset < 0) return ERR_SYSTEM;
    enum err err = ERR_NONE;
    for (int i = 0; i < count && !err; i++) err = add_path(ruleset, wish.files, &paths[i]);
    if (!err && prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0) err = ERR_SYSTEM;
    if (!err && syscall(SYS_landlock_restrict_self, ruleset, 0) != 0) err = ERR_SYSTEM;
    close(ruleset);
    if (!err) state->paths_version = (int)version;
    return err;
}
