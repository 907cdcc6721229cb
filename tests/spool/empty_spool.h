/* SPDX-License-Identifier: EUPL-1.2 */
/* empty_spool.h - a spool in a folder of its own for one test, and a request to put into it. */
#ifndef NAAST_TESTS_SPOOL_EMPTY_SPOOL_H
#define NAAST_TESTS_SPOOL_EMPTY_SPOOL_H
#include "base/promise.h"

#include <sodium.h>

#include "base/scratch.h"
#include "spool/spool.h"

#define NOON_S 1795348800   /* a full hour */

static char folder[64];
static struct spool spool;
static struct sealed sealed;

static inline int spool_begin(void **state)
{
    (void)state;
    scratch_make(folder);
    randombytes_buf(sealed.bytes, sizeof sealed.bytes);
    return spool_open(folder, &spool) ? -1 : 0;
}

static inline int spool_end(void **state)
{
    (void)state;
    spool_close(&spool);
    scratch_remove(folder);
    return 0;
}

/* Not at the full hour, which is all that the file may tell. */
static inline enum err submit(struct id id)
{
    enum spool_fate before;
    return spool_submit(&spool, id, &sealed, NOON_S + 1234, &before);
}

static inline struct id submitted(void)
{
    struct id id = id_new();
    assert_int_equal(submit(id), ERR_NONE);
    return id;
}

static inline enum spool_fate fate_of(struct id id)
{
    enum spool_state at;
    return spool_find(&spool, id, &at);
}

#endif
