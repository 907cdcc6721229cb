/* SPDX-License-Identifier: EUPL-1.2 */
#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <seccomp.h>
#include <signal.h>
#include <stdint.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

#include "base/sandbox.h"

#define MIB (1024ul * 1024)

/* Limits */

static enum err set_limit(__rlimit_resource_t what, rlim_t most)
{
    struct rlimit limit;
    if (getrlimit(what, &limit) < 0) return ERR_SYSTEM;
    if (limit.rlim_max < most) most = limit.rlim_max;
    limit = (struct rlimit){most, most};
    return setrlimit(what, &limit) < 0 ? ERR_SYSTEM : ERR_NONE;
}

enum err sandbox_limits(enum sandbox_program program)
{
    bool has_screen = program == SANDBOX_KIOSK || program == SANDBOX_DEMO;
    enum err err = set_limit(RLIMIT_CORE, 0);
    if (!err) err = set_limit(RLIMIT_NOFILE, 256);
    /* A sound server's shared memory counts as a file: 64 MiB. */
    if (!err) err = set_limit(RLIMIT_FSIZE, has_screen ? 128 * MIB : 16 * MIB);
    if (!err && !SANDBOX_IS_OFF)
        err = set_limit(RLIMIT_AS, has_screen ? 4096 * MIB : 1024 * MIB);
    return err;
}

/* Calls. Seen with strace under X11, Wayland, ALSA and PulseAudio, and what the C library may
 * take in their place. Names that a machine does not have are passed over. */

#define CALL(name) SCMP_SYS(name)

static const int everybody[] = {
    CALL(read), CALL(write), CALL(readv), CALL(writev), CALL(pread64), CALL(pwrite64),
    CALL(close), CALL(close_range), CALL(lseek), CALL(fstat), CALL(stat), CALL(lstat),
    CALL(newfstatat), CALL(statx), CALL(fstatfs), CALL(statfs), CALL(access), CALL(faccessat),
    CALL(faccessat2), CALL(readlink), CALL(readlinkat), CALL(getdents64), CALL(getcwd),
    CALL(fcntl), CALL(dup), CALL(dup2), CALL(dup3), CALL(pipe), CALL(pipe2),
    CALL(munmap), CALL(mremap), CALL(madvise), CALL(mlock), CALL(mlock2), CALL(munlock),
    CALL(brk), CALL(mincore), CALL(msync), CALL(membarrier),
    CALL(rt_sigaction), CALL(rt_sigprocmask), CALL(rt_sigreturn), CALL(rt_sigtimedwait),
    CALL(sigaltstack), CALL(futex), CALL(set_robust_list), CALL(get_robust_list), CALL(rseq),
    CALL(restart_syscall), CALL(sched_yield), CALL(sched_getaffinity),
    CALL(sched_getparam), CALL(sched_getscheduler), CALL(sched_get_priority_max),
    CALL(sched_get_priority_min), CALL(getpriority), CALL(set_tid_address),
    CALL(clock_gettime), CALL(clock_getres), CALL(clock_nanosleep), CALL(nanosleep),
    CALL(gettimeofday), CALL(time), CALL(times), CALL(adjtimex), CALL(clock_adjtime),
    CALL(getpid), CALL(gettid), CALL(getppid), CALL(getuid), CALL(geteuid), CALL(getgid),
    CALL(getegid), CALL(getresuid), CALL(getresgid), CALL(getgroups), CALL(getpgrp),
    CALL(getrlimit), CALL(getrusage), CALL(uname), CALL(sysinfo), CALL(getrandom),
    CALL(poll), CALL(ppoll), CALL(select), CALL(pselect6), CALL(epoll_create1),
    CALL(epoll_ctl), CALL(epoll_wait), CALL(epoll_pwait), CALL(eventfd2),
    CALL(timerfd_create), CALL(timerfd_settime), CALL(timerfd_gettime),
    CALL(connect), CALL(sendto), CALL(recvfrom), CALL(sendmsg), CALL(recvmsg), CALL(sendmmsg),
    CALL(recvmmsg), CALL(shutdown), CALL(getsockopt), CALL(setsockopt), CALL(getsockname),
    CALL(getpeername), CALL(socketpair), CALL(arch_prctl), CALL(exit), CALL(exit_group),
};

/* Pixels and sound that are shared with the screen's and the sound's server. */
static const int kiosk_only[] = {
    CALL(shmget), CALL(shmat), CALL(shmdt), CALL(shmctl), CALL(memfd_create),
    CALL(ftruncate), CALL(fallocate), CALL(inotify_init1), CALL(inotify_add_watch),
    CALL(inotify_rm_watch),
};

static const int demo_only[] = {
    CALL(rename), CALL(renameat), CALL(renameat2), CALL(unlink), CALL(unlinkat), CALL(fchmod),
};

