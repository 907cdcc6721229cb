/* SPDX-License-Identifier: EUPL-1.2 */
/* retry_after.h - the header Retry-After (RFC 9110, 10.2.3): seconds or a date. Pure.
 *
 * Clamped to 1 s .. 6 h: a provider may ask for calm, but not for ever (reliability.md D4). A
 * date is measured against our own wall clock; when that is wrong, the clamp bounds the harm.
 * Returns 0 when the text is neither. */
#ifndef NAAST_DELIVERY_RETRY_AFTER_H
#define NAAST_DELIVERY_RETRY_AFTER_H
#include <stdint.h>

#define RETRY_AFTER_LEAST_S 1
#define RETRY_AFTER_MOST_S (6 * 3600)

uint32_t retry_after_s(const char *text, int64_t wall_s);

#endif
