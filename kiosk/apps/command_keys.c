/* SPDX-License-Identifier: EUPL-1.2 */
/* command_keys.c - `naast keys new DIR`: the courier's key pair. */
#include <errno.h>
#include <sodium.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#include "apps/commands.h"
#include "base/file.h"
#include "base/jwe.h"
#include "spool/keys.h"

#define JWK_BYTES 1024

static const char usage[] =
    "use: naast keys new DIR\n"
    "\n"
    "Makes DIR/courier.key (secret, only its owner can read it) and DIR/courier.pub. Existing "
    "keys are never\n"
    "overwritten: requests that wait under them could not be opened any more.\n"
    "\n"
    "     naast keys jwe DIR\n"
    "\n"
    "For a provider: makes DIR/jwe.private.json, which naast-intake --jwe-key takes, and\n"
    "DIR/jwe.json, the public half for the town hall (\"jwe_key\" of the provider's file).\n";

static const char *explain(enum err err)
{
    switch (err) {
    case ERR_EXISTS:
        return "there is a key already; move it away first if nothing waits under it";
    case ERR_REFUSED: return "no right to write there";
    case ERR_FULL:    return "the disk is full";
    case ERR_MISSING:
        return "no folder can be made there: the one above it is missing, or a file has its "
               "name";
    case ERR_NONE:
    case ERR_DISK:
    case ERR_FORMAT:
    case ERR_LARGE:
    case ERR_CLOSED:
    case ERR_TIMEOUT:
    case ERR_MEMORY: case ERR_SYSTEM:
        break;
    }
    return err_name(err);
}

static enum err write_jwe(const char *folder, const struct bytes *secret,
                          const struct bytes *published)
{
    char secret_path[PATH_BYTES], public_path[PATH_BYTES];
    enum err err = path_join(secret_path, folder, "jwe.private.json");
    if (!err) err = path_join(public_path, folder, "jwe.json");
    if (err) return err;
    if (mkdir(folder, 0700) < 0 && errno != EEXIST) return ERR_MISSING;
    if (file_exists(secret_path) || file_exists(public_path)) return ERR_EXISTS;
    err = file_replace(secret_path, secret->start, secret->size_bytes, 0600);
    if (!err) err = file_replace(public_path, published->start, published->size_bytes, 0644);
    if (!err) printf("%s\n%s\n", secret_path, public_path);
    return err;
}

static int make_jwe(const char *folder)
{
    struct bytes secret = {.limit_bytes = JWK_BYTES, .is_private = true};
    struct bytes published = {.limit_bytes = JWK_BYTES};
    enum err err = sodium_init() < 0 ? ERR_SYSTEM : jwe_new(&secret, &published);
    if (!err) err = write_jwe(folder, &secret, &published);
    if (err) fprintf(stderr, "naast keys: %s: %s\n", folder, explain(err));
    bytes_wipe(&secret);
    bytes_wipe(&published);
    return err ? STATUS_FAILED : STATUS_FINE;
}

int command_keys(int argc, char **argv)
{
    struct public_key made;
    char text[KEY_ID_TEXT_BYTES];
    if (argc == 2 && strcmp(argv[1], "--help") == 0) {
        fputs(usage, stdout);
        return STATUS_FINE;
    }
    if (argc == 2 && strcmp(argv[1], "--version") == 0) {
        puts("naast " NAAST_VERSION);
        return STATUS_FINE;
    }
    if (argc == 3 && strcmp(argv[1], "jwe") == 0) return make_jwe(argv[2]);
    if (argc != 3 || strcmp(argv[1], "new") != 0) {
        fputs(usage, stderr);
        return STATUS_USAGE;
    }
    enum err err = sodium_init() < 0 ? ERR_SYSTEM : keys_new(argv[2], &made);
    if (err) {
        fprintf(stderr, "naast keys: %s: %s\n", argv[2], explain(err));
        return STATUS_FAILED;
    }
    key_id_text(key_id_of(&made), text);
    printf("%s/courier.key  %s\n%s/courier.pub  %s\n", argv[2], text, argv[2], text);
    return STATUS_FINE;
}
