/* SPDX-License-Identifier: EUPL-1.2 */
#include "apps/intake_server.h"

#include <errno.h>
#include <microhttpd.h>
#include <netdb.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "apps/intake_contract.h"
#include "base/clock.h"
#include "base/file.h"
#include "base/log.h"

#define COUNT(list) (sizeof(list) / sizeof(list)[0])
#define PEM_BYTES (256 * 1024)
#define READ_AWAY_BYTES (4 * INTAKE_REQUEST_BYTES)

/* One request while its body comes in. */
struct exchange {
    struct bytes body;
    size_t seen_bytes;
};

static const struct {
    const char *name, *value;
} headers[] = {
    {"API-Version", INTAKE_API_VERSION},
    {MHD_HTTP_HEADER_CACHE_CONTROL, "no-store"},
    {"Content-Security-Policy", "default-src 'none'; style-src 'self'; form-action 'self'; "
                                "base-uri 'none'; frame-ancestors 'none'"},
    {"Strict-Transport-Security", "max-age=31536000"},
    {"X-Content-Type-Options", "nosniff"},
    {"X-Frame-Options", "DENY"},
    {"Referrer-Policy", "no-referrer"},
};

static const char *content_type(enum intake_kind kind)
{
    switch (kind) {
    case INTAKE_EMPTY: return NULL;
    case INTAKE_JSON: return "application/json";
    case INTAKE_PROBLEM: return "application/problem+json";
    case INTAKE_HTML: return "text/html; charset=utf-8";
    case INTAKE_CSS: return "text/css; charset=utf-8";
    }
    return NULL;
}

static void add_header(struct MHD_Response *response, const char *name, const char *value)
{
    if (value && *value && MHD_add_response_header(response, name, value) == MHD_NO)
        log_line(LOG_WARNING, "the header %s could not be added", name);
}

static void add_headers(struct MHD_Response *response, const struct intake_answer *answer)
{
    char retry_after[16] = "";
    if (answer->retry_after_s > 0)
        snprintf(retry_after, sizeof retry_after, "%d", answer->retry_after_s);
    for (size_t i = 0; i < COUNT(headers); i++)
        add_header(response, headers[i].name, headers[i].value);
    add_header(response, MHD_HTTP_HEADER_CONTENT_TYPE, content_type(answer->kind));
    add_header(response, MHD_HTTP_HEADER_LOCATION, answer->location);
    add_header(response, MHD_HTTP_HEADER_ALLOW, answer->allow);
    add_header(response, MHD_HTTP_HEADER_SET_COOKIE, answer->cookie);
    add_header(response, MHD_HTTP_HEADER_RETRY_AFTER, retry_after);
    if (answer->asks_token) add_header(response, MHD_HTTP_HEADER_WWW_AUTHENTICATE, "Bearer");
    if (answer->is_for_everyone)
        add_header(response, MHD_HTTP_HEADER_ACCESS_CONTROL_ALLOW_ORIGIN, "*");
}

static enum MHD_Result send_answer(struct MHD_Connection *connection,
                                   struct intake_answer *answer)
{
    const char *text = answer->fixed ? answer->fixed : answer->body.start;
    size_t size = answer->fixed ? strlen(answer->fixed) : answer->body.size_bytes;
    struct MHD_Response *response =
        MHD_create_response_from_buffer(size, (void *)(uintptr_t)(text ? text : ""),
                                        MHD_RESPMEM_MUST_COPY);
    bytes_wipe(&answer->body);
    if (!response) return MHD_NO;
    add_headers(response, answer);
    enum MHD_Result result = MHD_queue_response(connection, answer->status, response);
    MHD_destroy_response(response);
    return result;
}

static enum MHD_Result answer_call(struct MHD_Connection *connection, struct intake_desk *desk,
                                   const char *path, const char *method,
                                   const struct exchange *exchange)
{
#define HEADER(name) MHD_lookup_connection_value(connection, MHD_HEADER_KIND, name)
    struct intake_call call = {
        .method = method,
        .path = path,
        .authorization = HEADER(MHD_HTTP_HEADER_AUTHORIZATION),
        .content_type = HEADER(MHD_HTTP_HEADER_CONTENT_TYPE),
        .accept = HEADER(MHD_HTTP_HEADER_ACCEPT),
        .idempotency_key = HEADER("Idempotency-Key"),
        .cookie = HEADER(MHD_HTTP_HEADER_COOKIE),
        .fetch_site = HEADER("Sec-Fetch-Site"),
        .body = exchange->body.start ? exchange->body.start : "",
        .body_bytes = exchange->body.size_bytes,
        .is_too_large = exchange->seen_bytes > INTAKE_REQUEST_BYTES,
        .now_s = clock_wall_s(),
    };
#undef HEADER
    struct intake_answer answer;
    intake_desk_answer(desk, &call, &answer);
    return send_answer(connection, &answer);
}

