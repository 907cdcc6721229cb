/* SPDX-License-Identifier: EUPL-1.2 */
#include "link/courier_link.h"

#include <assert.h>
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <systemd/sd-daemon.h>
#include <unistd.h>

#define GROUPS_MOST 64
#define KNOCKS_MOST 8

/* Listening */

/* A socket that nobody listens on is left from a courier that was killed. */
static enum err remove_stale(const struct sockaddr_un *address)
{
    struct stat facts;
    if (lstat(address->sun_path, &facts) < 0) return errno == ENOENT ? ERR_NONE : ERR_SYSTEM;
    if (!S_ISSOCK(facts.st_mode)) return ERR_EXISTS;
    int fd = socket(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
    if (fd < 0) return ERR_SYSTEM;
    bool is_stale = connect(fd, (const struct sockaddr *)address, sizeof *address) < 0
                    && errno == ECONNREFUSED;
    close(fd);
    if (!is_stale) return ERR_EXISTS;
    return unlink(address->sun_path) < 0 ? ERR_REFUSED : ERR_NONE;
}

static enum err listen_at(const char *socket_path, struct courier_link *link)
{
    struct sockaddr_un address = {.sun_family = AF_UNIX};
    if (strlen(socket_path) >= sizeof address.sun_path) return ERR_LARGE;
    memcpy(address.sun_path, socket_path, strlen(socket_path));
    enum err err = remove_stale(&address);
    if (err) return err;

