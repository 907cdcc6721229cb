/* SPDX-License-Identifier: EUPL-1.2 */
/* told.h - the last words of a program that cannot start: what, where and how to mend it.
 *
 * A program lists what may go wrong where, and what then helps; for the rest the error's own
 * name must do. */
#ifndef NAAST_APPS_TOLD_H
#define NAAST_APPS_TOLD_H
#include "base/err.h"

struct mend {
    const char *what;      /* as given to told(); NULL ends a list */
    enum err err;
    const char *how;
};

/* Gives `err` back; without an error nothing is said. */
enum err told(enum err err, const char *what, const char *where,
              const struct mend *mends) MUST_USE;

#endif
