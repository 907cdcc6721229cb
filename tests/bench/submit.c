/* SPDX-License-Identifier: EUPL-1.2 */
/* submit.c - how long a visitor waits for "kept":  bench_submit SOCKET COUNT
 *
 * Does what the kiosk does when "Ja, verstuur" is pressed: seal the request, send it to the
 * courier, wait until the courier says that it is synced to the disk. Prints the milliseconds
 * of each, one a line. */
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/clock.h"
#include "base/id.h"
#include "link/kiosk_link.h"

#define CONTACT_WITHIN_S 172800

static double now_ms(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec * 1e3 + (double)now.tv_nsec / 1e6;
}

static enum err write_request(struct id id, struct bytes *json)
{
    char id_words[ID_TEXT_BYTES], reference[REFERENCE_BYTES], made[21], contact[21];
    int64_t wall_s = clock_wall_s();
    id_text(id, id_words);
    reference_new(reference);
    clock_utc_text(wall_s, made);
    clock_utc_text(wall_s + CONTACT_WITHIN_S, contact);
    return bytes_add_format(json,
        "{\"version\":1,\"id\":\"%s\",\"provider\":\"voorbeeld-mee\","
        "\"made_s\":%lld,\"deadline_s\":%lld,\"body\":{"
        "\"versie\":\"1.0\",\"id\":\"%s\",\"referentie\":\"%s\",\"proef\":true,"
        "\"ingediendOp\":\"%s\",\"contactUiterlijk\":\"%.10s\","
        "\"aanbieder\":\"voorbeeld-mee\",\"kiosk\":{\"id\":\"bieb-voorbeeld-1\"},"
        "\"contact\":{\"naam\":\"Jamila\",\"kanaal\":\"telefoon\","
        "\"telefoonnummer\":\"+31612345678\",\"voicemailToegestaan\":true},"
        "\"voorkeur\":{\"taal\":\"nl\",\"tolkNodig\":false},\"onderwerpen\":[],"
        "\"namens\":{\"wie\":\"mijzelf\"},\"toestemming\":{\"gegeven\":true,"
        "\"gegevenOp\":\"%s\",\"tekstversie\":\"nl-2026-11\"}}}",
        id_words, (long long)wall_s, (long long)wall_s + CONTACT_WITHIN_S, id_words, reference,
        made, contact, made);
}

static enum err wait_for(struct kiosk_link *link, enum link_news news, struct link_event *event)
{
    for (;;) {
        enum err err = kiosk_link_receive(link, event);
        if (err) return err;
        if (event->news == news) return ERR_NONE;
        if (event->news == LINK_NOT_KEPT || event->news == LINK_NOT_READY) return ERR_REFUSED;
    }
}

static enum err submit_one(struct kiosk_link *link, const struct public_key *key,
                           double *took_ms_out)
{
    static struct sealed sealed;
    struct bytes json = {.limit_bytes = SEALED_PLAIN_BYTES, .is_private = true};
    struct link_event event;
    struct id id = id_new();
    enum err err = write_request(id, &json);
    double start = now_ms();
    if (!err) err = seal(key, &json, &sealed);
    if (!err) err = kiosk_link_submit(link, id, &sealed);
    do {
        if (!err) err = wait_for(link, LINK_KEPT, &event);
    } while (!err && !id_is_same(event.id, id));
    *took_ms_out = now_ms() - start;
    bytes_wipe(&json);
    return err;
}

int main(int argc, char **argv)
{
    struct kiosk_link link;
    struct link_event event = {0};
    if (argc != 3 || sodium_init() < 0) return 2;
    enum err err = kiosk_link_open(argv[1], &link);
    if (!err) err = kiosk_link_hello(&link);
    if (!err) err = wait_for(&link, LINK_READY, &event);
    const struct public_key key = event.key;
    for (long i = strtol(argv[2], NULL, 10); i > 0 && !err; i--) {
        double took_ms = 0;
        err = submit_one(&link, &key, &took_ms);
        if (!err) printf("%.3f\n", took_ms);
    }
    if (err) fprintf(stderr, "bench_submit: %s\n", err_name(err));
    return err ? 1 : 0;
}
