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

static void copy_words(const struct endpoint *endpoint, struct route *route)
{
    snprintf(route->base_url, sizeof route->base_url, "%s", endpoint->base_url);
    snprintf(route->token_url, sizeof route->token_url, "%s", endpoint->token_url);
    snprintf(route->client_id, sizeof route->client_id, "%s", endpoint->client_id);
    snprintf(route->scope, sizeof route->scope, "%s", endpoint->scope);
    route->klant = endpoint->klant;
    /* The codes KISS and the objects of Dutch municipalities use (intake.md 1.2). */
    struct klant_settings *klant = &route->klant;
    if (!klant->team_type[0]) snprintf(klant->team_type, sizeof klant->team_type, "afd");
    if (!klant->team_register[0])
        snprintf(klant->team_register, sizeof klant->team_register, "obj");
    if (!klant->team_code_kind[0])
        snprintf(klant->team_code_kind, sizeof klant->team_code_kind, "idf");
}

static enum err route_fill(const struct provider *provider, const char *credential_folder,
                           struct route *route)
{
    const struct endpoint *endpoint = &provider->endpoint;
    const struct { char *path; const char *name; } files[] = {
        {route->token_path, endpoint->token_file},
        {route->client_secret_path, endpoint->client_secret_file},
        {route->certificate_path, endpoint->client_certificate_file},
        {route->key_path, endpoint->client_key_file},
        {route->ca_path, endpoint->ca_file[0] ? endpoint->ca_file : HTTP_SYSTEM_CA_FILE},
    };
    snprintf(route->slug, sizeof route->slug, "%s", provider->slug);
    route->adapter = endpoint->adapter;
    route->is_closed = endpoint->jwe_key.kind != JWE_NONE;
    route->access = endpoint->access;
    route->is_strict = endpoint->is_strict;
    /* That adapter asks what the register has before it makes anything. */
    route->has_dedupe =
        endpoint->has_dedupe || endpoint->adapter == ADAPTER_KLANTINTERACTIES_V1;
    route->dedupe_days = endpoint->dedupe_days;
    copy_words(endpoint, route);
    enum err err = ERR_NONE;
    for (size_t i = 0; !err && i < sizeof files / sizeof files[0]; i++)
        err = resolve(files[i].path, credential_folder, files[i].name);
    return err;
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
