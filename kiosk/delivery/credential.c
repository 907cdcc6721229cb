/* SPDX-License-Identifier: EUPL-1.2 */
#include "delivery/credential.h"

#include <openssl/err.h>
#include <openssl/pem.h>
#include <openssl/x509.h>
#include <stdio.h>
#include <string.h>

#include "base/file.h"
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

/* libcurl would show a certificate that is over and leave it to the provider to answer in a way
 * of its own: a TLS alert, a page with 400, or silence. We know it before a byte is sent. */
enum err credential_check_certificate(const char *certificate_path, const char *key_path)
{
    enum err err = secret_file_check(key_path);
    if (err) return err;
    FILE *file = fopen(certificate_path, "re");
    if (!file) return ERR_MISSING;
    X509 *certificate = PEM_read_X509(file, NULL, NULL, NULL);
    fclose(file);
    ERR_clear_error();
    if (!certificate) return ERR_FORMAT;
    if (X509_cmp_current_time(X509_get0_notBefore(certificate)) >= 0
        || X509_cmp_current_time(X509_get0_notAfter(certificate)) <= 0)
        err = ERR_TIMEOUT;
    X509_free(certificate);
    return err;
}
