/* SPDX-License-Identifier: EUPL-1.2 */
/* kiosk_wipe.h - proof, after each visit, that nothing typed is left in the kiosk's memory.
 *
 * What the visitor types is remembered here, in locked memory, because the model is zeroed
 * before anybody can ask it. After the wipe the whole process is searched for it; only when
 * nothing is found may the screen say that all is wiped.
 * Not sought, because every program's memory is full of them:
 * - an answer of less than 4 bytes ("Ali"), and of a name of more words, or an address, the
 *   parts of less than 5 ("Jan" and "de" of "Jan de Wit"; the whole of it is sought);
 * - of a phone number its digits, as long as there are less than 6 of them;
 * - words that stand in what the screens show to everybody ("Wonen" is a topic).
 * All that is zeroed like the rest; only the proof does not cover it.
 * What is erased and typed differently is another word. A visit that has more words than there
 * is room for cannot be proved: it counts as one of which something is left.
 * Errors: memory_scan.h.
 * Thread: one. */
#ifndef NAAST_APPS_KIOSK_WIPE_H
#define NAAST_APPS_KIOSK_WIPE_H
#include "base/memory_scan.h"
#include "model/model.h"

struct kiosk_wipe;

/* Before the process closes its memory to others: memory_scan.h. */
enum err kiosk_wipe_open(struct kiosk_wipe **wipe_out) MUST_USE;
void kiosk_wipe_close(struct kiosk_wipe *wipe);   /* accepts NULL */
/* After every change of the model. */
void kiosk_wipe_note(struct kiosk_wipe *wipe, const struct model *model);
/* Forgets the words too. ERR_EXISTS: some of them are still there, or not all could be sought;
 * the log says which. */
enum err kiosk_wipe_prove(struct kiosk_wipe *wipe, const struct content *content) MUST_USE;

#endif
