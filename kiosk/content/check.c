/* SPDX-License-Identifier: EUPL-1.2 */
#include "content/check.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "content/readers.h"

struct checking {
    const char *assets;
    const struct content *content;
    struct findings *findings;
};

static void missing_asset(struct checking *checking, const char *path, const char *rule,
                          const char *format, const char *name)
{
    struct finding *finding = findings_add(checking->findings, SEVERITY_ERROR, path, 0, rule);
    finding_what(finding, "%s \"%s\" is not there", format, name);
    finding_mend(finding, "stage the assets again: cmake --build does it");
}

static void demand_file(struct checking *checking, const char *inside, const char *rule,
                        const char *format, const char *name)
{
    char path[PATH_BYTES];
    if (path_join(path, checking->assets, inside) != ERR_NONE) return;
    if (!file_exists(path)) missing_asset(checking, path, rule, format, name);
}

static void check_pictograms(struct checking *checking)
{
    for (int i = PICTOGRAM_NONE + 1; i < PICTOGRAM_COUNT; i++) {
        const char *key = pictogram_key((enum pictogram)i);
        char inside[128];
        snprintf(inside, sizeof inside, "pictograms/%s.svg", key);
        demand_file(checking, inside, "pictogram", "the picture in colour of", key);
        snprintf(inside, sizeof inside, "pictograms/%s.line.svg", key);
        demand_file(checking, inside, "pictogram", "the picture in lines of", key);
    }
}

static struct json *open_asset(struct checking *checking, const char *name,
                               char path_out[PATH_BYTES])
{
    struct bytes bytes = {.limit_bytes = JSON_SIZE_BYTES};
    struct json_problem problem = {0};
    struct json *document = NULL;
    enum err err = path_join(path_out, checking->assets, name);
    if (!err) err = file_read(path_out, &bytes);
    if (err) {
        missing_asset(checking, path_out, "missing-file", "the list", name);
    } else if (json_read(bytes.start, bytes.size_bytes, &document, &problem) != ERR_NONE) {
        struct finding *finding =
            findings_add(checking->findings, SEVERITY_ERROR, path_out, problem.line, "json");
        finding_what(finding, "%s", problem.what);
        finding_mend(finding, "correct it in the source folder and stage the assets again");
    }
    bytes_wipe(&bytes);
    return document;
}

/* The words under pictures are texts like all others. */
static void check_pictogram_words(struct checking *checking)
{
    char path[PATH_BYTES];
    struct json *list = open_asset(checking, "pictograms.json", path);
    if (!list) return;
    for (const struct json *entry = json_first(list); entry; entry = json_next(entry)) {
        const char *word = json_text(json_member(entry, "word"));
        if (!word || text_find(word) != TEXT_COUNT) continue;
        struct finding *finding = findings_add(checking->findings, SEVERITY_ERROR, path,
                                               json_line(entry), "unknown-text");
        finding_what(finding, "\"%.60s\" names no text", word);
        finding_mend(
            finding,
            "correct its spelling, or add it to kiosk/content/texts.def and the texts");
    }
    json_free(list);
}

static bool has_script(const struct json *face, const char *script)
{
    const struct json *scripts = json_member(face, "scripts");
    if (!scripts) return false;
    for (const struct json *entry = json_first(scripts); entry; entry = json_next(entry)) {
        const char *text = json_text(entry);
        if (text && strcmp(text, script) == 0) return true;
    }
    return false;
}

/* Every language's own name is on the screen, so every script needs a font, also of one that is
 * only talked in. */
static void check_fonts(struct checking *checking)
{
    char path[PATH_BYTES];
    struct json *faces = open_asset(checking, "fonts.json", path);
    if (!faces) return;
    for (int i = 0; i < checking->content->languages.count; i++) {
        const struct language *language = &checking->content->languages.all[i];
        const struct json *face = json_first(faces);
        while (face && !has_script(face, language->script)) face = json_next(face);
        if (!face && language->script[0]) {
            struct finding *finding =
                findings_add(checking->findings, SEVERITY_ERROR, path, 0, "font");
            finding_what(finding, "no font has the script %s of the language \"%s\"",
                         language->script, language->tag);
            finding_mend(finding, "add a font to fonts/fonts.json, or take the language out");
        }
    }
    for (const struct json *face = json_first(faces); face; face = json_next(face)) {
        static const char *const weights[] = {"regular", "bold"};
        for (size_t w = 0; w < 2; w++) {
            char inside[128];
            snprintf(inside, sizeof inside, "fonts/%.60s-%s.ttf",
                     json_key(face) ? json_key(face) : "", weights[w]);
            demand_file(checking, inside, "font", "the font", inside);
        }
    }
    json_free(faces);
}

void check_in_full(const struct check *check, struct findings *findings_out)
{
    const char *config_folder = check->config, *assets_folder = check->assets;
    memset(findings_out, 0, sizeof *findings_out);
    struct content *content = malloc(sizeof *content);
    enum err err =
        content ? content_read(config_folder, check, content, findings_out) : ERR_MEMORY;
    if (err) {
        struct finding *finding =
            findings_add(findings_out, SEVERITY_ERROR, config_folder, 0, "system");
        finding_what(finding, "the configuration could not be read: %s", err_name(err));
        finding_mend(finding, "look at the memory and the disk of this computer");
    } else if (assets_folder && !file_exists(assets_folder)) {
        struct finding *finding =
            findings_add(findings_out, SEVERITY_ERROR, assets_folder, 0, "missing-file");
        finding_what(finding, "the folder with pictures and fonts is not there");
        finding_mend(finding,
                     "name the staged folder with --assets, or build the target \"assets\"");
    } else if (assets_folder) {
        struct checking checking = {
            .assets = assets_folder, .content = content, .findings = findings_out};
        check_pictograms(&checking);
        check_pictogram_words(&checking);
        check_fonts(&checking);
    }
    findings_sort(findings_out);
    if (content) content_finish(content);
    free(content);
}

void check_config(const char *config_folder, const char *assets_folder, int64_t wall_s,
                  struct findings *findings_out)
{
    struct check check = {.config = config_folder, .assets = assets_folder, .wall_s = wall_s};
    check_in_full(&check, findings_out);
}
