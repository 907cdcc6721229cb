/* SPDX-License-Identifier: EUPL-1.2 */
/* naast.c - the operator's tool: picks the command, decides nothing else. */
#include <stdio.h>
#include <string.h>

#include "apps/commands.h"
#include "base/log.h"

static const struct {
    const char *name;
    int (*run)(int argc, char **argv);
    const char *what;
} commands[] = {
    {"demo",    command_demo,    "everything on this machine: receiver, courier and kiosk"},
    {"check",   command_check,   "find what is wrong in a configuration, by file and line"},
    {"screens", command_screens, "list the screens, one a line"},
    {"show",    command_show,    "draw one screen into a PNG, without a display"},
    {"spool",   command_spool,   "look after waiting requests, never at their content"},
    {"keys",    command_keys,    "make the courier's key pair"},
    {"schema",  command_schema,  "print the JSON Schema of a configuration file"},
};

static void print_usage(FILE *to)
{
    fputs("use: naast COMMAND [options]\n", to);
    for (size_t i = 0; i < sizeof commands / sizeof commands[0]; i++)
        fprintf(to, "  %-8s %s\n", commands[i].name, commands[i].what);
    fputs("naast COMMAND --help tells more.\n", to);
}

static int run(int argc, char **argv)
{
    if (argc < 2) {
        print_usage(stderr);
        return STATUS_USAGE;
    }
    if (strcmp(argv[1], "--help") == 0) {
        print_usage(stdout);
        return STATUS_FINE;
    }
    if (strcmp(argv[1], "--version") == 0) {
        puts("naast " NAAST_VERSION);
        return STATUS_FINE;
    }
    for (size_t i = 0; i < sizeof commands / sizeof commands[0]; i++)
        if (strcmp(argv[1], commands[i].name) == 0)
            return commands[i].run(argc - 1, argv + 1);
    fprintf(stderr, "naast: no command '%s'\n", argv[1]);
    print_usage(stderr);
    return STATUS_USAGE;
}

/* A disk that is full shows only when the last of it is written; who saved an export there must
 * not hear that all is well. */
int main(int argc, char **argv)
{
    log_name("naast");
    int status = run(argc, argv);
    if (fflush(stdout) == 0 && !ferror(stdout)) return status;
    fputs("naast: not all of the output could be written; is the disk full?\n", stderr);
    return status == STATUS_FINE ? STATUS_FAILED : status;
}
