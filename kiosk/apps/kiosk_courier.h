/* SPDX-License-Identifier: EUPL-1.2 */
/* kiosk_courier.h - the kiosk's line to the courier, kept open by a thread of its own.
 *
 * The thread opens the socket, waits for news and opens it again when the courier was restarted
 * (with growing pauses). Nothing a visitor typed passes through the thread: requests are sealed
 * and sent by the caller.
 * Errors: ERR_CLOSED (no line now; the model asks again), ERR_MEMORY, ERR_SYSTEM; those of
 *         request_write_envelope.
 * Thread: all functions from the main one; `wake` is called from the other. */
#ifndef NAAST_APPS_KIOSK_COURIER_H
#define NAAST_APPS_KIOSK_COURIER_H
#include "link/kiosk_link.h"
#include "model/model.h"

struct kiosk_courier;

enum err kiosk_courier_start(const char *socket_path, void (*wake)(void),
                             struct kiosk_courier **courier_out) MUST_USE;
void kiosk_courier_stop(struct kiosk_courier *courier);   /* accepts NULL */
/* The oldest news; false when there is none. A line that stays away is told as
 * LINK_NOT_READY. */
bool kiosk_courier_news(struct kiosk_courier *courier, struct link_event *event_out);
enum err kiosk_courier_hello(struct kiosk_courier *courier) MUST_USE;
enum err kiosk_courier_submit(struct kiosk_courier *courier,
                              const struct model *model) MUST_USE;
enum err kiosk_courier_take_back(struct kiosk_courier *courier, struct id id) MUST_USE;

#endif