static const int courier_only[] = {
    CALL(open), CALL(openat), CALL(rename), CALL(renameat), CALL(renameat2), CALL(unlink),
    CALL(unlinkat), CALL(linkat), CALL(fsync), CALL(fdatasync), CALL(ftruncate), CALL(fchmod),
    CALL(utimensat), CALL(mkdirat), CALL(mkdir), CALL(flock), CALL(umask), CALL(accept4),
    CALL(accept), CALL(bind), CALL(pidfd_send_signal), CALL(inotify_add_watch),
    CALL(inotify_rm_watch),
};

/* pidfd_open, so that an attempt can hand itself to the courier; seccomp, so that it can give
 * up more. */
static const int runner_only[] = {CALL(bind), CALL(pidfd_open), CALL(seccomp)};

struct filter {
    scmp_filter_ctx context;
    int result;          /* the first refusal sticks */
};

static void allow_all(struct filter *filter, const int *calls, size_t count)
{
    for (size_t i = 0; i < count && filter->result == 0; i++)
        if (calls[i] != __NR_SCMP_ERROR)
            filter->result = seccomp_rule_add(filter->context, SCMP_ACT_ALLOW, calls[i], 0);
}

#define ALLOW(filter, call, ...)                                                               \
    add_rule(filter, SCMP_ACT_ALLOW, CALL(call),                                               \
             sizeof((struct scmp_arg_cmp[]){__VA_ARGS__}) / sizeof(struct scmp_arg_cmp),       \
             (struct scmp_arg_cmp[]){__VA_ARGS__})

/* A call is let through when its arguments are as said. */
static void add_rule(struct filter *filter, uint32_t action, int call, size_t count,
                     const struct scmp_arg_cmp *arguments)
{
    if (filter->result == 0 && call != __NR_SCMP_ERROR)
        filter->result = seccomp_rule_add_array(filter->context, action, call, (unsigned)count,
                                                arguments);
}

/* Memory that is written and then run is how a taken-over program gets new code. Loading a
 * library maps its code; the drivers behind Wayland may also make some, never writable at the
 * same time. */
static void allow_memory(struct filter *filter, bool makes_code)
{
    static const uint64_t both = PROT_EXEC | PROT_WRITE;
    ALLOW(filter, mmap, SCMP_A2(SCMP_CMP_MASKED_EQ, PROT_EXEC, 0));
    ALLOW(filter, mmap, SCMP_A2(SCMP_CMP_MASKED_EQ, both, PROT_EXEC));
    ALLOW(filter, mprotect, SCMP_A2(SCMP_CMP_MASKED_EQ, PROT_EXEC, 0));
    if (makes_code) ALLOW(filter, mprotect, SCMP_A2(SCMP_CMP_MASKED_EQ, both, PROT_EXEC));
}

/* What a program does to itself: names of threads, its own end, its own limits looked at. */
static void allow_own(struct filter *filter)
{
    static const uint64_t own[] = {PR_SET_NAME,         PR_GET_NAME,        PR_SET_PDEATHSIG,
                                   PR_GET_DUMPABLE,     PR_SET_TIMERSLACK,  PR_GET_SECCOMP,
                                   PR_GET_NO_NEW_PRIVS, PR_SET_NO_NEW_PRIVS};
    for (size_t i = 0; i < sizeof own / sizeof own[0]; i++)
        ALLOW(filter, prctl, SCMP_A0(SCMP_CMP_EQ, own[i]));
    ALLOW(filter, prctl, SCMP_A0(SCMP_CMP_EQ, PR_SET_DUMPABLE), SCMP_A1(SCMP_CMP_EQ, 0));
    ALLOW(filter, prlimit64, SCMP_A2(SCMP_CMP_EQ, 0));
    /* It hides its flags in memory, where no filter can see them; the C library then takes
     * clone. */
    add_rule(filter, SCMP_ACT_ERRNO(ENOSYS), CALL(clone3), 0, NULL);
}

/* Sound cards and graphics are steered so; typing into a terminal (TIOCSTI) is not in it. */
static void allow_devices(struct filter *filter)
{
    static const uint64_t others[] = {TCGETS, TIOCGWINSZ, FIONREAD, FIONBIO, FIOCLEX};
    static const uint64_t kinds[] = {'A', 'd', 'U'};   /* ALSA, DRM, udmabuf */
    for (size_t i = 0; i < sizeof others / sizeof others[0]; i++)
        ALLOW(filter, ioctl, SCMP_A1(SCMP_CMP_EQ, others[i]));
    for (size_t i = 0; i < sizeof kinds / sizeof kinds[0]; i++)
        ALLOW(filter, ioctl, SCMP_A1(SCMP_CMP_MASKED_EQ, 0xff00, kinds[i] << 8));
}

static void allow_sockets(struct filter *filter, const uint64_t *families, size_t count)
{
    for (size_t i = 0; i < count; i++)
        ALLOW(filter, socket, SCMP_A0(SCMP_CMP_EQ, families[i]));
}

