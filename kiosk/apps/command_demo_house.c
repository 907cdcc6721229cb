/* SPDX-License-Identifier: EUPL-1.2 */
#include "apps/command_demo_house.h"

#include <dirent.h>
#include <ftw.h>
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "apps/command_demo_programs.h"
#include "base/json.h"
#include "base/json_write.h"
#include "base/jwe.h"
#include "spool/keys.h"

#define COUNT(list) (sizeof(list) / sizeof(list)[0])
#define FILE_BYTES (1024 * 1024)
#define FOLDERS_DEEP 4
#define JWK_BYTES 1024

/* ---- certificates ---- */

static enum err openssl(const char *const words[])
{
    return demo_run(words, DEMO_IS_QUIET);
}

static enum err make_key(const char *path)
{
    const char *const words[] = {"openssl", "genpkey",  "-algorithm",
                                 "EC",      "-pkeyopt", "ec_paramgen_curve:P-256",
                                 "-out",    path,       NULL};
    return openssl(words);
}

static enum err make_authority(const char *key, const char *certificate)
{
    const char *const words[] = {
        "openssl", "req",       "-x509",   "-new",
        "-key",    key,         "-subj",   "/CN=Naast demo authority",
        "-days",   "2",         "-addext", "keyUsage=critical,keyCertSign",
        "-out",    certificate, NULL};
    enum err err = make_key(key);
    return err ? err : openssl(words);
}

/* A certificate for localhost, signed by the authority that lives as long as this demo. */
static enum err make_certificate(const struct demo_house *house, const char *authority_key)
{
    static const char extensions[] =
        "subjectAltName=DNS:localhost,IP:127.0.0.1\nextendedKeyUsage=serverAuth\n";
    char request[PATH_BYTES], extension_file[PATH_BYTES];
    enum err err = path_join(request, house->keys, "server.csr");
    if (!err) err = path_join(extension_file, house->keys, "server.ext");
    if (!err) err = file_replace(extension_file, extensions, sizeof extensions - 1, 0600);
    if (!err) err = make_key(house->certificate_key);
    if (err) return err;
    const char *const ask[] = {
        "openssl", "req",           "-new", "-key",  house->certificate_key,
        "-subj",   "/CN=localhost", "-out", request, NULL};
    const char *const sign[] = {"openssl",
                                "x509",
                                "-req",
                                "-in",
                                request,
                                "-CA",
                                house->authority,
                                "-CAkey",
                                authority_key,
                                "-CAcreateserial",
                                "-days",
                                "2",
                                "-extfile",
                                extension_file,
                                "-out",
                                house->certificate,
                                NULL};
    err = openssl(ask);
    return err ? err : openssl(sign);
}

static enum err make_token(const char *path)
{
    unsigned char random[24];
    char text[2 * sizeof random + 2];
    randombytes_buf(random, sizeof random);
    sodium_bin2hex(text, sizeof text, random, sizeof random);
    text[sizeof text - 2] = '\n';
    enum err err = file_replace(path, text, sizeof text - 1, 0600);
    sodium_memzero(text, sizeof text);
    return err;
}

/* The provider's: what the kiosk closes for it, nobody in between can open. */
static enum err make_jwe(const struct demo_house *house)
{
    struct bytes secret = {.limit_bytes = JWK_BYTES, .is_private = true};
    struct bytes published = {.limit_bytes = JWK_BYTES};
    enum err err = jwe_new(&secret, &published);
    if (!err) err = file_replace(house->jwe_secret, secret.start, secret.size_bytes, 0600);
    if (!err)
        err = file_replace(house->jwe_published, published.start, published.size_bytes, 0600);
    bytes_wipe(&secret);
    bytes_wipe(&published);
    return err;
}

static enum err name_paths(struct demo_house *house, const char *temporary)
{
    enum err err = path_join(house->folder, temporary, "naast-demo-XXXXXX");
    if (err || !mkdtemp(house->folder)) { /* mode 0700 */
        house->folder[0] = 0;
        return err ? err : ERR_DISK;
    }
    const struct {
        char *path;
        const char *name;
    } names[] = {{house->config, "config"},
                 {house->keys, "keys"},
                 {house->data, "data"},
                 {house->store, "store"},
                 {house->authority, "keys/ca.pem"},
                 {house->certificate, "keys/server.pem"},
                 {house->certificate_key, "keys/server.key"},
                 {house->token, "keys/token"},
                 {house->jwe_secret, "keys/jwe.private.json"},
                 {house->jwe_published, "keys/jwe.json"},
                 {house->courier_key, "keys/courier.key"},
                 {house->socket, "courier.sock"},
                 {house->tree, "tree.json"}};
    for (size_t i = 0; !err && i < COUNT(names); i++)
        err = path_join(names[i].path, house->folder, names[i].name);
    if (!err && (mkdir(house->keys, 0700) < 0 || mkdir(house->data, 0700) < 0)) err = ERR_DISK;
    return err;
}

