/* SPDX-License-Identifier: EUPL-1.2 */
/* pictogram.h - assets/pictograms.json: concept -> OpenMoji code or own drawing.
 *
 * Screens name concepts from pictograms.def (PICTOGRAM_PHONE); topics name them by key. The
 * colour picture is ASSETS/pictograms/<key>.svg, the line picture for the high-contrast themes
 * <key>.line.svg: staged at build time. */
#ifndef NAAST_CONTENT_PICTOGRAM_H
#define NAAST_CONTENT_PICTOGRAM_H

enum pictogram {
    PICTOGRAM_NONE,
#define PICTOGRAM(id, key) id,
#include "content/pictograms.def"
#undef PICTOGRAM
    PICTOGRAM_COUNT
};

const char *pictogram_key(enum pictogram pictogram);        /* "phone"; NULL for none */
enum pictogram pictogram_find(const char *key);             /* PICTOGRAM_NONE when unknown */

#endif
