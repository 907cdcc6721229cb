/* SPDX-License-Identifier: EUPL-1.2 */
/* courier_setup.c - everything the courier needs before its first round, and its end. */
#include "apps/courier.h"

#include <fcntl.h>
#include <libgen.h>
#include <malloc.h>
#include <signal.h>
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/inotify.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/signalfd.h>
#include <sys/stat.h>
#include <sys/timerfd.h>
#include <time.h>
#include <unistd.h>

#include "apps/told.h"
#include "base/clock.h"
#include "base/log.h"
#include "content/content.h"

#define LOCK_MOST_MS 3000
#define LOCK_PAUSE_MS 20

enum err courier_harden(void)
{
    const struct rlimit none = {0};
    umask(0077);
    if (setrlimit(RLIMIT_CORE, &none) < 0 || prctl(PR_SET_DUMPABLE, 0) < 0) return ERR_SYSTEM;
    /* A kiosk that leaves and a full disk are answers to a call, not reasons to die. */
    if (signal(SIGPIPE, SIG_IGN) == SIG_ERR || signal(SIGXFSZ, SIG_IGN) == SIG_ERR)
        return ERR_SYSTEM;
    return sodium_init() < 0 ? ERR_SYSTEM : ERR_NONE;
}

/* Configuration */

static void log_findings(const struct findings *findings)
{
    for (int i = 0; i < findings->count; i++) {
        const struct finding *finding = &findings->all[i];
        if (finding->severity != SEVERITY_ERROR) continue;
        log_line(LOG_FAULT, "%s:%d: %s (%s)", finding->file, finding->line, finding->what,
                 finding->rule);
    }
}

static enum err keep_routes(struct courier *courier, const struct courier_places *places,
                            const struct content *content)
{
    char folder[PATH_BYTES];
    snprintf(folder, sizeof folder, "%s", places->key);
    const char *credentials = credential_folder();
    courier->retention_days = content->settings.retention_days;
    return routes_fill(&content->providers, credentials ? credentials : dirname(folder),
                       &courier->routes);
}

/* Content is large and mostly about the screen: what the courier needs of it is copied, the
 * rest given back. */
static void read_config(struct courier *courier, const struct courier_places *places)
{
    struct content *content = calloc(1, sizeof *content);
    struct findings *findings = calloc(1, sizeof *findings);
    enum err err = content && findings ? ERR_NONE : ERR_MEMORY;
    if (!err) err = content_load(places->config, content, findings);
    if (!err) err = keep_routes(courier, places, content);
    courier->is_configured = !err;
    if (findings) log_findings(findings);
    if (err)
        log_line(LOG_FAULT, "configuration cannot be used (%s): no request is taken until it "
                            "is mended and the courier started again; naast check tells more",
                 err_name(err));
    if (content) content_finish(content);
    free(content);
    free(findings);
    malloc_trim(0);
}

/* What we wait on */

static enum err open_signals(struct courier *courier)
{
    sigset_t ending;
    sigemptyset(&ending);
    sigaddset(&ending, SIGTERM);
    sigaddset(&ending, SIGINT);
    if (sigprocmask(SIG_BLOCK, &ending, NULL) < 0) return ERR_SYSTEM;
    courier->signals = signalfd(-1, &ending, SFD_CLOEXEC | SFD_NONBLOCK);
    return courier->signals < 0 ? ERR_SYSTEM : ERR_NONE;
}

/* The operator's tool moves a held request back to the queue by a rename; we see that without
 * looking. */
static enum err open_watch(struct courier *courier, const char *data_folder)
{
    char path[PATH_BYTES];
    enum err err = path_join(path, data_folder, spool_state_name(SPOOL_QUEUE));
    if (err) return err;
    courier->watch = inotify_init1(IN_CLOEXEC | IN_NONBLOCK);
    if (courier->watch < 0) return ERR_SYSTEM;
    int queue = inotify_add_watch(courier->watch, path, IN_MOVED_TO | IN_ONLYDIR);
    return queue < 0 ? ERR_SYSTEM : ERR_NONE;
}

static enum err open_waits(struct courier *courier, const char *data_folder)
{
    /* The boot clock counts sleep and never jumps: a wrong wall clock neither storms nor
     * stalls. */
    courier->timer = timerfd_create(CLOCK_BOOTTIME, TFD_CLOEXEC | TFD_NONBLOCK);
    if (courier->timer < 0) return ERR_SYSTEM;
    enum err err = open_signals(courier);
    return err ? err : open_watch(courier, data_folder);
}

