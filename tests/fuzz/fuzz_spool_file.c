/* SPDX-License-Identifier: EUPL-1.2 */
/* A file in the spool that is not what it should be. The first byte says what the rest is:
 *   'f' the file itself        'b' what is inside the box, padding included
 *   'n' names of files, a line each */
#include "fuzz/fuzz.h"

#include <fcntl.h>
#include <sodium.h>
#include <sys/stat.h>
#include <unistd.h>

#include "delivery/envelope.h"
#include "spool/spool_name.h"

static char folder[64];
static struct spool spool;
static struct public_key public_key;
static struct secret_key secret_key;
static struct sealed sealed;
static struct id our_id;

static void leave(void)
{
    spool_close(&spool);
    for (int state = 0; state < SPOOL_STATE_COUNT; state++) {
        char path[128];
        snprintf(path, sizeof path, "%s/%s", folder, spool_state_name((enum spool_state)state));
        rmdir(path);
    }
    rmdir(folder);
}

int LLVMFuzzerInitialize(int *argc, char ***argv)
{
    (void)argc;
    (void)argv;
    fuzz_must(sodium_init() >= 0);
    const char *scratch = getenv("FUZZ_SCRATCH");
    snprintf(folder, sizeof folder, "%s/spool-XXXXXX", scratch ? scratch : "/tmp");
    fuzz_must(mkdtemp(folder) && chmod(folder, 0700) == 0);
    fuzz_must(spool_open(folder, &spool) == ERR_NONE);
    static const unsigned char seed[crypto_box_SEEDBYTES] = {1, 2, 3};
    crypto_box_seed_keypair(public_key.bytes, secret_key.bytes, seed);
    fuzz_must(id_read("0b54a5f5-7f3a-4f0e-9d0e-6a1c2b3d4e5f", &our_id) == ERR_NONE);
    atexit(leave);
    return 0;
}

static void open_box(void)
{
    struct bytes plain = {.limit_bytes = SEALED_PLAIN_BYTES, .is_private = true};
    struct envelope envelope;
    struct key_id id;
    enum err key_err = sealed_key_id(&sealed, &id);
    enum err err = unseal(&public_key, &secret_key, &sealed, &plain);
    fuzz_must(!key_err || err);
    if (!err) {
        fuzz_must(plain.size_bytes < SEALED_PLAIN_BYTES);
        if (envelope_read(plain.start ? plain.start : "", plain.size_bytes, &envelope) ==
            ERR_NONE)
            fuzz_must(envelope.body.size_bytes < plain.size_bytes);
    }
    bytes_wipe(&plain);
}

static void read_file(struct fuzz_input *in)
{
    char name[SPOOL_NAME_BYTES];
    spool_name(our_id, SPOOL_WAITING, name);
    int queue = spool_folder(&spool, SPOOL_QUEUE);
    int file = openat(queue, name, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    fuzz_must(file >= 0 && write(file, in->at, in->left) == (ssize_t)in->left);
    close(file);
    enum err err = spool_read(&spool, our_id, SPOOL_QUEUE, &sealed);
    fuzz_must((err == ERR_NONE) == (in->left == SEALED_BYTES));
    if (!err) open_box();
    fuzz_must(unlinkat(queue, name, 0) == 0);
}

/* The box itself is whole: what is in it was made by who has our public key. */
static void read_box(struct fuzz_input *in)
{
    static uint8_t padded[SEALED_PLAIN_BYTES];
    memset(padded, 0, sizeof padded);
    size_t size = in->left < sizeof padded ? in->left : sizeof padded;
    memcpy(padded, in->at, size);
    struct key_id id = key_id_of(&public_key);
    memcpy(sealed.bytes, "NAASTSB1", 8);
    memcpy(sealed.bytes + 8, id.bytes, sizeof id.bytes);
    crypto_box_seal(sealed.bytes + SEALED_HEADER_BYTES, padded, sizeof padded,
                    public_key.bytes);
    open_box();
}

static bool count_ours(void *with, const struct spool_entry *entry)
{
    char name[SPOOL_NAME_BYTES];
    spool_name(entry->id, entry->is_dropped ? SPOOL_DROPPED : SPOOL_WAITING, name);
    ++*(int *)with;
    return faccessat(spool_folder(&spool, entry->state), name, F_OK, 0) == 0;
}

/* Names that are not ours are passed over and stay. */
static void read_names(struct fuzz_input *in)
{
    int done = spool_folder(&spool, SPOOL_DONE), ours = 0, seen = 0;
    char names[8][64];
    int count = 0;
    while (in->left > 0 && count < 8) {
        const uint8_t *end = memchr(in->at, '\n', in->left);
        size_t size = end ? (size_t)(end - in->at) : in->left;
        fuzz_text(in, size, names[count], sizeof names[count]);
        in->left -= end && in->left > 0;
        in->at += end != NULL;
        if (strchr(names[count], '/') || strcmp(names[count], "..") == 0) continue;
        int file = openat(done, names[count], O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
        if (file < 0) continue;   /* "", ".", too long, or there already */
        close(file);
        struct id id;
        bool is_dropped;
        ours += spool_name_read(names[count], &id, &is_dropped) == ERR_NONE;
        count++;
    }
    fuzz_must(spool_each(&spool, SPOOL_DONE, count_ours, &seen) == ERR_NONE);
    fuzz_must(seen == ours);
    for (int i = 0; i < count; i++) fuzz_must(unlinkat(done, names[i], 0) == 0);
}

int LLVMFuzzerTestOneInput(const uint8_t *input, size_t size_bytes)
{
    fuzz_count();
    struct fuzz_input in = {.at = input, .left = size_bytes};
    switch (fuzz_byte(&in)) {
    case 'f': read_file(&in); return 0;
    case 'b': read_box(&in); return 0;
    case 'n': read_names(&in); return 0;
    }
    return 0;
}
