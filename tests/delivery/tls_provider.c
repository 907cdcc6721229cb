/* SPDX-License-Identifier: EUPL-1.2 */
#include "delivery/tls_provider.h"

#include <errno.h>
#include <fcntl.h>
#include <microhttpd.h>
#include <poll.h>
#include <signal.h>
#include <sodium.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/file.h"
#include "base/scratch.h"
#include "delivery/deliver.h"
#include "delivery/http.h"

#define WORDS_MOST 24
#define BODY_BYTES 20000
#define UUID "1c4b7f0a-93d2-4c1e-8a57-0f6d2b9e4a31"

/* Certificates */

static int openssl(const char *folder, const char *const words[])
{
    pid_t child = fork();
    if (child == 0) {
        int nothing = open("/dev/null", O_RDWR | O_CLOEXEC);
        if (chdir(folder) < 0 || dup2(nothing, 1) < 0 || dup2(nothing, 2) < 0) _exit(126);
        execvp("openssl", (char *const *)(uintptr_t)words);
        _exit(127);
    }
    int status = -1;
    while (waitpid(child, &status, 0) < 0 && errno == EINTR) continue;
    return status;
}

static int make_authority(const char *folder, const char *key, const char *certificate)
{
    const char *const words[] = {
        "openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256",
        "-nodes", "-keyout", key, "-out", certificate, "-subj", "/CN=Test authority",
        "-days", "2", "-addext", "keyUsage=critical,keyCertSign", NULL};
    return openssl(folder, words);
}

static int make_certificate(const char *folder)
{
    static const char extensions[] =
        "subjectAltName=DNS:localhost\nextendedKeyUsage=serverAuth\n";
    char path[PATH_BYTES];
    const char *const ask[] = {
        "openssl", "req", "-new", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256",
        "-nodes", "-keyout", "server.key", "-out", "server.csr", "-subj",
        "/CN=localhost", NULL};
    const char *const sign[] = {
        "openssl", "x509", "-req", "-in", "server.csr", "-CA", "ca.pem", "-CAkey", "ca.key",
        "-CAcreateserial", "-days", "2", "-extfile", "server.ext", "-out", "server.pem", NULL};
    if (path_join(path, folder, "server.ext")
        || file_replace(path, extensions, sizeof extensions - 1, 0600))
        return 1;
    const char *const sign_over[] = {
        "openssl", "x509", "-req", "-in", "server.csr", "-CA", "ca.pem", "-CAkey", "ca.key",
        "-CAcreateserial", "-days", "-1", "-out", "over.pem", NULL};
    return openssl(folder, ask) || openssl(folder, sign) || openssl(folder, sign_over);
}

/* Answers */

static enum MHD_Result answer_with(struct MHD_Connection *connection, unsigned status,
                                   const char *name, const char *value, const char *body)
{
    struct MHD_Response *response =
        MHD_create_response_from_buffer(strlen(body), (void *)(uintptr_t)body,
                                        MHD_RESPMEM_MUST_COPY);
    if (name) MHD_add_response_header(response, name, value);
    enum MHD_Result result = MHD_queue_response(connection, status, response);
    MHD_destroy_response(response);
    return result;
}

static enum MHD_Result answer_heads(struct MHD_Connection *connection)
{
    struct MHD_Response *response =
        MHD_create_response_from_buffer(0, NULL, MHD_RESPMEM_PERSISTENT);
    for (int i = 0; i < 100; i++) MHD_add_response_header(response, "X-Filler", "x");
    enum MHD_Result result = MHD_queue_response(connection, 200, response);
    MHD_destroy_response(response);
    return result;
}

static enum MHD_Result answer_receipt(struct MHD_Connection *connection)
{
    char body[128];
    const char *key =
        MHD_lookup_connection_value(connection, MHD_HEADER_KIND, "Idempotency-Key");
    snprintf(body, sizeof body, "{\"id\":%s}", key ? key : "null"); /* the key has its quotes */
    return answer_with(connection, 201, NULL, NULL, body);
}

/* Tokens, and what wants one. */

static unsigned tokens;

static enum MHD_Result answer_token(struct MHD_Connection *connection)
{
    char body[128];
    snprintf(body, sizeof body,
             "{\"access_token\":\"T-%u\",\"token_type\":\"Bearer\",\"expires_in\":300}",
             ++tokens);
    return answer_with(connection, 200, NULL, NULL, body);
}

static enum MHD_Result answer_bearer(struct MHD_Connection *connection)
{
    char wanted[32];
    const char *shown =
        MHD_lookup_connection_value(connection, MHD_HEADER_KIND, "Authorization");
    snprintf(wanted, sizeof wanted, "Bearer T-%u", tokens);
    if (!shown || strcmp(shown, wanted) != 0)
        return answer_with(connection, 401, NULL, NULL, "");
    return answer_receipt(connection);
}

/* A register of Klantinteracties that is new at every question. */
static enum MHD_Result answer_klant(struct MHD_Connection *connection, const char *path)
{
    static const char made[] =
        "{\"uuid\":\"" UUID "\",\"klantcontact\":{\"uuid\":\"" UUID "\"},"
        "\"betrokkene\":{\"uuid\":\"" UUID "\"},"
        "\"aanleidinggevendKlantcontact\":{\"uuid\":\"" UUID "\"}}";
    if (strstr(path, "/klantcontacten"))
        return answer_with(connection, 200, NULL, NULL, "{\"results\":[]}");
    if (strstr(path, "/actoren"))
        return answer_with(connection, 200, NULL, NULL,
                           "{\"results\":[{\"uuid\":\"" UUID "\","
                           "\"actoridentificator\":{\"objectId\":\"OCO\"}}]}");
    return answer_with(connection, 201, NULL, NULL, made);
}

