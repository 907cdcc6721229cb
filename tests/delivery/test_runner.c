/* SPDX-License-Identifier: EUPL-1.2 */
/* The runner and its children as real processes: what they are left, who dies with whom, and
 * when the next one may begin. */
#include "base/promise.h"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/pidfd.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/scratch.h"
#include "delivery/runner.h"

#define WAIT_MOST_MS 10000
#define TELL 't'
#define OUTLIVE 'o'      /* and do not die with your parent */

static char path[64];
static int folder;
static const char word[] = "word";

/* What a child says of itself. */
struct facts {
    pid_t own, parent;
    bool has_more_open, has_home, is_stoppable;
    char word[sizeof word];
};

static struct facts own_facts(const void *with)
{
    struct facts facts = {.own = getpid(), .parent = getppid()};
    struct sigaction how;
    for (int fd = RUNNER_CHANNEL + 2; fd < 64; fd++)
        if (fcntl(fd, F_GETFD) >= 0) facts.has_more_open = true;
    facts.has_home = getenv("HOME") != NULL;
    facts.is_stoppable = sigaction(SIGTERM, NULL, &how) < 0 || how.sa_handler != SIG_IGN;
    memcpy(facts.word, with, sizeof facts.word);
    return facts;
}

/* A child does as it is told, letter by letter, until nobody tells it any more. */
static void obey(int channel, const void *with)
{
    char letter = 0;
    while (recv(channel, &letter, 1, 0) == 1) {
        struct facts facts = own_facts(with);
        if (letter == OUTLIVE) prctl(PR_SET_PDEATHSIG, 0);
        alarm(2 * WAIT_MOST_MS / 1000);    /* nor for ever, whatever fails here */
        if (send(channel, &facts, sizeof facts, MSG_NOSIGNAL) < 0) return;
    }
    while (letter == OUTLIVE) pause();
}

static const struct runner_work work = {.run = obey, .with = word};

static struct runner started(void)
{
    struct runner runner;
    assert_int_equal(runner_start(folder, &work, &runner), ERR_NONE);
    return runner;
}

struct child { int channel, handle; };

static struct child forked(const struct runner *runner)
{
    struct child child;
    assert_int_equal(runner_fork(runner, &child.channel, &child.handle), ERR_NONE);
    return child;
}

static struct facts asked(int channel, char letter)
{
    struct facts facts;
    assert_int_equal(send(channel, &letter, 1, MSG_NOSIGNAL), 1);
    assert_int_equal(recv(channel, &facts, sizeof facts, MSG_WAITALL), sizeof facts);
    return facts;
}

static bool dies(int handle)
{
    struct pollfd death = {.fd = handle, .events = POLLIN};
    return poll(&death, 1, WAIT_MOST_MS) == 1;
}

static bool lives(int handle)
{
    struct pollfd death = {.fd = handle, .events = POLLIN};
    return poll(&death, 1, 0) == 0;
}

static void let_go(struct child *child)
{
    close(child->channel);
    runner_kill(child->handle);
}

static void a_child_has_its_work_and_its_channel_and_nothing_else_of_ours(void **state)
{
    (void)state;
    int secret = dup(folder);    /* no close-on-exec: only the runner can close it */
    setenv("HOME", "/", 1);
    struct runner runner = started();
    struct child one = forked(&runner), two = forked(&runner);
    const int channels[] = {one.channel, two.channel};
    for (int i = 0; i < 2; i++) {
        struct facts facts = asked(channels[i], TELL);
        assert_string_equal(facts.word, word);
        assert_false(facts.has_more_open);
        assert_false(facts.has_home);
        assert_false(facts.is_stoppable);
        assert_int_not_equal(facts.parent, getpid());
    }
    let_go(&one);
    assert_true(lives(two.handle));
    let_go(&two);
    runner_end(&runner);
    close(secret);
}

static void a_child_whose_courier_falls_silent_ends(void **state)
{
    (void)state;
    struct runner runner = started();
    struct child child = forked(&runner);
    close(child.channel);
    assert_true(dies(child.handle));
    close(child.handle);
    runner_end(&runner);
    runner_end(&runner);    /* a zeroed one */
}

static void a_child_that_hangs_or_is_stopped_is_dead_when_it_is_killed(void **state)
{
    (void)state;
    struct runner runner = started();
    struct child child = forked(&runner);
    pid_t own = asked(child.channel, TELL).own;
    assert_int_equal(kill(own, SIGSTOP), 0);
    int handle = dup(child.handle);
    let_go(&child);
    assert_false(lives(handle));
    close(handle);
    runner_end(&runner);
}

static enum err refuse(void) { return ERR_SYSTEM; }

static void a_runner_that_cannot_be_confined_does_not_run(void **state)
{
    (void)state;
    const struct runner_work open = {.confine = refuse, .run = obey, .with = word};
    struct runner runner;
    assert_int_equal(runner_start(folder, &open, &runner), ERR_SYSTEM);
    runner = started();    /* and the lock is free again */
    runner_end(&runner);
}

