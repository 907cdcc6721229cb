/* SPDX-License-Identifier: EUPL-1.2 */
#include "delivery/credential.h"

#include <openssl/err.h>
#include <openssl/pem.h>
#include <openssl/x509.h>
#include <string.h>

#include "base/file.h"
#include "delivery/http.h"
#include "spool/keys.h"

/* One line: with a line break in it, a token could add headers of its own. */
enum err credential_read(const char *path, struct bytes *text_out)
{
    enum err err = secret_file_check(path);
    if (!err) err = file_read(path, text_out);
    if (err) return err;
    while (text_out->size_bytes > 0
           && strchr("\r\n", text_out->start[text_out->size_bytes - 1]))
        text_out->start[--text_out->size_bytes] = 0;
    for (size_t i = 0; i < text_out->size_bytes; i++)
        if (text_out->start[i] <= 0x20 || text_out->start[i] > 0x7e) return ERR_FORMAT;
    return text_out->size_bytes > 0 ? ERR_NONE : ERR_FORMAT;
}

static void read_secret(const struct route *route, struct bytes *secret)
{
    const char *path = route->access == ACCESS_OAUTH2  ? route->client_secret_path
                       : route->access == ACCESS_TOKEN ? route->token_path
                                                       : "";
    *secret = (struct bytes){.limit_bytes = CREDENTIAL_BYTES, .is_private = true};
    if (path[0] && credential_read(path, secret)) bytes_wipe(secret);
}

static void read_pem(const char *path, struct bytes *pem)
{
    if (file_read(path, pem)) bytes_wipe(pem);
}

void credentials_read(const struct route *route, struct credentials *credentials_out)
{
    struct credentials *all = credentials_out;
    *all = (struct credentials){
        .certificate = {.limit_bytes = PEM_BYTES, .is_private = true},
        .key = {.limit_bytes = PEM_BYTES, .is_private = true},
        .authority = {.limit_bytes = AUTHORITY_BYTES}};
    read_secret(route, &all->secret);
    if (route->certificate_path[0] && secret_file_check(route->key_path) == ERR_NONE) {
        read_pem(route->certificate_path, &all->certificate);
        read_pem(route->key_path, &all->key);
    }
    if (strcmp(route->ca_path, HTTP_SYSTEM_CA_FILE) != 0)
        read_pem(route->ca_path, &all->authority);
}

void credentials_wipe(struct credentials *credentials)
{
    bytes_wipe(&credentials->secret);
    bytes_wipe(&credentials->certificate);
    bytes_wipe(&credentials->key);
    bytes_wipe(&credentials->authority);
}

/* libcurl would show a certificate that is over and leave it to the provider to answer in a way
 * of its own: a TLS alert, a page with 400, or silence. We know it before a byte is sent. */
enum err credential_check_certificate(const struct bytes *certificate)
{
    BIO *text = BIO_new_mem_buf(certificate->start, (int)certificate->size_bytes);
    X509 *read = text ? PEM_read_bio_X509(text, NULL, NULL, NULL) : NULL;
    BIO_free(text);
    ERR_clear_error();
    if (!read) return ERR_FORMAT;
    bool is_valid = X509_cmp_current_time(X509_get0_notBefore(read)) < 0
                    && X509_cmp_current_time(X509_get0_notAfter(read)) > 0;
    X509_free(read);
    return is_valid ? ERR_NONE : ERR_TIMEOUT;
}
