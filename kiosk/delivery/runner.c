/* SPDX-License-Identifier: EUPL-1.2 */
#include "delivery/runner.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/close_range.h>
#include <poll.h>
#include <signal.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/pidfd.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <unistd.h>

#define SOCKET 3               /* the runner's; a child has its channel there */
#define LOCK 4
#define FREE_PLACE 10          /* above both */
#define KILL_AGAIN_MS 100

_Noreturn void runner_leave(int status)
{
#ifdef NAAST_COVERAGE
    extern void __gcov_dump(void);
    __gcov_dump();
#endif
    _exit(status);
}

/* One descriptor as one message */

union descriptor_room {
    struct cmsghdr head;
    char bytes[CMSG_SPACE(sizeof(int))];
};

static enum err send_descriptor(int socket, int descriptor)
{
    char byte = 0;
    struct iovec part = {&byte, 1};
    union descriptor_room room = {0};
    struct msghdr message = {.msg_iov = &part, .msg_iovlen = 1, .msg_control = room.bytes,
                             .msg_controllen = sizeof room.bytes};
    struct cmsghdr *control = CMSG_FIRSTHDR(&message);
    control->cmsg_level = SOL_SOCKET;
    control->cmsg_type = SCM_RIGHTS;
    control->cmsg_len = CMSG_LEN(sizeof descriptor);
    memcpy(CMSG_DATA(control), &descriptor, sizeof descriptor);
    ssize_t size;
    do
        size = sendmsg(socket, &message, MSG_DONTWAIT | MSG_NOSIGNAL);
    while (size < 0 && errno == EINTR);
    return size == 1 ? ERR_NONE : ERR_CLOSED;
}

static enum err take_descriptor(int socket, int *descriptor_out)
{
    char byte;
    struct iovec part = {&byte, 1};
    union descriptor_room room = {0};
    struct msghdr message = {.msg_iov = &part, .msg_iovlen = 1, .msg_control = room.bytes,
                             .msg_controllen = sizeof room.bytes};
    ssize_t size;
    do
        size = recvmsg(socket, &message, MSG_CMSG_CLOEXEC);
    while (size < 0 && errno == EINTR);
    if (size < 0) return errno == EAGAIN ? ERR_TIMEOUT : ERR_CLOSED;
    const struct cmsghdr *control = CMSG_FIRSTHDR(&message);
    if (size == 0 || !control || control->cmsg_len != CMSG_LEN(sizeof *descriptor_out))
        return ERR_CLOSED;
    memcpy(descriptor_out, CMSG_DATA(control), sizeof *descriptor_out);
    return ERR_NONE;
}

/* The runner and its children */

static bool dies_with(pid_t parent)
{
    /* The parent may have died before we asked. */
    return prctl(PR_SET_PDEATHSIG, SIGKILL) == 0 && getppid() == parent;
}

/* Nothing of the courier's but the socket and the lock. */
static bool leave_all_behind(int socket, int lock)
{
    sigset_t none;
    sigemptyset(&none);
    int far_socket = fcntl(socket, F_DUPFD, FREE_PLACE);
    int far_lock = fcntl(lock, F_DUPFD, FREE_PLACE);
    if (dup2(far_socket, SOCKET) < 0 || dup2(far_lock, LOCK) < 0
        || close_range(LOCK + 1, ~0U, 0) < 0 || prctl(PR_SET_DUMPABLE, 0) < 0)
        return false;
    /* Who stops the courier stops all of its session; the courier lets attempts end. */
    signal(SIGTERM, SIG_IGN);
    signal(SIGINT, SIG_IGN);
    signal(SIGCHLD, SIG_IGN);   /* nobody waits for a child */
    sigprocmask(SIG_SETMASK, &none, NULL);
    prctl(PR_SET_NAME, "naast-runner");
    /* No proxy, key log or library switch of the environment may change how we send. */
    return clearenv() == 0 && setenv("RES_OPTIONS", "timeout:2 attempts:2", 1) == 0;
}