static void allow_of_kiosk(struct filter *filter, bool is_demo)
{
    static const uint64_t families[] = {AF_UNIX};
    uint64_t making = is_demo ? 0 : O_CREAT | O_TRUNC, thread = CLONE_THREAD | CLONE_VM;
    allow_all(filter, kiosk_only, sizeof kiosk_only / sizeof kiosk_only[0]);
    if (is_demo) allow_all(filter, demo_only, sizeof demo_only / sizeof demo_only[0]);
    allow_sockets(filter, families, 1);
    allow_devices(filter);
    ALLOW(filter, openat, SCMP_A2(SCMP_CMP_MASKED_EQ, making, 0));
    ALLOW(filter, open, SCMP_A1(SCMP_CMP_MASKED_EQ, making, 0));
    ALLOW(filter, clone, SCMP_A0(SCMP_CMP_MASKED_EQ, thread, thread));   /* never a process */
    ALLOW(filter, tgkill, SCMP_A0(SCMP_CMP_EQ, (uint64_t)getpid()));     /* abort() */
}

static void allow_of_courier(struct filter *filter)
{
    static const uint64_t families[] = {AF_UNIX};
    allow_all(filter, courier_only, sizeof courier_only / sizeof courier_only[0]);
    allow_sockets(filter, families, 1);
    ALLOW(filter, ioctl, SCMP_A1(SCMP_CMP_EQ, TCGETS));
}

static void allow_of_runner(struct filter *filter)
{
    static const uint64_t families[] = {AF_UNIX, AF_INET, AF_INET6, AF_NETLINK};
    static const uint64_t spaces = CLONE_NEWNS | CLONE_NEWCGROUP | CLONE_NEWUTS | CLONE_NEWIPC |
                                   CLONE_NEWUSER | CLONE_NEWPID | CLONE_NEWNET;
    static const uint64_t writing = O_ACCMODE | O_CREAT | O_TRUNC;
    allow_all(filter, runner_only, sizeof runner_only / sizeof runner_only[0]);
    allow_sockets(filter, families, sizeof families / sizeof families[0]);
    ALLOW(filter, openat, SCMP_A2(SCMP_CMP_MASKED_EQ, writing, O_RDONLY));
    ALLOW(filter, open, SCMP_A1(SCMP_CMP_MASKED_EQ, writing, O_RDONLY));
    ALLOW(filter, clone, SCMP_A0(SCMP_CMP_MASKED_EQ, spaces, 0));
    ALLOW(filter, ioctl, SCMP_A1(SCMP_CMP_EQ, FIONBIO));
    ALLOW(filter, ioctl, SCMP_A1(SCMP_CMP_EQ, TCGETS));
    ALLOW(filter, ioctl, SCMP_A1(SCMP_CMP_EQ, FIONREAD));
}

/* Threads stay: libcurl asks for names in one. */
static void refuse_of_attempt(struct filter *filter)
{
    static const int refused[] = {CALL(fork), CALL(vfork), CALL(seccomp), CALL(pidfd_open)};
    for (size_t i = 0; i < sizeof refused / sizeof refused[0]; i++)
        add_rule(filter, SCMP_ACT_ERRNO(EPERM), refused[i], 0, NULL);
    struct scmp_arg_cmp process = SCMP_A0(SCMP_CMP_MASKED_EQ, CLONE_THREAD, 0);
    add_rule(filter, SCMP_ACT_ERRNO(EPERM), CALL(clone), 1, &process);
}

static void fill(struct filter *filter, enum sandbox_program program)
{
    if (program == SANDBOX_ATTEMPT) {
        refuse_of_attempt(filter);
        return;
    }
    allow_all(filter, everybody, sizeof everybody / sizeof everybody[0]);
    allow_memory(filter, program == SANDBOX_KIOSK || program == SANDBOX_DEMO);
    allow_own(filter);
    switch (program) {
    case SANDBOX_KIOSK: case SANDBOX_DEMO:
        allow_of_kiosk(filter, program == SANDBOX_DEMO);
        return;
    case SANDBOX_COURIER: allow_of_courier(filter); return;
    case SANDBOX_RUNNER:  allow_of_runner(filter); return;
    case SANDBOX_ATTEMPT: return;
    }
}

enum err sandbox_calls(enum sandbox_program program, struct sandbox_state *state)
{
    if (SANDBOX_IS_OFF) return ERR_NONE;
    uint32_t otherwise =
        program == SANDBOX_ATTEMPT ? SCMP_ACT_ALLOW : SCMP_ACT_ERRNO(EPERM);
    struct filter filter = {.context = seccomp_init(otherwise)};
    if (!filter.context) return ERR_MEMORY;
    fill(&filter, program);
    if (filter.result == 0)   /* threads that a library began already get it too */
        filter.result = seccomp_attr_set(filter.context, SCMP_FLTATR_CTL_TSYNC, 1);
    if (filter.result == 0)
        filter.result = seccomp_attr_set(filter.context, SCMP_FLTATR_CTL_OPTIMIZE, 2);
    if (filter.result == 0) filter.result = seccomp_load(filter.context);
    seccomp_release(filter.context);
    if (filter.result == 0) state->has_calls = true;
    return filter.result == 0 ? ERR_NONE : ERR_SYSTEM;
}
