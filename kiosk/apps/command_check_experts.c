/* SPDX-License-Identifier: EUPL-1.2 */
#include "apps/command_check_experts.h"

#include <gnutls/x509.h>
#include <hunspell.h>
#include <stdio.h>
#include <string.h>

#include "base/file.h"

/* Where Debian's hunspell-nl puts it. */
#define DICTIONARY "/usr/share/hunspell/nl_NL"
#define CERTIFICATES_BYTES (2 * 1024 * 1024)   /* the system's own bundle is 220 KiB */

static bool knows_word(void *with, const char *word, char near_out[CHECK_NEAR_BYTES])
{
    char **near = NULL;
    near_out[0] = 0;
    if (Hunspell_spell(with, word)) return true;
    int count = Hunspell_suggest(with, &near, word);
    if (count > 0 && strlen(near[0]) < CHECK_NEAR_BYTES)
        snprintf(near_out, CHECK_NEAR_BYTES, "%s", near[0]);
    Hunspell_free_list(with, &near, count);
    return false;
}

static int64_t first_end_s(gnutls_x509_crt_t *certificates, unsigned count)
{
    int64_t first_s = 0;
    for (unsigned i = 0; i < count; i++) {
        int64_t ends_s = gnutls_x509_crt_get_expiration_time(certificates[i]);
        if (first_s == 0 || ends_s < first_s) first_s = ends_s;
        gnutls_x509_crt_deinit(certificates[i]);
    }
    gnutls_free(certificates);
    return first_s;
}

static int64_t certificate_ends_s(void *with, const char *path)
{
    (void)with;
    struct bytes pem = {.limit_bytes = CERTIFICATES_BYTES};
    gnutls_x509_crt_t *certificates = NULL;
    unsigned count = 0;
    int64_t ends_s = 0;
    if (file_read(path, &pem) == ERR_NONE) {
        gnutls_datum_t datum = {(unsigned char *)pem.start, (unsigned)pem.size_bytes};
        if (gnutls_x509_crt_list_import2(&certificates, &count, &datum, GNUTLS_X509_FMT_PEM,
                                         0) >= 0)
            ends_s = first_end_s(certificates, count);
    }
    bytes_wipe(&pem);
    return ends_s;
}

void experts_open(struct experts *experts_out)
{
    *experts_out = (struct experts){.certificate_ends_s = certificate_ends_s};
    if (!file_exists(DICTIONARY ".aff") || !file_exists(DICTIONARY ".dic")) return;
    experts_out->with = Hunspell_create(DICTIONARY ".aff", DICTIONARY ".dic");
    if (experts_out->with) experts_out->knows_word = knows_word;
}

void experts_close(struct experts *experts)
{
    if (experts->with) Hunspell_destroy(experts->with);
    *experts = (struct experts){0};
}