static _Noreturn void run_child(const struct runner_work *work, int channel, pid_t runner)
{
    prctl(PR_SET_NAME, "naast-attempt");
    if (!dies_with(runner) || dup2(channel, RUNNER_CHANNEL) < 0
        || close_range(LOCK + 1, ~0U, 0) < 0)
        runner_leave(1);
    int handle = pidfd_open(getpid(), 0);
    if (handle < 0 || send_descriptor(RUNNER_CHANNEL, handle)) runner_leave(1);
    close(handle);
    work->run(RUNNER_CHANNEL, work->with);
    runner_leave(0);
}

static _Noreturn void serve(const struct runner_work *work)
{
    pid_t runner = getpid();
    int channel;
    while (take_descriptor(SOCKET, &channel) == ERR_NONE) {
        /* Without a process the courier sees its channel close. */
        if (fork() == 0) run_child(work, channel, runner);
        close(channel);
    }
    runner_leave(0);
}

static _Noreturn void run(const struct runner_work *work, int socket, int lock, pid_t courier)
{
    if (!dies_with(courier) || !leave_all_behind(socket, lock)) runner_leave(1);
    if (work->confine && work->confine()) runner_leave(1);
    if (send(SOCKET, "", 1, MSG_NOSIGNAL) != 1) runner_leave(1);
    serve(work);
}

/* The courier's side */

static enum err take_lock(int folder, int *lock_out)
{
    *lock_out = openat(folder, RUNNER_LOCK_NAME, O_RDONLY | O_CREAT | O_NOFOLLOW | O_CLOEXEC,
                       0600);
    if (*lock_out < 0) return ERR_DISK;
    if (flock(*lock_out, LOCK_EX | LOCK_NB) == 0) return ERR_NONE;
    enum err err = errno == EWOULDBLOCK ? ERR_EXISTS : ERR_DISK;
    close(*lock_out);
    return err;
}

static enum err start(int lock, const struct runner_work *work, struct runner *runner_out)
{
    int ends[2];
    char ready;
    if (socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, ends) < 0) return ERR_SYSTEM;
    pid_t courier = getpid(), child = fork();
    if (child == 0) run(work, ends[1], lock, courier);
    close(ends[1]);
    *runner_out = (struct runner){.handle = child < 0 ? -1 : pidfd_open(child, 0),
                                  .socket = ends[0]};
    if (runner_out->handle < 0) {
        close(ends[0]);
        return ERR_SYSTEM;
    }
    if (recv(ends[0], &ready, 1, 0) == 1) return ERR_NONE;
    runner_end(runner_out);
    return ERR_SYSTEM;
}

enum err runner_start(int folder, const struct runner_work *work, struct runner *runner_out)
{
    int lock = -1;
    *runner_out = (struct runner){0};
    enum err err = take_lock(folder, &lock);
    if (err) return err;
    err = start(lock, work, runner_out);
    close(lock);    /* the runner has it now */
    if (err) *runner_out = (struct runner){0};
    return err;
}

static enum err be_patient(int channel)
{
    const struct timeval most = {.tv_sec = RUNNER_PATIENCE_S};
    bool is_set = setsockopt(channel, SOL_SOCKET, SO_RCVTIMEO, &most, sizeof most) == 0
                  && setsockopt(channel, SOL_SOCKET, SO_SNDTIMEO, &most, sizeof most) == 0;
    return is_set ? ERR_NONE : ERR_SYSTEM;
}

enum err runner_fork(const struct runner *runner, int *channel_out, int *handle_out)
{
    int ends[2];
    if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends) < 0) return ERR_SYSTEM;
    enum err err = be_patient(ends[0]);
    if (!err) err = send_descriptor(runner->socket, ends[1]);
    close(ends[1]);
    if (!err) err = take_descriptor(ends[0], handle_out);
    if (err) close(ends[0]);
    *channel_out = err ? -1 : ends[0];
    return err;
}

void runner_kill(int handle)
{
    struct pollfd death = {.fd = handle, .events = POLLIN};
    do
        (void)pidfd_send_signal(handle, SIGKILL, NULL, 0);
    while (poll(&death, 1, KILL_AGAIN_MS) != 1);
    close(handle);
}

void runner_end(struct runner *runner)
{
    if (runner->handle <= 0) return;
    runner_kill(runner->handle);
    close(runner->socket);
    *runner = (struct runner){0};
}
