/* SPDX-License-Identifier: EUPL-1.2 */
/* datagram.h - what goes over the socket between kiosk and courier, as bytes. Pure.
 *
 * Shape:  magic, version, kind, field, zero, id, key: DATAGRAM_BYTES; a submit has the sealed
 *         request after it. Every kind has exactly one size, and fields it does not use are
 *         zero: there is one way to say a thing.
 * Errors: ERR_FORMAT for everything else; nothing of a wrong datagram is used. */
#ifndef NAAST_LINK_DATAGRAM_H
#define NAAST_LINK_DATAGRAM_H
#include "link/kiosk_link.h"

#define DATAGRAM_BYTES 56
#define DATAGRAM_SUBMIT_BYTES (DATAGRAM_BYTES + SEALED_BYTES)

enum link_ask { LINK_HELLO, LINK_SUBMIT, LINK_TAKE_BACK };

struct link_request {
    enum link_ask ask;
    struct id id;            /* not for HELLO */
    struct sealed sealed;    /* only for SUBMIT */
};

/* The size written. */
size_t datagram_write_request(const struct link_request *request,
                              uint8_t out[DATAGRAM_SUBMIT_BYTES]);
enum err datagram_read_request(const uint8_t *from, size_t size_bytes,
                               struct link_request *request_out) MUST_USE;
void datagram_write_event(const struct link_event *event, uint8_t out[DATAGRAM_BYTES]);
enum err datagram_read_event(const uint8_t *from, size_t size_bytes,
                             struct link_event *event_out) MUST_USE;

#endif
