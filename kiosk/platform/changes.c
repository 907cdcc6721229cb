/* SPDX-License-Identifier: EUPL-1.2 */
#include "platform/changes.h"

#include <string.h>

/* Painting one rectangle more costs about as much as painting this many pixels for nothing. */
#define CHEAPER_TOGETHER_PX 4000

static int64_t area_px(struct rect rect)
{
    return (int64_t)rect.width * rect.height;
}

static int64_t waste_px(struct rect a, struct rect b)
{
    return area_px(rect_around(a, b)) - area_px(a) - area_px(b);
}

static void drop(struct changes *changes, int at)
{
    changes->all[at] = changes->all[--changes->count];
}

/* Joining may make further joins worthwhile, so it goes on until none is. */
static void changes_add(struct changes *changes, struct rect rect)
{
    if (rect_is_empty(rect)) return;
    for (int i = 0; i < changes->count; i++) {
        if (waste_px(changes->all[i], rect) > CHEAPER_TOGETHER_PX) continue;
        rect = rect_around(changes->all[i], rect);
        drop(changes, i);
        i = -1;
    }
    if (changes->count < CHANGED_MOST) {
        changes->all[changes->count++] = rect;
        return;
    }
    int best = 0;
    for (int i = 1; i < changes->count; i++)
        if (waste_px(changes->all[i], rect) < waste_px(changes->all[best], rect)) best = i;
    rect = rect_around(changes->all[best], rect);
    drop(changes, best);
    changes_add(changes, rect);
}

/* Items kept must keep their order, or what covers what would change: only matches further on
 * count. */
static void compare_middle(const struct mark *before, int before_count,
                           const struct mark *after, int after_count, struct changes *changes)
{
    int next = 0;
    for (int i = 0; i < after_count; i++) {
        int found = next;
        while (found < before_count && before[found].hash != after[i].hash) found++;
        if (found == before_count) {
            changes_add(changes, after[i].reach);
            continue;
        }
        for (; next < found; next++) changes_add(changes, before[next].reach);
        next = found + 1;
    }
    for (; next < before_count; next++) changes_add(changes, before[next].reach);
}

void changes_between(const struct marks *before, const struct marks *after,
                     struct changes *changes_out)
{
    changes_out->count = 0;
    int start = 0, before_end = before->count, after_end = after->count;
    while (start < before_end && start < after_end &&
           before->all[start].hash == after->all[start].hash)
        start++;
    while (before_end > start && after_end > start &&
           before->all[before_end - 1].hash == after->all[after_end - 1].hash) {
        before_end--;
        after_end--;
    }
    compare_middle(before->all + start, before_end - start, after->all + start,
                   after_end - start, changes_out);
}
