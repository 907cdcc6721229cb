/* SPDX-License-Identifier: EUPL-1.2 */
#include "delivery/http.h"

/* Its checks of an option against its value can only see options that stand in the call. */
#define CURL_DISABLE_TYPECHECK
#include <curl/curl.h>
#include <openssl/ssl.h>
#include <sodium.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>

#define CONNECT_MOST_S 10L
#define WHOLE_MOST_S 30L
#define SLOW_BYTES_A_SECOND 10L
#define SLOW_MOST_S 15L

/* One transfer, as the callbacks see it. */
struct transfer {
    struct http_answer *answer;
    void (*before_send)(void *with);
    void *with;
    size_t head_bytes;
    int head_lines;
    bool head_is_too_large;
    bool body_is_cut;
    bool certificate_is_refused;   /* ours, by them */
};

static int transfer_place = -1;    /* where a TLS context of OpenSSL keeps its transfer */

enum err http_start(void)
{
    if (curl_global_init(CURL_GLOBAL_DEFAULT) != CURLE_OK) return ERR_SYSTEM;
    if (transfer_place < 0)
        transfer_place = SSL_CTX_get_ex_new_index(0, NULL, NULL, NULL, NULL);
    return transfer_place < 0 ? ERR_SYSTEM : ERR_NONE;
}

void http_stop(void)
{
    curl_global_cleanup();
}

void http_message_wipe(struct http_message *message)
{
    bytes_wipe(&message->made);
    sodium_memzero(message, sizeof *message);
}

enum err http_header(struct http_message *message, const char *name, const char *value)
{
    if (message->header_count == HTTP_HEADERS_MOST) return ERR_LARGE;
    for (const char *at = value; *at; at++)
        if ((unsigned char)*at < 0x20 || *at == 0x7f) return ERR_FORMAT;
    char *to = message->headers[message->header_count];
    int size = snprintf(to, HTTP_HEADER_BYTES, "%s: %s", name, value);
    if (size < 0 || size >= HTTP_HEADER_BYTES) return ERR_LARGE;
    message->header_count++;
    return ERR_NONE;
}

/* Callbacks */

/* NOLINTNEXTLINE(readability-non-const-parameter): libcurl wants exactly these */
static int on_connected(void *with, char *peer_ip, char *own_ip, int peer_port, int own_port)
{
    (void)peer_ip;
    (void)own_ip;
    (void)peer_port;
    (void)own_port;
    struct transfer *transfer = with;
    transfer->answer->may_be_sent = true;
    if (transfer->before_send) transfer->before_send(transfer->with);
    return CURL_PREREQFUNC_OK;
}

static void keep_retry_after(struct http_answer *answer, const char *line, size_t size_bytes)
{
    static const char name[] = "retry-after:";
    size_t name_bytes = sizeof name - 1;
    if (size_bytes < name_bytes || strncasecmp(line, name, name_bytes) != 0) return;
    line += name_bytes;
    size_bytes -= name_bytes;
    while (size_bytes > 0 && (line[size_bytes - 1] == '\r' || line[size_bytes - 1] == '\n'))
        size_bytes--;
    if (size_bytes >= sizeof answer->retry_after) return;
    memcpy(answer->retry_after, line, size_bytes);
    answer->retry_after[size_bytes] = 0;
}

static size_t on_head_line(char *line, size_t one, size_t size_bytes, void *with)
{
    (void)one;
    struct transfer *transfer = with;
    transfer->head_bytes += size_bytes;
    transfer->head_lines++;
    if (transfer->head_bytes > HTTP_HEAD_BYTES || transfer->head_lines > HTTP_HEAD_LINES) {
        transfer->head_is_too_large = true;
        return 0;
    }
    /* A new status line: what an interim answer (1xx) said does not count. */
    if (size_bytes >= 5 && memcmp(line, "HTTP/", 5) == 0) transfer->answer->retry_after[0] = 0;
    keep_retry_after(transfer->answer, line, size_bytes);
    return size_bytes;
}

static size_t on_body(char *part, size_t one, size_t size_bytes, void *with)
{
    (void)one;
    struct transfer *transfer = with;
    struct http_answer *answer = transfer->answer;
    if (size_bytes > HTTP_BODY_BYTES - answer->body_bytes) {
        transfer->body_is_cut = true;
        return 0;
    }
    memcpy(answer->body + answer->body_bytes, part, size_bytes);
    answer->body_bytes += size_bytes;
    answer->body[answer->body_bytes] = 0;
    return size_bytes;
}

/* What the provider's side says before it hangs up on us. libcurl only tells "cut off", and
 * with TLS 1.3 that comes after we thought the handshake over: without this, a certificate of
 * ours that has run out would look like a bad line. Source: RFC 8446, 6.2; 40 is how TLS 1.2
 * says that a certificate is missing. */
