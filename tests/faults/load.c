/* SPDX-License-Identifier: EUPL-1.2 */
/* load.c - a busy library without screens:  faults_load SOCKET COUNT PAUSE_MS SLUG...
 *
 * Makes COUNT requests, one every PAUSE_MS, for the providers in turn, and does with each what
 * the kiosk does: seals it, sends it, and sends the same one again to the next courier when
 * this one died before it answered. Every seventh is sent twice, as by a trembling finger; a
 * single one never is.
 * Prints "kept ID", "not-kept ID" and "delivered ID" as the courier says so, and ends with 0
 * when all are kept or its input ends. */
#include <poll.h>
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/clock.h"
#include "link/kiosk_link.h"

#define OPEN_MOST 64
#define AGAIN_MS 3
#define SENT_TWICE_EVERY 7

struct open_request {
    struct id id;
    struct sealed sealed;
    bool is_sealed;      /* once: the same bytes go to every courier */
    bool is_sent;        /* to the courier of this moment */
    int times;           /* it is sent to each courier */
    int due;             /* answers: of one sent twice the second may be the better news */
    const char *slug;
};

static struct open_request open_requests[OPEN_MOST];
static int open_count;
static struct kiosk_link line = {.fd = -1};
static struct public_key key;
static bool has_key;

static enum err seal_request(struct open_request *request)
{
    struct bytes envelope = {.limit_bytes = SEALED_PLAIN_BYTES, .is_private = true};
    char id[ID_TEXT_BYTES];
    long long wall_s = (long long)clock_wall_s();
    id_text(request->id, id);
    enum err err = bytes_add_format(
        &envelope,
        "{\"version\":1,\"id\":\"%s\",\"provider\":\"%s\",\"made_s\":%lld,\"deadline_s\":%lld,"
        "\"body\":{\"id\":\"%s\",\"contact\":{\"naam\":\"Zebedeus-Kanarie\"}}}",
        id, request->slug, wall_s, wall_s + 172800, id);
    if (!err) err = seal(&key, &envelope, &request->sealed);
    bytes_wipe(&envelope);
    request->is_sealed = !err;
    return err;
}

static void hang_up(void)
{
    kiosk_link_close(&line);
    has_key = false;
    for (int i = 0; i < open_count; i++) open_requests[i].is_sent = false;
}

static void send_open(void)
{
    for (int i = 0; i < open_count && has_key; i++) {
        struct open_request *request = &open_requests[i];
        if (request->is_sent) continue;
        if (!request->is_sealed && seal_request(request)) exit(3);
        request->is_sent = true;
        request->due = request->times;
        for (int times = 0; times < request->times; times++)
            if (kiosk_link_submit(&line, request->id, &request->sealed)) {
                hang_up();
                return;
            }
    }
}

static void close_request(struct id id)
{
    for (int i = 0; i < open_count; i++)
        if (id_is_same(open_requests[i].id, id)) {
            open_requests[i] = open_requests[--open_count];
            return;
        }
}

/* Whether it was the last answer. */
static bool is_not_kept(struct id id)
{
    for (int i = 0; i < open_count; i++)
        if (id_is_same(open_requests[i].id, id) && --open_requests[i].due > 0) return false;
    return true;
}

static void hear(void)
{
    struct link_event event;
    char id[ID_TEXT_BYTES];
    if (kiosk_link_receive(&line, &event)) {
        hang_up();
        return;
    }
    id_text(event.id, id);
    switch (event.news) {
    case LINK_READY:
        key = event.key;
        has_key = true;
        return;
    case LINK_KEPT:
        close_request(event.id);
        printf("kept %s\n", id);
        return;
    case LINK_NOT_KEPT:
        if (!is_not_kept(event.id)) return;
        close_request(event.id);
        printf("not-kept %s\n", id);
        return;
    case LINK_DELIVERED: printf("delivered %s\n", id); return;
    case LINK_NOT_READY:     /* its disk may be full for a moment */
        hang_up();
        return;
    case LINK_WAITING: case LINK_BAD_CONTACT: return;
    }
}

static void add_request(const char *slug, int times)
{
    open_requests[open_count++] =
        (struct open_request){.id = id_new(), .slug = slug, .times = times};
}

int main(int argc, char **argv)
{
    if (argc < 5 || sodium_init() < 0) return 2;
    long made = 0, count = strtol(argv[2], NULL, 10), pause_ms = strtol(argv[3], NULL, 10);
    uint64_t next_ms = clock_boot_ms();
    while (made < count || open_count > 0) {
        if (line.fd < 0 && (kiosk_link_open(argv[1], &line) || kiosk_link_hello(&line)))
            hang_up();
        if (made < count && open_count < OPEN_MOST && clock_boot_ms() >= next_ms) {
            const char *slug = argv[4 + made++ % (argc - 4)];
            add_request(slug, made % SENT_TWICE_EVERY == 0 ? 2 : 1);
            next_ms = clock_boot_ms() + (uint64_t)pause_ms;
        }
        send_open();
        struct pollfd fds[2] = {{.fd = line.fd, .events = POLLIN}, {.fd = STDIN_FILENO}};
        int most_ms = line.fd < 0 ? AGAIN_MS : (int)pause_ms;
        if (poll(fds, 2, made < count || line.fd < 0 ? most_ms : -1) < 0) return 2;
        if (fds[1].revents) break;
        if (line.fd >= 0 && fds[0].revents) hear();
        fflush(stdout);
    }
    return open_count == 0 ? 0 : 1;
}