static bool begins(const char *path, const char *word)
{
    return strncmp(path, word, strlen(word)) == 0;
}

static enum MHD_Result answer(struct MHD_Connection *connection, const char *path)
{
    static char large[BODY_BYTES + 1];
    memset(large, 'x', BODY_BYTES);
    if (begins(path, "/busy")) return answer_with(connection, 429, "Retry-After", "7", "");
    if (begins(path, "/long-wait")) {
        large[200] = 0;
        return answer_with(connection, 429, "Retry-After", large, "");
    }
    if (begins(path, "/redirect"))
        return answer_with(connection, 302, "Location", "/receipt", "");
    if (begins(path, "/refuse")) return answer_with(connection, 401, NULL, NULL, large);
    if (begins(path, "/large")) return answer_with(connection, 201, NULL, NULL, large);
    if (begins(path, "/heads")) return answer_heads(connection);
    if (begins(path, "/silent")) {
        MHD_suspend_connection(connection);
        return MHD_YES;
    }
    if (begins(path, "/token")) return answer_token(connection);
    if (begins(path, "/bearer")) return answer_bearer(connection);
    if (begins(path, "/klant/")) return answer_klant(connection, path);
    if (begins(path, "/page"))
        return answer_with(connection, 400, NULL, NULL, "\n<html>No certificate</html>");
    return answer_receipt(connection);
}

static enum MHD_Result on_request(void *with, struct MHD_Connection *connection,
                                  const char *path, const char *method, const char *version,
                                  const char *part, size_t *part_bytes, void **state)
{
    static int seen;
    (void)with;
    (void)method;
    (void)version;
    (void)part;
    if (!*state) {
        *state = &seen;
        return MHD_YES;
    }
    if (*part_bytes > 0) {
        *part_bytes = 0;
        return MHD_YES;
    }
    return answer(connection, path);
}

static void serve(const char *folder, int tell)
{
    char path[PATH_BYTES];
    struct bytes key = {.limit_bytes = 8192}, certificate = {.limit_bytes = 8192};
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    if (path_join(path, folder, "server.key") || file_read(path, &key)) _exit(1);
    if (path_join(path, folder, "server.pem") || file_read(path, &certificate)) _exit(1);
    struct MHD_Daemon *daemon =
        MHD_start_daemon(MHD_USE_INTERNAL_POLLING_THREAD | MHD_USE_TLS
                             | MHD_ALLOW_SUSPEND_RESUME,
                         0, NULL, NULL, on_request, NULL, MHD_OPTION_HTTPS_MEM_KEY, key.start,
                         MHD_OPTION_HTTPS_MEM_CERT, certificate.start, MHD_OPTION_END);
    const union MHD_DaemonInfo *info =
        daemon ? MHD_get_daemon_info(daemon, MHD_DAEMON_INFO_BIND_PORT) : NULL;
    uint16_t port = info ? info->port : 0;
    if (write(tell, &port, sizeof port) != (ssize_t)sizeof port) _exit(1);
    for (;;) pause();
}

struct tls_provider provider;
static struct routes routes;
static struct runner runner;

static int start(void)
{
    int ends[2];
    scratch_make(provider.folder);
    snprintf(provider.authority, sizeof provider.authority, "%s/ca.pem", provider.folder);
    snprintf(provider.stranger, sizeof provider.stranger, "%s/other.pem", provider.folder);
    if (make_authority(provider.folder, "ca.key", "ca.pem")
        || make_authority(provider.folder, "other.key", "other.pem")
        || make_certificate(provider.folder) || pipe2(ends, O_CLOEXEC) < 0)
        return -1;
    provider.process = fork();
    if (provider.process == 0) serve(provider.folder, ends[1]);
    close(ends[1]);
    ssize_t size = read(ends[0], &provider.port, sizeof provider.port);
    close(ends[0]);
    return size == (ssize_t)sizeof provider.port && provider.port != 0 ? 0 : -1;
}

int tls_provider_set_up(void **state)
{
    (void)state;
    if (sodium_init() < 0 || start()) return -1;
    return http_start() ? -1 : 0;
}

int tls_provider_tear_down(void **state)
{
    (void)state;
    http_stop();
    runner_end(&runner);
    if (provider.process > 0) {
        kill(provider.process, SIGKILL);
        while (waitpid(provider.process, NULL, 0) < 0 && errno == EINTR) continue;
    }
    scratch_remove(provider.folder);
    return 0;
}

/* Attempts */

static void count_send(void *with)
{
    ++*(int *)with;
}

struct verdict deliver_here(const struct route *route, const struct envelope *envelope,
                            struct grant *grant, int *sends_out)
{
    struct credentials credentials;
    *sends_out = 0;
    credentials_read(route, &credentials);
    struct verdict verdict =
        deliver(route, envelope, &credentials, grant, count_send, sends_out);
    credentials_wipe(&credentials);
    return verdict;
}

enum err attempt_here(const struct route *route, const struct envelope *envelope,
                      const char *token, uint64_t now_ms, struct attempt *attempt_out)
{
    const struct runner_work work = {.run = attempt_run, .with = &routes};
    int folder = open(provider.folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    runner_end(&runner);
    routes.all[3] = *route;
    routes.count = 4;
    enum err err = runner_start(folder, &work, &runner);
    close(folder);
    return err ? err : attempt_start(&runner, &routes, 3, envelope, token, now_ms, attempt_out);
}

struct verdict attempt_verdict(struct attempt *attempt)
{
    struct verdict verdict;
    do {
        struct pollfd fd = {.fd = attempt->channel, .events = POLLIN};
        if (poll(&fd, 1, 20000) != 1) abort();
    } while (attempt_read(attempt, &verdict) == ERR_TIMEOUT);
    return verdict;
}
