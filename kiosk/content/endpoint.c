/* SPDX-License-Identifier: EUPL-1.2 */
#include "content/endpoint.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#include "base/file.h"
#include "content/check.h"
#include "content/provider.h"
#include "content/readers.h"

#define CERTIFICATE_DAYS 30
#define DAY_S 86400
#define JWK_FILE_BYTES 8192

static const char *const adapters[] = {"none", "oco-v1", "klantinteracties-v1", NULL};
static const char *const accesses[] = {"token", "oauth2", "certificate", NULL};

#define TABLE_STRUCT struct klant_settings

static const struct table_row klant_rows[] = {
    {.key = "channel",
     TABLE_TEXT(channel, 1, 50, NULL),
     .about = "What the register writes down as \"kanaal\". Some registers take only names of "
              "their own list; ask its administrator."},
    {.key = "team",
     TABLE_TEXT(team, 36, 36, &pattern_uuid),
     TABLE_OPTIONAL,
     .about = "Number (uuid) of the actor in the register that must call back. Either this or "
              "\"team_code\"."},
    {.key = "team_code",
     TABLE_TEXT(team_code, 1, 200, &pattern_code),
     TABLE_OPTIONAL,
     .about = "Code (objectId) under which that actor stands in the register, such as "
              "\"OCO\". The courier looks its number up."},
    {.key = "team_type",
     TABLE_TEXT(team_type, 1, 200, &pattern_code),
     TABLE_OPTIONAL,
     .about = "codeObjecttype of that actor. Without it: \"afd\" (department)."},
    {.key = "team_register",
     TABLE_TEXT(team_register, 1, 200, &pattern_code),
     TABLE_OPTIONAL,
     .about = "codeRegister of that actor. Without it: \"obj\"."},
    {.key = "team_code_kind",
     TABLE_TEXT(team_code_kind, 1, 200, &pattern_code),
     TABLE_OPTIONAL,
     .about = "codeSoortObjectId of that actor. Without it: \"idf\"."},
};

static const struct table klant_table = {"klantinteracties", klant_rows,
                                         sizeof klant_rows / sizeof klant_rows[0],
                                         sizeof(struct klant_settings), false};

/* The key that a provider publishes */

static enum err load_jwk(const char *folder, const char *name, struct json **document)
{
    char path[PATH_BYTES];
    struct bytes bytes = {.limit_bytes = JWK_FILE_BYTES};
    struct json_problem problem;
    enum err err = name[0] == '/' ? path_join(path, "/", name + 1)
                                  : path_join(path, folder ? folder : ".", name);
    if (!err) err = file_read(path, &bytes);
    if (!err) err = json_read(bytes.start, bytes.size_bytes, document, &problem);
    bytes_wipe(&bytes);
    return err;
}

static void read_jwe_key(struct reading *reading, const struct table_row *row,
                         const struct json *value, void *into)
{
    char name[ENDPOINT_PATH_BYTES];
    struct table_row as_text = *row;
    struct json *jwk = NULL;
    as_text.room_bytes = sizeof name;
    if (!reading_text(reading, &as_text, value, name)) return;
    enum err err = load_jwk(reading->folder, name, &jwk);
    if (err == ERR_MEMORY) reading->findings->lacks_memory = true;
    enum jwe_fault fault = err ? JWE_FAULT_FORM : jwe_key_read(jwk, into);
    if (err == ERR_MISSING || err == ERR_REFUSED)
        reading_error(reading, value, "missing-file", "put the file of the provider there",
                      "%.100s cannot be read", name);
    else if (fault)
        reading_error(reading, value, "V10", jwe_fault_mend(fault), "%.100s: %s", name,
                      jwe_fault_what(fault));
    json_free(jwk);
}

static void write_jwe_key_schema(const struct table_row *row, struct json_writer *writer)
{
    json_write_text(writer, "type", "string");
    json_write_text(writer, "pattern", row->pattern->regex);
}

#undef TABLE_STRUCT
#define TABLE_STRUCT struct endpoint

