/* SPDX-License-Identifier: EUPL-1.2 */
/* content.h - all of config/, read once at start and never changed.
 *
 * content_load reads everything, lists every finding, and gives ERR_FORMAT when one of them is
 * an error; warnings stop nothing. `naast check` (check.h) applies the same rules and also
 * looks into the staged assets. There is one set of rules: no rule known to the linter but not
 * to the loader.
 * Errors: ERR_FORMAT (see findings), ERR_MEMORY, ERR_DISK.
 * Thread: load in one, read in any. */
#ifndef NAAST_CONTENT_CONTENT_H
#define NAAST_CONTENT_CONTENT_H
#include "content/finding.h"
#include "content/key_layout.h"
#include "content/language.h"
#include "content/pictogram.h"
#include "content/provider.h"
#include "content/settings.h"
#include "content/texts.h"
#include "content/topic.h"

struct content {
    struct settings settings;
    struct languages languages;
    struct texts texts[LANGUAGES_MOST];   /* places as in languages.all; only offered ones */
    struct topics topics;
    struct providers providers;
    struct key_layouts key_layouts;
};

enum err content_load(const char *config_folder, struct content *content_out,
                      struct findings *findings) MUST_USE;
void content_finish(struct content *content);   /* accepts a zeroed value */

#endif
