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

static enum err beside_program(char out[PATH_BYTES], const char *name)
{
    char program[PATH_BYTES];
    enum err err = where_program(program);
    if (err) return err;
    return path_join(out, program, name);
}

enum err where_config(char out[PATH_BYTES])
{
    return beside_program(out, "../config");
}

enum err where_assets(char out[PATH_BYTES])
{
    return beside_program(out, "assets");
}
