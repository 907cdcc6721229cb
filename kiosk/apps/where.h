/* SPDX-License-Identifier: EUPL-1.2 */
/* where.h - the folders a program uses when its command line names none: beside itself. */
#ifndef NAAST_APPS_WHERE_H
#define NAAST_APPS_WHERE_H
#include "base/file.h"

/* Folder of the running program, e.g. ".../build". */
enum err where_program(char out[PATH_BYTES]) MUST_USE;
enum err where_config(char out[PATH_BYTES]) MUST_USE;   /* PROGRAM/../config */
enum err where_assets(char out[PATH_BYTES]) MUST_USE;   /* PROGRAM/assets */

#endif
