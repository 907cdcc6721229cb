/* SPDX-License-Identifier: EUPL-1.2 */
/* command_demo.c - `naast demo`: a provider, a courier and a kiosk on this one machine, taken
 * away again at the end. */
#include <getopt.h>
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "apps/command_demo_house.h"
#include "apps/command_demo_programs.h"
#include "apps/command_demo_store.h"
#include "apps/command_demo_visit.h"
#include "apps/commands.h"
#include "apps/panel_size.h"
#include "apps/where.h"

#define START_MS 15000
#define LOOK_MS 200

static const char usage[] =
    "use: naast demo [--config DIR] [--size WxH] [--headless] [--pictures DIR]\n"
    "Everything on this machine: certificates, receiver, courier and kiosk. Ctrl-C ends it.\n"
    "  --config DIR    another configuration than the sample; its endpoints become this "
    "machine\n"
    "  --size WxH      a window of this size instead of the whole screen\n"
    "  --headless      no display needed: a whole visit with real taps on a virtual screen\n"
    "  --pictures DIR  where --headless puts its pictures (naast-demo-pictures)\n";

struct demo {
    const char *config, *size, *pictures;
    bool is_headless;
    struct demo_house house;
    struct demo_program screen, receiver, courier, kiosk;
};

static enum err explain(const char *what, enum err err)
{
    if (err && err != ERR_CLOSED) fprintf(stderr, "naast: %s (%s)\n", what, err_name(err));
    return err;
}

/* ---- starting ---- */

static enum err sibling(char out[PATH_BYTES], const char *name)
{
    char folder[PATH_BYTES];
    enum err err = where_program(folder);
    return err ? err : path_join(out, folder, name);
}

/* "listening on 127.0.0.1:40551" */
static enum err start_receiver(struct demo *demo, unsigned *port_out)
{
    char program[PATH_BYTES], line[128];
    enum err err = sibling(program, "naast-intake");
    const char *const words[] = {program,
                                 "--listen",
                                 "127.0.0.1:0",
                                 "--cert",
                                 demo->house.certificate,
                                 "--key",
                                 demo->house.certificate_key,
                                 "--store",
                                 demo->house.store,
                                 "--token-file",
                                 demo->house.token,
                                 "--jwe-key",
                                 demo->house.jwe_secret,
                                 NULL};
    if (!err) err = demo_start(&demo->receiver, "naast-intake", words, DEMO_SPEAKS);
    if (!err) err = demo_first_line(&demo->receiver, line, sizeof line, START_MS);
    const char *colon = err ? NULL : strrchr(line, ':');
    long port = colon ? strtol(colon + 1, NULL, 10) : 0;
    if (!err && (port < 1 || port > 65535)) err = ERR_FORMAT;
    *port_out = (unsigned)port;
    return explain("the receiver (naast-intake) does not start", err);
}

static bool courier_listens(void *with)
{
    struct demo *demo = with;
    return file_exists(demo->house.socket) || !demo_is_running(&demo->courier);
}

static enum err start_courier(struct demo *demo)
{
    char program[PATH_BYTES];
    enum err err = sibling(program, "naast-courier");
    const char *const words[] = {program,
                                 "--config",
                                 demo->house.config,
                                 "--data",
                                 demo->house.data,
                                 "--key",
                                 demo->house.courier_key,
                                 "--socket",
                                 demo->house.socket,
                                 NULL};
    if (!err) err = demo_start(&demo->courier, "naast-courier", words, 0);
    if (!err) err = demo_wait_until(courier_listens, demo, START_MS);
    if (!err && !demo_is_running(&demo->courier)) err = ERR_REFUSED;
    return explain("the courier (naast-courier) does not start", err);
}

