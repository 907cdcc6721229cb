/* SPDX-License-Identifier: EUPL-1.2 */
/* hyphens.h - where a word that is wider than its line may be broken (libhyphen with the
 * patterns of Debian).
 *
 * Why:    at the largest letters a Dutch compound ("cliëntondersteuner") is wider than a narrow
 *         card.
 * Shape:  a dictionary is read when the first such word in its language comes; a language
 *         without one breaks nowhere.
 * Thread: one. */
#ifndef NAAST_PLATFORM_HYPHENS_H
#define NAAST_PLATFORM_HYPHENS_H
#include <stddef.h>

#define HYPHEN_LANGUAGES_MOST 8

struct hyphens {
    struct { char tag[9]; void *dictionary; } all[HYPHEN_LANGUAGES_MOST];   /* NULL: none */
    int count;
};

/* Byte offsets of the allowed breaks, rising; returns how many. */
int hyphens_find(struct hyphens *hyphens, const char *tag, const char *utf8, size_t size_bytes,
                 size_t *offsets_out, int most);
void hyphens_finish(struct hyphens *hyphens);         /* accepts a zeroed one */

#endif
