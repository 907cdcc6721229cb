/* SPDX-License-Identifier: EUPL-1.2 */
/* intake.c - naast-intake: the receiver for a provider without a system of its own, and the
 * provider in the demo and the tests. Reads the command line, opens the store, serves until it
 * is told to stop. */
#include <getopt.h>
#include <signal.h>
#include <sodium.h>
#include <stdio.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>

#include "apps/intake_server.h"
#include "apps/told.h"
#include "base/file.h"
#include "base/log.h"

#define STATUS_FAILED 1
#define STATUS_USAGE 2

struct options {
    struct intake_server_options server;
    const char *store, *token_file, *jwe_key;
};

static const char usage[] =
    "use: naast-intake --listen 127.0.0.1:PORT --cert FILE --key FILE --store DIR "
    "[--token-file FILE] [--jwe-key FILE]\n"
    "Receives contact requests (config/contract/oco-v1.openapi.yaml) over https and keeps them "
    "in DIR.\n"
    "  --listen      address and port; port 0 picks a free one, said on stdout\n"
    "  --cert --key  certificate (chain) and private key, PEM\n"
    "  --store       folder for the requests; made when it is missing\n"
    "  --token-file  what a kiosk must send along, 16 signs at least, readable by the owner "
    "only;\n"
    "                with it there is also a page at / with who waits for a call\n"
    "  --jwe-key     our secret key (JWK, see naast keys), readable by the owner only: opens\n"
    "                requests that the kiosk closed for us\n";

/* Gives the status to stop with, or -1 to go on. */
static int read_options(int argc, char **argv, struct options *options)
{
    static const struct option names[] = {
        {"listen", required_argument, NULL, 'l'},     {"cert", required_argument, NULL, 'c'},
        {"key", required_argument, NULL, 'k'},        {"store", required_argument, NULL, 's'},
        {"token-file", required_argument, NULL, 't'},
        {"jwe-key", required_argument, NULL, 'j'},    {"help", no_argument, NULL, 'h'},
        {"version", no_argument, NULL, 'v'},          {NULL, 0, NULL, 0}};
    for (int option; (option = getopt_long(argc, argv, "", names, NULL)) != -1;) {
        switch (option) {
        case 'l': options->server.listen = optarg; break;
        case 'c': options->server.certificate_file = optarg; break;
        case 'k': options->server.key_file = optarg; break;
        case 's': options->store = optarg; break;
        case 't': options->token_file = optarg; break;
        case 'j': options->jwe_key = optarg; break;
        case 'h': fputs(usage, stdout); return 0;
        case 'v': puts("naast-intake " NAAST_VERSION); return 0;
        default: fputs(usage, stderr); return STATUS_USAGE;
        }
    }
    if (optind == argc && options->server.listen && options->server.certificate_file &&
        options->server.key_file && options->store)
        return -1;
    fputs(usage, stderr);
    return STATUS_USAGE;
}

static enum err read_token(const char *path, char token[INTAKE_TOKEN_BYTES])
{
    struct stat facts;
    if (stat(path, &facts) < 0) return ERR_MISSING;
    if (facts.st_mode & (S_IRWXG | S_IRWXO)) return ERR_REFUSED;
    struct bytes text = {.limit_bytes = INTAKE_TOKEN_BYTES, .is_private = true};
    enum err err = file_read(path, &text);
    size_t size = err ? 0 : strcspn(text.start, "\r\n");
    if (!err && (size < INTAKE_TOKEN_LEAST || size >= INTAKE_TOKEN_BYTES)) err = ERR_FORMAT;
    if (!err) memcpy(token, text.start, size);
    token[err ? 0 : size] = 0;
    bytes_wipe(&text);
    return err;
}

