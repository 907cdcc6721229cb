/* SPDX-License-Identifier: EUPL-1.2 */
/* script.h - the writing system of a run, which HarfBuzz needs to join letters as that system
 * does. */
#ifndef NAAST_PLATFORM_SCRIPT_H
#define NAAST_PLATFORM_SCRIPT_H
#include <stddef.h>
#include "view/measure.h"

/* ISO 15924 of its first letter ("Latn", "Cyrl", "Grek", "Arab", "Ethi"); without letters that
 * of the face. */
const char *script_of(const char *utf8, size_t size_bytes, enum face face);

#endif
