/* SPDX-License-Identifier: EUPL-1.2 */
/* intake_page.h - the page for a provider without a system of its own: who is waiting for a
 * call.
 *
 * HTML without script; works with keyboard, screen reader and any text size. Dutch, because its
 * readers are. */
#ifndef NAAST_APPS_INTAKE_PAGE_H
#define NAAST_APPS_INTAKE_PAGE_H
#include "apps/intake_answer.h"
#include "apps/intake_store.h"

#define INTAKE_PAGE_MOST 100 /* requests on the page; the most urgent ones come first */

void intake_page_login(struct intake_answer *answer, unsigned status, bool was_wrong);
void intake_page_list(struct intake_answer *answer, const struct intake_store *store,
                      int64_t now_s);
const char *intake_page_style(void);

#endif