    link->listener = socket(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
    if (link->listener < 0) return ERR_SYSTEM;
    mode_t before = umask(0117);    /* rw-rw----, from the first moment on */
    int bound = bind(link->listener, (const struct sockaddr *)&address, sizeof address);
    umask(before);
    if (bound < 0) return errno == EADDRINUSE ? ERR_EXISTS : ERR_REFUSED;
    memcpy(link->path, address.sun_path, sizeof link->path);
    return listen(link->listener, KNOCKS_MOST) < 0 ? ERR_SYSTEM : ERR_NONE;
}

static enum err take_from_systemd(struct courier_link *link)
{
    link->listener = SD_LISTEN_FDS_START;
    if (sd_is_socket_unix(link->listener, SOCK_SEQPACKET, 1, NULL, 0) <= 0) return ERR_FORMAT;
    /* A kiosk that leaves between the knock and our answer must not make us wait for the next
     * one. */
    return fcntl(link->listener, F_SETFL, O_NONBLOCK) < 0 ? ERR_SYSTEM : ERR_NONE;
}

static void find_group(struct courier_link *link)
{
    struct sockaddr_un address = {0};
    socklen_t size = sizeof address;
    struct stat facts;
    link->group = getegid();
    if (getsockname(link->listener, (struct sockaddr *)&address, &size) == 0
        && address.sun_path[0] == '/' && stat(address.sun_path, &facts) == 0)
        link->group = facts.st_gid;
}

enum err courier_link_open(const char *socket_path, struct courier_link *link_out)
{
    *link_out = (struct courier_link){.listener = -1, .next_number = 1};
    for (int i = 0; i < COURIER_LINK_PEERS; i++) link_out->peers[i].fd = -1;
    int handed = sd_listen_fds(1);
    enum err err = ERR_NONE;
    if (handed > 0) err = take_from_systemd(link_out);
    else if (socket_path) err = listen_at(socket_path, link_out);
    else err = ERR_MISSING;
    if (err) courier_link_close(link_out);
    else find_group(link_out);
    return err;
}

static void close_peer(struct courier_link *link, int place)
{
    close(link->peers[place].fd);
    link->peers[place] = (struct link_peer){.fd = -1};
}

void courier_link_close(struct courier_link *link)
{
    for (int i = 0; i < COURIER_LINK_PEERS; i++)
        if (link->peers[i].fd > 0) close_peer(link, i);
    if (link->path[0]) unlink(link->path);
    if (link->listener > 0) close(link->listener);
    *link = (struct courier_link){.listener = -1};
}

/* Peers */

static bool is_in_group(int fd, gid_t group)
{
    gid_t groups[GROUPS_MOST];
    socklen_t size = sizeof groups;
    if (getsockopt(fd, SOL_SOCKET, SO_PEERGROUPS, groups, &size) < 0) return false;
    for (size_t i = 0; i < size / sizeof groups[0]; i++)
        if (groups[i] == group) return true;
    return false;
}

/* The rights of the socket say the same; a wrong mode must not be enough to fill the spool. */
static bool may_speak(const struct courier_link *link, int fd)
{
    struct ucred peer;
    socklen_t size = sizeof peer;
    if (getsockopt(fd, SOL_SOCKET, SO_PEERCRED, &peer, &size) < 0 || size != sizeof peer)
        return false;
    return peer.uid == geteuid() || peer.gid == link->group || is_in_group(fd, link->group);
}

static int free_place(const struct courier_link *link)
{
    for (int i = 0; i < COURIER_LINK_PEERS; i++)
        if (link->peers[i].fd < 0) return i;
    return -1;
}

enum err courier_link_accept(struct courier_link *link)
{
    /* cppcheck-suppress nullPointer ; who asks for no address gets none */
    int fd = accept4(link->listener, NULL, NULL, SOCK_CLOEXEC | SOCK_NONBLOCK);
    bool was_nobody = fd < 0 && (errno == EAGAIN || errno == ECONNABORTED || errno == EINTR);
    if (fd < 0) return was_nobody ? ERR_NONE : ERR_SYSTEM;
    int place = free_place(link);
    bool may = may_speak(link, fd);
    if (!may || place < 0) {
        close(fd);
        return may ? ERR_FULL : ERR_REFUSED;
    }
    link->peers[place] = (struct link_peer){.fd = fd, .number = link->next_number++};
    return ERR_NONE;
}

void courier_link_watch(const struct courier_link *link,
                        struct pollfd fds_out[COURIER_LINK_FDS])
{
    fds_out[0] = (struct pollfd){.fd = link->listener, .events = POLLIN};
    for (int i = 0; i < COURIER_LINK_PEERS; i++)
        fds_out[1 + i] = (struct pollfd){.fd = link->peers[i].fd, .events = POLLIN};
}

enum err courier_link_receive(struct courier_link *link, int place,
                              struct link_request *request_out)
{
    assert(place >= 0 && place < COURIER_LINK_PEERS);
    if (link->peers[place].fd < 0) return ERR_CLOSED;
    uint8_t in[DATAGRAM_SUBMIT_BYTES];
    ssize_t size = recv(link->peers[place].fd, in, sizeof in, MSG_TRUNC);
    if (size < 0 && (errno == EAGAIN || errno == EINTR)) return ERR_TIMEOUT;
    enum err err = ERR_CLOSED;
    if (size > (ssize_t)sizeof in) err = ERR_FORMAT;
    else if (size > 0) err = datagram_read_request(in, (size_t)size, request_out);
    if (err) close_peer(link, place);
    return err;
}

uint32_t courier_link_number(const struct courier_link *link, int place)
{
    assert(place >= 0 && place < COURIER_LINK_PEERS);
    return link->peers[place].number;
}

static int place_of(const struct courier_link *link, uint32_t number)
{
    for (int i = 0; number != 0 && i < COURIER_LINK_PEERS; i++)
        if (link->peers[i].number == number) return i;
    return -1;
}

bool courier_link_has(const struct courier_link *link, uint32_t number)
{
    return place_of(link, number) >= 0;
}

void courier_link_tell(struct courier_link *link, uint32_t number,
                       const struct link_event *event)
{
    uint8_t out[DATAGRAM_BYTES];
    int place = place_of(link, number);
    if (place < 0) return;
    datagram_write_event(event, out);
    /* A kiosk that does not read must not hold us up; what it missed it asks again by sending
     * its id again. */
    if (send(link->peers[place].fd, out, sizeof out, MSG_NOSIGNAL | MSG_DONTWAIT)
        != (ssize_t)sizeof out)
        close_peer(link, place);
}

void courier_link_tell_all(struct courier_link *link, const struct link_event *event)
{
    for (int i = 0; i < COURIER_LINK_PEERS; i++)
        courier_link_tell(link, link->peers[i].number, event);
}
