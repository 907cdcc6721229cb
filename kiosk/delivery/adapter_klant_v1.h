/* SPDX-License-Identifier: EUPL-1.2 */
/* adapter_klant_v1.h - the register of an Open Klant 2.x, by its interface Klantinteracties v1.
 *
 * Shape:  one request is up to five messages:
 *           search   GET  klantcontacten with our id: what has the register already?
 *           team     GET  actoren: who calls back? (not when the configuration has its number)
 *           contact  POST maak-klantcontact: all or nothing
 *           address  POST digitaleadressen
 *           task     POST internetaken: only now somebody has work to do
 *         Delivered means: the register has the task.
 * Why the search: the interface has no Idempotency-Key. Our id stands in the register as an
 *         onderwerpobject, so every attempt begins by asking, and goes on where the last one
 *         stopped; also after a crash of ours, or an answer that got lost. Nothing is noted on
 *         our disk that could differ from what the register has.
 * Why the number: a request that is still being processed when we ask again is not in the
 *         answer yet. Contact and task carry the visitor's reference as referentienummer, which
 *         the register takes only once; the late one is refused, and we ask again. A contact
 *         that went without its number says nothing about the task's: each keeps its own.
 *         An address has no number: a late one is there twice, which calls nobody twice.
 *         Before Open Klant 2.16 there was only `nummer`, and that one is not ours to give: the
 *         register makes the next as the highest plus one, so that one of ours above
 *         9,000,000,000 would soon leave it none. There a late task is there twice.
 * Why the team first: when it is missing, nothing has been made that would lie there half.
 * Rule:   what the search brings must carry our id. A register that does not look at our
 *         question (an old one, a gateway that drops it) would hand us somebody else's contact,
 *         and hide ours.
 * Source: reference/intake.md 1; the official description of the interface. Pure. */
#ifndef NAAST_DELIVERY_ADAPTER_KLANT_V1_H
#define NAAST_DELIVERY_ADAPTER_KLANT_V1_H
#include "delivery/adapter.h"

/* Five, and once more the search and the contact, and the search and the task, when the number
 * was taken. */
#define ADAPTER_KLANT_V1_MESSAGES 9

enum err adapter_klant_v1_write(const struct route *route, const struct envelope *envelope,
                                const struct progress *progress,
                                struct http_message *message_out) MUST_USE;
enum turn adapter_klant_v1_judge(const struct route *route, const struct envelope *envelope,
                                 const struct http_answer *answer, int64_t wall_s,
                                 struct progress *progress, struct verdict *verdict_out);

#endif
