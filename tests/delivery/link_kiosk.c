/* SPDX-License-Identifier: EUPL-1.2 */
/* link_kiosk.c - a kiosk without a screen, for the tests:  delivery_kiosk SOCKET
 *
 * Reads lines: "hello", "submit ID PROVIDER NAME PHONE", "back ID", "body ID PROVIDER JSON",
 * "jwe ID PROVIDER JWE", and "mark", which it says when all before it is sent.
 * Prints what the courier says, one line each, in the words of `news` below. Ends with the
 * courier ("closed") or its input. */
#include <inttypes.h>
#include <poll.h>
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/clock.h"
#include "link/kiosk_link.h"

#define LINE_BYTES 8192

static struct kiosk_link line;
static struct public_key key;

static void say(const struct link_event *event)
{
    static const char *const news[] = {"ready",     "not-ready", "kept",       "not-kept",
                                       "delivered", "waiting",   "bad-contact"};
    char id[ID_TEXT_BYTES];
    id_text(event->id, id);
    if (event->news == LINK_READY) key = event->key;
    printf("%s %s %d\n", news[event->news], id, (int)event->field);
    fflush(stdout);
}

/* `member`: "body", or "jwe" when it is closed for the provider. */
static enum err submit_as(const char *member, const char *id_word, const char *provider,
                          const char *request)
{
    static struct sealed sealed;
    struct bytes envelope = {.limit_bytes = SEALED_PLAIN_BYTES, .is_private = true};
    struct id id;
    int64_t wall_s = clock_wall_s();
    enum err err = id_read(id_word, &id);
    if (!err)
        err = bytes_add_format(
            &envelope,
            "{\"version\":1,\"id\":\"%s\",\"provider\":\"%s\",\"made_s\":%" PRId64
            ",\"deadline_s\":%" PRId64 ",\"%s\":",
            id_word, provider, wall_s, wall_s + 172800, member);
    bool is_jwe = strcmp(member, "jwe") == 0;
    if (!err) err = bytes_add_format(&envelope, is_jwe ? "\"%s\"}" : "%s}", request);
    if (!err) err = seal(&key, &envelope, &sealed);
    if (!err) err = kiosk_link_submit(&line, id, &sealed);
    bytes_wipe(&envelope);
    return err;
}

static enum err submit(const char *id, const char *provider, const char *name,
                       const char *phone)
{
    char body[2048], reference[REFERENCE_BYTES], moment[21];
    reference_new(reference);
    clock_utc_text(clock_wall_s(), moment);
    snprintf(
        body, sizeof body,
        "{\"versie\":\"1.0\",\"id\":\"%s\",\"referentie\":\"%s\",\"proef\":false,"
        "\"ingediendOp\":\"%s\","
        "\"contactUiterlijk\":\"%.10s\",\"aanbieder\":\"%s\",\"kiosk\":{\"id\":\"bieb-"
        "voorbeeld-1\"},"
        "\"contact\":{\"naam\":\"%s\",\"kanaal\":\"telefoon\",\"telefoonnummer\":\"%s\","
        "\"voicemailToegestaan\":false},"
        "\"voorkeur\":{\"taal\":\"nl\",\"tolkNodig\":false},\"namens\":{\"wie\":\"mijzelf\"},"
        "\"toestemming\":{\"gegeven\":true,\"gegevenOp\":\"%s\",\"tekstversie\":\"nl-2026-11\"}"
        "}",
        id, reference, moment, moment, provider, name, phone, moment);
    return submit_as("body", id, provider, body);
}

static enum err obey(char *command)
{
    char *rest = command;
    const char *word = strsep(&rest, " ");
    if (strcmp(word, "hello") == 0) return kiosk_link_hello(&line);
    if (strcmp(word, "mark") == 0) {
        puts("mark");
        return fflush(stdout) ? ERR_DISK : ERR_NONE;
    }
    const char *id_word = strsep(&rest, " ");
    struct id id;
    if (!id_word || id_read(id_word, &id)) return ERR_FORMAT;
    if (strcmp(word, "back") == 0) return kiosk_link_take_back(&line, id);
    const char *provider = strsep(&rest, " ");
    if (!provider || !rest) return ERR_FORMAT;
    if (strcmp(word, "body") == 0 || strcmp(word, "jwe") == 0)
        return submit_as(word, id_word, provider, rest);
    const char *name = strsep(&rest, " ");
    return rest ? submit(id_word, provider, name, rest) : ERR_FORMAT;
}

static enum err read_commands(void)
{
    static char text[LINE_BYTES];
    static size_t used;
    ssize_t size = read(STDIN_FILENO, text + used, sizeof text - 1 - used);
    if (size <= 0) return ERR_MISSING;
    used += (size_t)size;
    text[used] = 0;
    for (char *end; (end = strchr(text, '\n'));) {
        *end = 0;
        enum err err = obey(text);
        if (err) return err;
        used -= (size_t)(end + 1 - text);
        memmove(text, end + 1, used + 1);
    }
    return ERR_NONE;
}

int main(int argc, char **argv)
{
    if (argc != 2 || sodium_init() < 0) return 2;
    enum err err = kiosk_link_open(argv[1], &line);
    while (!err) {
        struct pollfd fds[2] = {{.fd = line.fd, .events = POLLIN},
                                {.fd = STDIN_FILENO, .events = POLLIN}};
        struct link_event event;
        if (poll(fds, 2, -1) < 0) return 2;
        if (fds[0].revents && !(err = kiosk_link_receive(&line, &event))) say(&event);
        if (!err && fds[1].revents) err = read_commands();
    }
    if (err == ERR_MISSING) return 0;
    printf("closed\n");
    return err == ERR_CLOSED ? 0 : 1;
}
