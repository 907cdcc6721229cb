/* SPDX-License-Identifier: EUPL-1.2 */
/* route.h - the way to one provider: what the courier needs of config/providers, and no more.
 *
 * Files named in the configuration are looked up here: an absolute path is taken as it is, a
 * relative one starts at the credential folder (CREDENTIALS_DIRECTORY of systemd, else the
 * folder of the courier's key). */
#ifndef NAAST_DELIVERY_ROUTE_H
#define NAAST_DELIVERY_ROUTE_H
#include "base/file.h"
#include "content/provider.h"

struct route {
    char slug[SLUG_BYTES];
    enum adapter adapter;
    char base_url[201];
    enum access access;
    char token_path[PATH_BYTES];        /* "": no token is sent */
    char token_url[201], client_id[101], scope[201];
    char client_secret_path[PATH_BYTES];   /* "": the certificate alone says who we are */
    char certificate_path[PATH_BYTES], key_path[PATH_BYTES];   /* "": we show none */
    char ca_path[PATH_BYTES];
    bool is_closed;                     /* requests come closed for this provider alone */
    bool is_strict;
    bool has_dedupe;                    /* sending again cannot double it, */
    int dedupe_days;                    /* for so many days; 0: ever */
    struct klant_settings klant;
};

struct routes {
    struct route all[PROVIDERS_MOST];
    int count;
};

/* Providers without an endpoint have no route. ERR_LARGE: a path does not fit. */
enum err routes_fill(const struct providers *providers, const char *credential_folder,
                     struct routes *routes_out) MUST_USE;
int route_find(const struct routes *routes, const char *slug);   /* -1 */

#endif
