/* SPDX-License-Identifier: EUPL-1.2 */
/* naast check: every finding in a configuration. Silent when there is none. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "apps/command_check_experts.h"
#include "apps/commands.h"
#include "apps/where.h"
#include "base/clock.h"
#include "base/json_write.h"
#include "content/check.h"

#define LIST_BYTES (1024 * 1024)   /* FINDINGS_MOST findings, all fields full and escaped */

struct wishes {
    char config[PATH_BYTES];
    char assets[PATH_BYTES];
    bool as_json, is_strict, shows_plain;
};

static void print_usage(FILE *to)
{
    fputs("use: naast check [--config DIR] [--assets DIR] [--json] [--strict] [--plain]\n"
          "Looks through a configuration and the staged assets. Prints each finding as\n"
          "FILE:LINE: error|warning RULE: what is wrong. How to mend it.\n"
          "An error keeps the kiosk from starting: exit status 1. A warning does not: exit "
          "status 0; with --strict, 1.\n"
          "--plain also prints how hard the texts of each screen are to read.\n"
          "The rules are listed in config/README.md.\n",
          to);
}

static int copy_path(char out[PATH_BYTES], const char *path)
{
    return snprintf(out, PATH_BYTES, "%s", path) < PATH_BYTES ? STATUS_FINE : STATUS_USAGE;
}

/* -1: go on; otherwise the exit status. */
static int read_wishes(int argc, char **argv, struct wishes *wishes_out)
{
    for (int i = 1; i < argc; i++) {
        bool has_value = i + 1 < argc;
        int status = STATUS_FINE;
        if (strcmp(argv[i], "--help") == 0) {
            print_usage(stdout);
            return STATUS_FINE;
        }
        if (strcmp(argv[i], "--version") == 0) {
            puts("naast " NAAST_VERSION);
            return STATUS_FINE;
        }
        if (strcmp(argv[i], "--json") == 0) {
            wishes_out->as_json = true;
        } else if (strcmp(argv[i], "--strict") == 0) {
            wishes_out->is_strict = true;
        } else if (strcmp(argv[i], "--plain") == 0) {
            wishes_out->shows_plain = true;
        } else if (strcmp(argv[i], "--config") == 0 && has_value) {
            status = copy_path(wishes_out->config, argv[++i]);
        } else if (strcmp(argv[i], "--assets") == 0 && has_value) {
            status = copy_path(wishes_out->assets, argv[++i]);
        } else {
            status = STATUS_USAGE;
        }
        if (status == STATUS_FINE) continue;
        fprintf(stderr, "naast check: '%s' is not understood\n", argv[i]);
        print_usage(stderr);
        return status;
    }
    return -1;
}

static const char *severity_word(enum severity severity)
{
    switch (severity) {
    case SEVERITY_ERROR:   return "error";
    case SEVERITY_WARNING: return "warning";
    }
    return "";
}

static void print_lines(const struct findings *findings)
{
    for (int i = 0; i < findings->count; i++) {
        const struct finding *finding = &findings->all[i];
        printf("%s:%d: %s %s: %s. Mend: %s.\n", finding->file, finding->line,
               severity_word(finding->severity), finding->rule, finding->what, finding->mend);
    }
    if (findings->has_more) printf("There is more; these are the first %d.\n", FINDINGS_MOST);
}

static void print_plain(const struct plain_pools *pools)
{
    puts("Flesch-Douma  Leesindex  words  words/sentence  texts");
    for (int i = 0; i < pools->count; i++) {
        const struct plain_counts *counts = &pools->all[i].counts;
        printf("%12.1f  %9.1f  %5d  %14.1f  %s\n", plain_flesch_douma(counts),
               plain_leesindex(counts), counts->words, plain_words_per_sentence(counts),
               pools->all[i].name);
    }
}

static void write_findings(struct json_writer *writer, const char *key,
                           const struct findings *findings)
{
    json_write_open(writer, key, '[');
    for (int i = 0; i < findings->count; i++) {
        const struct finding *finding = &findings->all[i];
        json_write_open(writer, NULL, '{');
        json_write_text(writer, "file", finding->file);
        json_write_whole(writer, "line", finding->line);
        json_write_text(writer, "severity", severity_word(finding->severity));
        json_write_text(writer, "rule", finding->rule);
        json_write_text(writer, "what", finding->what);
        json_write_text(writer, "mend", finding->mend);
        json_write_close(writer, '}');
    }
    json_write_close(writer, ']');
}

static void write_pools(struct json_writer *writer, const struct plain_pools *pools)
{
    json_write_open(writer, "plain", '[');
    for (int i = 0; i < pools->count; i++) {
        const struct plain_counts *counts = &pools->all[i].counts;
        json_write_open(writer, NULL, '{');
        json_write_text(writer, "texts", pools->all[i].name);
        json_write_real(writer, "flesch_douma", plain_flesch_douma(counts));
        json_write_real(writer, "leesindex", plain_leesindex(counts));
        json_write_whole(writer, "sentences", counts->sentences);
        json_write_whole(writer, "words", counts->words);
        json_write_real(writer, "words_per_sentence", plain_words_per_sentence(counts));
        json_write_real(writer, "syllables_per_100_words", plain_syllables_per_100(counts));
        json_write_text(writer, "hardest", pools->all[i].quote);
        json_write_close(writer, '}');
    }
    json_write_close(writer, ']');
}

/* The list of findings; with --plain an object of that list and the scores. */
static enum err print_json(const struct findings *findings, const struct plain_pools *pools)
{
    struct bytes json = {.limit_bytes = LIST_BYTES};
    struct json_writer writer = {.to = &json};
    if (pools) json_write_open(&writer, NULL, '{');
    write_findings(&writer, pools ? "findings" : NULL, findings);
    if (pools) {
        write_pools(&writer, pools);
        json_write_close(&writer, '}');
    }
    if (!writer.err) puts(json.start);
    bytes_wipe(&json);
    return writer.err;
}

static int check(const struct wishes *wishes, struct findings *findings,
                 struct plain_pools *pools)
{
    struct experts experts;
    experts_open(&experts);
    check_in_full(&(struct check){.config = wishes->config,
                              .assets = wishes->assets,
                              .wall_s = clock_wall_s(),
                              .experts = &experts,
                              .pools_out = pools},
              findings);
    experts_close(&experts);
    bool fails = findings_has_error(findings) || (wishes->is_strict && findings->count > 0);
    const struct plain_pools *shown = wishes->shows_plain ? pools : NULL;
    if (wishes->as_json) {
        fails = print_json(findings, shown) != ERR_NONE || fails;
    } else {
        print_lines(findings);
        if (shown) print_plain(shown);
    }
    return fails ? STATUS_FAILED : STATUS_FINE;
}

int command_check(int argc, char **argv)
{
    struct wishes wishes = {0};
    if (where_config(wishes.config) != ERR_NONE || where_assets(wishes.assets) != ERR_NONE)
        return STATUS_FAILED;
    int status = read_wishes(argc, argv, &wishes);
    if (status >= 0) return status;

    struct findings *findings = calloc(1, sizeof *findings);
    struct plain_pools *pools = calloc(1, sizeof *pools);
    status = findings && pools ? check(&wishes, findings, pools) : STATUS_FAILED;
    free(findings);
    free(pools);
    return status;
}
