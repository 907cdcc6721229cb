/* SPDX-License-Identifier: EUPL-1.2 */
/* sandbox.c - each thing that kiosk, courier and runner have given up, tried in a process that
 * went through the same function as they do. */
#include "base/promise.h"

#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <sched.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/mount.h>
#include <sys/pidfd.h>
#include <sys/prctl.h>
#include <sys/ptrace.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>

#include "apps/courier.h"
#include "apps/kiosk_sandbox.h"

static char home[64];   /* of this test: assets, spool, a file that is nobody's business */
static pid_t parent;

static const char *at(const char *name)
{
    static char path[128];
    snprintf(path, sizeof path, "%s/%s", home, name);
    return path;
}

/* Each gives 0 or what errno said. */
static int said(long result) { return result < 0 ? errno : 0; }

static int inet(void) { return said(socket(AF_INET, SOCK_STREAM, 0)); }
static int inet6(void) { return said(socket(AF_INET6, SOCK_DGRAM, 0)); }
static int netlink(void) { return said(socket(AF_NETLINK, SOCK_RAW, 0)); }
static int packet(void) { return said(socket(AF_PACKET, SOCK_RAW, 0)); }
static int local(void) { return said(socket(AF_UNIX, SOCK_SEQPACKET, 0)); }
static int listening(void)
{
    struct sockaddr_un address = {.sun_family = AF_UNIX};
    snprintf(address.sun_path, sizeof address.sun_path, "%s/listening", home);
    int fd = socket(AF_UNIX, SOCK_STREAM, 0);
    return said(bind(fd, (const struct sockaddr *)&address, sizeof address));
}
static int new_file(void) { return said(open(at("new"), O_WRONLY | O_CREAT, 0600)); }
static int old_file(void) { return said(open(at("secret"), O_WRONLY)); }
static int other_file(void) { return said(open(at("secret"), O_RDONLY)); }
static int asset(void) { return said(open(at("assets/font"), O_RDONLY)); }
static int asset_write(void) { return said(open(at("assets/font"), O_RDWR)); }
static int folder(void) { return said(mkdir(at("folder"), 0700)); }
static int removing(void) { return said(unlink(at("secret"))); }
static int renaming(void)
{
    char to[128];
    snprintf(to, sizeof to, "%s", at("renamed"));
    return said(rename(at("secret"), to));
}
static int cutting(void) { return said(truncate(at("secret"), 0)); }
static int rights(void) { return said(chmod(at("secret"), 0777)); }
static int program(void)
{
    char *const words[] = {(char *)(uintptr_t) "/bin/true", NULL};
    return said(execve("/bin/true", words, NULL));
}
static int program_from_memory(void)
{
    char *const words[] = {(char *)(uintptr_t) "true", NULL};
    int fd = memfd_create("true", 0);
    if (fd < 0) fd = open("/bin/true", O_PATH);
    return said(syscall(SYS_execveat, fd, "", words, NULL, AT_EMPTY_PATH));
}
static int process(void)
{
    pid_t child = fork();
    if (child == 0) _exit(0);
    return said(child);
}
static int process_old(void)
{
    long child = syscall(SYS_vfork);
    if (child == 0) _exit(0);
    return said(child);
}
static int process_new(void) { return said(syscall(SYS_clone3, NULL, 0)); }
static int tracing(void) { return said(ptrace(PTRACE_ATTACH, parent, NULL, NULL)); }
static int traced(void) { return said(ptrace(PTRACE_TRACEME, 0, NULL, NULL)); }
static int peeking(void)
{
    char byte;
    struct iovec own = {&byte, 1}, theirs = {home, 1};
    return said(process_vm_readv(parent, &own, 1, &theirs, 1, 0));
}
static int poking(void)
{
    char byte = 0;
    struct iovec own = {&byte, 1}, theirs = {home, 1};
    return said(process_vm_writev(parent, &own, 1, &theirs, 1, 0));
}
static int their_memory(void)
{
    char path[64];
    snprintf(path, sizeof path, "/proc/%d/mem", (int)parent);
    return said(open(path, O_RDONLY));
}
static int ending(void) { return said(kill(parent, SIGTERM)); }
static int ending_all(void) { return said(kill(-1, SIGTERM)); }
static int ending_thread(void) { return said(syscall(SYS_tgkill, parent, parent, SIGTERM)); }
static int space(void) { return said(unshare(CLONE_NEWUSER)); }
static int mounting(void) { return said(mount("none", home, "tmpfs", 0, NULL)); }
static int rooting(void) { return said(chroot(home)); }
static int bpf(void) { return said(syscall(SYS_bpf, 0, NULL, 0)); }
static int ring(void) { return said(syscall(SYS_io_uring_setup, 1, NULL)); }
static int keys(void) { return said(syscall(SYS_keyctl, 0, -3, 0, 0, 0)); }
static int faults(void) { return said(syscall(SYS_userfaultfd, 0)); }
static int counting(void) { return said(syscall(SYS_perf_event_open, NULL, 0, -1, -1, 0)); }
static int who(void) { return said(setuid(65534)); }
static int typing(void) { return said(ioctl(0, TIOCSTI, "x")); }
static int dumping(void)
{
    struct rlimit much = {RLIM_INFINITY, RLIM_INFINITY};
    return said(setrlimit(RLIMIT_CORE, &much));
}
static int dumpable(void) { return said(prctl(PR_SET_DUMPABLE, 1)); }
static int dumps(void)
{
    struct rlimit limit = {1, 1};
    return getrlimit(RLIMIT_CORE, &limit) < 0 ? errno : (int)limit.rlim_max;
}
static int code(void)
{
    void *memory = mmap(NULL, 4096, PROT_READ | PROT_WRITE | PROT_EXEC,
                        MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    return memory == MAP_FAILED ? errno : 0;
}
static int code_later(void)
{
    void *memory =
        mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    return said(mprotect(memory, 4096, PROT_READ | PROT_WRITE | PROT_EXEC));
}
static void *nothing(void *with) { return with; }
static int thread(void)
{
    pthread_t made;
    int cause = pthread_create(&made, NULL, nothing, NULL);
    return cause ? cause : pthread_join(made, NULL);
}
static int handle(void) { return said(pidfd_open(parent, 0)); }
static int their_descriptor(void) { return said(pidfd_getfd(pidfd_open(parent, 0), 0, 0)); }
static int credential(void) { return said(open(at("credentials/courier.key"), O_RDONLY)); }
static int queue(void) { return said(open(at("spool/queue"), O_RDONLY | O_DIRECTORY)); }
/* Through files there programs share memory, also those of other users. */
static const char *shared(void)
{
    static char path[64];
    snprintf(path, sizeof path, "/dev/shm/%s", strrchr(home, '/') + 1);
    return path;
}
static int shared_write(void) { return said(open(shared(), O_RDWR)); }
static int shared_read(void) { return said(open(shared(), O_RDONLY)); }
static int shared_cut(void) { return said(truncate(shared(), 0)); }
static int hosts(void) { return said(open("/etc/hosts", O_RDONLY)); }
static int accepting(void) { return said(accept(0, NULL, NULL)); }
static int unlocking(void) { return said(flock(0, LOCK_UN)); }
static int filtering(void) { return said(syscall(SYS_seccomp, 0, 0, NULL)); }
static int tree(void)
{
    char to[128];
    int fd = open(at("tree/t.new"), O_WRONLY | O_CREAT | O_EXCL, 0600);
    snprintf(to, sizeof to, "%s", at("tree/t"));
    return fd < 0 ? errno : said(rename(at("tree/t.new"), to));
}
/* As spool_submit and spool_move do it. */
static int spool(void)
{
    char link[64], from[128], to[128];
    snprintf(from, sizeof from, "%s", at("spool/queue/a"));
    snprintf(to, sizeof to, "%s", at("spool/hold/a"));
    int fd = open(at("spool/queue"), O_TMPFILE | O_WRONLY, 0600);
    if (fd < 0) return errno;
    snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    if (linkat(AT_FDCWD, link, AT_FDCWD, from, AT_SYMLINK_FOLLOW) < 0) return errno;
    if (fsync(fd) < 0 || rename(from, to) < 0) return errno;
    return said(unlink(to));
}

struct attempt_at {
    const char *what;
    int (*try)(void);
    int expected[2];    /* either; two zeroes: it must work */
};

#define NO {EPERM, EACCES}
#define YES {0, 0}

static const struct attempt_at by_all[] = {
    {"a packet socket", packet, NO}, {"an old file to write", old_file, NO},
    {"a file elsewhere to read", other_file, NO}, {"a new file", new_file, NO},
    {"a new folder", folder, NO}, {"to remove a file", removing, NO},
    {"to rename a file", renaming, NO}, {"to cut a file", cutting, NO},
    {"to change rights", rights, NO}, {"to run a program", program, NO},
    {"to run memory", program_from_memory, NO}, {"clone3", process_new, {ENOSYS, ENOSYS}},
    {"to trace", tracing, NO}, {"to be traced", traced, NO}, {"to peek", peeking, NO},
    {"to poke", poking, NO}, {"the memory of another", their_memory, NO},
    {"a descriptor of another", their_descriptor, NO},
    {"to end another", ending, NO}, {"to end all", ending_all, NO},
    {"to end a thread of another", ending_thread, NO}, {"a space of its own", space, NO},
    {"to mount", mounting, NO}, {"another root", rooting, NO}, {"bpf", bpf, NO},
    {"io_uring", ring, NO}, {"keys of the kernel", keys, NO}, {"userfaultfd", faults, NO},
    {"perf", counting, NO}, {"to be somebody else", who, NO}, {"to type", typing, NO},
    {"to allow core dumps", dumping, NO}, {"to be dumpable", dumpable, NO},
    {"core dumps (bytes)", dumps, YES}, {"memory to write and run", code, NO},
    {"the same in two steps", code_later, NO},
    {"a local socket", local, YES},
};

static const struct attempt_at by_kiosk[] = {
    {"an inet socket", inet, NO}, {"an inet6 socket", inet6, NO}, {"netlink", netlink, NO},
    {"to listen", listening, NO}, {"a process", process, NO}, {"a thread", thread, YES},
    {"an asset to write", asset_write, NO}, {"an asset to read", asset, YES},
    {"shared memory to write", shared_write, NO}, {"to cut shared memory", shared_cut, NO},
    {"shared memory to read", shared_read, YES},
};

static const struct attempt_at by_demo[] = {
    {"an inet socket", inet, NO}, {"a process", process, NO}, {"a new file", new_file, NO},
    {"an old file to write", old_file, NO}, {"to run a program", program, NO},
    {"the tree", tree, YES},
};

static const struct attempt_at by_courier[] = {
    {"an inet socket", inet, NO}, {"an inet6 socket", inet6, NO}, {"netlink", netlink, NO},
    {"a process", process, NO}, {"a process, the old way", process_old, NO},
    {"a thread", thread, NO}, {"a handle on another", handle, NO}, {"the spool", spool, YES},
    {"a credential", credential, YES},
};

static const struct attempt_at by_runner[] = {
    {"an inet socket", inet, YES}, {"an inet6 socket", inet6, YES}, {"netlink", netlink, YES},
    {"a child", process, YES}, {"a thread", thread, YES}, {"names of hosts", hosts, YES},
    {"the spool", spool, NO}, {"a folder of the spool", queue, NO},
    {"the key or a credential", credential, NO}, {"to listen", listening, NO},
    {"to answer a caller", accepting, NO}, {"to take a lock away", unlocking, NO},
};

static const struct attempt_at by_attempt[] = {
    {"an inet socket", inet, YES}, {"a thread", thread, YES}, {"names of hosts", hosts, YES},
    {"a process", process, NO}, {"a process, the old way", process_old, NO},
    {"another sandbox", filtering, NO}, {"a handle on another", handle, NO},
};

static int look(const struct attempt_at *all, size_t count)
{
    int wrong = 0;
    for (size_t i = 0; i < count; i++) {
        int got = all[i].try();
        if (got == all[i].expected[0] || got == all[i].expected[1]) continue;
        fprintf(stderr, "%s: %s, not %s\n", all[i].what, strerrorname_np(got),
                strerrorname_np(all[i].expected[0]));
        wrong++;
    }
    return wrong;
}

#define LOOK(list) look(list, sizeof list / sizeof list[0])

static int as_kiosk(void)
{
    struct kiosk_places places = {.assets = at("assets")};
    if (kiosk_sandbox(&places)) return 99;
    return LOOK(by_all) + LOOK(by_kiosk);
}

static int as_demo(void)
{
    char assets[128];
    snprintf(assets, sizeof assets, "%s", at("assets"));
    struct kiosk_places places = {.assets = assets, .tree = at("tree/t")};
    if (kiosk_sandbox(&places)) return 99;
    return LOOK(by_demo);
}

static int as_courier(void)
{
    static struct courier courier;
    char data[128];
    snprintf(data, sizeof data, "%s", at("spool"));
    struct courier_places places = {.data = data, .key = at("credentials/courier.key")};
    if (courier_sandbox(&courier, &places)) return 99;
    if (!courier.sandbox.has_calls || courier.sandbox.paths_version < 2) return 98;
    return LOOK(by_all) + LOOK(by_courier);
}

static int as_runner(void)
{
    if (courier_sandbox_runner()) return 99;
    return LOOK(by_all) + LOOK(by_runner);
}

static int as_attempt(void)
{
    struct sandbox_state state = {0};
    if (courier_sandbox_runner() || sandbox_calls(SANDBOX_ATTEMPT, &state)) return 99;
    return LOOK(by_all) + LOOK(by_attempt);
}

/* How many things went otherwise than they should; the child itself must live. */
static int in_a_child(int (*what)(void))
{
    int status = 0;
    parent = getpid();
    pid_t child = fork();
    if (child == 0) {
        int null = open("/dev/null", O_RDONLY);
        dup2(null, 0);
        _exit(what());
    }
    waitpid(child, &status, 0);
    if (WIFSIGNALED(status)) fprintf(stderr, "killed by signal %d\n", WTERMSIG(status));
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

static void make_file(const char *path)
{
    int fd = open(path, O_WRONLY | O_CREAT, 0600);
    assert_true(fd >= 0 && write(fd, "x", 1) == 1);
    close(fd);
}

static int set_up(void **state)
{
    (void)state;
    static const char *const folders[] = {"assets", "tree", "credentials", "spool",
                                          "spool/queue", "spool/hold"};
    snprintf(home, sizeof home, "/var/tmp/naast-sandbox-XXXXXX");
    if (!mkdtemp(home)) return 1;
    for (size_t i = 0; i < sizeof folders / sizeof folders[0]; i++)
        if (mkdir(at(folders[i]), 0700) < 0) return 1;
    make_file(at("assets/font"));
    make_file(at("secret"));
    make_file(shared());
    make_file(at("credentials/courier.key"));
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    static const char *const all[] = {"assets/font", "secret", "tree/t",
                                      "credentials/courier.key", "assets", "tree",
                                      "credentials", "spool/queue", "spool/hold", "spool", ""};
    remove(shared());
    for (size_t i = 0; i < sizeof all / sizeof all[0]; i++) remove(at(all[i]));
    return 0;
}

static void the_kiosk_can_only_show_and_speak(void **state)
{
    (void)state;
    assert_int_equal(in_a_child(as_kiosk), 0);
}

static void a_demo_may_write_its_tree_and_nothing_else(void **state)
{
    (void)state;
    assert_int_equal(in_a_child(as_demo), 0);
}

static void the_courier_can_only_keep(void **state)
{
    (void)state;
    assert_int_equal(in_a_child(as_courier), 0);
}

static void the_runner_can_only_begin_what_sends(void **state)
{
    (void)state;
    assert_int_equal(in_a_child(as_runner), 0);
}

static void an_attempt_can_only_send(void **state)
{
    (void)state;
    assert_int_equal(in_a_child(as_attempt), 0);
}

static int without_a_sandbox(void)
{
    int worked = 0;
    for (size_t i = 0; i < sizeof by_kiosk / sizeof by_kiosk[0]; i++)
        worked += by_kiosk[i].try() == 0;
    bool is_open = spool() == 0 && queue() == 0 && credential() == 0;
    return is_open && worked == (int)(sizeof by_kiosk / sizeof by_kiosk[0]) ? 0 : 1;
}

static void without_it_all_of_that_works(void **state)
{
    (void)state;
    assert_int_equal(in_a_child(without_a_sandbox), 0);
    remove(at("listening"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_kiosk_can_only_show_and_speak),
        cmocka_unit_test(a_demo_may_write_its_tree_and_nothing_else),
        cmocka_unit_test(the_courier_can_only_keep),
        cmocka_unit_test(the_runner_can_only_begin_what_sends),
        cmocka_unit_test(an_attempt_can_only_send),
        cmocka_unit_test(without_it_all_of_that_works),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
