/* SPDX-License-Identifier: EUPL-1.2 */
/* spool_name.h - names of files in the spool: the id as text, and ".dropped" after it for one
 * given up. */
#ifndef NAAST_SPOOL_SPOOL_NAME_H
#define NAAST_SPOOL_SPOOL_NAME_H
#include "spool/spool.h"

#define SPOOL_NAME_BYTES (ID_TEXT_BYTES + 8)

void spool_name(struct id id, enum spool_fate fate, char out[SPOOL_NAME_BYTES]);
/* Only the exact names that spool_name writes. ERR_FORMAT. */
enum err spool_name_read(const char *name, struct id *id_out, bool *is_dropped_out) MUST_USE;

#endif
