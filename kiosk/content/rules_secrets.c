/* SPDX-License-Identifier: EUPL-1.2 */
/* rules_secrets.c - V10: config/ is read by everyone who can reach the kiosk and goes into
 * backups and version control, so nothing secret may stand in it. Findings never quote the
 * value. */
#include <ctype.h>
#include <string.h>

#include "base/file.h"
#include "content/readers.h"

static bool names_a_secret(const char *key)
{
    static const char *const words[] = {
        "password",    "passwd",     "passphrase", "wachtwoord", "secret",
        "geheim",      "token",      "apikey",     "api_key",    "api-key",
        "private_key", "privatekey", "bearer",     "credential",
    };
    char small[64];
    size_t size = strnlen(key, sizeof small - 1);
    for (size_t i = 0; i < size; i++) small[i] = (char)tolower((unsigned char)key[i]);
    small[size] = 0;
    /* These name the place of the secret, not the secret. */
    if (size > 5 && strcmp(small + size - 5, "_file") == 0) return false;
    if (strcmp(small, "token_url") == 0) return false;
    if (strchr(small, '.')) return false;   /* "word.geheim": a sentence, not a setting */
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++)
        if (strstr(small, words[i])) return true;
    return false;
}

/* 32 and more letters and digits through each other in one go: no word, no address, no
 * sentence. */
static bool has_token_run(const char *text)
{
    size_t run = 0, digits = 0, capitals = 0, small = 0;
    for (;; text++) {
        unsigned char sign = (unsigned char)*text;
        if (isdigit(sign)) digits++;
        else if (isupper(sign)) capitals++;
        else if (islower(sign)) small++;
        else if (sign == 0 || !strchr("+/=_", sign)) {
            if (run >= 32 && digits >= 4 && capitals + small >= 4) return true;
            if (sign == 0) return false;
            run = digits = capitals = small = 0;
            continue;
        }
        run++;
    }
}

static bool has_password_in_address(const char *text)
{
    const char *start = strstr(text, "://");
    if (!start) return false;
    start += 3;
    return memchr(start, '@', strcspn(start, "/")) != NULL;
}

static bool is_secret(const char *text)
{
    return strstr(text, "-----BEGIN") || strncmp(text, "Bearer ", 7) == 0 ||
           strncmp(text, "Token ", 6) == 0 || has_password_in_address(text) ||
           has_token_run(text);
}

void rules_secrets(struct reading *reading, const struct json *document)
{
    if (json_kind(document) != JSON_OBJECT && json_kind(document) != JSON_ARRAY) return;
    for (const struct json *member = json_first(document); member; member = json_next(member)) {
        const char *key = json_key(member), *text = json_text(member);
        if ((key && text && names_a_secret(key)) || (text && is_secret(text)))
            reading_error(
                reading, member, "V10",
                "keep it in a file of its own and name that file, as \"token_file\" does",
                "this looks like a password, token or key");
        rules_secrets(reading, member);
    }
}

struct folder {
    const char *path;
    struct findings *findings;
};

static bool holds_private_key(const char *path, struct findings *findings)
{
    struct bytes bytes = {.limit_bytes = JSON_SIZE_BYTES};
    enum err err = file_read(path, &bytes);
    bool is_found = !err && strstr(bytes.start, "PRIVATE KEY-----");
    if (err == ERR_MEMORY) findings->lacks_memory = true;
    bytes_wipe(&bytes);
    return is_found;
}

static bool look_at_file(void *with, const char *name)
{
    static const char *const endings[] = {".key", ".token", ".secret", ".p12", ".pfx"};
    const struct folder *folder = with;
    char path[PATH_BYTES];
    const char *dot = strrchr(name, '.');
    if (dot && strcmp(dot, ".json") == 0) return true;   /* read by its own reader */
    if (path_join(path, folder->path, name) != ERR_NONE) return true;
    bool is_secret_file = false;
    for (size_t i = 0; dot && i < sizeof endings / sizeof endings[0]; i++)
        is_secret_file = is_secret_file || strcmp(dot, endings[i]) == 0;
    if (!is_secret_file && !holds_private_key(path, folder->findings)) return true;
    struct finding *finding = findings_add(folder->findings, SEVERITY_ERROR, path, 0, "V10");
    finding_what(finding, "a token or private key stands among files that everyone may read");
    finding_mend(finding,
                 "move it to the courier's credential folder, readable by the courier only");
    return true;
}

void rules_secret_files(const char *folder, struct findings *findings)
{
    struct folder with = {.path = folder, .findings = findings};
    /* A folder that is not there has its own finding. */
    enum err err = folder_each(folder, "", look_at_file, &with);
    if (err == ERR_MEMORY) findings->lacks_memory = true;
}