static const struct mend mends[] = {
    {"data folder", ERR_EXISTS, "another courier uses it; end that one first"},
    {"data folder", ERR_MISSING, "the folder above it is missing, or a file has its name"},
    {"data folder", ERR_REFUSED,
     "refused: it must belong to the courier's user, and nobody else may write in it"},
    {"key", ERR_MISSING,
     "it is not there; --once makes no new one, under which nothing that waits would open"},
    {"key", ERR_FORMAT,
     "it is no courier.key; --once makes no new one, under which nothing that waits would "
     "open"},
    {"key", ERR_REFUSED, "refused: only the courier's user may read it (chmod 600)"},
    {"socket", ERR_EXISTS, "another courier listens there, or it is no socket"},
    {"socket", ERR_REFUSED, "refused: its folder is missing, or no right to make it there"},
    {"socket", ERR_LARGE, "longer than a socket's path may be (107 bytes)"},
    {NULL, ERR_NONE, NULL}};

/* Before a key is read, and with no more of the spool than its lock for runners. */
static enum err open_folder(struct courier *courier, const char *data_folder)
{
    const struct runner_work work = {.confine = courier_sandbox_runner, .run = attempt_run,
                                     .with = &courier->routes};
    enum err err = spool_open(data_folder, &courier->spool);
    if (!err) err = runner_start(courier->spool.root, &work, &courier->runner);
    if (err) spool_close(&courier->spool);
    return err;
}

/* The runner and the attempts of a courier that was killed die with it, but may take a moment
 * longer; another courier holds the folder for good. */
static enum err open_in_time(struct courier *courier, const char *data_folder)
{
    const struct timespec pause = {.tv_nsec = LOCK_PAUSE_MS * 1000000L};
    enum err err = open_folder(courier, data_folder);
    for (int tries = LOCK_MOST_MS / LOCK_PAUSE_MS; err == ERR_EXISTS && tries > 0; tries--) {
        nanosleep(&pause, NULL);
        err = open_folder(courier, data_folder);
    }
    return err;
}

static enum err open_spool(struct courier *courier, const char *data_folder)
{
    enum err err = told(open_in_time(courier, data_folder), "data folder", data_folder, mends);
    if (err) return err;
    err = spool_mend(&courier->spool, courier_stamp_s(courier));
    /* What cannot be mended now (a read-only disk) does not keep us from delivering the
     * rest. */
    if (err) log_line(LOG_FAULT, "mending %s: %s", data_folder, err_name(err));
    return ERR_NONE;
}

/* A new key is for who comes in, and with --once nobody does. */
static enum err check_key(const struct courier_places *places)
{
    char folder[PATH_BYTES], own[PATH_BYTES];
    struct key_pair pair;
    enum err err = keys_read(places->key, &pair);
    if (!err) keys_wipe(&pair);
    /* One that was made when the base key was lost serves here too. */
    bool has_own = path_join(folder, places->data, "keys") == ERR_NONE
                   && path_join(own, folder, "courier.key") == ERR_NONE && file_exists(own);
    return has_own && (err == ERR_MISSING || err == ERR_FORMAT) ? ERR_NONE : err;
}

static enum err open_keys(struct courier *courier, const struct courier_places *places)
{
    enum err err = courier->is_once ? check_key(places) : ERR_NONE;
    if (!err)
        err = key_ring_open(places->key, places->data, courier->wall_s, &courier->keys);
    if (!err && courier->keys.base_is_lost)
        log_line(LOG_FAULT,
                 "key %s cannot be opened: a new one is in use, and what waits under the old "
                 "one is held",
                 places->key);
    else if (!err && courier->keys.has_foreign)
        log_line(LOG_FAULT,
                 "some weekly keys in %s/keys do not open with %s: what waits under them is "
                 "held",
                 places->data, places->key);
    courier_look_round(courier);
    return told(err, "key", places->key, mends);
}

enum err courier_setup(struct courier *courier, const struct courier_places *places)
{
    courier->wall_s = clock_wall_s();
    courier->now_ms = clock_boot_ms();
    read_config(courier, places);
    enum err err = open_spool(courier, places->data);
    if (!err) err = open_keys(courier, places);
    if (!err) err = told(open_waits(courier, places->data), "waiting for", places->data, mends);
    if (!err) err = told(courier_load(courier), "reading", places->data, mends);
    if (!err && !courier->is_once)
        err = told(courier_link_open(places->socket, &courier->link), "socket",
                   places->socket ? places->socket : "of systemd", mends);
    if (!err)
        err = told(courier_sandbox(courier, places), "sandbox", "of this courier", mends);
    return err;
}

void courier_finish(struct courier *courier)
{
    if (!courier->is_once) courier_link_close(&courier->link);
    if (courier->watch > 0) close(courier->watch);
    if (courier->signals > 0) close(courier->signals);
    if (courier->timer > 0) close(courier->timer);
    runner_end(&courier->runner);
    schedule_finish(&courier->schedule);
    for (int i = 0; i < PROVIDERS_MOST; i++) grant_wipe(&courier->grants[i]);
    spool_close(&courier->spool);
    key_ring_close(&courier->keys);
}