static const struct table_row rows[] = {
    {.key = "adapter",
     TABLE_CHOICE(adapter, adapters),
     .about = "How requests reach the provider. \"none\": not by kiosk; the screen gives "
              "phone, hours and QR code."},
    {.key = "base_url",
     TABLE_TEXT(base_url, 1, 200, &pattern_https),
     TABLE_OPTIONAL,
     .about = "Address of the provider's system: https, ends in /v1."},
    {.key = "access",
     TABLE_CHOICE(access, accesses),
     TABLE_OPTIONAL,
     .about = "How the courier shows who it is. \"token\": a fixed token in token_file. "
              "\"oauth2\": it fetches a token with client_id (client credentials). "
              "\"certificate\": only the client certificate."},
    {.key = "token_file",
     TABLE_TEXT(token_file, 1, 200, &pattern_path),
     TABLE_OPTIONAL,
     .about = "File with the provider's token, readable by the courier only. A relative path "
              "starts at the credential folder."},
    {.key = "token_url",
     TABLE_TEXT(token_url, 1, 200, &pattern_web),
     TABLE_OPTIONAL,
     .about = "oauth2: address where tokens are given out; https."},
    {.key = "client_id",
     TABLE_TEXT(client_id, 1, 100, &pattern_client),
     TABLE_OPTIONAL,
     .about = "oauth2: the name under which the provider knows this kiosk's courier."},
    {.key = "client_secret_file",
     TABLE_TEXT(client_secret_file, 1, 200, &pattern_path),
     TABLE_OPTIONAL,
     .about = "oauth2: file with the secret that belongs to client_id, readable by the courier "
              "only. Not needed with a client certificate."},
    {.key = "scope",
     TABLE_TEXT(scope, 1, 200, &pattern_code),
     TABLE_OPTIONAL,
     .about = "oauth2: what the token is asked for, if the provider names something."},
    {.key = "client_certificate_file",
     TABLE_TEXT(client_certificate_file, 1, 200, &pattern_path),
     TABLE_OPTIONAL,
     .about = "File with the courier's own certificate (PEM), where the provider asks for one "
              "(mutual TLS)."},
    {.key = "client_key_file",
     TABLE_TEXT(client_key_file, 1, 200, &pattern_path),
     TABLE_OPTIONAL,
     .about = "File with the key of that certificate (PEM, without a passphrase), readable by "
              "the courier only."},
    {.key = "ca_file",
     TABLE_TEXT(ca_file, 1, 200, &pattern_path),
     TABLE_OPTIONAL,
     .about = "File with the certificate authority to trust. Without it: those of the system."},
    {.key = "jwe_key",
     TABLE_OWN(jwe_key, read_jwe_key, write_jwe_key_schema),
     .least = 1,
     .most = 200,
     .pattern = &pattern_path,
     TABLE_OPTIONAL,
     .about = "oco-v1. File with the provider's public key (JWK, RSA or P-256); a relative "
              "path starts at this configuration. The kiosk then closes each request so that "
              "only the provider can open it."},
    {.key = "strict",
     TABLE_BOOLEAN(is_strict),
     TABLE_OPTIONAL,
     .otherwise = 1,
     .about = "oco-v1. true: a request counts as arrived only when the provider's receipt "
              "names its id. false: any answer of success counts (a simple web hook)."},
    {.key = "dedupe",
     TABLE_BOOLEAN(has_dedupe),
     TABLE_OPTIONAL,
     .about = "oco-v1. true: the provider promises that the same Idempotency-Key has one "
              "effect."},
    {.key = "dedupe_days",
     TABLE_WHOLE(dedupe_days, 1, 365),
     TABLE_OPTIONAL,
     .about = "oco-v1. For how many days the provider remembers an Idempotency-Key. What may "
              "have reached it is never sent again after that, but held. Without it: as long "
              "as it has the request."},
    {.key = "send_topics",
     TABLE_BOOLEAN(sends_topics),
     TABLE_OPTIONAL,
     .otherwise = 1,
     .about = "false: the topics a visitor chose are not sent to this provider."},
    {.key = "klantinteracties",
     TABLE_GROUP(klant, &klant_table),
     TABLE_OPTIONAL,
     .about = "klantinteracties-v1: what stands in the provider's register."},
};

const struct table endpoint_table = {"endpoint", rows, sizeof rows / sizeof rows[0],
                                     sizeof(struct endpoint), false};

/* What the table cannot say because it is about two settings at once. */

static void missing(struct reading *reading, const struct json *endpoint, const char *key,
                    const char *mend)
{
    if (!json_member(endpoint, key))
        reading_error(reading, endpoint, "missing", mend, "endpoint: \"%s\" is missing", key);
}

/* A setting that nothing looks at is a misunderstanding worth hearing about. */
static void unused(struct reading *reading, const struct json *endpoint, const char *key,
                   const char *goes_with)
{
    const struct json *member = json_member(endpoint, key);
    if (member)
        reading_error(reading, member, "access", "take it out, or set what it belongs to",
                      "endpoint: \"%s\" only works with %s", key, goes_with);
}

static void check_oauth2(struct reading *reading, const struct json *json,
                         const struct endpoint *endpoint)
{
    static const char *const keys[] = {"token_url", "client_id", "client_secret_file", "scope"};
    if (endpoint->access != ACCESS_OAUTH2) {
        for (size_t i = 0; i < sizeof keys / sizeof keys[0]; i++)
            unused(reading, json, keys[i], "\"access\": \"oauth2\"");
        return;
    }
    missing(reading, json, "token_url", "write where the provider gives out tokens");
    missing(reading, json, "client_id", "write the name the provider gave this courier");
    if (!json_member(json, "client_certificate_file"))
        missing(reading, json, "client_secret_file",
                "name the file with the secret of client_id, or a client certificate");
}

static void check_certificate(struct reading *reading, const struct json *json,
                              const struct endpoint *endpoint)
{
    bool has_certificate = json_member(json, "client_certificate_file") != NULL;
    bool has_key = json_member(json, "client_key_file") != NULL;
    if (has_certificate || endpoint->access == ACCESS_CERTIFICATE)
        missing(reading, json, "client_key_file", "name the file with the certificate's key");
    if (has_key || endpoint->access == ACCESS_CERTIFICATE)
        missing(reading, json, "client_certificate_file", "name the file with the certificate");
}

