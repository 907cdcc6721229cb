/* SPDX-License-Identifier: EUPL-1.2 */
/* kiosk_link.h - the kiosk's end of the socket to the courier (AF_UNIX, SOCK_SEQPACKET).
 *
 * One thread calls kiosk_link_receive and waits in it; another may call the send functions. To
 * end the waiting thread: kiosk_link_stop, join it, then kiosk_link_close.
 * After ERR_CLOSED, close and open again: the courier may have been restarted. A request that
 * got no answer within 2 s is sent again with the same id; the courier answers "kept" again, or
 * says what became of it.
 * Errors: ERR_CLOSED, ERR_MISSING (no courier there), ERR_FORMAT (the peer speaks nonsense),
 *         ERR_REFUSED (peer is not who may answer), ERR_TIMEOUT (a send was not taken within 2
 *         s), ERR_SYSTEM. */
#ifndef NAAST_LINK_KIOSK_LINK_H
#define NAAST_LINK_KIOSK_LINK_H
#include <stdbool.h>
#include "base/id.h"
#include "spool/seal.h"

enum link_news {
    LINK_READY,        /* answer to a hello: `key` is what to seal to */
    LINK_NOT_READY,    /* nothing can be stored now: out of service */
    LINK_KEPT,         /* the sealed request is on the disk, synced */
    LINK_NOT_KEPT,     /* it is not stored anywhere */
    LINK_DELIVERED,    /* the provider's receipt named our id */
    LINK_WAITING,      /* tried, not arrived yet; the courier goes on trying */
    LINK_BAD_CONTACT   /* the provider refused a contact field; see kiosk_link_take_back */
};

enum link_field { LINK_FIELD_NONE, LINK_FIELD_NAME, LINK_FIELD_PHONE, LINK_FIELD_EMAIL };

struct link_event {
    enum link_news news;
    struct id id;              /* not for READY and NOT_READY */
    enum link_field field;     /* only for BAD_CONTACT */
    struct public_key key;     /* only for READY */
};

struct kiosk_link { int fd; };

enum err kiosk_link_open(const char *socket_path, struct kiosk_link *link_out) MUST_USE;
void kiosk_link_stop(
    struct kiosk_link *link); /* kiosk_link_receive returns ERR_CLOSED, now and later */
void kiosk_link_close(struct kiosk_link *link);
enum err kiosk_link_hello(struct kiosk_link *link) MUST_USE;
enum err kiosk_link_submit(struct kiosk_link *link, struct id id,
                           const struct sealed *sealed) MUST_USE;
/* Two things may be taken back, and the courier drops them:
 * - After BAD_CONTACT: when the corrected request (under a new id) is kept. Until then the
 *   refused one is held for the operator: the visitor may have left, and a request is never
 *   lost.
 * - A request of which the courier said nothing in time, when the visitor has left with "not
 *   kept" on the screen. Too late if it is on its way by then. */
enum err kiosk_link_take_back(struct kiosk_link *link, struct id id) MUST_USE;
enum err kiosk_link_receive(struct kiosk_link *link, struct link_event *event_out) MUST_USE;

#endif
