/* SPDX-License-Identifier: EUPL-1.2 */
/* courier_sandbox.c - what the courier keeps of the machine once it is set up. */
#include "apps/courier.h"

#include <libgen.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/log.h"

#define FILES_A_ROUTE 5

struct confined {
    struct sandbox_path all[PROVIDERS_MOST * FILES_A_ROUTE + 16];
    char folders[PROVIDERS_MOST * FILES_A_ROUTE + 4][PATH_BYTES];
    int count, folder_count;
};

static void confine(struct confined *paths, const char *path, enum sandbox_right right)
{
    if (path && path[0])
        paths->all[paths->count++] = (struct sandbox_path){path, right};
}

/* The folder, because a new file takes the old one's name and is another file then. */
static void confine_folder(struct confined *paths, const char *file, enum sandbox_right right)
{
    if (!file || !file[0]) return;
    char *folder = paths->folders[paths->folder_count++];
    snprintf(folder, PATH_BYTES, "%s", file);
    confine(paths, dirname(folder), right);
}

/* Names of hosts and TLS, and no file of ours: each attempt is handed what it may know. */
enum err courier_sandbox_runner(void)
{
    static const struct sandbox_path paths[] = {
        {"/etc", SANDBOX_READ}, {"/usr", SANDBOX_READ}, {"/lib", SANDBOX_READ},
        {"/lib64", SANDBOX_READ}, {"/run/systemd/resolve", SANDBOX_READ},
        {"/proc/sys", SANDBOX_READ}, {"/dev/urandom", SANDBOX_READ}};
    struct sandbox_state state = {0};
    enum err err = sandbox_limits(SANDBOX_RUNNER);
    if (!err) err = sandbox_paths(paths, sizeof paths / sizeof paths[0], &state);
    return err ? err : sandbox_calls(SANDBOX_RUNNER, &state);
}

/* The spool, and the credentials that attempts are handed. */
enum err courier_sandbox(struct courier *courier, const struct courier_places *places)
{
    static const char *const system[] = {"/etc", "/usr", "/lib", "/lib64", "/run/systemd",
                                         "/proc/self", "/proc/sys", "/dev/urandom"};
    struct confined *paths = calloc(1, sizeof *paths);
    if (!paths) return ERR_MEMORY;
    for (size_t i = 0; i < sizeof system / sizeof system[0]; i++)
        confine(paths, system[i], SANDBOX_READ);
    confine(paths, "/dev/null", SANDBOX_DEVICE);
    confine(paths, places->data, SANDBOX_WRITE);
    confine(paths, credential_folder(), SANDBOX_READ);
    confine_folder(paths, places->key, SANDBOX_READ);
    confine_folder(paths, courier->metrics_path, SANDBOX_WRITE);
    confine_folder(paths, places->socket, SANDBOX_SOCKET);
    for (int i = 0; i < courier->routes.count; i++) {
        const struct route *route = &courier->routes.all[i];
        const char *const files[FILES_A_ROUTE] = {route->token_path, route->ca_path,
                                                  route->client_secret_path,
                                                  route->certificate_path, route->key_path};
        for (int file = 0; file < FILES_A_ROUTE; file++)
            confine_folder(paths, files[file], SANDBOX_READ);
    }
    enum err err = sandbox_limits(SANDBOX_COURIER);
    if (!err) err = sandbox_paths(paths->all, paths->count, &courier->sandbox);
    if (!err) err = sandbox_calls(SANDBOX_COURIER, &courier->sandbox);
    free(paths);
    if (!err && courier->sandbox.has_calls && courier->sandbox.paths_version == 0)
        log_line(LOG_WARNING, "this kernel keeps nobody from files (no Landlock)");
    return err;
}
