/* SPDX-License-Identifier: EUPL-1.2 */
/* command_keys.c - `naast keys new DIR`: the courier's key pair. */
#include <sodium.h>
#include <stdio.h>
#include <string.h>

#include "apps/commands.h"
#include "spool/keys.h"

static const char usage[] =
    "use: naast keys new DIR\n"
    "\n"
    "Makes DIR/courier.key (secret, only its owner can read it) and DIR/courier.pub. Existing "
    "keys are never\n"
    "overwritten: requests that wait under them could not be opened any more.\n";

static const char *explain(enum err err)
{
    switch (err) {
    case ERR_EXISTS:
        return "there is a key already; move it away first if nothing waits under it";
    case ERR_REFUSED: return "no right to write there";
    case ERR_FULL:    return "the disk is full";
    case ERR_MISSING: return "the folder above it does not exist";
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

int command_keys(int argc, char **argv)
{
    struct public_key made;
    char text[KEY_ID_TEXT_BYTES];
    if (argc == 2 && strcmp(argv[1], "--help") == 0) {
        fputs(usage, stdout);
        return STATUS_FINE;
    }
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