static enum MHD_Result take_part(struct exchange *exchange, const char *part, size_t size_bytes)
{
    exchange->seen_bytes += size_bytes;
    if (exchange->seen_bytes > READ_AWAY_BYTES) return MHD_NO;
    if (exchange->seen_bytes > INTAKE_REQUEST_BYTES) {
        bytes_wipe(&exchange->body);
        return MHD_YES;
    }
    return bytes_add(&exchange->body, part, size_bytes) ? MHD_NO : MHD_YES;
}

static enum MHD_Result on_request(void *with, struct MHD_Connection *connection,
                                  const char *path, const char *method, const char *version,
                                  const char *part, size_t *part_bytes, void **state)
{
    (void)version;
    struct exchange *exchange = *state;
    if (!exchange) {
        exchange = calloc(1, sizeof *exchange);
        if (!exchange) return MHD_NO;
        exchange->body.limit_bytes = INTAKE_REQUEST_BYTES;
        *state = exchange;
        return MHD_YES;
    }
    if (*part_bytes > 0) {
        enum MHD_Result result = take_part(exchange, part, *part_bytes);
        *part_bytes = 0;
        return result;
    }
    return answer_call(connection, with, path, method, exchange);
}

static void on_end(void *with, struct MHD_Connection *connection, void **state,
                   enum MHD_RequestTerminationCode code)
{
    (void)with;
    (void)connection;
    (void)code;
    struct exchange *exchange = *state;
    if (!exchange) return;
    bytes_wipe(&exchange->body);
    free(exchange);
    *state = NULL;
}

/* What the library has to say may hold parts of a request, so its words stay out of our log. */
static void on_message(void *with, const char *format, va_list arguments)
{
    (void)with;
    (void)format;
    (void)arguments;
}

/* "127.0.0.1:8443" or "[::1]:8443"; numbers only, a receiver does not ask a name server where
 * it stands. */
static enum err read_address(const char *listen, struct addrinfo **address_out)
{
    char host[64];
    const char *colon = strrchr(listen, ':');
    if (!colon || colon == listen || !colon[1]) return ERR_FORMAT;
    size_t size = (size_t)(colon - listen);
    if (listen[0] == '[' && colon[-1] == ']') {
        listen++;
        size -= 2;
    }
    if (size >= sizeof host) return ERR_FORMAT;
    memcpy(host, listen, size);
    host[size] = 0;
    struct addrinfo hints = {.ai_flags = AI_NUMERICHOST | AI_NUMERICSERV | AI_PASSIVE,
                             .ai_socktype = SOCK_STREAM};
    return getaddrinfo(host, colon + 1, &hints, address_out) == 0 ? ERR_NONE : ERR_FORMAT;
}

static enum err start(const struct addrinfo *address, struct intake_desk *desk,
                      struct intake_server *server)
{
    unsigned flags =
        MHD_USE_INTERNAL_POLLING_THREAD | MHD_USE_AUTO | MHD_USE_TLS | MHD_USE_ERROR_LOG;
    if (address->ai_family == AF_INET6) flags |= MHD_USE_IPv6;
    server->daemon = MHD_start_daemon(
        flags, 0, NULL, NULL, on_request, desk, MHD_OPTION_EXTERNAL_LOGGER, on_message, NULL,
        MHD_OPTION_SOCK_ADDR, address->ai_addr, MHD_OPTION_HTTPS_MEM_CERT,
        server->certificate.start, MHD_OPTION_HTTPS_MEM_KEY, server->key.start,
        MHD_OPTION_HTTPS_PRIORITIES,
        "SECURE128:-VERS-ALL:+VERS-TLS1.3:+VERS-TLS1.2:-RSA:%SERVER_PRECEDENCE",
        MHD_OPTION_NOTIFY_COMPLETED, on_end, NULL, MHD_OPTION_CONNECTION_TIMEOUT, 20u,
        MHD_OPTION_CONNECTION_LIMIT, 64u, MHD_OPTION_PER_IP_CONNECTION_LIMIT, 16u,
        MHD_OPTION_END);
    if (!server->daemon) return errno == EADDRINUSE ? ERR_EXISTS : ERR_SYSTEM;
    const union MHD_DaemonInfo *info =
        MHD_get_daemon_info(server->daemon, MHD_DAEMON_INFO_BIND_PORT);
    server->port = info ? info->port : 0;
    return ERR_NONE;
}

enum err intake_server_start(const struct intake_server_options *options,
                             struct intake_desk *desk, struct intake_server *server_out)
{
    *server_out = (struct intake_server){.certificate = {.limit_bytes = PEM_BYTES},
                                         .key = {.limit_bytes = PEM_BYTES, .is_private = true}};
    struct addrinfo *address = NULL;
    enum err err = read_address(options->listen, &address);
    if (!err) err = file_read(options->certificate_file, &server_out->certificate);
    if (!err) err = file_read(options->key_file, &server_out->key);
    if (!err) err = start(address, desk, server_out);
    if (address) freeaddrinfo(address);
    if (err) intake_server_stop(server_out);
    return err;
}

void intake_server_stop(struct intake_server *server)
{
    if (server->daemon) MHD_stop_daemon(server->daemon);
    server->daemon = NULL;
    bytes_wipe(&server->certificate);
    bytes_wipe(&server->key);
}
