/* SPDX-License-Identifier: EUPL-1.2 */
#include "apps/where.h"

#include <string.h>
#include <unistd.h>

enum err where_program(char out[PATH_BYTES])
{
    ssize_t size = readlink("/proc/self/exe", out, PATH_BYTES - 1);
    if (size <= 0) return ERR_SYSTEM;
    out[size] = 0;
    char *slash = strrchr(out, '/');
    if (slash) *slash = 0;
    return ERR_NONE;
}

/* Where it was built, else where it was installed. */
static enum err find(char out[PATH_BYTES], const char *built, const char *installed)
{
    char program[PATH_BYTES];
    enum err err = where_program(program);
    if (!err) err = path_join(out, program, built);
    return err || file_exists(out) ? err : path_join(out, program, installed);
}

enum err where_config(char out[PATH_BYTES])
{
    return find(out, "../config", "../share/naast/config");
}

enum err where_assets(char out[PATH_BYTES])
{
    return find(out, "assets", "../share/naast/assets");
}
