/* SPDX-License-Identifier: EUPL-1.2 */
/* endpoint.h - the part of a provider's file that says how requests reach it.
 *
 * One table in endpoint.c reads, checks and explains it. Secrets never stand here: a setting
 * that ends in _file names a file that only the courier can read; a relative path starts at its
 * credential folder. */
#ifndef NAAST_CONTENT_ENDPOINT_H
#define NAAST_CONTENT_ENDPOINT_H
#include <stdbool.h>
#include "base/jwe.h"

#define ENDPOINT_PATH_BYTES 201
#define ENDPOINT_CODE_BYTES 201

enum adapter { ADAPTER_NONE, ADAPTER_OCO_V1, ADAPTER_KLANTINTERACTIES_V1 };

/* How the courier shows who it is. A client certificate may come on top of each. */
enum access {
    ACCESS_TOKEN,         /* a fixed token out of a file */
    ACCESS_OAUTH2,        /* client credentials: a token fetched now and then (RFC 6749, 4.4) */
    ACCESS_CERTIFICATE    /* nothing but the client certificate */
};

/* What an Open Klant wants to know beside the request. Source: reference/intake.md 1. */
struct klant_settings {
    char channel[50 * 4 + 1];                /* "Kiosk": in some systems one of a list */
    char team[37];                           /* uuid of the actor that calls back, or */
    char team_code[ENDPOINT_CODE_BYTES];     /* what it is called in the register of actors */
    char team_type[ENDPOINT_CODE_BYTES], team_register[ENDPOINT_CODE_BYTES],
        team_code_kind[ENDPOINT_CODE_BYTES];
};

struct endpoint {
    enum adapter adapter;               /* ADAPTER_NONE: the kiosk gives phone, hours and QR */
    char base_url[201];                 /* https only, ends in /v1 */
    enum access access;
    char token_file[ENDPOINT_PATH_BYTES];
    char token_url[201];                /* https only */
    char client_id[101];
    char client_secret_file[ENDPOINT_PATH_BYTES];
    char scope[201];
    char client_certificate_file[ENDPOINT_PATH_BYTES];
    char client_key_file[ENDPOINT_PATH_BYTES];
    char ca_file[ENDPOINT_PATH_BYTES];  /* "" is the system's bundle */
    struct jwe_key jwe_key;             /* JWE_NONE: the body goes as JSON inside TLS */
    bool is_strict;                     /* the receipt must name our id */
    bool has_dedupe;                    /* the receiver promises: same key, one effect */
    int dedupe_days;                    /* for so long; 0: as long as it has the request */
    bool sends_topics;
    struct klant_settings klant;
};

#endif