static enum err read_jwe_key(const char *path, struct intake_desk *desk)
{
    struct stat facts;
    struct json *document = NULL;
    struct json_problem problem;
    if (stat(path, &facts) < 0) return ERR_MISSING;
    if (facts.st_mode & (S_IRWXG | S_IRWXO)) return ERR_REFUSED;
    struct bytes text = {.limit_bytes = INTAKE_REQUEST_BYTES, .is_private = true};
    desk->jwe_key = sodium_malloc(sizeof *desk->jwe_key);
    enum err err = desk->jwe_key ? jwe_start() : ERR_MEMORY;
    if (!err) err = file_read(path, &text);
    if (!err) err = json_read_private(text.start, text.size_bytes, &document, &problem);
    if (!err) err = jwe_private_read(document, desk->jwe_key);
    json_free(document);
    bytes_wipe(&text);
    return err;
}

static const struct mend mends[] = {
    {"cannot serve at", ERR_EXISTS, "another program listens there"},
    {"cannot serve at", ERR_FORMAT, "write an address and a port, as 127.0.0.1:8443"},
    {"cannot serve at", ERR_MISSING, "the file of --cert or --key is not there"},
    {"cannot serve at", ERR_REFUSED, "no right to read the file of --cert or --key"},
    {"cannot serve at", ERR_SYSTEM,
     "no such address here, no right to that port, or --cert and --key are no pair in PEM"},
    {"cannot use the token in", ERR_REFUSED, "others can read it: chmod 600"},
    {"cannot use the token in", ERR_FORMAT, "it needs one line of 16 signs at least"},
    {"cannot use the key in", ERR_REFUSED, "others can read it: chmod 600"},
    {"cannot use the key in", ERR_FORMAT, "it is no secret JWK; naast keys jwe DIR makes one"},
    {"cannot use the store", ERR_EXISTS, "another naast-intake has it open"},
    {"cannot use the store", ERR_MISSING, "a file has its name, or no right to read it"},
    {NULL, ERR_NONE, NULL}};

static int tell(const char *what, const char *which, enum err err)
{
    return told(err, what, which, mends) ? STATUS_FAILED : 0;
}

static int serve(const struct options *options, struct intake_desk *desk, const sigset_t *stops)
{
    struct intake_server server;
    enum err err = intake_server_start(&options->server, desk, &server);
    if (err) return tell("cannot serve at", options->server.listen, err);
    size_t host = (size_t)(strrchr(options->server.listen, ':') - options->server.listen);
    printf("listening on %.*s:%u\n", (int)host, options->server.listen, (unsigned)server.port);
    fflush(stdout);
    int signal_number = 0;
    sigwait(stops, &signal_number);
    intake_server_stop(&server);
    return 0;
}

static int run(const struct options *options, struct intake_desk *desk)
{
    /* Blocked before the server's thread starts, so that the thread inherits it and sigwait
     * gets them all. */
    sigset_t stops;
    sigemptyset(&stops);
    sigaddset(&stops, SIGINT);
    sigaddset(&stops, SIGTERM);
    sigprocmask(SIG_BLOCK, &stops, NULL);

    enum err err = ERR_NONE;
    if (options->token_file) err = read_token(options->token_file, desk->token);
    if (err) return tell("cannot use the token in", options->token_file, err);
    if (options->jwe_key) err = read_jwe_key(options->jwe_key, desk);
    if (err) return tell("cannot use the key in", options->jwe_key, err);
    if (!options->token_file)
        log_line(LOG_WARNING, "no --token-file: anyone who can reach me may hand in");
    err = intake_store_open(options->store, &desk->store);
    if (err) return tell("cannot use the store", options->store, err);
    int status = serve(options, desk, &stops);
    intake_store_close(&desk->store);
    return status;
}

int main(int argc, char **argv)
{
    log_name("naast-intake");
    struct options options = {0};
    int status = read_options(argc, argv, &options);
    if (status >= 0) return status;
    /* Requests pass through this memory; none of it may end in a core dump. */
    prctl(PR_SET_DUMPABLE, 0);
    setrlimit(RLIMIT_CORE, &(struct rlimit){0, 0});
    signal(SIGPIPE, SIG_IGN);
    if (sodium_init() < 0) return tell("cannot start", "libsodium", ERR_SYSTEM);

    static struct intake_desk desk;
    status = run(&options, &desk);
    sodium_free(desk.jwe_key);
    sodium_memzero(&desk, sizeof desk);
    return status;
}