static void on_tls_event(const SSL *ssl, int where, int value)
{
    static const int about_certificates[] = {40, 41, 42, 43, 44, 45, 46, 48, 49, 116};
    struct transfer *transfer =
        SSL_CTX_get_ex_data(SSL_get_SSL_CTX(ssl), transfer_place);
    if (!transfer || (where & SSL_CB_READ_ALERT) != SSL_CB_READ_ALERT) return;
    for (size_t i = 0; i < sizeof about_certificates / sizeof about_certificates[0]; i++)
        if ((value & 0xff) == about_certificates[i]) transfer->certificate_is_refused = true;
}

static CURLcode on_tls_context(CURL *curl, void *context, void *with)
{
    (void)curl;
    if (SSL_CTX_set_ex_data(context, transfer_place, with) != 1) return CURLE_OUT_OF_MEMORY;
    SSL_CTX_set_info_callback(context, on_tls_event);
    return CURLE_OK;
}

/* Setting up. The first refusal of an option sticks: a transfer with a guard missing must not
 * start. */

static void set_number(CURL *curl, CURLcode *code, CURLoption option, long value)
{
    if (*code == CURLE_OK) *code = curl_easy_setopt(curl, option, value);
}

static void set_pointer(CURL *curl, CURLcode *code, CURLoption option, const void *value)
{
    if (*code == CURLE_OK) *code = curl_easy_setopt(curl, option, value);
}

static void set_guards(CURL *curl, CURLcode *code)
{
    set_pointer(curl, code, CURLOPT_PROTOCOLS_STR, "https");
    set_pointer(curl, code, CURLOPT_REDIR_PROTOCOLS_STR, "https");
    set_number(curl, code, CURLOPT_FOLLOWLOCATION, 0L);
    set_number(curl, code, CURLOPT_SSL_VERIFYPEER, 1L);
    set_number(curl, code, CURLOPT_SSL_VERIFYHOST, 2L);
    set_number(curl, code, CURLOPT_SSLVERSION, (long)CURL_SSLVERSION_TLSv1_2);
    set_pointer(curl, code, CURLOPT_CAPATH, NULL);
    set_number(curl, code, CURLOPT_HTTP_VERSION, (long)CURL_HTTP_VERSION_1_1);
    set_number(curl, code, CURLOPT_FORBID_REUSE, 1L);
    set_number(curl, code, CURLOPT_FRESH_CONNECT, 1L);
    set_pointer(curl, code, CURLOPT_PROXY, "");
    set_pointer(curl, code, CURLOPT_NOPROXY, "");
    set_number(curl, code, CURLOPT_NETRC, (long)CURL_NETRC_IGNORED);
    set_number(curl, code, CURLOPT_NOSIGNAL, 1L);
    set_number(curl, code, CURLOPT_CONNECTTIMEOUT, CONNECT_MOST_S);
    set_number(curl, code, CURLOPT_TIMEOUT, WHOLE_MOST_S);
    set_number(curl, code, CURLOPT_LOW_SPEED_LIMIT, SLOW_BYTES_A_SECOND);
    set_number(curl, code, CURLOPT_LOW_SPEED_TIME, SLOW_MOST_S);
    set_number(curl, code, CURLOPT_VERBOSE, 0L);
}

/* Function pointers do not fit through `const void *`. */
static void set_callbacks(CURL *curl, CURLcode *code, struct transfer *transfer)
{
    set_pointer(curl, code, CURLOPT_PREREQDATA, transfer);
    set_pointer(curl, code, CURLOPT_HEADERDATA, transfer);
    set_pointer(curl, code, CURLOPT_WRITEDATA, transfer);
    set_pointer(curl, code, CURLOPT_SSL_CTX_DATA, transfer);
    if (*code == CURLE_OK) *code = curl_easy_setopt(curl, CURLOPT_PREREQFUNCTION, on_connected);
    if (*code == CURLE_OK) *code = curl_easy_setopt(curl, CURLOPT_HEADERFUNCTION, on_head_line);
    if (*code == CURLE_OK) *code = curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, on_body);
    if (*code == CURLE_OK)
        *code = curl_easy_setopt(curl, CURLOPT_SSL_CTX_FUNCTION, on_tls_context);
}

static void set_pem(CURL *curl, CURLcode *code, CURLoption option, const struct bytes *pem)
{
    struct curl_blob blob = {pem->start, pem->size_bytes, CURL_BLOB_NOCOPY};
    set_pointer(curl, code, option, &blob);
}

static void set_certificates(CURL *curl, CURLcode *code, const struct http_message *message)
{
    if (message->authority) set_pem(curl, code, CURLOPT_CAINFO_BLOB, message->authority);
    else set_pointer(curl, code, CURLOPT_CAINFO, HTTP_SYSTEM_CA_FILE);
    if (!message->certificate) return;
    set_pem(curl, code, CURLOPT_SSLCERT_BLOB, message->certificate);
    set_pem(curl, code, CURLOPT_SSLKEY_BLOB, message->key);
    /* A key with a passphrase must fail, not ask for it on somebody's terminal. */
    set_pointer(curl, code, CURLOPT_KEYPASSWD, "");
}

