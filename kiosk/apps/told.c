/* SPDX-License-Identifier: EUPL-1.2 */
#include "apps/told.h"

#include <string.h>

#include "base/log.h"

enum err told(enum err err, const char *what, const char *where, const struct mend *mends)
{
    const char *how = err_name(err);
    if (!err) return err;
    for (; mends->what; mends++)
        if (mends->err == err && strcmp(mends->what, what) == 0) how = mends->how;
    log_line(LOG_FAULT, "%s %s: %s", what, where, how);
    return err;
}
