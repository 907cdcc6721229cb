/* SPDX-License-Identifier: EUPL-1.2 */
/* scratch.h - an empty folder for one test, and its removal. */
#ifndef NAAST_TESTS_SCRATCH_H
#define NAAST_TESTS_SCRATCH_H
#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

static inline void scratch_make(char out[64])
{
    snprintf(out, 64, "/tmp/naast-test.XXXXXX");
    if (!mkdtemp(out)) abort();
}

static inline int scratch_remove_one(const char *path, const struct stat *facts, int kind,
                                     struct FTW *place)
{
    (void)facts;
    (void)kind;
    (void)place;
    return remove(path);
}

static inline void scratch_remove(const char *folder)
{
    nftw(folder, scratch_remove_one, 16, FTW_DEPTH | FTW_PHYS);
}

#endif
