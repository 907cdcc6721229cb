/* SPDX-License-Identifier: EUPL-1.2 */
/* courier.c - naast-courier: keeps what kiosks hand it and brings it to the providers. */
#include "apps/courier.h"

#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "apps/commands.h"
#include "base/log.h"

static const char usage[] =
    "use: naast-courier --config DIR --data DIR --key FILE --socket PATH\n"
    "                   [--once] [--metrics FILE]\n"
    "\n"
    "Keeps contact requests from the kiosk on the disk and brings them to the providers over\n"
    "HTTPS.\n"
    "\n"
    "  --config DIR    the configuration (naast check looks it over)\n"
    "  --data DIR      the spool: folders queue, flight, hold and done; made when missing\n"
    "  --key FILE      courier.key of naast keys new; readable by the courier only. It closes\n"
    "                  the weekly keys in DIR/keys, under which requests wait\n"
    "  --socket PATH   where kiosks connect; not needed when systemd hands the socket over\n"
    "  --once          try each waiting request once, without a socket; ends with 0 when none\n"
    "                  waits any more, in hold neither\n"
    "  --metrics FILE  counts and ages as OpenMetrics text, rewritten when they change\n"
    "  --help  --version\n"
    "\n"
    "Token and certificate files that providers name without a leading slash start at\n"
    "CREDENTIALS_DIRECTORY when systemd sets it, else at the folder of the key.\n"
    "SIGTERM ends it; a kill loses nothing either.\n";

enum option_code {
    OPTION_CONFIG = 256, OPTION_DATA, OPTION_KEY, OPTION_SOCKET, OPTION_ONCE, OPTION_METRICS,
    OPTION_HELP, OPTION_VERSION
};

static const struct option options[] = {
    {"config",  required_argument, NULL, OPTION_CONFIG},
    {"data",    required_argument, NULL, OPTION_DATA},
    {"key",     required_argument, NULL, OPTION_KEY},
    {"socket",  required_argument, NULL, OPTION_SOCKET},
    {"once",    no_argument,       NULL, OPTION_ONCE},
    {"metrics", required_argument, NULL, OPTION_METRICS},
    {"help",    no_argument,       NULL, OPTION_HELP},
    {"version", no_argument,       NULL, OPTION_VERSION},
    {NULL, 0, NULL, 0}};

/* -1: go on; else the exit status. */
static int read_options(int argc, char **argv, struct courier *courier,
                        struct courier_places *places)
{
    int code;
    while ((code = getopt_long(argc, argv, "", options, NULL)) != -1) {
        switch (code) {
        case OPTION_CONFIG:  places->config = optarg; continue;
        case OPTION_DATA:    places->data = optarg; continue;
        case OPTION_KEY:     places->key = optarg; continue;
        case OPTION_SOCKET:  places->socket = optarg; continue;
        case OPTION_ONCE:    courier->is_once = true; continue;
        case OPTION_METRICS: courier->metrics_path = optarg; continue;
        case OPTION_HELP:    fputs(usage, stdout); return STATUS_FINE;
        case OPTION_VERSION: puts("naast-courier " NAAST_VERSION); return STATUS_FINE;
        }
        fputs(usage, stderr);   /* getopt has said what is wrong */
        return STATUS_USAGE;
    }
    bool has_socket = places->socket || courier->is_once || getenv("LISTEN_FDS");
    if (optind == argc && places->config && places->data && places->key && has_socket)
        return -1;
    fputs(usage, stderr);
    return STATUS_USAGE;
}

int main(int argc, char **argv)
{
    static struct courier courier = {.chores_ms = SCHEDULE_NEVER,
                                     .has_trusted_clock = true};
    struct courier_places places = {0};
    log_name("naast-courier");
    int status = read_options(argc, argv, &courier, &places);
    if (status >= 0) return status;
    if (courier_harden()) {
        log_line(LOG_FAULT, "core dumps cannot be turned off");
        return STATUS_FAILED;
    }
    courier.link.listener = -1;
    status = courier_setup(&courier, &places) ? STATUS_FAILED : courier_run(&courier);
    courier_finish(&courier);
    return status;
}
