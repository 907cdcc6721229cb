/* SPDX-License-Identifier: EUPL-1.2 */
/* naast schema: the JSON Schema of a configuration file, from the table that reads it. */
#include <stdio.h>
#include <string.h>

#include "apps/commands.h"
#include "content/check.h"

#define SCHEMA_BYTES (256 * 1024)

static void print_usage(FILE *to)
{
    fputs("use: naast schema", to);
    for (int i = 0; schema_kind(i); i++) fprintf(to, "%s%s", i > 0 ? "|" : " ", schema_kind(i));
    fputs("\nPrints the JSON Schema (2020-12) of that kind of file in the configuration.\n"
          "An editor that knows JSON Schema can check a file with it while you write.\n", to);
}

int command_schema(int argc, char **argv)
{
    if (argc == 2 && strcmp(argv[1], "--help") == 0) {
        print_usage(stdout);
        return STATUS_FINE;
    }
    if (argc == 2 && strcmp(argv[1], "--version") == 0) {
        puts("naast " NAAST_VERSION);
        return STATUS_FINE;
    }
    struct bytes json = {.limit_bytes = SCHEMA_BYTES};
    enum err err = argc == 2 ? schema_write(argv[1], &json) : ERR_MISSING;
    if (!err) puts(json.start);
    bytes_wipe(&json);
    if (!err) return STATUS_FINE;
    if (err != ERR_MISSING) {
        fprintf(stderr, "naast schema: failed: %s\n", err_name(err));
        return STATUS_FAILED;
    }
    print_usage(stderr);
    return STATUS_USAGE;
}
