/* SPDX-License-Identifier: EUPL-1.2 */
#include "content/content.h"

#include <stdio.h>
#include <string.h>

#include "base/file.h"
#include "content/check.h"
#include "content/readers.h"

/* Documents whose lines are needed until everything is read, because other files decide whether
 * they are right. */
struct loading {
    const char *folder;
    struct content *content;
    struct findings *findings;
    const struct check *check;
    struct plain plain;         /* tag "": no list of words was read */
    struct plain_pools pools;
    struct json *kiosk, *languages, *topics;
    bool lost_a_provider;       /* its file is no JSON: what all offer together is not known */
    enum err err;               /* ERR_MEMORY and the like: not the operator's mistake */
};

static void file_finding(struct loading *loading, const char *path, int line, const char *rule,
                         const char *what, const char *mend)
{
    struct finding *finding = findings_add(loading->findings, SEVERITY_ERROR, path, line, rule);
    finding_what(finding, "%s", what);
    finding_mend(finding, "%s", mend);
}

static void explain_unread(struct loading *loading, const char *path, enum err err)
{
    if (err == ERR_MISSING)
        file_finding(loading, path, 0, "missing-file", "this file is not there",
                     "make it; config/README.md says what it holds");
    else if (err == ERR_LARGE)
        file_finding(loading, path, 0, "large", "this file is larger than 256 KiB",
                     "make it smaller");
    else if (err == ERR_REFUSED)
        file_finding(loading, path, 0, "rights", "this file may not be read",
                     "make it a plain file that the kiosk may read");
    else loading->err = err;
}

/* NULL after a finding. `path_out` is how findings name the file. */
static struct json *open_document(struct loading *loading, const char *name,
                                  char path_out[PATH_BYTES])
{
    enum err err = path_join(path_out, loading->folder, name);
    if (err) {
        loading->err = err;
        return NULL;
    }
    struct bytes bytes = {.limit_bytes = JSON_SIZE_BYTES};
    struct json_problem problem = {0};
    struct json *document = NULL;
    err = file_read(path_out, &bytes);
    if (err) {
        explain_unread(loading, path_out, err);
    } else {
        err = json_read(bytes.start, bytes.size_bytes, &document, &problem);
        if (err == ERR_FORMAT)
            file_finding(loading, path_out, problem.line, "json", problem.what,
                         "write it as JSON does; an editor that knows JSON shows the place");
        else if (err) loading->err = err;
    }
    bytes_wipe(&bytes);
    return document;
}

static struct reading reading_of(struct loading *loading, const char *path)
{
    return (struct reading){.file = path,
                            .folder = loading->folder,
                            .findings = loading->findings,
                            .content = loading->content,
                            .check = loading->check,
                            .pools = &loading->pools};
}

static void read_settings(struct loading *loading)
{
    char path[PATH_BYTES];
    loading->kiosk = open_document(loading, "kiosk.json", path);
    /* Whether it is a demo is not known yet; one finding about that is enough. */
    loading->content->settings.is_example = true;
    if (!loading->kiosk) return;
    struct reading reading = reading_of(loading, path);
    rules_secrets(&reading, loading->kiosk);
    settings_read(&reading, loading->kiosk, &loading->content->settings);
    if (!json_member(loading->kiosk, "example")) loading->content->settings.is_example = true;
    rules_settings(&reading, loading->kiosk, &loading->content->settings);
}

static void read_languages(struct loading *loading)
{
    char path[PATH_BYTES];
    loading->languages = open_document(loading, "languages.json", path);
    if (!loading->languages) return;
    struct reading reading = reading_of(loading, path);
    rules_secrets(&reading, loading->languages);
    languages_read(&reading, loading->languages, &loading->content->languages);
}

static void read_topics_file(struct loading *loading)
{
    char path[PATH_BYTES];
    loading->topics = open_document(loading, "topics.json", path);
    if (!loading->topics) return;
    struct reading reading = reading_of(loading, path);
    rules_secrets(&reading, loading->topics);
    topics_read(&reading, loading->topics, &loading->content->topics);
}