static void set_message(CURL *curl, CURLcode *code, const struct http_message *message)
{
    set_pointer(curl, code, CURLOPT_URL, message->url);
    set_certificates(curl, code, message);
    switch (message->method) {
    case HTTP_GET:
        set_number(curl, code, CURLOPT_HTTPGET, 1L);
        return;
    case HTTP_POST:
        set_number(curl, code, CURLOPT_POST, 1L);
        set_number(curl, code, CURLOPT_POSTFIELDSIZE, (long)message->body_bytes);
        set_pointer(curl, code, CURLOPT_POSTFIELDS, message->body);
        return;
    }
}

static struct curl_slist *head_of(const struct http_message *message)
{
    /* An empty Expect: libcurl must not wait a second for "100 Continue". */
    struct curl_slist *head = curl_slist_append(NULL, "Expect:");
    for (int i = 0; head && i < message->header_count; i++) {
        struct curl_slist *longer = curl_slist_append(head, message->headers[i]);
        if (!longer) curl_slist_free_all(head);
        head = longer;
    }
    return head;
}

/* What came of it */

static enum http_end end_of(CURLcode code, const struct transfer *transfer)
{
    if (transfer->head_is_too_large) return HTTP_TOO_LARGE;
    if (transfer->body_is_cut) return HTTP_ANSWERED;
    if (code != CURLE_OK && transfer->certificate_is_refused) return HTTP_OUR_CERTIFICATE;
    switch ((int)code) {   /* libcurl's list is open ended */
    case CURLE_OK:
        return HTTP_ANSWERED;
    case CURLE_COULDNT_RESOLVE_HOST: case CURLE_COULDNT_RESOLVE_PROXY:
        return HTTP_NO_NAME;
    case CURLE_COULDNT_CONNECT:
        return HTTP_NO_CONNECTION;
    case CURLE_SSL_CONNECT_ERROR: case CURLE_SSL_CIPHER:
        return transfer->answer->may_be_sent ? HTTP_CUT_OFF : HTTP_NO_TLS;
    case CURLE_PEER_FAILED_VERIFICATION: case CURLE_SSL_CACERT_BADFILE:
    case CURLE_SSL_PINNEDPUBKEYNOTMATCH:
    case CURLE_SSL_ISSUER_ERROR: case CURLE_SSL_INVALIDCERTSTATUS:
        return HTTP_BAD_CERTIFICATE;
    case CURLE_SSL_CERTPROBLEM:
        return HTTP_OUR_CERTIFICATE;
    case CURLE_OPERATION_TIMEDOUT:
        return HTTP_TIMED_OUT;
    case CURLE_UNSUPPORTED_PROTOCOL: case CURLE_URL_MALFORMAT:
        /* An answer that is no HTTP has the same code as an address that is no https. */
        return transfer->answer->may_be_sent ? HTTP_CUT_OFF : HTTP_NOT_ALLOWED;
    case CURLE_OUT_OF_MEMORY: case CURLE_FAILED_INIT: case CURLE_NOT_BUILT_IN:
    case CURLE_UNKNOWN_OPTION:
    case CURLE_BAD_FUNCTION_ARGUMENT:
        return HTTP_OURSELVES;
    default:
        return transfer->answer->may_be_sent ? HTTP_CUT_OFF : HTTP_NO_CONNECTION;
    }
}

static void finish_answer(CURL *curl, CURLcode code, const struct transfer *transfer)
{
    struct http_answer *answer = transfer->answer;
    long status = 0, request_bytes = 0;
    answer->end = end_of(code, transfer);
    if (curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, &status) == CURLE_OK && status > 0
        && status <= 999)
        answer->status = (int)status;
    if (curl_easy_getinfo(curl, CURLINFO_REQUEST_SIZE, &request_bytes) != CURLE_OK
        || request_bytes > 0)
        answer->may_be_sent = true;
    if (transfer->body_is_cut)
        answer->body_bytes = 0; /* the status counts; half a text does not */
    answer->body[answer->body_bytes] = 0;
}

void http_send(const struct http_message *message, void (*before_send)(void *with), void *with,
               struct http_answer *answer_out)
{
    struct transfer transfer = {.answer = answer_out, .before_send = before_send, .with = with};
    memset(answer_out, 0, sizeof *answer_out);
    answer_out->end = HTTP_OURSELVES;
    CURL *curl = curl_easy_init();
    struct curl_slist *head = head_of(message);
    CURLcode code = curl && head ? CURLE_OK : CURLE_OUT_OF_MEMORY;
    if (code == CURLE_OK) {
        set_guards(curl, &code);
        set_callbacks(curl, &code, &transfer);
        set_pointer(curl, &code, CURLOPT_HTTPHEADER, head);
        set_message(curl, &code, message);
        if (code == CURLE_OK) code = curl_easy_perform(curl);
        finish_answer(curl, code, &transfer);
    }
    curl_slist_free_all(head);
    curl_easy_cleanup(curl);
}
