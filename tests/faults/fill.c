/* SPDX-License-Identifier: EUPL-1.2 */
/* fill.c - a queue that filled up during a long outage:  faults_fill FOLDER KEY_HEX SLUG COUNT
 *
 * Writes COUNT sealed requests for SLUG into FOLDER, as the courier with that public key would
 * have, but without its syncs. */
#include <fcntl.h>
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/id.h"
#include "spool/seal.h"

static enum err write_one(int folder, const struct public_key *key, const char *slug)
{
    static struct sealed sealed;
    struct bytes plain = {.limit_bytes = SEALED_PLAIN_BYTES, .is_private = true};
    char id[ID_TEXT_BYTES];
    id_text(id_new(), id);
    enum err err = bytes_add_format(
        &plain,
        "{\"version\":1,\"id\":\"%s\",\"provider\":\"%s\",\"made_s\":%lld,\"deadline_s\":0,"
        "\"body\":{\"id\":\"%s\"}}",
        id, slug, (long long)clock_wall_s(), id);
    if (!err) err = seal(key, &plain, &sealed);
    bytes_wipe(&plain);
    if (err) return err;
    int fd = openat(folder, id, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    if (fd < 0) return ERR_DISK;
    if (write(fd, sealed.bytes, sizeof sealed.bytes) != (ssize_t)sizeof sealed.bytes)
        err = ERR_DISK;
    if (close(fd) < 0) err = ERR_DISK;
    return err;
}

int main(int argc, char **argv)
{
    struct public_key key;
    size_t key_bytes = 0;
    if (argc != 5 || sodium_init() < 0) return 2;
    if (sodium_hex2bin(key.bytes, sizeof key.bytes, argv[2], strlen(argv[2]), NULL, &key_bytes,
                       NULL) != 0
        || key_bytes != sizeof key.bytes)
        return 2;
    int folder = open(argv[1], O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (folder < 0) return 2;
    for (long i = strtol(argv[4], NULL, 10); i > 0; i--)
        if (write_one(folder, &key, argv[3])) return 1;
    return 0;
}