/* A screen that exists only in memory. It picks a free display itself and says which. */
static enum err start_screen(struct demo *demo)
{
    char size[32], display[16] = ":", *number = display + 1;
    snprintf(size, sizeof size, "%sx24", demo->size ? demo->size : "1920x1080");
    const char *const words[] = {"Xvfb", "-displayfd", "1",   "-screen", "0",
                                 size,   "-nolisten",  "tcp", NULL};
    enum err err = demo_start(&demo->screen, "Xvfb", words, DEMO_SPEAKS | DEMO_IS_QUIET);
    if (!err) err = demo_first_line(&demo->screen, number, sizeof display - 1, START_MS);
    if (err) return explain("the virtual screen (Xvfb) does not start", err);
    bool is_set = setenv("DISPLAY", display, 1) == 0 && unsetenv("WAYLAND_DISPLAY") == 0 &&
                  setenv("SDL_VIDEODRIVER", "x11", 1) == 0;
    return is_set ? ERR_NONE : explain("the display cannot be named", ERR_MEMORY);
}

static bool kiosk_shows(void *with)
{
    struct demo *demo = with;
    return file_exists(demo->house.tree) || !demo_is_running(&demo->kiosk);
}

static enum err start_kiosk(struct demo *demo)
{
    char program[PATH_BYTES], assets[PATH_BYTES];
    const char *words[16];
    int count = 0;
    enum err err = sibling(program, "naast-kiosk");
    if (!err) err = where_assets(assets);
    if (err) return explain("the kiosk cannot be found", err);
    const char *const always[] = {program,  "--config",      demo->house.config, "--assets",
                                  assets,   "--courier",     demo->house.socket, "--demo",
                                  "--tree", demo->house.tree};
    for (size_t i = 0; i < sizeof always / sizeof always[0]; i++) words[count++] = always[i];
    if (demo->size) {
        words[count++] = "--size";
        words[count++] = demo->size;
    }
    words[count] = NULL;
    err = demo_start(&demo->kiosk, "naast-kiosk", words, 0);
    if (!err) err = demo_wait_until(kiosk_shows, demo, START_MS);
    if (!err && !demo_is_running(&demo->kiosk)) err = ERR_REFUSED;
    return explain("the kiosk (naast-kiosk) does not start", err);
}

static enum err start_all(struct demo *demo)
{
    char sample[PATH_BYTES];
    unsigned port = 0;
    puts("Making certificates, a token and keys for this demo only ...");
    fflush(stdout);
    enum err err = explain("the folder of the demo cannot be made; is openssl there?",
                           demo_house_make(&demo->house));
    if (!err && !demo->config)
        err = explain("the sample configuration is not found", where_config(sample));
    if (!err) err = start_receiver(demo, &port);
    if (!err)
        err = explain("the configuration cannot be used for the demo",
                      demo_house_configure(&demo->house, demo->config ? demo->config : sample,
                                           port));
    if (!err) err = start_courier(demo);
    if (!err && demo->is_headless) err = start_screen(demo);
    if (!err) err = start_kiosk(demo);
    if (!err)
        printf("The provider receives at https://localhost:%u/v1; courier and kiosk are "
               "running.\n",
               port);
    return err;
}

static void stop_all(struct demo *demo)
{
    demo_stop(&demo->kiosk);
    demo_stop(&demo->courier);
    demo_stop(&demo->receiver);
    demo_stop(&demo->screen);
    demo_house_remove(&demo->house);
}

/* ---- a display: a person visits ---- */

static void print_request(void *with, const struct json *request)
{
    (void)with;
    demo_store_print(stdout, request);
}

static bool anything_ended(void *with)
{
    struct demo *demo = with;
    demo_pause(LOOK_MS);
    if (!demo_is_running(&demo->kiosk) && demo->kiosk.status == STATUS_AGAIN &&
        !demo_was_stopped() && start_kiosk(demo))
        return true;
    return !demo_is_running(&demo->kiosk) || !demo_is_running(&demo->courier) ||
           !demo_is_running(&demo->receiver);
}

static int show(struct demo *demo)
{
    puts("The kiosk is open. Close its window or press Ctrl-C here to end the demo.");
    fflush(stdout);
    while (demo_wait_until(anything_ended, demo, START_MS) == ERR_TIMEOUT) continue;
    bool is_whole = demo_is_running(&demo->courier) && demo_is_running(&demo->receiver);
    bool is_well = demo_was_stopped() || (is_whole && !demo->kiosk.failed);
    int count = demo_store_each(demo->house.store, print_request, NULL);
    printf("The provider has received %d request%s.\n", count, count == 1 ? "" : "s");
    if (!is_well) fputs("naast: a program has failed; its last words stand above\n", stderr);
    return is_well ? STATUS_FINE : STATUS_FAILED;
}

