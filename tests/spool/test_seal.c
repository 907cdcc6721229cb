/* SPDX-License-Identifier: EUPL-1.2 */
#include "base/promise.h"

#include <fcntl.h>
#include <sodium.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>

#include "base/file.h"
#include "spool/keys.h"
#include "base/scratch.h"
#include "spool/seal.h"

static struct key_pair ours;
static char folder[64];

static int make_keys(void **state)
{
    (void)state;
    struct public_key made;
    char path[PATH_BYTES];
    if (sodium_init() < 0) return -1;
    scratch_make(folder);
    if (keys_new(folder, &made) || path_join(path, folder, "courier.key")) return -1;
    return keys_read(path, &ours) ? -1 : 0;
}

static int remove_keys(void **state)
{
    (void)state;
    keys_wipe(&ours);
    scratch_remove(folder);
    return 0;
}

static struct bytes plain_of(const char *text, size_t size_bytes)
{
    struct bytes plain = {.limit_bytes = 2 * SEALED_PLAIN_BYTES, .is_private = true};
    assert_int_equal(bytes_add(&plain, text, size_bytes), ERR_NONE);
    return plain;
}

static void what_was_sealed_comes_back_byte_for_byte(void **state)
{
    (void)state;
    static const size_t sizes[] = {
        0, 1, 2, 500, SEALED_PLAIN_BYTES - 2, SEALED_PLAIN_BYTES - 1};
    static char text[SEALED_PLAIN_BYTES];
    randombytes_buf(text, sizeof text);
    for (size_t i = 0; i < sizeof sizes / sizeof sizes[0]; i++) {
        struct bytes plain = plain_of(text, sizes[i]);
        struct bytes again = {.limit_bytes = SEALED_PLAIN_BYTES, .is_private = true};
        struct sealed sealed;
        assert_int_equal(seal(&ours.public_key, &plain, &sealed), ERR_NONE);
        assert_int_equal(unseal(&ours.public_key, ours.secret_key, &sealed, &again), ERR_NONE);
        assert_int_equal(again.size_bytes, sizes[i]);
        if (sizes[i] > 0) assert_memory_equal(again.start, text, sizes[i]);
        bytes_wipe(&plain);
        bytes_wipe(&again);
    }
}

static void a_request_that_does_not_fit_is_refused_not_cut(void **state)
{
    (void)state;
    static char text[SEALED_PLAIN_BYTES];
    struct bytes plain = plain_of(text, sizeof text);
    struct sealed sealed;
    assert_int_equal(seal(&ours.public_key, &plain, &sealed), ERR_LARGE);
    bytes_wipe(&plain);
}

static void the_same_request_sealed_twice_looks_different_and_shows_nothing(void **state)
{
    (void)state;
    static const char name[] = "Jamila";
    struct bytes plain = plain_of(name, sizeof name - 1);
    struct sealed one, two;
    assert_int_equal(seal(&ours.public_key, &plain, &one), ERR_NONE);
    assert_int_equal(seal(&ours.public_key, &plain, &two), ERR_NONE);
    assert_memory_not_equal(one.bytes + SEALED_HEADER_BYTES, two.bytes + SEALED_HEADER_BYTES,
                            64);
    assert_null(memmem(one.bytes, sizeof one.bytes, name, sizeof name - 1));
    bytes_wipe(&plain);
}

static void one_flipped_bit_anywhere_is_noticed(void **state)
{
    (void)state;
    struct bytes plain = plain_of("{\"id\":1}", 8);
    struct sealed sealed;
    assert_int_equal(seal(&ours.public_key, &plain, &sealed), ERR_NONE);
    for (size_t at = 0; at < SEALED_BYTES; at += at < 128 ? 1 : 61) {
        struct bytes again = {.limit_bytes = SEALED_PLAIN_BYTES, .is_private = true};
        sealed.bytes[at] ^= 4;
        enum err expected = at < 8 ? ERR_FORMAT : ERR_REFUSED;
        assert_int_equal(unseal(&ours.public_key, ours.secret_key, &sealed, &again), expected);
        assert_int_equal(again.size_bytes, 0);
        sealed.bytes[at] ^= 4;
        bytes_wipe(&again);
    }
    bytes_wipe(&plain);
}

static void another_key_does_not_open_it_and_the_header_says_which_does(void **state)
{
    (void)state;
    struct public_key other_public;
    struct secret_key other_secret;
    crypto_box_keypair(other_public.bytes, other_secret.bytes);
    struct bytes plain = plain_of("x", 1),
                 again = {.limit_bytes = SEALED_PLAIN_BYTES, .is_private = true};
    struct sealed sealed;
    assert_int_equal(seal(&ours.public_key, &plain, &sealed), ERR_NONE);
    assert_int_equal(unseal(&other_public, &other_secret, &sealed, &again), ERR_REFUSED);

    struct key_id id, ours_id = key_id_of(&ours.public_key);
    assert_int_equal(sealed_key_id(&sealed, &id), ERR_NONE);
    assert_memory_equal(id.bytes, ours_id.bytes, sizeof id.bytes);
    bytes_wipe(&plain);
    bytes_wipe(&again);
}

