/* SPDX-License-Identifier: EUPL-1.2 */
/* kiosk.c - naast-kiosk: the screen. It has no network, no private key and, but for the demo's
 * tree, nowhere to write. */
#include <getopt.h>
#include <malloc.h>
#include <signal.h>
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <unistd.h>

#include "apps/commands.h"
#include "apps/kiosk_calibrate.h"
#include "apps/panel_size.h"
#include "base/log.h"

struct wish {
    const char *config, *assets, *socket_path, *second_language, *tree, *speech_log;
    struct window_wish window;
    bool calibrates;
};

static const char help[] =
    "use: naast-kiosk --config DIR --assets DIR --courier SOCKET [--size WxH]\n"
    "                 [--second-lang TAG] [--demo [--tree FILE] [--speech-log FILE]]\n"
    "     naast-kiosk --calibrate --config DIR --assets DIR [--size WxH]\n"
    "  --config DIR        what the town hall wrote; `naast check` reads it over\n"
    "  --assets DIR        fonts and pictograms\n"
    "  --courier SOCKET    where naast-courier listens\n"
    "  --size WxH          a window instead of the whole screen\n"
    "  --second-lang TAG   every visit begins with this language beside the visitor's\n"
    "  --demo              the pointer shows, and closing the window ends the kiosk\n"
    "  --calibrate         measure the screen with a bank card; prints lines for kiosk.json\n"
    "  --tree FILE         rewrite FILE after every presented frame: what stands where\n"
    "  --speech-log FILE   what the voice says, one JSON line a sentence\n"
    "Ends with 75 when something of a visit stays in memory: start it again.\n";

enum flag {
    FLAG_CONFIG = 256, FLAG_ASSETS, FLAG_COURIER, FLAG_SIZE, FLAG_SECOND, FLAG_DEMO, FLAG_TREE,
    FLAG_SPEECH, FLAG_CALIBRATE, FLAG_HELP, FLAG_VERSION
};

static const struct option options[] = {
    {"config", required_argument, NULL, FLAG_CONFIG},
    {"assets", required_argument, NULL, FLAG_ASSETS},
    {"courier", required_argument, NULL, FLAG_COURIER},
    {"size", required_argument, NULL, FLAG_SIZE},
    {"second-lang", required_argument, NULL, FLAG_SECOND},
    {"demo", no_argument, NULL, FLAG_DEMO},
    {"tree", required_argument, NULL, FLAG_TREE},
    {"speech-log", required_argument, NULL, FLAG_SPEECH},
    {"calibrate", no_argument, NULL, FLAG_CALIBRATE},
    {"help", no_argument, NULL, FLAG_HELP},
    {"version", no_argument, NULL, FLAG_VERSION},
    {0},
};

static int usage(const char *what)
{
    fprintf(stderr, "naast-kiosk: %s\n%s", what, help);
    return STATUS_USAGE;
}

static bool flag_read(int flag, struct wish *wish)
{
    switch (flag) {
    case FLAG_CONFIG: wish->config = optarg; return true;
    case FLAG_ASSETS: wish->assets = optarg; return true;
    case FLAG_COURIER: wish->socket_path = optarg; return true;
    case FLAG_SECOND: wish->second_language = optarg; return true;
    case FLAG_DEMO: wish->window.is_demo = true; return true;
    case FLAG_TREE: wish->tree = optarg; return true;
    case FLAG_CALIBRATE: wish->calibrates = true; return true;
    case FLAG_SPEECH: wish->speech_log = optarg; return true;
    case FLAG_SIZE: return size_read(optarg, &wish->window.width_px, &wish->window.height_px);
    }
    return false; /* getopt has said what is wrong */
}

static int wish_read(int argc, char **argv, struct wish *wish, bool *is_done_out)
{
    *is_done_out = true;
    for (int flag; (flag = getopt_long(argc, argv, "", options, NULL)) != -1;) {
        if (flag == FLAG_HELP) return fputs(help, stdout) < 0 ? STATUS_FAILED : STATUS_FINE;
        if (flag == FLAG_VERSION)
            return puts("naast-kiosk " NAAST_VERSION) < 0 ? STATUS_FAILED : STATUS_FINE;
        if (!flag_read(flag, wish))
            return usage(flag == FLAG_SIZE ? "a size is written 1920x1080" : "wrong use");
    }
    if (optind < argc) return usage("takes options only");
    if (!wish->config || !wish->assets || (!wish->socket_path && !wish->calibrates))
        return usage("--config, --assets and --courier are needed");
    if (!wish->window.is_demo && (wish->tree || wish->speech_log))
        return usage("--tree and --speech-log need --demo");
    *is_done_out = false;
    return STATUS_FINE;
}

/* What a visitor typed must not end up in a file because the program crashed, nor be read by
 * another program. */
