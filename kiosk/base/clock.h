/* SPDX-License-Identifier: EUPL-1.2 */
/* clock.h - the two clocks. Only apps and the courier's loop call these; all other code is told
 * the time. */
#ifndef NAAST_BASE_CLOCK_H
#define NAAST_BASE_CLOCK_H
#include <stdint.h>

/* Since boot, sleep included; never jumps: for schedules and time-outs. */
uint64_t clock_boot_ms(void);
/* Unix seconds: only for display and for what we tell a provider. */
int64_t clock_wall_s(void);
/* "2026-11-21T20:04:00Z" */
void clock_utc_text(int64_t wall_s, char out[21]);

#endif