/* Only Dutch has rules of plain language; without its list of words the town hears that nothing
 * looked. */
static void read_plain(struct loading *loading)
{
    char path[PATH_BYTES];
    const char *tag = loading->content->languages.count > 0
                          ? loading->content->languages.all[0].tag : "";
    if (strcmp(tag, "nl") != 0 ||
        path_join(path, loading->folder, "plain/nl.json") != ERR_NONE)
        return;
    if (!file_exists(path)) {
        struct finding *finding =
            findings_add(loading->findings, SEVERITY_WARNING, path, 0, "missing-file");
        finding_what(finding, "without this list nothing looks whether texts are plain");
        finding_mend(finding, "copy it from the sample");
        return;
    }
    struct json *document = open_document(loading, "plain/nl.json", path);
    if (!document) return;
    struct reading reading = reading_of(loading, path);
    rules_secrets(&reading, document);
    plain_read(&reading, document, "nl", &loading->plain);
    json_free(document);
}

static const struct plain *plain_of(const struct loading *loading, const char *tag)
{
    return strcmp(loading->plain.tag, tag) == 0 && tag[0] ? &loading->plain : NULL;
}

static void read_texts(struct loading *loading)
{
    const struct texts *source = NULL;
    for (int i = 0; i < loading->content->languages.count; i++) {
        struct language *language = &loading->content->languages.all[i];
        if (!language->is_offered || !language->tag[0]) continue;
        char name[64], path[PATH_BYTES];
        snprintf(name, sizeof name, "texts/%s.json", language->tag);
        struct json *document = open_document(loading, name, path);
        if (!document) continue;
        struct reading reading = reading_of(loading, path);
        struct texts *texts = &loading->content->texts[i];
        reading.plain = plain_of(loading, language->tag);
        rules_secrets(&reading, document);
        texts_read(&reading, document, language->tag, source, texts);
        rules_texts(&reading, document, language, texts);
        rules_facts(&reading, document, source, texts);
        language->is_reviewed = i == 0 || texts->is_reviewed;
        if (i == 0) source = texts;
    }
}

/* "providers/voorbeeld-mee.json" is named "voorbeeld-mee". */
static void stem_of(const char *name, char out[SLUG_BYTES])
{
    snprintf(out, SLUG_BYTES, "%.*s", (int)(strlen(name) - strlen(".json")), name);
}

static bool too_many(struct loading *loading, const char *path, int count, int most)
{
    if (count < most) return false;
    char what[64];
    snprintf(what, sizeof what, "this folder has more than %d files", most);
    file_finding(loading, path, 0, "range", what, "take some out");
    return true;
}

static bool read_key_layout(void *with, const char *name)
{
    struct loading *loading = with;
    struct key_layouts *layouts = &loading->content->key_layouts;
    char inside[PATH_BYTES], path[PATH_BYTES];
    if (path_join(inside, "keys", name) != ERR_NONE) return true;
    struct json *document = open_document(loading, inside, path);
    if (!document) return true;
    if (!too_many(loading, path, layouts->count, KEY_LAYOUTS_MOST)) {
        struct reading reading = reading_of(loading, path);
        char stem[SLUG_BYTES];
        stem_of(name, stem);
        rules_secrets(&reading, document);
        key_layout_read(&reading, document, stem, &layouts->all[layouts->count++]);
    }
    json_free(document);
    return true;
}

static bool read_provider(void *with, const char *name)
{
    struct loading *loading = with;
    struct providers *providers = &loading->content->providers;
    char inside[PATH_BYTES], path[PATH_BYTES];
    if (path_join(inside, "providers", name) != ERR_NONE) return true;
    struct json *document = open_document(loading, inside, path);
    if (!document) {
        loading->lost_a_provider = true;
        return true;
    }
    if (!too_many(loading, path, providers->count, PROVIDERS_MOST)) {
        struct reading reading = reading_of(loading, path);
        reading.plain = loading->plain.tag[0] ? &loading->plain : NULL;
        char stem[SLUG_BYTES];
        stem_of(name, stem);
        rules_secrets(&reading, document);
        provider_read(&reading, document, stem, &providers->all[providers->count++]);
    }
    json_free(document);
    return true;
}