/* ---- no display: the demo visits itself ---- */

struct delivered {
    const char *reference;
    bool is_right;
};

static bool has_text(const struct json *object, const char *key, const char *wanted)
{
    const struct json *value =
        object && json_kind(object) == JSON_OBJECT ? json_member(object, key) : NULL;
    return value && json_text(value) && strcmp(json_text(value), wanted) == 0;
}

static void check_request(void *with, const struct json *request)
{
    struct delivered *delivered = with;
    const struct json *contact = json_member(request, "contact");
    demo_store_print(stdout, request);
    delivered->is_right = has_text(request, "referentie", delivered->reference) &&
                          has_text(contact, "naam", DEMO_NAME) &&
                          has_text(contact, "telefoonnummer", DEMO_PHONE);
}

static int visit(struct demo *demo)
{
    struct demo_visit visit = {.house = &demo->house,
                               .kiosk = &demo->kiosk,
                               .pictures = demo->pictures};
    puts("\nA visit, tap by tap:");
    enum err err = demo_visit_make(&visit);
    if (err == ERR_CLOSED) fputs("naast: stopped before the visit was over\n", stderr);
    if (err) return STATUS_FAILED;

    puts("\nThe request, closed for the provider alone on its way, as the provider reads it:");
    struct delivered delivered = {.reference = visit.reference};
    int count = demo_store_each(demo->house.store, check_request, &delivered);
    if (count != 1 || !delivered.is_right) {
        fprintf(stderr,
                "naast: the provider has %d requests, and not exactly the one on the screen\n",
                count);
        return STATUS_FAILED;
    }
    char shown[REFERENCE_SHOWN_BYTES];
    reference_shown(visit.reference, shown);
    printf(
        "\nReference %s: the same on the screen and at the provider. %d pictures are in %s.\n",
        shown, visit.picture_count, demo->pictures);
    return STATUS_FINE;
}

/* ---- the command line ---- */

/* Gives the status to stop with, or -1 to go on. */
static int read_options(int argc, char **argv, struct demo *demo)
{
    static const struct option names[] = {{"config", required_argument, NULL, 'c'},
                                          {"size", required_argument, NULL, 's'},
                                          {"headless", no_argument, NULL, 'l'},
                                          {"pictures", required_argument, NULL, 'p'},
                                          {"help", no_argument, NULL, 'h'},
                                          {"version", no_argument, NULL, 'v'},
                                          {NULL, 0, NULL, 0}};
    int width = 0, height = 0;
    for (int option; (option = getopt_long(argc, argv, "", names, NULL)) != -1;) {
        switch (option) {
        case 'c': demo->config = optarg; break;
        case 's': demo->size = optarg; break;
        case 'l': demo->is_headless = true; break;
        case 'p': demo->pictures = optarg; break;
        case 'h': fputs(usage, stdout); return STATUS_FINE;
        case 'v': puts("naast " NAAST_VERSION); return STATUS_FINE;
        default: fputs(usage, stderr); return STATUS_USAGE;
        }
    }
    if (optind == argc && (!demo->size || size_read(demo->size, &width, &height))) return -1;
    fputs(usage, stderr);
    return STATUS_USAGE;
}

static bool has_display(void)
{
    const char *x11 = getenv("DISPLAY"), *wayland = getenv("WAYLAND_DISPLAY");
    return (x11 && *x11) || (wayland && *wayland);
}

int command_demo(int argc, char **argv)
{
    static struct demo demo = {.pictures = "naast-demo-pictures"};
    int status = read_options(argc, argv, &demo);
    if (status >= 0) return status;
    if (!has_display()) demo.is_headless = true;
    if (sodium_init() < 0) return STATUS_FAILED;
    demo_catch_stops();
    if (start_all(&demo)) status = STATUS_FAILED;
    else status = demo.is_headless ? visit(&demo) : show(&demo);
    stop_all(&demo);
    return status;
}