static void close_memory(void)
{
    struct rlimit none = {0, 0};
    if (setrlimit(RLIMIT_CORE, &none) != 0)
        log_line(LOG_WARNING, "core dumps cannot be switched off");
#ifndef __SANITIZE_ADDRESS__ /* the leak check at the end of a test run reads its own process */
    if (prctl(PR_SET_DUMPABLE, 0) != 0)
        log_line(LOG_WARNING, "other programs may read this one's memory");
#endif
    signal(SIGPIPE, SIG_IGN);
}

/* The room for 32 providers and 24 languages is mostly empty: more than a megabyte of zeroes.
 * Its empty pages go back to the system, which gives zeroes again should one ever be read. */
static void let_empty_pages_go(void *start, size_t size_bytes)
{
    static const char empty[4096];
    size_t page = sizeof empty, before = (page - (uintptr_t)start % page) % page;
    if (sysconf(_SC_PAGESIZE) != (long)page) return;
    for (size_t at = before; at + page <= size_bytes; at += page)
        if (memcmp((char *)start + at, empty, page) == 0)
            madvise((char *)start + at, page, MADV_DONTNEED);
}

static enum err load_content(const char *config, struct content *content)
{
    struct findings *findings = calloc(1, sizeof *findings);
    if (!findings) return ERR_MEMORY;
    enum err err = content_load(config, content, findings);
    for (int i = 0; err && i < findings->count; i++)
        log_line(LOG_FAULT, "%s:%d: %s", findings->all[i].file, findings->all[i].line,
                 findings->all[i].what);
    free(findings);
    if (!err) let_empty_pages_go(content, sizeof *content);
    return err;
}

static enum err read_together(const char *tag, struct model *model)
{
    const struct languages *languages = &model->content->languages;
    int place = language_find(languages, tag);
    if (place < 0 || !languages->all[place].is_offered) {
        log_line(LOG_FAULT, "the screens are not offered in the language %s", tag);
        return ERR_MISSING;
    }
    model_second_language(model, place);
    return ERR_NONE;
}

static enum err run(const struct wish *wish, struct kiosk *kiosk, struct content *content)
{
    enum err err = load_content(wish->config, content);
    if (err) {
        log_line(LOG_FAULT, "the configuration in %s cannot be used: %s", wish->config,
                 err_name(err));
        return err;
    }
    kiosk->content = content;
    kiosk->model = sodium_malloc(sizeof *kiosk->model);
    if (!kiosk->model) return ERR_MEMORY;
    model_init(kiosk->model, content);
    if (wish->second_language) err = read_together(wish->second_language, kiosk->model);
    for (int i = 0; !err && i < 2; i++) err = arena_init(&kiosk->arenas[i], FRAME_BYTES);
    struct window_wish window = wish->window;
    window.key_profile = content->settings.key_profile;
    if (!err) err = window_open(window, &kiosk->window);
    if (!err) err = painter_open(wish->assets, &kiosk->painter);
    if (!err && wish->calibrates) return kiosk_calibrate(kiosk);
    if (!err && wish->speech_log) err = kiosk_demo_open_speech_log(wish->speech_log);
    kiosk->voice.log_path = wish->speech_log;
    struct voice_wish voice = {wish->assets, &content->languages, window_wake};
    if (!err) err = kiosk_voice_open(voice, &kiosk->voice);
    if (!err) err = kiosk_run(kiosk);
    return err;
}

static void kiosk_finish(struct kiosk *kiosk, struct content *content)
{
    kiosk_courier_stop(kiosk->courier);
    kiosk_voice_close(&kiosk->voice);
    painter_close(kiosk->painter);
    window_close(kiosk->window);
    arena_finish(&kiosk->arenas[0]);
    arena_finish(&kiosk->arenas[1]);
    kiosk_wipe_close(kiosk->wipe);
    if (kiosk->model) sodium_free(kiosk->model);
    content_finish(content);
    free(content);
}

int main(int argc, char **argv)
{
    log_name("naast-kiosk");
    mallopt(M_ARENA_MAX, 1); /* the thread of the courier's line needs no heap of its own */
    struct wish wish = {0};
    bool is_done = false;
    int status = wish_read(argc, argv, &wish, &is_done);
    if (status != STATUS_FINE || is_done) return status;
    struct kiosk kiosk = {.socket_path = wish.socket_path,
                          .places = {wish.assets, wish.tree, wish.speech_log},
                          .demo.tree_path = wish.tree};
    struct content *content = sodium_init() < 0 ? NULL : calloc(1, sizeof *content);
    enum err err = content ? kiosk_wipe_open(&kiosk.wipe) : ERR_MEMORY;
    close_memory();
    if (!err) err = run(&wish, &kiosk, content);
    if (err) log_line(LOG_FAULT, "stops: %s", err_name(err));
    if (content) kiosk_finish(&kiosk, content);
    if (kiosk.must_start_over) return STATUS_AGAIN;
    return err ? STATUS_FAILED : STATUS_FINE;
}