static void an_existing_key_is_never_overwritten(void **state)
{
    (void)state;
    struct public_key made;
    char path[PATH_BYTES];
    struct key_pair again;
    assert_int_equal(keys_new(folder, &made), ERR_EXISTS);
    assert_int_equal(path_join(path, folder, "courier.key"), ERR_NONE);
    assert_int_equal(keys_read(path, &again), ERR_NONE);
    assert_memory_equal(again.public_key.bytes, ours.public_key.bytes, 32);
    keys_wipe(&again);

    assert_int_equal(unlink(path), 0);   /* half a pair counts as existing */
    assert_int_equal(keys_new(folder, &made), ERR_EXISTS);
    assert_false(file_exists(path));
}

static void a_key_that_others_can_read_is_refused(void **state)
{
    (void)state;
    char other[64], path[PATH_BYTES];
    struct public_key made;
    struct key_pair pair;
    struct stat facts;
    scratch_make(other);
    assert_int_equal(keys_new(other, &made), ERR_NONE);
    assert_int_equal(path_join(path, other, "courier.key"), ERR_NONE);
    assert_int_equal(stat(path, &facts), 0);
    assert_int_equal(facts.st_mode & 0777, 0600);
    assert_int_equal(chmod(path, 0640), 0);
    assert_int_equal(keys_read(path, &pair), ERR_REFUSED);
    assert_null(pair.secret_key);

    /* In systemd's credential folder the group's bit is the mask of an ACL for the service
     * itself. */
    setenv("CREDENTIALS_DIRECTORY", other, 1);
    assert_int_equal(keys_read(path, &pair), ERR_NONE);
    unsetenv("CREDENTIALS_DIRECTORY");
    keys_wipe(&pair);
    scratch_remove(other);
}

static void a_damaged_key_file_is_told_apart(void **state)
{
    (void)state;
    static const struct { const char *content; enum err expected; const char *why; } rows[] = {
        {"", ERR_FORMAT, "empty"},
        {"naast-secret-key-1 00ff", ERR_FORMAT, "too short"},
        {"naast-public-key-1 "
         "1111111111111111111111111111111111111111111111111111111111111111\n",
         ERR_FORMAT, "a public key in its place"},
        {"naast-secret-key-1 "
         "111111111111111111111111111111111111111111111111111111111111111g\n",
         ERR_FORMAT, "no hexadecimal digit"},
        {"naast-secret-key-1 "
         "1111111111111111111111111111111111111111111111111111111111111111x\n",
         ERR_FORMAT, "something after it"},
        {"naast-secret-key-1 "
         "1111111111111111111111111111111111111111111111111111111111111111\n",
         ERR_NONE, "a good one"},
    };
    char other[64], path[PATH_BYTES];
    scratch_make(other);
    assert_int_equal(path_join(path, other, "k"), ERR_NONE);
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct key_pair pair;
        assert_int_equal(file_replace(path, rows[i].content, strlen(rows[i].content), 0600),
                         ERR_NONE);
        enum err err = keys_read(path, &pair);
        if (err != rows[i].expected) fail_msg("%s: %s", rows[i].why, err_name(err));
        keys_wipe(&pair);
    }
    assert_int_equal(unlink(path), 0);
    struct key_pair pair;
    assert_int_equal(keys_read(path, &pair), ERR_MISSING);
    scratch_remove(other);
}

static void a_forked_child_has_no_secret_key(void **state)
{
    (void)state;
    pid_t child = fork();
    assert_true(child >= 0);
    if (child == 0) _exit(sodium_is_zero(ours.secret_key->bytes, 32) ? 0 : 1);
    int status = -1;
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_int_equal(status, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_was_sealed_comes_back_byte_for_byte),
        cmocka_unit_test(a_request_that_does_not_fit_is_refused_not_cut),
        cmocka_unit_test(the_same_request_sealed_twice_looks_different_and_shows_nothing),
        cmocka_unit_test(one_flipped_bit_anywhere_is_noticed),
        cmocka_unit_test(another_key_does_not_open_it_and_the_header_says_which_does),
        cmocka_unit_test(a_key_that_others_can_read_is_refused),
        cmocka_unit_test(a_damaged_key_file_is_told_apart),
        cmocka_unit_test(a_forked_child_has_no_secret_key),
        cmocka_unit_test(an_existing_key_is_never_overwritten),
    };
    return cmocka_run_group_tests(tests, make_keys, remove_keys);
}