static void without_its_runner_there_is_no_child(void **state)
{
    (void)state;
    struct runner runner = started();
    struct child child = forked(&runner);
    int channel, handle;
    assert_int_equal(kill(asked(child.channel, TELL).parent, SIGKILL), 0);
    assert_true(dies(child.handle));
    assert_true(dies(runner.handle));
    assert_int_equal(runner_fork(&runner, &channel, &handle), ERR_CLOSED);
    let_go(&child);
    runner_end(&runner);
}

static void nobody_waits_for_ever_for_a_runner_that_hangs(void **state)
{
    (void)state;
    struct runner runner = started();
    struct child child = forked(&runner);
    pid_t stopped = asked(child.channel, TELL).parent;
    int channel, handle;
    assert_int_equal(kill(stopped, SIGSTOP), 0);
    assert_int_equal(runner_fork(&runner, &channel, &handle), ERR_TIMEOUT);
    assert_int_equal(channel, -1);
    let_go(&child);
    runner_end(&runner);
}

/* A process in the courier's place; it tells what its child says, and waits to be killed. */
static pid_t courier_elsewhere(char letter, struct facts *facts_out)
{
    int ends[2];
    assert_int_equal(pipe(ends), 0);
    pid_t courier = fork();
    if (courier == 0) {
        struct runner runner = started();
        struct child child = forked(&runner);
        *facts_out = asked(child.channel, letter);
        if (write(ends[1], facts_out, sizeof *facts_out) < 0) _exit(1);
        for (;;) pause();
    }
    assert_int_equal(read(ends[0], facts_out, sizeof *facts_out), sizeof *facts_out);
    close(ends[0]);
    close(ends[1]);
    return courier;
}

static void kill_and_wait(pid_t courier)
{
    assert_int_equal(kill(courier, SIGKILL), 0);
    assert_int_equal(waitpid(courier, NULL, 0), courier);
}

static enum err start_in_time(struct runner *runner)
{
    enum err err = ERR_EXISTS;
    for (int waited_ms = 0; err == ERR_EXISTS && waited_ms < WAIT_MOST_MS; waited_ms += 5) {
        err = runner_start(folder, &work, runner);
        if (err) poll(NULL, 0, 5);
    }
    return err;
}

static int handle_on(pid_t process)
{
    int handle = pidfd_open(process, 0);
    assert_true(handle >= 0);
    return handle;
}

static void runner_and_child_die_with_their_courier(void **state)
{
    (void)state;
    struct facts facts;
    pid_t courier = courier_elsewhere(TELL, &facts);
    int child = handle_on(facts.own), parent = handle_on(facts.parent);
    kill_and_wait(courier);
    assert_true(dies(child));
    assert_true(dies(parent));
    close(child);
    close(parent);
}

/* The danger: the courier is dead, an attempt of it is not, and the next courier sends the same
 * request beside it. */
static void no_runner_begins_while_a_child_of_the_last_one_lives(void **state)
{
    (void)state;
    struct facts facts;
    struct runner runner;
    pid_t courier = courier_elsewhere(OUTLIVE, &facts);
    int child = handle_on(facts.own), parent = handle_on(facts.parent);
    assert_int_equal(runner_start(folder, &work, &runner), ERR_EXISTS);
    kill_and_wait(courier);
    assert_true(dies(parent));
    assert_true(lives(child));
    assert_int_equal(runner_start(folder, &work, &runner), ERR_EXISTS);
    runner_kill(child);
    assert_int_equal(start_in_time(&runner), ERR_NONE);
    runner_end(&runner);
    close(parent);
}

static void a_folder_that_cannot_hold_the_lock_is_said(void **state)
{
    (void)state;
    struct runner runner;
    char lock[128];
    snprintf(lock, sizeof lock, "%s/%s", path, RUNNER_LOCK_NAME);
    assert_int_equal(unlink(lock), 0);
    assert_int_equal(symlink("/dev/null", lock), 0);    /* not followed */
    assert_int_equal(runner_start(folder, &work, &runner), ERR_DISK);
    assert_int_equal(unlink(lock), 0);
}

static int set_up(void **state)
{
    (void)state;
    scratch_make(path);
    folder = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    return folder < 0 ? -1 : 0;
}

static int tear_down(void **state)
{
    (void)state;
    close(folder);
    scratch_remove(path);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_child_has_its_work_and_its_channel_and_nothing_else_of_ours),
        cmocka_unit_test(a_child_whose_courier_falls_silent_ends),
        cmocka_unit_test(a_child_that_hangs_or_is_stopped_is_dead_when_it_is_killed),
        cmocka_unit_test(a_runner_that_cannot_be_confined_does_not_run),
        cmocka_unit_test(without_its_runner_there_is_no_child),
        cmocka_unit_test(nobody_waits_for_ever_for_a_runner_that_hangs),
        cmocka_unit_test(runner_and_child_die_with_their_courier),
        cmocka_unit_test(no_runner_begins_while_a_child_of_the_last_one_lives),
        cmocka_unit_test(a_folder_that_cannot_hold_the_lock_is_said),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
