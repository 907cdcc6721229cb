/* SPDX-License-Identifier: EUPL-1.2 */
/* What a town hall may write, by way of the readers and the linter. The first letter says
 * which kind of file: s(ettings) l(anguages) t(opics) x (texts) p(rovider) k(eys) w(ords); a
 * capital: of a real town. Whatever is wrong with it becomes findings that can be printed. */
#include "fuzz/fuzz.h"

#include "base/file.h"
#include "base/utf8.h"
#include "content/check.h"
#include "content/readers.h"

static struct content town;
static struct findings findings;
static struct plain plain, other_plain;
static struct plain_pools pools;
static union {
    struct settings settings;
    struct languages languages;
    struct topics topics;
    struct provider provider;
    struct key_layout layout;
} out;

static bool knows_word(void *with, const char *word, char near_out[CHECK_NEAR_BYTES])
{
    (void)with;
    snprintf(near_out, CHECK_NEAR_BYTES, "%s", "hulp");
    return word[0] < 'm';
}

static int64_t certificate_ends_s(void *with, const char *path)
{
    (void)with;
    return (int64_t)strlen(path);
}

int LLVMFuzzerInitialize(int *argc, char ***argv)
{
    (void)argc;
    (void)argv;
    struct bytes bytes = {.limit_bytes = JSON_SIZE_BYTES};
    struct json *document = NULL;
    fuzz_must(content_load(SOURCE_DIR "/config", &town, &findings) == ERR_NONE);
    fuzz_must(file_read(SOURCE_DIR "/config/plain/nl.json", &bytes) == ERR_NONE);
    fuzz_must(json_read(bytes.start, bytes.size_bytes, &document, NULL) == ERR_NONE);
    struct reading reading = {.file = "nl.json", .findings = &findings, .content = &town};
    plain_read(&reading, document, "nl", &plain);
    json_free(document);
    bytes_wipe(&bytes);
    return 0;
}

static void read_texts(struct reading *reading, struct json *document)
{
    static struct texts texts;
    const struct texts *source = &town.texts[0];
    memset(&texts, 0, sizeof texts);
    texts_read(reading, document, "nl", source, &texts);
    rules_texts(reading, document, &town.languages.all[0], &texts);
    rules_facts(reading, document, source, &texts);
    for (int i = 0; i < TEXT_COUNT; i++) {
        (void)text_get(&texts, (enum text)i, 1);
        (void)text_get(&texts, (enum text)i, 1000000007);
    }
    texts_finish(&texts);   /* the document is the texts' now */
}

/* True when the document was given away. */
static bool read_as(char kind, struct reading *reading, struct json *document)
{
    memset(&out, 0, sizeof out);
    rules_secrets(reading, document);
    switch (kind) {
    case 's':
        settings_read(reading, document, &out.settings);
        rules_settings(reading, document, &out.settings);
        return false;
    case 'l': languages_read(reading, document, &out.languages); return false;
    case 't': topics_read(reading, document, &out.topics); return false;
    case 'p': provider_read(reading, document, "voorbeeld-mee", &out.provider); return false;
    case 'k': key_layout_read(reading, document, "latin", &out.layout); return false;
    case 'x': read_texts(reading, document); return true;
    }
    memset(&other_plain, 0, sizeof other_plain);
    plain_read(reading, document, "nl", &other_plain);
    return false;
}

int LLVMFuzzerTestOneInput(const uint8_t *input, size_t size_bytes)
{
    fuzz_count();
    if (size_bytes < 1) return 0;
    static const struct experts experts = {.knows_word = knows_word,
                                           .certificate_ends_s = certificate_ends_s};
    struct check check = {.wall_s = 1793577600, .experts = &experts};
    struct reading reading = {.file = "f", .findings = &findings, .content = &town,
                              .check = &check, .plain = &plain, .pools = &pools};
    struct json *document = NULL;
    char *copy = fuzz_copy(input + 1, size_bytes - 1);
    findings.count = 0;
    pools.count = 0;
    bool is_real = input[0] >= 'A' && input[0] <= 'Z';   /* a capital: no demo */
    town.settings.is_example = !is_real;
    char kind = (char)(is_real ? input[0] - 'A' + 'a' : input[0]);
    if (json_read(copy, size_bytes - 1, &document, NULL) == ERR_NONE) {
        if (!read_as(kind, &reading, document)) json_free(document);
        rules_pools(&pools, &findings);
        findings_sort(&findings);
        for (int i = 0; i < findings.count; i++) {
            const struct finding *finding = &findings.all[i];
            fuzz_must(finding->what[0] && finding->mend[0] && finding->rule[0]);
            fuzz_must(utf8_is_valid(finding->what, strlen(finding->what)));
            fuzz_must(utf8_is_valid(finding->mend, strlen(finding->mend)));
        }
    }
    free(copy);
    return 0;
}
