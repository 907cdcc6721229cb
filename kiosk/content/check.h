/* SPDX-License-Identifier: EUPL-1.2 */
/* check.h - `naast check`: every rule of the readers and the linter over a config folder and
 * the staged assets.
 *
 * Lists them sorted by file and line. Example data is allowed only where kiosk.json says
 * "example": true. */
#ifndef NAAST_CONTENT_CHECK_H
#define NAAST_CONTENT_CHECK_H
#include "base/bytes.h"
#include "content/content.h"
#include "content/plain.h"

#define CHECK_NEAR_BYTES 64

/* What only the operator's tool can ask, because its libraries have no place in a kiosk that
 * starts in 70 ms: a dictionary and the inside of a certificate. All they can cause is a
 * warning, so that the loader still knows every rule that keeps a kiosk from starting. */
struct experts {
    void *with;
    /* Whether the dictionary has the word; a near one into near_out ("" when there is none). */
    bool (*knows_word)(void *with, const char *word, char near_out[CHECK_NEAR_BYTES]);
    /* Unix seconds at which the first certificate of a PEM file ends; 0: it holds none. */
    int64_t (*certificate_ends_s)(void *with, const char *path);
};

struct check {
    const char *config;
    const char *assets;              /* NULL: pictures and fonts are not looked for */
    int64_t wall_s;                  /* Unix seconds: how old facts are; 0: never mind */
    const struct experts *experts;   /* NULL: not asked */
    struct plain_pools *pools_out;   /* NULL, or how hard the source texts are to read */
};

void check_in_full(const struct check *check, struct findings *findings_out);
/* Without experts. */
void check_config(const char *config_folder, const char *assets_folder, int64_t wall_s,
                  struct findings *findings_out);

/* The texts that say what a resident has a right to know (accessibility.md 5; seeds/);
 * TEXT_COUNT after the last. */
enum text fact_text(int place);

/* JSON Schema (2020-12) of one kind of file, printed from the table that reads it. ERR_MISSING:
 * no such kind. */
enum err schema_write(const char *kind, struct bytes *json_out) MUST_USE;
/* "kiosk", "provider" ...; NULL after the last. */
const char *schema_kind(int place);

#endif
