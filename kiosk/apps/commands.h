/* SPDX-License-Identifier: EUPL-1.2 */
/* commands.h - the operator's tool, one function a command (DESIGN 7).
 *
 * argv[0] is the command's own name. Each returns the exit status: 0 fine, 1 findings or
 * failure, 2 wrong use. */
#ifndef NAAST_APPS_COMMANDS_H
#define NAAST_APPS_COMMANDS_H

#define STATUS_FINE 0
#define STATUS_FAILED 1
#define STATUS_USAGE 2
#define STATUS_AGAIN 75   /* of naast-kiosk: start me anew (EX_TEMPFAIL of sysexits.h) */

int command_demo(int argc, char **argv);
int command_check(int argc, char **argv);
int command_screens(int argc, char **argv);
int command_show(int argc, char **argv);
int command_spool(int argc, char **argv);
int command_keys(int argc, char **argv);
int command_schema(int argc, char **argv);

#endif