static void check_klant(struct reading *reading, const struct json *json,
                        const struct endpoint *endpoint)
{
    static const char *const names[] = {"team_code", "team_type", "team_register",
                                        "team_code_kind"};
    const struct json *klant = json_member(json, "klantinteracties");
    if (endpoint->adapter != ADAPTER_KLANTINTERACTIES_V1) {
        unused(reading, json, "klantinteracties", "\"adapter\": \"klantinteracties-v1\"");
        return;
    }
    missing(reading, json, "klantinteracties", "name the channel and the team that calls back");
    if (!klant || json_kind(klant) != JSON_OBJECT) return;
    bool has_number = json_member(klant, "team") != NULL;
    if (!has_number && !json_member(klant, "team_code"))
        reading_error(reading, klant, "missing", "add \"team\" or \"team_code\"",
                      "endpoint: nobody is named who must call back");
    for (size_t i = 0; has_number && i < sizeof names / sizeof names[0]; i++)
        unused(reading, klant, names[i], "\"team_code\", and \"team\" is there already");
}

/* A folder that is not here is another machine's: a town's own tests run elsewhere too. */
static bool has_its_folder(const char *path)
{
    struct stat facts;
    char folder[ENDPOINT_PATH_BYTES];
    snprintf(folder, sizeof folder, "%s", path);
    strrchr(folder, '/')[1] = 0;
    return stat(folder, &facts) == 0;
}

/* Only where we can look: the kiosk's own user may not even see the courier's folder. */
static void check_secret(struct reading *reading, const struct json *json, const char *key,
                         const char *path)
{
    struct stat facts;
    const struct json *member = json_member(json, key);
    if (!member || path[0] != '/') return;
    if (stat(path, &facts) < 0) {
        if (errno == ENOENT && has_its_folder(path))
            reading_warning(reading, member, "V10", "put it there, or name the right one",
                            "the file that \"%s\" names is not on this machine: nothing "
                            "reaches the provider", key);
        return;
    }
    if (!S_ISREG(facts.st_mode))
        reading_error(reading, member, "V10", "name the file itself",
                      "what \"%s\" names is no file", key);
    else if (facts.st_mode & (S_IRWXG | S_IRWXO))
        reading_error(reading, member, "V10", "chmod 600 it",
                      "others than its owner can read the file that \"%s\" names", key);
}

/* Past its last day nothing reaches the provider; requests wait, and nobody here sees why. */
static void check_end(struct reading *reading, const struct json *json, const char *key,
                      const char *path)
{
    const struct experts *experts = reading->check ? reading->check->experts : NULL;
    const struct json *member = json_member(json, key);
    int64_t wall_s = reading_wall_s(reading);
    if (!member || path[0] != '/' || !file_exists(path) || wall_s == 0) return;
    if (!experts || !experts->certificate_ends_s) return;
    int64_t ends_s = experts->certificate_ends_s(experts->with, path);
    if (ends_s == 0)
        reading_warning(reading, member, "V10", "name a PEM file with certificates",
                        "there is no certificate in the file that \"%s\" names", key);
    else if (ends_s <= wall_s)
        reading_warning(reading, member, "V10", "ask for the new one, and put it there",
                        "a certificate in the file that \"%s\" names has ended: nothing "
                        "reaches the provider", key);
    else if (ends_s - wall_s < (int64_t)CERTIFICATE_DAYS * DAY_S)
        reading_warning(reading, member, "V10", "ask for the next one, and put it there",
                        "a certificate in the file that \"%s\" names ends within %d days", key,
                        CERTIFICATE_DAYS);
}

void endpoint_check(struct reading *reading, const struct json *json,
                    const struct endpoint *endpoint)
{
    if (!json || json_kind(json) != JSON_OBJECT) return;   /* the table has said so */
    check_secret(reading, json, "token_file", endpoint->token_file);
    check_secret(reading, json, "client_secret_file", endpoint->client_secret_file);
    check_secret(reading, json, "client_key_file", endpoint->client_key_file);
    check_end(reading, json, "ca_file", endpoint->ca_file);
    check_end(reading, json, "client_certificate_file", endpoint->client_certificate_file);
    if (endpoint->adapter == ADAPTER_NONE) return;
    missing(reading, json, "base_url", "add the address, or set \"adapter\" to \"none\"");
    if (endpoint->access == ACCESS_TOKEN)
        missing(reading, json, "token_file", "name the file with the provider's token");
    else unused(reading, json, "token_file", "\"access\": \"token\"");
    check_oauth2(reading, json, endpoint);
    check_certificate(reading, json, endpoint);
    check_klant(reading, json, endpoint);
    if (endpoint->adapter != ADAPTER_OCO_V1)
        unused(reading, json, "jwe_key", "\"adapter\": \"oco-v1\"");
    if (!endpoint->has_dedupe) unused(reading, json, "dedupe_days", "\"dedupe\": true");
}
