/* SPDX-License-Identifier: EUPL-1.2 */
/* command_demo_store.h - what the demo's provider has received, printed for a person. */
#ifndef NAAST_APPS_COMMAND_DEMO_STORE_H
#define NAAST_APPS_COMMAND_DEMO_STORE_H
#include <stdio.h>
#include "base/bytes.h"
#include "base/json.h"

/* Calls `each` for every stored request; returns how many there were. */
int demo_store_each(const char *store_folder,
                    void (*each)(void *with, const struct json *request), void *with);
void demo_store_print(FILE *to, const struct json *request);

#endif
