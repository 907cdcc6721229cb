/* SPDX-License-Identifier: EUPL-1.2 */
/* command_check_experts.h - what `naast check` asks of Hunspell and GnuTLS. Linked into the
 * tool alone: a dictionary takes time and memory that no kiosk may spend at its start. */
#ifndef NAAST_APPS_COMMAND_CHECK_EXPERTS_H
#define NAAST_APPS_COMMAND_CHECK_EXPERTS_H
#include "content/check.h"

/* Without a Dutch dictionary on this computer, no word is doubted. */
void experts_open(struct experts *experts_out);
void experts_close(struct experts *experts);

#endif