enum err demo_house_make(struct demo_house *house_out)
{
    char authority_key[PATH_BYTES];
    struct public_key public_key;
    const char *temporary = getenv("TMPDIR");
    *house_out = (struct demo_house){0};
    enum err err = name_paths(house_out, temporary && *temporary ? temporary : "/tmp");
    if (!err) err = path_join(authority_key, house_out->keys, "ca.key");
    if (!err) err = make_authority(authority_key, house_out->authority);
    if (!err) err = make_certificate(house_out, authority_key);
    if (!err) err = make_token(house_out->token);
    if (!err) err = make_jwe(house_out);
    if (!err) err = keys_new(house_out->keys, &public_key);
    return err;
}

/* ---- configuration ---- */

static void copy_json(struct json_writer *writer, const char *key, const struct json *value);

static void copy_members(struct json_writer *writer, const struct json *container)
{
    for (const struct json *member = json_first(container); member; member = json_next(member))
        copy_json(writer, json_key(member), member);
}

static void copy_json(struct json_writer *writer, const char *key, const struct json *value)
{
    switch (json_kind(value)) {
    case JSON_OBJECT:
        json_write_open(writer, key, '{');
        copy_members(writer, value);
        json_write_close(writer, '}');
        break;
    case JSON_ARRAY:
        json_write_open(writer, key, '[');
        copy_members(writer, value);
        json_write_close(writer, ']');
        break;
    case JSON_TEXT: json_write_text(writer, key, json_text(value)); break;
    case JSON_NUMBER: json_write_real(writer, key, json_number(value)); break;
    case JSON_BOOLEAN: json_write_boolean(writer, key, json_is_true(value)); break;
    case JSON_NULL: json_write_text(writer, key, NULL); break;
    }
}

static bool is_kept(const char *key)
{
    static const char *const keys[] = {"strict", "dedupe", "send_topics"};
    for (size_t i = 0; i < COUNT(keys); i++)
        if (strcmp(key, keys[i]) == 0) return true;
    return false;
}

/* What the provider asks for stays (its answers, its topics); where it lives and how it lets
 * us in becomes this machine. */
static void write_endpoint(struct json_writer *writer, const struct json *endpoint,
                           const struct demo_house *house, unsigned port)
{
    char url[64];
    snprintf(url, sizeof url, "https://localhost:%u/v1", port);
    json_write_open(writer, "endpoint", '{');
    json_write_text(writer, "adapter", "oco-v1");
    json_write_text(writer, "base_url", url);
    json_write_text(writer, "token_file", house->token);
    json_write_text(writer, "ca_file", house->authority);
    json_write_text(writer, "jwe_key", house->jwe_published);
    for (const struct json *member = json_first(endpoint); member; member = json_next(member))
        if (is_kept(json_key(member))) copy_json(writer, json_key(member), member);
    json_write_close(writer, '}');
}

static bool takes_requests(const struct json *endpoint)
{
    if (json_kind(endpoint) != JSON_OBJECT) return false;
    const struct json *adapter = json_member(endpoint, "adapter");
    return adapter && json_text(adapter) && strcmp(json_text(adapter), "none") != 0;
}

static bool calls_back(const struct json *provider)
{
    const struct json *endpoint = json_member(provider, "endpoint"),
                      *channels = json_member(provider, "channels");
    if (!endpoint || !takes_requests(endpoint) || !channels ||
        json_kind(channels) != JSON_ARRAY)
        return false;
    for (const struct json *channel = json_first(channels); channel;
         channel = json_next(channel))
        if (json_text(channel) && strcmp(json_text(channel), "telefoon") == 0) return true;
    return false;
}

