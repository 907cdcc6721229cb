/* SPDX-License-Identifier: EUPL-1.2 */
/* changes.h - which rectangles differ between two draw lists. Pure. */
#ifndef NAAST_PLATFORM_CHANGES_H
#define NAAST_PLATFORM_CHANGES_H
#include <stdint.h>
#include "platform/painter.h"

/* What is remembered of a painted item. */
struct mark { uint64_t hash; struct rect reach; };

struct marks { struct mark *all; int count; };

struct changes { struct rect all[CHANGED_MOST]; int count; };

void changes_between(const struct marks *before, const struct marks *after,
                     struct changes *changes_out);

#endif
