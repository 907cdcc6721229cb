/* SPDX-License-Identifier: EUPL-1.2 */
#include "link/kiosk_link.h"

#include <errno.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/time.h>
#include <sys/un.h>
#include <unistd.h>

#include "link/datagram.h"

#define SEND_MOST_S 2

/* Who listens there may tell a visitor "it has arrived": only the courier or systemd on its
 * behalf may. */
static bool may_answer(int fd, const char *socket_path)
{
    struct ucred peer;
    socklen_t size = sizeof peer;
    struct stat facts;
    if (getsockopt(fd, SOL_SOCKET, SO_PEERCRED, &peer, &size) < 0 || size != sizeof peer)
        return false;
    if (peer.uid == 0 || peer.uid == geteuid()) return true;
    return stat(socket_path, &facts) == 0 && facts.st_uid == peer.uid;
}

static enum err connect_cause(int number)
{
    switch (number) {
    case ENOENT: case ECONNREFUSED: return ERR_MISSING;
    case EACCES: case EPERM: case EPROTOTYPE: return ERR_REFUSED;
    default: return ERR_SYSTEM;   /* errno is no enum of ours */
    }
}

enum err kiosk_link_open(const char *socket_path, struct kiosk_link *link_out)
{
    struct sockaddr_un address = {.sun_family = AF_UNIX};
    struct timeval send_most = {.tv_sec = SEND_MOST_S};
    if (strlen(socket_path) >= sizeof address.sun_path) return ERR_LARGE;
    memcpy(address.sun_path, socket_path, strlen(socket_path));

    int fd = socket(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0);
    if (fd < 0) return ERR_SYSTEM;
    enum err err = ERR_NONE;
    if (setsockopt(fd, SOL_SOCKET, SO_SNDTIMEO, &send_most, sizeof send_most) < 0)
        err = ERR_SYSTEM;
    if (!err && connect(fd, (const struct sockaddr *)&address, sizeof address) < 0)
        err = connect_cause(errno);
    if (!err && !may_answer(fd, socket_path)) err = ERR_REFUSED;
    if (err) close(fd);
    else link_out->fd = fd;
    return err;
}

void kiosk_link_stop(struct kiosk_link *link)
{
    shutdown(link->fd, SHUT_RDWR);
}

void kiosk_link_close(struct kiosk_link *link)
{
    if (link->fd > 0) close(link->fd);
    link->fd = -1;
}

static enum err send_request(struct kiosk_link *link, const struct link_request *request)
{
    uint8_t out[DATAGRAM_SUBMIT_BYTES];
    size_t size_bytes = datagram_write_request(request, out);
    for (;;) {
        ssize_t size = send(link->fd, out, size_bytes, MSG_NOSIGNAL);
        if (size >= 0) return (size_t)size == size_bytes ? ERR_NONE : ERR_CLOSED;
        if (errno == EINTR) continue;
        return errno == EAGAIN || errno == EWOULDBLOCK ? ERR_TIMEOUT : ERR_CLOSED;
    }
}

enum err kiosk_link_hello(struct kiosk_link *link)
{
    static const struct link_request hello = {.ask = LINK_HELLO};
    return send_request(link, &hello);
}

enum err kiosk_link_submit(struct kiosk_link *link, struct id id, const struct sealed *sealed)
{
    struct link_request request = {.ask = LINK_SUBMIT, .id = id, .sealed = *sealed};
    return send_request(link, &request);
}

enum err kiosk_link_take_back(struct kiosk_link *link, struct id id)
{
    struct link_request request = {.ask = LINK_TAKE_BACK, .id = id};
    return send_request(link, &request);
}

enum err kiosk_link_receive(struct kiosk_link *link, struct link_event *event_out)
{
    uint8_t in[DATAGRAM_BYTES];
    for (;;) {
        ssize_t size = recv(link->fd, in, sizeof in, MSG_TRUNC);
        if (size < 0 && errno == EINTR) continue;
        if (size <= 0) return ERR_CLOSED;
        return datagram_read_event(in, (size_t)size, event_out);
    }
}
