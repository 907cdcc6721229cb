/* SPDX-License-Identifier: EUPL-1.2 */
/* courier_link.h - the courier's end of the socket to the kiosks (AF_UNIX, SOCK_SEQPACKET).
 *
 * Shape:  one listening socket, from systemd (socket activation) or made here with mode 0660,
 *         and at most COURIER_LINK_PEERS kiosks. Nothing here blocks; the courier waits in
 *         poll() on courier_link_watch.
 * Rule:   a peer that speaks nonsense, or does not take what we tell it, is closed. It can come
 *         back.
 * Errors: ERR_EXISTS (another courier listens there, or the path is no socket), ERR_REFUSED,
 *         ERR_LARGE (path), ERR_SYSTEM; for a peer ERR_CLOSED, ERR_FORMAT (both: it is gone),
 *         ERR_TIMEOUT (nothing to read now).
 * Thread: one. */
#ifndef NAAST_LINK_COURIER_LINK_H
#define NAAST_LINK_COURIER_LINK_H
#include <poll.h>
#include <sys/types.h>
#include "link/datagram.h"

#define COURIER_LINK_PEERS 8
#define COURIER_LINK_FDS (1 + COURIER_LINK_PEERS)
#define COURIER_LINK_PATH_BYTES 108

/* One connection. A number is never used twice, so that news is not told to whoever got the
 * place since. */
struct link_peer {
    int fd;               /* -1: nobody */
    uint32_t number;      /* 1 is the first */
};

struct courier_link {
    int listener;
    char path[COURIER_LINK_PATH_BYTES];   /* "" when systemd made the socket */
    gid_t group;                          /* of the socket: its members may speak to us */
    uint32_t next_number;
    struct link_peer peers[COURIER_LINK_PEERS];
};

enum err courier_link_open(const char *socket_path, struct courier_link *link_out) MUST_USE;
void courier_link_close(struct courier_link *link); /* closes all, removes the socket it made */

/* For poll(): the listener first, then the place of each peer; fd is -1 where there is none. */
void courier_link_watch(const struct courier_link *link,
                        struct pollfd fds_out[COURIER_LINK_FDS]);
/* A kiosk knocks. ERR_REFUSED: it may not speak to us; ERR_FULL: no place; both are closed
 * already. */
enum err courier_link_accept(struct courier_link *link) MUST_USE;
enum err courier_link_receive(struct courier_link *link, int place,
                              struct link_request *request_out) MUST_USE;
uint32_t courier_link_number(const struct courier_link *link, int place);   /* 0: nobody */
/* Is the kiosk with this number still there? */
bool courier_link_has(const struct courier_link *link, uint32_t number);
void courier_link_tell(struct courier_link *link, uint32_t number,
                       const struct link_event *event);
void courier_link_tell_all(struct courier_link *link, const struct link_event *event);

#endif