static void read_folder(struct loading *loading, const char *name,
                        bool (*each)(void *with, const char *name))
{
    char path[PATH_BYTES];
    enum err err = path_join(path, loading->folder, name);
    if (!err) err = folder_each(path, ".json", each, loading);
    if (err) explain_unread(loading, path, err);
}

/* Offered languages need a keyboard, and the kiosk must start in an offered one. */
static void compare_languages(struct loading *loading)
{
    const struct content *content = loading->content;
    char path[PATH_BYTES];
    if (loading->languages && path_join(path, loading->folder, "languages.json") == ERR_NONE) {
        struct reading reading = reading_of(loading, path);
        const struct json *list = json_member(loading->languages, "languages");
        const struct json *entry =
            list && json_kind(list) == JSON_ARRAY ? json_first(list) : NULL;
        for (int i = 0; i < content->languages.count; i++, entry = json_next(entry)) {
            const struct language *language = &content->languages.all[i];
            if (language->is_offered &&
                !key_layout_find(&content->key_layouts, language->key_layout))
                reading_error(&reading, entry, "keys",
                              "name a file of keys/, without \".json\"",
                              "the language \"%s\" has no keyboard \"%s\"", language->tag,
                              language->key_layout);
        }
    }
    if (loading->kiosk && loading->languages && content->settings.language[0] &&
        path_join(path, loading->folder, "kiosk.json") == ERR_NONE) {
        struct reading reading = reading_of(loading, path);
        int place = language_find(&content->languages, content->settings.language);
        if (place < 0 || !content->languages.all[place].is_offered)
            reading_error(&reading, json_member(loading->kiosk, "language"), "language",
                          "choose an offered language of languages.json",
                          "\"%s\" is not an offered language", content->settings.language);
    }
}

enum err content_read(const char *config_folder, const struct check *check,
                      struct content *content_out, struct findings *findings)
{
    memset(content_out, 0, sizeof *content_out);
    struct loading loading = {.folder = config_folder,
                              .content = content_out,
                              .findings = findings,
                              .check = check};
    read_settings(&loading);
    read_languages(&loading);
    read_topics_file(&loading);
    read_plain(&loading);
    read_texts(&loading);
    read_folder(&loading, "keys", read_key_layout);
    read_folder(&loading, "providers", read_provider);
    compare_languages(&loading);
    rules_pools(&loading.pools, findings);
    if (check && check->pools_out) *check->pools_out = loading.pools;
    if (!loading.lost_a_provider) rules_content(config_folder, content_out, findings);
    static const char *const folders[] = {"", "providers", "texts", "keys", "plain",
                                          "jwe"};
    for (size_t i = 0; i < sizeof folders / sizeof folders[0]; i++) {
        char path[PATH_BYTES];
        if (path_join(path, config_folder, folders[i]) == ERR_NONE)
            rules_secret_files(path, findings);
    }
    if (findings->lacks_memory && !loading.err) loading.err = ERR_MEMORY;
    json_free(loading.kiosk);
    json_free(loading.languages);
    json_free(loading.topics);
    return loading.err;
}

enum err content_load(const char *config_folder, struct content *content_out,
                      struct findings *findings)
{
    memset(findings, 0, sizeof *findings);
    enum err err = content_read(config_folder, NULL, content_out, findings);
    findings_sort(findings);
    if (!err && findings_has_error(findings)) err = ERR_FORMAT;
    if (err) content_finish(content_out);
    return err;
}

void content_finish(struct content *content)
{
    for (int i = 0; i < LANGUAGES_MOST; i++) texts_finish(&content->texts[i]);
    memset(content, 0, sizeof *content);
}
