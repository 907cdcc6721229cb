/* SPDX-License-Identifier: EUPL-1.2 */
/* check.h - `naast check`: every rule of the readers and the linter over a config folder and
 * the staged assets.
 *
 * Lists them sorted by file and line. Example data is allowed only where kiosk.json says
 * "example": true. `assets_folder` may be NULL: then pictures and fonts are not looked for.
 * `wall_s` (Unix seconds) tells how old facts are; 0 leaves that alone. */
#ifndef NAAST_CONTENT_CHECK_H
#define NAAST_CONTENT_CHECK_H
#include "base/bytes.h"
#include "content/content.h"

void check_config(const char *config_folder, const char *assets_folder, int64_t wall_s,
                  struct findings *findings_out);

/* JSON Schema (2020-12) of one kind of file, printed from the table that reads it. ERR_MISSING:
 * no such kind. */
enum err schema_write(const char *kind, struct bytes *json_out) MUST_USE;
/* "kiosk", "provider" ...; NULL after the last. */
const char *schema_kind(int place);

#endif
