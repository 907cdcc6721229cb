/* SPDX-License-Identifier: EUPL-1.2 */
#include "delivery/route.h"

#include <stdio.h>
#include <string.h>

#include "delivery/http.h"

static enum err resolve(char out[PATH_BYTES], const char *credential_folder, const char *name)
{
    if (name[0] != '/' && name[0] != 0) return path_join(out, credential_folder, name);
    snprintf(out, PATH_BYTES, "%s", name);
    return ERR_NONE;
}

static enum err route_fill(const struct provider *provider, const char *credential_folder,
                           struct route *route)
{
    const struct endpoint *endpoint = &provider->endpoint;
    snprintf(route->slug, sizeof route->slug, "%s", provider->slug);
    snprintf(route->base_url, sizeof route->base_url, "%s", endpoint->base_url);
    route->adapter = endpoint->adapter;
    route->is_strict = endpoint->is_strict;
    route->has_dedupe = endpoint->has_dedupe;
    const char *ca_file = endpoint->ca_file[0] ? endpoint->ca_file : HTTP_SYSTEM_CA_FILE;
    enum err err = resolve(route->ca_path, credential_folder, ca_file);
    if (err) return err;
    return resolve(route->token_path, credential_folder, endpoint->token_file);
}

enum err routes_fill(const struct providers *providers, const char *credential_folder,
                     struct routes *routes_out)
{
    memset(routes_out, 0, sizeof *routes_out);
    for (int i = 0; i < providers->count; i++) {
        const struct provider *provider = &providers->all[i];
        if (provider->endpoint.adapter == ADAPTER_NONE) continue;
        enum err err =
            route_fill(provider, credential_folder, &routes_out->all[routes_out->count]);
        if (err) return err;
        routes_out->count++;
    }
    return ERR_NONE;
}

int route_find(const struct routes *routes, const char *slug)
{
    for (int i = 0; i < routes->count; i++)
        if (strcmp(routes->all[i].slug, slug) == 0) return i;
    return -1;
}