static void note_callable(struct demo_house *house, const struct json *provider)
{
    const struct json *slug = json_member(provider, "slug");
    if (!slug || !json_text(slug) || !calls_back(provider) ||
        house->callable_count == PROVIDERS_MOST)
        return;
    snprintf(house->callable[house->callable_count++], SLUG_BYTES, "%s", json_text(slug));
}

struct moving {
    struct demo_house *house;
    unsigned port;
    enum err err;
};

static enum err move_provider(const char *path, const struct moving *moving)
{
    struct bytes from = {.limit_bytes = JSON_SIZE_BYTES},
                 to = {.limit_bytes = 2 * JSON_SIZE_BYTES};
    struct json *document = NULL;
    struct json_problem problem;
    struct json_writer writer = {.to = &to};
    enum err err = file_read(path, &from);
    if (!err) err = json_read(from.start, from.size_bytes, &document, &problem);
    if (!err && json_kind(document) != JSON_OBJECT) err = ERR_FORMAT;
    if (err) goto out;
    note_callable(moving->house, document);
    json_write_open(&writer, NULL, '{');
    for (const struct json *member = json_first(document); member; member = json_next(member)) {
        bool is_endpoint = strcmp(json_key(member), "endpoint") == 0 && takes_requests(member);
        if (is_endpoint) write_endpoint(&writer, member, moving->house, moving->port);
        else copy_json(&writer, json_key(member), member);
    }
    json_write_close(&writer, '}');
    err = writer.err ? writer.err : file_replace(path, to.start, to.size_bytes, 0600);
out:
    json_free(document);
    bytes_wipe(&from);
    bytes_wipe(&to);
    return err;
}

static bool move_each(void *with, const char *name)
{
    struct moving *moving = with;
    char folder[PATH_BYTES], path[PATH_BYTES];
    moving->err = path_join(folder, moving->house->config, "providers");
    if (!moving->err) moving->err = path_join(path, folder, name);
    if (!moving->err) moving->err = move_provider(path, moving);
    if (moving->err)
        fprintf(stderr, "naast: %s cannot be used for the demo: %s\n", name,
                err_name(moving->err));
    return !moving->err;
}

static enum err copy_file(const char *from, const char *to)
{
    struct bytes bytes = {.limit_bytes = FILE_BYTES};
    enum err err = file_read(from, &bytes);
    if (!err) err = file_replace(to, bytes.start, bytes.size_bytes, 0600);
    bytes_wipe(&bytes);
    return err;
}

static enum err copy_folder(const char *from, const char *to, int deep)
{
    DIR *folder = deep > 0 ? opendir(from) : NULL;
    if (!folder) return deep > 0 ? ERR_MISSING : ERR_LARGE;
    enum err err = mkdir(to, 0700) < 0 ? ERR_DISK : ERR_NONE;
    for (struct dirent *entry; !err && (entry = readdir(folder));) {
        char from_path[PATH_BYTES], to_path[PATH_BYTES];
        struct stat facts;
        if (entry->d_name[0] == '.') continue;
        err = path_join(from_path, from, entry->d_name);
        if (!err) err = path_join(to_path, to, entry->d_name);
        if (!err && stat(from_path, &facts) < 0) err = ERR_MISSING;
        if (err) break;
        if (S_ISDIR(facts.st_mode)) err = copy_folder(from_path, to_path, deep - 1);
        else if (S_ISREG(facts.st_mode)) err = copy_file(from_path, to_path);
    }
    closedir(folder);
    return err;
}

enum err demo_house_configure(struct demo_house *house, const char *config_folder,
                              unsigned port)
{
    char providers[PATH_BYTES];
    struct moving moving = {.house = house, .port = port};
    enum err err = copy_folder(config_folder, house->config, FOLDERS_DEEP);
    if (!err) err = path_join(providers, house->config, "providers");
    if (!err) err = folder_each(providers, ".json", move_each, &moving);
    return err ? err : moving.err;
}

static int remove_one(const char *path, const struct stat *facts, int kind, struct FTW *place)
{
    (void)facts;
    (void)kind;
    (void)place;
    return remove(path);
}

void demo_house_remove(struct demo_house *house)
{
    if (!house->folder[0]) return;
    /* Depth first, links not followed: nothing outside the folder can be reached. */
    if (nftw(house->folder, remove_one, 16, FTW_DEPTH | FTW_PHYS | FTW_MOUNT) != 0)
        fprintf(stderr, "naast: %s could not be removed whole\n", house->folder);
    house->folder[0] = 0;
}
