/* SPDX-License-Identifier: EUPL-1.2 */
#include "link/datagram.h"

#include <sodium.h>
#include <string.h>

#define MAGIC "NLNK"
#define VERSION 1
#define AT_VERSION 4
#define AT_KIND 5
#define AT_FIELD 6
#define AT_ZERO 7
#define AT_ID 8
#define AT_KEY 24
/* Far from the first request, so that an echo is never taken for an answer. */
#define FIRST_NEWS 64

static void write_head(uint8_t *out, uint8_t kind)
{
    memset(out, 0, DATAGRAM_BYTES);
    memcpy(out, MAGIC, 4);
    out[AT_VERSION] = VERSION;
    out[AT_KIND] = kind;
}

static bool head_is_ours(const uint8_t *from, size_t size_bytes)
{
    return size_bytes >= DATAGRAM_BYTES && memcmp(from, MAGIC, 4) == 0
           && from[AT_VERSION] == VERSION && from[AT_ZERO] == 0;
}

static bool is_zero(const uint8_t *from, size_t size_bytes)
{
    return sodium_is_zero(from, size_bytes) == 1;
}

size_t datagram_write_request(const struct link_request *request,
                              uint8_t out[DATAGRAM_SUBMIT_BYTES])
{
    write_head(out, (uint8_t)request->ask);
    if (request->ask != LINK_HELLO)
        memcpy(out + AT_ID, request->id.bytes, sizeof request->id.bytes);
    if (request->ask != LINK_SUBMIT) return DATAGRAM_BYTES;
    memcpy(out + DATAGRAM_BYTES, request->sealed.bytes, sizeof request->sealed.bytes);
    return DATAGRAM_SUBMIT_BYTES;
}

enum err datagram_read_request(const uint8_t *from, size_t size_bytes,
                               struct link_request *request_out)
{
    if (!head_is_ours(from, size_bytes) || from[AT_KIND] > LINK_TAKE_BACK) return ERR_FORMAT;
    enum link_ask ask = (enum link_ask)from[AT_KIND];
    size_t expected_bytes = ask == LINK_SUBMIT ? DATAGRAM_SUBMIT_BYTES : DATAGRAM_BYTES;
    bool has_id = !is_zero(from + AT_ID, sizeof request_out->id.bytes);
    if (size_bytes != expected_bytes || has_id == (ask == LINK_HELLO)) return ERR_FORMAT;
    if (from[AT_FIELD] != 0 || !is_zero(from + AT_KEY, sizeof(struct public_key)))
        return ERR_FORMAT;

    request_out->ask = ask;
    memcpy(request_out->id.bytes, from + AT_ID, sizeof request_out->id.bytes);
    if (ask == LINK_SUBMIT)
        memcpy(request_out->sealed.bytes, from + DATAGRAM_BYTES,
               sizeof request_out->sealed.bytes);
    return ERR_NONE;
}

/* Does this news name a request? */
static bool names_request(enum link_news news)
{
    switch (news) {
    case LINK_READY: case LINK_NOT_READY:
        return false;
    case LINK_KEPT:
    case LINK_NOT_KEPT:
    case LINK_DELIVERED:
    case LINK_WAITING:
    case LINK_BAD_CONTACT: return true;
    }
    return false;
}

void datagram_write_event(const struct link_event *event, uint8_t out[DATAGRAM_BYTES])
{
    write_head(out, (uint8_t)(FIRST_NEWS + event->news));
    if (event->news == LINK_BAD_CONTACT) out[AT_FIELD] = (uint8_t)event->field;
    if (names_request(event->news))
        memcpy(out + AT_ID, event->id.bytes, sizeof event->id.bytes);
    if (event->news == LINK_READY)
        memcpy(out + AT_KEY, event->key.bytes, sizeof event->key.bytes);
}

enum err datagram_read_event(const uint8_t *from, size_t size_bytes,
                             struct link_event *event_out)
{
    if (!head_is_ours(from, size_bytes) || size_bytes != DATAGRAM_BYTES) return ERR_FORMAT;
    if (from[AT_KIND] < FIRST_NEWS || from[AT_KIND] > FIRST_NEWS + LINK_BAD_CONTACT)
        return ERR_FORMAT;
    enum link_news news = (enum link_news)(from[AT_KIND] - FIRST_NEWS);
    bool has_id = !is_zero(from + AT_ID, sizeof event_out->id.bytes);
    bool has_key = !is_zero(from + AT_KEY, sizeof event_out->key.bytes);
    bool has_field = from[AT_FIELD] != LINK_FIELD_NONE;
    if (has_id != names_request(news) || has_key != (news == LINK_READY)) return ERR_FORMAT;
    if (has_field != (news == LINK_BAD_CONTACT) || from[AT_FIELD] > LINK_FIELD_EMAIL)
        return ERR_FORMAT;

    event_out->news = news;
    event_out->field = (enum link_field)from[AT_FIELD];
    memcpy(event_out->id.bytes, from + AT_ID, sizeof event_out->id.bytes);
    memcpy(event_out->key.bytes, from + AT_KEY, sizeof event_out->key.bytes);
    return ERR_NONE;
}
