/* SPDX-License-Identifier: EUPL-1.2 */
/* naast screens: every screen id, one a line, in the order of the journey. */
#include <stdio.h>
#include <string.h>

#include "apps/commands.h"
#include "model/screen.h"

int command_screens(int argc, char **argv)
{
    if (argc == 2 && strcmp(argv[1], "--help") == 0) {
        puts("use: naast screens\n"
             "Lists the screens that `naast show` can draw, one id a line.");
        return STATUS_FINE;
    }
    if (argc == 2 && strcmp(argv[1], "--version") == 0) {
        puts("naast " NAAST_VERSION);
        return STATUS_FINE;
    }
    if (argc > 1) {
        fprintf(stderr, "naast screens: takes no '%s'\n", argv[1]);
        return STATUS_USAGE;
    }
    for (int screen = 0; screen < SCREEN_COUNT; screen++)
        puts(screen_name((enum screen)screen));
    return STATUS_FINE;
}
