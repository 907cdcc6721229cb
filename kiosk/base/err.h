/* SPDX-License-Identifier: EUPL-1.2 */
/* err.h - the causes a caller can act on, and the two attributes every header uses.
 *
 * Rule: a function that can fail returns `enum err` and is MUST_USE. Pass an error up in
 *       silence; the one who decides what happens logs it, once. */
#ifndef NAAST_BASE_ERR_H
#define NAAST_BASE_ERR_H

#define MUST_USE __attribute__((warn_unused_result))
#define PRINTF_LIKE(format_at, arguments_at) \
    __attribute__((format(printf, format_at, arguments_at)))

enum err {
    ERR_NONE = 0,
    ERR_FULL,      /* no room: a fixed buffer, the spool or the disk */
    ERR_DISK,      /* a write or sync failed; what was being written does not count */
    ERR_MISSING,   /* the file, key or thing asked for is not there */
    ERR_EXISTS,    /* it is there already */
    ERR_FORMAT,    /* outside input is not what it should be */
    ERR_LARGE,     /* outside input is larger than its limit */
    ERR_CLOSED,    /* the other side went away */
    ERR_TIMEOUT,
    ERR_REFUSED,   /* rights, certificates, peers we do not trust */
    ERR_MEMORY,
    ERR_SYSTEM     /* any other failing system call */
};

/* A short English word for the log, never for the screen. */
const char *err_name(enum err err);

#endif
